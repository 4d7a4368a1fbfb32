//! An account that lives for an hour.

use crate::events::audit::{ADD_ROLE_MEMBER, ADD_USER, DELETE_USER, Property, Target, TargetKind};
use crate::life::attempt::Second;
use crate::life::directory::role_target;
use crate::scenarios::Scenario;
use crate::session::{PORTAL, Session};
use crate::stage::Stage;
use crate::world::roles::ROLES;

pub(super) const SCENARIO: Scenario = Scenario::attack("account-made-and-deleted", "T1136.003", &[65], play);

fn play(stage: &mut Stage<'_>) -> Option<String> {
    let administrator = stage.administrator()?;
    let mut session = Session::begin(stage, administrator, ("Bucharest", 22), PORTAL, Second::Earlier);
    let sign_in = format!("svc-sync{}@{}", stage.number(), stage.world.domain);
    let account = Target {
        kind: TargetKind::User,
        id: stage.random.guid(),
        name: None,
        sign_in: Some(sign_in.clone()),
        properties: Vec::new(),
    };
    let made = account
        .clone()
        .with(Property::changed("AccountEnabled", "[]", "[true]"))
        .with(Property::changed("UserPrincipalName", "[]", &format!("[\"{sign_in}\"]")))
        .with(Property::changed("UserType", "[]", "[\"Member\"]"))
        .updated("AccountEnabled, UserPrincipalName, UserType");
    session.change(stage, &ADD_USER, vec![made]);
    let role = ROLES[1];
    let mut target = account.clone();
    target.properties = super::role_grant::role_properties(role, true);
    session.change(stage, &ADD_ROLE_MEMBER, vec![target, role_target(role)]);
    session.wait(stage, 2400, 3600);
    session.change(stage, &DELETE_USER, vec![account.with(Property::set("Is Hard Deleted", "False"))]);
    Some(format!(
        "With the session of {}, someone made {sign_in} an administrator and deleted the account within the hour.",
        administrator.sign_in
    ))
}
