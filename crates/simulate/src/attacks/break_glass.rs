//! The emergency account, used without an emergency.

use super::role_grant::grant;
use crate::events::audit::{RESET_PASSWORD, UPDATE_TOKENS_VALID};
use crate::life::attempt::Second;
use crate::life::sign_ins::user_target;
use crate::scenarios::Scenario;
use crate::session::Session;
use crate::stage::Stage;
use crate::world::applications::{AZURE_MANAGEMENT, AZURE_PORTAL};

pub(super) const SCENARIO: Scenario = Scenario::attack("break-glass-use", "T1078.004", &[39, 40, 41], play);

fn play(stage: &mut Stage<'_>) -> Option<String> {
    let emergency = stage.world.break_glass();
    stage.involve(emergency.index);
    let administrator = stage.administrator()?;
    let mut intrusion =
        Session::begin(stage, emergency, ("Lagos", 3), (AZURE_PORTAL, AZURE_MANAGEMENT), Second::Absent);
    stage.detect(&intrusion.sign_in, "unfamiliarFeatures", "high", true);
    let time = intrusion.wait(stage, 60, 240);
    stage.audit(time, &RESET_PASSWORD, intrusion.actor(), vec![user_target(administrator)]);
    stage.audit(time.plus_milliseconds(180), &UPDATE_TOKENS_VALID, intrusion.actor(), vec![user_target(administrator)]);
    let beneficiary = stage.bystander()?;
    grant(stage, &mut intrusion, beneficiary);
    Some(format!(
        "The emergency account was used at night from abroad: it reset the password of {} and made {} Global Administrator.",
        administrator.sign_in, beneficiary.sign_in
    ))
}
