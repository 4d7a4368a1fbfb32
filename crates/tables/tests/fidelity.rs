//! Every source of every column of every table: a record that holds a telling value at exactly that path, and nothing
//! else but its time, must become a row that holds the value in exactly that column.

mod record;

use std::collections::BTreeSet;

use arrow_array::{
    Array, ArrayRef,
    cast::AsArray,
    types::{Float64Type, Int32Type, Int64Type, TimestampMicrosecondType},
};
use record::{insert, steps};
use serde_json::{Value, json};
use tables::{Column, Context, Convert, KustoType, Mapped, Mapper, Place, Shape, Table, all};

const SHAPES: [Shape; 7] =
    [Shape::Graph, Shape::GraphLegacy, Shape::Diagnostic, Shape::Row, Shape::Audit, Shape::Defender, Shape::CloudApp];

const TIME: &str = "2026-05-04T03:02:01.123456Z";
const TIME_MICROS: i64 = 1_777_863_721_123_456;

/// A value that only this column would hold, and the text under which it is found again.
fn telling(column: &str, kind: KustoType) -> (Value, String) {
    match kind {
        KustoType::Bool => (json!(true), "true".into()),
        KustoType::Int => (json!(7_654_321), "7654321".into()),
        KustoType::Long => (json!(1_234_567_890_123_i64), "1234567890123".into()),
        KustoType::Real => (json!(0.375), "0.375".into()),
        KustoType::Decimal => (json!("1.25"), "1.25".into()),
        KustoType::String => (json!(format!("the value of {column}")), format!("the value of {column}")),
        KustoType::DateTime => (json!(TIME), TIME_MICROS.to_string()),
        KustoType::TimeSpan => (json!("1.02:03:04"), "937840000000".into()),
        KustoType::Guid => {
            (json!("0F8FAD5B-D9CB-469F-A165-70867728950E"), "0f8fad5b-d9cb-469f-a165-70867728950e".into())
        }
        KustoType::Dynamic => (json!({ "of": column }), json!({ "of": column }).to_string()),
    }
}

fn shown(array: &ArrayRef, row: usize) -> Option<String> {
    use arrow_schema::DataType;
    array.is_valid(row).then(|| match array.data_type() {
        DataType::Boolean => array.as_boolean().value(row).to_string(),
        DataType::Int32 => array.as_primitive::<Int32Type>().value(row).to_string(),
        DataType::Int64 => array.as_primitive::<Int64Type>().value(row).to_string(),
        DataType::Float64 => array.as_primitive::<Float64Type>().value(row).to_string(),
        DataType::Timestamp(_, _) => array.as_primitive::<TimestampMicrosecondType>().value(row).to_string(),
        _ => array.as_string::<i32>().value(row).to_owned(),
    })
}

/// What a sentinel was put at, and where it must arrive.
struct Case {
    shape: Shape,
    path: String,
    value: Value,
    column: &'static str,
    expected: String,
}

fn time_column(table: &Table) -> Option<&'static Column> {
    table.column("TimeGenerated").or_else(|| table.column("Timestamp"))
}

/// Paths at which a shape's record may tell its time, best first.
fn time_paths(table: &Table, shape: Shape) -> Vec<String> {
    let Some(column) = time_column(table) else { return Vec::new() };
    let own = (shape == Shape::Row).then(|| column.name.to_owned());
    let sources = column.sources.iter().filter(|s| s.shape.is_none_or(|only| only == shape));
    own.into_iter().chain(sources.filter(|s| !s.path.is_empty()).map(|s| s.path.to_owned())).collect()
}

/// Maps a record that holds the case's value and a time, and tells what is wrong with the row.
fn check(table: &'static Table, case: &Case) -> Result<(), String> {
    let times = time_paths(table, case.shape);
    let apart = |time: &&String| !time.starts_with(&case.path) && !case.path.starts_with(time.as_str());
    let mut record = json!({});
    let is_time = times.contains(&case.path) && Some(case.column) == time_column(table).map(|c| c.name);
    if !is_time && let Some(time) = times.iter().find(apart) {
        insert(&mut record, &steps(time), json!(TIME));
    }
    insert(&mut record, &steps(&case.path), case.value.clone());
    let mapped = map(table, case.shape, &record)?;
    let found = mapped.rows.column_by_name(case.column).and_then(|array| shown(array, 0));
    if found.as_deref() == Some(&case.expected) {
        Ok(())
    } else {
        Err(format!("expected {:?} in {}, found {found:?}; the record was {record}", case.expected, case.column))
    }
}

