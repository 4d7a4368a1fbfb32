//! So much junk sent that the service stops the account.

use crate::events::unified::MailOperation;
use crate::life::attempt::Second;
use crate::scenarios::Scenario;
use crate::session::{MailDetails, Session};
use crate::stage::Stage;
use crate::world::applications::{EXCHANGE_ONLINE, OUTLOOK_WEB};

pub(super) const SCENARIO: Scenario = Scenario::attack("restricted-from-sending", "T1534", &[88], play);

fn play(stage: &mut Stage<'_>) -> Option<String> {
    let victim = stage.victim()?;
    let target = (OUTLOOK_WEB, EXCHANGE_ONLINE);
    let mut session = Session::begin(stage, victim, ("Milan", 17), target, Second::Earlier);
    for _ in 0..70 {
        let details = MailDetails { words: Some("Shared document: please review"), ..MailDetails::WEB };
        session.mail(stage, MailOperation::Send, 1, details);
        session.time = session.time.plus_seconds(-6);
    }
    session.compliance_alert(stage, "User restricted from sending email");
    Some(format!(
        "The account of {} sent the same mail again and again until the service restricted it.",
        victim.sign_in
    ))
}
