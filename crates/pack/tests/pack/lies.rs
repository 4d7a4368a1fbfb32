//! Packs whose maker has the key and lies, or only errs: signed, and not true.

use pack::{Error, Kind, Options, State, verify_zip};
use serde_json::{Value, json};

use crate::forge::{Forged, deflated, part};
use crate::python::Both;
use crate::sample::{Archive, Ground, sha256};

fn ground() -> Ground {
    Ground::new(Archive::new(7))
}

#[test]
fn what_is_signed_and_true_is_unaltered() {
    let mut both = Both::new();
    let verdict = both.check(&Forged::of(&ground()).sign(&Archive::new(7)));
    assert_eq!(verdict.state, State::Unaltered, "{verdict}");
    both.agree();
}

/// Lies about the contents: changes them, signs, and compares what both checks say.
struct Told(Both);

impl Told {
    fn told(&mut self, change: &dyn Fn(&mut Ground), state: State, says: &str) {
        let mut ground = ground();
        change(&mut ground);
        let verdict = self.0.check(&Forged::of(&ground).sign(&ground.archive));
        assert_eq!(verdict.state, state, "{says}: {verdict}");
        assert!(verdict.to_string().contains(says), "{says}: {verdict}");
    }
}

#[test]
fn the_chain_must_hold_and_prove_what_is_there() {
    let mut both = Told(Both::new());
    let mut told = |change: &dyn Fn(&mut Ground), state, says: &str| both.told(change, state, says);
    let chain = |number: u64| format!("seal/ledger/chain/{number:010}.json");
    let swap = |ground: &mut Ground, one: &str, next: &str| {
        let bytes = ground.bytes_of(one).clone();
        *ground.bytes_of(one) = std::mem::replace(ground.bytes_of(next), bytes);
    };
    let without = |ground: &mut Ground, path: &str| ground.items.retain(|item| item.0 != path);

    told(&|ground| swap(ground, &chain(4), &chain(5)), State::Altered, "it holds entry 5");
    told(
        &|ground| swap(ground, "seal/ledger/receipt/0000000004.json", &chain(5)),
        State::Altered,
        "does not begin like a sealed entry",
    );
    told(
        &|ground| {
            let body =
                json!({"number": 5, "previous": sha256(b"no entry"), "archive": "ab".repeat(16), "evidence": []});
            let (bytes, _hash) = ground.archive.seal("entry", &body);
            *ground.bytes_of(&chain(5)) = bytes;
        },
        State::Altered,
        "0000000005.json: it does not follow the entry before it",
    );
    told(
        &|ground| {
            let body = json!({"number": 3, "previous": "", "archive": "cd".repeat(16), "evidence": []});
            let (bytes, _hash) = ground.archive.seal("entry", &body);
            *ground.bytes_of(&chain(3)) = bytes;
        },
        State::Altered,
        "another archive",
    );
    told(
        &|ground| *ground.bytes_of("seal/archive.json") = Archive::new(9).identity,
        State::Altered,
        "another key than archive.json names",
    );
    told(
        &|ground| *ground.bytes_of("seal/archive.json") = b"[]".to_vec(),
        State::Altered,
        "not the identity of an archive",
    );
    told(
        &|ground| without(ground, "seal/archive.json"),
        State::Incomplete,
        "seal/archive.json: it must be in the pack",
    );
    told(
        &|ground| without(ground, &chain(7)),
        State::Incomplete,
        "it is the head of the chain and must be in the pack",
    );
    told(&|ground| without(ground, &chain(5)), State::Incomplete, "entry 5 of the chain, which seals act 1");
    told(&|ground| without(ground, &chain(6)), State::Unaltered, "entry 6 of the chain is not in the pack");
    told(
        &|ground| without(ground, &chain(4)),
        State::Incomplete,
        "no entry of the chain in the pack brought the evidence",
    );
    told(
        &|ground| without(ground, "acts.json"),
        State::Incomplete,
        "review.sign by kim@example.com, in entry 7 of the chain",
    );
    told(
        &|ground| without(ground, "records/entry-2.jsonl"),
        State::Incomplete,
        "records: 6 are there, and it must be 12",
    );
    told(&|ground| without(ground, "review.json"), State::Incomplete, "review.json: it must be in the pack");
    told(
        &|ground| ground.bytes_of("findings.jsonl").extend(b"{}"),
        State::Altered,
        "findings: 4 are there, and it must be 3",
    );
    both.0.agree();
}

