//! What somebody does once they are in, attacker or owner: one session, step by step.

use crate::events::audit::{Activity, Actor, Target};
use crate::events::sign_in::{ClientKind, Risk, SignIn, Subject};
use crate::events::unified::{Body, ComplianceAlert, Entry, File, FileOperation, Mail, MailClient, MailOperation};
use crate::guid::Guid;
use crate::life::attempt::{Attempt, Second};
use crate::life::sign_ins::attempt as own_attempt;
use crate::stage::Stage;
use crate::text::Text;
use crate::time::Moment;
use crate::world::applications::{AZURE_MANAGEMENT, AZURE_PORTAL, ApplicationIndex, EXCHANGE_POWERSHELL};
use crate::world::clients::{Client, Platform, Program};
use crate::world::networks::{self, Source};
use crate::world::people::Person;
use crate::world::places::city_named;

/// The application of Outlook on the web in Exchange's own records.
pub(crate) const WEB_MAIL: &str = "00000002-0000-0ff1-ce00-000000000000";
/// The application of Exchange's PowerShell module in Exchange's own records.
pub(crate) const POWERSHELL: &str = "fb78d390-0c51-40cd-8e17-fdbfab77341b";
/// The portal, to administer the directory.
pub(crate) const PORTAL: (ApplicationIndex, ApplicationIndex) = (AZURE_PORTAL, AZURE_MANAGEMENT);

/// Somebody who is in.
#[derive(Debug, Clone)]
#[expect(clippy::struct_field_names, reason = "a session is known by the id that the log calls session")]
pub(crate) struct Session<'a> {
    pub(crate) person: &'a Person,
    pub(crate) source: Source,
    pub(crate) session: Guid,
    /// When the last thing happened.
    pub(crate) time: Moment,
    pub(crate) sign_in: SignIn,
}

impl<'a> Session<'a> {
    /// An attacker signs in as somebody from a server in a city.
    pub(crate) fn begin(
        stage: &mut Stage<'_>,
        person: &'a Person,
        from: (&str, i64),
        target: (ApplicationIndex, ApplicationIndex),
        second: Second,
    ) -> Self {
        let attempt = Self::intruder(stage, person, from, target);
        Self::enter(stage, person, &attempt, second)
    }

    /// An attempt of an attacker from a server in a city, at an hour of the victim's day.
    pub(crate) fn intruder(
        stage: &mut Stage<'_>,
        person: &'a Person,
        (city, hour): (&str, i64),
        target: (ApplicationIndex, ApplicationIndex),
    ) -> Attempt {
        let time = stage.at(person, hour);
        let source = networks::hosting(city_named(city), &mut stage.random);
        let client = Client::on(Platform::Windows10, Program::Chrome, time, 20);
        let mut attempt = stage.attempt(Subject::Person(person.index), time, source, client, target);
        attempt.risk = Risk { level: "low", state: "atRisk", kind: "unfamiliarFeatures" };
        if target.0 == EXCHANGE_POWERSHELL {
            attempt.client = Client::on(Platform::Windows10, Program::PowerShell, time, 0);
            attempt.client_kind = ClientKind::ExchangePowerShell;
        }
        attempt
    }

    /// An attempt succeeds.
    pub(crate) fn enter(stage: &mut Stage<'_>, person: &'a Person, attempt: &Attempt, second: Second) -> Self {
        let sign_in = attempt.end(stage.world, 0, second);
        stage.sign_in(sign_in.clone());
        Self { person, source: attempt.source, session: attempt.session, time: attempt.time, sign_in }
    }

    /// An attempt of somebody themselves: their computer, their network at that hour.
    pub(crate) fn attempt(
        stage: &mut Stage<'_>,
        person: &'a Person,
        hour: i64,
        (application, resource): (ApplicationIndex, ApplicationIndex),
    ) -> Attempt {
        let day = stage.day(person);
        let mut attempt = own_attempt(stage.world, person, &day, 0, hour * 3600, &mut stage.random);
        attempt.time = stage.at(person, hour);
        (attempt.application, attempt.resource) = (application, resource);
        attempt
    }

