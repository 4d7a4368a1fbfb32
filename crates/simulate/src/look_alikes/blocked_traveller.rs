//! A traveller the policies keep out.

use crate::life::attempt::Second;
use crate::scenarios::Scenario;
use crate::session::Session;
use crate::stage::Stage;
use crate::world::applications::{EXCHANGE_ONLINE, OUTLOOK_WEB};
use crate::world::networks;
use crate::world::places::city_named;

pub(super) const SCENARIO: Scenario = Scenario::look_alike("blocked-traveller", "T1078.004", &[15, 28], play);

fn play(stage: &mut Stage<'_>) -> Option<String> {
    let person = stage.victim()?;
    let mut attempt = Session::attempt(stage, person, 18, (OUTLOOK_WEB, EXCHANGE_ONLINE));
    let source = networks::hotel(city_named("Ho Chi Minh City"), &mut stage.random);
    attempt.source = source;
    for error in [53_003, 53_003, 53_000, 53_003] {
        stage.fail(&mut attempt, error, Second::Earlier, (30, 200));
    }
    Some(format!("{} is on holiday where the policies let nobody in, tried four times and gave up.", person.sign_in))
}
