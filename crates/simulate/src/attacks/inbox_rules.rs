//! Rules in the mailbox that send mail away or hide it.

use crate::life::attempt::Second;
use crate::scenarios::Scenario;
use crate::session::Session;
use crate::stage::Stage;
use crate::world::applications::{EXCHANGE_ONLINE, OUTLOOK_WEB};

pub(super) const FORWARDING: Scenario = Scenario::attack("forwarding-inbox-rule", "T1114.003", &[71], forwarding);
pub(super) const HIDING: Scenario = Scenario::attack("hiding-inbox-rule", "T1564.008", &[72], hiding);

fn forwarding(stage: &mut Stage<'_>) -> Option<String> {
    let victim = stage.victim()?;
    let target = (OUTLOOK_WEB, EXCHANGE_ONLINE);
    let mut session = Session::begin(stage, victim, ("Dubai", 12), target, Second::Earlier);
    let outside = format!("copies.{}@inbox.example", stage.number());
    let parameters = vec![
        ("ForwardTo", outside.clone()),
        ("SubjectContainsWords", String::from("invoice;remittance")),
        ("StopProcessingRules", String::from("False")),
    ];
    session.rule(stage, "Sync", parameters);
    session.compliance_alert(stage, "Creation of forwarding/redirect rule");
    Some(format!("A rule in the mailbox of {} sends everything about invoices to {outside}.", victim.sign_in))
}

fn hiding(stage: &mut Stage<'_>) -> Option<String> {
    let victim = stage.victim()?;
    let target = (OUTLOOK_WEB, EXCHANGE_ONLINE);
    let mut session = Session::begin(stage, victim, ("Milan", 9), target, Second::Earlier);
    session.search_mail(stage, "bank details");
    let parameters = vec![
        ("From", String::from("finance@supplier.example")),
        ("DeleteMessage", String::from("True")),
        ("MarkAsRead", String::from("True")),
        ("StopProcessingRules", String::from("True")),
    ];
    session.rule(stage, "..", parameters);
    Some(format!("A rule called with two dots deletes what a supplier writes to {}.", victim.sign_in))
}
