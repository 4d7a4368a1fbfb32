//! What `basket`, `autocluster` and `diffpatterns` share: patterns, that is values of some columns that stand together in many rows.
//!
//! Patterns are found depth first, each with the set of its rows (Zaki's Eclat), and only closed ones are told: those that no other pattern with
//! the same rows says more than.

use std::collections::HashMap;

use super::argument::{self, Operand, piped};
use super::{PluginArgument, PluginCall};
use crate::Value;
use crate::aggregate::key::key;
use crate::convert::convert;
use crate::rows::{Row, RunError};
use crate::{Context, Type};

/// The most patterns that are looked at.
const MOST_PATTERNS: usize = 100_000;
/// The most bytes that the sets of rows may take.
const MOST_BYTES: usize = 512 << 20;

/// A set of rows: a bit for each.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct RowSet(Vec<u64>);

impl RowSet {
    fn empty(rows: usize) -> Self {
        RowSet(vec![0; rows.div_ceil(64)])
    }

    fn insert(&mut self, row: usize) {
        if let Some(word) = self.0.get_mut(row / 64) {
            *word |= 1 << (row % 64);
        }
    }

    /// The rows that are in both.
    pub(super) fn and(&self, other: &RowSet) -> RowSet {
        RowSet(self.0.iter().zip(&other.0).map(|(left, right)| left & right).collect())
    }

    /// The rows that are in one of them.
    pub(super) fn or(&self, other: &RowSet) -> RowSet {
        RowSet(self.0.iter().zip(&other.0).map(|(left, right)| left | right).collect())
    }

    /// The rows that are not in the other one.
    pub(super) fn without(&self, other: &RowSet) -> RowSet {
        RowSet(self.0.iter().zip(&other.0).map(|(left, right)| left & !right).collect())
    }

    fn rows(&self) -> impl Iterator<Item = usize> {
        self.0.iter().enumerate().flat_map(|(place, word)| {
            (0..64).filter(move |bit| word & (1 << bit) != 0).map(move |bit| place * 64 + bit)
        })
    }
}

/// A pattern: which columns have which values, and in which rows.
#[derive(Debug, Clone)]
pub(super) struct Pattern {
    /// Columns, by their places, and their values, by the place of a row that has them.
    pub(super) items: Vec<(usize, usize)>,
    /// The rows.
    pub(super) rows: RowSet,
}

/// The rows in which patterns are looked for.
#[derive(Debug)]
pub(super) struct Population {
    rows: Vec<Row>,
    /// How much each row counts; empty: one each.
    weights: Vec<u64>,
}

impl Population {
    /// The rows and, with a column of weights, how much each counts.
    pub(super) fn new(rows: Vec<Row>, weight: Option<&Operand>, context: &Context) -> Self {
        let weights = match weight {
            None => Vec::new(),
            Some(operand) => rows
                .iter()
                .map(|row| {
                    operand.value(row, context).as_real().filter(|weight| *weight > 0.0).map_or(0, |w| w.round() as u64)
                })
                .collect(),
        };
        Population { rows, weights }
    }

    /// How much the rows of a set count.
    pub(super) fn count(&self, set: &RowSet) -> u64 {
        if self.weights.is_empty() {
            return set.0.iter().map(|word| u64::from(word.count_ones())).sum();
        }
        set.rows().filter_map(|row| self.weights.get(row)).fold(0, |sum, weight| sum.saturating_add(*weight))
    }

    /// All rows.
    pub(super) fn all(&self) -> RowSet {
        self.those(|_| true)
    }

    /// The rows that fulfil a condition.
    pub(super) fn those(&self, wanted: impl Fn(&Row) -> bool) -> RowSet {
        let mut set = RowSet::empty(self.rows.len());
        for (place, _) in self.rows.iter().enumerate().filter(|(_, row)| wanted(row)) {
            set.insert(place);
        }
        set
    }

    /// The closed patterns over some columns, of at most so many values each, for which `enough` holds: it must hold for every part of a
    /// pattern for which it holds.
    ///
    /// # Errors
    /// When the rows are too many.
    pub(super) fn patterns(
        &self,
        columns: &[usize],
        most_items: usize,
        enough: &dyn Fn(&RowSet) -> bool,
    ) -> Result<Vec<Pattern>, RunError> {
        let mut items: Vec<Pattern> = Vec::new();
        for column in columns {
            let mut values: HashMap<Vec<u8>, Vec<usize>> = HashMap::new();
            let mut order: Vec<Vec<u8>> = Vec::new();
            for (place, row) in self.rows.iter().enumerate() {
                let value = row.get(*column).map(key).unwrap_or_default();
                let rows = values.entry(value.clone()).or_default();
                if rows.is_empty() {
                    order.push(value);
                }
                rows.push(place);
            }
            for rows in order.iter().filter_map(|value| values.get(value)) {
                let mut set = RowSet::empty(self.rows.len());
                for row in rows {
                    set.insert(*row);
                }
                if enough(&set) {
                    let example = rows.first().copied().unwrap_or_default();
                    items.push(Pattern { items: vec![(*column, example)], rows: set });
                }
                if items.len().saturating_mul(self.rows.len() / 8) > MOST_BYTES {
                    return Err(RunError(
                        "the rows have too many different values to look for patterns; project fewer columns"
                            .to_owned(),
                    ));
                }
            }
        }
        let mut found: Vec<Pattern> = Vec::new();
        extend(&Pattern { items: Vec::new(), rows: self.all() }, &items, most_items, enough, &mut found);
        Ok(closed(found))
    }

