//! A password handed to the token endpoint by a script.

use crate::events::sign_in::{ClientKind, Odd, Protocol};
use crate::events::unified::MailClient;
use crate::life::attempt::Second;
use crate::scenarios::Scenario;
use crate::session::Session;
use crate::stage::Stage;
use crate::world::applications::{MICROSOFT_GRAPH, MICROSOFT_OFFICE};
use crate::world::clients::{Client, Platform, Program};

pub(super) const SCENARIO: Scenario = Scenario::attack("password-grant-success", "T1078.004", &[18], play);

fn play(stage: &mut Stage<'_>) -> Option<String> {
    let victim = stage.victim()?;
    let mut attempt = Session::intruder(stage, victim, ("Ashburn", 7), (MICROSOFT_OFFICE, MICROSOFT_GRAPH));
    attempt.client = Client { platform: Platform::Unknown, program: Program::Mail, version: 0 };
    attempt.client_kind = ClientKind::Application;
    attempt.protocol = Protocol::PasswordGrant;
    attempt.odd(Odd { exempt: true, ..Odd::default() });
    let mut session = Session::enter(stage, victim, &attempt, Second::Absent);
    session.read_mail(stage, 9, MailClient::Rest, None);
    Some(format!(
        "A script on a server traded the password of {} for a token, without a page and without a second factor.",
        victim.sign_in
    ))
}
