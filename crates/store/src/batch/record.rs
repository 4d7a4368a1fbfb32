//! Records what people did, and the documents they made.

use serde_json::Value;

use super::writer::Writer;
use crate::evidence::document_path;
use crate::hold::is_own;
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
    /// The documents must have been put. Acts of holds are recorded by [`Self::hold`] and [`Self::release`] alone. An act that is refused leaves the writer as
    /// it was.
    pub fn act(
        &mut self,
        who: &str,
        what: &str,
        subject: &str,
        body: Value,
        documents: Vec<String>,
    ) -> Result<Act, Error> {
        self.check()?;
        if is_own(what) {
            let why = "the store records it by itself, when a hold is added or released".to_owned();
            return Err(Error::Refused { what: format!("the act {what:?}"), why });
        }
        self.add_act(Act {
            at: self.clock.now(),
            who: who.to_owned(),
            what: what.to_owned(),
            subject: subject.to_owned(),
            body,
            documents,
        })
    }

    /// Keeps the particulars of the last act that was recorded out of the chain: its body is put as a document, and the chain tells the document's hash. For what
    /// only some people may know, while the chain, as in an evidence pack, goes to others. Who reads the archive itself sees the act whole.
    pub fn confide(&mut self) -> Result<(), Error> {
        let Some((at, act)) = self.batch.acts.iter().enumerate().next_back() else {
            let why = "no act was recorded since the last commit".to_owned();
            return Err(Error::Refused { what: "to keep an act's particulars out of the chain".into(), why });
        };
        let document = act.confidence()?;
        let sha256 = self.put_document("particulars of an act", &document)?;
        self.batch.confided.insert(at, sha256);
        Ok(())
    }

    /// Records an act of the store itself.
    pub(crate) fn record(&mut self, who: &str, what: &str, subject: &str, body: Value) -> Result<Act, Error> {
        self.check()?;
        let (at, text) = (self.clock.now(), |text: &str| text.to_owned());
        self.add_act(Act { at, who: text(who), what: text(what), subject: text(subject), body, documents: Vec::new() })
    }

    fn add_act(&mut self, act: Act) -> Result<Act, Error> {
        act.check()?;
        if let Some(unknown) = act.documents.iter().find(|sha256| !self.has_document(sha256)) {
            return Err(Error::Unknown { what: "document", name: unknown.clone() });
        }
        self.batch.acts.push(act.clone());
        Ok(act)
    }

    /// Returns every act, those that are not committed yet among them.
    pub(crate) fn all_acts(&self) -> impl Iterator<Item = &Act> {
        self.state.acts.iter().map(|sealed| &sealed.act).chain(&self.batch.acts)
    }

    fn has_document(&self, sha256: &str) -> bool {
        self.state.documents.contains_key(sha256) || self.batch.documents.contains_key(sha256)
    }
}
