//! What the plugins answer, on small tables of our own.

use std::sync::Arc;

use super::*;
use crate::convert::{convert, text};
use crate::expression::{ColumnId, ExpressionNode};
use crate::rows::Row;
use crate::{Context, Type, Value};

/// A table from text: a line with `name:type …`, then a line for each row, values separated by blanks; `-` is the null.
fn table(written: &str) -> Rows {
    let mut lines = written.lines().map(str::trim).filter(|line| !line.is_empty());
    let columns: Vec<(String, Type)> = lines
        .next()
        .unwrap()
        .split_whitespace()
        .map(|column| column.split_once(':').unwrap())
        .map(|(name, kind)| (name.to_owned(), Type::by_name(kind).unwrap()))
        .collect();
    let value = |((_, kind), text): (&(String, Type), &str)| match kind {
        _ if text == "-" => Value::null(*kind),
        Type::Dynamic => Value::dynamic(serde_json::from_str(text).unwrap()),
        _ => convert(&Value::from(text), *kind).into_owned(),
    };
    let row = |line: &str| -> Row { columns.iter().zip(line.split_whitespace()).map(value).collect() };
    let rows = lines.map(row).collect();
    Rows { columns, rows }
}

/// An argument from text: `name` of a column, `@n` an input, `name=argument`, `count()`, a constant of KQL's simple types.
fn argument(written: &str, inputs: &[Rows]) -> PluginArgument {
    let at =
        |input: &Rows, name: &str| input.position(name).map(|place| PluginArgument::Column(place, name.to_owned()));
    if let Some((name, inner)) = written.split_once('=') {
        return PluginArgument::Named(name.to_owned(), Box::new(argument(inner, inputs)));
    }
    if let Some(input) = written.strip_prefix('@') {
        return PluginArgument::Table(input.parse().unwrap());
    }
    if let Some((name, inner)) = written.strip_suffix(')').and_then(|call| call.split_once('(')) {
        let inner = inner.split(',').filter(|inner| !inner.is_empty()).map(|inner| argument(inner, inputs)).collect();
        return PluginArgument::Aggregate(name.to_owned(), inner);
    }
    if let Some(column) = inputs.iter().find_map(|input| at(input, written)) {
        return column;
    }
    let text = Value::from(written);
    let json = written.starts_with('[').then(|| Value::dynamic(serde_json::from_str(written).unwrap()));
    if let Some(json) = json {
        return PluginArgument::Constant(json, Type::Dynamic);
    }
    for kind in [Type::Long, Type::Real, Type::Bool, Type::Timespan, Type::Datetime] {
        let value = convert(&text, kind);
        if !value.is_null() {
            return PluginArgument::Constant(value.into_owned(), kind);
        }
    }
    PluginArgument::Constant(text.into_owned(), Type::String)
}

/// The result of a plugin as text: a line with names and types, then one for each row.
fn run(name: &str, arguments: &str, inputs: &[&str]) -> Result<String, String> {
    let inputs: Vec<Rows> = inputs.iter().map(|written| table(written)).collect();
    let mut next = 0;
    let columns = inputs.iter().map(|input| {
        let column = |(name, kind): &(String, Type)| {
            next += 1;
            Column { id: ColumnId(next), name: name.clone(), kind: *kind }
        };
        input.columns.iter().map(column).collect()
    });
    let columns: Vec<Vec<Column>> = columns.collect();
    let plugin = by_name(name).unwrap();
    let call = PluginCall {
        inputs: columns,
        arguments: arguments.split_whitespace().map(|written| argument(written, &inputs)).collect(),
        data: plugin.needs_data.then(|| Arc::new(inputs.first().unwrap().clone())),
    };
    let planned = (plugin.plan)(&call)?;
    let rows = planned.operator.run(inputs, &Context::default()).map_err(|error| error.0)?;
    let head: Vec<String> = planned.columns.iter().map(|(name, kind)| format!("{name}:{kind}")).collect();
    let mut out = vec![head.join(" ")];
    for row in rows {
        assert_eq!(row.len(), planned.columns.len());
        for (value, (name, kind)) in row.iter().zip(&planned.columns) {
            assert!(value.kind().is_none_or(|found| found == *kind), "{name} is {kind}, not {value:?}");
        }
        let text: Vec<String> =
            row.iter().map(text).map(|text| if text.is_empty() { "-".to_owned() } else { text }).collect();
        out.push(text.join(" "));
    }
    Ok(out.join("\n"))
}

