//! A cloud account tied to an account somebody else controls.

use crate::events::audit::{Property, UPDATE_USER};
use crate::life::attempt::Second;
use crate::life::sign_ins::user_target;
use crate::scenarios::Scenario;
use crate::session::Session;
use crate::stage::Stage;
use crate::world::applications::{GRAPH_COMMAND_LINE, MICROSOFT_GRAPH};

pub(super) const SCENARIO: Scenario = Scenario::attack("immutable-id-set", "T1098", &[66], play);

fn play(stage: &mut Stage<'_>) -> Option<String> {
    let administrator = stage.administrator()?;
    let victim = stage.victim()?;
    let mut session =
        Session::begin(stage, administrator, ("Istanbul", 18), (GRAPH_COMMAND_LINE, MICROSOFT_GRAPH), Second::Earlier);
    let target = user_target(victim)
        .with(Property::changed("SourceAnchor", "[]", "[\"q2VydGFpbmx5IG1pbmU=\"]"))
        .updated("SourceAnchor");
    session.change(stage, &UPDATE_USER, vec![target]);
    Some(format!(
        "With the session of {}, someone wrote a source anchor on the account of {}, so that a forged token fits it.",
        administrator.sign_in, victim.sign_in
    ))
}
