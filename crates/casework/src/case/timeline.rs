//! All that is known about a case, by time.
//!
//! The rows come from queries, one a table, in the eight columns of [`tables::views::activity`]; what people did in the case and what rules
//! found is put between them.

use std::collections::BTreeSet;

use serde::Serialize;
use tables::Table;
use tables::views::activity::{ActivitySource, Field, Reading, activity};

use super::Case;
use crate::text::{datetime, literal};

/// Tables whose every record is in another one too.
const REPEATED: &[&str] = &["OfficeActivity"];

/// Columns that answer each question in tables that the view of activity does not know, the best first.
const USER: &[&str] = &[
    "UserPrincipalName",
    "_Actor",
    "UserId",
    "AccountUpn",
    "AccountUPN",
    "AccountDisplayName",
    "Caller",
    "ActorUsername",
    "ActorPrincipalName",
    "CompromisedEntity",
    "ServicePrincipalDisplayName",
    "ServicePrincipalId",
    "AgentDisplayName",
    "DisplayName",
    "ModifiedBy",
];
const ACTIVITY: &[&str] = &[
    "RiskEventType",
    "ProvisioningAction",
    "OperationNameValue",
    "ActionType",
    "Operation",
    "RequestMethod",
    "AlertName",
    "Title",
    "EventType",
    "RiskState",
    "Action",
    "EntityType",
    "Kind",
    "OperationName",
];
const OBJECT: &[&str] = &[
    "_Object",
    "RequestUri",
    "ObjectName",
    "ObjectId",
    "ItemName",
    "ResourceId",
    "DestinationFqdn",
    "TargetUsername",
    "TargetPrincipalName",
    "ObservableValue",
    "Description",
    "Category",
    "RiskDetail",
];
const RESULT: &[&str] = &[
    "ResultType",
    "ResultStatus",
    "ActivityStatusValue",
    "ResponseStatusCode",
    "EventResult",
    "RiskLevel",
    "AlertSeverity",
    "Severity",
    "Status",
];
const ADDRESS: &[&str] = &[
    "IPAddress",
    "IpAddress",
    "CallerIpAddress",
    "ClientIP",
    "ClientIp",
    "SourceIp",
    "SourceIPAddress",
    "SrcIpAddr",
    "RemoteIP",
];
const AGENT: &[&str] = &["UserAgent", "HttpUserAgent"];

/// What a timeline is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scope {
    /// People: names or ids, as logs write them.
    pub people: BTreeSet<String>,
    /// Addresses.
    pub addresses: BTreeSet<String>,
    /// First instant, in microseconds since 1970; none from the beginning.
    pub from: Option<i64>,
    /// The instant after the last; none to the end.
    pub to: Option<i64>,
}

/// A question to one table. Its answer has the columns of [`COLUMNS`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Query {
    /// The table.
    pub table: &'static str,
    /// The question, in KQL.
    pub text: String,
}

/// Columns of the answers, in their order: a datetime, then texts.
pub const COLUMNS: [&str; 8] = ["Time", "User", "Activity", "Object", "Result", "ClientIP", "UserAgent", "Source"];

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Event {
    /// When, in microseconds since 1970.
    pub time: i64,
    /// What tells of it.
    pub kind: EventKind,
    /// Who.
    pub user: String,
    /// What was done.
    pub activity: String,
    /// To what.
    pub object: String,
    /// How it ended.
    pub result: String,
    /// From which address.
    pub client_ip: String,
    /// With which browser or program.
    pub user_agent: String,
    /// Which service says so.
    pub source: String,
    /// The table, the finding's id, or the entry of the chain.
    pub reference: String,
}

/// What tells of an event. Of one moment, records come before what was found in them, and that before what was done about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum EventKind {
    /// A record of a log.
    Record,
    /// What a rule found.
    Finding,
    /// What somebody did in the case.
    Act,
}

impl Scope {
    /// Returns what a case is about, at all times.
    pub fn of(case: &Case) -> Self {
        Self { people: case.people.clone(), addresses: case.addresses.clone(), from: None, to: None }
    }
}

/// Returns the questions that a timeline is made of, one a table, in the order of the reference. None when the scope names neither people nor
/// addresses: everything is no timeline.
///
/// A row belongs to it when any column that the table shows has one of the names as whole words, so also when somebody did something *to* a person.
pub fn queries(scope: &Scope) -> Vec<Query> {
    let names: Vec<String> = scope
        .people
        .iter()
        .chain(&scope.addresses)
        .filter(|name| !name.trim().is_empty())
        .map(|name| format!("* has {}", literal(name.trim())))
        .collect();
    if names.is_empty() {
        return Vec::new();
    }
    let mut wanted = String::new();
    if let Some(from) = scope.from {
        wanted += &format!("| where TimeGenerated >= {}\n", datetime(from));
    }
    if let Some(to) = scope.to {
        wanted += &format!("| where TimeGenerated < {}\n", datetime(to));
    }
    wanted += &format!("| where {}\n", names.join(" or "));
    let of = |table: &&'static Table| {
        let source = activity().iter().find(|source| source.table == table.name).copied();
        let source = source.unwrap_or_else(|| guessed(table));
        Query { table: table.name, text: format!("{}\n{wanted}| project {}", table.name, projected(&source)) }
    };
    tables::all().iter().filter(|table| !REPEATED.contains(&table.name)).map(of).collect()
}

