//! A new administrator takes the roles of the old ones.

use crate::events::audit::REMOVE_ROLE_MEMBER;
use crate::life::attempt::Second;
use crate::life::directory::role_target;
use crate::life::sign_ins::user_target;
use crate::scenarios::Scenario;
use crate::session::{PORTAL, Session};
use crate::stage::Stage;
use crate::world::people::Person;
use crate::world::roles::ROLES;

pub(super) const SCENARIO: Scenario = Scenario::attack("administrators-removed", "T1531", &[43, 40], play);

fn play(stage: &mut Stage<'_>) -> Option<String> {
    let administrator = stage.administrator()?;
    let beneficiary = stage.bystander()?;
    let mut session = Session::begin(stage, administrator, ("Milan", 2), PORTAL, Second::Earlier);
    super::role_grant::grant(stage, &mut session, beneficiary);
    let others: Vec<&Person> =
        stage.world.administrators().filter(|other| other.index != administrator.index).take(8).collect();
    for other in &others {
        let role = other.role().copied().unwrap_or(ROLES[0]);
        let mut target = user_target(other);
        target.properties = super::role_grant::role_properties(role, false);
        session.change(stage, &REMOVE_ROLE_MEMBER, vec![target, role_target(role)]);
    }
    Some(format!(
        "With the session of {}, someone made {} Global Administrator and took the roles of {} others.",
        administrator.sign_in,
        beneficiary.sign_in,
        others.len()
    ))
}
