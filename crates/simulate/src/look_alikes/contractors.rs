//! A project with guests, begun and tidied up.

use crate::events::audit::{ADD_GROUP_MEMBER, Property};
use crate::life::directory::group_target;
use crate::scenarios::Scenario;
use crate::session::{PORTAL, Session};
use crate::stage::Stage;

pub(super) const SCENARIO: Scenario = Scenario::look_alike("contractor-guests", "T1136.003", &[64], play);

fn play(stage: &mut Stage<'_>) -> Option<String> {
    let administrator = stage.administrator()?;
    let mut session = Session::own(stage, administrator, 9, PORTAL);
    for number in 1..=5 {
        let name = format!("planner{number}");
        let address = format!("{name}@harrow-partners.example");
        let guest = crate::attacks::guests::guest(stage, &name, "harrow-partners");
        crate::attacks::guests::invite(stage, &mut session, &guest, &address);
        let group = group_target(stage.world, 12);
        let joined = guest
            .with(Property::set("Group.ObjectID", &group.id.to_string()))
            .with(Property::set("Group.DisplayName", group.name.as_deref().unwrap_or_default()));
        session.change(stage, &ADD_GROUP_MEMBER, vec![joined, group]);
    }
    Some(format!("{} invited five people of a partner for a project.", administrator.sign_in))
}
