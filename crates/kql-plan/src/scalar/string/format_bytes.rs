//! `format_bytes()`: a number as a size of data.

use crate::scalar::Call;
use crate::{Value, kql_scalar};

/// The units, each 1024 times the one before.
const UNITS: [&str; 7] = ["Bytes", "KB", "MB", "GB", "TB", "PB", "EB"];

kql_scalar! {
    /// Returns a number of bytes as a text with a unit.
    ///
    /// - `size`: how many bytes.
    /// - `precision`: to how many digits after the point the number is rounded, 0 to 15; 0 when absent.
    /// - `units`: `"Bytes"`, `"KB"`, `"MB"`, `"GB"`, `"TB"`, `"PB"` or `"EB"`, each 1024 of the one before; when absent or empty the largest that leaves one or more.
    ///
    /// Null: `""` when `size` is null, or the unit is unknown.
    /// Source: <https://learn.microsoft.com/kusto/query/format-bytes-function>
    ///
    /// ```kusto
    /// format_bytes(700)              // 700 Bytes
    /// format_bytes(1536, 1)          // 1.5 KB
    /// format_bytes(3145728)          // 3 MB
    /// format_bytes(3145728, 0, "KB") // 3072 KB
    /// ```
    pub FORMAT_BYTES = format_bytes(size: number, [precision: long, units: string]) -> string => kernel;
}

fn kernel<'a>(call: &Call<'a>) -> Value<'a> {
    let text = call.real(0).filter(|size| size.is_finite()).and_then(|size| {
        let precision = call.long(1).unwrap_or(0).clamp(0, 15);
        format_bytes(size, u8::try_from(precision).unwrap_or(0), call.text(2))
    });
    Value::from(text.unwrap_or_default())
}

/// The size in the unit, rounded half away from zero, without zeros at the end.
fn format_bytes(size: f64, precision: u8, units: &str) -> Option<String> {
    let unit = if units.is_empty() {
        let mut unit = 0;
        while unit + 1 < UNITS.len() && size.abs() >= 1024_f64.powi(unit as i32 + 1) {
            unit += 1;
        }
        unit
    } else {
        UNITS.iter().position(|unit| unit.eq_ignore_ascii_case(units))?
    };
    let scale = 10_f64.powi(i32::from(precision));
    let number = size / 1024_f64.powi(unit as i32);
    let rounded = (number * scale).round() / scale;
    Some(format!("{} {}", if rounded.is_finite() { rounded } else { number }, UNITS.get(unit)?))
}
