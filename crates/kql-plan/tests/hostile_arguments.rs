//! What holds for every scalar function, whatever its arguments: it never panics, and it answers with a value of the type it promised.
#![expect(clippy::unwrap_used, reason = "a test may")]

use std::panic::{AssertUnwindSafe, catch_unwind};

use kql_plan::scalar::{self, Argument, Call, ParameterType, Scalar};
use kql_plan::value::{MAX_DATETIME, TICKS_PER_DAY};
use kql_plan::{Context, Json, Type, Value, convert};

/// Draws for each function; the same ones in each run.
const DRAWS: usize = 200;

/// Numbers without a pattern, from a seed.
struct Draws(u64);

impl Draws {
    fn below(&mut self, limit: usize) -> usize {
        // The constants of Knuth's MMIX generator.
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or_default() % limit.max(1)
    }

    fn pick<T: Clone>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())].clone()
    }
}

/// Values at which functions tend to break.
fn values(kind: Type) -> Vec<Value<'static>> {
    let longs = [0, 1, -1, 2, 7, 10, 100, i64::MAX, i64::MIN, i64::from(i32::MAX), 1 << 40];
    let mut found: Vec<Value<'static>> = match kind {
        Type::Bool => vec![Value::Bool(true), Value::Bool(false)],
        Type::Int => [0, 1, -1, 3, i32::MAX, i32::MIN].map(Value::Int).to_vec(),
        Type::Long => longs.map(Value::Long).to_vec(),
        Type::Real => [0.0, -0.0, 0.5, -1.5, 3.0, 1e300, -1e300, 5e-324, f64::NAN, f64::INFINITY, f64::NEG_INFINITY]
            .map(Value::Real)
            .to_vec(),
        Type::Decimal => ["0", "1.5", "-99999999999999999999.00000001", "1e37"]
            .map(|text| Value::Decimal(text.parse().unwrap()))
            .to_vec(),
        Type::String => [
            "",
            "a",
            "ß",
            "día\u{301}",
            "😀",
            "%zz",
            "[1,2",
            "{\"a\":1}",
            "$.a.b",
            "$",
            "1.2.3.4",
            "1.2.3.4/33",
            "fe80::1/64",
            "2024-02-30",
            "(",
            "a*",
            "day",
            "yyyy-MM-dd",
            "ffffffffffff",
            "Europe/Zurich",
            "YQ==",
            "http://a:99999/?q=%",
            "9".repeat(400).leak(),
            "\0",
            ",",
        ]
        .map(Value::from)
        .to_vec(),
        Type::Datetime => {
            [0, 1, MAX_DATETIME, MAX_DATETIME - TICKS_PER_DAY, 638_000_000_000_000_001].map(Value::Datetime).to_vec()
        }
        Type::Timespan => [0, 1, -1, TICKS_PER_DAY, i64::MAX, i64::MIN].map(Value::Timespan).to_vec(),
        Type::Guid => [0, 1, u128::MAX].map(Value::Guid).to_vec(),
        Type::Dynamic => [
            "1",
            "-1.5",
            "true",
            "\"text\"",
            "[]",
            "{}",
            "[null]",
            "[1,2,3]",
            "[3,\"a\",null,[1],{\"b\":2}]",
            "[1e308,-1e308,0.1]",
            "[\"b\",\"a\"]",
            "{\"a\":{\"b\":[1,{\"c\":null}]}}",
            "[[1,2],[3,4],[5]]",
            "[9223372036854775807,-9223372036854775808,-1]",
            "{\"type\":\"Point\",\"coordinates\":[1,200]}",
            "[0,0,0,0,0,0,0,0]",
            "[1,5,2,7,1,5,2,7,1,5,2,7]",
        ]
        .map(|text| Value::dynamic(kql_plan::dynamic::parse(text).unwrap()))
        .to_vec(),
    };
    found.push(Value::null(kind));
    found
}

/// Why a value is none of this type.
fn fault(value: &Value<'_>, kind: Type) -> Option<String> {
    match value {
        Value::Null if kind == Type::String => Some("a null string".to_owned()),
        Value::Dynamic(json) if matches!(json.as_ref(), Json::Null) => Some("a null in a dynamic".to_owned()),
        Value::Datetime(ticks) if !(0..=MAX_DATETIME).contains(ticks) => Some(format!("a datetime of {ticks} ticks")),
        Value::Null => None,
        _ => (value.kind() != Some(kind)).then(|| format!("{value:?} instead of a {kind}")),
    }
}

/// Calls a function with arguments drawn for its signature; what is wrong with the answer.
fn call(function: &Scalar, draws: &mut Draws) -> Option<String> {
    let signature = function.signature();
    let least = signature.parameters.iter().filter(|parameter| !parameter.optional).count();
    let most =
        signature.parameters.len() + if signature.parameters.last().is_some_and(|last| last.repeated) { 3 } else { 0 };
    let count = least + draws.below(most - least + 1);
    let common = draws.pick(&Type::ALL);
    let mut arguments = Vec::new();
    for index in 0..count {
        let kind = match &signature.parameter(index)?.kind {
            ParameterType::Any => draws.pick(&Type::ALL),
            ParameterType::Common => common,
            ParameterType::OneOf(kinds) => draws.pick(kinds),
        };
        let value = draws.pick(&values(kind));
        arguments.push(Argument { kind, constant: Some(value) });
    }
    let resolved = function.resolve(&arguments).ok()?;
    let values: Vec<Value<'static>> = arguments
        .into_iter()
        .zip(&resolved.parameters)
        .map(|(argument, kind)| {
            let value = argument.constant.unwrap_or_default();
            kind.map_or(value.clone(), |kind| convert::convert(&value, kind).into_owned())
        })
        .collect();
    let context = Context { now: 638_500_000_000_000_000, ..Context::default() };
    let answer = catch_unwind(AssertUnwindSafe(|| {
        (function.kernel)(&Call { arguments: &values, context: &context }).into_owned()
    }));
    let wrong = match answer {
        Ok(answer) => fault(&answer, resolved.result)?,
        Err(_) => "a panic".to_owned(),
    };
    Some(format!("{}({values:?}): {wrong}", function.name))
}

#[test]
fn every_function_answers_whatever_it_is_given() {
    let mut draws = Draws(20_240_229);
    let mut wrong: Vec<String> = Vec::new();
    for function in scalar::all() {
        wrong.extend((0..DRAWS).filter_map(|_| call(function, &mut draws)).take(3));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
