//! Inputs that once went wrong, most of them found by fuzzing and made small: panics, answers that hung on how the work was
//! cut up, and work or memory out of all proportion to the file.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

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
        assert_eq!(
            report(&outcome),
            "graph-signins read 4 mapped 3 rejected 1\n  line 1: record 2: this is not JSON",
            "{block}"
        );
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
        "holes.json: unrecognised: kept in the tar archive as a sparse file: unpack it and import again\n\
         b.json: graph-signins read 1 mapped 1 rejected 0"
    );
}

/// A zip archive whose directory names one member many times, under other names.
fn zip_of_shared_bytes(content: &[u8], names: std::ops::RangeInclusive<u8>) -> Vec<u8> {
    let mut writer = ::zip::ZipWriter::new(Cursor::new(Vec::new()));
    writer.start_file("a", ::zip::write::SimpleFileOptions::default()).unwrap();
    writer.write_all(content).unwrap();
    let archive = writer.finish().unwrap().into_inner();
    let directory = archive.windows(4).rposition(|four| four == b"PK\x01\x02").unwrap();
    let end = archive.windows(4).rposition(|four| four == b"PK\x05\x06").unwrap();
    let (members, rest) = archive.split_at(directory);
    let (entry, end) = rest.split_at(end - directory);
    let mut bytes = members.to_vec();
    let mut count = 0_u16;
    for name in names {
        let mut entry = entry.to_vec();
        *entry.get_mut(46).unwrap() = name;
        bytes.extend(entry);
        count += 1;
    }
    let length = (bytes.len() - directory) as u32;
    let mut end = end.to_vec();
    end.splice(8..16, [count.to_le_bytes(), count.to_le_bytes()].concat().into_iter().chain(length.to_le_bytes()));
    bytes.extend(end);
    bytes
}

#[test]
fn members_that_share_their_bytes_are_bounded_together() {
    let padding = " ".repeat(200);
    let mut content = String::new();
    for number in 0..20_000 {
        writeln!(content, "{{\"id\":\"{number}\"}}{padding}").unwrap();
    }
    let limits = Limits { ratio: 200, ratio_from: 1 << 20, ..Limits::default() };
    let options = Options { limits, ..Options::default() };
    let one = report(&import("x.zip", &zip_of_shared_bytes(content.as_bytes(), b'a'..=b'a'), &options).0);
    assert!(!one.contains("expands"), "{one}");
    let many = report(&import("x.zip", &zip_of_shared_bytes(content.as_bytes(), b'a'..=b'z'), &options).0);
    assert!(many.contains("expands to more than 200 times its size"), "{many}");
}

#[test]
fn a_line_without_end_is_let_go_and_the_next_record_found() {
    let text = format!("{SIGN_IN}\n{}\n{SIGN_IN}\n", "x".repeat(200_000));
    let limits = Limits { block: 4096, record: 20_000, ..Limits::default() };
    let (outcome, _) = import("x.json", text.as_bytes(), &Options { limits, ..Options::default() });
    assert_eq!(report(&outcome), "graph-signins read 3 mapped 2 rejected 1\n  line 2: this is not JSON");
}

#[test]
fn short_rows_under_a_wide_header_are_cheap() {
    let names: String = (0..9_900).map(|n| format!(",c{n}")).fold(String::new(), |all, name| all + &name);
    let rows = "2026-03-02T08:15:04Z,SigninLogs\n".repeat(20_000);
    let text = format!("TimeGenerated [UTC],Type{names}\n{rows}");
    let (outcome, _) = import("x.csv", text.as_bytes(), &Options::default());
    let leaf = outcome.leaves.first().unwrap();
    assert_eq!((leaf.leaf.format.name(), leaf.read), ("log-analytics-csv", 20_000));
}
