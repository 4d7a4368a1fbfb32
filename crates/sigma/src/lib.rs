//! Sigma rules and correlations for Azure and Microsoft 365 → analytics rules of Microsoft Sentinel, with queries in KQL.
//!
//! | stage | from → to | law |
//! |---|---|---|
//! | parse | YAML → rules (the crate `rsigma-parser`) | what it does not understand is an error |
//! | map | log source, field → table, place | a field that is nowhere is an error with the nearest name |
//! | convert | detections, correlation → predicate, query | what cannot be asked as Sigma means it is an error, or a note |
//! | check | query → query | it parses; nothing else leaves |
//!
//! Sigma compares text without regard to case, so `=~`, `contains` and their kin are used; `cased` makes them exact.
//! Source: <https://sigmahq.io/sigma-specification/specification/sigma-rules-specification.html>

mod correlation;
mod detection;
mod error;
mod mapping;
mod query;
mod rule;

use std::collections::BTreeSet;

use rsigma_parser::{CorrelationRule, SigmaCollection, SigmaRule};

pub use error::Error;
pub use rule::{AnalyticsRule, Entity, Identifier};

use correlation::Member;
use detection::{Matches, refers};
use rule::{About, Query};

/// The names of a table's columns, or nothing when there is no such table.
pub type Columns<'c> = &'c dyn Fn(&str) -> Option<Vec<String>>;

/// What became of one Sigma rule or correlation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Converted {
    /// Its title.
    pub title: String,
    /// The analytics rule, or why there is none.
    pub rule: Result<AnalyticsRule, Error>,
    /// What whoever uses the rule should know.
    pub notes: Vec<String>,
}

/// Converts the rules and correlations of files, which may refer to each other. A rule that is only there for a correlation
/// (whose `generate` is not set) gives none by itself.
///
/// ```
/// let rule = "
/// title: Sign-in with a legacy protocol
/// logsource: { product: azure, service: signinlogs }
/// detection:
///   selection: { ResultType: 0, ClientAppUsed: [IMAP4, POP3] }
///   condition: selection
/// level: medium
/// ";
/// let columns = |table: &str| (table == "SigninLogs").then(|| vec!["ResultType".to_owned(), "ClientAppUsed".to_owned()]);
/// let converted = sigma::convert(&[rule], &columns).expect("it is a rule");
/// let query = &converted[0].rule.as_ref().expect("all fields are known").query;
/// assert_eq!(query, "SigninLogs\n| where ResultType =~ \"0\"\n| where ClientAppUsed in~ (\"IMAP4\", \"POP3\")");
/// ```
pub fn convert(files: &[&str], columns: Columns<'_>) -> Result<Vec<Converted>, Error> {
    let mut all = SigmaCollection::new();
    for file in files {
        let read = rsigma_parser::parse_sigma_yaml(file).map_err(|error| Error::Read(error.to_string()))?;
        if let Some(error) = read.errors.first() {
            return Err(Error::Read(error.clone()));
        }
        all.rules.extend(read.rules);
        all.correlations.extend(read.correlations);
        all.filters.extend(read.filters);
    }
    let silent: BTreeSet<&str> = all
        .correlations
        .iter()
        .filter(|correlation| !correlation.generate)
        .flat_map(|correlation| correlation.rules.iter().map(String::as_str))
        .collect();
    let mut converted = Vec::new();
    for rule in &all.rules {
        if !silent.iter().any(|name| refers(name, rule)) {
            converted.push(detection_rule(rule, &all, columns));
        }
    }
    converted.extend(all.correlations.iter().map(|correlation| correlation_rule(correlation, &all, columns)));
    Ok(converted)
}

fn detection_rule(rule: &SigmaRule, all: &SigmaCollection, columns: Columns<'_>) -> Converted {
    let mut notes = Vec::new();
    let about = About {
        id: rule.id.as_ref(),
        title: &rule.title,
        description: rule.description.as_ref(),
        author: rule.author.as_ref(),
        level: rule.level,
        tags: &rule.tags,
        falsepositives: &rule.falsepositives,
        references: &rule.references,
    };
    let query = Matches::of(rule, &all.filters, columns, &mut notes).map(|matches| matches.query());
    finished(&about, query, notes)
}

fn correlation_rule(correlation: &CorrelationRule, all: &SigmaCollection, columns: Columns<'_>) -> Converted {
    let mut notes = Vec::new();
    let about = About {
        id: correlation.id.as_ref(),
        title: &correlation.title,
        description: correlation.description.as_ref(),
        author: correlation.author.as_ref(),
        level: correlation.level,
        tags: &correlation.tags,
        falsepositives: &correlation.falsepositives,
        references: &correlation.references,
    };
    let query = members(correlation, all, columns, &mut notes)
        .and_then(|members| correlation::query(correlation, &members, &mut notes));
    finished(&about, query, notes)
}

fn members(
    correlation: &CorrelationRule,
    all: &SigmaCollection,
    columns: Columns<'_>,
    notes: &mut Vec<String>,
) -> Result<Vec<Member>, Error> {
    let mut members = Vec::new();
    for name in &correlation.rules {
        let nested = |other: &&CorrelationRule| other.name.as_ref() == Some(name) || other.id.as_ref() == Some(name);
        if all.correlations.iter().find(nested).is_some() {
            return Err(Error::Unsupported(format!("a correlation of the correlation `{name}`")));
        }
        let rule = all.rules.iter().find(|rule| refers(name, rule)).ok_or_else(|| Error::Reference(name.clone()))?;
        members.push(Member { name: name.clone(), matches: Matches::of(rule, &all.filters, columns, notes)? });
    }
    Ok(members)
}

/// The rule, once its query was parsed.
fn finished(about: &About<'_>, query: Result<Query, Error>, mut notes: Vec<String>) -> Converted {
    notes.sort();
    notes.dedup();
    let rule = query.and_then(|query| {
        let parsed = kql::parse(&query.text);
        match parsed.errors().next() {
            Some(error) => Err(Error::Query(error.to_string())),
            None => Ok(about.rule(query)),
        }
    });
    Converted { title: about.title.to_owned(), rule, notes }
}
