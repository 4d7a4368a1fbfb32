//! The policy that asks for a second factor does not apply, and nobody knows why.

use crate::events::sign_in::{ClientKind, Odd};
use crate::life::attempt::Second;
use crate::scenarios::Scenario;
use crate::session::Session;
use crate::stage::Stage;
use crate::world::applications::{GRAPH_COMMAND_LINE, MICROSOFT_GRAPH};

pub(super) const SCENARIO: Scenario =
    Scenario::attack("second-factor-policy-not-applied", "T1556.009", &[29, 30], play);

fn play(stage: &mut Stage<'_>) -> Option<String> {
    let victim = stage.victim()?;
    let mut attempt = Session::intruder(stage, victim, ("Bucharest", 15), (GRAPH_COMMAND_LINE, MICROSOFT_GRAPH));
    attempt.client_kind = ClientKind::Application;
    attempt.odd(Odd { exempt: true, ..Odd::default() });
    for _ in 0..4 {
        Session::enter(stage, victim, &attempt, Second::Absent);
        stage.later(&mut attempt, 60, 600);
        attempt.correlation = stage.random.guid();
    }
    Some(format!(
        "Someone added {} to an exclusion and reached Microsoft Graph from a server with the password alone.",
        victim.sign_in
    ))
}
