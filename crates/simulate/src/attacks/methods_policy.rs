//! The ways people may sign in, widened.

use crate::events::audit::{Property, Target, TargetKind, UPDATE_METHODS_POLICY};
use crate::life::attempt::Second;
use crate::scenarios::Scenario;
use crate::session::{PORTAL, Session};
use crate::stage::Stage;

pub(super) const SCENARIO: Scenario =
    Scenario::attack("authentication-methods-policy-changed", "T1556.006", &[69], play);

fn play(stage: &mut Stage<'_>) -> Option<String> {
    let administrator = stage.administrator()?;
    let mut session = Session::begin(stage, administrator, ("Istanbul", 20), PORTAL, Second::Earlier);
    let detail = |state: &str| {
        format!(
            "{{\"id\":\"authenticationMethodsPolicy\",\"authenticationMethodConfigurations\":[{{\"id\":\"X509Certificate\",\"state\":\"{state}\",\"includeTargets\":[{{\"id\":\"all_users\",\"targetType\":\"group\"}}]}}]}}"
        )
    };
    let target = Target::named(TargetKind::Policy, stage.world.tenant.derived(405), "Authentication Methods Policy")
        .with(Property::changed("AuthenticationMethodsPolicy", &detail("disabled"), &detail("enabled")));
    session.explain(stage, &UPDATE_METHODS_POLICY, vec![target], "X509Certificate configuration updated", Vec::new());
    Some(format!("With the session of {}, someone let everybody sign in with a certificate.", administrator.sign_in))
}
