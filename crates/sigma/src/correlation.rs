//! A Sigma correlation → its query.
//!
//! Windows slide: a burst that a fixed window would cut in two is found. `event_count` compares each event with the one
//! `n - 1` before it, and `temporal_ordered` follows the sequence, so both are exact. `value_count` and `temporal` are
//! counted in windows that are a tenth longer than asked and begin every tenth of it: none that should be found is missed.
//!
//! Source: <https://sigmahq.io/docs/meta/correlations.html>

use rsigma_parser::{
    ConditionExpr, ConditionOperator, CorrelationCondition, CorrelationRule, CorrelationType, WindowMode,
};

use crate::detection::{Matches, entities};
use crate::error::Error;
use crate::mapping::Place;
use crate::query::text;
use crate::rule::{Entity, Query};

/// A rule that the correlation refers to.
pub(crate) struct Member {
    /// The name by which the correlation refers to it.
    pub(crate) name: String,
    pub(crate) matches: Matches,
}

/// The query of a correlation of these rules.
pub(crate) fn query(
    correlation: &CorrelationRule,
    members: &[Member],
    notes: &mut Vec<String>,
) -> Result<Query, Error> {
    let plan = Plan::of(correlation, members)?;
    let tail = match correlation.correlation_type {
        CorrelationType::EventCount => plan.event_count(notes)?,
        CorrelationType::ValueCount => plan.value_count(notes)?,
        CorrelationType::Temporal => plan.temporal(notes)?,
        CorrelationType::TemporalOrdered => plan.temporal_ordered()?,
        other @ (CorrelationType::ValueSum
        | CorrelationType::ValueAvg
        | CorrelationType::ValuePercentile
        | CorrelationType::ValueMedian) => {
            return Err(Error::Unsupported(format!("correlations of type {}", other.as_str())));
        }
    };
    let mut lines = plan.source()?;
    lines.extend(tail);
    // Rows of an hour and of the window before it, so that a window that began before the hour is whole.
    let period = timespan(correlation.timespan.seconds.saturating_add(3_600));
    if correlation.timespan.seconds > 13 * 86_400 {
        notes.push("Sentinel looks back 14 days at most".to_owned());
    }
    Ok(Query { text: lines.join("\n"), entities: plan.entities(), frequency: "1h".to_owned(), period })
}

struct Plan<'c> {
    correlation: &'c CorrelationRule,
    members: &'c [Member],
    /// Columns of the groups.
    groups: Vec<String>,
}

impl<'c> Plan<'c> {
    fn of(correlation: &'c CorrelationRule, members: &'c [Member]) -> Result<Self, Error> {
        if correlation.window == WindowMode::Session {
            return Err(Error::Unsupported("session windows".to_owned()));
        }
        let groups = correlation.group_by.iter().map(|name| column(name)).collect();
        Ok(Self { correlation, members, groups })
    }

    fn span(&self) -> String {
        timespan(self.correlation.timespan.seconds)
    }

    /// What a field of the correlation is in a member: through an alias, if there is one of that name.
    fn field(&self, name: &str, member: &Member) -> Result<String, Error> {
        let alias = self.correlation.aliases.iter().find(|alias| alias.alias == name);
        let field = match alias {
            None => name,
            Some(alias) => alias.mapping.get(&member.name).map(String::as_str).ok_or_else(|| {
                Error::Unsupported(format!("the alias `{name}` without a field for the rule `{}`", member.name))
            })?,
        };
        value(&member.matches.resolver.resolve(field)?, field)
    }

    /// The events of all members: time, rule, groups, and the values counted.
    fn source(&self) -> Result<Vec<String>, Error> {
        let mut queries = Vec::new();
        for member in self.members {
            let mut lines = member.matches.lines();
            let mut columns = vec!["TimeGenerated".to_owned()];
            if self.members.len() > 1 {
                columns.push(format!("Rule = {}", text::literal(&member.name)));
            }
            for (group, column) in self.correlation.group_by.iter().zip(&self.groups) {
                let expression = self.field(group, member)?;
                columns.push(if expression == *column { expression } else { format!("{column} = {expression}") });
            }
            if let Some(fields) = self.counted() {
                let mut values = Vec::new();
                for field in fields {
                    values.push(self.field(field, member)?);
                }
                let value = match values.as_slice() {
                    [one] => one.clone(),
                    many => format!("strcat_delim(\"\\n\", {})", many.join(", ")),
                };
                columns.push(format!("Value = {value}"));
            }
            lines.push(format!("| project {}", columns.join(", ")));
            queries.push(lines);
        }
        let mut lines = match queries.len() {
            0 => return Err(Error::Unsupported("a correlation of no rules".to_owned())),
            1 => queries.remove(0),
            _ => {
                let each = queries.iter().map(|lines| format!("    ({})", lines.join("\n    ")));
                vec![format!("union\n{}", each.collect::<Vec<_>>().join(",\n"))]
            }
        };
        // Who is not named belongs to no group.
        lines.extend(self.groups.iter().map(|group| format!("| where isnotempty({group})")));
        Ok(lines)
    }

