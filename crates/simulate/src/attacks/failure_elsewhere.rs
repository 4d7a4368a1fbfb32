//! A password guessed from one place and used from another minutes later.

use crate::events::sign_in::{ClientKind, Protocol};
use crate::events::unified::MailClient;
use crate::life::attempt::{Second, method_of};
use crate::scenarios::Scenario;
use crate::session::Session;
use crate::stage::Stage;
use crate::world::applications::{DIRECTORY_GRAPH, DIRECTORY_POWERSHELL, EXCHANGE_ONLINE, OUTLOOK_WEB};
use crate::world::clients::{Client, Platform, Program};
use crate::world::networks;
use crate::world::places::city_named;

pub(super) const SCENARIO: Scenario = Scenario::attack("failure-elsewhere-success-here", "T1110", &[5], play);

fn play(stage: &mut Stage<'_>) -> Option<String> {
    let victim = stage.victim()?;
    let mut guess = Session::intruder(stage, victim, ("Moscow", 4), (DIRECTORY_POWERSHELL, DIRECTORY_GRAPH));
    guess.client = Client::on(Platform::Unknown, Program::PythonRequests, guess.time, 0);
    guess.client_kind = ClientKind::Application;
    guess.protocol = Protocol::PasswordGrant;
    for _ in 0..17 {
        stage.fail(&mut guess, 50_126, Second::Absent, (15, 50));
    }
    let mut entry = Session::intruder(stage, victim, ("London", 4), (OUTLOOK_WEB, EXCHANGE_ONLINE));
    let source = networks::proxy(city_named("London"), &mut stage.random);
    entry.source = source;
    entry.time = stage.moment_after(guess.time, 200, 500);
    let mut session = Session::enter(stage, victim, &entry, Second::Given(method_of(victim)));
    session.read_mail(stage, 6, MailClient::OutlookWeb, None);
    Some(format!(
        "A server in Moscow guessed the password of {}; minutes later it was used from a connection in London.",
        victim.sign_in
    ))
}
