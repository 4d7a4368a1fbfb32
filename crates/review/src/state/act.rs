//! What may be done, and the act that says so.

use serde_json::{Value as Json, json};
use sha2::{Digest, Sha256};

use super::fold::{SUBJECT, same};
use super::{Decision, ReviewState, Status};
use crate::time::iso;
use crate::{Entry, Review, ReviewError};

/// An act that may be sealed.
#[derive(Debug, Clone, PartialEq)]
pub struct NewAct {
    /// What is done: `review.decide`.
    pub what: &'static str,
    /// To what: `review 2026-W46`.
    pub subject: String,
    /// How.
    pub body: Json,
    /// Documents it rests on.
    pub documents: Vec<String>,
}

fn refused<T>(why: impl Into<String>) -> Result<T, ReviewError> {
    Err(ReviewError::Refused(why.into()))
}

impl NewAct {
    /// A review was made. `before` is what was done about one of the same period.
    ///
    /// # Errors
    /// When that one is signed.
    pub fn new_review(
        before: Option<&ReviewState>,
        review: &Review,
        documents: Vec<String>,
        owner: &str,
        due: i64,
    ) -> Result<Self, ReviewError> {
        let name = &review.period.name;
        before.map_or(Ok(()), ReviewState::may_be_made_anew)?;
        let body = json!({
            "from": iso(review.period.from), "to": iso(review.period.to), "entries": review.entries.len(), "head": review.head,
            "owner": owner, "due": due,
        });
        Ok(Self { what: "review.new", subject: format!("{SUBJECT}{name}"), body, documents })
    }
}

impl ReviewState {
    fn act(&self, what: &'static str, body: Json) -> NewAct {
        NewAct { what, subject: format!("{SUBJECT}{}", self.name), body, documents: Vec::new() }
    }

    /// Says no when the review is signed: it is not made anew then.
    ///
    /// # Errors
    /// When it is signed.
    pub fn may_be_made_anew(&self) -> Result<(), ReviewError> {
        if self.status >= Status::Signed {
            return refused(format!(
                "the review of {0} is {1}: it is not made anew; add to it with `quaestor review amend {0}`",
                self.name,
                self.status.title()
            ));
        }
        Ok(())
    }

    fn before_signature(&self) -> Result<(), ReviewError> {
        if self.status >= Status::Signed {
            return refused(format!(
                "the review of {} is {}: what comes now is an amendment, `quaestor review amend {} --entry N …`",
                self.name,
                self.status.title(),
                self.name
            ));
        }
        Ok(())
    }

    /// Gives the review to somebody, or sets when it is due.
    ///
    /// # Errors
    /// When nothing is given, or it is signed.
    pub fn assign(&self, owner: Option<&str>, due: Option<i64>) -> Result<NewAct, ReviewError> {
        self.before_signature()?;
        if owner.is_none() && due.is_none() {
            return refused("name whose task it is, with --owner, or when it is due, with --due");
        }
        Ok(self.act("review.assign", json!({"owner": owner, "due": due})))
    }

    /// Decides about an entry.
    ///
    /// # Errors
    /// When there is no reason, or the review is signed.
    pub fn decide(
        &self,
        entry: &Entry,
        decision: Decision,
        reason: &str,
        until: Option<i64>,
    ) -> Result<NewAct, ReviewError> {
        self.before_signature()?;
        if reason.trim().is_empty() {
            return refused(format!("a decision about entry {} needs a reason: --reason \"…\"", entry.id));
        }
        let body = json!({
            "entry": entry.id, "document": self.document, "title": entry.title, "decision": decision, "reason": reason.trim(),
            "until": until.map(iso), "stories": entry.stories,
        });
        Ok(self.act("review.decide", body))
    }

    /// Signs: the reviewer first, another person second.
    ///
    /// # Errors
    /// When entries are open and `leave_open` does not say why; when the person has signed before, or there are two signatures; when it is locked.
    pub fn sign(
        &self,
        review: &Review,
        who: &str,
        statement: &str,
        leave_open: Option<&str>,
    ) -> Result<NewAct, ReviewError> {
        if self.status == Status::Locked || self.signatures.len() >= 2 {
            return refused(format!("the review of {} is {}: nothing is left to sign", self.name, self.status.title()));
        }
        if who.trim().is_empty() {
            return refused("a signature needs a name: --by NAME");
        }
        if let Some(signature) = self.signatures.iter().find(|signature| same(&signature.who, who)) {
            return refused(format!(
                "{} signed on {}: the second signature is another person's",
                signature.who,
                crate::time::date(signature.at)
            ));
        }
        let open: Vec<u32> = self.open(review).iter().map(|entry| entry.id).collect();
        let reason = leave_open.map(str::trim).unwrap_or_default();
        if !open.is_empty() && reason.is_empty() {
            let numbers: Vec<String> = open.iter().take(20).map(u32::to_string).collect();
            let more = if open.len() > 20 { ", …" } else { "" };
            return refused(format!(
                "{} of {} entries are undecided ({}{more}): decide about them, or sign with --leave-open \"why\"",
                open.len(),
                review.entries.len(),
                numbers.join(", ")
            ));
        }
        let body = json!({
            "document": self.document, "decisions": self.decisions_hash(), "statement": statement.trim(), "open": open, "left_open_because": reason,
        });
        Ok(self.act("review.sign", body))
    }

    /// SHA-256 of the decisions as they stand, as JSON.
    pub fn decisions_hash(&self) -> String {
        let text = serde_json::to_vec(&self.decisions).unwrap_or_default();
        hex::encode(Sha256::digest(text))
    }

    /// Closes it for good.
    ///
    /// # Errors
    /// When it has not been signed by two people, unless `single` says that one is enough here; when it is locked already.
    pub fn lock(&self, single: bool) -> Result<NewAct, ReviewError> {
        match self.status {
            Status::Locked => refused(format!("the review of {} is locked already", self.name)),
            Status::SecondSignature => Ok(self.act("review.lock", json!({}))),
            Status::Signed if single => Ok(self.act("review.lock", json!({"single": true}))),
            Status::Signed => refused(format!(
                "the review of {} has one signature: another person signs first, or lock it with --single where one is enough",
                self.name
            )),
            Status::Draft | Status::InReview => refused(format!("the review of {} is not signed", self.name)),
        }
    }

    /// Adds something after a signature: a text, and a decision about an entry if it changes.
    ///
    /// # Errors
    /// When nothing is said, or the review is not signed yet.
    pub fn amend(
        &self,
        text: &str,
        entry: Option<&Entry>,
        decision: Option<Decision>,
        until: Option<i64>,
    ) -> Result<NewAct, ReviewError> {
        if self.status < Status::Signed {
            return refused(format!("the review of {} is not signed yet: decide about its entries instead", self.name));
        }
        if text.trim().is_empty() {
            return refused("an amendment says what is added: --reason \"…\"");
        }
        if decision.is_some() && entry.is_none() {
            return refused("a decision is about an entry: --entry N");
        }
        let stories = entry.filter(|_| decision.is_some()).map(|entry| entry.stories.clone()).unwrap_or_default();
        let body = json!({
            "text": text.trim(), "entry": entry.map(|entry| entry.id), "decision": decision, "until": until.map(iso), "stories": stories,
        });
        Ok(self.act("review.amend", body))
    }
}