fn map(table: &'static Table, shape: Shape, record: &Value) -> Result<Mapped, String> {
    let mut mapper = Mapper::new(table, shape);
    mapper.push(&record.to_string(), Place::default(), &Context::default()).map_err(|r| format!("{r}: {record}"))?;
    mapper.take().ok_or_else(|| "no row".into())
}

/// Values to try on a conversion until it takes one: each is a form in which services write something.
fn candidates(column: &str) -> Vec<Value> {
    let mut values = vec![json!(format!("the value of {column}"))];
    values.extend(TAKEN_BY_SOME.iter().filter_map(|text| serde_json::from_str(text).ok()));
    values
}

const TAKEN_BY_SOME: [&str; 25] = [
    "\"2026-05-04T03:02:01Z\"",
    "1",
    "\"1\"",
    "50126",
    "\"50126\"",
    "0",
    "\"UserLoginFailed\"",
    "\"UserLoggedIn\"",
    "\"192.0.2.7:4711\"",
    "\"ana@contoso.example\"",
    "\"/tenants/a1b2c3d4-0000-4000-8000-0123456789ab/providers/Microsoft.aadiam\"",
    "\"high\"",
    "\"Failed\"",
    "\"InvalidUserNameOrPassword\"",
    r#"{"errorCode":50126,"failureReason":"No."}"#,
    r#"[{"id":"1","displayName":"a","name":"n"}]"#,
    r#"["a","b"]"#,
    r#"{"id":"1","displayName":"a"}"#,
    r##"[{"@odata.type":"#microsoft.graph.security.userEvidence","userAccount":{"accountName":"ana","userPrincipalName":"ana@contoso.example"}}]"##,
    r#"[{"type":"user","accountName":"ana","userPrincipalName":"ana@contoso.example","entityType":"User"}]"#,
    r#"[{"alertId":"1","id":"1","firstActivityDateTime":"2026-05-04T03:02:01Z","lastActivityDateTime":"2026-05-04T03:02:01Z","firstActivity":"2026-05-04T03:02:01Z","lastActivity":"2026-05-04T03:02:01Z"}]"#,
    "\"truePositive\"",
    "\"T1098.001\"",
    r#"["T1098.001"]"#,
    "\"microsoftDefenderForEndpoint\"",
];

/// What a conversion must make of one of the candidates, as the column shows it.
fn converted(column: &Column, convert: fn(&str) -> Option<String>) -> Option<(Value, String)> {
    candidates(column.name).into_iter().find_map(|value| {
        let text = convert(&value.to_string())?;
        let shown = match column.kind {
            KustoType::DateTime if text == "2026-05-04T03:02:01Z" => "1777863721000000".to_owned(),
            _ => text,
        };
        Some((value, shown))
    })
}

fn cases(table: &'static Table) -> (Vec<Case>, Vec<String>) {
    let (mut cases, mut untested) = (Vec::new(), Vec::new());
    for column in table.columns {
        let itself = |path: &str| path.eq_ignore_ascii_case(column.name);
        if !column.sources.iter().any(|s| s.shape.is_none_or(|only| only == Shape::Row) && itself(s.path)) {
            let (value, expected) = telling(column.name, column.kind);
            let path = format!("['{}']", column.name);
            cases.push(Case { shape: Shape::Row, path, value, column: column.name, expected });
        }
        for source in column.sources {
            let of_source = |shape: Shape| match source.convert {
                Convert::Always(_) => None,
                Convert::Plain | Convert::With(_) if source.path.is_empty() => None,
                Convert::Plain => {
                    let (value, expected) = telling(column.name, column.kind);
                    Some(Case { shape, path: source.path.into(), value, column: column.name, expected })
                }
                Convert::With(convert) => converted(column, convert).map(|(value, expected)| Case {
                    shape,
                    path: source.path.into(),
                    value,
                    column: column.name,
                    expected,
                }),
            };
            for shape in SHAPES.into_iter().filter(|shape| source.shape.is_none_or(|only| only == *shape)) {
                match of_source(shape) {
                    Some(case) => cases.push(case),
                    None if matches!(source.convert, Convert::With(_)) && !source.path.is_empty() => {
                        untested.push(format!("{}.{} from {}", table.name, column.name, source.path));
                    }
                    None => {}
                }
            }
        }
    }
    (cases, untested)
}