    /// Somebody signs in themselves.
    pub(crate) fn own(
        stage: &mut Stage<'_>,
        person: &'a Person,
        hour: i64,
        target: (ApplicationIndex, ApplicationIndex),
    ) -> Self {
        let attempt = Self::attempt(stage, person, hour, target);
        Self::enter(stage, person, &attempt, Second::Earlier)
    }

    /// Lets between `low` and `high` seconds pass.
    pub(crate) fn wait(&mut self, stage: &mut Stage<'_>, low: u64, high: u64) -> Moment {
        self.time = stage.moment_after(self.time, low, high);
        self.time
    }

    /// Whoever it is, as the actor of a change.
    pub(crate) fn actor(&self) -> Actor {
        Actor::Person { person: self.person.index, source: Some(self.source) }
    }

    /// Changes something in the directory, a minute or so later.
    pub(crate) fn change(&mut self, stage: &mut Stage<'_>, activity: &'static Activity, targets: Vec<Target>) {
        let time = self.wait(stage, 25, 140);
        stage.audit(time, activity, self.actor(), targets);
    }

    /// The same change as another service records it, at once.
    pub(crate) fn echo(&mut self, stage: &mut Stage<'_>, activity: &'static Activity, targets: Vec<Target>) {
        self.time = self.time.plus_milliseconds(40 + stage.random.below(500) as i64);
        stage.audit(self.time, activity, self.actor(), targets);
    }