/// Holds a result against lines that may be indented.
#[track_caller]
fn expect(name: &str, arguments: &str, inputs: &[&str], expected: &str) {
    let lines: Vec<&str> = expected.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    assert_eq!(run(name, arguments, inputs).unwrap(), lines.join("\n"), "{name}");
}

#[test]
fn bag_unpack_makes_columns_of_properties() {
    let input = r#"id:long bag:dynamic
        1 {"b":"x","a":1}
        2 {"a":2,"c":[1]}
        3 -"#;
    expect("bag_unpack", "bag p_", &[input], "id:long p_a:long p_b:string p_c:dynamic\n 1 1 x -\n 2 2 - [1]\n 3 - - -");
    expect("bag_unpack", r#"bag ignoredProperties=["a","b"]"#, &[input], "id:long c:dynamic\n 1 -\n 2 [1]\n 3 -");
    let own = r#"bag:dynamic x:long
        {"bag":1.5,"a":1} 7
        {"a":"s"} 8"#;
    expect("bag_unpack", "bag", &[own], "bag:real x:long a:dynamic\n 1.5 7 1\n - 8 s");
    let twice = r#"a:string bag:dynamic
        old {"a":1}"#;
    assert!(run("bag_unpack", "bag", &[twice]).unwrap_err().contains("columnsConflict"));
    expect("bag_unpack", "bag columnsConflict=replace_source", &[twice], "a:long\n 1");
    expect("bag_unpack", "bag columnsConflict=keep_source", &[twice], "a:string\n old");
}

#[test]
fn pivot_makes_columns_of_values() {
    let input = "who:string what:string n:long
        ann read 1
        bob write 2
        ann write 3
        ann write 4";
    expect("pivot", "what count() who", &[input], "who:string read:long write:long\n ann 1 2\n bob 0 1");
    expect("pivot", "what sum(n)", &[input], "who:string read:long write:long\n ann 1 7\n bob 0 2");
    expect("pivot", "what max(n)", &[input], "who:string read:long write:long\n ann 1 4\n bob - 2");
    assert!(run("pivot", "what hll(n)", &[input]).is_err());
}

#[test]
fn narrow_and_preview_and_rows_near() {
    let input = "a:long b:bool\n 1 true\n 2 -\n 3 false\n 4 true\n 5 false\n 6 false";
    expect("preview", "1", &[input], "a:long b:bool\n 1 True");
    expect("rows_near", "b 0 1", &[input], "a:long b:bool\n 1 True\n 2 -\n 4 True\n 5 False");
    let two = "a:long b:bool\n 1 true\n 2 -";
    expect("narrow", "", &[two], "Row:long Column:string Value:string\n 0 a 1\n 0 b True\n 1 a 2\n 1 b -");
}

#[test]
fn addresses_find_their_networks() {
    let rows = "ip:string kind:string\n 192.0.2.77 a\n 198.51.100.1 a\n nonsense a";
    let networks = "network:string kind:string name:string
        192.0.2.0/24 a lab
        192.0.2.64/26 a desk
        192.0.2.64/26 b other";
    expect(
        "ipv4_lookup",
        "@1 ip network kind",
        &[rows, networks],
        "ip:string kind:string network:string name:string
        192.0.2.77 a 192.0.2.0/24 lab
        192.0.2.77 a 192.0.2.64/26 desk",
    );
    let unmatched = run("ipv4_lookup", "@1 ip network kind return_unmatched=true", &[rows, networks]).unwrap();
    assert!(unmatched.ends_with("198.51.100.1 a - -\nnonsense a - -"), "{unmatched}");
    let rows = "ip:string\n 2001:db8::1";
    let networks = "network:string name:string\n 2001:db8::/32 docs\n 2001:db9::/32 other";
    expect(
        "ipv6_lookup",
        "@1 ip network",
        &[rows, networks],
        "network:string name:string ip:string\n 2001:db8::/32 docs 2001:db8::1",
    );
}

#[test]
fn places_find_their_shapes() {
    let places = "name:string longitude:real latitude:real\n near 5 0.001\n far 5 9\n none - -";
    let roads = r#"road:string line:dynamic
        equator {"type":"LineString","coordinates":[[0,0],[10,0]]}
        broken {"type":"LineString","coordinates":[[0,0]]}"#;
    expect(
        "geo_line_lookup",
        "@1 line longitude latitude 200 return_unmatched=true",
        &[places, roads],
        "name:string longitude:real latitude:real road:string
        near 5.0 0.001 equator
        far 5.0 9.0 -
        none - - -",
    );
    let areas = r#"area:string shape:dynamic
        square {"type":"Polygon","coordinates":[[[0,8],[10,8],[10,10],[0,10],[0,8]]]}"#;
    let found =
        run("geo_polygon_lookup", "@1 shape longitude latitude return_lookup_key=true", &[places, areas]).unwrap();
    assert!(found.contains("far 5.0 9.0 square {") && !found.contains("near"), "{found}");
    let wide = run("geo_polygon_lookup", "@1 shape longitude latitude radius=1000000", &[places, areas]).unwrap();
    assert!(wide.contains("near 5.0 0.001 square"), "{wide}");
    assert!(run("geo_line_lookup", "@1 line longitude latitude", &[places, roads]).is_err());
}

/// Days of January 2024 on which somebody did something.
const VISITS: &str = "id:string at:datetime
    a 2024-01-01
    b 2024-01-01
    a 2024-01-02
    c 2024-01-02
    c 2024-01-02
    b 2024-01-04";

#[test]
fn activity_is_counted_by_windows() {
    expect(
        "activity_counts_metrics",
        "id at 2024-01-01 2024-01-04 1.00:00:00",
        &[VISITS],
        "at:datetime count:long dcount:long new_dcount:long aggregated_dcount:long
        2024-01-01T00:00:00.0000000Z 2 2 2 2
        2024-01-02T00:00:00.0000000Z 3 2 1 3
        2024-01-04T00:00:00.0000000Z 1 1 0 3",
    );
    expect(
        "activity_metrics",
        "id at 2024-01-01 2024-01-04 1.00:00:00",
        &[VISITS],
        "at:datetime dcount_values:long dcount_newvalues:long retention_rate:real churn_rate:real
        2024-01-01T00:00:00.0000000Z 2 2 NaN NaN
        2024-01-02T00:00:00.0000000Z 2 1 0.5 0.5
        2024-01-04T00:00:00.0000000Z 1 1 NaN NaN",
    );
    expect(
        "activity_engagement",
        "id at 2024-01-01 2024-01-04 1.00:00:00 2.00:00:00",
        &[VISITS],
        "at:datetime dcount_activities_inner:long dcount_activities_outer:long activity_ratio:real
        2024-01-01T00:00:00.0000000Z 2 2 1.0
        2024-01-02T00:00:00.0000000Z 2 3 0.6666666666666666
        2024-01-04T00:00:00.0000000Z 1 1 1.0",
    );
    expect(
        "sliding_window_counts",
        "id at 2024-01-02 2024-01-05 2.00:00:00 1.00:00:00",
        &[VISITS],
        "at:datetime Count:long Dcount:long
        2024-01-02T00:00:00.0000000Z 5 3
        2024-01-03T00:00:00.0000000Z 3 2
        2024-01-04T00:00:00.0000000Z 1 1
        2024-01-05T00:00:00.0000000Z 1 1",
    );
    expect(
        "session_count",
        "id at 2024-01-01 2024-01-05 month 1.00:00:00",
        &[VISITS],
        "at:datetime count_sessions:long\n 2024-01-01T00:00:00.0000000Z 4",
    );
    expect(
        "active_users_count",
        "id at 2024-01-02 2024-01-05 3.00:00:00 1.00:00:00 2 1.00:00:00",
        &[VISITS],
        "at:datetime dcount:long\n 2024-01-02T00:00:00.0000000Z 1",
    );
}

#[test]
fn newcomers_are_followed() {
    let known = "id:string\n b";
    expect(
        "new_activity_metrics",
        "id at 2024-01-01 2024-01-03 1.00:00:00",
        &[VISITS],
        "from_at:datetime to_at:datetime dcount_new_values:long dcount_retained_values:long dcount_churn_values:long retention_rate:real churn_rate:real
        2024-01-01T00:00:00.0000000Z 2024-01-01T00:00:00.0000000Z 2 2 0 1.0 0.0
        2024-01-01T00:00:00.0000000Z 2024-01-02T00:00:00.0000000Z 1 1 1 0.5 0.5
        2024-01-01T00:00:00.0000000Z 2024-01-03T00:00:00.0000000Z 0 0 2 0.0 1.0
        2024-01-02T00:00:00.0000000Z 2024-01-02T00:00:00.0000000Z 1 1 0 1.0 0.0
        2024-01-02T00:00:00.0000000Z 2024-01-03T00:00:00.0000000Z 0 0 1 0.0 1.0",
    );
    let followed =
        run("new_activity_metrics", "id at 2024-01-01 2024-01-01 1.00:00:00 2024-01-01 @1", &[VISITS, known]);
    assert!(followed.unwrap().ends_with("Z 1 1 0 1.0 0.0"));
}

#[test]
fn percentiles_roll() {
    let input = "at:long v:long\n 0 1\n 1 2\n 10 3\n 11 4\n 20 50";
    expect(
        "rolling_percentile",
        "v 50 at 10 2",
        &[input],
        "at:long rolling_2_percentile_v_50:long\n 0 1\n 10 2\n 20 4",
    );
}

#[test]
fn sequences_are_found() {
    let input = "who:string at:long what:string
        a 1 in
        a 2 out
        b 3 out
        a 20 out
        b 4 in
        b 5 out";
    expect(
        "funnel_sequence",
        r#"who at 0 100 10 100 what ["in","out"]"#,
        &[input],
        r#"at:long prev:string next:string dcount:long samples:dynamic
        0 - out 1 ["a"]
        0 out - 1 ["b"]"#,
    );
    expect(
        "funnel_sequence_completion",
        r#"who at 0 100 100 what ["in","out"] [1,50]"#,
        &[input],
        "at:long what:string Period:long dcount:long\n 0 in 1 2\n 0 out 1 2\n 0 in 50 2\n 0 out 50 2",
    );
}

#[test]
fn sequences_go_back_to_the_latest_step_before() {
    let expression = |name: &str, value: &str| {
        let id = ColumnId(u32::from(value == "y") + 3);
        let column = Expression { node: ExpressionNode::Column(id), kind: Type::String };
        let list = Arc::new(vec![Value::from(value).into_owned()]);
        let node = ExpressionNode::InList { value: Box::new(column), list, ignore_case: false };
        let call = Expression { node, kind: Type::Bool };
        PluginArgument::Named(name.to_owned(), Box::new(PluginArgument::Expression(call)))
    };
    let rows = table("who:string at:long x:string y:string\n a 1 x -\n a 2 x -\n a 5 - y\n a 9 - y\n b 6 - y");
    let columns = rows.columns.iter().zip(1..).map(|((name, kind), id)| Column {
        id: ColumnId(id),
        name: name.clone(),
        kind: *kind,
    });
    let constant = |value: i64| PluginArgument::Constant(Value::Long(value), Type::Long);
    let call = PluginCall {
        inputs: vec![columns.collect()],
        arguments: vec![
            PluginArgument::Column(1, "at".to_owned()),
            constant(4),
            constant(100),
            expression("first", "x"),
            expression("second", "y"),
            PluginArgument::Column(0, "who".to_owned()),
        ],
        data: None,
    };
    let planned = (sequence_detect::SEQUENCE_DETECT.plan)(&call).unwrap();
    let names: Vec<&str> = planned.columns.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["who", "first_at", "second_at", "Duration"]);
    let found = planned.operator.run(vec![rows], &Context::default()).unwrap();
    let expected: Row = vec![Value::from("a"), Value::Long(2), Value::Long(5), Value::Long(3)];
    assert_eq!(found, [expected]);
}

