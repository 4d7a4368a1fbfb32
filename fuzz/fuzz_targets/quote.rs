//! A record asked for by any place, also one that was never given out; and every place given out leads to its record.
#![no_main]

use connect::import::{BytesSource, quote};
use quaestor_fuzz::{import, options};

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let Some((head, bytes)) = data.split_first_chunk::<7>() else { return };
    let [member, offset @ .., low, high] = head;
    let offset = u64::from(u32::from_le_bytes(*offset)) >> (member % 33);
    let length = u32::from(u16::from_le_bytes([*low, *high]));
    let member = [None, Some("a.json"), Some(""), Some("a!b")][usize::from(member >> 6)];
    let options = options(4096);
    let source = BytesSource::new("x", bytes);
    if let Some(found) = quote(&source, member, offset, length, &options).expect("no place makes reading fail") {
        assert_eq!(found.len(), length as usize);
    }
    let (_, kept) = import("x", bytes, &options);
    for (leaf, mapped) in kept.mapped.iter().take(4) {
        for place in mapped.places.iter().take(4) {
            let found = quote(&source, leaf.member.as_deref(), place.offset, place.length, &options);
            let found = found.expect("a place given out can be read");
            assert!(found.is_some(), "{place:?} of {leaf:?} leads nowhere");
        }
    }
});
