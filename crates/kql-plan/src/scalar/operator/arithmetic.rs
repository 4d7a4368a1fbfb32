//! `+ - * / %` and the sign.

use bigdecimal::{BigDecimal, Zero};

use crate::convert::{convert, from_json, within_decimal};
use crate::scalar::{Argument, Call};
use crate::{Type, Value};

/// An arithmetic operator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    Add,
    Subtract,
    Multiply,
    Divide,
    Modulo,
}

impl Sign {
    fn text(self) -> &'static str {
        match self {
            Sign::Add => "+",
            Sign::Subtract => "-",
            Sign::Multiply => "*",
            Sign::Divide => "/",
            Sign::Modulo => "%",
        }
    }
}

crate::kql_scalar! {
    /// Returns the sum.
    ///
    /// int and long give long, which wraps around beyond its range; real and decimal give real and decimal. A timespan is added to a datetime or
    /// a timespan; two datetimes as the ticks that they are. A dynamic is brought to the type of the other operand. Null: a null operand gives null, and so does a datetime out of range.
    /// Source: <https://learn.microsoft.com/kusto/query/numerical-operators>
    ///
    /// ```kusto
    /// 2 + 3                            // 5
    /// 2 + 0.5                          // 2.5
    /// datetime(2024-01-31) + 36h       // 2024-02-01T12:00:00.0000000Z
    /// (datetime(2024-01-01) + datetime(2024-01-03)) / 2   // 2024-01-02T00:00:00.0000000Z
    /// 7 + int(null)                    // null
    /// ```
    pub ADD = add(left: any, right: any) -> long => add, rule add_type;
}

crate::kql_scalar! {
    /// Returns the difference.
    ///
    /// Between two datetimes it is a timespan. Else as `+`.
    /// Source: <https://learn.microsoft.com/kusto/query/numerical-operators>
    ///
    /// ```kusto
    /// 2 - 3                                              // -1
    /// datetime(2024-03-01) - datetime(2024-02-28)        // 2.00:00:00
    /// datetime(2024-03-01) - 1tick                       // 2024-02-29T23:59:59.9999999Z
    /// ```
    pub SUBTRACT = subtract(left: any, right: any) -> long => subtract, rule subtract_type;
}

crate::kql_scalar! {
    /// Returns the product.
    ///
    /// A timespan times a number is a timespan. Else as `+`.
    /// Source: <https://learn.microsoft.com/kusto/query/numerical-operators>
    ///
    /// ```kusto
    /// 6 * 7          // 42
    /// 1.5 * 1h       // 01:30:00
    /// ```
    pub MULTIPLY = multiply(left: any, right: any) -> long => multiply, rule multiply_type;
}

crate::kql_scalar! {
    /// Returns the quotient.
    ///
    /// Between whole numbers the fraction is cut off. Between timespans it is a real; a timespan divided by a number is a timespan.
    /// Null: a whole number or a decimal divided by zero is null; a real divided by zero is infinite or NaN.
    /// Source: <https://learn.microsoft.com/kusto/query/numerical-operators>
    ///
    /// ```kusto
    /// -7 / 2         // -3
    /// 7 / 2.0        // 3.5
    /// 90m / 1h       // 1.5
    /// 1 / 0          // null
    /// ```
    pub DIVIDE = divide(left: any, right: any) -> long => divide, rule divide_type;
}

crate::kql_scalar! {
    /// Returns what remains of a division; it is never negative.
    ///
    /// Null: a whole number or a decimal modulo zero is null.
    /// Not SQL's remainder, which has the sign of the dividend.
    /// Source: <https://learn.microsoft.com/kusto/query/numerical-operators>
    ///
    /// ```kusto
    /// 14 % 12         // 2
    /// -14 % 12        // 10
    /// -14 % -12       // 10
    /// -0.5 % 3        // 2.5
    /// ```
    pub MODULO = modulo(left: any, right: any) -> long => modulo, rule modulo_type;
}

