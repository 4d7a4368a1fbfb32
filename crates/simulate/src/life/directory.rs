//! Everyday changes in the directory.

use super::attempt::{Second, method_of};
use super::day::Day;
use super::emitter::Emitter;
use super::sign_ins::{attempt, user_target};
use crate::events::audit::{
    ACTIVATE_ROLE, ACTIVATE_ROLE_REQUESTED, ADD_APPLICATION_ROLE, ADD_DEVICE, ADD_GROUP_MEMBER, ADD_REGISTERED_OWNER,
    ADD_USER, Activity, Actor, Audit, CHANGE_LICENCE, DISABLE_ACCOUNT, EXPIRE_ROLE, INVITE_GUEST, Property,
    REGISTER_DEVICE, REGISTERED_SECURITY_INFO, REMOVE_GROUP_MEMBER, RESET_PASSWORD, Target, TargetKind,
    UPDATE_APPLICATION, UPDATE_DEVICE, UPDATE_GROUP, UPDATE_PRINCIPAL, UPDATE_TOKENS_VALID, UPDATE_USER,
};
use crate::guid::Guid;
use crate::random::{Purpose, Random};
use crate::time::{DayNumber, Moment, weekday};
use crate::world::World;
use crate::world::applications::{AZURE_MANAGEMENT, AZURE_PORTAL};
use crate::world::clients::Platform;
use crate::world::people::{Person, PersonIndex};
use crate::world::principals::Principal;
use crate::world::roles::Role;

const CHANGES: &[(u32, &Activity)] = &[
    (34, &UPDATE_USER),
    (14, &UPDATE_DEVICE),
    (12, &ADD_GROUP_MEMBER),
    (6, &REMOVE_GROUP_MEMBER),
    (6, &UPDATE_GROUP),
    (5, &CHANGE_LICENCE),
    (5, &REGISTERED_SECURITY_INFO),
    (3, &RESET_PASSWORD),
    (3, &REGISTER_DEVICE),
    (3, &UPDATE_PRINCIPAL),
    (3, &ADD_APPLICATION_ROLE),
    (2, &ADD_USER),
    (2, &INVITE_GUEST),
    (1, &UPDATE_APPLICATION),
    (1, &DISABLE_ACCOUNT),
];

/// The changes of one day, and the roles administrators take on for it.
pub(crate) fn changes(emitter: &mut Emitter<'_>, date: DayNumber) {
    let world = emitter.world;
    let mut random = Random::keyed(world.seed, Purpose::Tenant, &[2, date as u64]);
    let mean = emitter.mean(u64::from(world.members) * if weekday(date) < 5 { 17 } else { 3 } + 300);
    for _ in 0..random.count(mean) {
        let mut random = Random::new(random.next());
        change(emitter, date, &mut random);
    }
    for administrator in world.administrators() {
        activation(emitter, administrator, date);
    }
}

fn change(emitter: &mut Emitter<'_>, date: DayNumber, random: &mut Random) {
    let world = emitter.world;
    let activity = random.weighted(CHANGES);
    let person = world.person(random.below(u64::from(world.members)) as PersonIndex);
    // Half of it comes from the personnel system, day and night; the rest from people, while they work.
    let automatic = matches!(activity.name, "Update user" | "Update device" | "Update group") && random.chance(700);
    let day = Day::of(world, person, date);
    let second = if automatic || !day.works() {
        random.below(86_400) as i64
    } else {
        random.between(day.begins as u64, day.ends as u64) as i64
    };
    let time = day.at(second, random);
    if !emitter.window.touches(time, 60) {
        return;
    }
    let own = matches!(activity.name, "User registered security info" | "Register device" | "Invite external user");
    let actor = if automatic {
        let principal = world.principal(1);
        Actor::Application { name: String::from(principal.name), principal: principal.id }
    } else {
        let actor = if own { Some(person) } else { administrator(world, random) };
        match actor {
            Some(actor) => Actor::Person { person: actor.index, source: Some(day.source(world, actor, true, second)) },
            None => Actor::Application { name: String::from("Microsoft Intune"), principal: world.tenant.derived(77) },
        }
    };
    let audit = Audit {
        time,
        id: random.guid(),
        correlation: random.guid(),
        activity,
        failure: None,
        reason: String::new(),
        actor,
        targets: targets(world, activity, person, random),
        details: match person.devices.first() {
            Some(device) if activity.name == REGISTER_DEVICE.name => {
                let mac = device.platform == Platform::Mac;
                let agent = if mac { "Microsoft.OneAuth/5.2410.0" } else { "Dsreg/10.0 (Windows 10.0.22631.4317)" };
                device_details(device.id, if mac { "MacOs" } else { "Windows" }, agent)
            }
            _ => vec![("UserType", String::from("Member"))],
        },
    };
    let follow = follow_up(world, &audit, person, random);
    emitter.audit(audit);
    if let Some(follow) = follow {
        emitter.audit(follow);
    }
}

