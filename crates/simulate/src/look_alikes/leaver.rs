//! Somebody left, and their telephone does not know.

use crate::events::sign_in::{ClientKind, Subject};
use crate::guid::Guid;
use crate::life::attempt::Second;
use crate::scenarios::Scenario;
use crate::session::Session;
use crate::stage::Stage;
use crate::world::applications::{EXCHANGE_ONLINE, OFFICE_HOME, OFFICE_PORTAL, OUTLOOK_MOBILE};
use crate::world::clients::{Client, Platform, Program};
use crate::world::networks;

pub(super) const SCENARIO: Scenario = Scenario::look_alike("leaver-still-tries", "T1078.004", &[6], play);

fn play(stage: &mut Stage<'_>) -> Option<String> {
    let world = stage.world;
    let colleague = stage.victim()?;
    let site = world.sites.first().copied().unwrap_or(0);
    let office = networks::office(0, site, 1);
    let mut own = Session::attempt(stage, colleague, 10, (OFFICE_HOME, OFFICE_PORTAL));
    own.source = office;
    let number = 10;
    let mut attempt = own.clone();
    attempt.subject = Subject::Unlisted(number);
    attempt.device = None;
    attempt.client = Client::on(Platform::Ios, Program::MobileApp, own.time, 10);
    attempt.client_kind = ClientKind::Application;
    attempt.session = Guid::ZERO;
    (attempt.application, attempt.resource) = (OUTLOOK_MOBILE, EXCHANGE_ONLINE);
    for _ in 0..12 {
        attempt.correlation = stage.random.guid();
        stage.fail(&mut attempt, 50_057, Second::Absent, (100, 500));
    }
    own.time = stage.moment_after(attempt.time, 30, 200);
    stage.sign_in(own.end(world, 0, Second::Absent));
    let (name, _) = crate::render::unlisted(world, number);
    Some(format!("The telephone of {name}, who left, tried from the office, where {} works.", colleague.sign_in))
}
