//! The password is known, and the codes are guessed.

use crate::events::sign_in::Method;
use crate::life::attempt::Second;
use crate::scenarios::Scenario;
use crate::session::Session;
use crate::stage::Stage;
use crate::world::applications::{OFFICE_HOME, OFFICE_PORTAL};

pub(super) const SCENARIO: Scenario = Scenario::attack("one-time-code-guessing", "T1110.001", &[10, 11], play);

fn play(stage: &mut Stage<'_>) -> Option<String> {
    let victim = stage.victim()?;
    let mut attempt = Session::intruder(stage, victim, ("Bucharest", 2), (OFFICE_HOME, OFFICE_PORTAL));
    let sessions = 12;
    for _ in 0..sessions {
        attempt.session = stage.random.guid();
        attempt.correlation = stage.random.guid();
        for _ in 0..6 {
            stage.fail(&mut attempt, 500_121, Second::WrongCode(Method::AppCode), (3, 9));
        }
    }
    Some(format!(
        "Someone with the password of {} guessed codes of the authenticator in {sessions} sessions side by side; none was right.",
        victim.sign_in
    ))
}