/// Some changes are two records.
fn follow_up(world: &World, audit: &Audit, person: &Person, random: &mut Random) -> Option<Audit> {
    let (activity, targets): (&'static Activity, _) = match audit.activity.name {
        "Reset user password" => (&UPDATE_TOKENS_VALID, vec![user_target(person)]),
        "Register device" if random.chance(500) => {
            (&ADD_REGISTERED_OWNER, vec![user_target(person), device_target(person)])
        }
        "Register device" => (&ADD_DEVICE, vec![device_target(person)]),
        _ => return None,
    };
    let application = Actor::Application {
        name: String::from("Device Registration Service"),
        principal: world.resource_principal(crate::world::applications::DEVICE_REGISTRATION),
    };
    let actor = if audit.activity.name == "Register device" { application } else { audit.actor.clone() };
    Some(Audit {
        time: audit.time.plus_milliseconds(random.between(40, 900) as i64),
        id: random.guid(),
        activity,
        actor,
        targets,
        details: Vec::new(),
        ..audit.clone()
    })
}

fn administrator<'a>(world: &'a World, random: &mut Random) -> Option<&'a Person> {
    let count = world.administrators().count();
    world.administrators().nth(random.index(count))
}

fn device_target(person: &Person) -> Target {
    let device = person.devices.first();
    Target {
        kind: TargetKind::Device,
        id: device.map_or(Guid::ZERO, |device| device.id),
        name: Some(device.map_or_else(String::new, |device| device.name.clone())),
        sign_in: None,
        properties: Vec::new(),
    }
}

/// The application behind a principal, as a target.
pub(crate) fn application_target(principal: &Principal) -> Target {
    Target::named(TargetKind::Application, principal.application_object, principal.name)
}

/// A service principal, as a target.
pub(crate) fn principal_target(principal: &Principal) -> Target {
    Target::named(TargetKind::ServicePrincipal, principal.id, principal.name)
}

/// A role, as a target.
pub(crate) fn role_target(role: Role) -> Target {
    Target::named(TargetKind::Role, role.template, role.name)
}

/// What the registration of a device is recorded with.
pub(crate) fn device_details(device: Guid, system: &str, agent: &str) -> Vec<(&'static str, String)> {
    vec![
        ("AdditionalInfo", String::from("Successful registration")),
        ("User-Agent", String::from(agent)),
        ("Device Trust Type", String::from("Azure AD registered")),
        ("Device OS", String::from(system)),
        ("Device Id", device.to_string()),
    ]
}

/// A group of the tenant by number.
pub(crate) fn group_target(world: &World, number: u64) -> Target {
    let departments = crate::world::names::DEPARTMENTS;
    let (_, department, _) = departments[(number as usize) % departments.len()];
    Target {
        kind: TargetKind::Group,
        id: world.tenant.derived(9000 + number % 60),
        name: Some(format!("SG-{department}-{}", number % 60)),
        sign_in: None,
        properties: Vec::new(),
    }
}

