//! A pack that nobody touched, and contents that make none.

use std::io::{Cursor, Read};

use pack::{Error, Head, Item, Kind, Options, State, verify_zip};

use crate::forge::Forged;
use crate::sample::{Archive, Ground, SUBJECT, sample, sha256};

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
fn an_expected_key_is_compared() {
    let zip = sample();
    let key = |archive: &Archive| Options {
        key: Some(format!("{}\n", archive.public().to_uppercase())),
        ..Options::default()
    };
    assert_eq!(check(&zip, &key(&Archive::new(7))).state, State::Unaltered);
    let other = check(&zip, &key(&Archive::new(8)));
    assert_eq!(other.state, State::Altered);
    assert!(other.problems[0].what.contains("another key than the expected one"), "{other}");
}

#[test]
fn the_chain_must_contain_a_noted_head() {
    let zip = sample();
    let head = check(&zip, &Options::default()).facts.unwrap().head.unwrap();
    let noted = |zip: &[u8], entry: u64, hash: &str| {
        check(zip, &Options { anchor: Some(Head { entry, hash: hash.into() }), ..Options::default() })
    };
    let says = |verdict: pack::Verdict, state: State, what: &str| {
        assert_eq!(verdict.state, state, "{verdict}");
        assert!(verdict.to_string().contains(what), "{verdict}");
    };
    assert_eq!(noted(&zip, 7, &head.hash).state, State::Unaltered);
    assert_eq!(noted(&zip, 0, &sha256(&Archive::new(7).identity)).state, State::Unaltered);
    says(noted(&zip, 6, &head.hash), State::Altered, "the chain has another entry 6 than the one that was noted");
    says(noted(&zip, 0, &head.hash), State::Altered, "the chain has another entry 0");
    says(
        noted(&zip, 99, &head.hash),
        State::Incomplete,
        "the chain in the pack ends with entry 7 and does not contain entry 99, which was noted",
    );
    // The pack begins with entry 3, which names the one before it.
    assert_eq!(noted(&zip, 2, &sha256(b"entry 2")).state, State::Unaltered);
    says(noted(&zip, 2, &head.hash), State::Altered, "the chain has another entry 2");
    says(
        noted(&zip, 1, &head.hash),
        State::Incomplete,
        "the chain in the pack does not contain entry 1, which was noted",
    );
    let mut ground = Ground::new(Archive::new(7));
    ground.items.retain(|item| item.0 != "seal/archive.json");
    let nobody = Forged::of(&ground).sign(&ground.archive);
    assert_eq!(noted(&nobody, 0, &head.hash).state, State::Incomplete, "what the chain begins with is not there");
}

#[test]
fn what_is_no_key_is_no_verdict() {
    let zip = sample();
    let public = Archive::new(7).public();
    let short = public.strip_suffix(|_: char| true).unwrap();
    for wrong in ["zz", "", "seal/verify.pub", short, &format!("{public}0"), &"g".repeat(64)] {
        let found = verify_zip(&zip[..], &Options { key: Some(wrong.into()), ..Options::default() });
        let error = found.map(|verdict| verdict.to_string()).unwrap_err();
        assert!(matches!(error, Error::Key(_)), "{error}");
        assert!(error.to_string().contains(&format!("{wrong:?} is not a public key")), "{error}");
        assert!(error.to_string().contains("64 hexadecimal digits"), "{error}");
        assert_eq!(pack::public_key(wrong).unwrap_err().to_string(), error.to_string());
    }
    assert_eq!(pack::public_key(&format!(" {}\n", public.to_uppercase())).unwrap(), public);
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
