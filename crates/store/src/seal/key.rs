//! The archive's signing key.

use std::io::Write;
use std::path::Path;

use bytes::Bytes;
use ed25519_dalek::{Signer as _, SigningKey, VerifyingKey};

use crate::Error;
use crate::storage::Storage;

/// The key that signs. It never leaves the machine and is no part of what the seal covers.
pub(crate) const KEY_PATH: &str = "seal/signing.key";
/// The key to verify with, a copy of the one in `archive.json`.
pub(crate) const PUBLIC_PATH: &str = "seal/verify.pub";

/// Signs for one archive.
#[derive(Debug)]
pub(crate) struct Signer(SigningKey);

impl Signer {
    /// Makes a key from the system's randomness and stores it where only its owner may read it.
    pub(crate) fn create(root: &Path) -> Result<Self, Error> {
        let mut secret = [0; 32];
        getrandom::fill(&mut secret).map_err(Error::storage("draw randomness for", KEY_PATH))?;
        let target = root.join(KEY_PATH);
        if let Some(folder) = target.parent() {
            std::fs::create_dir_all(folder).map_err(Error::storage("create the folder of", KEY_PATH))?;
        }
        write_private(&target, hex::encode(secret).as_bytes()).map_err(Error::storage("write", KEY_PATH))?;
        Ok(Self(SigningKey::from_bytes(&secret)))
    }

    /// Reads the key; none where there is none yet.
    pub(crate) fn load(root: &Path) -> Result<Option<Self>, Error> {
        let text = match std::fs::read_to_string(root.join(KEY_PATH)) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(Error::storage("read", KEY_PATH)(error)),
        };
        let secret = bytes_of::<32>(text.trim())
            .ok_or_else(|| Error::broken(KEY_PATH, "it does not hold 32 bytes in hexadecimal"))?;
        Ok(Some(Self(SigningKey::from_bytes(&secret))))
    }

    /// Returns the signature of a message, in hexadecimal.
    pub(crate) fn sign(&self, message: &[u8]) -> String {
        hex::encode(self.0.sign(message).to_bytes())
    }

    /// Returns the public half, in hexadecimal.
    pub(crate) fn public(&self) -> String {
        hex::encode(self.0.verifying_key().to_bytes())
    }
}

/// Returns the text of `verify.pub`.
pub(crate) fn public_key(hex: &str) -> Bytes {
    Bytes::from(format!("{hex}\n"))
}

/// Reads a public key from hexadecimal; none where it is not one.
pub(crate) fn verifier(hex: &str) -> Option<VerifyingKey> {
    VerifyingKey::from_bytes(&bytes_of::<32>(hex)?).ok()
}

/// Reads the archive's own public key.
pub(crate) fn bytes_of<const N: usize>(text: &str) -> Option<[u8; N]> {
    let mut bytes = [0; N];
    hex::decode_to_slice(text, &mut bytes).ok()?;
    // Upper case would decode as well, and then a changed byte could hide.
    (hex::encode(bytes) == text).then_some(bytes)
}

fn write_private(path: &Path, text: &[u8]) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(text)?;
    file.sync_all()
}

/// Kept here so that only this module knows where the public key lies.
impl Signer {
    /// Writes `verify.pub` where it is missing.
    pub(crate) fn publish(&self, storage: &Storage) -> Result<(), Error> {
        if storage.size(PUBLIC_PATH)?.is_none() {
            storage.put(PUBLIC_PATH, public_key(&self.public()))?;
        }
        Ok(())
    }
}
