//! Text as JSON: what is found in it must not depend on how much is looked at a time.
#![no_main]

use connect::import::framing::json_records;
use quaestor_fuzz::{choice, import, options, rows};

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let Some((step, bytes)) = choice(data, 64) else { return };
    let text = String::from_utf8_lossy(bytes);
    let whole = json_records(&text, usize::MAX);
    for record in &whole {
        assert!(record.start <= record.end && record.end <= text.len(), "{record:?}");
        assert!(record.damage.is_some() || text.get(record.start..record.end).is_some(), "{record:?}");
    }
    assert!(whole.windows(2).all(|two| two[0].start <= two[1].start), "{whole:?}");
    // Damage is noticed where it shows, which may be later or earlier; what is whole is whole either way.
    let sound = |records: Vec<connect::import::framing::RecordRange>| {
        records.into_iter().filter(|r| r.damage.is_none()).collect::<Vec<_>>()
    };
    assert_eq!(sound(json_records(&text, step + 1)), sound(whole), "{} bytes at a time", step + 1);

    let (outcome, kept) = import("x.json", text.as_bytes(), &options(64 << 10));
    let (in_parts, parts) = import("x.json", text.as_bytes(), &options(512 + step * 16));
    // Where JSON is damaged, a list may be cut between two records that a longer look would have found on one page.
    let mut values = serde_json::Deserializer::from_str(&text).into_iter::<serde::de::IgnoredAny>();
    // A leaf is recognised by its first block, so the first may be too small to tell.
    let same = outcome.recognised() && in_parts.recognised() && outcome.leaves[0].leaf.format == in_parts.leaves[0].leaf.format;
    if same && values.all(|value| value.is_ok()) {
        assert_eq!(in_parts.leaves[0].read, outcome.leaves[0].read);
        assert_eq!(rows(&parts), rows(&kept));
    }
});
