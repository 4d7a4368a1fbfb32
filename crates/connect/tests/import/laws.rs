//! What holds for every file: order, accounting, and independence from how the work is cut up.

use std::fmt::Write as _;

use connect::import::{BytesSource, Limits, Options, quote};
use proptest::prelude::*;

use crate::support::{Kept, import, report};

fn records(count: usize) -> Vec<String> {
    (0..count)
        .map(|n| {
            let padding = "x".repeat(n * 7 % 90);
            format!(
                r#"{{"id":"id-{n}","createdDateTime":"2026-03-02T08:15:04Z","userPrincipalName":"adele@contoso.example","appDisplayName":"{padding}","clientAppUsed":"Browser","status":{{"errorCode":0}}}}"#
            )
        })
        .collect()
}

fn cut_up(block: usize, threads: usize) -> Options {
    Options { limits: Limits { block, ..Limits::default() }, threads, ..Options::default() }
}

fn rows(kept: &Kept) -> Vec<String> {
    let mut all = Vec::new();
    for (_, mapped) in &kept.mapped {
        for (identity, place) in mapped.identities.iter().zip(&mapped.places) {
            let mut row = String::new();
            write!(row, "{} {:?} {:?} {}", mapped.table.name, identity.key, identity.content, place.line).unwrap();
            write!(row, " {} {}", place.offset, place.length).unwrap();
            all.push(row);
        }
    }
    all
}

#[test]
fn rows_come_in_the_order_of_the_file_whoever_maps_them() {
    let text = records(3_000).join("\n");
    let (_, alone) = import("x.json", text.as_bytes(), &cut_up(64 << 20, 1));
    for threads in 1..=4 {
        let (outcome, kept) = import("x.json", text.as_bytes(), &cut_up(5_000, threads));
        assert_eq!(report(&outcome), "graph-signins read 3000 mapped 3000 rejected 0");
        assert_eq!(rows(&kept), rows(&alone), "{threads} threads");
        assert_eq!(kept.bytes, text.len() as u64, "progress tells every byte once");
    }
}

#[test]
fn a_place_leads_back_to_the_record() {
    let records = records(50);
    for (text, offset) in [
        (records.join("\n"), 0),
        (format!("\u{FEFF}[{}]", records.join(" ,\r\n")), 0),
        (format!("{{\"@odata.context\":\"é\",\"value\":[{}]}}", records.join(",")), 0),
    ] {
        let (_, kept) = import("x.json", text.as_bytes(), &cut_up(700, 2));
        let places: Vec<_> = kept.mapped.iter().flat_map(|(_, m)| m.places.clone()).collect();
        assert_eq!(places.len(), records.len());
        for (place, record) in places.iter().zip(&records) {
            let start = place.offset as usize + offset;
            assert_eq!(text.get(start..start + place.length as usize), Some(record.as_str()));
            assert_eq!(place.line as usize, text.get(..start).unwrap().matches('\n').count() + 1);
        }
    }
}

#[test]
fn a_record_can_be_read_again_from_its_place() {
    let records = records(300);
    let plain = format!("\u{FEFF}[{}]", records.join(",\n"));
    let utf16: Vec<u8> = plain.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let mut archive = ::tar::Builder::new(Vec::new());
    let mut header = ::tar::Header::new_ustar();
    header.set_size(utf16.len() as u64);
    archive.append_data(&mut header, "logs/a.json", utf16.as_slice()).unwrap();
    let archive = archive.into_inner().unwrap();
    for bytes in [plain.as_bytes(), &utf16, &archive] {
        let (_, kept) = import("x", bytes, &cut_up(5_000, 1));
        let (leaf, _) = kept.mapped.first().unwrap();
        let places: Vec<_> = kept.mapped.iter().flat_map(|(_, m)| m.places.clone()).collect();
        for at in [0, 150, 299] {
            let (place, source) = (places.get(at).unwrap(), BytesSource::new("x", bytes));
            let again =
                quote(&source, leaf.member.as_deref(), place.offset, place.length, &Options::default()).unwrap();
            assert_eq!(again.as_ref(), records.get(at));
        }
    }
    let nowhere = quote(&BytesSource::new("x", b"{}"), None, 5, 5, &Options::default()).unwrap();
    assert_eq!(nowhere, None);
}

#[test]
fn a_first_record_longer_than_a_block_is_recognised() {
    let long = format!("{{\"padding\":\"{}\",{}", "x".repeat(40_000), records(1).first().unwrap().get(1..).unwrap());
    for text in [long.clone(), format!("[{long}]"), format!("{{\"value\":[{long},{long}]}}")] {
        let (outcome, kept) = import("x.json", text.as_bytes(), &cut_up(4_096, 1));
        assert_eq!(kept.tables(), format!("SigninLogs {}", text.matches("padding").count()), "{}", report(&outcome));
    }
}

