//! A table that a workspace and advanced hunting know with other columns: a query has those of the dialect that it speaks, and the same rows.
#![expect(clippy::unwrap_used, reason = "a test may")]

mod support;

use kql_plan::convert;
use support::Asked;
use tables::Shape;

const PEOPLE: [&str; 2] = [
    r#"{"Timestamp":"2026-03-02T08:00:00Z","AccountObjectId":"a1","AccountUpn":"ada@contoso.example","Tags":["Sensitive"],"EmailAddress":"ada@fabrikam.example"}"#,
    r#"{"TimeGenerated":"2026-03-05T08:00:00Z","AccountObjectId":"b2","AccountUPN":"ben@contoso.example","MailAddress":"ben@fabrikam.example"}"#,
];

fn people(at: &std::path::Path) -> store::Archive {
    support::archive(at, "IdentityInfo", Shape::Row, &PEOPLE)
}

impl Asked {
    /// The rows as text, the values of each between bars, in the order of the alphabet.
    fn rows(&self, query: &str) -> Vec<String> {
        self.runtime.block_on(async {
            let question = self.session.read(query, Self::context(), &[]).unwrap();
            let (_, plan) = question.results.first().unwrap();
            let rows = self.session.answer(&question, plan).await.unwrap().rows().await.unwrap();
            let text = |row: &kql_plan::Row| row.iter().map(convert::text).collect::<Vec<String>>().join("|");
            let mut found: Vec<String> = rows.rows.iter().map(text).collect();
            found.sort();
            found
        })
    }

    /// The names of the columns.
    fn columns(&self, query: &str) -> Vec<String> {
        let _runtime = self.runtime.enter();
        let question = self.session.read(query, Self::context(), &[]).unwrap();
        question.results.first().unwrap().1.columns.iter().map(|column| column.name.clone()).collect()
    }
}

#[test]
fn both_dialects_see_the_same_rows() {
    let folder = tempfile::tempdir().unwrap();
    let asked = Asked::of(&people(folder.path()));
    let expected = ["a1|ada@contoso.example|ada@fabrikam.example", "b2|ben@contoso.example|ben@fabrikam.example"];
    assert_eq!(asked.rows("IdentityInfo | project AccountObjectId, AccountUPN, MailAddress"), expected);
    assert_eq!(asked.rows("IdentityInfo | project AccountObjectId, AccountUpn, EmailAddress"), expected);
    assert_eq!(asked.rows("IdentityInfo | project AccountObjectId, AccountUpn, MailAddress"), expected, "a mixture");
    for time in ["TimeGenerated", "Timestamp"] {
        let query = format!("IdentityInfo | where {time} < datetime(2026-03-04) | project AccountObjectId");
        assert_eq!(asked.rows(&query), ["a1"], "{time}");
    }
}

#[test]
fn a_column_has_the_type_that_the_dialect_gives_it() {
    let folder = tempfile::tempdir().unwrap();
    let asked = Asked::of(&people(folder.path()));
    assert_eq!(asked.rows("IdentityInfo | where isnotempty(Tags) | project gettype(Tags)"), ["string"]);
    let hunting = "IdentityInfo | where isnotempty(AccountUpn) and isnotempty(Tags) | project gettype(Tags), Tags[0]";
    assert_eq!(asked.rows(hunting), ["array|Sensitive"]);
    assert_eq!(asked.rows("union withsource=From IdentityInfo, (IdentityInfo | where AccountUpn has 'ada') | summarize count() by From"), [
        "IdentityInfo|2",
        "union_arg1|1"
    ]);
}

#[test]
fn a_query_shows_the_columns_of_its_dialect() {
    let folder = tempfile::tempdir().unwrap();
    let asked = Asked::of(&people(folder.path()));
    let first = |query: &str| asked.columns(query).first().cloned().unwrap();
    assert_eq!(first("IdentityInfo"), "AccountCloudSID");
    assert_eq!(first("IdentityInfo | where AccountUpn has 'ada'"), "Timestamp");
    assert!(!asked.columns("IdentityInfo | where AccountUpn has 'ada'").contains(&"AccountUPN".to_owned()));
    // What the archive keeps can be named in either.
    let mixture = asked.columns("IdentityInfo | where AccountUpn has 'ada' or MailAddress has 'ada'");
    assert_eq!(mixture.first().unwrap(), "Timestamp");
    assert_eq!(mixture.last().unwrap(), "MailAddress");
}

#[test]
fn a_part_of_a_fuzzy_union_counts_for_its_dialect() {
    let folder = tempfile::tempdir().unwrap();
    let asked = Asked::of(&people(folder.path()));
    let query = "union isfuzzy=true (IdentityInfo | where AccountUpn has 'ada'), (SigninLogs | project Id) | count";
    assert_eq!(asked.rows(query), ["1"]);
}

#[test]
fn a_wildcard_knows_the_columns_of_tables_without_rows() {
    let folder = tempfile::tempdir().unwrap();
    let asked = Asked::of(&people(folder.path()));
    assert_eq!(asked.rows("union * | where isempty(Computer) | summarize count() by Type"), ["IdentityInfo|2"]);
    let find =
        "find where TimeGenerated > datetime(2026-01-01) project Computer, Type | summarize count() by Computer, Type";
    assert_eq!(asked.rows(find), ["|IdentityInfo|2"]);
}
