//! A review: what was looked at, and what deserves attention. It is made once, kept as a document, and never changed; what people decide about it is kept
//! beside it (see [`crate::state`]).

use detect::coverage::SeenState;
use detect::{RecordId, Severity};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use crate::Period;
use crate::question::Part;

/// Version of the form.
pub const FORMAT: u32 = 1;

/// A review as it was made.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Review {
    /// Version of the form.
    pub format: u32,
    /// Of which time.
    pub period: Period,
    /// The tenants whose records it is about.
    pub tenants: Vec<String>,
    /// When it was made.
    #[serde(with = "crate::time::text")]
    pub made: i64,
    /// By whom.
    pub by: String,
    /// The program's version.
    pub program: String,
    /// The last entry of the seal chain at that time, `number:hash`: everything that the review is about was sealed by then.
    pub head: String,
    /// How far detection has judged the time.
    pub detection: Detection,
    /// What was looked at.
    pub population: Population,
    /// What could be seen, and what could not.
    pub coverage: Vec<Covered>,
    /// Gaps that the review before had, and that records which came since have closed.
    pub gaps_closed: Vec<String>,
    /// What was asked of the records, and what it put forward.
    pub put_forward: Vec<PutForward>,
    /// What wants a decision, what matters most first.
    pub entries: Vec<Entry>,
    /// What else was found, in sums.
    pub routine: Vec<Routine>,
    /// How it stands to the time before.
    pub comparison: Comparison,
    /// Risky users of Entra ID Protection.
    pub risky_users: Vec<RiskyUser>,
    /// Alerts and incidents of Microsoft Defender.
    pub defender_alerts: Vec<DefenderAlert>,
    /// Unusual behaviour that was counted: mailbox permissions, elevated privileges, …
    pub tracked: Vec<Tracked>,
    /// What went wrong while it was made: a question without an answer is named here, and answered nowhere.
    pub problems: Vec<String>,
}

/// How far detection has judged the time.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Detection {
    /// Rules that have judged the whole period.
    pub rules: u64,
    /// Rules that have not, or not all of it.
    pub behind: Vec<String>,
}

/// What was looked at.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Population {
    /// All sign-ins.
    pub sign_ins: u64,
    /// By how they ended.
    pub success: u64,
    /// By how they ended.
    pub failure: u64,
    /// Signing in was not over: a second factor was asked for, a session had run out.
    pub interrupted: u64,
    /// Sign-ins whose record tells no result.
    pub unknown: u64,
    /// Sign-ins by log.
    pub by_kind: Vec<SignIns>,
    /// People who signed in or tried to.
    pub people: u64,
    /// Addresses they came from.
    pub addresses: u64,
    /// Records of each table in the period.
    pub records: Vec<Records>,
}

/// Sign-ins of one log.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignIns {
    /// `interactive`, `non-interactive`, `service principal`, `managed identity`, …
    pub kind: String,
    /// The table.
    pub table: String,
    /// All of them.
    pub sign_ins: u64,
    /// By how they ended.
    pub success: u64,
    /// By how they ended.
    pub failure: u64,
    /// By how they ended.
    pub interrupted: u64,
    /// Whose record tells no result.
    pub unknown: u64,
}

/// Records of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Records {
    /// The table.
    pub table: String,
    /// How many.
    pub records: u64,
}

/// What could be seen of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Covered {
    /// The table.
    pub table: String,
    /// What it holds, in words.
    pub what: String,
    /// Whether it was there.
    pub state: SeenState,
    /// Records in the period.
    pub records: u64,
    /// Stretches without a record: first and last instant.
    pub gaps: Vec<Gap>,
    /// What could not be seen, and what follows; none where all was.
    pub remark: Option<String>,
}

/// A stretch without records.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Gap {
    /// First instant.
    #[serde(with = "crate::time::text")]
    pub from: i64,
    /// Last instant.
    #[serde(with = "crate::time::text")]
    pub to: i64,
}

/// A question that was asked of the records, and what it put forward.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PutForward {
    /// Its short name.
    pub id: String,
    /// The part of the review that it belongs to.
    pub part: Part,
    /// What it puts forward.
    pub title: String,
    /// What is counted, exactly.
    pub definition: String,
    /// The query.
    pub query: String,
    /// Groups of records that it found: one for each user and reason, say.
    pub groups: u64,
    /// Records in them.
    pub records: u64,
    /// Entries that take some of them up.
    pub entries: Vec<u32>,
    /// The names of what each group tells.
    pub columns: Vec<String>,
    /// The first groups, as rows.
    pub rows: Vec<Vec<Json>>,
}