fn targets(world: &World, activity: &Activity, person: &Person, random: &mut Random) -> Vec<Target> {
    let mut user = user_target(person);
    match activity.category {
        "GroupManagement" => {
            let group = group_target(world, random.below(60));
            if activity.operation == "Update" {
                return vec![group];
            }
            let name = group.name.clone().unwrap_or_default();
            user.properties.push(Property::set("Group.ObjectID", &group.id.to_string()));
            user.properties.push(Property::set("Group.DisplayName", &name));
            vec![user, group]
        }
        "Device" => vec![device_target(person)],
        "ApplicationManagement" => {
            let principal = world.principal(random.next() as u16);
            vec![Target {
                kind: TargetKind::ServicePrincipal,
                id: principal.id,
                name: Some(String::from(principal.name)),
                sign_in: None,
                properties: vec![Property::set("Included Updated Properties", "")],
            }]
        }
        _ => {
            match activity.name {
                "Update user" => {
                    let name = random.pick(&["Department", "JobTitle", "TelephoneNumber", "Manager"]);
                    user.properties.push(Property::changed(name, "[\"\"]", "[\"updated\"]"));
                    user.properties.push(Property::set("Included Updated Properties", name));
                }
                "Disable account" => {
                    user.properties.push(Property::changed("AccountEnabled", "[true]", "[false]"));
                    user.properties.push(Property::set("Included Updated Properties", "AccountEnabled"));
                }
                "Change user license" => {
                    user.properties.push(Property::changed(
                        "AssignedLicense",
                        "[]",
                        "[\"[SkuName=SPE_E3, AccountId=00000000-0000-0000-0000-000000000000, DisabledPlans=[]]\"]",
                    ));
                }
                _ => {}
            }
            vec![user]
        }
    }
}

/// An administrator takes on a role for some hours: sign-in to the portal, request, activation, expiry.
fn activation(emitter: &mut Emitter<'_>, person: &Person, date: DayNumber) {
    let world = emitter.world;
    let mut random = Random::keyed(world.seed, Purpose::Tenant, &[3, date as u64, u64::from(person.index)]);
    let day = Day::of(world, person, date);
    if !day.works() || !random.chance(emitter.mean(550)) {
        return;
    }
    let second = day.begins + random.between(600, 4 * 3600) as i64;
    if day.in_flight(second) {
        return;
    }
    let mut attempt = attempt(world, person, &day, person.computer().unwrap_or(0), second, &mut random);
    attempt.application = AZURE_PORTAL;
    attempt.resource = AZURE_MANAGEMENT;
    emitter.sign_in(attempt.end(world, 50_074, Second::Absent));
    super::sign_ins::advance(&mut attempt, 9, 20, &mut random);
    emitter.sign_in(attempt.end(world, 0, Second::Given(method_of(person))));
    let reason = random.pick(&["Daily operations", "Ticket", "Change request", "User support", "Licence check"]);
    let begins = attempt.time.plus_milliseconds(random.between(30_000, 180_000) as i64);
    for audit in role_activation(world, person, attempt.source, begins, reason, &mut random) {
        emitter.audit(audit);
    }
}

/// The records of one activation.
pub(crate) fn role_activation(
    world: &World,
    person: &Person,
    source: crate::world::networks::Source,
    begins: Moment,
    reason: &str,
    random: &mut Random,
) -> Vec<Audit> {
    let Some(role) = person.role() else { return Vec::new() };
    let correlation = random.guid();
    let target = Target {
        kind: TargetKind::Role,
        id: role.template,
        name: Some(String::from(role.name)),
        sign_in: None,
        properties: vec![
            Property::changed("RoleDefinitionOriginId", "\"\"", &format!("\"{}\"", role.template)),
            Property::changed("RoleDefinitionOriginType", "\"\"", "\"BuiltInRole\""),
        ],
    };
    let steps: [(&'static Activity, i64); 3] =
        [(&ACTIVATE_ROLE_REQUESTED, 0), (&ACTIVATE_ROLE, 2_300), (&EXPIRE_ROLE, 4 * 3600 * 1000)];
    steps
        .into_iter()
        .map(|(activity, after)| Audit {
            time: begins.plus_milliseconds(after),
            id: random.guid(),
            correlation,
            activity,
            failure: None,
            reason: String::from(reason),
            actor: if after > 100_000 {
                Actor::Application { name: String::from("MS-PIM"), principal: world.tenant.derived(78) }
            } else {
                Actor::Person { person: person.index, source: Some(source) }
            },
            targets: vec![target.clone(), user_target(person)],
            details: vec![
                ("RoleDefinitionOriginId", role.template.to_string()),
                ("TemplateId", role.template.to_string()),
                ("Justification", String::from(reason)),
                ("ipaddr", source.address.to_string()),
            ],
        })
        .collect()
}
