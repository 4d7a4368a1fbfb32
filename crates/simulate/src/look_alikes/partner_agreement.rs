//! A partner of years gets its agreement.

use crate::scenarios::Scenario;
use crate::session::{PORTAL, Session};
use crate::stage::Stage;

pub(super) const SCENARIO: Scenario = Scenario::look_alike("partner-agreement", "T1484.002", &[63], play);

fn play(stage: &mut Stage<'_>) -> Option<String> {
    let administrator = stage.administrator()?;
    let tenant = stage.world.people.iter().find_map(|guest| guest.home_tenant)?;
    let mut session = Session::own(stage, administrator, 11, PORTAL);
    for (activity, targets) in crate::attacks::cross_tenant::partner(stage.world, tenant).into_iter().take(2) {
        session.change(stage, activity, targets);
    }
    Some(format!(
        "{} entered a partner, whose people have long been guests, in the settings; nothing of theirs is trusted.",
        administrator.sign_in
    ))
}
