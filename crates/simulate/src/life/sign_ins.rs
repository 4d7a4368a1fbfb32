//! A person signs in: with what goes wrong on the way.

use super::attempt::{Attempt, Second, method_of, needs_second_factor};
use super::day::Day;
use super::emitter::Emitter;
use crate::events::audit::{
    Actor, Audit, CHANGE_PASSWORD, SELF_SERVICE_PROGRESS, SELF_SERVICE_RESET, Target, TargetKind,
};
use crate::events::security::RiskDetection;
use crate::events::sign_in::{ClientKind, Protocol, Risk, SignIn, SignInKind, Subject};
use crate::guid::Guid;
use crate::random::{Purpose, Random, key};
use crate::time::Moment;
use crate::world::World;
use crate::world::applications::{
    APPLE_MAIL, AUTHENTICATION_BROKER, AZURE_CLI, AZURE_MANAGEMENT, AZURE_PORTAL, AZURE_POWERSHELL, ApplicationIndex,
    COMPANY_PORTAL, DIRECTORY_GRAPH, EDGE, EXCHANGE_ADMIN_CENTER, EXCHANGE_ONLINE, EXCHANGE_POWERSHELL,
    GRAPH_COMMAND_LINE, MICROSOFT_GRAPH, MICROSOFT_OFFICE, OFFICE_HOME, OFFICE_PORTAL, ONEDRIVE_SYNC, OUTLOOK_MOBILE,
    OUTLOOK_WEB, POWER_BI, SHAREPOINT_ONLINE, TEAMS, TEAMS_SERVICES, TEAMS_WEB, VENDOR_APPLICATIONS, WINDOWS_SIGN_IN,
};
use crate::world::clients::{Client, Platform, Program};
use crate::world::networks::Network;
use crate::world::people::{Kind, Person};

/// The session a person's device is in around a date.
pub(crate) fn session(world: &World, person: &Person, device: u8, date: i64) -> Guid {
    let week = (date + i64::from(person.index % 5)).div_euclid(5);
    let bits = key(world.seed, Purpose::Session, &[u64::from(person.index), u64::from(device), week as u64]);
    Guid::from_parts(bits, crate::random::mix(bits))
}

/// An attempt by a person on a device of their own, as far as it is always the same.
pub(crate) fn attempt(
    world: &World,
    person: &Person,
    day: &Day,
    device: u8,
    second: i64,
    random: &mut Random,
) -> Attempt {
    let time = day.at(second, random);
    let chosen = person.devices.get(usize::from(device));
    let computer = chosen.is_none_or(crate::world::devices::Device::is_computer);
    let client = chosen.map_or(Client { platform: Platform::Unknown, program: Program::None, version: 0 }, |device| {
        device.browser_client(time)
    });
    Attempt {
        time,
        id: random.guid(),
        correlation: random.guid(),
        session: session(world, person, device, day.date),
        kind: SignInKind::Interactive,
        subject: Subject::Person(person.index),
        source: day.source(world, person, computer, second),
        device: chosen.is_some_and(crate::world::devices::Device::known).then_some(device),
        client,
        client_kind: ClientKind::Browser,
        application: OFFICE_HOME,
        resource: MICROSOFT_GRAPH,
        protocol: Protocol::None,
        transferred: false,
        risk: Risk::NONE,
        odd: None,
    }
}

const BROWSER_TARGETS: &[(u32, (ApplicationIndex, ApplicationIndex))] = &[
    (30, (OFFICE_HOME, OFFICE_PORTAL)),
    (18, (OUTLOOK_WEB, EXCHANGE_ONLINE)),
    (14, (TEAMS_WEB, TEAMS_SERVICES)),
    (14, (SHAREPOINT_ONLINE, SHAREPOINT_ONLINE)),
    (10, (EDGE, MICROSOFT_GRAPH)),
    (6, (POWER_BI, POWER_BI)),
];

