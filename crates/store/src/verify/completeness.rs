//! Whether the records are known to be all there were.

use std::collections::BTreeMap;

use chrono::DateTime;

use super::verdict::{Aspect, Report};
use crate::ledger::{Coverage, State};
use crate::{LeafAccount, WindowKind};

/// Notes every sign that records are missing.
pub(super) fn check(state: &State, report: &mut Report) {
    // A leaf that was imported again, with other options or a newer program, is judged by the last time.
    let mut latest: BTreeMap<(&str, Option<&str>), &LeafAccount> = BTreeMap::new();
    for leaf in &state.leaves {
        latest.insert((&leaf.evidence, leaf.member.as_deref()), leaf);
    }
    for leaf in latest.into_values() {
        let object = match &leaf.member {
            Some(member) => format!("{}/{member}", leaf.path),
            None => leaf.path.clone(),
        };
        if leaf.format.is_none() {
            report.find(Aspect::Completeness, &object, "its format was not recognised");
        }
        if leaf.rejected > 0 {
            report.find(Aspect::Completeness, &object, format!("{} of its records were rejected", leaf.rejected));
        }
        if let Some(cut) = &leaf.cut {
            report.find(Aspect::Completeness, &object, format!("its exporter cut it short: {cut}"));
        }
    }
    for table in Coverage::of(state).0 {
        let object = format!("{} of {}", table.table, table.tenant);
        for (from, to) in table.silences.iter().filter(|_silence| table.busy) {
            let what = format!("no record from {} to {}", time(*from), time(*to + 1));
            report.find(Aspect::Completeness, &object, what);
        }
        for window in &table.windows {
            let why = match &window.kind {
                WindowKind::Imported | WindowKind::Collected | WindowKind::VerifiedEmpty => continue,
                WindowKind::Gap(reason) => reason.as_str(),
                WindowKind::Expired => "the source no longer keeps it",
                WindowKind::NotLicensed => "the tenant has no licence for it",
                WindowKind::NotPermitted => "the application may not read it",
            };
            let what = format!("not had from {} to {}: {why}", time(window.from), time(window.to));
            report.find(Aspect::Completeness, &object, what);
        }
    }
}

fn time(micros: i64) -> String {
    DateTime::from_timestamp_micros(micros)
        .map_or_else(|| micros.to_string(), |time| time.format("%Y-%m-%dT%H:%M:%SZ").to_string())
}
