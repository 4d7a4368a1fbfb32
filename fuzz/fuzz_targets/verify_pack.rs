//! Evidence packs: any bytes, a pack with bytes changed, and packs whose maker has the key and lies.
//!
//! Only what was written and signed is unaltered.
#![no_main]

use std::sync::OnceLock;

use ed25519_dalek::{Signer, SigningKey};
use pack::{Contents, Item, Kind, LeftOut, Options, Required, Signature, State, verify_zip};
use quaestor_fuzz::choice;
use sha2::{Digest, Sha256};

fn sha256(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

fn key() -> SigningKey {
    SigningKey::from_bytes(&[7; 32])
}

fn sign(kind: &str, hash: &str) -> Signature {
    let signature = key().sign(format!("quaestor {kind} {hash}").as_bytes());
    Signature { key: hex::encode(key().verifying_key().to_bytes()), signature: hex::encode(signature.to_bytes()) }
}

/// Writes a pack of an empty archive, with these records and this file.
fn write(records: &[u8], other: &[u8]) -> Result<Vec<u8>, pack::Error> {
    let identity =
        format!("{{\"format\":1,\"archive\":\"ab\",\"key\":\"{}\"}}\n", hex::encode(key().verifying_key().to_bytes()));
    let body = format!("{{\"entry\":0,\"hash\":\"{}\"}}", sha256(identity.as_bytes()));
    let hash = sha256(body.as_bytes());
    let head =
        format!("{{\"head\":{body},\"sha256\":\"{hash}\",\"signature\":\"{}\"}}\n", sign("head", &hash).signature);
    let contents = Contents {
        subject: "review".into(),
        period: None,
        made_at: 1_794_816_001_000_000,
        made_by: "kim@example.com".into(),
        program: "fuzz".into(),
        required: Required::default(),
        left_out: vec![LeftOut { what: "evidence objects".into(), why: "not asked for".into() }],
        items: vec![
            Item::bytes("seal/archive.json", Kind::Seal, "", identity),
            Item::bytes("seal/ledger/head.json", Kind::Seal, "", head),
            Item::bytes("records/all.jsonl", Kind::Records, "", records),
            Item::bytes("other/file", Kind::Other, "", other),
        ],
    };
    let mut zip = Vec::new();
    pack::write(contents, |hash| Ok(sign("pack", hash)), &mut zip)?;
    Ok(zip)
}

/// Puts a manifest and its signature before what else there is.
fn signed(manifest: &[u8], rest: &[u8]) -> Vec<u8> {
    let hash = sha256(manifest);
    let Signature { key, signature } = sign("pack", &hash);
    let signature = format!(
        "{{\"algorithm\":\"Ed25519\",\"key\":\"{key}\",\"message\":\"quaestor pack {hash}\",\"signature\":\"{signature}\"}}\n"
    );
    let mut zip = Vec::new();
    for (name, bytes) in [("manifest.json", manifest), ("signature.json", signature.as_bytes())] {
        let mut crc = flate2::Crc::new();
        crc.update(bytes);
        zip.extend(b"PK\x03\x04\x14\0\0\0\0\0\0\x40\x70\x5d");
        zip.extend(crc.sum().to_le_bytes());
        zip.extend((bytes.len() as u32).to_le_bytes().repeat(2));
        zip.extend((name.len() as u32).to_le_bytes());
        zip.extend(name.as_bytes());
        zip.extend(bytes);
    }
    zip.extend(rest);
    zip
}

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    static PACK: OnceLock<Vec<u8>> = OnceLock::new();
    let whole = PACK.get_or_init(|| write(b"", b"one file").expect("the ground holds"));
    let Some((how, bytes)) = choice(data, 4) else { return };
    let state = |zip: &[u8]| verify_zip(zip, &Options::default()).map(|verdict| verdict.state);
    match how {
        0 => {
            let _any = state(bytes);
        }
        1 => {
            let mut changed = whole.clone();
            for edit in bytes.chunks_exact(3) {
                let at = usize::from(u16::from_le_bytes([edit[0], edit[1]])) % changed.len();
                changed[at] = edit[2];
            }
            assert_eq!(state(&changed).is_ok_and(|state| state == State::Unaltered), changed == *whole);
        }
        2 => {
            // Records without a chain that brought them are refused; anything may stand in another file.
            assert!(write(bytes, b"").is_err() || bytes.iter().all(|byte| *byte == b'\n'));
            let zip = write(b"", bytes).expect("any bytes may stand in a file");
            assert_eq!(state(&zip).expect("what was written can be read"), State::Unaltered);
        }
        _ => {
            let (manifest, rest) = bytes.split_at(bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len()));
            let _any = state(&signed(manifest, rest));
        }
    }
});
