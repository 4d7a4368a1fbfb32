//! What could be seen, and what could not.

use detect::RuleSet;
use detect::coverage::{Seen, SeenState, seen};

use super::Making;
use crate::entries::fold::add;
use crate::model::{Covered, Entry, Gap, Population};
use crate::time::{date, iso};

/// The tables a review looks at, and what each holds.
pub(super) const SCOPE: &[(&str, &str)] = &[
    ("SigninLogs", "sign-ins of people at a screen"),
    ("AADNonInteractiveUserSignInLogs", "sign-ins that clients made for people"),
    ("AADServicePrincipalSignInLogs", "sign-ins of applications"),
    ("AADManagedIdentitySignInLogs", "sign-ins of managed identities"),
    ("AuditLogs", "changes to the directory"),
    ("AADRiskyUsers", "people at risk, by Entra ID Protection"),
    ("AADUserRiskEvents", "risk detections of Entra ID Protection"),
    ("OfficeActivity", "Exchange, SharePoint, OneDrive and Teams activity"),
    ("UnifiedAuditLog", "the unified audit log, every workload"),
    ("SecurityAlert", "alerts of Microsoft Defender"),
    ("SecurityIncident", "incidents of Microsoft Defender"),
];

/// What could be seen of each table, and which gaps of the review before are closed now.
pub(super) fn coverage(making: &Making<'_>, population: &Population) -> (Vec<Covered>, Vec<String>) {
    let period = making.period;
    let to = period.to.min(making.now.max(period.from + 1));
    let covered: Vec<Covered> = of(making, period.from, to)
        .into_iter()
        .map(|mut covered| {
            let records = population.records.iter().find(|records| records.table == covered.table);
            covered.records = records.map_or(0, |records| records.records);
            covered
        })
        .collect();
    let mut closed = Vec::new();
    if let Some(before) = making.before {
        let now = of(making, before.period.from, before.period.to);
        for was in &before.coverage {
            let Some(is) = now.iter().find(|is| is.table == was.table) else { continue };
            let open = |gap: &Gap| is.gaps.iter().any(|now| now.from <= gap.from && now.to >= gap.to);
            for gap in was.gaps.iter().filter(|gap| !open(gap)) {
                closed.push(format!(
                    "{} from {} to {}, a gap in the review of {}",
                    was.table,
                    iso(gap.from),
                    iso(gap.to),
                    before.period.name
                ));
            }
        }
    }
    (covered, closed)
}

fn of(making: &Making<'_>, from: i64, to: i64) -> Vec<Covered> {
    let tables: Vec<String> = SCOPE.iter().map(|(table, _)| (*table).to_owned()).collect();
    let seen = seen(making.coverage, &tables, from, to);
    SCOPE
        .iter()
        .zip(seen)
        .map(|((table, what), seen)| {
            let known = || making.coverage.0.iter().filter(|known| known.table == *table);
            let last = known().flat_map(|known| known.windows.iter().map(|window| window.to)).max();
            // Of alerts and risky users there is none on most days: that a day has none tells nothing, while there are some of the time.
            let is_sparse = !known().any(|known| known.busy) && !seen.cut && seen.removed.is_none();
            let seen = match seen.state {
                SeenState::Partly if is_sparse => Seen { state: SeenState::Collected, gaps: Vec::new(), ..seen },
                _ => seen,
            };
            let remark = match (seen.state, last) {
                (SeenState::NotCollected, Some(last)) => Some(format!(
                    "the archive has records of {table} up to {}, and none of this time: whether there were none or they were not fetched cannot be told",
                    date(last)
                )),
                _ => seen.remark(),
            };
            Covered {
                table: (*table).to_owned(),
                what: (*what).to_owned(),
                state: seen.state,
                records: 0,
                gaps: seen.gaps.iter().map(|(from, to)| Gap { from: *from, to: *to }).collect(),
                remark,
            }
        })
        .collect()
}

/// Tells with each entry what could not be seen that bears on it: of the tables that its rules read.
pub(super) fn remarks(entries: &mut [Entry], rules: &RuleSet, coverage: &[Covered]) {
    for entry in entries {
        let mut remarks = Vec::new();
        for rule in entry.findings.iter().filter_map(|finding| rules.find(&finding.rule)) {
            let tables: Vec<&str> = rule.data_types().collect();
            let of_rule = coverage.iter().filter(|covered| tables.contains(&covered.table.as_str()));
            let texts: Vec<String> = of_rule.filter_map(|covered| covered.remark.clone()).collect();
            add(&mut remarks, &texts);
        }
        entry.coverage = remarks;
    }
}
