//! A guest at a partner's, as agreed.

use crate::events::sign_in::Odd;
use crate::life::attempt::Second;
use crate::scenarios::Scenario;
use crate::session::Session;
use crate::stage::Stage;
use crate::world::applications::SHAREPOINT_ONLINE;

pub(super) const SCENARIO: Scenario = Scenario::look_alike("guest-at-partner", "T1567", &[35], play);

fn play(stage: &mut Stage<'_>) -> Option<String> {
    let world = stage.world;
    let person = stage.victim()?;
    let tenant = world.people.iter().find_map(|guest| guest.home_tenant)?;
    for day in [-3, -2, 0] {
        let mut attempt = Session::attempt(stage, person, 11, (SHAREPOINT_ONLINE, SHAREPOINT_ONLINE));
        attempt.time = attempt.time.plus_seconds(day * 86_400);
        attempt.odd(Odd { resource_tenant: Some(tenant), ..Odd::default() });
        Session::enter(stage, person, &attempt, Second::Earlier);
    }
    Some(format!("{} works as a guest in the tenant of a partner whose people are guests here.", person.sign_in))
}
