//! The mailboxes' own records, cut short.

use crate::life::attempt::Second;
use crate::scenarios::Scenario;
use crate::session::{POWERSHELL, Session};
use crate::stage::Stage;
use crate::world::applications::{EXCHANGE_ONLINE, EXCHANGE_POWERSHELL};

pub(super) const SCENARIO: Scenario = Scenario::attack("mailbox-audit-cut", "T1562.008", &[70], play);

fn play(stage: &mut Stage<'_>) -> Option<String> {
    let administrator = stage.administrator()?;
    let hidden = stage.bystander()?;
    let target = (EXCHANGE_POWERSHELL, EXCHANGE_ONLINE);
    let mut session = Session::begin(stage, administrator, ("Hong Kong", 18), target, Second::Earlier);
    let text = |value: &str| String::from(value);
    let (name, domain) = (hidden.sign_in.clone(), stage.world.domain.clone());
    let parameters = vec![("Identity", name.clone()), ("AuditLogAgeLimit", text("00:00:00"))];
    session.command(stage, "Set-Mailbox", POWERSHELL, name, parameters);
    session.command(stage, "Set-OrganizationConfig", POWERSHELL, domain, vec![("AuditDisabled", text("True"))]);
    Some(format!(
        "With the session of {}, someone let the mailbox records of {} expire at once and switched mailbox auditing off for all.",
        administrator.sign_in, hidden.sign_in
    ))
}
