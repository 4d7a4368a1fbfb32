//! An account made with a typing error.

use crate::events::audit::{ADD_USER, DELETE_USER, Property, Target, TargetKind};
use crate::scenarios::Scenario;
use crate::session::{PORTAL, Session};
use crate::stage::Stage;

pub(super) const SCENARIO: Scenario = Scenario::look_alike("account-made-by-mistake", "T1136.003", &[65], play);

fn play(stage: &mut Stage<'_>) -> Option<String> {
    let administrator = stage.administrator()?;
    let mut session = Session::own(stage, administrator, 9, PORTAL);
    let sign_in = format!("jonh.adams{}@{}", stage.number(), stage.world.domain);
    let account = Target {
        kind: TargetKind::User,
        id: stage.random.guid(),
        name: None,
        sign_in: Some(sign_in.clone()),
        properties: Vec::new(),
    };
    let made = account.clone().with(Property::changed("AccountEnabled", "[]", "[true]")).updated("AccountEnabled");
    session.change(stage, &ADD_USER, vec![made]);
    session.change(stage, &DELETE_USER, vec![account.with(Property::set("Is Hard Deleted", "False"))]);
    Some(format!("{} mistyped a name, deleted {sign_in} at once and made it anew.", administrator.sign_in))
}
