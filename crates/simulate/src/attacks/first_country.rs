//! A country nobody of this name has ever been in.

use crate::events::unified::FileOperation;
use crate::life::attempt::Second;
use crate::scenarios::Scenario;
use crate::session::Session;
use crate::stage::Stage;
use crate::world::applications::SHAREPOINT_ONLINE;
use crate::world::networks;
use crate::world::places::city_named;

pub(super) const SCENARIO: Scenario = Scenario::attack("first-country", "T1078.004", &[14], play);

fn play(stage: &mut Stage<'_>) -> Option<String> {
    let victim = stage.victim()?;
    let mut attempt = Session::intruder(stage, victim, ("Tokyo", 3), (SHAREPOINT_ONLINE, SHAREPOINT_ONLINE));
    let source = networks::proxy(city_named("Tokyo"), &mut stage.random);
    attempt.source = source;
    let mut session = Session::enter(stage, victim, &attempt, Second::Earlier);
    for number in 0..9 {
        let own = (None, number);
        session.file(stage, FileOperation::FilePreviewed, own, (10, 70));
    }
    Some(format!(
        "A stolen session of {} was used from a home connection in Tokyo at night and looked through their files.",
        victim.sign_in
    ))
}