crate::kql_scalar! {
    /// Returns the number or timespan with the other sign.
    ///
    /// An int gives a long. Null gives null.
    /// Source: <https://learn.microsoft.com/kusto/query/numerical-operators>
    ///
    /// ```kusto
    /// -(2 + 3)       // -5
    /// -(1d)          // -1.00:00:00
    /// ```
    pub NEGATE = negate(operand: any) -> long => negate, rule negate_type;
}

/// `left + right`.
pub fn added<'a>(left: &Value<'a>, right: &Value<'a>) -> Value<'a> {
    compute(Sign::Add, left, right)
}

/// `left - right`.
pub fn subtracted<'a>(left: &Value<'a>, right: &Value<'a>) -> Value<'a> {
    compute(Sign::Subtract, left, right)
}

fn add<'a>(call: &Call<'a>) -> Value<'a> {
    compute(Sign::Add, call.value(0), call.value(1))
}

fn subtract<'a>(call: &Call<'a>) -> Value<'a> {
    compute(Sign::Subtract, call.value(0), call.value(1))
}

fn multiply<'a>(call: &Call<'a>) -> Value<'a> {
    compute(Sign::Multiply, call.value(0), call.value(1))
}

fn divide<'a>(call: &Call<'a>) -> Value<'a> {
    compute(Sign::Divide, call.value(0), call.value(1))
}

fn modulo<'a>(call: &Call<'a>) -> Value<'a> {
    compute(Sign::Modulo, call.value(0), call.value(1))
}

fn add_type(arguments: &[Argument]) -> Result<Type, String> {
    type_of(Sign::Add, arguments)
}

fn subtract_type(arguments: &[Argument]) -> Result<Type, String> {
    type_of(Sign::Subtract, arguments)
}

fn multiply_type(arguments: &[Argument]) -> Result<Type, String> {
    type_of(Sign::Multiply, arguments)
}

fn divide_type(arguments: &[Argument]) -> Result<Type, String> {
    type_of(Sign::Divide, arguments)
}

fn modulo_type(arguments: &[Argument]) -> Result<Type, String> {
    type_of(Sign::Modulo, arguments)
}

fn negate_type(arguments: &[Argument]) -> Result<Type, String> {
    match arguments.first().map(|argument| argument.kind) {
        Some(Type::Int) => Ok(Type::Long),
        Some(kind @ (Type::Long | Type::Real | Type::Decimal | Type::Timespan | Type::Dynamic)) => Ok(kind),
        Some(kind) => Err(format!("`-` takes a number or a timespan, not {kind}")),
        None => Err("`-` needs an operand".to_owned()),
    }
}

/// The type of the result, if there is one.
fn type_of(sign: Sign, arguments: &[Argument]) -> Result<Type, String> {
    let [left, right] = arguments else { return Err(format!("`{}` needs two operands", sign.text())) };
    let (left, right) = (left.kind, right.kind);
    result_type(sign, left, right).ok_or_else(|| {
        let sign = sign.text();
        match (left, right) {
            (Type::String, _) | (_, Type::String) if sign == "+" => {
                format!("`+` does not join text ({left} + {right}): write `strcat(…)`")
            }
            (Type::Dynamic, _) | (_, Type::Dynamic) => {
                format!("`{sign}` between {left} and {right} needs a known type: convert the dynamic with `tolong(…)`, `toreal(…)` or their like")
            }
            _ => format!("`{sign}` is not defined between {left} and {right}"),
        }
    })
}

