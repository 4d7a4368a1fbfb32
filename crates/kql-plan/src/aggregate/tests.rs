//! What the aggregates answer, by name, as a query would ask.

use super::*;
use crate::convert::text;

/// The results of an aggregate over rows, as text, after a comma and a blank each.
fn of(name: &str, kinds: &[Type], constants: &[Value<'static>], rows: &[&[Value<'static>]]) -> String {
    let aggregate = by_name(name).unwrap();
    let mut arguments: Vec<Argument> = kinds.iter().map(|kind| Argument { kind: *kind, constant: None }).collect();
    for constant in constants {
        arguments.push(Argument { kind: constant.kind().unwrap(), constant: Some(constant.clone()) });
    }
    let mut state = (aggregate.accumulator)(&arguments);
    for row in rows {
        let values: Vec<Value<'_>> = row.iter().chain(constants).cloned().collect();
        state.update(&values);
    }
    assert!(state.size() > 0);
    state.finish().iter().map(text).collect::<Vec<_>>().join(", ")
}

fn longs(name: &str, values: &[Option<i64>]) -> String {
    let rows: Vec<[Value<'static>; 1]> = values.iter().map(|value| [value.map_or(Value::Null, Value::Long)]).collect();
    of(name, &[Type::Long], &[], &rows.iter().map(<[_; 1]>::as_slice).collect::<Vec<_>>())
}

fn json(text: &str) -> Value<'static> {
    Value::dynamic(serde_json::from_str(text).unwrap())
}

#[test]
fn nothing_has_its_own_result_in_each_aggregate() {
    for (name, expected) in [
        ("count", "0"),
        ("sum", "0"),
        ("avg", "NaN"),
        ("min", ""),
        ("max", ""),
        ("dcount", "0"),
        ("count_distinct", "0"),
        ("make_list", "[]"),
        ("make_set", "[]"),
        ("make_bag", "{}"),
        ("take_any", ""),
        ("arg_max", ""),
        ("stdev", "0"),
        ("variance", "0"),
        ("hll", ""),
        ("tdigest", ""),
        ("buildschema", ""),
        ("binary_all_and", ""),
    ] {
        let result = longs(name, &[]);
        assert_eq!(result.trim_end_matches(".0"), expected, "{name}");
    }
}

#[test]
fn nulls_are_left_out() {
    let values = [Some(4), None, Some(1), Some(4)];
    for (name, expected) in [
        ("count", "4"),
        ("sum", "9"),
        ("avg", "3.0"),
        ("min", "1"),
        ("max", "4"),
        ("dcount", "2"),
        ("make_list", "[4,1,4]"),
        ("make_list_with_nulls", "[4,null,1,4]"),
        ("make_set", "[4,1]"),
        ("take_any", "4"),
        ("variance", "3.0"),
        ("variancep", "2.0"),
        ("binary_all_or", "5"),
        ("binary_all_xor", "1"),
    ] {
        assert_eq!(longs(name, &values), expected, "{name}");
    }
}

