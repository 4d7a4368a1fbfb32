//! Everybody's mail searched and carried off by the tool made for lawyers.

use crate::life::attempt::Second;
use crate::scenarios::Scenario;
use crate::session::{Session, quoted};
use crate::stage::Stage;
use crate::world::applications::{EXCHANGE_ONLINE, EXCHANGE_POWERSHELL};

pub(super) const SCENARIO: Scenario = Scenario::attack("content-search-export", "T1114.002", &[79], play);

fn play(stage: &mut Stage<'_>) -> Option<String> {
    let administrator = stage.administrator()?;
    let target = (EXCHANGE_POWERSHELL, EXCHANGE_ONLINE);
    let mut session = Session::begin(stage, administrator, ("Hong Kong", 2), target, Second::Earlier);
    export(stage, &mut session, "inventory check", "password OR \"bank details\" OR wire");
    Some(format!(
        "With the session of {}, someone searched all mailboxes for passwords and payments and exported what they found.",
        administrator.sign_in
    ))
}

/// A search over all mailboxes, its run and its export.
pub(crate) fn export(stage: &mut Stage<'_>, session: &mut Session<'_>, name: &str, query: &str) {
    let made = format!("-Name \"{name}\" -ExchangeLocation \"All\" -ContentMatchQuery \"{query}\"");
    let action = format!("-SearchName \"{name}\" -Export -Format \"FxStream\"");
    for (command, parameters) in [
        ("New-ComplianceSearch", made.as_str()),
        ("Start-ComplianceSearch", name),
        ("New-ComplianceSearchAction", action.as_str()),
    ] {
        let fields = super::mail_protection::compliance_fields(stage, session, parameters);
        session.entry(stage, (command, 18, "SecurityComplianceCenter"), String::from(name), fields);
    }
    for operation in ["SearchCreated", "SearchStarted", "SearchExported", "SearchExportDownloaded"] {
        let mut fields = super::mail_protection::compliance_fields(stage, session, &made);
        fields.push(("Case", quoted("")));
        fields.push(("ExchangeLocations", quoted("All")));
        fields.push(("ObjectType", quoted(if operation.contains("Export") { "SearchAction" } else { "Search" })));
        fields.push(("Query", quoted(query)));
        fields.push(("SharepointLocations", quoted("")));
        session.entry(stage, (operation, 24, "SecurityComplianceCenter"), String::from(name), fields);
    }
}
