//! Acts before they are sealed.

use serde::Serialize;
use serde_json::Value;
use store::{Act, Writer};

use super::View;
use super::deed::{Attached, Change, Closed, Deed, Member, MetBy, Opened, Raised, Reason, Started, Stopped, Text};
use super::name::of;
use crate::blocker::Kind;
use crate::clock::{RuleError, Rules};

/// An act that may be done, before it is sealed.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// Who does it.
    pub who: String,
    /// What is done.
    pub what: String,
    /// What it is done to.
    pub subject: String,
    /// The particulars.
    pub body: Value,
    /// Whether the chain does not tell them: it is about a covert case.
    pub covert: bool,
}

/// Why an act cannot be done, or nothing be shown.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CaseError {
    /// There is none, or it is not for this person to know.
    #[error(
        "there is no {id}; `quaestor case list` shows the cases there are, `quaestor case blocker list` the blockers"
    )]
    Unknown {
        /// What was asked for.
        id: String,
    },
    /// It is not possible now.
    #[error("{what}: {reason}")]
    Refused {
        /// What was to be done.
        what: String,
        /// Why not.
        reason: String,
    },
    /// A value that cannot be.
    #[error("{what}: {reason}")]
    Value {
        /// What was to be done.
        what: String,
        /// What is wrong with the value, and what may stand there.
        reason: String,
    },
    /// The rules do not allow it.
    #[error(transparent)]
    Rule(#[from] RuleError),
}

impl CaseError {
    pub(super) fn unknown(id: &str) -> Self {
        Self::Unknown { id: id.trim().to_owned() }
    }
}

impl Draft {
    /// Hands the act to the writer; its next commit seals it.
    pub fn record(&self, writer: &mut Writer) -> Result<Act, store::Error> {
        let act = writer.act(&self.who, &self.what, &self.subject, self.body.clone(), Vec::new())?;
        if self.covert {
            writer.confide()?;
        }
        Ok(act)
    }
}