#[test]
fn patterns_are_told_by_their_rows() {
    let input = "who:string what:string n:long
        ann read 1
        ann read 1
        ann write 1
        bob write 1
        cid write 6";
    expect(
        "basket",
        "0.5",
        &[input],
        "SegmentId:long Count:long Percent:real who:string what:string n:long
        0 4 80.0 - - 1
        1 3 60.0 ann - 1
        2 3 60.0 - write -",
    );
    expect(
        "basket",
        "0.5 n ~ *",
        &[input],
        "SegmentId:long Count:long Percent:real who:string what:string n:long
        0 8 80.0 * write -
        1 6 60.0 cid write -",
    );
    expect(
        "autocluster",
        "",
        &[input],
        "SegmentId:long Count:long Percent:real who:string what:string n:long
        0 3 60.0 ann - 1
        1 1 20.0 bob write 1
        2 1 20.0 cid write 6",
    );
    expect(
        "diffpatterns",
        "what read write",
        &[input],
        "SegmentId:long CountA:long CountB:long PercentA:real PercentB:real PercentDiffAB:real who:string n:long
        0 2 1 100.0 33.333333333333339 66.66666666666666 ann 1
        1 0 1 0.0 33.333333333333339 33.333333333333339 bob 1
        2 0 1 0.0 33.333333333333339 33.333333333333339 cid 6",
    );
    assert!(run("basket", "7", &[input]).is_err());
}

