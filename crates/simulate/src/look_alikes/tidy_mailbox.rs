//! A mailbox cleaned up before the holidays.

use crate::events::unified::MailOperation;
use crate::scenarios::Scenario;
use crate::session::{MailDetails, Session};
use crate::stage::Stage;
use crate::world::applications::{EXCHANGE_ONLINE, OUTLOOK_WEB};

pub(super) const SCENARIO: Scenario = Scenario::look_alike("tidy-mailbox", "T1070.008", &[80], play);

fn play(stage: &mut Stage<'_>) -> Option<String> {
    let person = stage.victim()?;
    let mut session = Session::own(stage, person, 16, (OUTLOOK_WEB, EXCHANGE_ONLINE));
    for words in ["Weekly report", "Lunch?", "Your password expires in 14 days", "Reminder: training", "Planning"] {
        session.mail(stage, MailOperation::SoftDelete, 9, MailDetails { words: Some(words), ..MailDetails::WEB });
    }
    Some(format!("{} deleted old mail, among it last year's notice that a password runs out.", person.sign_in))
}
