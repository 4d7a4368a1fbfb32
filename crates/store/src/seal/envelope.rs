//! A signed object: its body, the body's hash, and the signature of the hash.
//!
//! ```text
//! {"entry":BODY,"sha256":"64 digits","signature":"128 digits"}
//! ```
//! followed by one line feed. The body is hashed byte for byte as it stands in the file, so nobody has to agree on how to
//! write JSON; everything around it has one form only, so no byte can change unseen.

use ed25519_dalek::{Signature, VerifyingKey};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::key::{Signer, bytes_of};
use super::sha256;
use crate::Error;

/// Returns the signed file for a body, and the body's hash.
pub(crate) fn seal(kind: &str, body: &impl Serialize, signer: &Signer) -> Result<(Vec<u8>, String), Error> {
    let body = serde_json::to_string(body).map_err(Error::storage("write", kind))?;
    let hash = sha256(body.as_bytes());
    let signature = signer.sign(message(kind, &hash).as_bytes());
    Ok((format!("{{\"{kind}\":{body}{}", tail(&hash, &signature)).into_bytes(), hash))
}

/// Reads a signed file: checks its form, its hash and its signature. Returns the body and its hash, or what is wrong.
pub(crate) fn open<T: DeserializeOwned>(kind: &str, file: &[u8], key: &VerifyingKey) -> Result<(T, String), String> {
    let head = format!("{{\"{kind}\":");
    let tail_length = tail(&"0".repeat(64), &"0".repeat(128)).len();
    let rest = file.strip_prefix(head.as_bytes()).ok_or_else(|| format!("it does not begin like a sealed {kind}"))?;
    let (body, end) =
        rest.len().checked_sub(tail_length).and_then(|at| rest.split_at_checked(at)).ok_or("it is cut short")?;
    let hash = sha256(body);
    let signature = end
        .get(tail_length.saturating_sub(131)..tail_length.saturating_sub(3))
        .and_then(|digits| std::str::from_utf8(digits).ok())
        .unwrap_or_default();
    if tail(&hash, signature).as_bytes() != end {
        return Err("its content does not match its hash".into());
    }
    if !is_signed(kind, &hash, signature, key) {
        return Err("its signature does not match the archive's key".to_owned());
    }
    let body = serde_json::from_slice(body).map_err(|error| format!("it is signed but cannot be read: {error}"))?;
    Ok((body, hash))
}

/// Returns whether a signature, in hexadecimal, is the key's for a kind of object and a hash.
pub(super) fn is_signed(kind: &str, hash: &str, signature: &str, key: &VerifyingKey) -> bool {
    bytes_of::<64>(signature)
        .is_some_and(|bytes| key.verify_strict(message(kind, hash).as_bytes(), &Signature::from_bytes(&bytes)).is_ok())
}

/// Returns what is signed for an object.
pub(super) fn message(kind: &str, hash: &str) -> String {
    format!("quaestor {kind} {hash}")
}

fn tail(hash: &str, signature: &str) -> String {
    format!(",\"sha256\":\"{hash}\",\"signature\":\"{signature}\"}}\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seal::verifier;

    #[test]
    fn every_flipped_bit_and_every_cut_is_found() {
        let folder = tempfile::tempdir().unwrap();
        let signer = Signer::create(folder.path()).unwrap();
        let key = verifier(&signer.public()).unwrap();
        let (file, hash) = seal("entry", &vec!["a", "b"], &signer).unwrap();
        assert_eq!(open::<Vec<String>>("entry", &file, &key).unwrap(), (vec!["a".into(), "b".into()], hash));
        for at in 0..file.len() {
            for bit in 0..8 {
                let mut changed = file.clone();
                changed[at] ^= 1 << bit;
                assert!(open::<Vec<String>>("entry", &changed, &key).is_err(), "byte {at} bit {bit}");
            }
            assert!(open::<Vec<String>>("entry", &file[..at], &key).is_err(), "cut at {at}");
        }
        assert!(open::<Vec<String>>("receipt", &file, &key).is_err(), "one kind passed for another");
    }
}
