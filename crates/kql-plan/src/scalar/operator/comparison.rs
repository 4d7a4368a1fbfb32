//! `== != < <= > >=`.

use std::cmp::Ordering;

use crate::convert::{convert, from_json};
use crate::scalar::{Argument, Call};
use crate::value::Json;
use crate::{Type, Value};

crate::kql_scalar! {
    /// Returns whether two values are the same.
    ///
    /// Numbers of different types are compared as numbers, datetimes and timespans beside a number by their ticks. Text beside another type is read as that type, and a dynamic is taken for what is in it.
    /// Text is compared with regard to case. NaN is not even the same as itself.
    /// Null: between two nulls null; between a null and a value false.
    /// Source: <https://learn.microsoft.com/kusto/query/scalar-data-types/null-values>
    ///
    /// ```kusto
    /// 2 == 2.0                  // True
    /// "Kusto" == "kusto"        // False
    /// "7" == 7                  // True
    /// int(null) == 7            // False
    /// int(null) == int(null)    // null
    /// ```
    pub EQUAL = equal(left: any, right: any) -> bool => equal_kernel, rule equality_type;
}

crate::kql_scalar! {
    /// Returns whether two values differ.
    ///
    /// Null: between two nulls null; between a null and a value true. Else the contrary of `==`.
    /// Source: <https://learn.microsoft.com/kusto/query/scalar-data-types/null-values>
    ///
    /// ```kusto
    /// 2 != 3                    // True
    /// int(null) != 3            // True
    /// int(null) != int(null)    // null
    /// ```
    pub NOT_EQUAL = not_equal(left: any, right: any) -> bool => not_equal_kernel, rule equality_type;
}

crate::kql_scalar! {
    /// Returns whether the left value comes before the right one.
    ///
    /// Numbers, bools, datetimes and timespans have an order; text has none (`strcmp()` gives one). A dynamic is brought to the type of the other operand.
    /// Null: a null operand gives null. NaN is neither before nor after anything.
    /// Source: <https://learn.microsoft.com/kusto/query/numerical-operators>
    ///
    /// ```kusto
    /// 2 < 2.5                                            // True
    /// datetime(2024-02-01) < datetime(2024-01-01)        // False
    /// int(null) < 3                                      // null
    /// ```
    pub LESS = less(left: any, right: any) -> bool => less_kernel, rule order_type;
}

crate::kql_scalar! {
    /// Returns whether the left value comes before the right one or is the same. As `<`.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/numerical-operators>
    ///
    /// ```kusto
    /// 2 <= 2        // True
    /// ```
    pub LESS_OR_EQUAL = less_or_equal(left: any, right: any) -> bool => less_or_equal_kernel, rule order_type;
}

crate::kql_scalar! {
    /// Returns whether the left value comes after the right one. As `<`.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/numerical-operators>
    ///
    /// ```kusto
    /// 90m > 1h      // True
    /// ```
    pub GREATER = greater(left: any, right: any) -> bool => greater_kernel, rule order_type;
}

crate::kql_scalar! {
    /// Returns whether the left value comes after the right one or is the same. As `<`.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/numerical-operators>
    ///
    /// ```kusto
    /// 59m >= 1h     // False
    /// ```
    pub GREATER_OR_EQUAL = greater_or_equal(left: any, right: any) -> bool => greater_or_equal_kernel, rule order_type;
}

fn equal_kernel<'a>(call: &Call<'a>) -> Value<'a> {
    Value::or_null(equal(call.value(0), call.value(1)))
}

fn not_equal_kernel<'a>(call: &Call<'a>) -> Value<'a> {
    Value::or_null(equal(call.value(0), call.value(1)).map(|same| !same))
}

fn less_kernel<'a>(call: &Call<'a>) -> Value<'a> {
    ordered(call, Ordering::is_lt)
}

fn less_or_equal_kernel<'a>(call: &Call<'a>) -> Value<'a> {
    ordered(call, Ordering::is_le)
}

fn greater_kernel<'a>(call: &Call<'a>) -> Value<'a> {
    ordered(call, Ordering::is_gt)
}

fn greater_or_equal_kernel<'a>(call: &Call<'a>) -> Value<'a> {
    ordered(call, Ordering::is_ge)
}

