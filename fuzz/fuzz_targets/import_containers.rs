//! Compressed files and archives, as received or wrapped once more around hostile content.
#![no_main]

use std::io::{Cursor, Write};

use quaestor_fuzz::{choice, import, options};

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zip(bytes: &[u8]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for name in ["a", "b/c.json"] {
        writer.start_file(name, stored).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn tar(bytes: &[u8]) -> Vec<u8> {
    let mut builder = tar::Builder::new(Vec::new());
    for name in ["a", "b/c.json"] {
        let mut header = tar::Header::new_ustar();
        header.set_size(bytes.len() as u64);
        builder.append_data(&mut header, name, bytes).unwrap();
    }
    builder.into_inner().unwrap()
}

/// A 7z archive whose checksums are right, whatever its header says: without this no change of a header would be read.
fn sevenz(bytes: &[u8]) -> Vec<u8> {
    let sum = |bytes: &[u8]| {
        let mut sum = flate2::Crc::new();
        sum.update(bytes);
        sum.sum().to_le_bytes()
    };
    let packed = usize::from(bytes.first().copied().unwrap_or_default()).min(bytes.len().saturating_sub(1));
    let (packed, header) = bytes.get(1..).unwrap_or_default().split_at(packed);
    let mut start = (packed.len() as u64).to_le_bytes().to_vec();
    start.extend((header.len() as u64).to_le_bytes());
    start.extend(sum(header));
    let mut archive = b"7z\xBC\xAF\x27\x1C\0\x04".to_vec();
    archive.extend(sum(&start));
    archive.extend(start);
    archive.extend(packed);
    archive.extend(header);
    archive
}

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let Some((wrapping, bytes)) = choice(data, 12) else { return };
    let options = options(64 << 10);
    match wrapping {
        7 => import("x.7z", &sevenz(bytes), &options),
        8 => import("x.gz", &gzip(bytes), &options),
        9 => import("x.zip", &zip(bytes), &options),
        10 => import("x.tar", &tar(bytes), &options),
        11 => import("x.tar.zst", &zstd::encode_all(tar(bytes).as_slice(), 1).unwrap(), &options),
        _ => import("x", bytes, &options),
    };
});
