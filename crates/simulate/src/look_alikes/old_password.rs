//! A telephone that still has the old password.

use crate::events::sign_in::{ClientKind, SignInKind};
use crate::life::attempt::Second;
use crate::scenarios::Scenario;
use crate::session::Session;
use crate::stage::Stage;
use crate::world::applications::EXCHANGE_ONLINE;
use crate::world::clients::{Client, Platform, Program};

pub(super) const SCENARIO: Scenario =
    Scenario::look_alike("telephone-with-old-password", "T1110.001", &[3, 4, 17], play);

fn play(stage: &mut Stage<'_>) -> Option<String> {
    let world = stage.world;
    let person = stage.victim()?;
    let mut attempt = Session::attempt(stage, person, 12, (EXCHANGE_ONLINE, EXCHANGE_ONLINE));
    let source = person.home();
    attempt.source = source;
    attempt.kind = SignInKind::NonInteractive;
    attempt.client_kind = ClientKind::ActiveSync;
    attempt.client = Client { platform: Platform::Ios, program: Program::MobileApp, version: 18 };
    attempt.device = None;
    for number in 0..40 {
        stage.sign_in(attempt.end(world, if number % 10 > 7 { 50_053 } else { 50_126 }, Second::Absent));
        stage.later(&mut attempt, 100, 200);
        attempt.correlation = stage.random.guid();
    }
    Some(format!("The telephone of {} tried the old password every few minutes from home.", person.sign_in))
}
