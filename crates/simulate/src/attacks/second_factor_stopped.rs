//! A stolen password that the second factor stops.

use crate::life::attempt::{Second, method_of};
use crate::scenarios::Scenario;
use crate::session::Session;
use crate::stage::Stage;
use crate::world::applications::{EXCHANGE_ONLINE, OUTLOOK_WEB};

pub(super) const SCENARIO: Scenario = Scenario::attack("password-right-second-factor-failed", "T1078.004", &[11], play);

fn play(stage: &mut Stage<'_>) -> Option<String> {
    let victim = stage.victim()?;
    let method = method_of(victim);
    let mut attempt = Session::intruder(stage, victim, ("Dubai", 13), (OUTLOOK_WEB, EXCHANGE_ONLINE));
    stage.fail(&mut attempt, 50_074, Second::Absent, (10, 20));
    stage.fail(&mut attempt, 500_121, Second::NoAnswer(method), (40, 90));
    stage.fail(&mut attempt, 500_121, Second::Denied(method), (1500, 2500));
    attempt.correlation = stage.random.guid();
    stage.fail(&mut attempt, 50_074, Second::Absent, (10, 20));
    Some(format!(
        "Someone knew the password of {} and never got past the second factor: not answered, then declined.",
        victim.sign_in
    ))
}
