//! The log that would tell, turned off.

use crate::life::attempt::Second;
use crate::scenarios::Scenario;
use crate::session::{POWERSHELL, Session};
use crate::stage::Stage;
use crate::world::applications::{EXCHANGE_ONLINE, EXCHANGE_POWERSHELL};

pub(super) const SCENARIO: Scenario = Scenario::attack("audit-switched-off", "T1562.008", &[70], play);

fn play(stage: &mut Stage<'_>) -> Option<String> {
    let administrator = stage.administrator()?;
    let hidden = stage.bystander()?;
    let mut intrusion =
        Session::begin(stage, administrator, ("Istanbul", 22), (EXCHANGE_POWERSHELL, EXCHANGE_ONLINE), Second::Earlier);
    let on = |value: &str| String::from(value);
    intrusion.command(
        stage,
        "Set-MailboxAuditBypassAssociation",
        POWERSHELL,
        hidden.id.to_string(),
        vec![("Identity", hidden.sign_in.clone()), ("AuditBypassEnabled", on("True"))],
    );
    intrusion.command(
        stage,
        "Set-Mailbox",
        POWERSHELL,
        hidden.sign_in.clone(),
        vec![("Identity", hidden.sign_in.clone()), ("AuditEnabled", on("False"))],
    );
    intrusion.command(
        stage,
        "Set-AdminAuditLogConfig",
        POWERSHELL,
        on("Admin Audit Log Settings"),
        vec![("UnifiedAuditLogIngestionEnabled", on("False"))],
    );
    intrusion.wait(stage, 900, 1500);
    intrusion.command(
        stage,
        "Set-AdminAuditLogConfig",
        POWERSHELL,
        on("Admin Audit Log Settings"),
        vec![("UnifiedAuditLogIngestionEnabled", on("True"))],
    );
    Some(format!(
        "With the session of {}, someone exempted {} from mailbox auditing and switched the unified audit log off for some minutes.",
        administrator.sign_in, hidden.sign_in
    ))
}
