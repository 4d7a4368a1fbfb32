//! A few common passwords tried on many accounts, from one address or from many.

use crate::events::sign_in::{ClientKind, Protocol, Risk, Subject};
use crate::life::attempt::Second;
use crate::random::Random;
use crate::scenarios::Scenario;
use crate::stage::Stage;
use crate::world::applications::{DIRECTORY_GRAPH, DIRECTORY_POWERSHELL, EXCHANGE_ONLINE, OFFICE_HOME};
use crate::world::clients::{Client, Platform, Program};
use crate::world::networks::{self, Source};
use crate::world::people::{Kind, PersonIndex};
use crate::world::places::city_named;

pub(super) const SINGLE_SOURCE: Scenario =
    Scenario::attack("password-spray-single-source", "T1110.003", &[1], single_source);
pub(super) const DISTRIBUTED: Scenario = Scenario::attack("password-spray-distributed", "T1110.003", &[2], distributed);

fn single_source(stage: &mut Stage<'_>) -> Option<String> {
    let source = networks::hosting(city_named("Bucharest"), &mut stage.random);
    let tried = spray(stage, 80, 12, 4, move |_| source, Program::PythonRequests);
    Some(format!("One server tried one password on {tried} accounts within minutes; nobody had it."))
}

fn distributed(stage: &mut Stage<'_>) -> Option<String> {
    let cities = ["Ho Chi Minh City", "Sao Paulo", "Istanbul", "Moscow", "Hong Kong", "Ashburn"];
    let draw = move |random: &mut Random| {
        let city = random.pick(&cities);
        networks::proxy(city_named(city), random)
    };
    let tried = spray(stage, 120, 0, 60, draw, Program::Axios);
    let unlucky = stage.victim()?;
    let begins = stage.at(unlucky, 4);
    let source = draw(&mut stage.random);
    let client = Client::on(Platform::Windows10, Program::Axios, begins, 0);
    let mut attempt = stage.attempt(
        Subject::Person(unlucky.index),
        begins.plus_seconds(5400),
        source,
        client,
        (OFFICE_HOME, EXCHANGE_ONLINE),
    );
    attempt.risk = Risk { level: "medium", state: "atRisk", kind: "passwordSpray" };
    let hit = attempt.end(stage.world, 50_076, Second::Absent);
    stage.sign_in(hit.clone());
    stage.detect(&hit, "passwordSpray", "high", true);
    Some(format!(
        "Rented home connections tried one password on {tried} accounts over hours; one password was right, the second factor stopped it."
    ))
}

/// Tries one password on up to `accounts` accounts and `strangers` names that do not exist, `pause` seconds apart at most.
fn spray(
    stage: &mut Stage<'_>,
    accounts: usize,
    strangers: u64,
    pause: u64,
    draw: impl Fn(&mut Random) -> Source,
    program: Program,
) -> usize {
    let world = stage.world;
    let targets: Vec<PersonIndex> = {
        let all: Vec<PersonIndex> = world
            .people
            .iter()
            .filter(|person| matches!(person.kind, Kind::Member | Kind::Administrator))
            .map(|person| person.index)
            .collect();
        let step = (all.len() / accounts.max(1)).max(1);
        all.into_iter().step_by(step).take(accounts).collect()
    };
    let first = world.person(targets.first().copied().unwrap_or(0));
    let mut time = stage.at(first, 3);
    let client = Client::on(Platform::Unknown, program, time, 0);
    let mut names: Vec<Subject> = targets.iter().map(|person| Subject::Person(*person)).collect();
    for number in 0..strangers {
        names.insert((number as usize * 5) % (names.len() + 1), Subject::Stranger(stage.random.next() % 4096));
    }
    for subject in names {
        let source = draw(&mut stage.random);
        let mut attempt = stage.attempt(subject, time, source, client, (DIRECTORY_POWERSHELL, DIRECTORY_GRAPH));
        attempt.client_kind = ClientKind::Application;
        attempt.protocol = Protocol::PasswordGrant;
        let error = match subject {
            Subject::Stranger(_) => 50_034,
            _ if stage.random.chance(40) => 50_053,
            _ if stage.random.chance(15) => 50_057,
            _ => 50_126,
        };
        if let Subject::Person(person) = subject {
            stage.involve(person);
        }
        stage.sign_in(attempt.end(world, error, Second::Absent));
        time = stage.moment_after(time, 1, pause.max(2));
    }
    targets.len()
}
