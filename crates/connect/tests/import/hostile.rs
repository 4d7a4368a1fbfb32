//! Inputs that once went wrong, most of them found by fuzzing and made small: panics, answers that hung on how the work was
//! cut up, and work or memory out of all proportion to the file.

use std::fmt::Write as _;

use connect::import::framing::json_records;
use connect::import::{BytesSource, Format, Limits, Options, quote};

use crate::support::{Kept, import, report};

const SIGN_IN: &str =
    r#"{"id":"1","createdDateTime":"2026-03-02T08:15:04Z","appDisplayName":"x","clientAppUsed":"Browser"}"#;

fn blocks_of(block: usize) -> Options {
    Options { limits: Limits { block, ..Limits::default() }, ..Options::default() }
}

fn places(kept: &Kept) -> Vec<(u64, u32)> {
    kept.mapped.iter().flat_map(|(_, m)| m.places.iter().map(|p| (p.offset, p.length))).collect()
}

#[test]
fn text_that_shares_bytes_with_a_byte_order_mark_is_no_mark() {
    let text = format!("{SIGN_IN}\u{FFFD}\u{FFFD}\n{SIGN_IN}\u{FEFF}{SIGN_IN}");
    for block in [600, 4 << 20] {
        let (outcome, _) = import("x.json", text.as_bytes(), &blocks_of(block));
        assert_eq!(report(&outcome), "graph-signins read 4 mapped 3 rejected 1\n  line 1: this is not JSON", "{block}");
    }
    for step in 1..8 {
        assert_eq!(json_records(&text, step), json_records(&text, usize::MAX), "{step} bytes at a time");
    }
}

#[test]
fn what_is_found_after_damage_does_not_depend_on_how_much_is_looked_at_a_time() {
    let spread = "{\n  \"a\": [\n    {\"b\":{} {}},\n    {\"c\": 2}\n  ]\n}\n{\n  \"d\": 3\n}\n";
    let one_line = "{\"a\" 1}\n\n\n{\"b\":\n{\"c\":1}\n[{\"d\":2},\n{\"e\":\"cut\n{\"f\":3}]\n";
    let in_page = "{\"value\":[{\"a\":1},{\"a\":2}],\"next\":\"cut\n{\"a\":3}\n";
    for text in [spread, one_line, in_page] {
        let whole = json_records(text, usize::MAX);
        assert!(whole.iter().any(|r| r.damage.is_some()), "{text}");
        for step in 1..text.len() {
            let sound = |records: Vec<connect::import::framing::RecordRange>| {
                records.into_iter().filter(|r| r.damage.is_none()).collect::<Vec<_>>()
            };
            assert_eq!(sound(json_records(text, step)), sound(whole.clone()), "{step} bytes at a time: {text}");
        }
    }
}

#[test]
fn a_place_inside_a_character_is_answered() {
    let text = "{\"a\":\"Zoë\"}\n".repeat(3);
    let find =
        |offset, length| quote(&BytesSource::new("x", text.as_bytes()), None, offset, length, &Options::default());
    assert_eq!(find(9, 2).unwrap(), None, "it begins inside");
    assert_eq!(find(0, 9).unwrap(), None, "it ends inside");
    assert_eq!(find(22, 3).unwrap(), None, "further on");
    assert_eq!(find(0, 12).unwrap().as_deref(), Some("{\"a\":\"Zoë\"}"));
}

#[test]
fn empty_lines_cost_no_more_than_others() {
    let lines = "\n".repeat(6 << 20);
    let (outcome, kept) = import("x.json", format!("{SIGN_IN}{lines}{SIGN_IN}").as_bytes(), &Options::default());
    assert_eq!(report(&outcome), "graph-signins read 2 mapped 2 rejected 0");
    assert_eq!(places(&kept).last(), Some(&((SIGN_IN.len() + lines.len()) as u64, SIGN_IN.len() as u32)));
    let damaged = format!("{SIGN_IN}\n{{\"id\" 2}}{lines}{SIGN_IN}");
    let (outcome, _) = import("x.json", damaged.as_bytes(), &Options::default());
    assert_eq!(report(&outcome), "graph-signins read 3 mapped 2 rejected 1\n  line 2: a name without a value");
}

