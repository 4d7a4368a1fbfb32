//! What was looked at, and what of it is routine.

use std::collections::BTreeMap;

use super::Desk;
use super::coverage::SCOPE;
use crate::model::{Population, Records, Routine, SignIns};

/// The population of the period, and the numbers of the time before it.
pub(super) struct Counted {
    pub(super) population: Population,
    /// Sign-ins, failures and people by how many lengths of the period before it, 0 for itself.
    pub(super) before: BTreeMap<i64, (u64, u64, u64)>,
}

const POPULATION: &str = include_str!("../../queries/population.kql");
const UNIFIED: &str = include_str!("../../queries/unified-sign-ins.kql");
const PEOPLE: &str = include_str!("../../queries/people.kql");
const REASONS: &str = include_str!("../../queries/failure-reasons.kql");

/// Counts.
pub(super) fn population(desk: &mut Desk<'_>) -> Counted {
    let period = desk.making.period;
    let lookback = period.length().saturating_mul(period.compared());
    let mut rows = desk.ask("population", "Population", POPULATION, lookback, &[]);
    if rows.rows.is_empty() {
        rows = desk.ask("unified-sign-ins", "Population by the unified audit log", UNIFIED, lookback, &[]);
    }
    let mut counted = Counted { population: Population::default(), before: BTreeMap::new() };
    for row in rows.named() {
        let kind = SignIns {
            kind: row.text("Kind"),
            table: row.text("Table"),
            sign_ins: row.count("SignIns"),
            success: row.count("Success"),
            failure: row.count("Failure"),
            interrupted: row.count("Interrupted"),
            unknown: row.count("Unknown"),
        };
        let before = counted.before.entry(row.whole("Ago")).or_default();
        before.0 += kind.sign_ins;
        before.1 += kind.failure;
        if row.whole("Ago") == 0 {
            let all = &mut counted.population;
            all.sign_ins += kind.sign_ins;
            all.success += kind.success;
            all.failure += kind.failure;
            all.interrupted += kind.interrupted;
            all.unknown += kind.unknown;
            all.by_kind.push(kind);
        }
    }
    let people = desk.ask("people", "People and addresses", PEOPLE, lookback, &[]);
    for row in people.named() {
        counted.before.entry(row.whole("Ago")).or_default().2 = row.count("People");
        if row.whole("Ago") == 0 {
            counted.population.people = row.count("People");
            counted.population.addresses = row.count("Addresses");
        }
    }
    let branches: Vec<String> = SCOPE
        .iter()
        .map(|(table, _)| format!("({table} | summarize Records = count() | extend Table = \"{table}\")"))
        .collect();
    let query = format!("union {}\n| where Records > 0\n| sort by Table asc", branches.join(", "));
    let records = desk.ask("records", "Records of each table", &query, 0, &[]);
    counted.population.records =
        records.named().map(|row| Records { table: row.text("Table"), records: row.count("Records") }).collect();
    counted
}

/// What was found and needs no decision, in sums.
pub(super) fn routine(desk: &mut Desk<'_>, population: &Population) -> Vec<Routine> {
    let mut routine = vec![Routine {
        what: "sign-ins that were interrupted: a second factor was asked for, a session had run out, a page waited"
            .to_owned(),
        records: population.interrupted,
        people: 0,
    }];
    let rows = desk.ask("failure-reasons", "Failures by reason", REASONS, 0, &[]);
    routine.extend(rows.named().map(|row| Routine {
        what: format!("failed sign-ins: {} ({})", row.text("Reason"), row.text("Code")),
        records: row.count("Records"),
        people: row.count("People"),
    }));
    routine.retain(|line| line.records > 0);
    routine
}
