//! A policy gets a better name.

use crate::events::audit::{Property, Target, TargetKind, UPDATE_CONDITIONAL_ACCESS, UPDATE_POLICY};
use crate::scenarios::Scenario;
use crate::session::{PORTAL, Session};
use crate::stage::Stage;

pub(super) const SCENARIO: Scenario = Scenario::look_alike("policy-renamed", "T1556.009", &[47, 69], play);

fn play(stage: &mut Stage<'_>) -> Option<String> {
    let administrator = stage.administrator()?;
    let mut session = Session::own(stage, administrator, 11, PORTAL);
    let policy = stage.world.policies.ids.get(4).copied().unwrap_or_default();
    let detail = |name: &str| {
        format!(
            "{{\"id\":\"{policy}\",\"displayName\":\"{name}\",\"state\":\"enabled\",\"conditions\":{{\"signInRiskLevels\":[\"medium\",\"high\"],\"users\":{{\"includeUsers\":[\"All\"],\"excludeUsers\":[]}},\"applications\":{{\"includeApplications\":[\"All\"]}}}},\"grantControls\":{{\"operator\":\"OR\",\"builtInControls\":[\"mfa\"]}}}}"
        )
    };
    let (old, new) = (detail("CA005 MFA at sign-in risk"), detail("CA005 MFA at sign-in risk (medium and high)"));
    let name = "CA005 MFA at sign-in risk (medium and high)";
    let target =
        Target::named(TargetKind::Policy, policy, name).with(Property::changed("ConditionalAccessPolicy", &old, &new));
    session.change(stage, &UPDATE_CONDITIONAL_ACCESS, vec![target]);
    let target = Target::named(TargetKind::Policy, policy, name)
        .with(Property::changed("PolicyDetail", &old, &new))
        .updated("PolicyDetail");
    session.echo(stage, &UPDATE_POLICY, vec![target]);
    Some(format!("{} gave a policy a clearer name and changed nothing else.", administrator.sign_in))
}
