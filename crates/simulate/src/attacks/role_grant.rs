//! The highest role, given past the process for it.

use crate::events::audit::{ADD_ROLE_MEMBER, ADD_ROLE_MEMBER_OUTSIDE, Actor, Property};
use crate::life::attempt::Second;
use crate::life::directory::role_target;
use crate::life::sign_ins::user_target;
use crate::scenarios::Scenario;
use crate::session::Session;
use crate::stage::Stage;
use crate::world::applications::{AZURE_MANAGEMENT, AZURE_PORTAL};
use crate::world::people::Person;
use crate::world::roles::{ROLES, Role};

pub(super) const SCENARIO: Scenario = Scenario::attack("role-granted-outside-pim", "T1098.003", &[40, 41], play);

fn play(stage: &mut Stage<'_>) -> Option<String> {
    let administrator = stage.administrator()?;
    let beneficiary = stage.bystander()?;
    let mut intrusion =
        Session::begin(stage, administrator, ("Istanbul", 20), (AZURE_PORTAL, AZURE_MANAGEMENT), Second::Earlier);
    grant(stage, &mut intrusion, beneficiary);
    Some(format!(
        "With the session of {}, someone made {} Global Administrator for good, without the approval process.",
        administrator.sign_in, beneficiary.sign_in
    ))
}

/// Gives somebody the highest role.
pub(super) fn grant<'a>(stage: &mut Stage<'a>, intrusion: &mut Session<'a>, beneficiary: &Person) {
    let role = ROLES[0];
    let mut target = user_target(beneficiary);
    target.properties = role_properties(role, true);
    let time = intrusion.wait(stage, 60, 300);
    stage.audit(time, &ADD_ROLE_MEMBER, intrusion.actor(), vec![target, role_target(role)]);
    let noticed = stage.moment_after(time, 20, 120);
    let service = Actor::Application { name: String::from("MS-PIM"), principal: stage.world.tenant.derived(78) };
    stage.audit(noticed, &ADD_ROLE_MEMBER_OUTSIDE, service, vec![role_target(role), user_target(beneficiary)]);
}

/// The properties of a membership: new ones when it begins, old ones when it ends.
pub(crate) fn role_properties(role: Role, begins: bool) -> Vec<Property> {
    [
        ("Role.ObjectID", role.template.to_string()),
        ("Role.DisplayName", String::from(role.name)),
        ("Role.TemplateId", role.template.to_string()),
        ("Role.WellKnownObjectName", String::from(role.well_known)),
    ]
    .into_iter()
    .map(|(name, value)| if begins { Property::set(name, &value) } else { Property::gone(name, &value) })
    .collect()
}
