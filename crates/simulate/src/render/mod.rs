//! From an event to the text of a record, one file for each shape of record.

pub(crate) mod cells;
pub(crate) mod graph_audit;
pub(crate) mod graph_security;
pub(crate) mod graph_sign_in;
pub(crate) mod log_analytics;
pub(crate) mod monitor;
pub(crate) mod parts;
pub(crate) mod portal;
pub(crate) mod unified;

use crate::events::audit::Actor;
use crate::events::sign_in::{SignIn, Subject};
use crate::text::Text;
use crate::world::World;
use crate::world::people::Kind;

/// The names of whoever signs in.
pub(crate) struct Names<'a> {
    pub(crate) display: std::borrow::Cow<'a, str>,
    pub(crate) sign_in: std::borrow::Cow<'a, str>,
    pub(crate) id: crate::guid::Guid,
    pub(crate) guest: bool,
    pub(crate) home_tenant: crate::guid::Guid,
}

/// Who a sign-in of a person is about.
pub(crate) fn names<'a>(world: &'a World, sign_in: &SignIn) -> Names<'a> {
    match sign_in.subject {
        Subject::Person(index) => {
            let person = world.person(index);
            Names {
                display: person.display.as_str().into(),
                sign_in: person.sign_in.as_str().into(),
                id: person.id,
                guest: person.kind == Kind::Guest,
                home_tenant: person.home_tenant.unwrap_or(world.tenant),
            }
        }
        Subject::Stranger(number) => {
            let name = stranger(world, number);
            Names {
                display: name.clone().into(),
                sign_in: name.into(),
                id: crate::guid::Guid::ZERO,
                guest: false,
                home_tenant: world.tenant,
            }
        }
        Subject::Unlisted(number) => {
            let (name, id) = unlisted(world, number);
            Names { display: name.clone().into(), sign_in: name.into(), id, guest: false, home_tenant: world.tenant }
        }
        Subject::Outsider(number) => {
            let (name, home_tenant) = outsider(world, number);
            Names {
                display: name.clone().into(),
                id: home_tenant.derived(number),
                sign_in: name.into(),
                guest: true,
                home_tenant,
            }
        }
        Subject::Principal(index) => {
            let principal = world.principal(index);
            Names {
                display: principal.name.into(),
                sign_in: "".into(),
                id: principal.id,
                guest: false,
                home_tenant: world.tenant,
            }
        }
    }
}

/// The device of a sign-in, where the directory knows it.
pub(crate) struct SeenDevice<'a> {
    pub(crate) id: crate::guid::Guid,
    pub(crate) name: std::borrow::Cow<'a, str>,
    pub(crate) compliant: bool,
    /// `trustType`.
    pub(crate) trust: &'static str,
}

/// The device somebody signs in on: one of their own, or one that was registered just before.
pub(crate) fn device<'a>(world: &'a World, sign_in: &SignIn) -> Option<SeenDevice<'a>> {
    if let Some(id) = sign_in.odd().device {
        return Some(SeenDevice {
            id,
            name: new_device_name(id).into(),
            compliant: false,
            trust: "Azure AD registered",
        });
    }
    let device = sign_in.person().and_then(|person| world.person(person).device(sign_in.device))?;
    Some(SeenDevice {
        id: device.id,
        name: device.name.as_str().into(),
        compliant: device.compliant,
        trust: device.trust.name().unwrap_or(""),
    })
}

/// The name Windows gives a computer nobody has named.
pub(crate) fn new_device_name(id: crate::guid::Guid) -> String {
    let mut name = String::from("DESKTOP-");
    let mut bits = id.low();
    for _ in 0..7 {
        name.push(char::from(b"0123456789ABCDEFGHJKLMNPQRSTUVWX"[(bits & 31) as usize]));
        bits >>= 5;
    }
    name
}

/// The domain of an outsider's company.
const OUTSIDE: [&str; 4] = ["quiet-harbour", "north-lantern", "open-ledger", "grey-willow"];

/// The sign-in name and the tenant of a user of another company.
pub(crate) fn outsider(world: &World, number: u64) -> (String, crate::guid::Guid) {
    let company = OUTSIDE[(number % 4) as usize];
    (format!("it.support{}@{company}.example", number / 4 % 90), world.tenant.derived(60_000 + number % 4))
}

/// The sign-in name and the identifier of an account that is not among the people.
pub(crate) fn unlisted(world: &World, number: u64) -> (String, crate::guid::Guid) {
    use crate::world::names::{given, sign_in_name, surnames};
    use crate::world::places::Naming;
    let (first, last) = (given(Naming::Dutch), surnames(Naming::Dutch));
    let initial = sign_in_name(first[(number % first.len() as u64) as usize]).chars().next().unwrap_or('x');
    let surname = sign_in_name(last[(number % last.len() as u64) as usize]);
    (format!("{initial}.{surname}@{}", world.domain), world.tenant.derived(70_000 + number))
}

/// A sign-in name nobody has.
fn stranger(world: &World, number: u64) -> String {
    use crate::world::names::{given, sign_in_name, surnames};
    use crate::world::places::Naming;
    let first = given(Naming::English);
    let last = surnames(Naming::English);
    format!(
        "{}{}@{}",
        sign_in_name(first[(number % first.len() as u64) as usize]).chars().next().unwrap_or('x'),
        sign_in_name(last[(number / 64 % last.len() as u64) as usize]),
        world.domain
    )
}

/// The name by which an audit record's actor goes.
pub(crate) fn actor_name(world: &World, actor: &Actor, out: &mut Text) {
    match actor {
        Actor::Person { person, .. } => out.raw(&world.person(*person).sign_in),
        Actor::Application { name, .. } => out.raw(name),
    };
}
