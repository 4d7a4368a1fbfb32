//! The filters against bad mail, taken down.

use crate::life::attempt::Second;
use crate::scenarios::Scenario;
use crate::session::{POWERSHELL, Session, quoted};
use crate::stage::Stage;
use crate::text::Text;
use crate::world::applications::{EXCHANGE_ONLINE, EXCHANGE_POWERSHELL};

pub(super) const SCENARIO: Scenario = Scenario::attack("mail-protection-weakened", "T1562.001", &[78], play);

fn play(stage: &mut Stage<'_>) -> Option<String> {
    let administrator = stage.administrator()?;
    let target = (EXCHANGE_POWERSHELL, EXCHANGE_ONLINE);
    let mut session = Session::begin(stage, administrator, ("Istanbul", 3), target, Second::Earlier);
    let text = |value: &str| String::from(value);
    for (command, object, parameters) in [
        (
            "Disable-AntiPhishRule",
            "Strict phishing rule",
            vec![("Identity", text("Strict phishing rule")), ("Confirm", text("False"))],
        ),
        ("Remove-SafeLinksPolicy", "Safe links", vec![("Identity", text("Safe links")), ("Confirm", text("False"))]),
        (
            "Set-SafeAttachmentPolicy",
            "Safe attachments",
            vec![("Identity", text("Safe attachments")), ("Enable", text("False"))],
        ),
        (
            "Set-MalwareFilterPolicy",
            "Default",
            vec![("Identity", text("Default")), ("EnableFileFilter", text("False")), ("ZapEnabled", text("False"))],
        ),
    ] {
        session.command(stage, command, POWERSHELL, text(object), parameters);
    }
    let domain = stage.world.domain.clone();
    let parameters = vec![("Identity", domain.clone()), ("Enabled", text("False"))];
    session.command(stage, "Set-DkimSigningConfig", POWERSHELL, domain, parameters);
    let fields = compliance_fields(stage, &session, "-Identity \"Customer data\" -Confirm:$False");
    session.entry(stage, ("Remove-DlpCompliancePolicy", 18, "SecurityComplianceCenter"), text("Customer data"), fields);
    Some(format!("With the session of {}, someone took down one filter of mail after another.", administrator.sign_in))
}

/// What a command of the compliance centre is recorded with.
pub(crate) fn compliance_fields(
    stage: &Stage<'_>,
    session: &Session<'_>,
    parameters: &str,
) -> Vec<(&'static str, String)> {
    let mut started = Text::default();
    started.seconds(session.time);
    vec![
        ("ClientApplication", quoted("EMC")),
        ("CmdletVersion", quoted("16.00.4432.000")),
        ("EffectiveOrganization", quoted(&stage.world.domain)),
        ("NonPIIParameters", quoted(parameters)),
        ("Parameters", quoted(parameters)),
        ("SecurityComplianceCenterEventType", String::from("0")),
        ("StartTime", quoted(started.as_str())),
        ("UserServicePlan", quoted("")),
    ]
}
