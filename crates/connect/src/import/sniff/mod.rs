//! What a text is, judging by its content.

mod json;
mod keys;

pub(crate) use json::{Found, JsonReader};
pub(crate) use keys::{Key, Keys};
