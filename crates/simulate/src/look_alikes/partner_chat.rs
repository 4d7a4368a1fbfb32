//! A partner writes in Teams.

use crate::scenarios::Scenario;
use crate::stage::Stage;
use crate::world::people::Kind;

pub(super) const SCENARIO: Scenario = Scenario::look_alike("partner-chat", "T1566.003", &[86], play);

fn play(stage: &mut Stage<'_>) -> Option<String> {
    let world = stage.world;
    let person = stage.victim()?;
    let guest = world.people.iter().find(|guest| guest.kind == Kind::Guest)?;
    let tenant = guest.home_tenant?;
    let source = guest.home();
    let time = stage.at(person, 11);
    stage.from(source);
    let outside = (guest.sign_in.as_str(), guest.display.as_str());
    crate::attacks::teams_help_desk::outside_chat(stage, outside, tenant, person, source, time);
    Some(format!("{} of a partner asked {} about a delivery.", guest.sign_in, person.sign_in))
}