    /// A result row for a pattern: the values of its columns, a wildcard in the others.
    pub(super) fn row(&self, pattern: &Pattern, columns: &[usize], wildcards: &[Value<'static>]) -> Row {
        let value = |(place, wildcard): (&usize, &Value<'static>)| {
            let item = pattern.items.iter().find(|(column, _)| column == place);
            let found = item.and_then(|(column, row)| self.rows.get(*row)?.get(*column));
            found.unwrap_or(wildcard).clone()
        };
        columns.iter().zip(wildcards).map(value).collect()
    }
}

/// Adds to a pattern each of the items that come after it, as long as enough rows are left.
fn extend(
    pattern: &Pattern,
    items: &[Pattern],
    most_items: usize,
    enough: &dyn Fn(&RowSet) -> bool,
    found: &mut Vec<Pattern>,
) {
    for (place, item) in items.iter().enumerate() {
        if found.len() >= MOST_PATTERNS {
            return;
        }
        let column = |pattern: &Pattern| pattern.items.last().map(|(column, _)| *column);
        if column(item) == column(pattern) {
            continue;
        }
        let rows = pattern.rows.and(&item.rows);
        if !enough(&rows) {
            continue;
        }
        let longer = Pattern { items: [pattern.items.as_slice(), &item.items].concat(), rows };
        found.push(longer.clone());
        if longer.items.len() < most_items {
            extend(&longer, items.get(place + 1..).unwrap_or_default(), most_items, enough, found);
        }
    }
}

/// Of the patterns with the same rows the longest.
fn closed(found: Vec<Pattern>) -> Vec<Pattern> {
    let mut places: HashMap<RowSet, usize> = HashMap::new();
    let mut out: Vec<Pattern> = Vec::new();
    for pattern in found {
        match places.get(&pattern.rows).and_then(|place| out.get_mut(*place)) {
            Some(known) if known.items.len() < pattern.items.len() => *known = pattern,
            Some(_) => {}
            None => {
                places.insert(pattern.rows.clone(), out.len());
                out.push(pattern);
            }
        }
    }
    out
}

/// What stands in the columns that a pattern leaves open: for each column the wildcard given for its type, else the null.
///
/// Errors: a wildcard that is no constant.
pub(super) fn wildcards<'c>(
    call: &PluginCall,
    given: impl Iterator<Item = &'c PluginArgument>,
    columns: &[usize],
) -> Result<Vec<Value<'static>>, String> {
    let mut known: HashMap<Type, Value<'static>> = HashMap::new();
    for argument in given {
        match argument {
            PluginArgument::Constant(value, _) if value.as_str() == "~" => {}
            PluginArgument::Constant(value, kind) => {
                known.insert(*kind, value.clone());
            }
            _ => return Err("a wildcard must be a constant".to_owned()),
        }
    }
    let piped = piped(call);
    let wildcard = |place: &usize| {
        let kind = piped.get(*place).map_or(Type::Dynamic, |column| column.kind);
        known.get(&kind).map_or(Value::null(kind), |value| convert(value, kind).into_owned())
    };
    Ok(columns.iter().map(wildcard).collect())
}

/// A column of weights; none when it is `~` or not given.
pub(super) fn weight(call: &PluginCall, argument: Option<&PluginArgument>) -> Result<Option<Operand>, String> {
    match argument {
        None => Ok(None),
        Some(argument) if Operand::read(call, argument).is_some_and(|operand| operand.is_default()) => Ok(None),
        Some(_) => {
            let operand = argument::column(call, argument, "weight")?;
            if operand.kind.is_number() { Ok(Some(operand)) } else { Err("the weight must be a number".to_owned()) }
        }
    }
}

/// A share, a constant greater than 0 and up to 1.
pub(super) fn share(argument: Option<&PluginArgument>, default: f64, what: &str) -> Result<f64, String> {
    let value = argument::constant(argument, what)?;
    let share = value.map_or(Some(default), Value::as_real).filter(|share| *share > 0.0 && *share <= 1.0);
    share.ok_or_else(|| format!("the {what} must be a number greater than 0 and up to 1"))
}
