//! What a review asks of the records: one file a question in `questions/`.

use detect::Severity;
use detect::rule::parse_span;
use kql_plan::{Rows, Value};
use serde::{Deserialize, Serialize};

use kql_plan::NamedRow;

/// A question, as its file has it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Its short name: that of its file.
    pub id: String,
    /// The part of the review that it belongs to.
    pub part: Part,
    /// What it puts forward.
    pub title: String,
    /// What is counted, exactly.
    pub definition: String,
    /// The tables it reads.
    pub tables: Vec<String>,
    /// How far before the period it has to see: `28d`.
    #[serde(default)]
    pub lookback: Option<String>,
    /// The query. `StartTime` and `EndTime` are the period. Each row is a group of records, with the columns of [`Group`] and others that are shown.
    pub query: String,
}

/// A part of the review.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// Audit and sign-in log review.
    SignIn,
    /// Defender review.
    Defender,
}

/// A group of records that a question put forward.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Group {
    /// Whose account; may be empty, as may be all texts.
    pub account: String,
    /// The address.
    pub address: String,
    /// The application.
    pub application: String,
    /// Records in it.
    pub count: u64,
    /// The first of them, microseconds since 1970.
    pub first: i64,
    /// The last.
    pub last: i64,
    /// How much it deserves attention by itself: medium and high ask for a decision, low and informational are put forward only.
    pub level: Severity,
    /// What it is folded with, where its own people and addresses are not what makes the story: every group of this text is one entry.
    pub fold: String,
    /// The table of the records.
    pub table: String,
    /// Their ids, or the first of them.
    pub ids: Vec<String>,
    /// What it is called, where the records have a name for it: an alert's.
    pub title: String,
    /// In words: every other column with its value.
    pub text: String,
}

/// A question with its answer.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    pub(crate) question: Question,
    pub(crate) rows: Rows,
    pub(crate) groups: Vec<Group>,
}

/// Columns that a group is read from; the others are only shown.
const READ: &[&str] =
    &["Account", "Address", "Application", "Count", "First", "Last", "Level", "Fold", "Table", "Ids", "Link", "Title"];

/// Every question, in the order in which a reviewer reads them.
const FILES: &[(&str, &str)] = &[
    ("unsuccessful-sign-ins", include_str!("../questions/unsuccessful-sign-ins.yaml")),
    ("unfamiliar-locations", include_str!("../questions/unfamiliar-locations.yaml")),
    ("risky-users", include_str!("../questions/risky-users.yaml")),
    ("risky-sign-ins", include_str!("../questions/risky-sign-ins.yaml")),
    ("unrecognised-names", include_str!("../questions/unrecognised-names.yaml")),
    ("suspicious-addresses", include_str!("../questions/suspicious-addresses.yaml")),
    ("application-anomalies", include_str!("../questions/application-anomalies.yaml")),
    ("workload-failures", include_str!("../questions/workload-failures.yaml")),
    ("site-administrators", include_str!("../questions/site-administrators.yaml")),
    ("defender-alerts", include_str!("../questions/defender-alerts.yaml")),
    ("defender-incidents", include_str!("../questions/defender-incidents.yaml")),
];

/// Reads the questions that come with the program; those that cannot be read are named instead.
pub fn questions() -> Vec<Result<Question, String>> {
    let read = |(name, text): &(&str, &str)| {
        let question: Question =
            serde_saphyr::from_str(text).map_err(|error| format!("question {name} cannot be read: {error}"))?;
        if question.id == *name { Ok(question) } else { Err(format!("question {name} calls itself {}", question.id)) }
    };
    FILES.iter().map(read).collect()
}

impl Question {
    /// How far before the period it has to see, in microseconds.
    pub fn lookback(&self) -> i64 {
        self.lookback.as_deref().and_then(parse_span).map_or(0, |span| span.0)
    }

    /// Reads its answer.
    pub fn groups(&self, rows: &Rows) -> Vec<Group> {
        rows.named().map(|row| group(&row)).collect()
    }

    /// The columns of its answer that are shown, with their places.
    pub fn shown(rows: &Rows) -> Vec<(usize, &str)> {
        let names = rows.columns.iter().enumerate().map(|(at, (name, _))| (at, name.as_str()));
        names.filter(|(_, name)| !matches!(*name, "Level" | "Fold" | "Table" | "Ids")).collect()
    }
}

fn group(row: &NamedRow<'_>) -> Group {
    let other = row.cells().filter(|(name, value)| !READ.contains(name) && !is_empty(value));
    let texts: Vec<String> =
        other.map(|(name, value)| format!("{}: {}", spaced(name), kql_plan::convert::text(value))).collect();
    Group {
        account: row.text("Account").trim().to_lowercase(),
        address: row.text("Address"),
        application: row.text("Application"),
        count: row.whole("Count").max(1).unsigned_abs(),
        first: row.time("First").unwrap_or_default(),
        last: row.time("Last").unwrap_or_default(),
        level: match row.whole("Level") {
            ..=0 => Severity::Informational,
            1 => Severity::Low,
            2 => Severity::Medium,
            _ => Severity::High,
        },
        fold: row.text("Fold"),
        table: row.text("Table"),
        ids: row.texts("Ids"),
        title: row.text("Title"),
        text: texts.join("; "),
    }
}

fn is_empty(value: &Value<'_>) -> bool {
    value.is_null() || kql_plan::convert::text(value).is_empty()
}

/// A column's name as words: `FailureReason` is `failure reason`.
fn spaced(name: &str) -> String {
    let mut out = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !out.is_empty() {
            out.push(' ');
        }
        out.extend(letter.to_lowercase());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_question_can_be_read_and_every_file_is_one() {
        let read: Vec<Question> = questions().into_iter().map(|question| question.unwrap()).collect();
        for question in &read {
            assert!(!question.definition.is_empty() && !question.tables.is_empty(), "{}", question.id);
            assert!(kql::parse(&question.query).errors().next().is_none(), "{}", question.id);
            assert!(question.lookback.is_none() || question.lookback() > 0, "{}", question.id);
            for table in &question.tables {
                assert!(tables::by_name(table).is_some(), "{}: {table}", question.id);
            }
        }
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("questions");
        assert_eq!(std::fs::read_dir(folder).unwrap().count(), read.len(), "a file of questions/ is not in the list");
    }
}