#[test]
fn every_source_reaches_its_column() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for table in all() {
        let (cases, untested) = cases(table);
        wrong.extend(untested.into_iter().map(|what| format!("{what}: no candidate is taken by its conversion")));
        for case in cases {
            // Shapes from which the table is never filled have no time; a source for every shape need not serve them.
            if time_paths(table, case.shape).is_empty() {
                continue;
            }
            count += 1;
            if let Err(error) = check(table, &case) {
                wrong.push(format!("{}.{} from {:?} {}: {error}", table.name, case.column, case.shape, case.path));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {count} paths:\n{}", wrong.len(), wrong.join("\n"));
    assert!(count > 1000, "only {count} paths were tried");
}

#[test]
fn every_promoted_path_reaches_its_hidden_column() {
    let mut wrong = Vec::new();
    for table in all() {
        for promoted in table.promoted {
            for (column, path) in promoted.from {
                let (value, expected) = telling(promoted.name, promoted.kind);
                let mut inside = json!({});
                insert(&mut inside, &steps(path), value);
                // Columns of text hold JSON as text, and dynamic ones come as text from many exports.
                for whole in [inside.clone(), json!(inside.as_str().map_or_else(|| inside.to_string(), str::to_owned))]
                {
                    let path = format!("['{column}']");
                    let case = Case {
                        shape: Shape::Row,
                        path,
                        value: whole,
                        column: promoted.name,
                        expected: expected.clone(),
                    };
                    if let Err(error) = check(table, &case) {
                        wrong.push(format!("{}.{} from {column}: {error}", table.name, promoted.name));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn constants_stand_where_the_record_is_silent() {
    for table in all() {
        for shape in SHAPES {
            let Some(time) = time_paths(table, shape).into_iter().next() else { continue };
            let mut record = json!({});
            insert(&mut record, &steps(&time), json!(TIME));
            let mapped = map(table, shape, &record).unwrap();
            for column in table.columns {
                let whole =
                    column.sources.iter().any(|s| s.path.is_empty() && !matches!(s.convert, Convert::Always(_)));
                let constant = column.sources.iter().find_map(|s| match s.convert {
                    Convert::Always(text) => Some(text.to_owned()),
                    _ => None,
                });
                let touched = column.sources.iter().any(|s| time.starts_with(s.path));
                if !whole && !touched && time_column(table).map(|c| c.name) != Some(column.name) {
                    assert_eq!(
                        shown(&mapped.rows[column.name], 0),
                        constant,
                        "{}.{} {shape:?}",
                        table.name,
                        column.name
                    );
                }
            }
        }
    }
}

#[test]
fn every_table_is_well_formed() {
    let mut names = BTreeSet::new();
    for table in all() {
        assert!(names.insert(table.name), "{} is listed twice", table.name);
        let mut columns = BTreeSet::new();
        for name in table.columns.iter().map(|c| c.name).chain(table.promoted.iter().map(|p| p.name)) {
            assert!(columns.insert(name), "{}.{name} is there twice", table.name);
        }
        for name in table.identity.iter().chain(&table.revision).chain(&table.tenant) {
            assert!(table.column(name).is_some(), "{} names {name}, which it does not have", table.name);
        }
        for promoted in table.promoted {
            assert!(promoted.name.starts_with('_'), "{}.{} is not hidden", table.name, promoted.name);
            for (column, _) in promoted.from {
                assert!(table.column(column).is_some(), "{}.{} copies {column}", table.name, promoted.name);
            }
        }
        for doc in table.columns.iter().map(|c| c.doc).chain(table.promoted.iter().map(|p| p.doc)).chain([table.doc]) {
            assert!(!doc.trim().is_empty(), "{} has something without documentation", table.name);
        }
        let ours = table.name == "OtherRecords";
        assert!(ours || table.doc.contains("https://"), "{} does not cite its source", table.name);
        for column in table.columns {
            for source in column.sources {
                assert!(
                    record::is_path(source.path),
                    "{}.{} has the path {:?}, which cannot be read",
                    table.name,
                    column.name,
                    source.path
                );
            }
        }
    }
}
