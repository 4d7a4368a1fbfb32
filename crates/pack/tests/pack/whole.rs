//! A pack that nobody touched, and contents that make none.

use std::io::{Cursor, Read};

use pack::{Error, Head, Item, Kind, Options, State, verify_zip};

use crate::sample::{Archive, Ground, SUBJECT, sample};

fn check(zip: &[u8], options: &Options) -> pack::Verdict {
    verify_zip(zip, options).unwrap()
}

#[test]
fn what_was_written_is_unaltered_and_says_what_it_is() {
    let zip = sample();
    let verdict = check(&zip, &Options::default());
    assert_eq!(verdict.state, State::Unaltered, "{verdict}");
    let facts = verdict.facts.clone().unwrap();
    assert_eq!((facts.records, facts.chain, facts.acts, facts.files), (12, 5, 2, 27), "{verdict}");
    assert_eq!((facts.subject.as_str(), facts.made_at.as_str()), (SUBJECT, "2026-11-16T08:00:01Z"));
    assert_eq!(facts.key, Some(Archive::new(7).public()));
    assert_eq!(verdict.notes.len(), 1, "the chain begins at entry 3: {:?}", verdict.notes);
    let text = verdict.to_string();
    assert!(text.starts_with("unaltered and complete\n"), "{text}");
    assert!(text.contains("left out: evidence objects (not asked for)"), "{text}");
}

#[test]
fn equal_contents_give_equal_bytes_in_whatever_order_they_come() {
    let mut ground = Ground::new(Archive::new(7));
    ground.items.reverse();
    assert_eq!(ground.write().unwrap(), sample());
}

#[test]
fn other_readers_of_zips_read_it() {
    let ground = Ground::new(Archive::new(7));
    let mut archive = zip::ZipArchive::new(Cursor::new(sample())).unwrap();
    assert_eq!(archive.len(), 29);
    assert_eq!(archive.by_index(0).unwrap().name().unwrap(), "manifest.json");
    for (path, _kind, bytes) in &ground.items {
        let mut read = Vec::new();
        archive.by_name(path).unwrap().read_to_end(&mut read).unwrap();
        assert_eq!(read, *bytes, "{path}");
    }
}

#[test]
fn an_expected_key_and_a_noted_head_are_compared() {
    let zip = sample();
    let key = |archive: &Archive| Options {
        key: Some(format!("{}\n", archive.public().to_uppercase())),
        ..Options::default()
    };
    assert_eq!(check(&zip, &key(&Archive::new(7))).state, State::Unaltered);
    let other = check(&zip, &key(&Archive::new(8)));
    assert_eq!(other.state, State::Altered);
    assert!(other.problems[0].what.contains("another key than the expected one"), "{other}");
    let head = check(&zip, &Options::default()).facts.unwrap().head.unwrap();
    let noted = |anchor: Head| check(&zip, &Options { anchor: Some(anchor), ..Options::default() });
    assert_eq!(noted(head.clone()).state, State::Unaltered);
    assert_eq!(noted(Head { entry: 6, ..head.clone() }).state, State::Altered);
    let before = noted(Head { entry: 2, ..head });
    assert_eq!((before.state, before.notes.len()), (State::Unaltered, 2), "{before}");
}

#[test]
fn contents_that_would_not_hold_make_no_pack() {
    let refused = |change: &dyn Fn(&mut Ground), says: &str| {
        let mut ground = Ground::new(Archive::new(7));
        change(&mut ground);
        let error = ground.write().map(|zip| zip.len()).unwrap_err().to_string();
        assert!(error.contains(says), "{error}");
    };
    refused(
        &|ground| ground.items.retain(|item| item.0 != "review.json"),
        "review.json: it must be in the pack and is not",
    );
    refused(
        &|ground| ground.items.retain(|item| item.0 != "acts.json"),
        "review.sign by kim@example.com, in entry 7 of the chain, is not in it",
    );
    refused(
        &|ground| ground.items.retain(|item| item.0 != "seal/ledger/chain/0000000007.json"),
        "it is the head of the chain and must be in the pack",
    );
    refused(
        &|ground| ground.items.retain(|item| item.0 != "seal/ledger/chain/0000000004.json"),
        "no entry of the chain in the pack brought the evidence",
    );
    refused(&|ground| ground.items.retain(|item| item.0 != "seal/archive.json"), "seal/archive.json");
    refused(&|ground| ground.items.retain(|item| item.0 != "seal/ledger/head.json"), "seal/ledger/head.json");
    refused(&|ground| ground.bytes_of("records/entry-1.jsonl")[40] ^= 1, "records/entry-1.jsonl line 1");
    refused(&|ground| ground.bytes_of("records/entry-1.jsonl").truncate(0), "records: 6 are there, and it must be 12");
    refused(
        &|ground| *ground.bytes_of("seal/archive.json") = Archive::new(8).identity,
        "its signature does not match the key that archive.json names",
    );
    refused(&|ground| ground.items.push(("../x".into(), Kind::Other, Vec::new())), "cannot put ../x into the pack");
    refused(&|ground| ground.items.push(("Review.JSON".into(), Kind::Other, Vec::new())), "differs in case alone");
    refused(&|ground| ground.items.push(("manifest.json".into(), Kind::Other, Vec::new())), "cannot put manifest.json");
    refused(&|ground| ground.items.push(("verify.py".into(), Kind::Other, Vec::new())), "cannot put verify.py");
    refused(&|ground| ground.items.push(("x".into(), Kind::Instructions, Vec::new())), "by nobody else");
}

#[test]
fn a_signer_that_signs_something_else_makes_no_pack() {
    let ground = Ground::new(Archive::new(7));
    let mut zip = Vec::new();
    let other = pack::write(ground.contents(), |hash| Ok(Archive::new(8).sign("pack", hash)), &mut zip);
    assert!(matches!(other, Err(Error::Sign(_))), "{other:?}");
    let wrong = pack::write(ground.contents(), |hash| Ok(ground.archive.sign("head", hash)), &mut zip);
    assert!(matches!(wrong, Err(Error::Sign(_))), "{wrong:?}");
    let failed = pack::write(ground.contents(), |_hash| Err("the key is gone".into()), &mut zip);
    assert!(failed.unwrap_err().to_string().contains("the key is gone"));
    assert!(zip.is_empty(), "nothing was written before everything was known to hold");
}

#[test]
fn what_is_read_when_its_turn_comes_is_the_same() {
    let ground = Ground::new(Archive::new(7));
    let mut contents = ground.contents();
    contents.items = ground
        .items
        .iter()
        .map(|(path, kind, bytes)| {
            Item::read(path.as_str(), *kind, format!("the {kind}"), move || {
                Ok(Box::new(bytes.as_slice()) as Box<dyn Read>)
            })
        })
        .collect();
    let mut zip = Vec::new();
    pack::write(contents, |hash| Ok(ground.archive.sign("pack", hash)), &mut zip).unwrap();
    assert_eq!(zip, sample());
}

#[test]
fn the_published_hash_is_that_of_the_script() {
    let page = include_str!("../../../../docs/evidence-pack.md");
    let hash = crate::sample::sha256(pack::instructions::PYTHON.as_bytes());
    assert!(
        page.contains(&format!("\n{hash}  verify.py\n")),
        "docs/evidence-pack.md must say that verify.py has the SHA-256 {hash}"
    );
}