/// Something that wants a decision: one story, however often it repeated.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// Its number in the review, from 1.
    pub id: u32,
    /// What happened, as a title.
    pub title: String,
    /// What happened, in sentences.
    pub text: String,
    /// The worst severity.
    pub severity: Severity,
    /// Why it stands where it does.
    pub attention: Vec<String>,
    /// How often it was found.
    pub count: u64,
    /// The first record.
    #[serde(with = "crate::time::text")]
    pub first: i64,
    /// The last record.
    #[serde(with = "crate::time::text")]
    pub last: i64,
    /// What raised it.
    pub findings: Vec<FindingRef>,
    /// What else was put forward about the same people and addresses.
    pub signals: Vec<Signal>,
    /// The records it rests on.
    pub records: Vec<RecordId>,
    /// The people concerned.
    pub users: Vec<User>,
    /// The addresses concerned.
    pub addresses: Vec<Address>,
    /// Applications concerned.
    pub applications: Vec<String>,
    /// Devices concerned.
    pub devices: Vec<String>,
    /// Resources that were signed in to.
    pub resources: Vec<ResourceIds>,
    /// What was seen for the first time.
    pub first_seen: Vec<String>,
    /// Tactics of MITRE ATT&CK.
    pub tactics: Vec<String>,
    /// Techniques of MITRE ATT&CK.
    pub techniques: Vec<String>,
    /// What to check.
    pub check: Vec<String>,
    /// What to do when it is true.
    pub act: Vec<String>,
    /// What could not be seen that bears on it.
    pub coverage: Vec<String>,
    /// Each story that is folded into it.
    pub stories: Vec<Story>,
    /// The titles of what was pooled into it: several stories of one kind; none where it is one story.
    #[serde(default)]
    pub pooled: Vec<String>,
    /// A decision of another review, or of an alert, that still holds.
    pub carried: Option<Carried>,
    /// Why a decision made before does not hold any more.
    pub changed: Option<String>,
}

impl Entry {
    /// Whether it is about somebody.
    pub(crate) fn is_about(&self, name: &str) -> bool {
        self.users.iter().any(|user| user.name == name)
    }

    /// Whether it is about an address.
    pub(crate) fn is_from(&self, address: &str) -> bool {
        self.addresses.iter().any(|known| known.address == address)
    }

    /// Adds somebody who is not there yet; of whom nothing is known but the name.
    pub(crate) fn add_user(&mut self, name: &str) {
        if !name.is_empty() && !self.is_about(name) {
            self.users.push(User { name: name.to_owned(), ..User::default() });
        }
    }

    /// Adds an address that is not there yet; of which nothing else is known.
    pub(crate) fn add_address(&mut self, address: &str) {
        if !address.is_empty() && !self.is_from(address) {
            self.addresses.push(Address { address: address.to_owned(), ..Address::default() });
        }
    }

    /// Adds a record that is not there yet.
    pub(crate) fn add_record(&mut self, record: RecordId) {
        if !self.records.contains(&record) {
            self.records.push(record);
        }
    }
}

/// What raised an entry.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindingRef {
    /// The alert's name, or that of the question.
    pub id: String,
    /// The rule's short name, or the question's.
    pub rule: String,
    /// Its title.
    pub title: String,
    /// Its severity.
    pub severity: Severity,
    /// How often it was found.
    pub count: u64,
    /// The first record.
    #[serde(with = "crate::time::text")]
    pub first: i64,
    /// The last record.
    #[serde(with = "crate::time::text")]
    pub last: i64,
    /// Its story.
    pub story: String,
    /// Where the alert stood when the review was made.
    pub status: String,
}

/// What else was put forward about an entry's people or addresses.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signal {
    /// The question.
    pub question: String,
    /// What it says.
    pub text: String,
    /// In how many records.
    pub count: u64,
}

/// Somebody concerned.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct User {
    /// The name, resolved where only an id was recorded.
    pub name: String,
    /// The id in the directory, where known.
    pub id: String,
    /// The display name, where known.
    pub display: String,
    /// Whose account it is.
    pub standing: Standing,
    /// How that is known.
    pub how: String,
}

/// Whose account it is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// An account of the tenant.
    Internal,
    /// A guest, or an account of another tenant.
    External,
    /// An application or a service.
    Workload,
    /// The archive does not tell.
    #[default]
    Unknown,
}

/// An address concerned.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Address {
    /// The address.
    pub address: String,
    /// Where it lies, where a record tells.
    pub place: String,
    /// Whose network it is, where a record tells.
    pub network: String,
}

/// What was signed in to.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ResourceIds {
    /// The resource's application id.
    pub resource_id: String,
    /// The tenant that the resource lies in.
    pub resource_tenant_id: String,
    /// The tenant that the account lies in.
    pub home_tenant_id: String,
}