/// One episode: a person signs in interactively.
pub(crate) fn interactive(emitter: &mut Emitter<'_>, person: &Person, day: &Day, second: i64, random: &mut Random) {
    let world = emitter.world;
    let device = random.weighted(&[(78, 0_u8), (12, 1), (10, 2)]).min(person.devices.len().saturating_sub(1) as u8);
    let mut attempt = attempt(world, person, day, device, second, random);
    if random.chance(280) {
        let vendor = random.pick(VENDOR_APPLICATIONS);
        attempt.application = vendor;
        attempt.resource = vendor;
    } else if person.department == "Information Technology" && random.chance(120) {
        command_line(person, &mut attempt, random);
    } else if person.kind == Kind::Administrator && random.chance(500) {
        (attempt.application, attempt.resource) = random.weighted(ADMINISTRATION_TARGETS);
    } else {
        (attempt.application, attempt.resource) = random.weighted(BROWSER_TARGETS);
    }
    if random.chance(45) {
        wrong_password(emitter, person, &mut attempt, random);
    }
    if random.chance(4) {
        expired_password(emitter, person, &mut attempt, random);
    }
    let strong = second_factor(emitter, person, &mut attempt, random);
    if random.chance(110) {
        emitter.sign_in(attempt.end(world, 50_140, strong));
        advance(&mut attempt, 3, 9, random);
    }
    if random.chance(6) {
        emitter.sign_in(attempt.end(world, 65_001, strong));
        return;
    }
    if random.chance(12) {
        emitter.sign_in(attempt.end(world, 16_000, Second::Absent));
        advance(&mut attempt, 5, 15, random);
    }
    let unfamiliar = matches!(attempt.source.network, Network::Vpn | Network::Hotel) && random.chance(60);
    if unfamiliar {
        attempt.risk = Risk { level: "low", state: "dismissed", kind: "unfamiliarFeatures" };
    }
    let sign_in = attempt.end(world, 0, strong);
    if unfamiliar {
        emitter.risk_detection(harmless(&sign_in, person, random));
    }
    emitter.sign_in(sign_in);
}

/// What the protection service thought odd for a moment and then did not.
fn harmless(sign_in: &SignIn, person: &Person, random: &mut Random) -> RiskDetection {
    RiskDetection {
        activity: sign_in.time,
        time: sign_in.time.plus_milliseconds(random.between(60_000, 600_000) as i64),
        id: random.guid(),
        request: sign_in.id,
        correlation: sign_in.correlation,
        person: person.index,
        source: sign_in.source,
        client: sign_in.client,
        kind: "unfamiliarFeatures",
        level: "low",
        state: "dismissed",
        detail: "aiConfirmedSigninSafe",
        real_time: true,
    }
}

const ADMINISTRATION_TARGETS: &[(u32, (ApplicationIndex, ApplicationIndex))] = &[
    (6, (AZURE_PORTAL, AZURE_MANAGEMENT)),
    (2, (EXCHANGE_ADMIN_CENTER, EXCHANGE_ONLINE)),
    (2, (EXCHANGE_POWERSHELL, EXCHANGE_ONLINE)),
];

const COMMAND_LINES: &[(u32, (ApplicationIndex, ApplicationIndex, Program))] = &[
    (4, (AZURE_CLI, AZURE_MANAGEMENT, Program::CommandLine)),
    (3, (AZURE_POWERSHELL, AZURE_MANAGEMENT, Program::PowerShell)),
    (3, (GRAPH_COMMAND_LINE, MICROSOFT_GRAPH, Program::PowerShell)),
];

/// A shell instead of a browser.
fn command_line(person: &Person, attempt: &mut Attempt, random: &mut Random) {
    let (application, resource, program) = random.weighted(COMMAND_LINES);
    (attempt.application, attempt.resource) = (application, resource);
    attempt.client_kind = ClientKind::Application;
    let platform = person.devices.first().map_or(Platform::Unknown, |device| device.platform);
    attempt.client = Client::on(platform, program, attempt.time, 0);
}

