//! What the Defender review is filled from.

use serde::Deserialize;

use super::Desk;
use crate::entries::Mark;
use crate::model::{DefenderAlert, Entry, RiskyUser, Tracked};
use crate::question::Asked;
use crate::time::{DAY, iso};
use kql_plan::NamedRow;

const RISKY_USERS: &str = include_str!("../../queries/risky-users.kql");
const TRACKED: &str = include_str!("../../queries/tracked.yaml");

/// How long a risk may be open and still be told of.
const OPEN_FOR: i64 = 180 * DAY;

/// People at risk.
pub(super) fn risky_users(desk: &mut Desk<'_>, entries: &[Entry]) -> Vec<RiskyUser> {
    let rows = desk.ask("risky-users-all", "Risky users", RISKY_USERS, OPEN_FOR, &[]);
    let user = |row: NamedRow<'_>| {
        let name = row.text("Account");
        let entry = entries.iter().find(|entry| entry.is_about(&name));
        RiskyUser {
            risk_level: row.text("RiskLevel"),
            risk_state: row.text("RiskState"),
            risk_detail: row.text("RiskDetail"),
            last_updated: row.time("Updated").map(iso).unwrap_or_default(),
            events: row.texts("Events"),
            entry: entry.map(|entry| entry.id),
            decision: None,
            user: name,
        }
    };
    rows.named().map(user).collect()
}

/// Alerts and incidents, of the questions that put them forward.
pub(super) fn alerts(asked: &[Asked], marks: &[(usize, usize, Mark)], entries: &[Entry]) -> Vec<DefenderAlert> {
    let mut alerts = Vec::new();
    for (at, Asked { question, rows, groups }) in asked.iter().enumerate() {
        let kind = match question.id.as_str() {
            "defender-alerts" => "alert",
            "defender-incidents" => "incident",
            _ => continue,
        };
        for (group_at, (row, group)) in rows.named().zip(groups).enumerate() {
            let mark = marks.iter().find(|(question, of, _)| (*question, *of) == (at, group_at));
            let entity = [&group.account, &group.address].into_iter().find(|text| !text.is_empty());
            alerts.push(DefenderAlert {
                kind: kind.to_owned(),
                id: group.ids.first().cloned().unwrap_or_default(),
                title: row.text("Title"),
                severity: row.text("Severity"),
                status: row.text("Status"),
                product: row.text("Product"),
                entity: entity.cloned().unwrap_or_default(),
                time: iso(group.last),
                link: row.text("Link"),
                entry: mark.and_then(|(_, _, mark)| mark.find(entries)),
                decision: None,
            });
        }
    }
    alerts
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Behaviour {
    what: String,
    query: String,
}

/// Counts unusual behaviour.
pub(super) fn tracked(desk: &mut Desk<'_>) -> Vec<Tracked> {
    let behaviours: Vec<Behaviour> = match serde_saphyr::from_str(TRACKED) {
        Ok(behaviours) => behaviours,
        Err(error) => {
            desk.problems.push(format!("what the Defender review tracks cannot be read: {error}"));
            return Vec::new();
        }
    };
    let mut tracked = Vec::new();
    for Behaviour { what, query } in behaviours {
        let id = what.split_whitespace().collect::<Vec<_>>().join("-").replace(['(', ')', ','], "");
        let rows = desk.ask(&id, &format!("Tracked: {what}"), &query, 0, &[]);
        tracked.extend(rows.named().map(|row| Tracked {
            what: what.clone(),
            count: row.count("Count"),
            people: row.count("People"),
            examples: row.texts("Examples"),
        }));
    }
    tracked
}