/// Returns events as one list, by time. Whatever the lists and their order, the result is the same.
pub fn merge(lists: impl IntoIterator<Item = Vec<Event>>) -> Vec<Event> {
    let mut events: Vec<Event> = lists.into_iter().flatten().collect();
    events.sort();
    events
}

/// Returns what people did in a case, as events.
pub fn acts(case: &Case) -> Vec<Event> {
    let event = |step: &super::Step| Event {
        time: step.at,
        kind: EventKind::Act,
        user: step.by.clone(),
        activity: step.what.clone(),
        object: step.text.clone(),
        result: String::new(),
        client_ip: String::new(),
        user_agent: String::new(),
        source: case.id.clone(),
        reference: format!("entry {}", step.entry),
    };
    case.history.iter().map(event).collect()
}

/// How a table answers that the view of activity does not know.
fn guessed(table: &'static Table) -> ActivitySource {
    let known = |name: &&'static str| {
        table.column(name).is_some() || table.promoted.iter().any(|promoted| promoted.name == *name)
    };
    let first = |names: &'static [&'static str]| {
        names.iter().copied().find(|name| known(name)).map_or(Field::Absent, Field::Column)
    };
    ActivitySource {
        table: table.name,
        time: Field::Column("TimeGenerated"),
        user: first(USER),
        activity: first(ACTIVITY),
        object: first(OBJECT),
        result: first(RESULT),
        reading: Reading::Word,
        client_ip: first(ADDRESS),
        user_agent: first(AGENT),
        source: Field::Constant(table.name),
    }
}

fn projected(source: &ActivitySource) -> String {
    let column = |(name, field): (&str, Field)| match field {
        Field::Column(column) if name == "Time" => format!("{name} = {column}"),
        Field::Column(column) => format!("{name} = tostring({column})"),
        Field::Constant(text) => format!("{name} = {}", literal(text)),
        Field::Absent => format!("{name} = \"\""),
    };
    source.fields().map(column).join(", ")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn scope(people: &[&str]) -> Scope {
        Scope { people: people.iter().map(|name| (*name).to_owned()).collect(), ..Scope::default() }
    }

    #[test]
    fn every_table_is_asked_and_none_twice() {
        let queries = queries(&scope(&["anna@contoso.example"]));
        assert_eq!(queries.len(), tables::all().len() - REPEATED.len());
        for query in &queries {
            let table = tables::by_name(query.table).unwrap();
            assert!(table.column("TimeGenerated").is_some(), "{}", query.table);
        }
        let sign_ins = &queries.iter().find(|query| query.table == "SigninLogs").unwrap().text;
        assert_eq!(
            sign_ins,
            "SigninLogs\n| where * has \"anna@contoso.example\"\n| project Time = TimeGenerated, User = tostring(UserPrincipalName), Activity = \"Sign-in\", \
             Object = tostring(AppDisplayName), Result = tostring(ResultType), ClientIP = tostring(IPAddress), UserAgent = tostring(UserAgent), Source = \"Entra sign-in\""
        );
    }

    #[test]
    fn tables_of_risk_and_alerts_say_what_happened() {
        let queries = queries(&scope(&["anna"]));
        let text = |table: &str| queries.iter().find(|query| query.table == table).unwrap().text.clone();
        for (table, part) in [
            ("AADUserRiskEvents", "Activity = tostring(RiskEventType)"),
            ("AADUserRiskEvents", "ClientIP = tostring(IpAddress)"),
            ("MicrosoftGraphActivityLogs", "Object = tostring(RequestUri)"),
            ("AzureActivity", "User = tostring(Caller)"),
            ("SecurityAlert", "Activity = tostring(AlertName)"),
            ("CloudAppEvents", "Activity = tostring(ActionType)"),
        ] {
            assert!(text(table).contains(part), "{table}: {}", text(table));
        }
    }

    #[test]
    fn a_name_cannot_end_the_text_it_stands_in() {
        let text = queries(&scope(&["a\" or true //\\"])).remove(0).text;
        assert!(text.contains(r#"* has "a\" or true //\\""#), "{text}");
    }

    #[test]
    fn nobody_is_no_timeline() {
        assert_eq!(queries(&scope(&[" "])), []);
        let bounded = Scope { from: Some(0), to: Some(1), ..scope(&["a"]) };
        let text = queries(&bounded).remove(0).text;
        assert!(text.contains(
            ">= datetime(1970-01-01T00:00:00.000000Z)\n| where TimeGenerated < datetime(1970-01-01T00:00:00.000001Z)"
        ));
    }

    proptest! {
        #[test]
        fn lists_may_come_in_any_order(events in proptest::collection::vec((0_i64..5, 0_usize..3, "[ab]"), 0..12), cut in 0_usize..12) {
            let kinds = [EventKind::Record, EventKind::Finding, EventKind::Act];
            let all: Vec<Event> = events.into_iter().map(|(time, kind, user)| Event {
                time, kind: kinds[kind], user, activity: String::new(), object: String::new(), result: String::new(),
                client_ip: String::new(), user_agent: String::new(), source: String::new(), reference: String::new(),
            }).collect();
            let (left, right) = all.split_at(cut.min(all.len()));
            let merged = merge([left.to_vec(), right.to_vec()]);
            prop_assert_eq!(&merged, &merge([right.to_vec(), left.to_vec()]));
            prop_assert!(merged.is_sorted_by_key(|event| (event.time, event.kind)));
            prop_assert_eq!(merged.len(), all.len());
        }
    }
}