/// One story that is folded into an entry: by it a decision is remembered.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Story {
    /// The rule or question.
    pub rule: String,
    /// Whom it is about: the rule's own key.
    pub key: String,
    /// The severity.
    pub severity: Severity,
    /// What would make it another story: addresses, countries, applications, people, each with its kind before a colon.
    pub facets: Vec<String>,
}

/// A decision that was made before and still holds.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Carried {
    /// The decision.
    pub decision: String,
    /// Why.
    pub reason: String,
    /// By whom.
    pub by: String,
    /// When.
    #[serde(with = "crate::time::text")]
    pub at: i64,
    /// In which review, or `alert 1774a82fb0dd`.
    pub from: String,
    /// Until when it holds; none where it has no end.
    pub until: Option<String>,
}

/// What was found and needs no decision, in sums.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Routine {
    /// What.
    pub what: String,
    /// How many records.
    pub records: u64,
    /// How many people.
    pub people: u64,
}

/// How the period stands to those before.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Comparison {
    /// Numbers, oldest first, the period itself last.
    pub numbers: Vec<Numbers>,
    /// Stories that were not there in the time compared.
    pub new: Vec<String>,
    /// Stories that were there in the period before, and are not now.
    pub gone: Vec<String>,
    /// What rises: in words, with numbers.
    pub rising: Vec<String>,
}

/// Numbers of one stretch of time.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Numbers {
    /// Its first instant.
    #[serde(with = "crate::time::text")]
    pub from: i64,
    /// The instant after its last.
    #[serde(with = "crate::time::text")]
    pub to: i64,
    /// Whether the archive has records of all of it.
    pub whole: bool,
    /// Sign-ins.
    pub sign_ins: u64,
    /// Those that failed.
    pub failures: u64,
    /// People.
    pub people: u64,
    /// Alerts that were raised.
    pub alerts: u64,
}

/// A risky user of Entra ID Protection.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RiskyUser {
    /// The name.
    pub user: String,
    /// `low`, `medium`, `high`, `hidden`.
    pub risk_level: String,
    /// `atRisk`, `confirmedCompromised`, `remediated`, `dismissed`, …
    pub risk_state: String,
    /// What was done, or by whom it was closed.
    pub risk_detail: String,
    /// When it last changed.
    pub last_updated: String,
    /// The risk events of the period.
    pub events: Vec<String>,
    /// The entry that takes it up.
    pub entry: Option<u32>,
    /// What was decided about that entry; told when the form is filled in, not kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<String>,
}

impl RiskyUser {
    /// Whether somebody still has to do something.
    pub fn is_open(&self) -> bool {
        matches!(self.risk_state.to_ascii_lowercase().as_str(), "atrisk" | "confirmedcompromised")
    }

    /// In words: name, level, state, events, entry.
    pub fn told(&self) -> String {
        let events = if self.events.is_empty() { String::new() } else { format!(": {}", self.events.join(", ")) };
        format!(
            "{}, risk {}, {}{events}{}",
            self.user,
            self.risk_level,
            self.risk_state,
            of_entry(self.entry, self.decision.as_deref())
        )
    }
}

/// An alert or incident of Microsoft Defender.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DefenderAlert {
    /// `alert` or `incident`.
    pub kind: String,
    /// Its id at Microsoft.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its severity.
    pub severity: String,
    /// Its status.
    pub status: String,
    /// The product.
    pub product: String,
    /// Whom it is about.
    pub entity: String,
    /// When.
    pub time: String,
    /// Where to read it.
    pub link: String,
    /// The entry that takes it up.
    pub entry: Option<u32>,
    /// What was decided about that entry; told when the form is filled in, not kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<String>,
}

impl DefenderAlert {
    /// Whether somebody still has to do something.
    pub fn is_open(&self) -> bool {
        !matches!(self.status.to_ascii_lowercase().as_str(), "resolved" | "closed" | "dismissed" | "redirected")
    }

    /// In words: kind and id, title, severity, status, whom it is about, entry.
    pub fn told(&self) -> String {
        let mut told = format!("{} {}: {}", self.kind, self.id, self.title);
        for part in [&self.severity.to_lowercase(), &self.status.to_lowercase(), &self.entity] {
            if !part.is_empty() {
                told += &format!(", {part}");
            }
        }
        told + &of_entry(self.entry, self.decision.as_deref())
    }
}

fn of_entry(entry: Option<u32>, decision: Option<&str>) -> String {
    let decision = decision.map(|decision| format!(": {decision}")).unwrap_or_default();
    entry.map(|entry| format!(" (entry {entry}{decision})")).unwrap_or_default()
}

/// Unusual behaviour that was counted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tracked {
    /// What: `mailbox permissions given`.
    pub what: String,
    /// How often.
    pub count: u64,
    /// By or about how many people.
    pub people: u64,
    /// The first few, in words.
    pub examples: Vec<String>,
}
