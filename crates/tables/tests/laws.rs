//! What holds for every record, whatever is in it.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::sync::Arc;

use arrow_array::{
    ArrayRef, BinaryArray, Date32Array, DictionaryArray, FixedSizeBinaryArray, Float64Array, Int64Array,
    LargeStringArray, RecordBatch, StringArray, StringViewArray, types::Int32Type,
};
use proptest::prelude::*;
use tables::{Context, Kind, Mappers, Place, digest};

fn content(kind: Kind, record: &str) -> [u8; 32] {
    let mut mappers = Mappers::default();
    mappers.push(kind, record, Place::default(), &Context::default()).unwrap();
    mappers.take()[0].identities[0].content
}

/// Fields of a sign-in, of every type, as raw JSON.
fn fields() -> impl Strategy<Value = Vec<(&'static str, String)>> {
    let text = "[a-zA-Z0-9 äß\"\\\\/]{0,12}".prop_map(|t: String| serde_json::to_string(&t).unwrap());
    let number = any::<i32>().prop_map(|n| n.to_string());
    let flag = any::<bool>().prop_map(|b| b.to_string());
    let all = (text.clone(), text.clone(), text, number, flag);
    all.prop_map(|(name, agent, city, error, flag)| {
        vec![
            ("id", "\"5f0a6a35\"".to_owned()),
            ("createdDateTime", "\"2026-03-02T08:15:30Z\"".to_owned()),
            ("userDisplayName", name),
            ("userAgent", agent),
            ("status", format!("{{\"errorCode\":{error}}}")),
            ("location", format!("{{\"city\":{city},\"geoCoordinates\":{{\"latitude\":1.5}}}}")),
            ("isInteractive", "true".to_owned()),
            ("flaggedForReview", flag),
        ]
    })
}

fn record<'f>(fields: impl Iterator<Item = &'f (&'static str, String)>, name: impl Fn(&str) -> String) -> String {
    let members: Vec<String> = fields.map(|(key, value)| format!("\"{}\":{value}", name(key))).collect();
    format!("{{{}}}", members.join(","))
}

proptest! {
    #[test]
    fn neither_the_order_nor_the_case_of_keys_matters(fields in fields(), turn in 0_usize..8) {
        let plain = content(Kind::SignIn, &record(fields.iter(), str::to_owned));
        let turned = fields.iter().cycle().skip(turn).take(fields.len());
        prop_assert_eq!(plain, content(Kind::SignIn, &record(turned, str::to_owned)));
        prop_assert_eq!(plain, content(Kind::SignIn, &record(fields.iter().rev(), str::to_uppercase)));
    }

    #[test]
    fn no_text_makes_the_engine_panic(text in "\\PC{0,60}", kind in 0_usize..4) {
        let kind = [Kind::SignIn, Kind::Diagnostic, Kind::DirectoryAudit, Kind::Row("SigninLogs")][kind];
        let _refused = Mappers::default().push(kind, &text, Place::default(), &Context::default());
    }

    #[test]
    fn no_damage_makes_the_engine_panic(fields in fields(), at in 0_usize..300, with in "\\PC?") {
        let whole = record(fields.iter(), str::to_owned);
        let damaged: String = whole.chars().take(at).chain(with.chars()).chain(whole.chars().skip(at + 1)).collect();
        let mut mappers = Mappers::default();
        let pushed = mappers.push(Kind::SignIn, &damaged, Place::default(), &Context::default());
        let rows: usize = mappers.take().iter().map(|m| m.rows.num_rows()).sum();
        prop_assert_eq!(rows, usize::from(pushed.is_ok()));
    }
}

#[test]
fn of_duplicate_keys_the_last_one_counts() {
    let twice = r#"{"id":"1","userAgent":"a","createdDateTime":"2026-03-02T08:15:30Z","UserAgent":"b"}"#;
    let once = r#"{"id":"1","createdDateTime":"2026-03-02T08:15:30Z","UserAgent":"b"}"#;
    assert_eq!(content(Kind::SignIn, twice), content(Kind::SignIn, once));
}

fn hash(columns: Vec<(&str, ArrayRef)>) -> Vec<[u8; 32]> {
    let batch = RecordBatch::try_from_iter_with_nullable(columns.into_iter().map(|(n, c)| (n, c, true))).unwrap();
    let all: Vec<usize> = (0..batch.num_columns()).collect();
    digest::rows(&batch, &all).unwrap()
}

#[test]
fn a_digest_does_not_see_how_a_row_is_stored() {
    let texts = vec![Some("a"), None, Some("ccc")];
    let plain = hash(vec![("x", Arc::new(StringArray::from(texts.clone())))]);
    let dictionary: DictionaryArray<Int32Type> = texts.iter().copied().collect();
    let empty: DictionaryArray<Int32Type> = vec![None::<&str>; 3].into_iter().collect();
    assert_eq!(plain, hash(vec![("x", Arc::new(LargeStringArray::from(texts.clone())))]));
    assert_eq!(plain, hash(vec![("x", Arc::new(StringViewArray::from(texts.clone())))]));
    assert_eq!(plain, hash(vec![("x", Arc::new(dictionary)), ("w", Arc::new(empty))]));
    let nothing: ArrayRef = Arc::new(Int64Array::from(vec![None; 3]));
    assert_eq!(
        plain,
        hash(vec![("x", Arc::new(StringArray::from(texts.clone()))), ("y", nothing)]),
        "a column added later"
    );
    let halves: Vec<[u8; 32]> =
        texts.chunks(2).flat_map(|part| hash(vec![("x", Arc::new(StringArray::from(part.to_vec())))])).collect();
    assert_eq!(plain, halves, "another way to cut rows into batches");
}

#[test]
fn a_digest_sees_every_value_and_whose_it_is() {
    let one: ArrayRef = Arc::new(Int64Array::from(vec![1]));
    let all = [
        hash(vec![("x", one.clone())]),
        hash(vec![("y", one.clone())]),
        hash(vec![("x", Arc::new(Int64Array::from(vec![2])))]),
        hash(vec![("x", Arc::new(Float64Array::from(vec![1.0])))]),
        hash(vec![("x", Arc::new(StringArray::from(vec!["1"])))]),
        hash(vec![("x", Arc::new(BinaryArray::from(vec![b"12".as_slice()])))]),
        hash(vec![("x", Arc::new(FixedSizeBinaryArray::try_from_iter([[7_u8; 16]].iter()).unwrap()))]),
        hash(vec![("x", one.clone()), ("y", one)]),
    ];
    for (number, left) in all.iter().enumerate() {
        assert!(all.iter().skip(number + 1).all(|right| left != right), "case {number}");
    }
    let date: ArrayRef = Arc::new(Date32Array::from(vec![20_000]));
    assert_eq!(hash(vec![("x", date)]), hash(vec![("x", Arc::new(Int64Array::from(vec![20_000])))]));
}
