//! Any bytes as text in each encoding: the same text gives the same rows, and no bytes are lost unnoticed.
#![no_main]

use connect::import::Encoding;
use quaestor_fuzz::{choice, import, options, rows};

fn wide(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(unit).collect()
}

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let Some((kind, bytes)) = choice(data, 6) else { return };
    let options = options(4096);
    let _encoding = Encoding::of(bytes);
    let mark: &[u8] = match kind {
        0 => b"",
        1 => b"\xFF\xFE",
        2 => b"\xFE\xFF",
        3 => b"\xEF\xBB\xBF",
        _ => {
            // The same text in two encodings.
            let Ok(text) = std::str::from_utf8(bytes) else { return };
            let marked = format!("\u{FEFF}{}", text.trim_start_matches('\u{FEFF}'));
            let unit: fn(u16) -> [u8; 2] = if kind == 4 { u16::to_le_bytes } else { u16::to_be_bytes };
            let (plain, kept) = import("x", marked.as_bytes(), &options);
            let (other, again) = import("x", &wide(&marked, unit), &options);
            // Text that begins with the mark of a container's is one only in UTF-8.
            if plain.containers.is_empty() && other.containers.is_empty() {
                assert_eq!(plain.leaves.first().map(|l| l.status.clone()), other.leaves.first().map(|l| l.status.clone()));
                assert_eq!(rows(&again), rows(&kept));
            }
            return;
        }
    };
    import("x", &[mark, bytes].concat(), &options);
});
