//! Prompt after prompt on a telephone until its owner gives in.

use super::steps::Intrusion;
use crate::events::audit::{Actor, SUSPICIOUS_ACTIVITY_REPORTED};
use crate::events::sign_in::{Risk, Subject};
use crate::events::unified::MailClient;
use crate::life::attempt::{Second, method_of};
use crate::life::sign_ins::user_target;
use crate::scenarios::{Scenario, Stage};
use crate::world::applications::{OFFICE_HOME, OFFICE_PORTAL};
use crate::world::clients::{Client, Platform, Program};
use crate::world::networks;
use crate::world::people::{Kind, SecondFactor};
use crate::world::places::city_named;

pub(super) const SCENARIO: Scenario =
    Scenario { name: "mfa-fatigue-then-success", technique: "T1621", malicious: true, play };

fn play(stage: &mut Stage<'_>) -> String {
    let world = stage.world;
    let victim = stage
        .victim_where(|person| person.kind == Kind::Member && person.second_factor == SecondFactor::AppNotification);
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
    let mut intrusion = Intrusion { person: victim, source, session: attempt.session, time: attempt.time, sign_in };
    stage.detect(&intrusion.sign_in, "unfamiliarFeatures", "medium", true);
    intrusion.read_mail(stage, 8, MailClient::OutlookWeb, None);
    let reported = intrusion.wait(stage, 600, 1500);
    let owner = Actor::Person { person: victim.index, source: Some(victim.home()) };
    stage.audit(reported, &SUSPICIOUS_ACTIVITY_REPORTED, owner, vec![user_target(victim)]);
    format!(
        "{} was asked {prompts} times for the second factor late in the evening and accepted in the end; later they reported it.",
        victim.sign_in
    )
}