fn ordered<'a>(call: &Call<'a>, holds: fn(Ordering) -> bool) -> Value<'a> {
    let (left, right) = (call.value(0), call.value(1));
    if left.is_null() || right.is_null() {
        return Value::Null;
    }
    Value::Bool(compare(left, right).is_some_and(holds))
}

/// `==`: null when both are null, false when one is.
pub fn equal(left: &Value<'_>, right: &Value<'_>) -> Option<bool> {
    match (left, right) {
        (Value::String(left), Value::String(right)) => Some(left == right),
        (Value::Null, Value::Null) => None,
        // A null beside a text is that of a dynamic, whose text is empty.
        (Value::Null, Value::String(text)) | (Value::String(text), Value::Null) => Some(text.is_empty()),
        (Value::Null, _) | (_, Value::Null) => Some(false),
        _ => Some(compare(left, right).is_some_and(Ordering::is_eq)),
    }
}

/// The order of two values that are not null; `None` when they have none: NaN, or text that is no value of the other type.
pub fn compare(left: &Value<'_>, right: &Value<'_>) -> Option<Ordering> {
    match (left, right) {
        (Value::String(left), Value::String(right)) => Some(left.cmp(right)),
        (Value::Datetime(left), Value::Datetime(right)) | (Value::Timespan(left), Value::Timespan(right)) => {
            Some(left.cmp(right))
        }
        (Value::Guid(left), Value::Guid(right)) => Some(left.cmp(right)),
        (Value::Dynamic(left), Value::Dynamic(right)) => Some(crate::dynamic::compare(left, right)),
        (Value::Dynamic(json), _) => match json.as_ref() {
            Json::Array(_) | Json::Object(_) => compare(&Value::String(crate::convert::text_of(left)), right)
                .filter(|_| right.kind() == Some(Type::String)),
            scalar => compare(&from_json(scalar), right),
        },
        (_, Value::Dynamic(_)) => compare(right, left).map(Ordering::reverse),
        (Value::String(_), _) => beside(left, right),
        (_, Value::String(_)) => beside(right, left).map(Ordering::reverse),
        _ => numbers(left, right),
    }
}

/// The order of a text and a value of another type.
fn beside(text: &Value<'_>, value: &Value<'_>) -> Option<Ordering> {
    let read = convert(text, value.kind()?);
    if read.is_null() { None } else { compare(&read, value) }
}

fn numbers(left: &Value<'_>, right: &Value<'_>) -> Option<Ordering> {
    // A bool beside a number counts as 0 or 1, a datetime or timespan as its ticks.
    let long =
        |value: &Value<'_>| value.as_long().or_else(|| value.as_bool().map(i64::from)).or_else(|| value.as_ticks());
    if let (Some(left), Some(right)) = (long(left), long(right)) {
        return Some(left.cmp(&right));
    }
    if matches!(left, Value::Decimal(_)) || matches!(right, Value::Decimal(_)) {
        let decimal = |value: &Value<'_>| match long(value) {
            Some(whole) => Some(bigdecimal::BigDecimal::from(whole)),
            None => value.as_decimal(),
        };
        return Some(decimal(left)?.cmp(&decimal(right)?));
    }
    let real = |value: &Value<'_>| long(value).map(|whole| whole as f64).or_else(|| value.as_real());
    real(left)?.partial_cmp(&real(right)?)
}

/// Whether `==` makes sense between two types.
pub(super) fn equality_defined(left: Type, right: Type) -> bool {
    let number = |kind: Type| kind.is_number() || kind == Type::Bool;
    let ticks = |kind: Type| matches!(kind, Type::Datetime | Type::Timespan);
    match (left, right) {
        (Type::Dynamic, Type::Dynamic) => false,
        (Type::String | Type::Dynamic, _) | (_, Type::String | Type::Dynamic) => true,
        _ => {
            left == right
                || (number(left) && number(right))
                || (ticks(left) && right.is_number())
                || (ticks(right) && left.is_number())
        }
    }
}

fn equality_type(arguments: &[Argument]) -> Result<Type, String> {
    defined(arguments, equality_defined)
}

