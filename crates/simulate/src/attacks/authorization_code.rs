//! A link to the real sign-in page whose answer the victim pastes into a chat.

use crate::events::sign_in::{ClientKind, SignInKind};
use crate::events::unified::MailClient;
use crate::life::attempt::Second;
use crate::scenarios::Scenario;
use crate::session::Session;
use crate::stage::Stage;
use crate::world::applications::{DIRECTORY_GRAPH, MICROSOFT_GRAPH, VISUAL_STUDIO_CODE};
use crate::world::clients::{Client, Platform, Program};
use crate::world::networks;
use crate::world::places::city_named;

pub(super) const SCENARIO: Scenario = Scenario::attack("authorization-code-phish", "T1528", &[24], play);

fn play(stage: &mut Stage<'_>) -> Option<String> {
    let world = stage.world;
    let victim = stage.victim()?;
    let mut own = Session::attempt(stage, victim, 14, (VISUAL_STUDIO_CODE, MICROSOFT_GRAPH));
    own.session = stage.random.guid();
    let session = Session::enter(stage, victim, &own, Second::Earlier);
    let mut replay = own;
    let source = networks::hosting(city_named("Bucharest"), &mut stage.random);
    replay.source = source;
    replay.client = Client::on(Platform::Linux, Program::PythonRequests, session.time, 0);
    replay.device = None;
    replay.kind = SignInKind::NonInteractive;
    replay.client_kind = ClientKind::Application;
    for resource in [MICROSOFT_GRAPH, MICROSOFT_GRAPH, DIRECTORY_GRAPH] {
        stage.later(&mut replay, 90, 240);
        replay.correlation = stage.random.guid();
        replay.resource = resource;
        stage.sign_in(replay.end(world, 0, Second::Earlier));
    }
    let sign_in = session.sign_in;
    let mut thief = Session { person: victim, source, session: replay.session, time: replay.time, sign_in };
    thief.read_mail(stage, 7, MailClient::Rest, None);
    Some(format!(
        "{} opened a link of Visual Studio Code's sign-in and passed the answer on; a server traded it for tokens.",
        victim.sign_in
    ))
}
