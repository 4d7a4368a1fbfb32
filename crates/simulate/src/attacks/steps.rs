//! Steps many attacks have in common: getting in, reading mail, making rules.

use crate::events::audit::Actor;
use crate::events::sign_in::{ClientKind, Risk, SignIn, Subject};
use crate::events::unified::{Body, ComplianceAlert, Mail, MailClient, MailOperation};
use crate::guid::Guid;
use crate::life::attempt::Second;
use crate::scenarios::Stage;
use crate::time::Moment;
use crate::world::applications::{ApplicationIndex, EXCHANGE_POWERSHELL};
use crate::world::clients::{Client, Platform, Program};
use crate::world::networks::{self, Source};
use crate::world::people::Person;
use crate::world::places::city_named;

/// The application of Outlook on the web in Exchange's own records.
pub(super) const WEB_MAIL: &str = "00000002-0000-0ff1-ce00-000000000000";
/// The application of Exchange's PowerShell module in Exchange's own records.
pub(super) const POWERSHELL: &str = "fb78d390-0c51-40cd-8e17-fdbfab77341b";

/// An attacker who is in.
#[derive(Debug, Clone)]
pub(super) struct Intrusion<'a> {
    pub(super) person: &'a Person,
    pub(super) source: Source,
    pub(super) session: Guid,
    /// When the last thing happened.
    pub(super) time: Moment,
    pub(super) sign_in: SignIn,
}

impl<'a> Intrusion<'a> {
    /// An attacker signs in as somebody from a server in a city.
    pub(super) fn begin(
        stage: &mut Stage<'a>,
        person: &'a Person,
        (city, hour): (&str, i64),
        target: (ApplicationIndex, ApplicationIndex),
        second: Second,
    ) -> Self {
        let time = stage.at(person, hour);
        let source = networks::hosting(city_named(city), &mut stage.random);
        let client = Client::on(Platform::Windows10, Program::Chrome, time, 20);
        let mut attempt = stage.attempt(Subject::Person(person.index), time, source, client, target);
        attempt.risk = Risk { level: "low", state: "atRisk", kind: "unfamiliarFeatures" };
        if target.0 == EXCHANGE_POWERSHELL {
            attempt.client = Client::on(Platform::Windows10, Program::PowerShell, time, 0);
            attempt.client_kind = ClientKind::ExchangePowerShell;
        }
        let session = attempt.session;
        let sign_in = attempt.end(stage.world, 0, second);
        stage.sign_in(sign_in.clone());
        Self { person, source, session, time, sign_in }
    }

    /// Lets between `low` and `high` seconds pass.
    pub(super) fn wait(&mut self, stage: &mut Stage<'a>, low: u64, high: u64) -> Moment {
        self.time = stage.moment_after(self.time, low, high);
        self.time
    }

    /// The attacker, as the actor of a change.
    pub(super) fn actor(&self) -> Actor {
        Actor::Person { person: self.person.index, source: Some(self.source) }
    }

    /// Opens messages one after another.
    pub(super) fn read_mail(
        &mut self,
        stage: &mut Stage<'a>,
        times: usize,
        client: MailClient,
        application: Option<Guid>,
    ) {
        for _ in 0..times {
            let time = self.wait(stage, 8, 60);
            let (items, salt) = (stage.random.between(2, 9) as u16, stage.random.next());
            let mail = Mail {
                operation: MailOperation::Bind,
                owner: self.person.index,
                source: self.source,
                session: self.session,
                client,
                items,
                salt,
                application,
            };
            stage.unified(time, Body::Mail(mail));
        }
    }

    /// Looks for words in the mailbox.
    pub(super) fn search_mail(&mut self, stage: &mut Stage<'a>) {
        let time = self.wait(stage, 10, 40);
        let salt = stage.random.next();
        let mail = Mail {
            operation: MailOperation::Search,
            owner: self.person.index,
            source: self.source,
            session: self.session,
            client: MailClient::OutlookWeb,
            items: 1,
            salt,
            application: None,
        };
        stage.unified(time, Body::Mail(mail));
    }

    /// Runs a command in Exchange.
    pub(super) fn command(
        &mut self,
        stage: &mut Stage<'a>,
        name: &'static str,
        application: &'static str,
        object: String,
        parameters: Vec<(&'static str, String)>,
    ) {
        let time = self.wait(stage, 20, 110);
        stage.command(time, (self.person.index, self.source, self.session), name, application, object, parameters);
    }

    /// Makes a rule that moves what has certain words out of sight.
    pub(super) fn hiding_rule(&mut self, stage: &mut Stage<'a>, name: &str, words: &str, folder: &str) {
        let object = format!("{}\\{name}", self.person.sign_in);
        let parameters = vec![
            ("AlwaysDeleteOutlookRulesBlob", String::from("False")),
            ("Force", String::from("False")),
            ("Name", String::from(name)),
            ("SubjectOrBodyContainsWords", String::from(words)),
            ("MoveToFolder", String::from(folder)),
            ("MarkAsRead", String::from("True")),
            ("StopProcessingRules", String::from("True")),
        ];
        self.command(stage, "New-InboxRule", WEB_MAIL, object, parameters);
    }

    /// The compliance centre raises an alert a little later.
    pub(super) fn compliance_alert(&self, stage: &mut Stage<'a>, name: &'static str) {
        let time = stage.moment_after(self.time, 200, 900);
        let alert = ComplianceAlert {
            name,
            category: "ThreatManagement",
            severity: "Low",
            person: self.person.index,
            operation: "AlertTriggered",
        };
        stage.unified(time, Body::Alert(Box::new(alert)));
    }
}
