//! Texts of other formats: `parse_url()`, `parse_csv()`, `parse_user_agent()`.

pub mod extract_json;
pub mod parse_command_line;
pub mod parse_csv;
pub mod parse_path;
pub mod parse_url;
pub mod parse_user_agent;
pub mod parse_version;
pub mod parse_xml;

use super::Scalar;

/// The functions of the family.
pub static ALL: &[&Scalar] = &[
    &extract_json::EXTRACT_JSON,
    &parse_command_line::PARSE_COMMAND_LINE,
    &parse_csv::PARSE_CSV,
    &parse_path::PARSE_PATH,
    &parse_url::PARSE_URL,
    &parse_url::PARSE_URLQUERY,
    &parse_user_agent::PARSE_USER_AGENT,
    &parse_version::PARSE_VERSION,
    &parse_xml::PARSE_XML,
];
