//! `gzip_compress_to_base64_string()` and its like: texts made shorter, and opened again.

use std::io::{Read, Write};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use flate2::Compression;
use flate2::read::{GzDecoder, ZlibDecoder};
use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};

use crate::scalar::Call;
use crate::{Value, kql_scalar};

/// No text is opened further than this, in bytes: a short one can hold a long one.
const LONGEST: u64 = 64 * 1024 * 1024;

kql_scalar! {
    /// Returns a text compressed by gzip, in base64. What does not become shorter is stored as it is.
    ///
    /// - `text`: the text.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/gzip-base64-compress>
    ///
    /// ```kusto
    /// gzip_decompress_from_base64_string(gzip_compress_to_base64_string("quaestor"))   // quaestor
    /// ```
    pub GZIP_COMPRESS_TO_BASE64_STRING = gzip_compress_to_base64_string(text: string) -> string => gzip;
}

kql_scalar! {
    /// Returns the text that is given compressed by gzip, in base64.
    ///
    /// - `base64`: the base64, with its padding.
    ///
    /// Bounds: what would be longer than 64 MiB is not opened.
    /// Null: `""` when it is no base64, not that of gzip without optional fields, or the text is not UTF-8.
    /// Source: <https://learn.microsoft.com/kusto/query/gzip-base64-decompress>
    ///
    /// ```kusto
    /// gzip_decompress_from_base64_string("H4sIAAAAAAACAyssTUwtLskvAgCvPe5fCAAAAA==")   // quaestor
    /// ```
    pub GZIP_DECOMPRESS_FROM_BASE64_STRING = gzip_decompress_from_base64_string(base64: string) -> string => gunzip;
}

kql_scalar! {
    /// Returns a text compressed by zlib, in base64. What does not become shorter is stored as it is.
    ///
    /// - `text`: the text.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/zlib-base64-compress-function>
    ///
    /// ```kusto
    /// zlib_decompress_from_base64_string(zlib_compress_to_base64_string("quaestor"))   // quaestor
    /// ```
    pub ZLIB_COMPRESS_TO_BASE64_STRING = zlib_compress_to_base64_string(text: string) -> string => zlib;
}

kql_scalar! {
    /// Returns the text that is given compressed by zlib, in base64.
    ///
    /// - `base64`: the base64, with its padding.
    ///
    /// Bounds: what would be longer than 64 MiB is not opened.
    /// Null: `""` when it is no base64, not that of zlib, or the text is not UTF-8.
    /// Source: <https://learn.microsoft.com/kusto/query/zlib-base64-decompress-function>
    ///
    /// ```kusto
    /// zlib_decompress_from_base64_string("eJwrLE1MLS7JLwIAD3oDdQ==")   // quaestor
    /// ```
    pub ZLIB_DECOMPRESS_FROM_BASE64_STRING = zlib_decompress_from_base64_string(base64: string) -> string => unzlib;
}

fn gzip<'a>(call: &Call<'a>) -> Value<'a> {
    let text = call.text(0).as_bytes();
    let compressed = || {
        let mut encoder = GzEncoder::new(Vec::new(), level(text)?);
        encoder.write_all(text).ok()?;
        let mut bytes = encoder.finish().ok()?;
        // The header names neither a level nor a system, so that the same text gives the same bytes everywhere.
        if let Some([level, system]) = bytes.get_mut(8..10) {
            (*level, *system) = (0, u8::MAX);
        }
        Some(STANDARD.encode(bytes))
    };
    Value::from(compressed().unwrap_or_default())
}

fn zlib<'a>(call: &Call<'a>) -> Value<'a> {
    let text = call.text(0).as_bytes();
    let compressed = || {
        let mut encoder = ZlibEncoder::new(Vec::new(), level(text)?);
        encoder.write_all(text).ok()?;
        Some(STANDARD.encode(encoder.finish().ok()?))
    };
    Value::from(compressed().unwrap_or_default())
}

/// The quick level; none when that makes nothing shorter.
fn level(text: &[u8]) -> Option<Compression> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(text).ok()?;
    let shorter = encoder.finish().ok()?.len() < text.len();
    Some(if shorter { Compression::fast() } else { Compression::none() })
}

fn gunzip<'a>(call: &Call<'a>) -> Value<'a> {
    Value::from(
        STANDARD
            .decode(call.text(0))
            .ok()
            .filter(|bytes| bytes.get(3) == Some(&0))
            .map_or_else(String::new, |bytes| read(GzDecoder::new(bytes.as_slice()))),
    )
}

fn unzlib<'a>(call: &Call<'a>) -> Value<'a> {
    Value::from(
        STANDARD.decode(call.text(0)).map_or_else(|_| String::new(), |bytes| read(ZlibDecoder::new(bytes.as_slice()))),
    )
}

/// All of it as a text; the empty text when it is damaged, too long or no text.
fn read(compressed: impl Read) -> String {
    let mut text = String::new();
    match compressed.take(LONGEST + 1).read_to_string(&mut text) {
        Ok(length) if length as u64 <= LONGEST => text,
        _ => String::new(),
    }
}
