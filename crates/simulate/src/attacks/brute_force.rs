//! One account with a weak password and no second factor, tried until it opens.

use crate::events::sign_in::{ClientKind, Protocol, SignInKind, Subject};
use crate::events::unified::{Body, Mail, MailClient, MailOperation};
use crate::life::attempt::Second;
use crate::scenarios::Scenario;
use crate::session::Session;
use crate::stage::Stage;
use crate::world::applications::EXCHANGE_ONLINE;
use crate::world::clients::{Client, Platform, Program};
use crate::world::networks;
use crate::world::people::Kind;
use crate::world::places::city_named;

pub(super) const SCENARIO: Scenario = Scenario::attack("brute-force-then-success", "T1110.001", &[3, 17, 18], play);

fn play(stage: &mut Stage<'_>) -> Option<String> {
    let world = stage.world;
    let victim = stage.victim_where(|person| person.kind == Kind::ServiceAccount)?;
    let time = stage.at(victim, 2);
    let source = networks::hosting(city_named("Moscow"), &mut stage.random);
    let client = Client { platform: Platform::Unknown, program: Program::Mail, version: 0 };
    let mut attempt =
        stage.attempt(Subject::Person(victim.index), time, source, client, (EXCHANGE_ONLINE, EXCHANGE_ONLINE));
    attempt.kind = SignInKind::NonInteractive;
    attempt.client_kind = ClientKind::Imap;
    attempt.protocol = Protocol::PasswordGrant;
    let tries = stage.random.between(50, 70);
    for number in 0..tries {
        let locked = (30..36).contains(&number);
        stage.sign_in(attempt.end(world, if locked { 50_053 } else { 50_126 }, Second::Absent));
        stage.later(&mut attempt, 10, 70);
    }
    let sign_in = attempt.end(world, 0, Second::Absent);
    stage.sign_in(sign_in.clone());
    let mut intrusion = Session { person: victim, source, session: attempt.session, time: attempt.time, sign_in };
    for _ in 0..4 {
        let time = intrusion.wait(stage, 20, 90);
        let salt = stage.random.next();
        let mail = Mail {
            operation: MailOperation::Sync,
            owner: victim.index,
            source,
            session: intrusion.session,
            client: MailClient::Imap,
            items: 1,
            salt,
            application: None,
            words: None,
            throttled: false,
        };
        stage.unified(time, Body::Mail(mail));
    }
    stage.detect(&intrusion.sign_in, "maliciousIPAddress", "high", true);
    Some(format!(
        "One server tried {tries} passwords on the service account {} over IMAP, found it and copied the mailbox.",
        victim.sign_in
    ))
}
