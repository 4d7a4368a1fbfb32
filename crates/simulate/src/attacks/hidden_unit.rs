//! A unit nobody sees, with an account in it nobody else may touch.

use crate::events::audit::{
    ADD_ADMINISTRATIVE_UNIT, ADD_SCOPED_ROLE_MEMBER, ADD_UNIT_MEMBER, Property, Target, TargetKind,
};
use crate::life::attempt::Second;
use crate::life::directory::role_target;
use crate::life::sign_ins::user_target;
use crate::scenarios::Scenario;
use crate::session::{PORTAL, Session};
use crate::stage::Stage;
use crate::world::roles::ROLES;

pub(super) const SCENARIO: Scenario = Scenario::attack("hidden-administrative-unit", "T1098.003", &[46], play);

fn play(stage: &mut Stage<'_>) -> Option<String> {
    let administrator = stage.administrator()?;
    let member = stage.bystander()?;
    let mut session = Session::begin(stage, administrator, ("Bucharest", 20), PORTAL, Second::Earlier);
    let unit = Target::named(TargetKind::AdministrativeUnit, stage.random.guid(), "Facilities archive");
    let made = unit
        .clone()
        .with(Property::changed("DisplayName", "[]", "[\"Facilities archive\"]"))
        .with(Property::changed("Visibility", "[]", "[\"HiddenMembership\"]"))
        .with(Property::changed("IsMemberManagementRestricted", "[]", "[true]"))
        .updated("DisplayName, Visibility, IsMemberManagementRestricted");
    session.change(stage, &ADD_ADMINISTRATIVE_UNIT, vec![made]);
    let joined = user_target(member)
        .with(Property::set("AdministrativeUnit.ObjectID", &unit.id.to_string()))
        .with(Property::set("AdministrativeUnit.DisplayName", "Facilities archive"));
    session.change(stage, &ADD_UNIT_MEMBER, vec![joined, unit.clone()]);
    let role = ROLES[1];
    let mut target = user_target(member);
    target.properties = super::role_grant::role_properties(role, true);
    session.change(stage, &ADD_SCOPED_ROLE_MEMBER, vec![target, role_target(role), unit]);
    Some(format!(
        "With the session of {}, someone put {} into a unit with hidden members that other administrators cannot change, and gave a role over it.",
        administrator.sign_in, member.sign_in
    ))
}