#[test]
fn schemas_become_one() {
    let schemas = "ColumnName:string ColumnOrdinal:int ColumnType:string
        a 0 int
        b 1 string
        a 0 long
        c 1 bool
        b 2 string";
    let head = "ColumnName:string ColumnOrdinal:int DataType:string ColumnType:string\n";
    let found = run("schema_merge", "PreserveOrder=false", &[schemas]).unwrap();
    assert_eq!(found, format!("{head}a 0 System.Int64 long\nc 1 System.SByte bool\nb 2 System.String string"));
    let found = run("schema_merge", "", &[schemas]).unwrap();
    assert!(found.contains("\nb -1 ERROR("), "{found}");
}

#[test]
fn every_plugin_is_declared_once_and_documented() {
    let mut names = std::collections::HashSet::new();
    for plugin in ALL {
        assert!(names.insert(plugin.name), "{} is declared twice", plugin.name);
        assert!(plugin.documentation.starts_with(&format!("`{}(", plugin.name)), "{}", plugin.name);
        assert!(plugin.documentation.contains("Source: <https://learn.microsoft.com/kusto/query/"), "{}", plugin.name);
        let call = PluginCall { inputs: vec![Vec::new()], arguments: Vec::new(), data: None };
        let planned = (plugin.plan)(&call);
        assert!(
            planned.is_err() || plugin.documentation.contains("()") || plugin.documentation.contains("(["),
            "{}",
            plugin.name
        );
    }
    for (name, reason) in REFUSED {
        assert!(names.insert(name), "{name} is both answered and refused");
        assert!(!reason.ends_with('.'), "{name}");
    }
}
