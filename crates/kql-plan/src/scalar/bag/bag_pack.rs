//! `bag_pack()`: a bag of names and values.

use serde_json::Map;

use crate::convert::to_json;
use crate::scalar::{Argument, Call};
use crate::{Json, Type, Value, dynamic};

crate::kql_scalar! {
    /// Returns a bag made of names and values.
    ///
    /// - `keys_and_values`: a name, its value, the next name, its value, and so on; names are strings.
    ///
    /// Bounds: at most 64 MiB; of a name given twice the last value stays; datetimes, timespans, decimals and guids become strings.
    /// Null: a null becomes a property that is null; what is larger than that is null as a whole.
    /// Source: <https://learn.microsoft.com/kusto/query/pack-function>
    ///
    /// ```kusto
    /// bag_pack("user", "ada", "tries", 3)           // {"user":"ada","tries":3}
    /// bag_pack("at", bag_pack("day", 1d)).at.day    // 1.00:00:00
    /// ```
    pub BAG_PACK = bag_pack(keys_and_values: any...) -> dynamic => kernel, rule rule, aliases ["pack", "pack_dictionary"];
}

fn rule(arguments: &[Argument]) -> Result<Type, String> {
    if arguments.len() % 2 == 1 {
        return Err("`bag_pack` needs a value after each name: an even number of arguments".to_owned());
    }
    match arguments.iter().step_by(2).find(|name| !matches!(name.kind, Type::String | Type::Dynamic)) {
        Some(name) => Err(format!("`bag_pack` takes strings as names, not {}", name.kind)),
        None => Ok(Type::Dynamic),
    }
}

fn kernel<'a>(call: &Call<'a>) -> Value<'a> {
    if !dynamic::fits(call.arguments.iter().filter_map(Value::as_json)) {
        return Value::Null;
    }
    let bag: Map<String, Json> = (0..call.len())
        .step_by(2)
        .map(|index| (call.string(index).into_owned(), to_json(call.value(index + 1))))
        .collect();
    Value::dynamic(Json::Object(bag))
}
