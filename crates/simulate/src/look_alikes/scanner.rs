//! A scanner moves to another office.

use crate::events::sign_in::{ClientKind, Protocol, SignInKind, Subject};
use crate::guid::Guid;
use crate::life::attempt::Second;
use crate::scenarios::Scenario;
use crate::stage::Stage;
use crate::world::applications::EXCHANGE_ONLINE;
use crate::world::clients::{Client, Platform, Program};
use crate::world::networks;
use crate::world::people::Kind;

pub(super) const SCENARIO: Scenario = Scenario::look_alike("scanner-moved", "T1078.004", &[17, 18], play);

fn play(stage: &mut Stage<'_>) -> Option<String> {
    let world = stage.world;
    let account = stage.victim_where(|person| person.kind == Kind::ServiceAccount)?;
    let site = world.sites.get(2).copied().unwrap_or(0);
    let source = networks::office(2, site, 0);
    let time = stage.at(account, 9);
    let client = Client { platform: Platform::Unknown, program: Program::Mail, version: 0 };
    let mut attempt =
        stage.attempt(Subject::Person(account.index), time, source, client, (EXCHANGE_ONLINE, EXCHANGE_ONLINE));
    attempt.kind = SignInKind::NonInteractive;
    attempt.client_kind = ClientKind::Smtp;
    attempt.protocol = Protocol::PasswordGrant;
    attempt.session = Guid::ZERO;
    for _ in 0..20 {
        stage.sign_in(attempt.end(world, 0, Second::Absent));
        stage.later(&mut attempt, 200, 600);
        attempt.correlation = stage.random.guid();
    }
    Some(format!("The scanner of {} was moved to another office and sends from there.", account.sign_in))
}