fn result_type(sign: Sign, left: Type, right: Type) -> Option<Type> {
    use Type::{Datetime, Dynamic, Int, Long, Real, Timespan};
    let long = |kind| if kind == Int { Long } else { kind };
    if let Some(wider) = left.wider_number(right) {
        return Some(long(wider));
    }
    match (left, right) {
        // The dynamic becomes what the other operand is; between two of them nothing is known.
        (Dynamic, Datetime | Timespan) | (Datetime | Timespan, Dynamic)
            if !matches!(sign, Sign::Add | Sign::Subtract) =>
        {
            None
        }
        (Dynamic, Timespan) | (Timespan, Dynamic) => Some(Timespan),
        (Datetime, Dynamic) | (Dynamic, Datetime) => Some(Datetime),
        (Dynamic, number) | (number, Dynamic) if number.is_number() => Some(long(number)),
        _ => match (sign, left, right) {
            (Sign::Add | Sign::Subtract | Sign::Modulo, Timespan, Timespan)
            | (Sign::Subtract, Datetime, Datetime)
            | (Sign::Modulo, Datetime, Timespan | Datetime) => Some(Timespan),
            (Sign::Divide, Timespan, Timespan) | (Sign::Divide, Datetime, Timespan | Datetime) => Some(Real),
            (Sign::Add | Sign::Subtract, Datetime, Timespan) | (Sign::Add, Timespan | Datetime, Datetime) => {
                Some(Datetime)
            }
            (Sign::Multiply | Sign::Divide | Sign::Modulo, Datetime, number) if number.is_number() => Some(Datetime),
            (Sign::Multiply, number, Datetime) if number.is_number() => Some(Datetime),
            (Sign::Multiply | Sign::Divide | Sign::Modulo, Timespan, number) if number.is_number() => Some(Timespan),
            (Sign::Multiply, number, Timespan) if number.is_number() => Some(Timespan),
            _ => None,
        },
    }
}

fn compute<'a>(sign: Sign, left: &Value<'a>, right: &Value<'a>) -> Value<'a> {
    match (left, right) {
        (Value::Null, _) | (_, Value::Null) | (Value::Dynamic(_), Value::Dynamic(_)) => Value::Null,
        (Value::Int(_) | Value::Long(_), Value::Int(_) | Value::Long(_)) => match (left.as_long(), right.as_long()) {
            (Some(left), Some(right)) => Value::or_null(whole(sign, left, right)),
            _ => Value::Null,
        },
        (Value::Dynamic(_), other) => compute(sign, &convert(left, operand_type(other)), right),
        (other, Value::Dynamic(_)) => compute(sign, left, &convert(right, operand_type(other))),
        (Value::Decimal(_), _) | (_, Value::Decimal(_)) if left.as_ticks().is_none() && right.as_ticks().is_none() => {
            match (left.as_decimal(), right.as_decimal()) {
                (Some(left), Some(right)) => Value::or_null(decimal(sign, &left, &right)),
                _ => Value::Null,
            }
        }
        _ => match (left.as_real(), right.as_real()) {
            (Some(left), Some(right)) => Value::Real(real(sign, left, right)),
            _ => times(sign, left, right),
        },
    }
}

/// The type a dynamic is brought to beside this value.
fn operand_type(other: &Value<'_>) -> Type {
    match other.kind() {
        Some(Type::Int) | None => Type::Long,
        Some(kind) => kind,
    }
}

/// As in the engine, a long wraps around.
fn whole(sign: Sign, left: i64, right: i64) -> Option<i64> {
    Some(match sign {
        Sign::Add => left.wrapping_add(right),
        Sign::Subtract => left.wrapping_sub(right),
        Sign::Multiply => left.wrapping_mul(right),
        Sign::Divide | Sign::Modulo if right == 0 => return None,
        Sign::Divide => left.wrapping_div(right),
        Sign::Modulo => left.wrapping_rem_euclid(right),
    })
}

fn real(sign: Sign, left: f64, right: f64) -> f64 {
    match sign {
        Sign::Add => left + right,
        Sign::Subtract => left - right,
        Sign::Multiply => left * right,
        Sign::Divide => left / right,
        Sign::Modulo => left.rem_euclid(right),
    }
}

