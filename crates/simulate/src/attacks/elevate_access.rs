//! From the directory's administrator to the owner of every subscription.

use crate::events::audit::ELEVATE_ACCESS;
use crate::life::attempt::Second;
use crate::life::sign_ins::user_target;
use crate::scenarios::Scenario;
use crate::session::{PORTAL, Session};
use crate::stage::Stage;

pub(super) const SCENARIO: Scenario = Scenario::attack("elevate-access", "T1098.003", &[45], play);

fn play(stage: &mut Stage<'_>) -> Option<String> {
    let administrator = stage.administrator()?;
    let mut session = Session::begin(stage, administrator, ("Hong Kong", 1), PORTAL, Second::Earlier);
    session.change(stage, &ELEVATE_ACCESS, vec![user_target(administrator)]);
    Some(format!(
        "With the session of {}, someone took power over all subscriptions of the tenant.",
        administrator.sign_in
    ))
}
