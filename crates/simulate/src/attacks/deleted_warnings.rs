//! The mails that would have warned the owner are deleted.

use crate::events::audit::REGISTERED_SECURITY_INFO;
use crate::events::unified::MailOperation;
use crate::life::attempt::Second;
use crate::life::sign_ins::user_target;
use crate::scenarios::Scenario;
use crate::session::{MailDetails, Session};
use crate::stage::Stage;
use crate::world::applications::{EXCHANGE_ONLINE, OUTLOOK_WEB};

pub(super) const SCENARIO: Scenario = Scenario::attack("security-mails-deleted", "T1070.008", &[80], play);

fn play(stage: &mut Stage<'_>) -> Option<String> {
    let victim = stage.victim()?;
    let target = (OUTLOOK_WEB, EXCHANGE_ONLINE);
    let mut session = Session::begin(stage, victim, ("Istanbul", 8), target, Second::Earlier);
    session.explain(
        stage,
        &REGISTERED_SECURITY_INFO,
        vec![user_target(victim)],
        "User registered Authenticator App with Code",
        Vec::new(),
    );
    for (operation, words) in [
        (MailOperation::MoveToDeletedItems, "Security info was added to your account"),
        (MailOperation::SoftDelete, "Unusual sign-in activity"),
        (MailOperation::HardDelete, "New device connected to your account"),
        (MailOperation::HardDelete, "Your password was changed"),
    ] {
        session.mail(stage, operation, 1, MailDetails { words: Some(words), ..MailDetails::WEB });
    }
    Some(format!(
        "Someone with the session of {} added a second factor and deleted the mails that told of it.",
        victim.sign_in
    ))
}
