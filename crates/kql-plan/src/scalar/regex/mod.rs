//! Regular expressions: `extract()`, `replace_regex()`, `trim()`.

pub mod extract;
pub mod extract_all;
pub mod indexof_regex;
pub mod regex_quote;
pub mod replace_regex;
pub mod trim;

use super::Scalar;

/// The functions of the family.
pub static ALL: &[&Scalar] = &[
    &extract::EXTRACT,
    &extract_all::EXTRACT_ALL,
    &indexof_regex::INDEXOF_REGEX,
    &regex_quote::REGEX_QUOTE,
    &replace_regex::REPLACE,
    &replace_regex::REPLACE_REGEX,
    &trim::TRIM,
    &trim::TRIM_END,
    &trim::TRIM_START,
];
