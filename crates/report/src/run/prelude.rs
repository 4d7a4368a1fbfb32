//! What a report's queries know without saying it: the period, and the parameters.

use kql_plan::convert;

use crate::definition::Definition;
use crate::show::ticks;

/// The declarations before each query. Parameters are quoted, so that a value is never part of the query.
pub(crate) fn of(definition: &Definition, period: (i64, i64), value: &dyn Fn(&str) -> String) -> String {
    let mut text = String::new();
    for (name, instant) in [("StartTime", period.0), ("EndTime", period.1)] {
        let instant = convert::text(&kql_plan::Value::Datetime(ticks(instant)));
        text.push_str(&format!("let {name} = datetime({instant});\n"));
    }
    for parameter in &definition.parameters {
        let value = kql::literal::quote(&value(&parameter.name));
        text.push_str(&format!("let {} = {value};\n", parameter.name));
    }
    text
}
