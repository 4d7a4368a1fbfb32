//! A finding as a person reads it.

use detect::coverage::Seen;
use detect::{Condition, Rule, RuleSet};
use serde_json::{Value, json};

use crate::commands::evidence;
use crate::output::{Grid, count, instant};

/// Returns a finding's story.
pub(super) fn told(set: &RuleSet, condition: &Condition, coverage: &[Seen]) -> String {
    let Some(telling) = condition.telling() else { return String::new() };
    let rule = set.find(&condition.rule);
    let mut out = format!("{}  {}\n", condition.severity.name().to_uppercase(), telling.title);
    let mut line = |label: &str, text: &str| {
        if !text.trim().is_empty() {
            out += &wrapped(label, text);
        }
    };
    line("", &telling.story);
    let times = if condition.first == condition.last {
        instant(condition.first)
    } else {
        format!("{} – {}", instant(condition.first), instant(condition.last))
    };
    let repeats = if condition.findings.len() > 1 {
        format!(", found {} times", count(condition.findings.len() as u64))
    } else {
        String::new()
    };
    line("when", &format!("{times}{repeats}"));
    let who: Vec<String> = condition.entities.iter().take(8).map(|entity| entity.value.clone()).collect();
    let more = condition.entities.len().saturating_sub(who.len());
    line("who", &(who.join(" · ") + &if more > 0 { format!(" and {more} more") } else { String::new() }));
    for (label, value) in &telling.details {
        line(&label.to_lowercase(), value);
    }
    if let Some(record) = condition.records.first() {
        let more = condition.records.len().saturating_sub(1);
        let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
        line("evidence", &(evidence::ask_for(record) + &rest));
    }
    line("technique", &telling.techniques.join(", "));
    if let Some(rule) = rule {
        for (at, check) in rule.response.check.iter().enumerate() {
            line(if at == 0 { "check" } else { "·" }, check);
        }
    }
    for remark in remarks(rule, coverage) {
        line("coverage", &remark);
    }
    line("alert", &format!("{}  [{}]", condition.id(), condition.rule));
    out + "\n"
}

/// What the rule could not see.
pub(super) fn remarks(rule: Option<&Rule>, coverage: &[Seen]) -> Vec<String> {
    let tables: Vec<&str> = rule.map(|rule| rule.data_types().collect()).unwrap_or_default();
    coverage.iter().filter(|seen| tables.contains(&seen.table.as_str())).filter_map(Seen::remark).collect()
}

/// A label and a text, in lines that fit.
fn wrapped(label: &str, text: &str) -> String {
    let width = crate::output::width().unwrap_or(120).clamp(60, 140) - 14;
    let mut lines: Vec<String> = vec![String::new()];
    for word in text.split_whitespace() {
        let fits = lines
            .last()
            .is_some_and(|line| line.is_empty() || line.chars().count() + 1 + word.chars().count() <= width);
        match lines.last_mut() {
            Some(line) if fits => {
                if !line.is_empty() {
                    line.push(' ');
                }
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    let mut out = String::new();
    for (at, line) in lines.iter().enumerate() {
        out += &format!("  {:<11} {line}\n", if at == 0 { label } else { "" });
    }
    out
}

/// Findings as rows.
pub(super) fn grid(found: &[Condition]) -> Grid {
    let mut grid = Grid::new(&[
        "severity",
        "rule",
        "title",
        "story",
        "first",
        "last",
        "entities",
        "techniques",
        "records",
        "alert",
    ]);
    for condition in found {
        let Some(telling) = condition.telling() else { continue };
        grid.row([
            condition.severity.to_string(),
            condition.rule.clone(),
            telling.title.clone(),
            telling.story.clone(),
            ::review::iso(condition.first),
            ::review::iso(condition.last),
            condition.entities.iter().map(|entity| entity.value.clone()).collect::<Vec<_>>().join("; "),
            telling.techniques.join("; "),
            condition
                .records
                .iter()
                .map(|record| format!("{}/{}", record.table, record.id))
                .collect::<Vec<_>>()
                .join("; "),
            condition.id(),
        ]);
    }
    grid
}

pub(super) fn coverage(seen: &Seen) -> Value {
    let gaps: Vec<Value> =
        seen.gaps.iter().map(|(from, to)| json!({"from": ::review::iso(*from), "to": ::review::iso(*to)})).collect();
    json!({"table": seen.table, "state": seen.state.name(), "gaps": gaps, "cut": seen.cut, "remark": seen.remark()})
}
