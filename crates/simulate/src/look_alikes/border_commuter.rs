//! Living on one side of a border, working on the other.

use crate::events::sign_in::{ClientKind, SignInKind};
use crate::life::attempt::Second;
use crate::scenarios::Scenario;
use crate::session::Session;
use crate::stage::Stage;
use crate::world::applications::{EXCHANGE_ONLINE, OUTLOOK_MOBILE};
use crate::world::networks;
use crate::world::places::city_named;

pub(super) const SCENARIO: Scenario = Scenario::look_alike("border-commuter", "T1078.004", &[13, 14], play);

fn play(stage: &mut Stage<'_>) -> Option<String> {
    let world = stage.world;
    let person = stage.victim()?;
    let home = city_named(if person.place().country == "FR" { "Zurich" } else { "Lyon" });
    let days = [-2, -1, 0, 1];
    for day in days {
        for (hour, city) in [(7, home), (10, person.city), (19, home)] {
            let mut attempt = Session::attempt(stage, person, hour, (OUTLOOK_MOBILE, EXCHANGE_ONLINE));
            attempt.time = attempt.time.plus_seconds(day * 86_400);
            attempt.kind = SignInKind::NonInteractive;
            attempt.client_kind = ClientKind::Application;
            let source = networks::mobile(city, &mut stage.random);
            attempt.source = source;
            stage.sign_in(attempt.end(world, 0, Second::Earlier));
        }
    }
    Some(format!("{} lives in another country and crosses the border every morning and evening.", person.sign_in))
}
