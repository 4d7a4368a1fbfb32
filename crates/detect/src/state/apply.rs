//! Findings of a stretch of time → alerts.

use std::collections::BTreeSet;

use rusqlite::Connection;

use super::alert::{self, Body};
use super::exclusion::Exclusion;
use super::{Alert, Closing, State, StateError, Status, from_json, record, to_json};
use crate::condition::{Condition, conditions};
use crate::finding::Finding;
use crate::rule::Rule;

/// Who changes alerts when no person does.
const PROGRAM: &str = "quaestor";

/// What applying findings did.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Applied {
    /// Alerts there were not before.
    pub new: Vec<Alert>,
    /// Alerts that say something else now.
    pub updated: Vec<Alert>,
    /// Alerts whose findings are gone.
    pub withdrawn: Vec<Alert>,
    /// Findings left out by an exclusion.
    pub excluded: u64,
}

impl Applied {
    /// Adds what another step did.
    pub fn add(&mut self, other: Self) {
        self.new.extend(other.new);
        self.updated.extend(other.updated);
        self.withdrawn.extend(other.withdrawn);
        self.excluded += other.excluded;
    }
}

impl State {
    /// Makes the findings of a rule in a stretch of time, `from` to before `to`, be these.
    ///
    /// # Errors
    /// When they cannot be written; then nothing is.
    pub fn apply(
        &mut self,
        rule: &Rule,
        from: i64,
        to: i64,
        findings: &[Finding],
        members: &dyn Fn(&str) -> Vec<String>,
        now: i64,
    ) -> Result<Applied, StateError> {
        let exclusions = self.exclusions(now)?;
        self.transaction(|connection| {
            let mut applied = Applied::default();
            let mut touched = replace(connection, rule, from, to, findings, &exclusions, members, &mut applied)?;
            touched.sort();
            touched.dedup();
            for key in touched {
                settle(connection, rule, &key, now, &mut applied)?;
            }
            Ok(applied)
        })
    }
}

