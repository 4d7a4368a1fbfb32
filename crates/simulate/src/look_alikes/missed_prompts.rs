//! A second factor missed twice and mistyped once.

use crate::events::sign_in::Method;
use crate::life::attempt::{Second, method_of};
use crate::scenarios::Scenario;
use crate::session::Session;
use crate::stage::Stage;
use crate::world::applications::{EXCHANGE_ONLINE, OFFICE_HOME, OFFICE_PORTAL, OUTLOOK_WEB};

pub(super) const MISSED: Scenario = Scenario::look_alike("missed-prompts", "T1621", &[8, 9, 11], missed);
pub(super) const MISTYPED: Scenario = Scenario::look_alike("mistyped-codes", "T1110.001", &[10], mistyped);

fn missed(stage: &mut Stage<'_>) -> Option<String> {
    let person = stage.victim()?;
    let method = method_of(person);
    let mut attempt = Session::attempt(stage, person, 8, (OFFICE_HOME, OFFICE_PORTAL));
    let source = person.home();
    attempt.source = source;
    stage.fail(&mut attempt, 50_074, Second::Absent, (5, 20));
    stage.fail(&mut attempt, 500_121, Second::NoAnswer(method), (60, 90));
    stage.fail(&mut attempt, 500_121, Second::NoAnswer(method), (60, 200));
    Session::enter(stage, person, &attempt, Second::Given(method));
    Some(format!("{} had the telephone in another room: two prompts ran out, the third was accepted.", person.sign_in))
}

fn mistyped(stage: &mut Stage<'_>) -> Option<String> {
    let person = stage.victim()?;
    let mut attempt = Session::attempt(stage, person, 19, (OUTLOOK_WEB, EXCHANGE_ONLINE));
    let source = person.home();
    attempt.source = source;
    stage.fail(&mut attempt, 50_074, Second::Absent, (5, 20));
    for _ in 0..3 {
        stage.fail(&mut attempt, 500_121, Second::WrongCode(Method::AppCode), (10, 25));
    }
    Session::enter(stage, person, &attempt, Second::Given(Method::AppCode));
    Some(format!("{} typed three wrong codes at home and then the right one.", person.sign_in))
}