    /// Changes something, with details and the words the service gives as result.
    pub(crate) fn explain(
        &mut self,
        stage: &mut Stage<'_>,
        activity: &'static Activity,
        targets: Vec<Target>,
        reason: &str,
        details: Vec<(&'static str, String)>,
    ) {
        let time = self.wait(stage, 25, 140);
        stage.audit_because(time, activity, self.actor(), targets, reason, details);
    }

    /// Does something in the mailbox.
    pub(crate) fn mail(&mut self, stage: &mut Stage<'_>, operation: MailOperation, items: u16, more: MailDetails) {
        let time = self.wait(stage, 8, 60);
        let mail = Mail {
            operation,
            owner: more.owner.unwrap_or(self.person.index),
            source: self.source,
            session: self.session,
            client: more.client,
            items,
            salt: stage.random.next(),
            application: more.application,
            words: more.words,
            throttled: more.throttled,
        };
        stage.unified(time, Body::Mail(mail));
    }

    /// Opens messages one after another.
    pub(crate) fn read_mail(
        &mut self,
        stage: &mut Stage<'_>,
        times: usize,
        client: MailClient,
        application: Option<Guid>,
    ) {
        for _ in 0..times {
            let items = stage.random.between(2, 9) as u16;
            self.mail(stage, MailOperation::Bind, items, MailDetails { client, application, ..MailDetails::WEB });
        }
    }

    /// Looks for words in the mailbox.
    pub(crate) fn search_mail(&mut self, stage: &mut Stage<'_>, words: &'static str) {
        self.mail(stage, MailOperation::Search, 1, MailDetails { words: Some(words), ..MailDetails::WEB });
    }

    /// Does something with a file, between `low` and `high` seconds later.
    pub(crate) fn file(
        &mut self,
        stage: &mut Stage<'_>,
        operation: FileOperation,
        (site, number): (Option<u16>, u32),
        (low, high): (u64, u64),
    ) {
        let time = self.wait(stage, low, high);
        stage.unified(time, Body::File(self.file_body(operation, site, number)));
    }

    /// Looks for words on a site.
    pub(crate) fn search_files(&mut self, stage: &mut Stage<'_>, site: u16, words: &'static str) {
        let time = self.wait(stage, 20, 90);
        let file = self.file_body(FileOperation::SearchQueryPerformed, Some(site), 0);
        stage.unified(time, Body::File(File { words: Some(words), ..file }));
    }

    fn file_body(&self, operation: FileOperation, site: Option<u16>, number: u32) -> File {
        File {
            operation,
            person: self.person.index,
            source: self.source,
            session: self.session,
            client: self.sign_in.client,
            device: self.sign_in.device,
            site,
            number,
            with: None,
            words: None,
        }
    }

    /// Leaves a record of a rare kind: `record` is operation, type and workload.
    pub(crate) fn entry(
        &mut self,
        stage: &mut Stage<'_>,
        (operation, record_type, workload): (&'static str, u16, &'static str),
        object: String,
        fields: Vec<(&'static str, String)>,
    ) {
        let time = self.wait(stage, 20, 110);
        let administration = matches!(record_type, 18 | 23 | 24);
        let entry = Entry {
            operation,
            record_type,
            workload,
            result: if administration { Some("Success") } else { None },
            user: self.person.sign_in.clone(),
            key: self.person.id.to_string(),
            user_type: if administration { 2 } else { 0 },
            source: Some(self.source),
            object: Some(object),
            fields,
        };
        stage.unified(time, Body::Entry(Box::new(entry)));
    }

    /// Runs a command in Exchange.
    pub(crate) fn command(
        &mut self,
        stage: &mut Stage<'_>,
        name: &'static str,
        application: &'static str,
        object: String,
        parameters: Vec<(&'static str, String)>,
    ) {
        let time = self.wait(stage, 20, 110);
        stage.command(time, (self.person.index, self.source, self.session), name, application, object, parameters);
    }

    /// Makes a rule in the mailbox.
    pub(crate) fn rule(&mut self, stage: &mut Stage<'_>, name: &str, more: Vec<(&'static str, String)>) {
        let object = format!("{}\\{name}", self.person.sign_in);
        let mut parameters = vec![
            ("AlwaysDeleteOutlookRulesBlob", String::from("False")),
            ("Force", String::from("False")),
            ("Name", String::from(name)),
        ];
        parameters.extend(more);
        self.command(stage, "New-InboxRule", WEB_MAIL, object, parameters);
    }

    /// Makes a rule that moves what has certain words out of sight.
    pub(crate) fn hiding_rule(&mut self, stage: &mut Stage<'_>, name: &str, words: &str, folder: &str) {
        let parameters = vec![
            ("SubjectOrBodyContainsWords", String::from(words)),
            ("MoveToFolder", String::from(folder)),
            ("MarkAsRead", String::from("True")),
            ("StopProcessingRules", String::from("True")),
        ];
        self.rule(stage, name, parameters);
    }

    /// The compliance centre raises an alert a little later.
    pub(crate) fn compliance_alert(&self, stage: &mut Stage<'_>, name: &'static str) {
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

/// What else there is to an action in a mailbox.
#[derive(Debug, Clone, Copy)]
pub(crate) struct MailDetails {
    pub(crate) client: MailClient,
    pub(crate) application: Option<Guid>,
    pub(crate) words: Option<&'static str>,
    pub(crate) throttled: bool,
    /// Whose mailbox it is, when it is another's.
    pub(crate) owner: Option<crate::world::people::PersonIndex>,
}

impl MailDetails {
    /// Outlook on the web, in the own mailbox.
    pub(crate) const WEB: Self =
        Self { client: MailClient::OutlookWeb, application: None, words: None, throttled: false, owner: None };
}

/// A JSON string.
pub(crate) fn quoted(text: &str) -> String {
    let mut out = Text::default();
    out.string(text);
    out.into_string()
}

/// A JSON array of objects with `Name` and `Value`, as many records carry parameters.
pub(crate) fn name_values(pairs: &[(&str, &str)]) -> String {
    let mut out = Text::default();
    out.raw("[");
    for (position, (name, value)) in pairs.iter().enumerate() {
        out.raw(if position > 0 { "," } else { "" });
        out.raw("{\"Name\":").string(name).raw(",\"Value\":").string(value).raw("}");
    }
    out.raw("]");
    out.into_string()
}

/// A JSON array of changes, as the unified audit log has them.
pub(crate) fn changes(list: &[(&str, &str, &str)]) -> String {
    let mut out = Text::default();
    out.raw("[");
    for (position, (name, old, new)) in list.iter().enumerate() {
        out.raw(if position > 0 { "," } else { "" });
        out.raw("{\"Name\":").string(name).raw(",\"NewValue\":").string(new);
        out.raw(",\"OldValue\":").string(old).raw("}");
    }
    out.raw("]");
    out.into_string()
}
