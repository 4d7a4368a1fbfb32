//! Text as a table, which must be read alike however it is cut into blocks.
#![no_main]

use connect::import::{Format, Options};
use quaestor_fuzz::{choice, import, options, rows};

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let Some((forced, rest)) = choice(data, 256) else { return };
    let Some((step, bytes)) = choice(rest, 64) else { return };
    let text = String::from_utf8_lossy(bytes);
    let format = Format::ALL.get(forced).copied().filter(|f| *f != Format::Unrecognised);
    let dates = match step % 3 {
        0 => None,
        1 => Some(tables::DateOrder::MonthFirst),
        _ => Some(tables::DateOrder::DayFirst),
    };
    let of = |block| Options { format, dates, ..options(block) };
    let (outcome, kept) = import("x.csv", text.as_bytes(), &of(1 << 20));
    // The header has to stand in the first block; here it does where it is one line without quotes.
    let mut header = 0;
    for line in text.split_inclusive('\n').scan(0, |filled, line| {
        *filled += usize::from(!line.trim().is_empty());
        (*filled <= 3).then_some(line)
    }) {
        if line.contains('"') && !line.starts_with("#TYPE") {
            return;
        }
        header += line.len();
    }
    let (in_parts, parts) = import("x.csv", text.as_bytes(), &of(header + 64 + step * 8));
    // What a table is may also hang on its first rows, and the order of day and month on all of them.
    if outcome.recognised() && in_parts.recognised() && outcome.leaves[0].leaf.format == in_parts.leaves[0].leaf.format {
        assert_eq!(in_parts.leaves[0].read, outcome.leaves[0].read);
        assert_eq!(rows(&parts), rows(&kept));
    }
});
