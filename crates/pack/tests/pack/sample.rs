//! A pack as one of a week's review is, small.

use ed25519_dalek::{Signer as _, SigningKey};
use pack::{Contents, Item, Kind, LeftOut, Period, Required, Signature};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

pub(crate) const SUBJECT: &str = "review 2026-W46";

/// What was signed.
pub(crate) const REVIEW: &[u8] = b"{\"title\":\"Review\"}";

pub(crate) fn sha256(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

/// An archive with a key, that can seal.
pub(crate) struct Archive {
    pub(crate) key: SigningKey,
    pub(crate) identity: Vec<u8>,
}

impl Archive {
    pub(crate) fn new(secret: u8) -> Self {
        let key = SigningKey::from_bytes(&[secret; 32]);
        let identity = format!(
            "{{\"format\":1,\"archive\":\"{}\",\"key\":\"{}\"}}\n",
            "ab".repeat(16),
            hex::encode(key.verifying_key().to_bytes())
        );
        Self { key, identity: identity.into_bytes() }
    }

    pub(crate) fn public(&self) -> String {
        hex::encode(self.key.verifying_key().to_bytes())
    }

    pub(crate) fn sign(&self, kind: &str, hash: &str) -> Signature {
        let signature = self.key.sign(format!("quaestor {kind} {hash}").as_bytes());
        Signature { key: self.public(), signature: hex::encode(signature.to_bytes()) }
    }

    /// Returns a signed file, as the archive writes it, and its hash.
    pub(crate) fn seal(&self, kind: &str, body: &Value) -> (Vec<u8>, String) {
        let body = body.to_string();
        let hash = sha256(body.as_bytes());
        let signature = self.sign(kind, &hash).signature;
        (format!("{{\"{kind}\":{body},\"sha256\":\"{hash}\",\"signature\":\"{signature}\"}}\n").into_bytes(), hash)
    }
}

/// What a pack is made of, before anything is changed.
pub(crate) struct Ground {
    pub(crate) archive: Archive,
    pub(crate) items: Vec<(String, Kind, Vec<u8>)>,
    pub(crate) required: Required,
}

fn act(who: &str, what: &str, subject: &str, body: &Value) -> Value {
    let documents = if what == "review.sign" { vec![sha256(REVIEW)] } else { Vec::new() };
    json!({"at": 1_794_787_200_000_000_i64, "who": who, "what": what, "subject": subject, "body": body, "documents": documents})
}

impl Ground {
    /// Entries 3 to 7 of a chain, acts in two of them, twelve records in two files.
    pub(crate) fn new(archive: Archive) -> Self {
        let evidence = [sha256(b"one export"), sha256(b"another export")];
        let (mut items, mut acts, mut previous) = (Vec::new(), Vec::new(), sha256(b"entry 2"));
        for number in 3..=7_u64 {
            let sealed = match number {
                5 => vec![
                    act(
                        "kim@example.com",
                        "review.decide",
                        "review 2026-W46 entry 1",
                        &json!({"disposition": "expected", "reason": "moved to Lyon", "weight": 1.5}),
                    ),
                    act("kim@example.com", "note.add", "case 17", &json!({"text": "of something else"})),
                ],
                7 => vec![act("kim@example.com", "review.sign", SUBJECT, &json!({"version": 3}))],
                _ => Vec::new(),
            };
            let brought: Vec<_> = evidence.iter().filter(|_| number == 4).map(|sha256| json!({"sha256": sha256, "size": 9, "stored_sha256": "", "stored_size": 0, "name": "x.json"})).collect();
            let body = json!({
                "number": number, "previous": previous, "archive": "ab".repeat(16), "kind": "import", "time": 1, "program": "quaestor 0.1.0",
                "evidence": brought, "tables": {}, "leaves": [], "completed": [], "acts": sealed,
            });
            let (bytes, hash) = archive.seal("entry", &body);
            acts.extend(
                sealed
                    .into_iter()
                    .filter(|act| act["subject"].as_str().unwrap().starts_with(SUBJECT))
                    .map(|act| json!({"entry": number, "hash": hash, "act": act})),
            );
            items.push((format!("seal/ledger/chain/{number:010}.json"), Kind::Seal, bytes));
            items.push((
                format!("seal/ledger/receipt/{number:010}.json"),
                Kind::Seal,
                archive.seal("receipt", &json!({"entry": number, "hash": hash, "tables": {}})).0,
            ));
            previous = hash;
        }
        items.push(("seal/archive.json".into(), Kind::Seal, archive.identity.clone()));
        items.push((
            "seal/ledger/head.json".into(),
            Kind::Seal,
            archive.seal("head", &json!({"entry": 7, "hash": previous})).0,
        ));
        items.push(("acts.json".into(), Kind::Acts, Value::from(acts).to_string().into_bytes()));
        for file in 1..=2_usize {
            let lines: Vec<String> = (0..6)
                .map(|number| {
                    let raw = format!("{{\"id\":\"r{file}{number}\",\"user\":\"naïve \\u0000 \\\"quoted\\\"\",\"status\":{{\"errorCode\":50126}}}}");
                    let line = json!({"table": "SigninLogs", "id": format!("r{file}{number}"), "evidence": evidence[file - 1], "member": null, "offset": 0, "length": raw.len(), "sha256": sha256(raw.as_bytes()), "raw": raw});
                    format!("{line}\n")
                })
                .collect();
            items.push((format!("records/entry-{file}.jsonl"), Kind::Records, lines.concat().into_bytes()));
        }
        let lines = |word: &str, count: usize| {
            (0..count).map(|number| format!("{{\"{word}\":{number}}}\n")).collect::<Vec<_>>().concat().into_bytes()
        };
        items.push(("entries.jsonl".into(), Kind::Entries, lines("entry", 2)));
        items.push(("findings.jsonl".into(), Kind::Findings, lines("finding", 3)));
        items.push((
            "review.html".into(),
            Kind::Review,
            "<!doctype html><title>Review</title><p>All is well.".repeat(40).into_bytes(),
        ));
        items.push(("review.json".into(), Kind::Review, REVIEW.to_vec()));
        items.push(("queries/failures.kql".into(), Kind::Queries, b"SigninLogs | where ResultType != '0'".to_vec()));
        items.push(("queries/failures.csv".into(), Kind::Queries, Vec::new()));
        items.push(("coverage.json".into(), Kind::Coverage, b"[]".to_vec()));
        items.push((
            "other/noise.bin".into(),
            Kind::Other,
            (0..3000_u32).map(|number| (number.wrapping_mul(2_654_435_761) >> 24) as u8).collect(),
        ));
        let required = Required {
            files: vec!["review.json".into(), "records/entry-1.jsonl".into(), "records/entry-2.jsonl".into()],
            counts: [(Kind::Records, 12), (Kind::Entries, 2), (Kind::Findings, 3), (Kind::Acts, 2)].into(),
        };
        Self { archive, items, required }
    }

    pub(crate) fn contents<'a>(&self) -> Contents<'a> {
        let items = self
            .items
            .iter()
            .map(|(path, kind, bytes)| Item::bytes(path.as_str(), *kind, format!("the {kind}"), bytes.as_slice()));
        Contents {
            subject: SUBJECT.into(),
            period: Period::of(1_794_182_400_000_000, 1_794_787_199_999_999),
            made_at: 1_794_816_001_000_000,
            made_by: "kim@example.com".into(),
            program: "quaestor 0.1.0".into(),
            required: self.required.clone(),
            left_out: vec![LeftOut { what: "evidence objects".into(), why: "not asked for".into() }],
            items: items.collect(),
        }
    }

    /// Writes the pack.
    pub(crate) fn write(&self) -> Result<Vec<u8>, pack::Error> {
        let mut zip = Vec::new();
        pack::write(self.contents(), |hash| Ok(self.archive.sign("pack", hash)), &mut zip)?;
        Ok(zip)
    }

    pub(crate) fn bytes_of(&mut self, path: &str) -> &mut Vec<u8> {
        &mut self.items.iter_mut().find(|item| item.0 == path).unwrap().2
    }
}

/// Returns the pack of a week's review.
pub(crate) fn sample() -> Vec<u8> {
    Ground::new(Archive::new(7)).write().unwrap()
}