#[test]
fn a_dynamic_brings_its_elements_and_its_nulls() {
    let rows: &[&[Value<'static>]] = &[&[json("[1, [2]]")], &[Value::Null], &[json(r#"{"a": 1}"#)], &[json("1")]];
    assert_eq!(of("make_list", &[Type::Dynamic], &[], rows), r#"[1,[2],null,{"a":1},1]"#);
    assert_eq!(of("make_set", &[Type::Dynamic], &[], rows), r#"[1,[2],null,{"a":1}]"#);
    assert_eq!(of("make_list", &[Type::Dynamic], &[Value::Long(2)], rows), "[1,[2]]");
}

#[test]
fn of_equal_keys_the_first_row_wins() {
    let bag = |text| [json(text)];
    let rows = [bag(r#"{"a": 1}"#), bag(r#"{"a": 2, "b": null}"#), bag("[7]")];
    let rows: Vec<&[Value<'static>]> = rows.iter().map(<[_; 1]>::as_slice).collect();
    assert_eq!(of("make_bag", &[Type::Dynamic], &[], &rows), r#"{"a":1,"b":null}"#);

    let pair = |key: Option<i64>, name: &'static str| [key.map_or(Value::Null, Value::Long), Value::from(name)];
    let rows = [pair(None, "n"), pair(Some(2), "a"), pair(Some(2), "b"), pair(Some(1), "c")];
    let rows: Vec<&[Value<'static>]> = rows.iter().map(<[_; 2]>::as_slice).collect();
    let kinds = [Type::Long, Type::String];
    assert_eq!(of("arg_max", &kinds, &[], &rows), "2, a");
    assert_eq!(of("arg_min", &kinds, &[], &rows), "1, c");
    assert_eq!(of("arg_max", &kinds, &[], rows.get(..1).unwrap()), ", n");
    assert_eq!(of("take_any", &kinds, &[], &rows), ", n");
}

#[test]
fn conditions_pick_rows() {
    let row = |value: i64, flag: Option<bool>| [Value::Long(value), flag.map_or(Value::Null, Value::Bool)];
    let rows = [row(1, Some(true)), row(2, None), row(5, Some(false)), row(3, Some(true))];
    let rows: Vec<&[Value<'static>]> = rows.iter().map(<[_; 2]>::as_slice).collect();
    for (name, expected) in [
        ("sumif", "4"),
        ("avgif", "2.0"),
        ("minif", "1"),
        ("maxif", "3"),
        ("dcountif", "2"),
        ("make_list_if", "[1,3]"),
        ("make_set_if", "[1,3]"),
        ("take_anyif", "1"),
        ("varianceif", "2.0"),
        ("stdevpif", "1.0"),
    ] {
        assert_eq!(of(name, &[Type::Long, Type::Bool], &[], &rows), expected, "{name}");
    }
}

#[test]
fn nan_is_the_extreme_of_reals() {
    let rows = [[Value::Real(3.0)], [Value::Real(f64::NAN)], [Value::Real(1.0)]];
    let rows: Vec<&[Value<'static>]> = rows.iter().map(<[_; 1]>::as_slice).collect();
    assert_eq!(of("min", &[Type::Real], &[], &rows), "NaN");
    assert_eq!(of("max", &[Type::Real], &[], &rows), "NaN");
}

#[test]
fn a_sum_beyond_its_type_is_null() {
    assert_eq!(longs("sum", &[Some(i64::MAX), Some(1)]), "");
    assert_eq!(longs("sum", &[Some(i64::MAX), Some(1), Some(-1)]), i64::MAX.to_string());
}

#[test]
fn the_schema_admits_all_values() {
    let rows: &[&[Value<'static>]] =
        &[&[json(r#"{"a": 1, "b": [1.5]}"#)], &[json(r#"{"a": {"c": true}, "b": ["x"]}"#)]];
    let expected = r#"{"a":[{"c":"bool"},"long"],"b":{"`indexer`":["double","string"]}}"#;
    assert_eq!(of("buildschema", &[Type::Dynamic], &[], rows), expected);
}

#[test]
fn columns_are_named_after_arguments() {
    let argument = |kind: Type, name: Option<&str>, constant: Option<Value<'static>>| AggregateArgument {
        argument: Argument { kind, constant },
        name: name.map(str::to_owned),
    };
    let names = |aggregate: &str, arguments: &[AggregateArgument]| {
        let outputs = (by_name(aggregate).unwrap().outputs)(arguments).unwrap();
        outputs.iter().map(|output| format!("{}:{}", output.name, output.kind)).collect::<Vec<_>>().join(" ")
    };
    let x = argument(Type::Int, Some("x"), None);
    let y = argument(Type::String, Some("y"), None);
    let unnamed = argument(Type::Long, None, None);
    let percent = |value: f64| argument(Type::Real, None, Some(Value::Real(value)));
    assert_eq!(names("count", &[]), "count_:long");
    assert_eq!(names("sum", std::slice::from_ref(&x)), "sum_x:long");
    assert_eq!(names("avg", std::slice::from_ref(&unnamed)), "avg_:real");
    assert_eq!(names("max", std::slice::from_ref(&x)), "max_x:int");
    assert_eq!(names("arg_max", &[x.clone(), y.clone(), unnamed.clone()]), "x:int y:string max_x_arg2:long");
    assert_eq!(names("argmax", &[x.clone(), y.clone()]), "max_x:int max_x_y:string");
    assert_eq!(names("take_any", std::slice::from_ref(&y)), "y:string");
    assert_eq!(names("any", std::slice::from_ref(&y)), "any_y:string");
    assert_eq!(names("covariance", &[x.clone(), y.clone()]), "covariance_x_y:real");
    let asked = [x.clone(), percent(5.0), percent(99.9)];
    assert_eq!(names("percentiles", &asked), "percentile_x_5:long percentile_x_99_9:long");
    assert_eq!(names("percentiles_array", &asked), "percentiles_x:dynamic");
    assert!((percentile::PERCENTILE.outputs)(&[y, percent(5.0)]).is_err());
    assert!((percentile::PERCENTILE.outputs)(&[x, percent(101.0)]).is_err());
}

#[test]
fn percentiles_stand_in_columns_or_in_an_array() {
    let rows = [[Value::Long(10), Value::Long(3)], [Value::Long(20), Value::Long(1)]];
    let rows: Vec<&[Value<'static>]> = rows.iter().map(<[_; 2]>::as_slice).collect();
    let asked = [Value::Real(50.0), Value::Real(90.0)];
    let kinds = [Type::Long, Type::Long];
    assert_eq!(of("percentilesw", &kinds, &asked, &rows), "10, 20");
    assert_eq!(of("percentilesw_array", &kinds, &[json("[50, 90]")], &rows), "[10,20]");
}

#[test]
fn every_aggregate_is_declared_once_and_documented() {
    let mut names = std::collections::HashSet::new();
    for aggregate in ALL {
        for name in std::iter::once(&aggregate.name).chain(aggregate.aliases) {
            assert!(names.insert(*name), "{name} is declared twice");
        }
        let documentation = aggregate.documentation.join("\n");
        assert!(documentation.contains("Source: <https://learn.microsoft.com/kusto/query/"), "{}", aggregate.name);
        assert!(documentation.contains("```kusto"), "{}", aggregate.name);
    }
}
