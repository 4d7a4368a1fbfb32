//! A program becomes an administrator.

use crate::events::audit::ADD_ROLE_MEMBER;
use crate::life::attempt::Second;
use crate::life::directory::{principal_target, role_target};
use crate::scenarios::Scenario;
use crate::session::{PORTAL, Session};
use crate::stage::Stage;
use crate::world::roles::ROLES;

pub(super) const SCENARIO: Scenario = Scenario::attack("role-to-service-principal", "T1098.003", &[40, 44], play);

fn play(stage: &mut Stage<'_>) -> Option<String> {
    let administrator = stage.administrator()?;
    let principal = stage.world.principal(7);
    let mut session = Session::begin(stage, administrator, ("Istanbul", 23), PORTAL, Second::Earlier);
    let role = ROLES[0];
    let mut target = principal_target(principal);
    target.properties = super::role_grant::role_properties(role, true);
    session.change(stage, &ADD_ROLE_MEMBER, vec![target, role_target(role)]);
    Some(format!(
        "With the session of {}, someone made the program {} Global Administrator.",
        administrator.sign_in, principal.name
    ))
}
