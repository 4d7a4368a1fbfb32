//! What a file shows of having been cut, padded, damaged in places, or taken for something else.

use std::fmt::Write as _;

use connect::import::{Format, Options};

use crate::support::{import, report};

fn sign_in(id: usize) -> String {
    format!(
        r#"{{"id":"{id}","createdDateTime":"2026-03-02T08:15:04Z","appDisplayName":"x","clientAppUsed":"Browser"}}"#
    )
}

fn lines(name: &str, text: &str) -> String {
    report(&import(name, text.as_bytes(), &Options::default()).0)
}

#[test]
fn nul_bytes_at_the_end_are_padding() {
    let records = format!("{}\n{}\n", sign_in(1), sign_in(2));
    for padding in [1, 4096, 5 << 20] {
        let expected = format!(
            "graph-signins read 2 mapped 2 rejected 0\n  warning: {padding} NUL bytes at its end were left out as padding"
        );
        assert_eq!(lines("x.ndjson", &format!("{records}{}", "\0".repeat(padding))), expected);
        assert_eq!(lines("x.ndjson", &format!("{records}{}\n", "\0".repeat(padding))), expected);
    }
    let nothing = "unrecognised: nothing but NUL bytes: what it held was lost when it was written or copied";
    assert_eq!(lines("x.json", &"\0".repeat(5000)), nothing);
}

#[test]
fn a_nul_byte_inside_a_record_is_named() {
    let bad = sign_in(2).replace("Browser", "Bro\0wser");
    assert_eq!(
        lines("x.ndjson", &format!("{}\n{bad}\n{}\n", sign_in(1), sign_in(3))),
        "graph-signins read 3 mapped 2 rejected 1\n  line 2: not JSON: a NUL byte stands in it, 92 bytes after its beginning"
    );
    let all = lines("x.ndjson", &format!("{bad}\n").repeat(50));
    assert!(all.contains("NUL"), "{all}");
}

#[test]
fn a_format_named_for_a_file_of_another_kind_is_refused() {
    let as_format = |format, text: &str| {
        report(&import("x", text.as_bytes(), &Options { format: Some(format), ..Options::default() }).0)
    };
    assert_eq!(
        as_format(Format::AuditSearchCsv, &sign_in(1)),
        "unrecognised: read as audit-search-csv, but it is JSON: name a format that is JSON, or none"
    );
    assert_eq!(
        as_format(Format::GraphSignIns, "Name,Number\nx,1\n"),
        "unrecognised: read as graph-signins, but it is not JSON: name another format, or none"
    );
}

#[test]
fn a_last_line_that_is_cut_off_says_that_the_file_is_cut() {
    let records = format!("{}\n{}\n", sign_in(1), sign_in(2));
    let table = "Id,CreatedDateTime,UserPrincipalName,AppDisplayName,IPAddress\n\
                 1,2026-03-02T08:15:04Z,adele@contoso.example,Azure Portal,192.0.2.10\n\
                 2,2026-03-02T08:15:04Z,adele@con";
    for (name, text) in [("x.ndjson", records.get(..records.len() - 20).unwrap()), ("x.csv", table)] {
        let (outcome, _) = import(name, text.as_bytes(), &Options::default());
        let leaf = outcome.leaves.first().unwrap();
        assert_eq!((leaf.mapped, leaf.rejected_total), (1, 1), "{name}");
        assert_eq!(
            leaf.cut.as_deref(),
            Some("the file ends inside a record: cut off while it was written or copied"),
            "{name}"
        );
    }
}

#[test]
fn a_round_number_of_records_is_a_sign_in_every_arrangement() {
    let mut text = String::new();
    for id in 0..5_000 {
        writeln!(text, "{}", sign_in(id)).unwrap();
    }
    let list = format!("[{}]", text.trim().replace('\n', ","));
    for (name, text) in [("x.ndjson", &text), ("x.json", &list)] {
        let (outcome, _) = import(name, text.as_bytes(), &Options::default());
        let cut = outcome.leaves.first().unwrap().cut.clone().unwrap();
        assert!(cut.starts_with("exactly 5,000 records: probably cut by the exporter"), "{cut}");
    }
}

#[test]
fn records_that_share_a_line_are_told_apart_by_number() {
    let bad = sign_in(2).replace("2026-03-02T08:15:04Z", "0001-01-01T00:00:00Z");
    let found = lines("x.json", &format!("[{},{bad},{}]", sign_in(1), sign_in(3)));
    assert!(found.starts_with("graph-signins read 3 mapped 2 rejected 1\n  line 1: record 2: "), "{found}");
    assert!(found.contains(".NET's way of saying none"), "{found}");
}