fn decimal(sign: Sign, left: &BigDecimal, right: &BigDecimal) -> Option<BigDecimal> {
    let result = match sign {
        Sign::Add => left + right,
        Sign::Subtract => left - right,
        Sign::Multiply => left * right,
        Sign::Divide | Sign::Modulo if right.is_zero() => return None,
        Sign::Divide => left / right,
        Sign::Modulo => {
            let rest = left % right;
            if rest < BigDecimal::zero() { rest + right.abs() } else { rest }
        }
    };
    within_decimal(result)
}

/// Arithmetic with datetimes and timespans; null when the result is out of range.
fn times<'a>(sign: Sign, left: &Value<'a>, right: &Value<'a>) -> Value<'a> {
    let timespan = |ticks: Option<i64>| ticks.map_or(Value::Null, Value::Timespan);
    match (sign, left, right) {
        (Sign::Add, Value::Datetime(a), Value::Timespan(b) | Value::Datetime(b))
        | (Sign::Add, Value::Timespan(b), Value::Datetime(a)) => a.checked_add(*b).map_or(Value::Null, Value::datetime),
        (Sign::Subtract, Value::Datetime(a), Value::Timespan(b)) => {
            a.checked_sub(*b).map_or(Value::Null, Value::datetime)
        }
        (Sign::Subtract, Value::Datetime(a), Value::Datetime(b))
        | (Sign::Subtract, Value::Timespan(a), Value::Timespan(b)) => timespan(a.checked_sub(*b)),
        (Sign::Add, Value::Timespan(a), Value::Timespan(b)) => timespan(a.checked_add(*b)),
        (Sign::Divide, Value::Timespan(a) | Value::Datetime(a), Value::Timespan(b) | Value::Datetime(b)) => {
            Value::Real(*a as f64 / *b as f64)
        }
        (Sign::Modulo, Value::Timespan(a) | Value::Datetime(a), Value::Timespan(b) | Value::Datetime(b)) => {
            timespan(a.checked_rem_euclid(*b))
        }
        (_, Value::Timespan(ticks), number) | (Sign::Multiply, number, Value::Timespan(ticks)) => {
            timespan(scaled(sign, *ticks, number))
        }
        // As a datetime is a number of ticks, the middle of two is half of their sum.
        (_, Value::Datetime(ticks), number) | (Sign::Multiply, number, Value::Datetime(ticks)) => {
            scaled(sign, *ticks, number).map_or(Value::Null, Value::datetime)
        }
        _ => Value::Null,
    }
}

/// Ticks times, by or modulo a number; a fraction of a tick is cut off.
fn scaled(sign: Sign, ticks: i64, number: &Value<'_>) -> Option<i64> {
    if let Some(number) = number.as_long() {
        return match sign {
            Sign::Multiply => ticks.checked_mul(number),
            Sign::Divide => ticks.checked_div(number),
            Sign::Modulo => ticks.checked_rem_euclid(number),
            Sign::Add | Sign::Subtract => None,
        };
    }
    let result = real(sign, ticks as f64, number.as_real()?);
    // 2⁶³ is the first real beyond the range.
    (result.abs() < 9_223_372_036_854_775_808.0).then_some(result as i64)
}

