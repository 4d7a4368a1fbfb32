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