/// The next try of the same attempt, some seconds later.
pub(crate) fn advance(attempt: &mut Attempt, low: u64, high: u64, random: &mut Random) {
    attempt.time = attempt.time.plus_milliseconds(random.between(low * 1000, high * 1000) as i64);
    attempt.id = random.guid();
}

/// Asks for the second factor where it is wanted; returns how it was satisfied.
pub(crate) fn second_factor(
    emitter: &mut Emitter<'_>,
    person: &Person,
    attempt: &mut Attempt,
    random: &mut Random,
) -> Second {
    let world = emitter.world;
    if !needs_second_factor(person, &attempt.source) {
        return Second::Absent;
    }
    if !random.chance(300) {
        return Second::Earlier;
    }
    let method = method_of(person);
    let error = if random.chance(600) { 50_074 } else { 50_076 };
    emitter.sign_in(attempt.end(world, error, Second::Absent));
    advance(attempt, 8, 25, random);
    if random.chance(40) {
        emitter.sign_in(attempt.end(world, 500_121, Second::NoAnswer(method)));
        advance(attempt, 20, 70, random);
    }
    Second::Given(method)
}

fn wrong_password(emitter: &mut Emitter<'_>, person: &Person, attempt: &mut Attempt, random: &mut Random) {
    let world = emitter.world;
    let forgotten = random.chance(40);
    let tries = if forgotten { random.between(10, 13) } else { random.weighted(&[(75, 1), (20, 2), (5, 3)]) };
    for number in 0..tries {
        emitter.sign_in(attempt.end(world, if number < 10 { 50_126 } else { 50_053 }, Second::Absent));
        advance(attempt, 6, 28, random);
    }
    if forgotten {
        self_service_reset(emitter, person, attempt, random);
        advance(attempt, 90, 240, random);
    }
}

/// A password reset by the person themselves, as the directory records it.
pub(crate) fn self_service_reset(emitter: &mut Emitter<'_>, person: &Person, attempt: &Attempt, random: &mut Random) {
    let correlation = random.guid();
    for (step, (activity, reason)) in [
        (&SELF_SERVICE_PROGRESS, "User submitted their user ID"),
        (&SELF_SERVICE_PROGRESS, "User completed the verification of their mobile phone"),
        (&SELF_SERVICE_RESET, "Successfully completed reset."),
    ]
    .into_iter()
    .enumerate()
    {
        emitter.audit(Audit {
            time: attempt.time.plus_milliseconds(20_000 * (step as i64 + 1) + random.between(1, 9000) as i64),
            id: random.guid(),
            correlation,
            activity,
            failure: None,
            reason: String::from(reason),
            actor: Actor::Person { person: person.index, source: Some(attempt.source) },
            targets: vec![user_target(person)],
            details: Vec::new(),
        });
    }
}

/// A person as the target of a change.
pub(crate) fn user_target(person: &Person) -> Target {
    Target {
        kind: TargetKind::User,
        id: person.id,
        name: None,
        sign_in: Some(person.sign_in.clone()),
        properties: Vec::new(),
    }
}

fn expired_password(emitter: &mut Emitter<'_>, person: &Person, attempt: &mut Attempt, random: &mut Random) {
    let world = emitter.world;
    emitter.sign_in(attempt.end(world, 50_055, Second::Absent));
    advance(attempt, 40, 100, random);
    emitter.audit(Audit {
        time: attempt.time,
        id: random.guid(),
        correlation: random.guid(),
        activity: &CHANGE_PASSWORD,
        failure: None,
        reason: String::new(),
        actor: Actor::Person { person: person.index, source: Some(attempt.source) },
        targets: vec![user_target(person)],
        details: Vec::new(),
    });
    advance(attempt, 2, 6, random);
}

type Refresh = (u32, (ApplicationIndex, ApplicationIndex));

