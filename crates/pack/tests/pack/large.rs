//! Packs beyond what a zip held in 1993: lengths and counts in 64 bits.

use std::io::{Cursor, Read, Seek, Write};

use pack::{Item, Kind, Options, State, verify_zip};

use crate::python::Both;
use crate::sample::{Archive, Ground};

/// Writes the sample with more files in it, checks it, and has others read it.
fn through(more: Vec<Item<'_>>, last: &str, size: u64) {
    let ground = Ground::new(Archive::new(7));
    let mut contents = ground.contents();
    contents.items.extend(more);
    let mut file = tempfile::NamedTempFile::new().unwrap();
    let written = pack::write(contents, |hash| Ok(ground.archive.sign("pack", hash)), file.as_file_mut()).unwrap();
    file.rewind().unwrap();
    let verdict = verify_zip(&mut file, &Options::default()).unwrap();
    assert_eq!(verdict.state, State::Unaltered, "{verdict}");
    assert_eq!(file.as_file().metadata().unwrap().len(), written.bytes);
    let mut archive = zip::ZipArchive::new(std::fs::File::open(file.path()).unwrap()).unwrap();
    assert_eq!(archive.len() as u64, written.files);
    assert_eq!(std::io::copy(&mut archive.by_name(last).unwrap(), &mut std::io::sink()).unwrap(), size);
    let mut both = Both::new();
    both.check_path(file.path());
    both.agree();
    // The last byte of the number of files, which is in 64 bits now.
    let length = written.bytes;
    let end = file.as_file_mut();
    end.seek(std::io::SeekFrom::Start(length - 22 - 20 - 16 - 1)).unwrap();
    end.write_all(&[1]).unwrap();
    end.rewind().unwrap();
    assert_eq!(verify_zip(end, &Options::default()).unwrap().state, State::Altered);
}

#[test]
fn more_files_than_16_bits_count() {
    let one =
        |number: u32| Item::bytes(format!("other/{number}.txt"), Kind::Other, "a small file", number.to_le_bytes());
    through((0..66_000).map(one).collect(), "other/65999.txt", 4);
}

#[test]
#[ignore = "reads five gigabytes, which takes minutes without optimisation"]
fn a_file_longer_than_32_bits_tell() {
    let length = 5 << 30;
    let long = Item::read("other/long.bin", Kind::Other, "a long file", move || {
        Ok(Box::new(std::io::repeat(7).take(length)) as Box<dyn Read>)
    });
    let after = Item::bytes("other/z.bin", Kind::Other, "a short file", Cursor::new(b"z").into_inner().to_vec());
    through(vec![long, after], "other/long.bin", length);
}
