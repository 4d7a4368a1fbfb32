//! What people did, as the chain holds it.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::Error;

/// Levels to which an act's body may be nested. Readers of JSON stop at 128, and the entry around it takes some.
const DEEPEST: usize = 64;
/// Key of a body that stands in a document of its own; with it stands the document's SHA-256.
const CONFIDED: &str = "confided";

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
        if self.confided().is_some() {
            return refuse(format!("the key {CONFIDED} of a body is the store's own"));
        }
        if deeper_than(&self.body, DEEPEST) {
            return refuse(format!(
                "its body is nested more than {DEEPEST} levels deep; put the particulars in a document"
            ));
        }
        Ok(())
    }
}

/// Acts whose particulars the chain does not tell: they stand in a document, of which the chain holds the hash. Whoever has the chain alone, as in an evidence
/// pack, learns who did what to which subject, and nothing else; the salt keeps particulars from being guessed.
impl Act {
    /// Returns the document in which the particulars stand.
    pub(crate) fn confided(&self) -> Option<&str> {
        self.body.get(CONFIDED)?.as_str()
    }

    /// Returns the document to put for the particulars.
    pub(crate) fn confidence(&self) -> Result<Vec<u8>, Error> {
        let mut salt = [0_u8; 16];
        getrandom::fill(&mut salt).map_err(Error::storage("draw randomness for", "an act"))?;
        let salt = u128::from_le_bytes(salt);
        serde_json::to_vec(&json!({"salt": format!("{salt:032x}"), "body": self.body}))
            .map_err(Error::storage("write", "an act"))
    }

    /// Puts the document's hash in the place of the particulars. The number of a hold stays, since the chain is checked by it.
    pub(crate) fn confide(&mut self, sha256: &str) {
        let hold = self.body.get("hold").cloned();
        self.body = json!({CONFIDED: sha256});
        if let (Some(hold), Some(body)) = (hold, self.body.as_object_mut()) {
            body.insert("hold".to_owned(), hold);
        }
        self.documents.push(sha256.to_owned());
    }

    /// Puts the particulars back in their place. A document that is not what it should be changes nothing.
    pub(crate) fn reveal(&mut self, document: &[u8]) {
        let Ok(Value::Object(mut parts)) = serde_json::from_slice(document) else { return };
        let (Some(body), Some(sha256)) = (parts.remove("body"), self.confided().map(str::to_owned)) else { return };
        self.documents.retain(|known| *known != sha256);
        self.body = body;
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
        assert!(Act { body: json!({"confided": "ab"}), ..nested(0) }.check().is_err(), "nobody else's");
    }

    #[test]
    fn particulars_come_back_as_they_were() {
        let open = Act { body: json!({"hold": 3, "reason": "x"}), ..nested(0) };
        let (first, second) = (open.confidence().unwrap(), open.confidence().unwrap());
        assert_ne!(first, second, "nobody can guess one from its hash");
        let mut act = open.clone();
        act.confide("ab");
        assert_eq!((act.body.to_string().contains("reason"), act.body["hold"].as_u64()), (false, Some(3)));
        assert_eq!((act.confided(), act.documents.as_slice()), (Some("ab"), &["ab".to_owned()][..]));
        act.reveal(b"no document");
        assert_eq!(act.confided(), Some("ab"));
        act.reveal(&first);
        assert_eq!(act, open);
    }
}
