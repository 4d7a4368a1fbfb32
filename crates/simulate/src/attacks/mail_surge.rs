//! So much mail read that the service stops recording it.

use crate::events::unified::{MailClient, MailOperation};
use crate::life::attempt::Second;
use crate::scenarios::Scenario;
use crate::session::{MailDetails, Session};
use crate::stage::Stage;
use crate::world::applications::{EXCHANGE_ONLINE, OUTLOOK_WEB};
use crate::world::people::Kind;

pub(super) const SCENARIO: Scenario = Scenario::attack("mail-reading-surge", "T1114.002", &[76], play);

fn play(stage: &mut Stage<'_>) -> Option<String> {
    let victim = stage.victim_where(|person| person.kind == Kind::Member && person.full_licence)?;
    let target = (OUTLOOK_WEB, EXCHANGE_ONLINE);
    let mut session = Session::begin(stage, victim, ("Frankfurt Am Main", 1), target, Second::Earlier);
    let details = MailDetails { client: MailClient::Rest, ..MailDetails::WEB };
    let reads = 160;
    for number in 0..reads {
        let throttled = number >= reads - 8;
        session.mail(stage, MailOperation::Bind, 9, MailDetails { throttled, ..details });
        session.time = session.time.plus_seconds(-25);
    }
    Some(format!(
        "A program read the mailbox of {} from end to end at night, {reads} times nine messages, until the service stopped recording.",
        victim.sign_in
    ))
}
