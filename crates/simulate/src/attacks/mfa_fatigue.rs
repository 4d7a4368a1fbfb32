//! Prompt after prompt on a telephone until its owner gives in.

use crate::events::audit::{Actor, SUSPICIOUS_ACTIVITY_REPORTED};
use crate::events::sign_in::{Risk, Subject};
use crate::events::unified::MailClient;
use crate::life::attempt::{Second, method_of};
use crate::life::sign_ins::user_target;
use crate::scenarios::Scenario;
use crate::session::Session;
use crate::stage::Stage;
use crate::world::applications::{OFFICE_HOME, OFFICE_PORTAL};
use crate::world::clients::{Client, Platform, Program};
use crate::world::networks;
use crate::world::people::{Kind, SecondFactor};
use crate::world::places::city_named;

pub(super) const SCENARIO: Scenario = Scenario::attack("mfa-fatigue-then-success", "T1621", &[8, 9, 12], play);
pub(super) const REFUSED: Scenario = Scenario::attack("mfa-fatigue-refused", "T1621", &[8, 12], refused);

fn refused(stage: &mut Stage<'_>) -> Option<String> {
    let victim = stage
        .victim_where(|person| person.kind == Kind::Member && person.second_factor == SecondFactor::AppNotification)?;
    let mut attempt = Session::intruder(stage, victim, ("Lagos", 5), (OFFICE_HOME, OFFICE_PORTAL));
    let source = networks::proxy(city_named("Madrid"), &mut stage.random);
    attempt.source = source;
    let method = method_of(victim);
    let prompts = 16;
    stage.fail(&mut attempt, 50_074, Second::Absent, (5, 15));
    for number in 0..prompts {
        let second = if number % 4 == 1 { Second::Denied(method) } else { Second::NoAnswer(method) };
        stage.fail(&mut attempt, 500_121, second, (15, 50));
    }
    let owner = Actor::Person { person: victim.index, source: Some(victim.home()) };
    let reported = stage.moment_after(attempt.time, 60, 300);
    stage.audit(reported, &SUSPICIOUS_ACTIVITY_REPORTED, owner, vec![user_target(victim)]);
    Some(format!(
        "{} was woken by {prompts} prompts of the second factor, declined them all and reported it.",
        victim.sign_in
    ))
}

fn play(stage: &mut Stage<'_>) -> Option<String> {
    let world = stage.world;
    let victim = stage
        .victim_where(|person| person.kind == Kind::Member && person.second_factor == SecondFactor::AppNotification)?;
    let time = stage.at(victim, 22);
    let source = networks::hosting(city_named("Istanbul"), &mut stage.random);
    let client = Client::on(Platform::Windows10, Program::Firefox, time, 15);
    let mut attempt = stage.attempt(Subject::Person(victim.index), time, source, client, (OFFICE_HOME, OFFICE_PORTAL));
    attempt.risk = Risk { level: "low", state: "atRisk", kind: "unfamiliarFeatures" };
    let method = method_of(victim);
    let prompts = stage.random.between(9, 14);
    stage.sign_in(attempt.end(world, 50_074, Second::Absent));
    for number in 0..prompts {
        stage.later(&mut attempt, 20, 75);
        let second = if number % 3 == 0 { Second::Denied(method) } else { Second::NoAnswer(method) };
        stage.sign_in(attempt.end(world, 500_121, second));
    }
    stage.later(&mut attempt, 20, 60);
    let sign_in = attempt.end(world, 0, Second::Given(method));
    stage.sign_in(sign_in.clone());
    let mut intrusion = Session { person: victim, source, session: attempt.session, time: attempt.time, sign_in };
    stage.detect(&intrusion.sign_in, "unfamiliarFeatures", "medium", true);
    intrusion.read_mail(stage, 8, MailClient::OutlookWeb, None);
    let reported = intrusion.wait(stage, 600, 1500);
    let owner = Actor::Person { person: victim.index, source: Some(victim.home()) };
    stage.audit(reported, &SUSPICIOUS_ACTIVITY_REPORTED, owner, vec![user_target(victim)]);
    Some(format!(
        "{} was asked {prompts} times for the second factor late in the evening and accepted in the end; later they reported it.",
        victim.sign_in
    ))
}
