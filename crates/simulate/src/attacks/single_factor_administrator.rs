//! An administrator's password alone opens the portal.

use crate::events::sign_in::Odd;
use crate::life::attempt::Second;
use crate::scenarios::Scenario;
use crate::session::{PORTAL, Session};
use crate::stage::Stage;
use crate::world::applications::{AZURE_PORTAL, MICROSOFT_GRAPH};

pub(super) const SCENARIO: Scenario = Scenario::attack("administrator-single-factor", "T1078.004", &[19, 30], play);

fn play(stage: &mut Stage<'_>) -> Option<String> {
    let administrator = stage.administrator()?;
    let mut attempt = Session::intruder(stage, administrator, ("Frankfurt Am Main", 22), PORTAL);
    attempt.odd(Odd { exempt: true, ..Odd::default() });
    let session = Session::enter(stage, administrator, &attempt, Second::Absent);
    attempt.time = stage.moment_after(session.time, 60, 200);
    attempt.id = stage.random.guid();
    (attempt.application, attempt.resource) = (AZURE_PORTAL, MICROSOFT_GRAPH);
    Session::enter(stage, administrator, &attempt, Second::Absent);
    Some(format!(
        "Someone signed in to the portal as {} from a server, on an unknown device, with nothing but the password.",
        administrator.sign_in
    ))
}
