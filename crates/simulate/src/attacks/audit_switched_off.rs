//! The log that would tell, turned off.

use super::steps::{Intrusion, POWERSHELL};
use crate::life::attempt::Second;
use crate::scenarios::{Scenario, Stage};
use crate::world::applications::{EXCHANGE_ONLINE, EXCHANGE_POWERSHELL};

pub(super) const SCENARIO: Scenario =
    Scenario { name: "audit-switched-off", technique: "T1562.008", malicious: true, play };

fn play(stage: &mut Stage<'_>) -> String {
    let administrator = stage.administrator();
    let hidden = stage.victim();
    let mut intrusion =
        Intrusion::begin(stage, administrator, ("Moscow", 22), (EXCHANGE_POWERSHELL, EXCHANGE_ONLINE), Second::Earlier);
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
    format!(
        "With the session of {}, someone exempted {} from mailbox auditing and switched the unified audit log off for some minutes.",
        administrator.sign_in, hidden.sign_in
    )
}
