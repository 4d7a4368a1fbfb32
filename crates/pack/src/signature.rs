//! `signature.json`: whose key signed the manifest.
//!
//! What is signed is the text `quaestor pack HASH`, where `HASH` is the SHA-256 of `manifest.json`: the form in which the
//! archive signs everything else. The file has one form only, so no byte of it can change unseen.

use ed25519_dalek::VerifyingKey;
use sha2::{Digest, Sha256};

use crate::Error;

/// A signature, as the archive gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// The key, public half, 64 hexadecimal digits.
    pub key: String,
    /// The signature, 128 hexadecimal digits.
    pub signature: String,
}

/// Length of the file.
pub(crate) fn length() -> usize {
    text(&Signature { key: "0".repeat(64), signature: "0".repeat(128) }, &"0".repeat(64)).len()
}

/// Returns the file for a signature of a manifest of this hash.
pub(crate) fn text(signature: &Signature, hash: &str) -> String {
    let Signature { key, signature } = signature;
    format!(
        "{{\"algorithm\":\"Ed25519\",\"key\":\"{key}\",\"message\":\"{}\",\"signature\":\"{signature}\"}}\n",
        message("pack", hash)
    )
}

/// Reads the file and checks its form and its signature. Returns the key, or what is wrong.
pub(crate) fn open(file: &[u8], hash: &str) -> Result<String, String> {
    let digits = |begin: usize, count: usize| {
        let part = file.get(begin..begin + count).and_then(|part| std::str::from_utf8(part).ok());
        part.unwrap_or_default().to_owned()
    };
    let key_at =
        text(&Signature { key: String::new(), signature: String::new() }, "").find("\",\"message").unwrap_or(0);
    let signature = Signature { key: digits(key_at, 64), signature: digits(length() - 131, 128) };
    if text(&signature, hash).as_bytes() != file {
        return Err("it is not the signature of this manifest".into());
    }
    check(&signature, "pack", hash)?;
    Ok(signature.key)
}

/// Reads a public key as people hand it on: 64 hexadecimal digits, in upper or lower case, with space around them.
///
/// Returns it in lower case. Error: [`Error::Key`]; whether a key of these digits exists is not looked at.
pub fn public_key(text: &str) -> Result<String, Error> {
    let key = text.trim().to_ascii_lowercase();
    bytes_of::<32>(&key).map(|_bytes| key).ok_or_else(|| Error::Key(text.to_owned()))
}

/// Checks the signature of a hash of something. Returns what is wrong.
pub(crate) fn check(signature: &Signature, kind: &str, hash: &str) -> Result<(), String> {
    let key = bytes_of::<32>(&signature.key).and_then(|bytes| VerifyingKey::from_bytes(&bytes).ok());
    let key = key.ok_or("its key is not an Ed25519 key in lower-case hexadecimal")?;
    let bytes = bytes_of::<64>(&signature.signature).ok_or("its signature is not in lower-case hexadecimal")?;
    key.verify_strict(message(kind, hash).as_bytes(), &ed25519_dalek::Signature::from_bytes(&bytes))
        .map_err(|_invalid| "its signature does not match its key".to_owned())
}

fn message(kind: &str, hash: &str) -> String {
    format!("quaestor {kind} {hash}")
}

/// Reads bytes from hexadecimal. Upper case would decode as well, and then a changed byte could hide.
fn bytes_of<const N: usize>(text: &str) -> Option<[u8; N]> {
    let mut bytes = [0; N];
    hex::decode_to_slice(text, &mut bytes).ok()?;
    (hex::encode(bytes) == text).then_some(bytes)
}

/// Returns the SHA-256 of some bytes, in lower-case hexadecimal.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use ed25519_dalek::{Signer as _, SigningKey};

    #[test]
    fn every_flipped_bit_and_every_cut_is_found() {
        let signer = SigningKey::from_bytes(&[7; 32]);
        let hash = sha256(b"{}");
        let key = hex::encode(signer.verifying_key().to_bytes());
        let signature = hex::encode(signer.sign(message("pack", &hash).as_bytes()).to_bytes());
        let file = text(&Signature { key: key.clone(), signature }, &hash).into_bytes();
        assert_eq!(file.len(), length());
        assert_eq!(open(&file, &hash), Ok(key));
        for at in 0..file.len() {
            for bit in 0..8 {
                let mut changed = file.clone();
                changed[at] ^= 1 << bit;
                assert!(open(&changed, &hash).is_err(), "byte {at} bit {bit}");
            }
            assert!(open(&file[..at], &hash).is_err(), "cut at {at}");
        }
        assert!(open(&[&file[..], b"\n"].concat(), &hash).is_err());
        assert!(open(&file, &sha256(b"[]")).is_err());
    }
}
