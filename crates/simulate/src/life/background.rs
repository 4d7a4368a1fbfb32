//! What goes on without anybody: programs that sign in as themselves, the service's own administration.

use super::attempt::{Attempt, Second};
use super::emitter::Emitter;
use crate::events::sign_in::{ClientKind, Protocol, Risk, SignInKind, Subject};
use crate::events::unified::{Body, Command};
use crate::guid::Guid;
use crate::random::{Purpose, Random};
use crate::time::Moment;
use crate::world::clients::{Client, Platform, Program};
use crate::world::principals::{Credential, Principal};

/// An attempt of a principal to sign in.
pub(crate) fn principal_attempt(principal: &Principal, time: Moment, random: &mut Random) -> Attempt {
    let managed = principal.credential == Credential::ManagedIdentity;
    let resource = random.pick(principal.resources);
    Attempt {
        time,
        id: random.guid(),
        correlation: random.guid(),
        session: Guid::ZERO,
        kind: if managed { SignInKind::ManagedIdentity } else { SignInKind::ServicePrincipal },
        subject: Subject::Principal(principal.index),
        source: principal.source,
        device: None,
        client: Client { platform: Platform::Unknown, program: Program::None, version: 0 },
        client_kind: ClientKind::None,
        application: resource,
        resource,
        protocol: Protocol::None,
        transferred: false,
        risk: Risk::NONE,
        odd: None,
    }
}

/// Service principals and managed identities sign in, each in its own rhythm.
pub(crate) fn principals(emitter: &mut Emitter<'_>) {
    let world = emitter.world;
    for principal in &world.principals {
        let period = (principal.period * 100 / (emitter.intensity.max(1) as i64)).max(20);
        let first = emitter.window.from.unix_seconds().div_euclid(period) - 1;
        let last = emitter.window.until.unix_seconds().div_euclid(period);
        for beat in first..=last {
            let mut random = Random::keyed(
                world.seed,
                Purpose::Principal,
                &[u64::from(principal.index), beat as u64, period as u64],
            );
            let second = beat * period + random.below(period as u64 / 4 + 1) as i64;
            let time = Moment::from_day(0).plus_seconds(second).plus_ticks(random.below(10_000_000) as i64);
            let attempt = principal_attempt(principal, time, &mut random);
            emitter.sign_in(attempt.end(world, 0, Second::Absent));
        }
    }
}

const SYSTEM_COMMANDS: &[(u32, &str)] = &[
    (40, "Set-ConditionalAccessPolicy"),
    (18, "Set-Mailbox"),
    (10, "Set-MailboxPlan"),
    (8, "Set-TransportConfig"),
    (8, "Set-RecipientTemplate"),
    (8, "Set-User"),
    (5, "Add-MailboxPermission"),
    (3, "Set-OwaMailboxPolicy"),
];

/// Commands the service runs in Exchange on its own account: most administrative records are of this kind.
pub(crate) fn system_commands(emitter: &mut Emitter<'_>) {
    let world = emitter.world;
    let mean = emitter.mean(200 + u64::from(world.members) / 2);
    for hour in emitter.window.from.hour_number() - 1..=emitter.window.until.hour_number() {
        let mut random = Random::keyed(world.seed, Purpose::Tenant, &[1, hour as u64]);
        for _ in 0..random.count(mean) {
            let name = random.weighted(SYSTEM_COMMANDS);
            let second = hour * 3600 + random.below(3600) as i64;
            let time = Moment::from_day(0).plus_seconds(second).plus_ticks(random.below(10_000_000) as i64);
            let person = world.person(random.below(u64::from(world.members)) as u32);
            let organisation =
                format!("EURPR05A011.PROD.OUTLOOK.EXAMPLE/Microsoft Exchange Hosted Organizations/{}", world.domain);
            let object = match name {
                "Set-Mailbox" | "Set-User" | "Add-MailboxPermission" => format!("{organisation}/{}", person.id),
                _ => organisation,
            };
            let mut parameters = vec![("DomainController", String::new()), ("Identity", object.clone())];
            match name {
                "Set-Mailbox" => parameters.push(("ProhibitSendQuota", String::from("98 GB (105,226,698,752 bytes)"))),
                "Add-MailboxPermission" => {
                    parameters.push(("User", String::from("Discovery Management")));
                    parameters.push(("AccessRights", String::from("FullAccess")));
                }
                "Set-ConditionalAccessPolicy" => {
                    parameters.push(("TenantDefaultPolicy", String::from("22")));
                    parameters.push(("PolicyLastUpdatedTime", {
                        let mut text = crate::text::Text::default();
                        text.us_time(time);
                        text.into_string()
                    }));
                }
                _ => parameters.push(("Force", String::from("True"))),
            }
            let command =
                Command { name, person: None, source: None, session: None, application: "", object, parameters };
            emitter.unified(time, random.guid(), Body::Command(Box::new(command)));
        }
    }
}