    fn counted(&self) -> Option<&[String]> {
        match (&self.correlation.correlation_type, &self.correlation.condition) {
            (CorrelationType::ValueCount, CorrelationCondition::Threshold { field, .. }) => field.as_deref(),
            _ => None,
        }
    }

    fn predicates(&self) -> Result<&[(ConditionOperator, u64)], Error> {
        match &self.correlation.condition {
            CorrelationCondition::Threshold { predicates, .. } => Ok(predicates),
            CorrelationCondition::Extended(_) => {
                Err(Error::Unsupported("a condition on rules in a correlation that counts".to_owned()))
            }
        }
    }

    /// The least number that alerts, where the condition is only that.
    fn at_least(&self) -> Result<Option<u64>, Error> {
        Ok(match self.predicates()? {
            [(ConditionOperator::Gte, number)] => Some(*number),
            [(ConditionOperator::Gt, number)] => Some(number.saturating_add(1)),
            _ => None,
        })
    }

    fn threshold(&self) -> Result<String, Error> {
        let parts = self.predicates()?.iter().map(|(operator, number)| {
            let operator = match operator {
                ConditionOperator::Lt => "<",
                ConditionOperator::Lte => "<=",
                ConditionOperator::Gt => ">",
                ConditionOperator::Gte => ">=",
                ConditionOperator::Eq => "==",
                ConditionOperator::Neq => "!=",
            };
            format!("Number {operator} {number}")
        });
        Ok(parts.collect::<Vec<_>>().join(" and "))
    }

    fn by(&self, more: &[&str]) -> String {
        let all: Vec<&str> = self.groups.iter().map(String::as_str).chain(more.iter().copied()).collect();
        if all.is_empty() { String::new() } else { format!(" by {}", all.join(", ")) }
    }

    fn event_count(&self, notes: &mut Vec<String>) -> Result<Vec<String>, Error> {
        let least = self.at_least()?.filter(|_| self.correlation.window == WindowMode::Sliding);
        let Some(least) = least.filter(|least| *least > 0) else {
            return self.counted_in_windows("count()", notes);
        };
        let back = least - 1;
        let order: Vec<String> = self.groups.iter().map(|group| format!("{group} asc")).collect();
        let order = order.into_iter().chain(["TimeGenerated asc".to_owned()]).collect::<Vec<_>>().join(", ");
        let former =
            self.groups.iter().enumerate().map(|(index, group)| format!(", Former{index} = prev({group}, {back})"));
        let same = self.groups.iter().enumerate().map(|(index, group)| format!("Former{index} == {group} and "));
        Ok(vec![
            format!("| sort by {order}"),
            format!("| extend Begin = prev(TimeGenerated, {back}){}", former.collect::<String>()),
            format!("| where {}TimeGenerated - Begin <= {}", same.collect::<String>(), self.span()),
            format!("| summarize FirstTime = min(Begin), LastTime = max(TimeGenerated){}", self.by(&[])),
        ])
    }

    fn value_count(&self, notes: &mut Vec<String>) -> Result<Vec<String>, Error> {
        if self.counted().is_none() {
            return Err(Error::Unsupported("value_count without `field` in its condition".to_owned()));
        }
        let mut lines = vec!["| where isnotempty(Value)".to_owned()];
        lines.extend(self.counted_in_windows("count_distinct(Value)", notes)?);
        Ok(lines)
    }

    fn counted_in_windows(&self, number: &str, notes: &mut Vec<String>) -> Result<Vec<String>, Error> {
        let slides = self.at_least()?.is_some_and(|least| least > 0) && self.correlation.window == WindowMode::Sliding;
        let mut lines = if slides { self.windows() } else { self.fixed(notes) };
        lines.push(format!(
            "| summarize Number = {number}, FirstTime = min(TimeGenerated), LastTime = max(TimeGenerated){}",
            self.by(&["Window"])
        ));
        lines.push(format!("| where {}", self.threshold()?));
        lines.push(format!(
            "| summarize Number = max(Number), FirstTime = min(FirstTime), LastTime = max(LastTime){}",
            self.by(&[])
        ));
        Ok(lines)
    }