/// Replaces the stored findings of the stretch; returns the keys that are touched.
#[expect(clippy::too_many_arguments, reason = "one step of `apply`, which hands on what it has")]
fn replace(
    connection: &Connection,
    rule: &Rule,
    from: i64,
    to: i64,
    findings: &[Finding],
    exclusions: &[Exclusion],
    members: &dyn Fn(&str) -> Vec<String>,
    applied: &mut Applied,
) -> rusqlite::Result<Vec<String>> {
    let mut touched = Vec::new();
    let wanted: BTreeSet<String> = findings.iter().map(Finding::id).collect();
    let mut statement =
        connection.prepare_cached("SELECT id, key FROM finding WHERE rule = ?1 AND time >= ?2 AND time < ?3")?;
    let stored: Vec<(String, String)> = statement
        .query_map((&rule.slug, from, to), |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    for (id, key) in &stored {
        if !wanted.contains(id) {
            connection.execute("DELETE FROM finding WHERE id = ?1", [id])?;
            touched.push(key.clone());
        }
    }
    for finding in findings {
        let excluded = exclusions.iter().find(|exclusion| exclusion.covers(finding, members)).map(|e| e.number);
        applied.excluded += u64::from(excluded.is_some());
        let changed = connection.execute(
            "INSERT INTO finding (id, rule, key, time, excluded, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
             ON CONFLICT (id) DO UPDATE SET excluded = excluded.excluded, body = excluded.body
             WHERE finding.excluded IS NOT excluded.excluded OR finding.body <> excluded.body",
            (finding.id(), &rule.slug, &finding.key, finding.time, excluded, to_json(finding)?),
        )?;
        if changed > 0 {
            touched.push(finding.key.clone());
        }
    }
    Ok(touched)
}

/// Makes the alerts of a rule and key be the conditions that its findings are.
fn settle(connection: &Connection, rule: &Rule, key: &str, now: i64, applied: &mut Applied) -> rusqlite::Result<()> {
    let mut statement = connection.prepare_cached(
        "SELECT body FROM finding WHERE rule = ?1 AND key = ?2 AND excluded IS NULL ORDER BY time, id",
    )?;
    let bodies: Vec<String> =
        statement.query_map((&rule.slug, key), |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    let findings = bodies.iter().map(|body| from_json(body)).collect::<rusqlite::Result<Vec<Finding>>>()?;
    let mut conditions = conditions(findings, |_| rule.condition_lasts());
    conditions.sort_by_key(|condition| condition.first);
    let mut statement =
        connection.prepare_cached("SELECT * FROM alert WHERE rule = ?1 AND key = ?2 ORDER BY created, first, id")?;
    let known: Vec<Alert> = statement.query_map((&rule.slug, key), Alert::of_row)?.collect::<rusqlite::Result<_>>()?;
    let (matched, left) = matched(&conditions, known, rule.condition_lasts());
    for (condition, alert) in conditions.iter().zip(matched) {
        match alert {
            Some(alert) => update(connection, &alert, condition, rule, now, applied)?,
            None => create(connection, condition, now, applied)?,
        }
    }
    for alert in left.into_iter().filter(|alert| alert.status != Status::Withdrawn) {
        connection.execute(
            "UPDATE alert SET status = 'withdrawn', revision = revision + 1, reason = ?2 WHERE id = ?1",
            (&alert.id, "what it rested on is gone, or belongs to another alert"),
        )?;
        let reason = "records that came late, an exclusion or a changed rule took away what it rested on";
        record(connection, now, PROGRAM, &alert.id, &format!("{} → withdrawn", alert.status.name()), reason)?;
        applied.withdrawn.push(Alert { status: Status::Withdrawn, ..alert });
    }
    Ok(())
}

/// Returns which alert goes on as which condition, and the alerts that none goes on as. An alert goes on as the condition of its name; else as the first
/// one that lies within reach of it. Of several alerts the oldest goes on, and one that was withdrawn only when there is no other.
fn matched(conditions: &[Condition], mut known: Vec<Alert>, reach: i64) -> (Vec<Option<Alert>>, Vec<Alert>) {
    let mut matched: Vec<Option<Alert>> = conditions
        .iter()
        .map(|condition| {
            let id = condition.id();
            known.iter().position(|alert| alert.id == id).map(|at| known.remove(at))
        })
        .collect();
    for (condition, place) in conditions.iter().zip(&mut matched).filter(|(_, place)| place.is_none()) {
        let within = |alert: &Alert| {
            alert.first <= condition.last.saturating_add(reach) && alert.last >= condition.first.saturating_sub(reach)
        };
        let live = known.iter().position(|alert| within(alert) && alert.status != Status::Withdrawn);
        *place = live.or_else(|| known.iter().position(within)).map(|at| known.remove(at));
    }
    (matched, known)
}

fn body(condition: &Condition) -> Body {
    let Some(telling) = condition.telling() else { return Body::default() };
    Body {
        title: telling.title.clone(),
        story: telling.story.clone(),
        tactics: telling.tactics.clone(),
        techniques: telling.techniques.clone(),
        entities: condition.entities.clone(),
        details: telling.details.clone(),
        records: condition.records.clone(),
    }
}

fn create(connection: &Connection, condition: &Condition, now: i64, applied: &mut Applied) -> rusqlite::Result<()> {
    let id = condition.id();
    connection.execute(
        "INSERT INTO alert (id, rule, key, status, severity, first, last, findings, revision, created, body)
         VALUES (?1, ?2, ?3, 'new', ?4, ?5, ?6, ?7, 1, ?8, ?9)",
        (
            &id,
            &condition.rule,
            &condition.key,
            condition.severity.name(),
            condition.first,
            condition.last,
            condition.findings.len() as i64,
            now,
            to_json(&body(condition))?,
        ),
    )?;
    record(connection, now, PROGRAM, &id, "new", "")?;
    applied.new.extend(alert::find(connection, &id)?);
    Ok(())
}

fn update(
    connection: &Connection,
    alert: &Alert,
    condition: &Condition,
    rule: &Rule,
    now: i64,
    applied: &mut Applied,
) -> rusqlite::Result<()> {
    let body = body(condition);
    let same = alert.status != Status::Withdrawn
        && (alert.first, alert.last, alert.severity, alert.findings)
            == (condition.first, condition.last, condition.severity, condition.findings.len() as u64)
        && alert.body.says_as_much_as(&body);
    if same {
        // A query may name other five of sixty accounts each time it runs. What is shown is the newest, and nobody is told.
        if alert.body != body {
            connection.execute("UPDATE alert SET body = ?2 WHERE id = ?1", (&alert.id, to_json(&body)?))?;
        }
        return Ok(());
    }
    // A condition that goes on after it was closed as an attack is an attack that goes on; what is benign stays closed, unless the rule says otherwise.
    let goes_on = condition.last > alert.last;
    let reopen = rule.grouping().is_some_and(|grouping| {
        grouping.other.get("reopenClosedIncident").and_then(serde_json::Value::as_bool).unwrap_or(false)
    }) || alert.closing == Some(Closing::TruePositive);
    let back = alert.status == Status::Withdrawn || (alert.status == Status::Closed && goes_on && reopen);
    let status = if back { Status::New } else { alert.status };
    connection.execute(
        "UPDATE alert SET status = ?2, severity = ?3, first = ?4, last = ?5, findings = ?6, body = ?7, revision = revision + 1 WHERE id = ?1",
        (
            &alert.id,
            status.name(),
            condition.severity.name(),
            condition.first,
            condition.last,
            condition.findings.len() as i64,
            to_json(&body)?,
        ),
    )?;
    if back {
        connection.execute("UPDATE alert SET closing = NULL, reason = NULL WHERE id = ?1", [&alert.id])?;
        record(connection, now, PROGRAM, &alert.id, &format!("{} → new", alert.status.name()), "it goes on")?;
    }
    applied.updated.extend(alert::find(connection, &alert.id)?);
    Ok(())
}