#[test]
fn a_header_without_end_makes_no_table() {
    let text = format!("TimeGenerated,Type{}\n{}", ",".repeat(1 << 20), "a\n".repeat(1 << 20));
    let (outcome, _) = import("x.csv", text.as_bytes(), &Options::default());
    assert_eq!(report(&outcome), "unrecognised: a table of 1048578 columns; no export has more than 10000");
}

#[test]
fn members_are_put_together_in_time_that_grows_with_their_number() {
    let mut inside = String::from("{\"id\":\"1\"");
    let mut text = String::from(
        "{\"CreatedDateTime\":\"2026-03-02T08:15:04Z\",\"AppDisplayName\":\"x\",\"ClientAppUsed\":\"Browser\"",
    );
    for number in 0..150_000 {
        write!(text, ",\"a{number}\":1").unwrap();
        write!(inside, ",\"b{number}\":1").unwrap();
    }
    write!(text, ",\"AdditionalProperties\":{inside}}}}}").unwrap();
    let options = Options { format: Some(Format::PowerShellSignIns), ..Options::default() };
    let (outcome, _) = import("x.json", text.as_bytes(), &options);
    assert_eq!(report(&outcome), "powershell-signins-json read 1 mapped 1 rejected 0");
}

fn tar(members: &[(::tar::EntryType, &str, &[u8])]) -> Vec<u8> {
    let mut builder = ::tar::Builder::new(Vec::new());
    for (kind, name, bytes) in members {
        let mut header = ::tar::Header::new_gnu();
        header.set_entry_type(*kind);
        header.set_size(bytes.len() as u64);
        if let Some(gnu) = header.as_gnu_mut().filter(|_| kind.is_gnu_sparse()) {
            gnu.realsize = *b"00000000000\0";
        }
        builder.append_data(&mut header, name, *bytes).unwrap();
    }
    builder.into_inner().unwrap()
}

#[test]
fn the_name_of_a_member_does_not_fill_the_memory() {
    use ::tar::EntryType;
    let record = SIGN_IN.as_bytes();
    let long = "folder/".repeat(600) + "a.json";
    let archive = tar(&[(EntryType::Regular, "first.json", record), (EntryType::Regular, &long, record)]);
    let expected = format!(
        "first.json: graph-signins read 1 mapped 1 rejected 0\n{long}: graph-signins read 1 mapped 1 rejected 0"
    );
    assert_eq!(report(&import("x.tar", &archive, &Options::default()).0), expected);

    let endless = vec![b'a'; 2 << 20];
    let archive = tar(&[
        (EntryType::Regular, "first.json", record),
        (EntryType::GNULongName, "././@LongLink", &endless),
        (EntryType::Regular, "b.json", record),
    ]);
    let lines = report(&import("x.tar", &archive, &Options::default()).0);
    assert!(lines.starts_with("first.json: graph-signins read 1 mapped 1 rejected 0\nwarning: "), "{lines}");
    assert!(lines.contains("longer than a MiB"), "{lines}");
}

#[test]
fn a_sparse_file_in_an_archive_is_told_not_dropped() {
    let archive = tar(&[
        (::tar::EntryType::GNUSparse, "holes.json", b""),
        (::tar::EntryType::Regular, "b.json", SIGN_IN.as_bytes()),
    ]);
    let lines = report(&import("x.tar", &archive, &Options::default()).0);
    assert_eq!(
        lines,
        "b.json: graph-signins read 1 mapped 1 rejected 0\nwarning: holes.json is kept in the tar archive as a sparse file; unpack it yourself"
    );
}
