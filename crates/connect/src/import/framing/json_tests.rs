use proptest::prelude::*;

use super::super::json_records;
use super::*;

fn records(text: &str) -> Vec<&str> {
    let found = json_records(text, usize::MAX);
    assert!(found.iter().all(|r| r.damage.is_none()), "{found:?}");
    found.iter().map(|r| text.get(r.start..r.end).unwrap()).collect()
}

#[test]
fn every_arrangement_yields_the_same_records() {
    let expected = [r#"{"a":1}"#, r#"{"b":{"c":[{}]}}"#];
    for text in [
        "{\"a\":1}\n{\"b\":{\"c\":[{}]}}\n",
        "{\"a\":1}\r\n\r\n{\"b\":{\"c\":[{}]}}",
        r#"{"a":1}{"b":{"c":[{}]}}"#,
        "{\"a\":1},\n{\"b\":{\"c\":[{}]}},\n",
        r#"[{"a":1},{"b":{"c":[{}]}}]"#,
        "[{\"a\":1}]\r\n[{\"b\":{\"c\":[{}]}}]\r\n",
        "\u{FEFF}[{\"a\":1}]\r\n\u{FEFF}{\"b\":{\"c\":[{}]}}",
        "\u{1e}{\"a\":1}\n\u{1e}{\"b\":{\"c\":[{}]}}\n",
        r#"[[{"a":1}],[{"b":{"c":[{}]}}]]"#,
        r#"{"@odata.context":"x","value":[{"a":1},{"b":{"c":[{}]}}],"@odata.nextLink":"y"}"#,
        r#"{"value":[{"a":1},{"b":{"c":[{}]}}]}"#,
        r#"{"records":[{"a":1}]}{"records":[{"b":{"c":[{}]}}]}"#,
        r#"[{"records":[{"a":1}]},{"records":[{"b":{"c":[{}]}}]}]"#,
        "{\"records\":[{\"a\":1}]}\n{\"records\":[{\"b\":{\"c\":[{}]}}]}\n",
        r#"[{"EntityResult":[{"a":1}],"Entity":{"x":1}},{"EntityResult":[{"b":{"c":[{}]}}]}]"#,
    ] {
        assert_eq!(records(text), expected, "{text}");
    }
}

#[test]
fn a_list_inside_a_record_stays_in_the_record() {
    for text in [
        r#"{"incidentId":7,"alerts":[{"alertId":"x"}]}"#,
        r#"{"id":"x","value":[{"a":1}]}"#,
        r#"{"rule":"x","mitre":["T1"],"log":{"records":[{}]}}"#,
        r#"{"properties":{},"value":[{"a":1}]}"#,
        r#"{"value":{"id":"x"}}"#,
        r#"{"name":"x","data":["y"]}"#,
    ] {
        assert_eq!(records(text), [text]);
    }
}

#[test]
fn rows_carry_the_columns_before_them() {
    let text = r#"{"tables":[{"name":"PrimaryResult","columns":[{"name":"A","type":"string"},{"name":"B","type":"long"}],"rows":[["x",1],["y",2]]}]}"#;
    let mut found = Framed::default();
    let mut framer = Framer::new(1 << 20);
    framer.finish(text.as_bytes(), true, &mut found);
    let rows: Vec<_> = found.spans.iter().map(|s| text.get(s.start..s.end).unwrap()).collect();
    assert_eq!(rows, [r#"["x",1]"#, r#"["y",2]"#]);
    let What::Row(table) = &found.spans[0].what else { panic!("not a row: {found:?}") };
    assert_eq!((table.columns.as_slice(), table.primary), (["A".to_owned(), "B".to_owned()].as_slice(), true));
}

#[test]
fn a_page_left_over_is_noticed() {
    let mut found = Framed::default();
    let text = r#"{"value":[{"a":1}],"@odata.nextLink":"https://graph/next"}{"value":[{"a":1}],"@odata.nextLink":""}"#;
    Framer::new(99).finish(text.as_bytes(), true, &mut found);
    assert_eq!((found.next_page, found.unclosed), (Some(false), false));
    let mut found = Framed::default();
    let text = r#"{"@odata.nextLink":"https://graph/next","value":[{"a":1}]}"#;
    Framer::new(99).finish(text.as_bytes(), true, &mut found);
    assert_eq!((found.next_page, found.unclosed), (Some(true), false));
}

#[test]
fn damage_costs_the_record_it_is_in() {
    let good = |text: &str| -> Vec<String> {
        json_records(text, 3)
            .iter()
            .filter(|r| r.damage.is_none())
            .map(|r| text.get(r.start..r.end).unwrap().to_owned())
            .collect()
    };
    let bad = |text: &str| json_records(text, 3).iter().filter(|r| r.damage.is_some()).count();
    for text in [
        "{\"a\":1}\n{\"b\":\"cut\n{\"c\":3}\n",
        "{\"a\":1}\n{\"b\":\n{\"c\":3}\n",
        "{\"a\":1}\n{\"b\":[1,2\n{\"c\":3}\n",
        "{\"a\":1}\nnot json at all\n{\"c\":3}\n",
        "{\"a\":1}\n{\"b\":1]\n{\"c\":3}\n",
        "[\n{\"a\":1},\n{\"b\":\"cut\n{\"c\":3}\n]",
        "[\n  {\"a\":1},\n  {\"b\":{\"x\":1},\n  {\"c\":3}\n]",
    ] {
        assert_eq!(good(text), [r#"{"a":1}"#, r#"{"c":3}"#], "{text}");
        assert_eq!(bad(text), 1, "{text}");
    }
}

#[test]
fn a_record_longer_than_the_limit_is_stepped_over() {
    let text = format!("[{{\"a\":\"{}\"}},{{\"b\":2}}]", "x".repeat(500));
    let mut found = Framed::default();
    let mut framer = Framer::new(100);
    for length in 0..text.len() {
        framer.advance(&text.as_bytes()[..length], &mut found);
    }
    framer.finish(text.as_bytes(), true, &mut found);
    assert_eq!(found.spans.len(), 2);
    assert_eq!(found.spans[0].what, What::Damaged(TOO_LONG));
    let second = &found.spans[1];
    assert_eq!(text.get(second.start..second.end), Some(r#"{"b":2}"#));
}

/// JSON objects of a few members, written without line breaks.
fn objects() -> impl Strategy<Value = Vec<String>> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<i32>().prop_map(Into::into),
        "[ -~\\n大é\"\\\\]{0,12}".prop_map(serde_json::Value::from),
    ];
    let value = leaf.prop_recursive(3, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(serde_json::Value::from),
            prop::collection::btree_map("[a-z]{1,5}", inner, 0..4)
                .prop_map(|m| serde_json::Value::from(m.into_iter().collect::<serde_json::Map<_, _>>())),
        ]
    });
    let object = value.prop_map(|v| serde_json::json!({ "id": "x", "v": v }).to_string());
    prop::collection::vec(object, 0..6)
}

proptest! {
    #[test]
    fn framing_does_not_depend_on_how_the_bytes_arrive(objects in objects(), block in 1_usize..40) {
        let pretty = |object: &String| {
            serde_json::to_string_pretty(&serde_json::from_str::<serde_json::Value>(object).unwrap()).unwrap()
        };
        for text in [
            objects.join("\n"),
            objects.concat(),
            objects.iter().map(pretty).collect::<Vec<_>>().join("\r\n"),
            format!("[{}]", objects.join(",")),
            format!("{{\"@odata.context\":\"c\",\"value\":[{}]}}", objects.join(" ,\n ")),
        ] {
            let whole = json_records(&text, usize::MAX);
            prop_assert_eq!(&json_records(&text, block), &whole);
            let values: Vec<serde_json::Value> =
                whole.iter().map(|r| serde_json::from_str(text.get(r.start..r.end).unwrap()).unwrap()).collect();
            let expected: Vec<serde_json::Value> = objects.iter().map(|o| serde_json::from_str(o).unwrap()).collect();
            prop_assert_eq!(values, expected);
        }
    }

    #[test]
    fn a_file_cut_anywhere_keeps_all_complete_records(objects in objects()) {
        for (text, between) in [
            (objects.join("\n"), "\n"),
            (format!("[{}]", objects.join(",")), ","),
            (format!("{{\"value\":[{}]}}", objects.join(",")), ","),
        ] {
            let head = text.find(r#"{"id""#).unwrap_or(text.len());
            for cut in (0..text.len()).filter(|cut| text.is_char_boundary(*cut)) {
                let mut end = head;
                let complete = objects.iter().take_while(|o| { end += o.len(); let fits = end <= cut; end += between.len(); fits }).count();
                let found = json_records(text.get(..cut).unwrap(), 7);
                prop_assert_eq!(found.iter().filter(|r| r.damage.is_none()).count(), complete, "{}", text.get(..cut).unwrap());
            }
        }
    }

    #[test]
    fn no_bytes_make_it_panic(text in "[\\[\\]{}\",:a\\\\ \n1]{0,60}", block in 1_usize..9) {
        json_records(&text, block);
    }
}