fn negate<'a>(call: &Call<'a>) -> Value<'a> {
    match call.value(0) {
        Value::Int(number) => Value::Long(-i64::from(*number)),
        Value::Long(number) => Value::Long(number.wrapping_neg()),
        Value::Real(number) => Value::Real(-number),
        Value::Decimal(number) => Value::Decimal(-number),
        Value::Timespan(ticks) => Value::Timespan(ticks.wrapping_neg()),
        Value::Dynamic(json) => match from_json(json) {
            Value::Long(number) => Value::dynamic(number.wrapping_neg().into()),
            Value::Real(number) => Value::dynamic((-number).into()),
            _ => Value::Null,
        },
        _ => Value::Null,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::{MAX_DATETIME, TICKS_PER_DAY};

    #[test]
    fn whole_numbers_wrap_and_never_divide_by_zero() {
        let long = |sign, left, right| compute(sign, &Value::Long(left), &Value::Long(right));
        assert_eq!(long(Sign::Add, i64::MAX, 1), Value::Long(i64::MIN));
        assert_eq!(long(Sign::Divide, i64::MIN, -1), Value::Long(i64::MIN));
        assert_eq!(long(Sign::Divide, 1, 0), Value::Null);
        assert_eq!(long(Sign::Modulo, -7, 2), Value::Long(1));
        assert_eq!(long(Sign::Modulo, i64::MIN, -1), Value::Long(0));
        assert_eq!(compute(Sign::Add, &Value::Int(i32::MAX), &Value::Int(1)), Value::Long(2_147_483_648));
    }

    #[test]
    fn the_wider_number_wins() {
        assert_eq!(compute(Sign::Divide, &Value::Long(1), &Value::Real(4.0)), Value::Real(0.25));
        let decimal = |text| crate::convert::parse_decimal(text).map_or(Value::Null, Value::Decimal);
        assert_eq!(compute(Sign::Add, &decimal("0.1"), &Value::Real(0.2)), decimal("0.3"));
        assert_eq!(compute(Sign::Divide, &decimal("1"), &decimal("0")), Value::Null);
        assert_eq!(compute(Sign::Modulo, &decimal("-1"), &decimal("3")), decimal("2"));
        assert_eq!(
            compute(Sign::Divide, &decimal("1"), &decimal("3")),
            decimal("0.3333333333333333333333333333333333")
        );
    }

    #[test]
    fn times_stay_in_their_range() {
        let day = Value::Timespan(TICKS_PER_DAY);
        assert_eq!(compute(Sign::Add, &Value::Datetime(MAX_DATETIME), &day), Value::Null);
        assert_eq!(compute(Sign::Subtract, &Value::Datetime(5), &day), Value::Null);
        assert_eq!(compute(Sign::Multiply, &Value::Real(0.5), &day), Value::Timespan(TICKS_PER_DAY / 2));
        assert_eq!(compute(Sign::Multiply, &Value::Long(i64::MAX), &day), Value::Null);
        assert_eq!(compute(Sign::Divide, &day, &Value::Real(0.0)), Value::Null);
        assert_eq!(compute(Sign::Divide, &day, &Value::Timespan(TICKS_PER_DAY / 24)), Value::Real(24.0));
    }

    #[test]
    fn a_dynamic_follows_the_other_operand() {
        let dynamic = |json: crate::Json| Value::dynamic(json);
        assert_eq!(compute(Sign::Add, &dynamic("5".into()), &Value::Int(1)), Value::Long(6));
        assert_eq!(compute(Sign::Multiply, &Value::Real(2.0), &dynamic(1.5.into())), Value::Real(3.0));
        assert_eq!(compute(Sign::Add, &dynamic(vec![1].into()), &Value::Long(1)), Value::Null);
    }

    #[test]
    fn types_are_told_before_anything_runs() {
        let kind = |sign, left, right| result_type(sign, left, right);
        assert_eq!(kind(Sign::Add, Type::Int, Type::Int), Some(Type::Long));
        assert_eq!(kind(Sign::Add, Type::String, Type::Long), None);
        assert_eq!(kind(Sign::Multiply, Type::Dynamic, Type::Dynamic), None);
        assert_eq!(kind(Sign::Add, Type::Dynamic, Type::Int), Some(Type::Long));
        assert_eq!(kind(Sign::Add, Type::Datetime, Type::Datetime), Some(Type::Datetime));
        assert_eq!(kind(Sign::Divide, Type::Datetime, Type::Real), Some(Type::Datetime));
        assert_eq!(kind(Sign::Subtract, Type::Timespan, Type::Datetime), None);
        assert_eq!(kind(Sign::Subtract, Type::Datetime, Type::Datetime), Some(Type::Timespan));
        assert_eq!(kind(Sign::Divide, Type::Timespan, Type::Timespan), Some(Type::Real));
        assert_eq!(kind(Sign::Modulo, Type::Decimal, Type::Real), Some(Type::Decimal));
    }
}
