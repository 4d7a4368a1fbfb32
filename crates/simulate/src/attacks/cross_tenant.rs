//! A tenant of the attackers, made a partner that is trusted.

use crate::events::audit::{ADD_PARTNER, Activity, Property, Target, TargetKind, UPDATE_PARTNER};
use crate::guid::Guid;
use crate::life::attempt::Second;
use crate::scenarios::Scenario;
use crate::session::{PORTAL, Session};
use crate::stage::Stage;
use crate::world::World;

pub(super) const SCENARIO: Scenario = Scenario::attack("cross-tenant-policy-changed", "T1484.002", &[63], play);

fn play(stage: &mut Stage<'_>) -> Option<String> {
    let administrator = stage.administrator()?;
    let mut session = Session::begin(stage, administrator, ("Istanbul", 19), PORTAL, Second::Earlier);
    let (_, tenant) = crate::render::outsider(stage.world, 1);
    for (activity, targets) in partner(stage.world, tenant) {
        session.change(stage, activity, targets);
    }
    Some(format!(
        "With the session of {}, someone made an unknown tenant a partner whose second factors and devices count here.",
        administrator.sign_in
    ))
}

/// A tenant becomes a partner: added, let in, trusted.
pub(crate) fn partner(world: &World, tenant: Guid) -> Vec<(&'static Activity, Vec<Target>)> {
    let policy = || Target::named(TargetKind::Policy, world.tenant.derived(404), "Cross-tenant access policy");
    let open = "{\"usersAndGroups\":{\"accessType\":1,\"targets\":[{\"target\":\"AllUsers\",\"targetType\":1}]},\"applications\":{\"accessType\":1,\"targets\":[{\"target\":\"AllApplications\",\"targetType\":2}]}}";
    let shut = open.replace("\"accessType\":1", "\"accessType\":2");
    let trust =
        "{\"isMfaAccepted\":true,\"isCompliantDeviceAccepted\":true,\"isHybridAzureADJoinedDeviceAccepted\":true}";
    vec![
        (&ADD_PARTNER, vec![policy().with(Property::set("tenantId", &tenant.to_string()))]),
        (
            &UPDATE_PARTNER,
            vec![policy().with(Property::set("tenantId", &tenant.to_string())).with(Property::changed(
                "b2bCollaborationInbound",
                &shut,
                open,
            ))],
        ),
        (
            &UPDATE_PARTNER,
            vec![policy().with(Property::set("tenantId", &tenant.to_string())).with(Property {
                name: "inboundTrust",
                old: None,
                new: Some(String::from(trust)),
            })],
        ),
    ]
}