#[test]
fn a_list_larger_than_any_block_streams() {
    let text = format!("{{\"value\":[{}],\"@odata.nextLink\":\"https://x\"}}", records(5_000).join(","));
    let (outcome, kept) = import("x.json", text.as_bytes(), &cut_up(10_000, 2));
    let leaf = outcome.leaves.first().unwrap();
    assert_eq!((leaf.read, leaf.mapped), (5_000, 5_000));
    assert!(leaf.cut.as_deref().is_some_and(|c| c.contains("nextLink")), "{:?}", leaf.cut);
    assert!(kept.mapped.len() > 50, "rows were delivered as they came");
}

#[test]
fn rejections_are_counted_beyond_those_kept() {
    let text =
        "{\"id\":\"x\",\"createdDateTime\":\"never\",\"appDisplayName\":\"a\",\"clientAppUsed\":\"b\"}\n".repeat(1_500);
    let (outcome, _) = import("x.json", text.as_bytes(), &cut_up(9_000, 2));
    let leaf = outcome.leaves.first().unwrap();
    assert_eq!((leaf.read, leaf.rejected_total, leaf.rejected.len()), (1_500, 1_500, 1_000));
    assert_eq!(leaf.rejected.iter().map(|r| r.line).collect::<Vec<_>>(), (1..=1_000).collect::<Vec<_>>());
}

#[test]
fn exactly_as_many_records_as_an_exporter_returns_are_suspicious() {
    let (outcome, _) = import("x.json", records(1_000).join("\n").as_bytes(), &Options::default());
    assert!(outcome.leaves.first().unwrap().cut.as_deref().is_some_and(|c| c.contains("probably cut by the exporter")));
    let (outcome, _) = import("x.json", records(999).join("\n").as_bytes(), &Options::default());
    assert_eq!(outcome.leaves.first().unwrap().cut, None);
}

const TABLE: &str = "TimeGenerated [UTC],Id,UserPrincipalName,ResultType,Note,Type\r\n";

fn table(cells: &[String]) -> String {
    let mut text = TABLE.to_owned();
    for (row, cell) in cells.iter().enumerate() {
        let quoted = cell.replace('"', "\"\"");
        write!(text, "2026-03-02T08:16:04Z,id-{row},adele@contoso.example,0,\"{quoted}\",SigninLogs\r\n").unwrap();
    }
    text
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn a_table_is_read_alike_however_it_is_cut(cells in prop::collection::vec("[a-z\",\r\n;é]{0,30}", 1..30), block in 16_usize..400) {
        let text = table(&cells);
        let (outcome, whole) = import("x.csv", text.as_bytes(), &Options::default());
        prop_assert_eq!(outcome.leaves.first().unwrap().read, cells.len() as u64);
        let (_, parts) = import("x.csv", text.as_bytes(), &cut_up(block.max(TABLE.len() + 80), 2));
        prop_assert_eq!(rows(&parts), rows(&whole));
    }

    #[test]
    fn a_table_cut_anywhere_keeps_its_complete_rows(cells in prop::collection::vec("[a-z\",\n]{0,8}", 1..4)) {
        let text = table(&cells);
        let ends: Vec<usize> = (0..=cells.len()).map(|n| table(cells.get(..n).unwrap()).len()).collect();
        for cut in TABLE.len()..text.len() {
            let (outcome, _) = import("x.csv", text.get(..cut).unwrap().as_bytes(), &Options::default());
            let complete = ends.iter().filter(|end| **end <= cut).count() as u64 - 1;
            let mapped = outcome.leaves.first().unwrap().mapped;
            // Without its line break a last row is complete all the same.
            prop_assert!(mapped == complete || mapped == complete + 1, "cut at {}: {} of {}", cut, mapped, complete);
        }
    }

    #[test]
    fn no_bytes_make_an_import_fail(bytes in prop::collection::vec(any::<u8>(), 0..300), name in "[a-z.]{1,8}") {
        import(&name, &bytes, &Options::default());
    }

    #[test]
    fn no_text_makes_an_import_fail(
        text in "(AuditData|RecordType|Date \\(UTC\\)|Request ID|Id|TimeGenerated|\\{\"id\":|\"value\":\\[|[,;\"\\{\\}\\[\\]:\n1/ ]){0,60}"
    ) {
        import("x.csv", text.as_bytes(), &Options::default());
    }
}
