//! Settings of mail, tended by those who should.

use crate::scenarios::Scenario;
use crate::session::{POWERSHELL, Session, WEB_MAIL};
use crate::stage::Stage;
use crate::world::applications::{EXCHANGE_ADMIN_CENTER, EXCHANGE_ONLINE, EXCHANGE_POWERSHELL};

pub(super) const DISCLAIMER: Scenario = Scenario::look_alike("disclaimer-rule", "T1537", &[74], disclaimer);
pub(super) const FILTER: Scenario = Scenario::look_alike("filter-tuned", "T1562.001", &[78], filter);
pub(super) const AUDIT: Scenario = Scenario::look_alike("mailbox-audit-lengthened", "T1562.008", &[70], audit);

fn disclaimer(stage: &mut Stage<'_>) -> Option<String> {
    let administrator = stage.administrator()?;
    let mut session = Session::own(stage, administrator, 10, (EXCHANGE_ADMIN_CENTER, EXCHANGE_ONLINE));
    let name = String::from("Legal footer");
    let parameters = vec![
        ("Name", name.clone()),
        ("SentToScope", String::from("NotInOrganization")),
        ("ApplyHtmlDisclaimerText", String::from("<p>This message is meant for its addressee.</p>")),
        ("ApplyHtmlDisclaimerLocation", String::from("Append")),
    ];
    session.command(stage, "New-TransportRule", WEB_MAIL, name, parameters);
    Some(format!("{} added the footer the lawyers wanted.", administrator.sign_in))
}

fn filter(stage: &mut Stage<'_>) -> Option<String> {
    let administrator = stage.administrator()?;
    let mut session = Session::own(stage, administrator, 14, (EXCHANGE_ADMIN_CENTER, EXCHANGE_ONLINE));
    let text = |value: &str| String::from(value);
    let parameters =
        vec![("Identity", text("Default")), ("BulkThreshold", text("6")), ("SpamAction", text("Quarantine"))];
    session.command(stage, "Set-HostedContentFilterPolicy", WEB_MAIL, text("Default"), parameters);
    let parameters = vec![("Identity", text("Strict phishing rule")), ("PhishThresholdLevel", text("3"))];
    session.command(stage, "Set-AntiPhishPolicy", WEB_MAIL, text("Strict phishing rule"), parameters);
    Some(format!("{} made the filters of mail stricter.", administrator.sign_in))
}

fn audit(stage: &mut Stage<'_>) -> Option<String> {
    let administrator = stage.administrator()?;
    let owner = stage.bystander()?;
    let mut session = Session::own(stage, administrator, 15, (EXCHANGE_POWERSHELL, EXCHANGE_ONLINE));
    let parameters = vec![
        ("Identity", owner.sign_in.clone()),
        ("AuditEnabled", String::from("True")),
        ("AuditLogAgeLimit", String::from("365.00:00:00")),
    ];
    session.command(stage, "Set-Mailbox", POWERSHELL, owner.sign_in.clone(), parameters);
    Some(format!("{} keeps the mailbox records of {} for a year.", administrator.sign_in, owner.sign_in))
}
