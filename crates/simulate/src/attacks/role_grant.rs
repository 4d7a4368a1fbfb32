//! The highest role, given past the process for it.

use super::steps::Intrusion;
use crate::events::audit::{ADD_ROLE_MEMBER, ADD_ROLE_MEMBER_OUTSIDE, Actor, Property, Target, TargetKind};
use crate::life::attempt::Second;
use crate::life::sign_ins::user_target;
use crate::scenarios::{Scenario, Stage};
use crate::world::applications::{AZURE_MANAGEMENT, AZURE_PORTAL};
use crate::world::people::Person;
use crate::world::roles::ROLES;

pub(super) const SCENARIO: Scenario =
    Scenario { name: "role-granted-outside-pim", technique: "T1098.003", malicious: true, play };

fn play(stage: &mut Stage<'_>) -> String {
    let administrator = stage.administrator();
    let beneficiary = stage.victim();
    let mut intrusion =
        Intrusion::begin(stage, administrator, ("Istanbul", 20), (AZURE_PORTAL, AZURE_MANAGEMENT), Second::Earlier);
    grant(stage, &mut intrusion, beneficiary);
    format!(
        "With the session of {}, someone made {} Global Administrator for good, without the approval process.",
        administrator.sign_in, beneficiary.sign_in
    )
}

/// Gives somebody the highest role.
pub(super) fn grant<'a>(stage: &mut Stage<'a>, intrusion: &mut Intrusion<'a>, beneficiary: &Person) {
    let role = ROLES[0];
    let mut target = user_target(beneficiary);
    target.properties = vec![
        Property::set("Role.ObjectID", &role.template.to_string()),
        Property::set("Role.DisplayName", role.name),
        Property::set("Role.TemplateId", &role.template.to_string()),
        Property::set("Role.WellKnownObjectName", role.well_known),
    ];
    let role_target = Target {
        kind: TargetKind::Role,
        id: role.template,
        name: Some(String::from(role.name)),
        sign_in: None,
        properties: Vec::new(),
    };
    let time = intrusion.wait(stage, 60, 300);
    stage.audit(time, &ADD_ROLE_MEMBER, intrusion.actor(), vec![target, role_target.clone()]);
    let noticed = stage.moment_after(time, 20, 120);
    let service = Actor::Application { name: String::from("MS-PIM"), principal: stage.world.tenant.derived(78) };
    stage.audit(noticed, &ADD_ROLE_MEMBER_OUTSIDE, service, vec![role_target, user_target(beneficiary)]);
}
