//! Zips taken apart and put together again, and packs whose maker lies: signed, and never written by [`pack::write`].

use std::io::Write as _;

use flate2::Compression;
use flate2::write::DeflateEncoder;
use serde_json::{Value, json};

use crate::sample::{Archive, Ground, SUBJECT, sha256};

/// A file of a zip: what stands before it, its bytes, its line in the directory.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    pub(crate) name: String,
    pub(crate) header: Vec<u8>,
    pub(crate) data: Vec<u8>,
    pub(crate) line: Vec<u8>,
}

fn number(bytes: &[u8], at: usize, length: usize) -> usize {
    bytes[at..at + length].iter().rev().fold(0, |sum, byte| sum << 8 | usize::from(*byte))
}

/// Takes a zip apart.
pub(crate) fn parts(zip: &[u8]) -> Vec<Part> {
    let end = zip.len() - 22;
    let mut at = number(zip, end + 16, 4);
    let mut parts = Vec::new();
    for _ in 0..number(zip, end + 10, 2) {
        let length = 46 + number(zip, at + 28, 2) + number(zip, at + 30, 2);
        let line = zip[at..at + length].to_vec();
        let begin = number(&line, 42, 4);
        let data = begin + 30 + number(zip, begin + 26, 2) + number(zip, begin + 28, 2);
        let name = String::from_utf8(line[46..46 + number(&line, 28, 2)].to_vec()).unwrap();
        parts.push(Part {
            name,
            header: zip[begin..data].to_vec(),
            data: zip[data..data + number(&line, 20, 4)].to_vec(),
            line,
        });
        at += length;
    }
    parts
}

/// Puts a zip together, with a directory that fits.
pub(crate) fn assemble(parts: &[Part]) -> Vec<u8> {
    let (mut zip, mut directory) = (Vec::new(), Vec::new());
    for part in parts {
        directory.extend_from_slice(&part.line[..42]);
        directory.extend_from_slice(&(zip.len() as u32).to_le_bytes());
        directory.extend_from_slice(&part.line[46..]);
        zip.extend_from_slice(&part.header);
        zip.extend_from_slice(&part.data);
    }
    let begin = zip.len() as u32;
    zip.extend_from_slice(&directory);
    zip.extend_from_slice(b"PK\x05\x06\0\0\0\0");
    zip.extend_from_slice(&(parts.len() as u16).to_le_bytes().repeat(2));
    zip.extend_from_slice(&(directory.len() as u32).to_le_bytes());
    zip.extend_from_slice(&begin.to_le_bytes());
    zip.extend_from_slice(&[0, 0]);
    zip
}

/// Returns a file of a zip, with the time of the sample.
pub(crate) fn part(name: &str, method: u16, crc: u32, size: u64, data: Vec<u8>) -> Part {
    let mut common = vec![20, 0, 0, 0];
    common.extend(method.to_le_bytes());
    common.extend([0x00, 0x40, 0x70, 0x5d]);
    common.extend(crc.to_le_bytes());
    common.extend((data.len() as u32).to_le_bytes());
    common.extend((size as u32).to_le_bytes());
    common.extend((name.len() as u16).to_le_bytes());
    common.extend([0, 0]);
    let header = [b"PK\x03\x04", &common[..], name.as_bytes()].concat();
    let line = [b"PK\x01\x02\x14\0", &common[..], &[0; 14], name.as_bytes()].concat();
    Part { name: name.to_owned(), header, data, line }
}

pub(crate) fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn crc(bytes: &[u8]) -> u32 {
    let mut crc = flate2::Crc::new();
    crc.update(bytes);
    crc.sum()
}

/// Returns a file as it stands in a pack.
pub(crate) fn member(name: &str, bytes: &[u8]) -> Part {
    part(name, 8, crc(bytes), bytes.len() as u64, deflated(bytes))
}

/// Returns a file that stands in a pack as it is.
pub(crate) fn stored(name: &str, bytes: Vec<u8>) -> Part {
    part(name, 0, crc(&bytes), bytes.len() as u64, bytes)
}

/// A pack whose maker can say anything.
pub(crate) struct Forged {
    pub(crate) manifest: Value,
    pub(crate) files: Vec<Part>,
}

impl Forged {
    /// Begins with what the sample has, or what was made of it.
    pub(crate) fn of(ground: &Ground) -> Self {
        let mut items: Vec<_> = ground.items.iter().collect();
        items.sort_by_key(|item| (item.1, item.0.clone()));
        let files: Vec<_> = items.iter().map(|item| member(&item.0, &item.2)).collect();
        let listed: Vec<_> = items
            .iter()
            .zip(&files)
            .map(|((path, kind, bytes), part)| Self::listed(path, kind.name(), bytes, &part.data))
            .collect();
        let head = ground.items.iter().find(|item| item.0 == "seal/ledger/head.json").unwrap();
        let head: Value = serde_json::from_slice(&head.2).unwrap();
        let manifest = json!({
            "format": 1, "what": "quaestor evidence pack", "subject": SUBJECT, "period": null, "made_at": "2026-11-16T08:00:01Z", "made_by": "kim@example.com",
            "program": "quaestor 0.1.0", "archive": "ab".repeat(16), "head": head["head"], "required": ground.required, "left_out": [], "files": listed,
        });
        Self { manifest, files }
    }

    fn listed(path: &str, kind: &str, bytes: &[u8], packed: &[u8]) -> Value {
        json!({
            "path": path, "kind": kind, "about": "", "size": bytes.len(), "sha256": sha256(bytes), "crc32": crc(bytes), "packed_size": packed.len(), "packed_sha256": sha256(packed),
        })
    }

    /// Adds a file at the end.
    pub(crate) fn add(&mut self, path: &str, kind: &str, bytes: &[u8]) {
        let part = member(path, bytes);
        self.manifest["files"].as_array_mut().unwrap().push(Self::listed(path, kind, bytes, &part.data));
        self.files.push(part);
    }

    /// Signs it.
    pub(crate) fn sign(&self, archive: &Archive) -> Vec<u8> {
        let text = serde_json::to_vec_pretty(&self.manifest).unwrap();
        let hash = sha256(&text);
        let signature = archive.sign("pack", &hash);
        let signature = signature_file(&signature.key, &hash, &signature.signature);
        let mut parts = vec![stored("manifest.json", text), stored("signature.json", signature)];
        parts.extend(self.files.iter().cloned());
        assemble(&parts)
    }
}

/// Returns the text of `signature.json`.
pub(crate) fn signature_file(key: &str, hash: &str, signature: &str) -> Vec<u8> {
    format!("{{\"algorithm\":\"Ed25519\",\"key\":\"{key}\",\"message\":\"quaestor pack {hash}\",\"signature\":\"{signature}\"}}\n").into_bytes()
}
