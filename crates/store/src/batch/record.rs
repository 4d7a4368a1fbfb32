//! Records what people did, and the documents they made.

use serde_json::Value;

use super::writer::Writer;
use crate::evidence::document_path;
use crate::{Act, Error};

impl Writer {
    /// Keeps a document that somebody made, such as a signed review. Putting the same bytes twice is putting them once, under the first name. Returns
    /// its SHA-256.
    ///
    /// It is stored at once and sealed by the next [`Self::commit`]. A document is never evidence: retention does not ask whether a row needs it.
    pub fn put_document(&mut self, name: &str, bytes: &[u8]) -> Result<String, Error> {
        self.check()?;
        let result = crate::evidence::put(&self.storage, &self.pool, name, bytes);
        let (seal, staged) = self.guard(result)?;
        let sha256 = seal.sha256.clone();
        if !self.has_document(&sha256) {
            let adopted = self.storage.adopt(staged, &document_path(&sha256));
            self.guard(adopted)?;
            self.batch.documents.insert(sha256.clone(), seal);
        }
        Ok(sha256)
    }

    /// Records what somebody did. It is sealed by the next [`Self::commit`], with everything else that commit seals.
    ///
    /// The documents must have been put. An act that is refused leaves the writer as it was.
    pub fn act(
        &mut self,
        who: &str,
        what: &str,
        subject: &str,
        body: Value,
        documents: Vec<String>,
    ) -> Result<Act, Error> {
        self.check()?;
        let act = Act {
            at: self.clock.now(),
            who: who.to_owned(),
            what: what.to_owned(),
            subject: subject.to_owned(),
            body,
            documents,
        };
        act.check()?;
        if let Some(unknown) = act.documents.iter().find(|sha256| !self.has_document(sha256)) {
            return Err(Error::Unknown { what: "document", name: unknown.clone() });
        }
        self.batch.acts.push(act.clone());
        Ok(act)
    }

    fn has_document(&self, sha256: &str) -> bool {
        self.state.documents.contains_key(sha256) || self.batch.documents.contains_key(sha256)
    }
}
