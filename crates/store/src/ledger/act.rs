//! What people did, as the chain holds it.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::Error;

/// Levels to which an act's body may be nested. Readers of JSON stop at 128, and the entry around it takes some.
const DEEPEST: usize = 64;

/// What somebody did, as the chain holds it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Act {
    /// When, by the writer's clock, in microseconds since 1970.
    pub at: i64,
    /// Who, as the writer was told.
    pub who: String,
    /// What was done, such as `review.decide`.
    pub what: String,
    /// What it was done to, such as `review 2026-W46`.
    pub subject: String,
    /// The particulars. The order of keys is kept.
    pub body: Value,
    /// SHA-256 of the documents it rests on.
    pub documents: Vec<String>,
}

/// An act and the entry that seals it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SealedAct {
    /// Number of the entry.
    pub entry: u64,
    /// Hash of the entry, in hexadecimal.
    pub hash: String,
    /// The act.
    pub act: Act,
}

impl Act {
    /// Refuses an act that says too little, or that no reader of the chain could read.
    pub(crate) fn check(&self) -> Result<(), Error> {
        let refuse = |why: String| Err(Error::Refused { what: format!("the act {:?}", self.what), why });
        if self.who.trim().is_empty() {
            return refuse("it does not say who did it; give a name".into());
        }
        if self.what.trim().is_empty() {
            return refuse("it does not say what was done; give a name such as review.decide".into());
        }
        if deeper_than(&self.body, DEEPEST) {
            return refuse(format!(
                "its body is nested more than {DEEPEST} levels deep; put the particulars in a document"
            ));
        }
        Ok(())
    }
}

fn deeper_than(value: &Value, levels: usize) -> bool {
    let Some(left) = levels.checked_sub(1) else { return value.is_array() || value.is_object() };
    match value {
        Value::Array(items) => items.iter().any(|item| deeper_than(item, left)),
        Value::Object(items) => items.values().any(|item| deeper_than(item, left)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nested(levels: usize) -> Act {
        let body = (0..levels).fold(Value::Null, |inner, _level| Value::Array(vec![inner]));
        let text = |text: &str| text.to_owned();
        Act { at: 0, who: text("ada"), what: text("note"), subject: text("x"), body, documents: Vec::new() }
    }

    #[test]
    fn what_no_reader_could_read_is_refused() {
        assert!(nested(DEEPEST).check().is_ok());
        let refused = nested(DEEPEST + 1).check().unwrap_err().to_string();
        assert!(refused.contains("64 levels"), "{refused}");
        assert!(Act { who: " ".into(), ..nested(0) }.check().is_err());
        assert!(Act { what: String::new(), ..nested(0) }.check().is_err());
    }
}
