//! The approval process for roles, made harmless.

use crate::events::audit::{DISABLE_PIM_ALERT, Target, TargetKind, UPDATE_ROLE_SETTING};
use crate::life::attempt::Second;
use crate::life::directory::role_target;
use crate::scenarios::Scenario;
use crate::session::{PORTAL, Session};
use crate::stage::Stage;
use crate::world::roles::ROLES;

pub(super) const SCENARIO: Scenario = Scenario::attack("pim-weakened", "T1098.003", &[42], play);

fn play(stage: &mut Stage<'_>) -> Option<String> {
    let administrator = stage.administrator()?;
    let mut session = Session::begin(stage, administrator, ("Istanbul", 21), PORTAL, Second::Earlier);
    let role = ROLES[0];
    let details = vec![
        ("RoleDefinitionOriginId", role.template.to_string()),
        ("RoleDefinitionOriginType", String::from("BuiltInRole")),
        ("TemplateId", role.template.to_string()),
        ("ipaddr", session.source.address.to_string()),
    ];
    let reason = "Updated default activation settings: AuthenticationContext, Enablement (MultiFactorAuthentication, Justification removed), Approval (not required)";
    session.explain(stage, &UPDATE_ROLE_SETTING, vec![role_target(role)], reason, details.clone());
    let alert = Target::named(
        TargetKind::Other,
        stage.world.tenant.derived(401),
        "Roles are being assigned outside of Privileged Identity Management",
    );
    session.explain(stage, &DISABLE_PIM_ALERT, vec![alert], "", details);
    Some(format!(
        "With the session of {}, someone let the highest role be activated without second factor and approval, and switched an alert off.",
        administrator.sign_in
    ))
}
