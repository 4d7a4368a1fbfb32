//! Encodings: `base64_encode_tostring()`, `url_decode()`, `punycode_to_string()`.

pub mod base64_functions;
pub mod compress;
pub mod punycode;
pub mod url_encode;

use super::Scalar;

/// The functions of the family.
pub static ALL: &[&Scalar] = &[
    &base64_functions::BASE64_DECODE_TOARRAY,
    &base64_functions::BASE64_DECODE_TOGUID,
    &base64_functions::BASE64_DECODE_TOSTRING,
    &base64_functions::BASE64_ENCODE_FROMARRAY,
    &base64_functions::BASE64_ENCODE_FROMGUID,
    &base64_functions::BASE64_ENCODE_TOSTRING,
    &compress::GZIP_COMPRESS_TO_BASE64_STRING,
    &compress::GZIP_DECOMPRESS_FROM_BASE64_STRING,
    &punycode::PUNYCODE_DOMAIN_FROM_STRING,
    &punycode::PUNYCODE_DOMAIN_TO_STRING,
    &punycode::PUNYCODE_FROM_STRING,
    &punycode::PUNYCODE_TO_STRING,
    &url_encode::URL_DECODE,
    &url_encode::URL_ENCODE,
    &url_encode::URL_ENCODE_COMPONENT,
    &compress::ZLIB_COMPRESS_TO_BASE64_STRING,
    &compress::ZLIB_DECOMPRESS_FROM_BASE64_STRING,
];

/// The bytes of a guid as Windows keeps them: the first three parts with their lowest byte first. The same order turns them back.
pub(crate) fn guid_bytes(guid: u128) -> [u8; 16] {
    let mut bytes = guid.to_be_bytes();
    for part in [0..4, 4..6, 6..8] {
        if let Some(part) = bytes.get_mut(part) {
            part.reverse();
        }
    }
    bytes
}

/// The guid whose bytes Windows keeps so.
pub(crate) fn guid_of_bytes(bytes: [u8; 16]) -> u128 {
    u128::from_be_bytes(guid_bytes(u128::from_be_bytes(bytes)))
}

#[cfg(test)]
mod tests {
    use super::{guid_bytes, guid_of_bytes};

    #[test]
    fn guids_come_back() {
        let guid = 0x0011_2233_4455_6677_8899_aabb_ccdd_eeff;
        assert_eq!(guid_of_bytes(guid_bytes(guid)), guid);
    }
}
