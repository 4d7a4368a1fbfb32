//! The policy that asks for a second factor, quietly made to look on.

use crate::events::audit::{Property, Target, TargetKind, UPDATE_CONDITIONAL_ACCESS, UPDATE_POLICY};
use crate::life::attempt::Second;
use crate::scenarios::Scenario;
use crate::session::Session;
use crate::stage::Stage;
use crate::world::applications::{AZURE_MANAGEMENT, AZURE_PORTAL};
use crate::world::policies::name;

pub(super) const SCENARIO: Scenario = Scenario::attack("conditional-access-weakened", "T1556.009", &[47], play);

fn play(stage: &mut Stage<'_>) -> Option<String> {
    let world = stage.world;
    let administrator = stage.administrator()?;
    let excluded = stage.bystander()?;
    let mut intrusion =
        Session::begin(stage, administrator, ("Hong Kong", 21), (AZURE_PORTAL, AZURE_MANAGEMENT), Second::Earlier);
    let policy = world.policies.ids.first().copied().unwrap_or_default();
    let detail = |state: &str, users: &str| {
        format!(
            "{{\"id\":\"{policy}\",\"displayName\":\"{}\",\"state\":\"{state}\",\"conditions\":{{\"users\":{{\"includeUsers\":[\"All\"],\"excludeUsers\":[{users}]}},\"applications\":{{\"includeApplications\":[\"All\"]}},\"locations\":{{\"includeLocations\":[\"All\"],\"excludeLocations\":[\"AllTrusted\"]}}}},\"grantControls\":{{\"operator\":\"OR\",\"builtInControls\":[\"mfa\"]}}}}",
            name(0)
        )
    };
    let left_out = format!("\"{}\"", excluded.id);
    let steps = [
        (detail("enabled", ""), detail("enabled", &left_out)),
        (detail("enabled", &left_out), detail("enabledForReportingButNotEnforced", &left_out)),
    ];
    for (old, new) in steps {
        let time = intrusion.wait(stage, 60, 400);
        let target = |properties| Target {
            kind: TargetKind::Policy,
            id: policy,
            name: Some(String::from(name(0))),
            sign_in: None,
            properties,
        };
        let change = vec![Property::changed("ConditionalAccessPolicy", &old, &new)];
        stage.audit(time, &UPDATE_CONDITIONAL_ACCESS, intrusion.actor(), vec![target(change.clone())]);
        let change = vec![
            Property::changed("PolicyDetail", &old, &new),
            Property::set("Included Updated Properties", "PolicyDetail"),
        ];
        stage.audit(time.plus_milliseconds(420), &UPDATE_POLICY, intrusion.actor(), vec![target(change)]);
    }
    Some(format!(
        "With the session of {}, someone left {} out of the policy that asks for a second factor, then set it to report only.",
        administrator.sign_in, excluded.sign_in
    ))
}