fn order_type(arguments: &[Argument]) -> Result<Type, String> {
    defined(arguments, |left, right| {
        let orderable = |kind: Type| !matches!(kind, Type::String | Type::Guid);
        let ticks = |kind: Type| matches!(kind, Type::Datetime | Type::Timespan);
        let fits = ticks(left) == ticks(right) || left == Type::Dynamic || right == Type::Dynamic;
        orderable(left) && orderable(right) && fits && equality_defined(left, right)
    })
}

fn defined(arguments: &[Argument], fits: fn(Type, Type) -> bool) -> Result<Type, String> {
    let [left, right] = arguments else { return Err("a comparison needs two operands".to_owned()) };
    let (left, right) = (left.kind, right.kind);
    if fits(left, right) {
        return Ok(Type::Bool);
    }
    Err(match (left, right) {
        (Type::Dynamic, Type::Dynamic) => {
            "two dynamics cannot be compared: convert one of them with `tostring(…)`, `tolong(…)` or their like"
                .to_owned()
        }
        (Type::String, Type::String) => "text has no order: write `strcmp(left, right) < 0`".to_owned(),
        _ => format!("{left} and {right} cannot be compared: convert one to the type of the other"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nulls_are_the_same_as_nothing() {
        assert_eq!(equal(&Value::Null, &Value::Null), None);
        assert_eq!(equal(&Value::Null, &Value::Long(1)), Some(false));
        assert_eq!(equal(&Value::Null, &Value::from("")), Some(true));
        assert_eq!(equal(&Value::Real(f64::NAN), &Value::Real(f64::NAN)), Some(false));
    }

    #[test]
    fn numbers_are_compared_as_numbers() {
        assert_eq!(compare(&Value::Int(2), &Value::Real(2.5)), Some(Ordering::Less));
        assert_eq!(compare(&Value::Bool(true), &Value::Long(1)), Some(Ordering::Equal));
        let tenth = crate::convert::parse_decimal("0.1").map_or(Value::Null, Value::Decimal);
        assert_eq!(compare(&tenth, &Value::Real(0.1)), Some(Ordering::Equal));
        assert_eq!(compare(&tenth, &Value::Bool(true)), Some(Ordering::Less));
        assert_eq!(compare(&Value::Real(f64::NAN), &Value::Long(0)), None);
    }

    #[test]
    fn text_is_read_as_the_other_type() {
        assert_eq!(equal(&Value::from("0"), &Value::Long(0)), Some(true));
        assert_eq!(equal(&Value::from("x"), &Value::Long(0)), Some(false));
        assert_eq!(equal(&Value::Bool(true), &Value::from("true")), Some(true));
        assert_eq!(equal(&Value::from("2024-01-01"), &Value::Datetime(638_396_640_000_000_000)), Some(true));
    }

    #[test]
    fn a_dynamic_is_what_is_in_it() {
        let dynamic = |json: Json| Value::dynamic(json);
        assert_eq!(equal(&dynamic("a".into()), &Value::from("a")), Some(true));
        assert_eq!(equal(&dynamic(1.5.into()), &Value::Long(1)), Some(false));
        assert_eq!(equal(&Value::Long(5), &dynamic("5".into())), Some(true));
        assert_eq!(equal(&dynamic(vec![1].into()), &Value::from("[1]")), Some(true));
        assert_eq!(equal(&dynamic(vec![1].into()), &Value::Long(1)), Some(false));
        assert_eq!(equal(&dynamic(5.into()), &Value::from("5")), Some(true));
    }

    #[test]
    fn types_that_have_no_order_are_told() {
        let kinds = |left, right| [Argument { kind: left, constant: None }, Argument { kind: right, constant: None }];
        assert!(order_type(&kinds(Type::String, Type::String)).is_err());
        assert!(order_type(&kinds(Type::Dynamic, Type::Long)).is_ok());
        assert!(equality_type(&kinds(Type::Dynamic, Type::Dynamic)).is_err());
        assert!(equality_type(&kinds(Type::String, Type::Long)).is_ok());
        assert!(equality_type(&kinds(Type::Timespan, Type::Long)).is_ok());
        assert!(order_type(&kinds(Type::Timespan, Type::Long)).is_err());
        assert!(equality_type(&kinds(Type::Datetime, Type::Timespan)).is_err());
    }
}