    /// Each event in the one window of the clock that it is in. Sliding windows would not do where something must be
    /// missing: at the edge of some window it always is.
    fn fixed(&self, notes: &mut Vec<String>) -> Vec<String> {
        let span = self.span();
        notes.push(format!(
            "counted in fixed windows of {span}: what must be missing is, at the edge of any sliding one"
        ));
        vec![format!("| extend Window = bin(TimeGenerated, {span})")]
    }

    /// Each event in all windows that it is in.
    fn windows(&self) -> Vec<String> {
        let step = timespan((self.correlation.timespan.seconds / 10).max(1));
        let span = self.span();
        vec![
            format!("| extend Window = range(bin(TimeGenerated, {step}) - {span}, bin(TimeGenerated, {step}), {step})"),
            "| mv-expand Window to typeof(datetime)".to_owned(),
        ]
    }

    fn temporal(&self, notes: &mut Vec<String>) -> Result<Vec<String>, Error> {
        let seen: Vec<String> = self.members.iter().enumerate().map(|(index, _)| format!("Seen{index} > 0")).collect();
        let wanted = match &self.correlation.condition {
            CorrelationCondition::Extended(expression) => self.seen(expression)?,
            // What the parser gives when there is no condition: all of them.
            CorrelationCondition::Threshold { predicates, .. }
                if predicates.as_slice() == [(ConditionOperator::Gte, 1)] =>
            {
                seen.join(" and ")
            }
            CorrelationCondition::Threshold { .. } => {
                let number = seen.iter().map(|seen| format!("toint({seen})")).collect::<Vec<_>>().join(" + ");
                self.threshold()?.replace("Number", &format!("({number})"))
            }
        };
        let counts = self.members.iter().enumerate().map(|(index, member)| {
            let name = text::literal(&member.name);
            if self.members.len() > 1 {
                format!("Seen{index} = countif(Rule == {name})")
            } else {
                format!("Seen{index} = count()")
            }
        });
        let absence =
            matches!(&self.correlation.condition, CorrelationCondition::Extended(expression) if denies(expression));
        let mut lines =
            if self.correlation.window == WindowMode::Sliding && !absence { self.windows() } else { self.fixed(notes) };
        lines.push(format!(
            "| summarize {}, FirstTime = min(TimeGenerated), LastTime = max(TimeGenerated){}",
            counts.collect::<Vec<_>>().join(", "),
            self.by(&["Window"])
        ));
        lines.push(format!("| where {wanted}"));
        lines.push(format!("| summarize FirstTime = min(FirstTime), LastTime = max(LastTime){}", self.by(&[])));
        Ok(lines)
    }

    fn seen(&self, expression: &ConditionExpr) -> Result<String, Error> {
        let each = |parts: &[ConditionExpr], word: &str| -> Result<String, Error> {
            let parts: Result<Vec<_>, _> = parts.iter().map(|part| self.seen(part)).collect();
            Ok(format!("({})", parts?.join(word)))
        };
        match expression {
            ConditionExpr::And(parts) => each(parts, " and "),
            ConditionExpr::Or(parts) => each(parts, " or "),
            ConditionExpr::Not(part) => Ok(format!("not({})", self.seen(part)?)),
            ConditionExpr::Identifier(name) => {
                let index = self.members.iter().position(|member| member.name == *name);
                index.map(|index| format!("Seen{index} > 0")).ok_or_else(|| Error::Reference(name.clone()))
            }
            ConditionExpr::Selector { .. } => {
                Err(Error::Unsupported("`of` in the condition of a correlation".to_owned()))
            }
        }
    }