impl View<'_> {
    /// Opens a case. Its name is in the draft's subject.
    pub fn open(&self, opened: &Opened) -> Result<Draft, CaseError> {
        if !["informational", "low", "medium", "high"].contains(&opened.severity.as_str()) {
            let reason = format!("a severity is informational, low, medium or high, not `{}`", opened.severity);
            return Err(CaseError::Value { what: "opening a case".into(), reason });
        }
        let number = self.register.cases.last_key_value().map_or(1, |(last, _)| last + 1);
        self.draft("case.open", &of("case", number), opened)
    }

    /// Adds a note.
    pub fn note(&self, case: &str, text: &str) -> Result<Draft, CaseError> {
        self.on("case.note", case, &Text { text: said(text, "adding a note", "it is empty")? })
    }

    /// Attaches findings, entries of reviews, records.
    pub fn attach(&self, case: &str, attached: &Attached) -> Result<Draft, CaseError> {
        if *attached == Attached::default() {
            return Err(CaseError::Value {
                what: "attaching".into(),
                reason: "name a finding, an entry or a record".into(),
            });
        }
        if let Some(record) = attached.records.iter().find(|record| !is_record(record)) {
            let reason = format!("`{record}` is no record: write TABLE/ID, as SigninLogs/66ea54eb-…");
            return Err(CaseError::Value { what: "attaching".into(), reason });
        }
        self.on("case.attach", case, attached)
    }

    /// Says which people a case is about.
    pub fn people(&self, case: &str, change: &Change) -> Result<Draft, CaseError> {
        self.on("case.people", case, changed(change)?)
    }

    /// Says which addresses a case is about.
    pub fn addresses(&self, case: &str, change: &Change) -> Result<Draft, CaseError> {
        if let Some(wrong) = change.add.iter().find(|text| text.trim().parse::<std::net::IpAddr>().is_err()) {
            let reason =
                format!("`{wrong}` is no address: write one, such as 192.0.2.7 or 2001:db8::7; a network is none");
            return Err(CaseError::Value { what: "changing a case".into(), reason });
        }
        self.on("case.addresses", case, changed(change)?)
    }

    /// Lets somebody belong to a case.
    pub fn add_member(&self, case: &str, name: &str) -> Result<Draft, CaseError> {
        self.on("case.member.add", case, &Member { name: said(name, "adding a member", "give a name")? })
    }

    /// Lets somebody belong to a case no more.
    pub fn remove_member(&self, case: &str, name: &str) -> Result<Draft, CaseError> {
        self.on("case.member.remove", case, &Member { name: name.trim().to_owned() })
    }

    /// Closes a case.
    pub fn close(&self, case: &str, reason: &str, outcome: &str) -> Result<Draft, CaseError> {
        let reason = said(reason, "closing a case", "say why")?;
        self.on("case.close", case, &Closed { reason, outcome: outcome.trim().to_owned() })
    }

    /// Opens a case again.
    pub fn reopen(&self, case: &str, reason: &str) -> Result<Draft, CaseError> {
        self.on("case.reopen", case, &Reason { reason: said(reason, "opening a case again", "say why")? })
    }

    /// Starts a clock, or all clocks of a regime that an event starts. An event that lies ahead is refused.
    pub fn start_clocks(
        &self,
        case: &str,
        rules: &Rules,
        start: (&str, Option<&str>, i64),
        basis: &str,
        now: i64,
    ) -> Result<Vec<Draft>, CaseError> {
        let (name, event, at) = start;
        self.case(case)?;
        let (event, rules) = rules.start(name, event)?;
        let basis = said(basis, "starting a clock", "say what the time rests on")?;
        past(at, now, "starting a clock")?;
        let started = |rule: String| Started { rule, event: event.clone(), at, basis: basis.clone() };
        rules.into_iter().map(|rule| self.on("clock.start", case, &started(rule.id.clone()))).collect()
    }

    /// Says that what a clock asks for was done.
    pub fn meet_clock(
        &self,
        case: &str,
        rules: &Rules,
        rule: &str,
        done: (i64, &str),
        now: i64,
    ) -> Result<Draft, CaseError> {
        self.shown_clock(case, rules, rule, "recording that a clock was met", now)?;
        let (at, reference) = done;
        let reference = said(reference, "recording that a clock was met", "say where it can be looked up")?;
        past(at, now, "recording that a clock was met")?;
        self.on("clock.met", case, &MetBy { rule: rule.to_owned(), at, reference })
    }

    /// Says that a clock does not apply.
    pub fn stop_clock(
        &self,
        case: &str,
        rules: &Rules,
        rule: &str,
        reason: &str,
        now: i64,
    ) -> Result<Draft, CaseError> {
        self.shown_clock(case, rules, rule, "stopping a clock", now)?;
        let reason = said(reason, "stopping a clock", "say why it does not apply")?;
        self.on("clock.stop", case, &Stopped { rule: rule.to_owned(), reason })
    }

    /// Adds a blocker about cases, findings, entries. Its name is in the draft's subject.
    pub fn add_blocker(&self, kind: Kind, about: &[String], detail: &str) -> Result<Draft, CaseError> {
        if let Some(hidden) = about.iter().find(|id| id.trim().starts_with("case-") && self.case(id).is_err()) {
            return Err(CaseError::unknown(hidden));
        }
        let number = self.register.blockers.last_key_value().map_or(1, |(last, _)| last + 1);
        let about = about.iter().map(|id| id.trim().to_owned()).collect();
        let detail = detail.trim().to_owned();
        self.draft("blocker.add", &of("blocker", number), &Raised { kind: kind.id().to_owned(), about, detail })
    }

    /// Says that a blocker no longer stands in the way.
    pub fn resolve_blocker(&self, blocker: &str, reason: &str) -> Result<Draft, CaseError> {
        let subject = format!("blocker {}", self.blocker(blocker)?.id);
        self.draft("blocker.resolve", &subject, &Reason { reason: said(reason, "resolving a blocker", "say how")? })
    }

    fn on(&self, what: &str, case: &str, body: &impl Serialize) -> Result<Draft, CaseError> {
        let subject = format!("case {}", self.case(case)?.id);
        self.draft(what, &subject, body)
    }

    /// Makes an act of which the register says beforehand that it will follow it.
    fn draft(&self, what: &str, subject: &str, body: &impl Serialize) -> Result<Draft, CaseError> {
        let refused = |reason: String| CaseError::Refused { what: format!("{what} on {subject}"), reason };
        let body = serde_json::to_value(body).map_err(|error| refused(error.to_string()))?;
        let (who, what, subject) = (self.viewer.trim().to_owned(), what.to_owned(), subject.to_owned());
        let act = Act { at: 0, who, what, subject, body, documents: Vec::new() };
        let deed = Deed::read(&act).map_err(refused)?;
        self.register.admit(&act.who, &deed).map_err(refused)?;
        let opens_covert = matches!(&deed, Deed::Open(_, opened) if opened.covert);
        let about_covert = self.register.cases_of(&act).iter().any(|number| self.register.is_covert(*number));
        let covert = opens_covert || about_covert;
        Ok(Draft { who: act.who, what: act.what, subject: act.subject, body: act.body, covert })
    }

    fn shown_clock(&self, case: &str, rules: &Rules, rule: &str, what: &str, now: i64) -> Result<(), CaseError> {
        let case = self.case(case)?;
        let states = crate::clock::states(rules, &case.clocks, now);
        if states.iter().any(|state| state.rule == rule) {
            return Ok(());
        }
        let names: Vec<&str> = states.iter().map(|state| state.rule.as_str()).collect();
        let those = if names.is_empty() { "none".to_owned() } else { names.join(", ") };
        let reason = format!("{} has no clock {rule}; it has {those}", case.id);
        Err(CaseError::Value { what: what.to_owned(), reason })
    }
}

/// A text that must say something.
fn said(text: &str, what: &str, otherwise: &str) -> Result<String, CaseError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(CaseError::Value { what: what.to_owned(), reason: otherwise.to_owned() });
    }
    Ok(text.to_owned())
}

fn past(at: i64, now: i64, what: &str) -> Result<(), CaseError> {
    if at > now {
        let reason = format!("{} lies ahead; give the time at which it happened", crate::instant::text(at));
        return Err(CaseError::Value { what: what.to_owned(), reason });
    }
    Ok(())
}

fn changed(change: &Change) -> Result<&Change, CaseError> {
    let nothing = change.add.iter().chain(&change.remove).all(|name| name.trim().is_empty());
    if nothing {
        return Err(CaseError::Value { what: "changing a case".into(), reason: "name somebody or something".into() });
    }
    Ok(change)
}

fn is_record(text: &str) -> bool {
    text.split_once('/').is_some_and(|(table, id)| tables::by_name(table).is_some() && !id.trim().is_empty())
}