#[test]
fn acts_and_records_must_be_what_the_chain_says() {
    let mut both = Told(Both::new());
    let mut told = |change: &dyn Fn(&mut Ground), state, says: &str| both.told(change, state, says);
    told(
        &|ground| ground.bytes_of("review.json").push(b' '),
        State::Unaltered,
        "review.sign by kim@example.com rests on a document that is not in the pack, or not as it was then",
    );
    let act = |ground: &mut Ground, change: &dyn Fn(&mut Value)| {
        let mut acts: Value = serde_json::from_slice(ground.bytes_of("acts.json")).unwrap();
        change(&mut acts);
        *ground.bytes_of("acts.json") = acts.to_string().into_bytes();
    };
    told(
        &|ground| act(ground, &|acts| acts[1]["act"]["who"] = json!("lee@example.com")),
        State::Altered,
        "act 2 does not stand so in entry 7",
    );
    told(
        &|ground| act(ground, &|acts| acts[0]["act"]["body"]["weight"] = json!(1.25)),
        State::Altered,
        "act 1 does not stand so in entry 5",
    );
    told(&|ground| act(ground, &|acts| acts[0]["hash"] = json!("00")), State::Altered, "act 1 names another entry 5");
    told(&|ground| act(ground, &|acts| acts[0]["entry"] = json!(99)), State::Incomplete, "entry 99 of the chain");
    told(&|ground| act(ground, &|acts| *acts = json!({})), State::Altered, "it is not a list of acts");

    let record = |ground: &mut Ground, change: &dyn Fn(&mut Value)| {
        let text = String::from_utf8(ground.bytes_of("records/entry-1.jsonl").clone()).unwrap();
        let (first, rest) = text.split_once('\n').unwrap();
        let mut record: Value = serde_json::from_str(first).unwrap();
        change(&mut record);
        *ground.bytes_of("records/entry-1.jsonl") = format!("{record}\n{rest}").into_bytes();
    };
    told(
        &|ground| record(ground, &|record| record["raw"] = json!("{}")),
        State::Altered,
        "records/entry-1.jsonl line 1: the record does not match its hash",
    );
    told(
        &|ground| record(ground, &|record| record["evidence"] = json!("00")),
        State::Incomplete,
        "records/entry-1.jsonl line 1: no entry",
    );
    told(
        &|ground| record(ground, &|record| *record = json!([])),
        State::Altered,
        "records/entry-1.jsonl line 1: it is not a raw record",
    );
    told(
        &|ground| record(ground, &|record| record["raw"] = json!(1)),
        State::Altered,
        "records/entry-1.jsonl line 1: it is not a raw record",
    );
    both.0.agree();
}