    /// The sequence, one step a rule. The rows are sorted by group, so a sequence stays in its group by comparing it; a
    /// later beginning takes the place of an earlier one, so the shortest sequence is found.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/scan-operator>
    fn temporal_ordered(&self) -> Result<Vec<String>, Error> {
        let default = [(ConditionOperator::Gte, 1)];
        if !matches!(&self.correlation.condition, CorrelationCondition::Threshold { predicates, .. } if predicates.as_slice() == default)
        {
            return Err(Error::Unsupported(
                "a condition in a temporal_ordered correlation; its order is its condition".to_owned(),
            ));
        }
        if self.members.len() < 2 {
            return Err(Error::Unsupported("a temporal_ordered correlation of fewer than two rules".to_owned()));
        }
        let last = self.members.len() - 1;
        let steps = self.members.iter().enumerate().map(|(index, member)| {
            let output = if index == last { "" } else { " output=none" };
            let mut tests = vec![format!("Rule == {}", text::literal(&member.name))];
            if index > 0 {
                tests.extend(self.groups.iter().map(|group| format!("{group} == s0.{group}")));
                tests.push(format!("TimeGenerated - s0.TimeGenerated <= {}", self.span()));
            }
            let result = if index == last { " => Begin = s0.TimeGenerated" } else { "" };
            format!("    step s{index}{output}: {}{result};", tests.join(" and "))
        });
        let order: Vec<String> = self.groups.iter().map(|group| format!("{group} asc")).collect();
        let order = order.into_iter().chain(["TimeGenerated asc".to_owned()]).collect::<Vec<_>>().join(", ");
        Ok(vec![
            format!("| sort by {order}"),
            format!("| scan declare (Begin: datetime) with (\n{}\n)", steps.collect::<Vec<_>>().join("\n")),
            format!("| summarize FirstTime = min(Begin), LastTime = max(TimeGenerated){}", self.by(&[])),
        ])
    }

    /// Groups that are what a table's entities are named by.
    fn entities(&self) -> Vec<Entity> {
        let Some(first) = self.members.first() else {
            return Vec::new();
        };
        let table = first.matches.resolver.table;
        let computed = |column: &str| {
            table
                .extend
                .iter()
                .find(|(name, _)| *name == column)
                .map_or(column, |(_, expression)| *expression)
                .to_owned()
        };
        entities(table, |column| {
            let wanted = computed(column);
            let groups = self.correlation.group_by.iter().zip(&self.groups);
            let mut same =
                groups.filter(|(group, _)| self.field(group, first).is_ok_and(|expression| expression == wanted));
            same.next().map(|(_, column)| column.clone())
        })
    }
}

/// Whether a condition asks that something is missing.
fn denies(expression: &ConditionExpr) -> bool {
    match expression {
        ConditionExpr::Not(_) => true,
        ConditionExpr::And(parts) | ConditionExpr::Or(parts) => parts.iter().any(denies),
        ConditionExpr::Identifier(_) | ConditionExpr::Selector { .. } => false,
    }
}

/// The one value of a place.
fn value(place: &Place, field: &str) -> Result<String, Error> {
    match place {
        Place::Text(expression) => Ok(expression.clone()),
        Place::AnyOf(places) => {
            let mut values = Vec::new();
            for place in places {
                values.push(value(place, field)?);
            }
            let last = values.pop().unwrap_or_default();
            Ok(values.into_iter().rev().fold(last, |rest, value| format!("iff(isnotempty({value}), {value}, {rest})")))
        }
        Place::Values { otherwise: Some(place), .. } => value(place, field),
        Place::Values { otherwise: None, .. } | Place::Pattern { .. } => {
            Err(Error::Unsupported(format!("grouping or counting by `{field}`, which is a part of a column")))
        }
    }
}

/// Names that the queries here use themselves.
const OURS: [&str; 8] = ["TimeGenerated", "Rule", "Value", "Window", "Number", "Begin", "FirstTime", "LastTime"];

/// A group's name as a column.
fn column(name: &str) -> String {
    let plain: String =
        name.chars().map(|character| if character.is_ascii_alphanumeric() { character } else { '_' }).collect();
    let first = plain.chars().next();
    if OURS.contains(&plain.as_str())
        || !first.is_some_and(|first| first.is_ascii_alphabetic())
        || plain.starts_with("Former")
        || plain.starts_with("Seen")
    {
        return format!("Group_{plain}");
    }
    plain
}

/// A time span as KQL and analytics rules write it.
fn timespan(seconds: u64) -> String {
    match seconds {
        _ if seconds > 0 && seconds.is_multiple_of(86_400) => format!("{}d", seconds / 86_400),
        _ if seconds > 0 && seconds.is_multiple_of(3_600) => format!("{}h", seconds / 3_600),
        _ if seconds > 0 && seconds.is_multiple_of(60) => format!("{}m", seconds / 60),
        _ => format!("{seconds}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_spans_are_in_the_largest_unit() {
        assert_eq!([90, 600, 7_200, 604_800].map(timespan), ["90s", "10m", "2h", "7d"]);
    }

    #[test]
    fn groups_are_columns() {
        assert_eq!(
            ["user", "DeviceDetail.deviceId", "Rule", "1st"].map(column),
            ["user", "DeviceDetail_deviceId", "Group_Rule", "Group_1st"]
        );
    }
}
