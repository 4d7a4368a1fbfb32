//! `pack_all(true)`: a bag without its empty properties.

use super::Call;
use crate::{Json, Value};

crate::kql_scalar! {
    /// Returns a bag without the properties that are null or the empty text.
    ///
    /// - `bag`: the bag.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/pack-all-function>
    pub WITHOUT_EMPTY = without_empty(bag: dynamic) -> dynamic => without_empty;
}

fn without_empty<'a>(call: &Call<'a>) -> Value<'a> {
    match call.json(0) {
        Some(Json::Object(bag)) => {
            let kept = bag.iter().filter(|(_, value)| !value.is_null() && value.as_str() != Some(""));
            Value::dynamic(Json::Object(kept.map(|(name, value)| (name.clone(), value.clone())).collect()))
        }
        _ => call.value(0).clone(),
    }
}
