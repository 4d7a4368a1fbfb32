//! Somebody runs against the policies, again and again.

use crate::life::attempt::Second;
use crate::scenarios::Scenario;
use crate::session::Session;
use crate::stage::Stage;
use crate::world::applications::{
    AZURE_MANAGEMENT, AZURE_PORTAL, EXCHANGE_ONLINE, OFFICE_HOME, OFFICE_PORTAL, OUTLOOK_WEB, SHAREPOINT_ONLINE,
    TEAMS_SERVICES, TEAMS_WEB,
};

pub(super) const SCENARIO: Scenario = Scenario::attack("conditional-access-block-spike", "T1078.004", &[15, 28], play);

fn play(stage: &mut Stage<'_>) -> Option<String> {
    let victim = stage.victim()?;
    let mut attempt = Session::intruder(stage, victim, ("Lagos", 9), (OFFICE_HOME, OFFICE_PORTAL));
    let targets = [
        (OFFICE_HOME, OFFICE_PORTAL),
        (OUTLOOK_WEB, EXCHANGE_ONLINE),
        (SHAREPOINT_ONLINE, SHAREPOINT_ONLINE),
        (TEAMS_WEB, TEAMS_SERVICES),
        (AZURE_PORTAL, AZURE_MANAGEMENT),
    ];
    let tries = 28;
    for target in targets.into_iter().cycle().take(tries) {
        (attempt.application, attempt.resource) = target;
        attempt.correlation = stage.random.guid();
        stage.fail(&mut attempt, 53_003, Second::Absent, (30, 150));
    }
    Some(format!(
        "Someone with the password of {} tried {tries} times, by every door, from a country the policies block.",
        victim.sign_in
    ))
}