#[test]
fn what_the_manifest_says_must_hold() {
    let mut both = Both::new();
    let mut told = |change: &dyn Fn(&mut Forged), says: &str| {
        let mut forged = Forged::of(&ground());
        change(&mut forged);
        let verdict = both.check(&forged.sign(&Archive::new(7)));
        assert_eq!(verdict.state, State::Altered, "{says}: {verdict}");
        assert!(verdict.to_string().contains(says), "{says}: {verdict}");
    };
    told(&|forged| forged.manifest["head"]["entry"] = json!(6), "the manifest names another head");
    told(&|forged| forged.manifest["archive"] = json!("cd".repeat(16)), "the manifest speaks of another archive");
    told(
        &|forged| forged.manifest["what"] = json!("a zip"),
        "it does not say that it is the manifest of an evidence pack",
    );
    told(&|forged| forged.manifest["made_at"] = json!("1979-01-01T00:00:00Z"), "no time that a zip can hold");
    told(&|forged| forged.manifest["made_at"] = json!("yesterday"), "no time that a zip can hold");
    told(&|forged| forged.manifest["files"][0]["kind"] = json!("secret"), "manifest.json: it cannot be read");
    told(&|forged| forged.manifest["files"].as_array_mut().unwrap().swap(0, 1), "its files are not in order");
    told(&|forged| forged.manifest["files"][3]["sha256"] = json!("00"), "it is not what the manifest says of it");
    told(
        &|forged| forged.manifest["files"][3]["size"] = json!(u64::MAX),
        "what stands before seal/ledger/chain/0000000005.json was changed",
    );
    told(&|forged| forged.add("../../x", "other", b"x"), "it names the file ../../x");
    told(&|forged| forged.add("zz/NUL", "other", b"x"), "it names the file zz/NUL");
    told(&|forged| forged.add("x\u{202e}gpj.exe", "other", b"x"), "it names the file x\\u{202e}gpj.exe");
    told(&|forged| forged.add("Other/NOISE.bin", "other", b"x"), "differs in case alone");
    told(&|forged| forged.add("manifest.json", "other", b"x"), "it names the file manifest.json");
    both.agree();
}

#[test]
fn a_newer_form_is_no_verdict() {
    let mut forged = Forged::of(&ground());
    forged.manifest["format"] = json!(2);
    forged.manifest["unheard"] = json!("of");
    let newer = verify_zip(&forged.sign(&Archive::new(7))[..], &Options::default());
    assert!(matches!(newer, Err(Error::Newer { found: 2, known: 1 })), "{newer:?}");
}

#[test]
fn a_bomb_does_not_go_off() {
    // 64 MiB of zeros in 64 KiB: the manifest says that it is a word.
    let bomb = deflated(&vec![0; 64 << 20]);
    let mut forged = Forged::of(&ground());
    forged.add("zz.txt", "other", b"word");
    let last = forged.files.len() - 1;
    forged.manifest["files"][last]["packed_size"] = json!(bomb.len());
    forged.manifest["files"][last]["packed_sha256"] = json!(sha256(&bomb));
    forged.files[last] = part("zz.txt", 8, forged.manifest["files"][last]["crc32"].as_u64().unwrap() as u32, 4, bomb);
    let mut both = Both::new();
    let verdict = both.check(&forged.sign(&Archive::new(7)));
    assert_eq!(verdict.state, State::Altered);
    assert!(verdict.to_string().contains("zz.txt: it is not what the manifest says of it"), "{verdict}");
    both.agree();
}

#[test]
fn nothing_at_all_and_what_is_no_zip_are_told() {
    let mut both = Both::new();
    assert_eq!(both.check(b"").state, State::Incomplete);
    assert_eq!(both.check(b"PK\x03").state, State::Incomplete);
    for bytes in [
        &b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"[..],
        b"hello",
        &[0; 4096],
        b"{\"format\":1}",
        "naïve ".repeat(99).as_bytes(),
    ] {
        let verdict = both.check(bytes);
        assert_eq!(verdict.state, State::Altered, "{verdict}");
        assert!(verdict.to_string().contains("it is no evidence pack"), "{verdict}");
    }
    both.agree();
}

#[test]
fn kinds_of_files_are_where_they_belong() {
    let refused = |path: &str, kind: Kind| {
        let mut ground = ground();
        ground.items.push((path.into(), kind, b"[]".to_vec()));
        ground.write().map(|zip| zip.len()).unwrap_err().to_string()
    };
    assert!(refused("records/x.json", Kind::Records).contains("end in .jsonl"));
    assert!(refused("more/acts.json", Kind::Acts).contains("acts are in acts.json"));
}
