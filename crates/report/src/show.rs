//! Values as a reader is shown them. The forms that machines read keep values as they are.

use kql_plan::calendar::Moment;
use kql_plan::convert::text;
use kql_plan::value::{TICKS_PER_DAY, UNIX_EPOCH};
use kql_plan::{Json, Rows, Type, Value};

use crate::number::{grouped, readable};
use crate::text::visible;

/// What stands where there is no value.
pub(crate) const NOTHING: &str = "–";

/// How the values of a column are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Column {
    /// Whether its cells stand to the right.
    pub(crate) right: bool,
    /// Whether its numbers are names: codes and ports have no thousands.
    is_name: bool,
    /// Whether its instants are all midnights, so that the day tells all.
    is_day: bool,
}

impl Column {
    /// How each column of these rows is shown.
    pub(crate) fn of(rows: &Rows) -> Vec<Column> {
        rows.columns
            .iter()
            .enumerate()
            .map(|(at, (name, kind))| Column {
                right: kind.is_number() || *kind == Type::Timespan,
                is_name: names_things(name),
                is_day: *kind == Type::Datetime
                    && rows.rows.iter().filter_map(|row| row.get(at)?.as_ticks()).all(|t| t % TICKS_PER_DAY == 0),
            })
            .collect()
    }

    /// The value as text; what cannot be seen is written out.
    pub(crate) fn text(self, value: &Value<'_>) -> String {
        match value {
            Value::Null => NOTHING.to_owned(),
            Value::Int(_) | Value::Long(_) if self.is_name => text(value),
            Value::Datetime(ticks) if self.is_day => day(*ticks),
            other => plain(other),
        }
    }
}

/// Whether numbers of a column of this name are names, which nobody adds.
fn names_things(column: &str) -> bool {
    ["Code", "Id", "ID", "Type", "Port", "Year", "Number", "Asn", "ASN"].iter().any(|ending| column.ends_with(ending))
}

/// A value that stands alone, as text.
pub(crate) fn plain(value: &Value<'_>) -> String {
    match value {
        Value::Null => NOTHING.to_owned(),
        Value::Bool(truth) => if *truth { "yes" } else { "no" }.to_owned(),
        Value::Int(number) => grouped(i128::from(*number)),
        Value::Long(number) => grouped(i128::from(*number)),
        Value::Real(number) => readable(*number),
        Value::Decimal(_) => value.as_real().map_or_else(|| text(value), readable),
        Value::Datetime(ticks) => instant(*ticks),
        Value::Dynamic(json) => visible(&dynamic(json)),
        Value::String(_) | Value::Timespan(_) | Value::Guid(_) => visible(&text(value)),
    }
}

/// A list of scalars reads as a list; whatever else as JSON.
fn dynamic(json: &Json) -> String {
    let scalar = |json: &Json| match json {
        Json::String(text) => Some(text.clone()),
        Json::Number(_) | Json::Bool(_) => Some(json.to_string()),
        Json::Null | Json::Array(_) | Json::Object(_) => None,
    };
    let listed = json.as_array().and_then(|items| items.iter().map(scalar).collect::<Option<Vec<_>>>());
    listed.map_or_else(|| text(&Value::dynamic(json.clone())), |items| items.join(", "))
}

/// `2026-11-16`.
pub(crate) fn day(ticks: i64) -> String {
    let Moment { year, month, day, .. } = Moment::from_ticks(ticks);
    format!("{year:04}-{month:02}-{day:02}")
}

/// `2026-11-16 08:30:00Z`. Fractions of a second are left to the forms that machines read.
pub(crate) fn instant(ticks: i64) -> String {
    let Moment { hour, minute, second, .. } = Moment::from_ticks(ticks);
    format!("{} {hour:02}:{minute:02}:{second:02}Z", day(ticks))
}

/// Ticks since the year 1 of microseconds since 1970; what no datetime can be becomes the nearest that can.
pub(crate) fn ticks(microseconds: i64) -> i64 {
    microseconds.saturating_mul(10).saturating_add(UNIX_EPOCH).clamp(0, kql_plan::value::MAX_DATETIME)
}

/// `2026-11-16 08:30Z`, of microseconds since 1970; a midnight as its day.
pub(crate) fn minute(microseconds: i64) -> String {
    let ticks = ticks(microseconds);
    let Moment { hour, minute, .. } = Moment::from_ticks(ticks);
    if ticks % TICKS_PER_DAY == 0 { day(ticks) } else { format!("{} {hour:02}:{minute:02}Z", day(ticks)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_read_as_people_write_them() {
        let day = Value::Datetime(ticks(1_794_787_200_000_000));
        let rows = Rows {
            columns: vec![("Day".into(), Type::Datetime), ("ErrorCode".into(), Type::Long), ("N".into(), Type::Long)],
            rows: vec![vec![day, Value::Long(50126), Value::Long(50126)]],
        };
        let shown: Vec<String> =
            rows.rows.iter().flatten().zip(Column::of(&rows)).map(|(value, column)| column.text(value)).collect();
        assert_eq!(shown, ["2026-11-16", "50126", "50,126"]);
        assert_eq!(plain(&Value::Datetime(ticks(1_500_000))), "1970-01-01 00:00:01Z");
        assert_eq!(plain(&Value::dynamic(serde_json::json!(["a", 1]))), "a, 1");
        assert_eq!(plain(&Value::dynamic(serde_json::json!({"a": 1}))), "{\"a\":1}");
    }
}
