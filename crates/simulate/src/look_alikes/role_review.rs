//! The yearly review of roles, through the process.

use crate::events::audit::{ADD_ELIGIBLE_MEMBER, REMOVE_ROLE_MEMBER};
use crate::life::directory::role_target;
use crate::life::sign_ins::user_target;
use crate::scenarios::Scenario;
use crate::session::{PORTAL, Session};
use crate::stage::Stage;
use crate::world::roles::ROLES;

pub(super) const SCENARIO: Scenario = Scenario::look_alike("role-review", "T1098.003", &[40, 41, 43], play);

fn play(stage: &mut Stage<'_>) -> Option<String> {
    let administrator = stage.administrator()?;
    let colleague = stage.bystander()?;
    let former = stage.bystander()?;
    let mut session = Session::own(stage, administrator, 15, PORTAL);
    let role = ROLES[3];
    let details = vec![
        ("RoleDefinitionOriginId", role.template.to_string()),
        ("RoleDefinitionOriginType", String::from("BuiltInRole")),
        ("TemplateId", role.template.to_string()),
        ("Justification", String::from("Yearly review")),
        ("ipaddr", session.source.address.to_string()),
    ];
    session.explain(
        stage,
        &ADD_ELIGIBLE_MEMBER,
        vec![role_target(role), user_target(colleague)],
        "Yearly review",
        details,
    );
    let mut target = user_target(former);
    target.properties = crate::attacks::role_grant::role_properties(role, false);
    session.change(stage, &REMOVE_ROLE_MEMBER, vec![target, role_target(role)]);
    Some(format!(
        "{} made {} eligible for a small role through the process and removed {} from it.",
        administrator.sign_in, colleague.sign_in, former.sign_in
    ))
}
