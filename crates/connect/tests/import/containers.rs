//! Compressed files and archives, whole, nested, damaged and hostile.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use connect::import::{Limits, Options};

use crate::support::{import, report};

const SIGN_IN: &str = r#"{"id":"11111111-aaaa-4bbb-8ccc-000000000001","createdDateTime":"2026-03-02T08:15:04Z","userPrincipalName":"adele@contoso.example","appDisplayName":"Azure Portal","clientAppUsed":"Browser"}
"#;

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    ::zstd::encode_all(bytes, 1).unwrap()
}

fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ::zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        writer.start_file(*name, ::zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn tar(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut builder = ::tar::Builder::new(Vec::new());
    for (name, bytes) in members {
        let mut header = ::tar::Header::new_ustar();
        header.set_size(bytes.len() as u64);
        builder.append_data(&mut header, name, *bytes).unwrap();
    }
    builder.into_inner().unwrap()
}

fn sevenz(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = sevenz_rust2::ArchiveWriter::new(Cursor::new(Vec::new())).unwrap();
    for (name, bytes) in members {
        writer.push_archive_entry(sevenz_rust2::ArchiveEntry::new_file(name), Some(*bytes)).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn lines(name: &str, bytes: &[u8]) -> String {
    report(&import(name, bytes, &Options::default()).0)
}

#[test]
fn a_compressed_file_is_the_file() {
    let plain = "graph-signins read 1 mapped 1 rejected 0";
    assert_eq!(lines("x.json.gz", &gzip(SIGN_IN.as_bytes())), plain);
    assert_eq!(lines("no-ending", &zstd(SIGN_IN.as_bytes())), plain);
    assert_eq!(lines("x", &gzip(&zstd(SIGN_IN.as_bytes()))), plain);
    let two = [gzip(SIGN_IN.as_bytes()), gzip(SIGN_IN.as_bytes())].concat();
    assert_eq!(lines("x.gz", &two), "graph-signins read 2 mapped 2 rejected 0", "one after another");
}

#[test]
fn every_member_of_an_archive_is_listed() {
    let members: [(&str, &[u8]); 4] = [
        ("logs/a.json", SIGN_IN.as_bytes()),
        ("__MACOSX/logs/._a.json", b"x"),
        ("notes.txt", b"bring milk\n"),
        ("empty.json", b""),
    ];
    let expected = "logs/a.json: graph-signins read 1 mapped 1 rejected 0\n\
                    __MACOSX/logs/._a.json: ignored: a file that macOS leaves behind\n\
                    notes.txt: unrecognised: text that is neither JSON nor a table\n\
                    empty.json: ignored: an empty file";
    assert_eq!(lines("case.zip", &zip(&members)), expected);
    assert_eq!(lines("case.tar", &tar(&members)), expected);
    assert_eq!(lines("case.tgz", &gzip(&tar(&members))), expected);
    assert_eq!(lines("case.7z", &sevenz(members.get(..1).unwrap())), expected.lines().next().unwrap());
}

#[test]
fn archives_within_archives_are_opened_five_deep() {
    let mut inner = zip(&[("a.json", SIGN_IN.as_bytes())]);
    for _ in 0..3 {
        inner = tar(&[("inner", &inner)]);
    }
    let five = sevenz(&[("outer", &inner)]);
    assert_eq!(lines("x", &five), "outer!inner!inner!inner!a.json: graph-signins read 1 mapped 1 rejected 0");
    let six = lines("x", &zip(&[("most", &five)]));
    assert!(six.starts_with("most!outer!inner!inner!inner: ignored: a zip archive nested more than 5 deep"), "{six}");
}

#[test]
fn what_a_damaged_container_still_holds_is_read() {
    let many = SIGN_IN.repeat(2_000);
    let whole = gzip(many.as_bytes());
    let (outcome, _) = import("x.gz", whole.get(..whole.len() / 2).unwrap(), &Options::default());
    let leaf = outcome.leaves.first().unwrap();
    assert!(leaf.mapped > 0 && leaf.mapped < 2_000, "{leaf:?}");
    assert!(leaf.cut.is_some() && leaf.warnings.iter().any(|w| w.contains("only in part")), "{leaf:?}");

    let archive = zip(&[("a.json", SIGN_IN.as_bytes()), ("b.json", many.as_bytes())]);
    let without_directory = lines("x.zip", archive.get(..archive.len() - 60).unwrap());
    assert!(without_directory.contains("a.json: graph-signins read 1 mapped 1"), "{without_directory}");
    assert!(without_directory.contains("no readable directory"), "{without_directory}");

    let archive = tar(&[("a.json", SIGN_IN.as_bytes()), ("b.json", many.as_bytes())]);
    let cut = lines("x.tar", archive.get(..archive.len() / 2).unwrap());
    assert!(cut.contains("a.json: graph-signins read 1 mapped 1") && cut.contains("b.json: graph-signins"), "{cut}");
}

#[test]
fn a_bomb_is_defused_and_the_rest_goes_on() {
    let bomb = gzip(&vec![b' '; 4 << 20]);
    let limits = Limits { ratio: 100, ratio_from: 1 << 20, ..Limits::default() };
    let options = Options { limits, ..Options::default() };
    let archive = tar(&[("bomb.gz", &bomb), ("a.json", SIGN_IN.as_bytes())]);
    let report = report(&import("x.tar", &archive, &options).0);
    assert!(report.contains("expands to more than 100 times its size"), "{report}");
    assert!(report.contains("a.json: graph-signins read 1 mapped 1 rejected 0"), "{report}");

    let limits = Limits { members: 2, ..Limits::default() };
    let options = Options { limits, ..Options::default() };
    let member = SIGN_IN.as_bytes();
    let (outcome, _) = import("x.tar", &tar(&[("1", member), ("2", member), ("3", member)]), &options);
    assert_eq!(outcome.leaves.len(), 2);
    assert!(outcome.warnings.iter().any(|w| w.contains("more than 2 members")), "{outcome:?}");
}

#[test]
fn dates_of_a_member_are_proven_without_opening_it_again() {
    let mut text = String::from("Id,CreatedDateTime,UserPrincipalName,AppDisplayName,IPAddress\n");
    for row in 0..2_000 {
        writeln!(text, "{row},3/2/2026 08:15:04,adele@contoso.example,Azure Portal,192.0.2.10").unwrap();
    }
    text += "last,28/2/2026 08:15:04,adele@contoso.example,Azure Portal,192.0.2.10\n";
    let limits = Limits { block: 8 << 10, ..Limits::default() };
    let options = Options { limits, threads: 2, ..Options::default() };
    for (name, bytes) in [("x.csv", text.clone().into_bytes()), ("x.csv.gz", gzip(text.as_bytes()))] {
        let (outcome, kept) = import(name, &bytes, &options);
        assert_eq!(report(&outcome), "powershell-signins-csv read 2001 mapped 2001 rejected 0");
        let times = kept.column("SigninLogs", "TimeGenerated");
        assert_eq!(times.first().unwrap(), "2026-02-03T08:15:04", "{name}");
        assert_eq!(times.len(), 2001);
    }
}

/// An archive in which bits are set in the header with that signature of the member with that name.
fn with_flag(mut archive: Vec<u8>, signature: [u8; 4], field: usize, value: u8, name: &str) -> Vec<u8> {
    let name_at = if signature == *b"PK\x03\x04" { 30 } else { 46 };
    let at = (0..archive.len())
        .find(|at| archive[*at..].starts_with(&signature) && archive[at + name_at..].starts_with(name.as_bytes()))
        .unwrap();
    archive[at + field] |= value;
    archive
}

/// A zip archive in which this member says that it is encrypted.
fn encrypted(archive: Vec<u8>, name: &str) -> Vec<u8> {
    with_flag(with_flag(archive, *b"PK\x03\x04", 6, 1, name), *b"PK\x01\x02", 8, 1, name)
}

#[test]
fn a_member_that_cannot_be_read_is_listed_with_the_reason() {
    let sound = zip(&[("a.json", SIGN_IN.as_bytes()), ("b.json", SIGN_IN.as_bytes()), ("c.json", SIGN_IN.as_bytes())]);
    let read = |name| format!("{name}.json: graph-signins read 1 mapped 1 rejected 0");
    let closed = "b.json: unrecognised: encrypted: unpack it and import again";
    let archive = encrypted(sound.clone(), "b.json");
    assert_eq!(lines("x.zip", &archive), [read("a"), closed.into(), read("c")].join("\n"));

    let without_directory = lines("x.zip", archive.get(..archive.len() - 40).unwrap());
    let (members, remark) = without_directory.split_once("\nwarning: ").unwrap();
    assert_eq!(members, [read("a"), closed.into(), read("c")].join("\n"));
    assert_eq!(remark.matches("no readable directory").count(), 1, "{remark}");

    let alone = encrypted(zip(&[("x.json", SIGN_IN.as_bytes())]), "x.json");
    assert_eq!(lines("x.zip", &alone), "x.json: unrecognised: encrypted: unpack it and import again");

    let method = with_flag(with_flag(sound, *b"PK\x03\x04", 8, 0x62, "b.json"), *b"PK\x01\x02", 10, 0x62, "b.json");
    let unknown = lines("x.zip", &method);
    assert!(unknown.contains("b.json: unrecognised: nothing of it can be read: "), "{unknown}");
    assert!(unknown.contains(&read("a")) && unknown.contains(&read("c")), "{unknown}");
}

/// A 7z archive of two members in a block each, stored as they are; the first one's block names AES as its method.
fn sevenz_with_aes() -> Vec<u8> {
    let content = SIGN_IN.as_bytes();
    let length = [0x80 | (content.len() >> 8) as u8, content.len() as u8];
    let mut header = vec![1, 4, 6, 0, 2, 9];
    header.extend([length, length].concat());
    header.extend([0, 7, 0x0B, 2, 0, 1, 0x24, 6, 0xF1, 7, 1, 2, 0, 0, 1, 1, 0, 0x0C]);
    header.extend([length, length].concat());
    header.extend([0, 8, 0, 0, 5, 2, 0x11, 29, 0]);
    header.extend("a.json\0b.json\0".encode_utf16().flat_map(u16::to_le_bytes));
    header.extend([0, 0]);
    let crc = |bytes: &[u8]| {
        let mut crc = flate2::Crc::new();
        crc.update(bytes);
        crc.sum().to_le_bytes()
    };
    let start = [&(2 * content.len() as u64).to_le_bytes()[..], &(header.len() as u64).to_le_bytes(), &crc(&header)];
    let start = start.concat();
    [b"7z\xBC\xAF\x27\x1C\0\x04", &crc(&start)[..], &start, content, content, &header].concat()
}

#[test]
fn an_encrypted_member_of_a_7z_archive_is_listed_too() {
    let expected = "a.json: unrecognised: encrypted: unpack it and import again\n\
                    b.json: graph-signins read 1 mapped 1 rejected 0";
    assert_eq!(lines("x.7z", &sevenz_with_aes()), expected);
}

#[test]
fn an_archive_of_which_nothing_can_be_read_is_a_leaf_itself() {
    assert_eq!(lines("x.zip", &zip(&[])), "ignored: an empty archive");
    let inner = zip(&[]);
    assert_eq!(lines("x.zip", &zip(&[("inner.zip", &inner)])), "inner.zip: ignored: an empty archive");
    for (name, bytes) in [
        ("x.zip", b"PK\x03\x04 and then nothing of a zip archive".to_vec()),
        ("x.7z", b"7z\xBC\xAF\x27\x1C\0\x04 and then nothing of a 7z archive".to_vec()),
        ("x.gz", gzip(b"x").get(..10).unwrap().to_vec()),
        ("x.zst", b"\x28\xB5\x2F\xFD and then nothing of a frame".to_vec()),
    ] {
        let found = lines(name, &bytes);
        assert!(found.starts_with("unrecognised: ") && found.lines().count() == 1, "{name}: {found}");
    }
}
