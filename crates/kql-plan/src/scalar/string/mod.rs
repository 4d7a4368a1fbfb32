//! Strings: `substring()`, `split()`, `replace_string()`.

pub mod codepoints;
pub mod countof;
pub mod format_bytes;
pub mod has_any_index;
pub mod indexof;
pub mod isascii;
pub mod replace_string;
pub mod reverse;
pub mod split;
pub mod strcat;
pub mod strcat_array;
pub mod strcat_delim;
pub mod strcmp;
pub mod string_size;
pub mod strlen;
pub mod strrep;
pub mod substring;
pub mod tolower;
pub mod translate;

use super::Scalar;

/// The functions of the family.
pub static ALL: &[&Scalar] = &[
    &countof::COUNTOF,
    &format_bytes::FORMAT_BYTES,
    &has_any_index::HAS_ANY_INDEX,
    &indexof::INDEXOF,
    &isascii::ISASCII,
    &isascii::ISUTF8,
    &replace_string::REPLACE_STRING,
    &replace_string::REPLACE_STRINGS,
    &reverse::REVERSE,
    &split::SPLIT,
    &strcat::STRCAT,
    &strcat_array::STRCAT_ARRAY,
    &strcat_delim::STRCAT_DELIM,
    &strcmp::STRCMP,
    &string_size::STRING_SIZE,
    &strlen::STRLEN,
    &strrep::STRREP,
    &substring::SUBSTRING,
    &tolower::TOLOWER,
    &tolower::TOUPPER,
    &translate::TRANSLATE,
    &codepoints::UNICODE_CODEPOINTS_FROM_STRING,
    &codepoints::UNICODE_CODEPOINTS_TO_STRING,
];
