//! Signatures for what leaves the archive, such as an evidence pack.

use serde::{Deserialize, Serialize};

use super::{Signer, envelope, verifier};
use crate::Error;

/// Kinds of signed objects of the archive itself. A signature of one of them would be a forged entry.
const OWN: [&str; 3] = ["entry", "receipt", "head"];

/// A signature by the archive's key, of the message `quaestor KIND HASH`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    /// The key, public half, in hexadecimal.
    pub key: String,
    /// The Ed25519 signature, in hexadecimal.
    pub signature: String,
}

impl Signature {
    pub(crate) fn new(kind: &str, hash: &str, signer: &Signer) -> Result<Self, Error> {
        let refuse = |why: &str| Err(Error::Refused { what: format!("to sign {kind:?}"), why: why.to_owned() });
        if OWN.contains(&kind) {
            return refuse("only the archive itself signs objects of its chain");
        }
        if kind.is_empty() || !kind.chars().all(|letter| letter.is_ascii_lowercase() || letter == '-') {
            return refuse("a kind is a word in lower-case letters, such as pack");
        }
        if hash.len() != 64 || !hash.chars().all(|digit| digit.is_ascii_digit() || ('a'..='f').contains(&digit)) {
            return refuse("what is signed is a SHA-256 in lower-case hexadecimal");
        }
        Ok(Self { key: signer.public(), signature: signer.sign(envelope::message(kind, hash).as_bytes()) })
    }

    /// Returns whether this is the signature of a hash, by the key it names. Whether that is the right key is for the caller to know.
    pub fn holds(&self, kind: &str, hash: &str) -> bool {
        verifier(&self.key).is_some_and(|key| envelope::is_signed(kind, hash, &self.signature, &key))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seal::sha256;

    #[test]
    fn a_signature_is_of_one_kind_and_hash_and_never_of_the_chain() {
        let folder = tempfile::tempdir().unwrap();
        let signer = Signer::create(folder.path()).unwrap();
        let hash = sha256(b"manifest");
        let signature = Signature::new("pack", &hash, &signer).unwrap();
        assert!(signature.holds("pack", &hash));
        assert!(!signature.holds("report", &hash) && !signature.holds("pack", &sha256(b"other")));
        let other = Signer::create(tempfile::tempdir().unwrap().path()).unwrap();
        assert!(!Signature { key: other.public(), ..signature.clone() }.holds("pack", &hash));
        for kind in ["entry", "receipt", "head", "", "Pack", "head ", "pack entry"] {
            assert!(matches!(Signature::new(kind, &hash, &signer), Err(Error::Refused { .. })), "{kind:?}");
        }
        for wrong in ["", "x", &hash.to_uppercase(), &format!("{hash} ")] {
            assert!(matches!(Signature::new("pack", wrong, &signer), Err(Error::Refused { .. })), "{wrong:?}");
        }
    }
}
