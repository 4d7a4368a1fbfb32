//! Answers, read by the names of their columns.

use kql_plan::value::{Json, UNIX_EPOCH};
use kql_plan::{Rows, Value, convert};

/// A row with the names of its columns.
pub(crate) struct Row<'a> {
    rows: &'a Rows,
    values: &'a [Value<'static>],
}

impl<'a> Row<'a> {
    pub(crate) fn new(rows: &'a Rows, values: &'a [Value<'static>]) -> Self {
        Self { rows, values }
    }

    /// Every row.
    pub(crate) fn all(rows: &'a Rows) -> impl Iterator<Item = Row<'a>> {
        rows.rows.iter().map(|values| Row::new(rows, values))
    }

    fn get(&self, name: &str) -> Option<&'a Value<'static>> {
        self.values.get(self.rows.position(name)?)
    }

    /// Names and values.
    pub(crate) fn cells(&self) -> impl Iterator<Item = (&'a str, &'a Value<'static>)> {
        self.rows.columns.iter().map(|(name, _)| name.as_str()).zip(self.values)
    }

    /// The value as text; empty where there is no such column, or no value.
    pub(crate) fn text(&self, name: &str) -> String {
        self.get(name).filter(|value| !value.is_null()).map(convert::text).unwrap_or_default()
    }

    /// The value as a whole number; 0 where there is none.
    pub(crate) fn whole(&self, name: &str) -> i64 {
        match self.get(name) {
            Some(Value::Long(number)) => *number,
            Some(Value::Int(number)) => i64::from(*number),
            Some(Value::Real(number)) => *number as i64,
            Some(Value::Bool(truth)) => i64::from(*truth),
            _ => 0,
        }
    }

    /// The same, of something that is counted.
    pub(crate) fn count(&self, name: &str) -> u64 {
        self.whole(name).max(0).unsigned_abs()
    }

    /// The value in microseconds since 1970.
    pub(crate) fn time(&self, name: &str) -> Option<i64> {
        match self.get(name)? {
            Value::Datetime(ticks) => Some((ticks - UNIX_EPOCH).div_euclid(10)),
            _ => None,
        }
    }

    /// The value as texts: each element of a list that is not empty.
    pub(crate) fn list(&self, name: &str) -> Vec<String> {
        let Some(value) = self.get(name) else { return Vec::new() };
        match value.as_json() {
            Some(Json::Array(items)) => items
                .iter()
                .map(|item| match item {
                    Json::String(text) => text.clone(),
                    Json::Null => String::new(),
                    other => other.to_string(),
                })
                .filter(|text| !text.is_empty())
                .collect(),
            _ => Some(self.text(name)).filter(|text| !text.is_empty()).into_iter().collect(),
        }
    }
}

/// A value as JSON.
pub(crate) fn json(value: &Value<'_>) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Bool(truth) => Json::Bool(*truth),
        Value::Int(number) => Json::from(*number),
        Value::Long(number) => Json::from(*number),
        Value::Real(number) => Json::from(*number),
        Value::Dynamic(json) => json.clone().into_owned(),
        other => Json::String(convert::text(other)),
    }
}
