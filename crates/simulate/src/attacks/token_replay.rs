//! A session stolen from a browser, used from another network without any sign-in.

use crate::events::sign_in::{ClientKind, Risk, SignInKind, Subject};
use crate::events::unified::{Body, File, FileOperation};
use crate::life::attempt::Second;
use crate::life::sign_ins::{attempt as own_attempt, session};
use crate::scenarios::Scenario;
use crate::stage::Stage;
use crate::world::applications::{MICROSOFT_GRAPH, OFFICE_HOME, SHAREPOINT_ONLINE, TEAMS_WEB};
use crate::world::clients::{Client, Platform, Program};
use crate::world::networks;
use crate::world::places::city_named;

pub(super) const SCENARIO: Scenario = Scenario::attack("token-replay", "T1550.004", &[22, 33], play);

fn play(stage: &mut Stage<'_>) -> Option<String> {
    let world = stage.world;
    let victim = stage.victim()?;
    let time = stage.at(victim, 12);
    let day = stage.day(victim);
    let mut own = own_attempt(world, victim, &day, 0, 11 * 3600, &mut stage.random);
    own.time = time.plus_seconds(-1200);
    stage.context(own.end(world, 0, Second::Earlier));
    let source = networks::hosting(city_named("Frankfurt Am Main"), &mut stage.random);
    let client = Client::on(Platform::Linux, Program::Chrome, time, 60);
    let mut attempt =
        stage.attempt(Subject::Person(victim.index), time, source, client, (OFFICE_HOME, MICROSOFT_GRAPH));
    attempt.session = session(world, victim, 0, day.date);
    attempt.kind = SignInKind::NonInteractive;
    attempt.client_kind = ClientKind::Browser;
    attempt.risk = Risk { level: "medium", state: "atRisk", kind: "anomalousToken" };
    let targets = [
        (OFFICE_HOME, MICROSOFT_GRAPH),
        (SHAREPOINT_ONLINE, SHAREPOINT_ONLINE),
        (TEAMS_WEB, MICROSOFT_GRAPH),
        (OFFICE_HOME, SHAREPOINT_ONLINE),
    ];
    for (position, target) in targets.into_iter().cycle().take(9).enumerate() {
        (attempt.application, attempt.resource) = target;
        attempt.correlation = stage.random.guid();
        let sign_in = attempt.end(world, 0, Second::Earlier);
        stage.sign_in(sign_in.clone());
        if position == 0 {
            stage.detect(&sign_in, "anomalousToken", "high", true);
        }
        stage.later(&mut attempt, 30, 400);
        let file = File {
            operation: FileOperation::FileDownloaded,
            person: victim.index,
            source,
            session: attempt.session,
            client,
            device: None,
            site: Some(crate::life::work::department_site(victim)),
            number: 40 + position as u32,
            with: None,
            words: None,
        };
        stage.unified(attempt.time, Body::File(file));
    }
    Some(format!(
        "The browser session of {} was copied and used from a server in Germany: same session, other network, no sign-in.",
        victim.sign_in
    ))
}
