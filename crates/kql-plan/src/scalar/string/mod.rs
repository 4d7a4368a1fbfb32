//! Strings: `substring()`, `split()`, `replace_string()`.

mod codepoints;
mod countof;
mod format_bytes;
mod has_any_index;
pub(crate) mod indexof;
mod isascii;
mod replace_string;
mod reverse;
mod split;
mod strcat;
mod strcat_array;
mod strcat_delim;
mod strcmp;
mod string_size;
mod strlen;
mod strrep;
mod substring;
mod tolower;
mod translate;

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
