//! Accounts of people who left are tried, and then one of somebody who did not.

use crate::events::sign_in::Subject;
use crate::events::unified::MailClient;
use crate::life::attempt::{Second, method_of};
use crate::scenarios::Scenario;
use crate::session::Session;
use crate::stage::Stage;
use crate::world::applications::{OFFICE_HOME, OFFICE_PORTAL};

pub(super) const SCENARIO: Scenario = Scenario::attack("disabled-accounts-then-success", "T1078.004", &[6], play);

fn play(stage: &mut Stage<'_>) -> Option<String> {
    let world = stage.world;
    let victim = stage.victim()?;
    let mut attempt = Session::intruder(stage, victim, ("Istanbul", 6), (OFFICE_HOME, OFFICE_PORTAL));
    for number in 0..9 {
        attempt.subject = Subject::Unlisted(number);
        for _ in 0..2 {
            stage.sign_in(attempt.end(world, 50_057, Second::Absent));
            stage.later(&mut attempt, 12, 60);
        }
        attempt.correlation = stage.random.guid();
        attempt.session = stage.random.guid();
    }
    attempt.subject = Subject::Person(victim.index);
    let mut session = Session::enter(stage, victim, &attempt, Second::Given(method_of(victim)));
    session.read_mail(stage, 5, MailClient::OutlookWeb, None);
    Some(format!(
        "One server tried accounts that are switched off, one after another, and then got into that of {}.",
        victim.sign_in
    ))
}
