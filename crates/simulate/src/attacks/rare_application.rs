//! A refresh token of one application spent as another that the person never used.

use crate::events::sign_in::{ClientKind, SignInKind};
use crate::life::attempt::Second;
use crate::scenarios::Scenario;
use crate::session::Session;
use crate::stage::Stage;
use crate::world::applications::{AZURE_MANAGEMENT, BING_SEARCH, KEY_VAULT, MICROSOFT_GRAPH, VISUAL_STUDIO_CODE};
use crate::world::clients::{Client, Platform, Program};

pub(super) const SCENARIO: Scenario = Scenario::attack("rare-application", "T1550.001", &[26], play);

fn play(stage: &mut Stage<'_>) -> Option<String> {
    let world = stage.world;
    let victim = stage.victim()?;
    let mut attempt = Session::intruder(stage, victim, ("Frankfurt Am Main", 12), (BING_SEARCH, MICROSOFT_GRAPH));
    attempt.kind = SignInKind::NonInteractive;
    attempt.client_kind = ClientKind::Application;
    attempt.client = Client::on(Platform::Windows10, Program::Native, attempt.time, 0);
    for target in [(BING_SEARCH, MICROSOFT_GRAPH), (BING_SEARCH, AZURE_MANAGEMENT), (VISUAL_STUDIO_CODE, KEY_VAULT)] {
        (attempt.application, attempt.resource) = target;
        attempt.correlation = stage.random.guid();
        for _ in 0..3 {
            stage.sign_in(attempt.end(world, 0, Second::Earlier));
            stage.later(&mut attempt, 40, 300);
        }
    }
    Some(format!(
        "A stolen token of {} was traded for tokens of programs and resources they had never used.",
        victim.sign_in
    ))
}
