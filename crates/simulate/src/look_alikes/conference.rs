//! Colleagues at a conference abroad, in one hotel.

use crate::events::unified::MailClient;
use crate::life::attempt::{Second, method_of};
use crate::scenarios::Scenario;
use crate::session::Session;
use crate::stage::Stage;
use crate::world::applications::{EXCHANGE_ONLINE, OUTLOOK_WEB};
use crate::world::networks;
use crate::world::places::city_named;

pub(super) const SCENARIO: Scenario = Scenario::look_alike("conference-travel", "T1078.004", &[13, 14, 30], play);

fn play(stage: &mut Stage<'_>) -> Option<String> {
    let source = networks::hotel(city_named("Tokyo"), &mut stage.random);
    let mut names = Vec::new();
    for _ in 0..4 {
        let Some(person) = stage.victim() else { break };
        let mut attempt = Session::attempt(stage, person, 9, (OUTLOOK_WEB, EXCHANGE_ONLINE));
        attempt.source = source;
        stage.fail(&mut attempt, 50_074, Second::Absent, (10, 30));
        let mut session = Session::enter(stage, person, &attempt, Second::Given(method_of(person)));
        session.read_mail(stage, 5, MailClient::OutlookWeb, None);
        names.push(person.sign_in.clone());
    }
    if names.is_empty() {
        return None;
    }
    Some(format!("{} are at a conference in Tokyo and work from the hotel, on their own computers.", names.join(", ")))
}
