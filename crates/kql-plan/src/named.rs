//! Rows read by the names of their columns.

use crate::value::{Json, UNIX_EPOCH};
use crate::{Rows, Type, Value, convert};

/// A row with the names of its columns. A column that is not there reads like one without a value.
#[derive(Debug, Clone, Copy)]
pub struct NamedRow<'a> {
    rows: &'a Rows,
    values: &'a [Value<'static>],
}

impl Rows {
    /// The rows, each with the names of its columns.
    pub fn named(&self) -> impl Iterator<Item = NamedRow<'_>> {
        self.rows.iter().map(|values| NamedRow { rows: self, values })
    }
}

impl<'a> NamedRow<'a> {
    /// The value and its type; none where there is no such column.
    pub fn get(&self, column: &str) -> Option<(&'a Value<'static>, Type)> {
        let at = self.rows.position(column)?;
        Some((self.values.get(at)?, self.rows.columns.get(at)?.1))
    }

    /// Names and values, in the order of the columns.
    pub fn cells(&self) -> impl Iterator<Item = (&'a str, &'a Value<'static>)> + use<'a> {
        self.rows.columns.iter().map(|(name, _)| name.as_str()).zip(self.values)
    }

    /// The value as text; empty where there is none.
    pub fn text(&self, column: &str) -> String {
        self.get(column).map(|(value, _)| convert::text(value)).unwrap_or_default()
    }

    /// The value as texts that are not empty: each element of a list, or the value itself.
    pub fn texts(&self, column: &str) -> Vec<String> {
        let texts = match self.get(column).and_then(|(value, _)| value.as_json()) {
            Some(Json::Array(items)) => items.iter().map(element).collect(),
            _ => vec![self.text(column)],
        };
        texts.into_iter().filter(|text| !text.is_empty()).collect()
    }

    /// The value as a whole number, without what stands after the point; 0 where there is none.
    pub fn whole(&self, column: &str) -> i64 {
        match self.get(column) {
            Some((Value::Long(number), _)) => *number,
            Some((Value::Int(number), _)) => i64::from(*number),
            Some((Value::Real(number), _)) => *number as i64,
            Some((Value::Bool(truth), _)) => i64::from(*truth),
            _ => 0,
        }
    }

    /// The same, of something that is counted.
    pub fn count(&self, column: &str) -> u64 {
        self.whole(column).max(0).unsigned_abs()
    }

    /// The value in microseconds since 1970; none where it is no datetime.
    pub fn time(&self, column: &str) -> Option<i64> {
        match self.get(column)?.0 {
            Value::Datetime(ticks) => Some((ticks - UNIX_EPOCH).div_euclid(10)),
            _ => None,
        }
    }

    /// All of it as a JSON object, see [`convert::to_json`].
    pub fn json(&self) -> Json {
        Json::Object(self.cells().map(|(name, value)| (name.to_owned(), convert::to_json(value))).collect())
    }
}

/// An element of a list as text: a text as it is, all else as JSON, nothing for the null.
pub fn element(json: &Json) -> String {
    match json {
        Json::String(text) => text.clone(),
        Json::Null => String::new(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_row_is_read_by_its_names() {
        let columns =
            [("Text", Type::String), ("List", Type::Dynamic), ("Time", Type::Datetime), ("Count", Type::Long)];
        let columns = columns.map(|(name, kind)| (name.to_owned(), kind)).to_vec();
        let full = vec![
            Value::string("a"),
            Value::dynamic(json!(["x", null, 7, ""])),
            Value::Datetime(UNIX_EPOCH + 25),
            Value::Long(-3),
        ];
        let empty = vec![Value::string(""), Value::Null, Value::Null, Value::Null];
        let rows = Rows { columns, rows: vec![full, empty] };
        let named: Vec<NamedRow<'_>> = rows.named().collect();
        assert_eq!((named[0].texts("List"), named[0].texts("Text")), (vec!["x".into(), "7".into()], vec!["a".into()]));
        assert_eq!((named[0].time("Time"), named[0].whole("Count"), named[0].count("Count")), (Some(2), -3, 0));
        assert_eq!(named[0].text("Count"), "-3");
        for column in ["Text", "List", "Time", "Count", "Nowhere"] {
            assert_eq!((named[1].text(column).as_str(), named[1].time(column), named[1].whole(column)), ("", None, 0));
            assert_eq!(named[1].texts(column), Vec::<String>::new());
        }
        assert_eq!(named[1].json(), json!({"Text": "", "List": null, "Time": null, "Count": null}));
    }
}
