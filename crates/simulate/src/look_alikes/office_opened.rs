//! A new office becomes a known place.

use crate::events::audit::{ADD_NAMED_LOCATION, Property, Target, TargetKind};
use crate::scenarios::Scenario;
use crate::session::{PORTAL, Session};
use crate::stage::Stage;

pub(super) const SCENARIO: Scenario = Scenario::look_alike("office-opened", "T1562.007", &[48], play);

fn play(stage: &mut Stage<'_>) -> Option<String> {
    let administrator = stage.administrator()?;
    let mut session = Session::own(stage, administrator, 14, PORTAL);
    let id = stage.random.guid();
    let detail =
        crate::attacks::named_location::location("Office Vienna", &["203.0.113.240/29"]).replace("true", "false");
    let target = Target::named(TargetKind::Policy, id, "Office Vienna").with(Property {
        name: "NamedLocation",
        old: None,
        new: Some(detail),
    });
    session.change(stage, &ADD_NAMED_LOCATION, vec![target]);
    Some(format!("{} entered the range of a new office, not yet trusted.", administrator.sign_in))
}
