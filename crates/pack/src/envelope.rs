//! A signed file of the archive: its body, the body's hash, and the signature of the hash.
//!
//! ```text
//! {"entry":BODY,"sha256":"64 digits","signature":"128 digits"}
//! ```
//! followed by one line feed. The body is hashed byte for byte as it stands in the file.

use serde::de::DeserializeOwned;

use crate::signature::{Signature, check, sha256};

/// Reads a signed file: checks its form, its hash and its signature. Returns the body and its hash, or what is wrong.
pub(crate) fn open<T: DeserializeOwned>(kind: &str, file: &[u8], key: &str) -> Result<(T, String), String> {
    let head = format!("{{\"{kind}\":");
    let length = tail(&"0".repeat(64), &"0".repeat(128)).len();
    let rest = file.strip_prefix(head.as_bytes()).ok_or_else(|| format!("it does not begin like a sealed {kind}"))?;
    let (body, end) =
        rest.len().checked_sub(length).and_then(|at| rest.split_at_checked(at)).ok_or("it is cut short")?;
    let hash = sha256(body);
    let digits = end.get(length - 131..length - 3).and_then(|digits| std::str::from_utf8(digits).ok());
    let signature = Signature { key: key.to_owned(), signature: digits.unwrap_or_default().to_owned() };
    if tail(&hash, &signature.signature).as_bytes() != end {
        return Err("its content does not match its hash".into());
    }
    check(&signature, kind, &hash)
        .map_err(|_same| "its signature does not match the key that archive.json names".to_owned())?;
    let body = serde_json::from_slice(body).map_err(|error| format!("it is signed but cannot be read: {error}"))?;
    Ok((body, hash))
}

fn tail(hash: &str, signature: &str) -> String {
    format!(",\"sha256\":\"{hash}\",\"signature\":\"{signature}\"}}\n")
}
