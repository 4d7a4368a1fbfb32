//! An administrator's account takes a second factor away.

use crate::events::audit::{ADMIN_DELETED_SECURITY_INFO, DISABLE_STRONG_AUTHENTICATION, Property};
use crate::life::attempt::Second;
use crate::life::sign_ins::user_target;
use crate::scenarios::Scenario;
use crate::session::{PORTAL, Session};
use crate::stage::Stage;

pub(super) const SCENARIO: Scenario = Scenario::attack("second-factor-removed", "T1556.006", &[49], play);

fn play(stage: &mut Stage<'_>) -> Option<String> {
    let administrator = stage.administrator()?;
    let victim = stage.victim()?;
    let mut session = Session::begin(stage, administrator, ("Hong Kong", 19), PORTAL, Second::Earlier);
    let target = user_target(victim)
        .with(Property::changed("StrongAuthenticationRequirement", "[{\"RelyingParty\":\"*\",\"State\":1}]", "[]"))
        .updated("StrongAuthenticationRequirement");
    session.change(stage, &DISABLE_STRONG_AUTHENTICATION, vec![target]);
    session.explain(
        stage,
        &ADMIN_DELETED_SECURITY_INFO,
        vec![user_target(victim)],
        "Admin deleted Authenticator App with Notification method for user",
        Vec::new(),
    );
    Some(format!(
        "With the session of {}, someone switched the second factor of {} off and deleted their authenticator.",
        administrator.sign_in, victim.sign_in
    ))
}
