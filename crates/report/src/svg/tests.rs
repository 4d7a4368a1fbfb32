use kql_plan::value::{TICKS_PER_DAY, UNIX_EPOCH};
use kql_plan::{Rows, Type, Value};

use super::draw;
use crate::document::{Chart, ChartKind};

const KINDS: [ChartKind; 6] =
    [ChartKind::Line, ChartKind::Area, ChartKind::Bar, ChartKind::Column, ChartKind::Map, ChartKind::Heatmap];

/// A chart of these values, a day apart.
fn days(kind: ChartKind, values: &[f64]) -> Chart {
    let row = |(at, value): (usize, &f64)| {
        let day = UNIX_EPOCH + 20_000 * TICKS_PER_DAY + at as i64 * TICKS_PER_DAY;
        vec![Value::Datetime(day), Value::Real(*value), Value::from("CH")]
    };
    Chart {
        title: "Sign-ins".into(),
        kind,
        x: if kind == ChartKind::Map { "Country" } else { "Day" }.into(),
        y: vec!["Count".into()],
        series: None,
        unit: "sign-ins".into(),
        rows: Rows {
            columns: vec![
                ("Day".into(), Type::Datetime),
                ("Count".into(), Type::Real),
                ("Country".into(), Type::String),
            ],
            rows: values.iter().enumerate().map(row).collect(),
        },
    }
}

#[test]
fn no_drawing_holds_what_is_no_number() {
    let odd: [&[f64]; 8] = [
        &[f64::NAN],
        &[f64::INFINITY, 1.0, f64::NEG_INFINITY],
        &[0.0],
        &[0.0, 0.0],
        &[-5.0, 3.0, f64::NAN],
        &[f64::MAX, f64::MIN],
        &[f64::MIN_POSITIVE, 1e-300],
        &[7.0],
    ];
    for kind in KINDS {
        for values in odd {
            let svg = draw(&days(kind, values), "c").svg.into_string();
            for word in ["NaN", "inf", "e+", "=\"-0\""] {
                assert!(!svg.contains(word), "{kind:?} of {values:?} has {word}: {svg}");
            }
        }
    }
}

#[test]
fn what_is_empty_draws_nothing_and_one_point_something() {
    for kind in KINDS {
        assert!(draw(&days(kind, &[]), "c").svg.is_empty(), "{kind:?}");
        assert!(draw(&days(kind, &[3.0]), "c").svg.into_string().contains("3 sign-ins") || kind == ChartKind::Area);
    }
}

#[test]
fn columns_that_are_not_there_are_told() {
    for kind in KINDS {
        let mut chart = days(kind, &[1.0]);
        chart.y = vec!["Nowhere".into()];
        let drawn = draw(&chart, "c");
        assert!(drawn.svg.is_empty());
        assert!(drawn.notes.iter().any(|note| note.contains("Nowhere")), "{kind:?}: {:?}", drawn.notes);
    }
}

#[test]
fn thousands_of_points_stay_a_small_drawing() {
    let values: Vec<f64> = (0..50_000).map(|at| f64::from(at % 97)).collect();
    for kind in [ChartKind::Line, ChartKind::Area, ChartKind::Bar, ChartKind::Column] {
        let drawn = draw(&days(kind, &values), "c");
        let size = drawn.svg.into_string().len();
        assert!((500..60_000).contains(&size), "{kind:?} has {size} bytes");
    }
}

#[test]
fn codes_that_are_no_country_are_listed() {
    let mut chart = days(ChartKind::Map, &[1.0, 2.0]);
    chart.rows.rows.first_mut().unwrap()[2] = Value::from("ZZ");
    let drawn = draw(&chart, "c");
    assert_eq!(drawn.notes, ["Not on the map: ZZ (1 sign-ins)."]);
    assert!(drawn.svg.into_string().contains("Switzerland: 2 sign-ins"));
}

#[test]
fn too_many_series_become_one() {
    let mut chart = days(ChartKind::Column, &(1..=20).map(f64::from).collect::<Vec<_>>());
    for (at, row) in chart.rows.rows.iter_mut().enumerate() {
        row[2] = Value::from(format!("app {at}"));
    }
    chart.series = Some("Country".into());
    let drawn = draw(&chart, "c");
    assert_eq!(drawn.legend.len(), 8);
    assert_eq!(drawn.legend.last().map(|(_, name)| name.as_str()), Some("all others"));
    assert!(drawn.notes.first().is_some_and(|note| note.starts_with("13 smaller series")), "{:?}", drawn.notes);
}

#[test]
fn a_long_name_is_shortened_in_the_drawing_and_whole_in_its_tip() {
    let mut chart = days(ChartKind::Bar, &[1.0]);
    let name = "a very long application name that goes on and on and on";
    chart.rows.rows.first_mut().unwrap()[2] = Value::from(name);
    chart.x = "Country".into();
    let svg = draw(&chart, "c").svg.into_string();
    assert!(svg.contains("a very long application name that g…"));
    assert!(svg.contains(&format!("{name}, Count")));
}

#[test]
fn values_below_zero_lie_on_the_other_side() {
    let svg = draw(&days(ChartKind::Column, &[-5.0, 5.0]), "c").svg.into_string();
    assert!(svg.contains(">-4<") || svg.contains(">-5<"), "{svg}");
}
