//! `estimate_data_size()`.

use crate::scalar::Call;
use crate::{Value, kql_scalar};

kql_scalar! {
    /// Returns about how many bytes values take: of text and dynamics what they are long, of other types their width.
    ///
    /// - `value`: one or more values; null takes nothing.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/estimate-data-size-function>
    ///
    /// ```kusto
    /// estimate_data_size("quaestor")          // 8
    /// estimate_data_size(7, "quaestor")       // 16
    /// ```
    pub ESTIMATE_DATA_SIZE = estimate_data_size(value: any...) -> long => kernel;
}

fn kernel<'a>(call: &Call<'a>) -> Value<'a> {
    let sizes = call.arguments.iter().map(|value| match value {
        Value::Null => 0,
        Value::Bool(_) => 1,
        Value::Int(_) => 4,
        Value::Long(_) | Value::Real(_) | Value::Datetime(_) | Value::Timespan(_) => 8,
        Value::Guid(_) | Value::Decimal(_) => 16,
        Value::String(text) => text.len() as i64,
        Value::Dynamic(json) => crate::convert::json_text(json).len() as i64,
    });
    Value::Long(sizes.sum())
}
