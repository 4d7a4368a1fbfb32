//! Any bytes as a file, under any of the names that hint at something.
#![no_main]

use quaestor_fuzz::{choice, import, options};

const NAMES: [&str; 6] =
    ["x", "InteractiveSignIns.csv", "PT1H.json", "NonInteractiveSignIns_2026-03-01_2026-03-02.csv", "a.zip", "AuditLogs.json"];

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let Some((name, bytes)) = choice(data, NAMES.len()) else { return };
    import(NAMES[name], bytes, &options(64 << 10));
});
