//! A mailbox opened by a protocol that knows no second factor.

use crate::events::sign_in::{ClientKind, Odd, Protocol, SignInKind};
use crate::events::unified::{MailClient, MailOperation};
use crate::life::attempt::Second;
use crate::scenarios::Scenario;
use crate::session::{MailDetails, Session};
use crate::stage::Stage;
use crate::world::applications::EXCHANGE_ONLINE;
use crate::world::clients::{Client, Platform, Program};

pub(super) const SCENARIO: Scenario = Scenario::attack("legacy-protocol-success", "T1078.004", &[17], play);

fn play(stage: &mut Stage<'_>) -> Option<String> {
    let victim = stage.victim()?;
    let mut attempt = Session::intruder(stage, victim, ("Sao Paulo", 5), (EXCHANGE_ONLINE, EXCHANGE_ONLINE));
    attempt.kind = SignInKind::NonInteractive;
    attempt.client = Client { platform: Platform::Unknown, program: Program::Mail, version: 0 };
    attempt.client_kind = ClientKind::Smtp;
    attempt.protocol = Protocol::PasswordGrant;
    attempt.odd(Odd { exempt: true, ..Odd::default() });
    let mut session = Session::enter(stage, victim, &attempt, Second::Absent);
    for _ in 0..8 {
        let details = MailDetails { client: MailClient::Imap, words: Some("Overdue payment"), ..MailDetails::WEB };
        session.mail(stage, MailOperation::Send, 1, details);
    }
    Some(format!(
        "With the password of {}, who is left out of the policies, someone sent mail by SMTP without a second factor.",
        victim.sign_in
    ))
}
