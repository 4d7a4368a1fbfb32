//! A row as text that a person can compare.

use arrow_array::{
    Array,
    cast::AsArray,
    types::{Float64Type, Int32Type, Int64Type, TimestampMicrosecondType},
};
use arrow_schema::DataType;
use tables::Mapped;

/// The filled columns of each row, one a line, except those that say the same in every row of a table.
pub(crate) fn shown(mapped: &Mapped) -> String {
    let mut text = String::new();
    for row in 0..mapped.rows.num_rows() {
        let derived = if mapped.derived { ", derived" } else { "" };
        let tenant = mapped.tenants[row].as_deref().map_or(String::new(), |tenant| format!(", tenant {tenant}"));
        text.push_str(&[mapped.table.name, derived, &tenant, "\n"].concat());
        for (field, array) in mapped.rows.schema().fields().iter().zip(mapped.rows.columns()) {
            if array.is_null(row) || ["Type", "AuditData", "Record"].contains(&field.name().as_str()) {
                continue;
            }
            text.push_str(&["  ", field.name(), ": ", &value(array.as_ref(), row), "\n"].concat());
        }
    }
    text
}

fn value(array: &dyn Array, row: usize) -> String {
    match array.data_type() {
        DataType::Boolean => array.as_boolean().value(row).to_string(),
        DataType::Int32 => array.as_primitive::<Int32Type>().value(row).to_string(),
        DataType::Int64 => array.as_primitive::<Int64Type>().value(row).to_string(),
        DataType::Float64 => array.as_primitive::<Float64Type>().value(row).to_string(),
        DataType::Timestamp(..) => instant(array.as_primitive::<TimestampMicrosecondType>().value(row)),
        _ => array.as_string::<i32>().value(row).replace('\n', "\\n").replace('\r', "\\r"),
    }
}

/// Microseconds since 1970 as ISO 8601.
fn instant(micros: i64) -> String {
    let (days, of_day) = (micros.div_euclid(86_400_000_000), micros.rem_euclid(86_400_000_000));
    // Days from 0000-03-01, in eras of 400 years.
    let days = days + 719_468;
    let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    let (seconds, fraction) = (of_day / 1_000_000, of_day % 1_000_000);
    let fraction = if fraction == 0 { String::new() } else { format!(".{fraction:06}") };
    format!(
        "{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}{fraction}Z",
        seconds / 3600,
        seconds / 60 % 60,
        seconds % 60
    )
}