const COMPUTER_REFRESHES: &[Refresh] = &[
    (18, (WINDOWS_SIGN_IN, DIRECTORY_GRAPH)),
    (20, (MICROSOFT_OFFICE, EXCHANGE_ONLINE)),
    (14, (TEAMS, TEAMS_SERVICES)),
    (12, (ONEDRIVE_SYNC, SHAREPOINT_ONLINE)),
    (12, (MICROSOFT_OFFICE, MICROSOFT_GRAPH)),
    (9, (EDGE, MICROSOFT_GRAPH)),
    (6, (TEAMS, MICROSOFT_GRAPH)),
    (5, (AUTHENTICATION_BROKER, DIRECTORY_GRAPH)),
    (4, (OFFICE_HOME, MICROSOFT_GRAPH)),
];

const TELEPHONE_REFRESHES: &[Refresh] = &[
    (45, (OUTLOOK_MOBILE, EXCHANGE_ONLINE)),
    (25, (TEAMS, TEAMS_SERVICES)),
    (10, (TEAMS, MICROSOFT_GRAPH)),
    (10, (MICROSOFT_OFFICE, MICROSOFT_GRAPH)),
    (10, (OUTLOOK_MOBILE, MICROSOFT_GRAPH)),
    (4, (APPLE_MAIL, EXCHANGE_ONLINE)),
    (3, (COMPANY_PORTAL, MICROSOFT_GRAPH)),
];

const REFRESH_ERRORS: &[(u32, u32)] = &[
    (960, 0),
    (8, 70_043),
    (8, 70_044),
    (7, 50_076),
    (5, 65_001),
    (4, 50_173),
    (4, 700_082),
    (2, 50_074),
    (2, 50_097),
];

/// One renewal of a token in the background; now and then several in a row.
pub(crate) fn refresh(
    emitter: &mut Emitter<'_>,
    person: &Person,
    day: &Day,
    device: u8,
    second: i64,
    random: &mut Random,
) {
    let world = emitter.world;
    let mut attempt = attempt(world, person, day, device, second, random);
    let Some(chosen) = person.devices.get(usize::from(device)) else { return };
    attempt.kind = SignInKind::NonInteractive;
    let browser = !chosen.known();
    if !browser {
        attempt.client = chosen.application_client(attempt.time);
        attempt.client_kind = ClientKind::Application;
    }
    let strong = if needs_second_factor(person, &attempt.source) { Second::Earlier } else { Second::Absent };
    let refreshes = if chosen.is_computer() { COMPUTER_REFRESHES } else { TELEPHONE_REFRESHES };
    let error = random.weighted(REFRESH_ERRORS);
    let rows = if error == 0 && random.chance(200) { random.between(2, 4) } else { 1 };
    for _ in 0..rows {
        (attempt.application, attempt.resource) = random.weighted(refreshes);
        emitter.sign_in(attempt.end(world, error, strong));
        attempt.time = attempt.time.plus_milliseconds(random.between(20, 900) as i64);
        attempt.id = random.guid();
        attempt.correlation = random.guid();
    }
}

/// A service account that fetches mail with a password, as it has for years.
pub(crate) fn legacy(emitter: &mut Emitter<'_>, person: &Person, time: Moment, random: &mut Random) {
    let world = emitter.world;
    let attempt = Attempt {
        time,
        id: random.guid(),
        correlation: random.guid(),
        session: Guid::ZERO,
        kind: SignInKind::NonInteractive,
        subject: Subject::Person(person.index),
        source: crate::world::networks::office(
            person.site,
            world.sites.get(usize::from(person.site)).copied().unwrap_or(0),
            0,
        ),
        device: None,
        client: Client { platform: Platform::Unknown, program: Program::Mail, version: 0 },
        client_kind: [ClientKind::Smtp, ClientKind::Imap, ClientKind::ActiveSync][person.index as usize % 3],
        application: EXCHANGE_ONLINE,
        resource: EXCHANGE_ONLINE,
        protocol: Protocol::PasswordGrant,
        transferred: false,
        risk: Risk::NONE,
        odd: None,
    };
    let error = if random.chance(3) { 50_126 } else { 0 };
    emitter.sign_in(attempt.end(world, error, Second::Absent));
}
