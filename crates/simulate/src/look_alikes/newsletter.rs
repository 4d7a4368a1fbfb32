//! The newsletter goes out.

use crate::events::unified::MailOperation;
use crate::scenarios::Scenario;
use crate::session::{MailDetails, Session};
use crate::stage::Stage;
use crate::world::applications::{EXCHANGE_ONLINE, OUTLOOK_WEB};

pub(super) const SCENARIO: Scenario = Scenario::look_alike("newsletter-sent", "T1534", &[88], play);

fn play(stage: &mut Stage<'_>) -> Option<String> {
    let person = stage.victim()?;
    let mut session = Session::own(stage, person, 11, (OUTLOOK_WEB, EXCHANGE_ONLINE));
    for _ in 0..30 {
        let details = MailDetails { words: Some("Newsletter of this month"), ..MailDetails::WEB };
        session.mail(stage, MailOperation::Send, 1, details);
    }
    Some(format!("{} sent the newsletter in thirty parts.", person.sign_in))
}
