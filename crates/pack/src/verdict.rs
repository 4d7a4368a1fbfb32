//! What a check says.

use std::fmt;

use serde::Serialize;

use crate::manifest::{Head, LeftOut, Period};

/// Most problems that are listed; the others are counted.
const LISTED: usize = 200;

/// What the verdict incomplete says further where no signature was there to hold.
const UNSIGNED: &str = ", and without a signed manifest nothing vouches for what is here: it may have been altered";

/// Whether a pack is what was signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// It is, to the last byte, and nothing is missing.
    Unaltered,
    /// Something is missing. What is there whole is as it was signed; where the signature is what is missing
    /// ([`Facts::key`] is none), nothing vouches for what is there.
    Incomplete,
    /// Something was changed or added, or a signature does not hold.
    Altered,
}

impl fmt::Display for State {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Unaltered => "unaltered",
            Self::Incomplete => "incomplete",
            Self::Altered => "altered",
        })
    }
}

/// Something wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// What it makes of the pack.
    pub state: State,
    /// The file, or `the zip` where it is what holds the files.
    pub file: String,
    /// What is wrong with it.
    pub what: String,
}

/// What a check says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Verdict {
    /// Whether the pack is what was signed.
    pub state: State,
    /// What is wrong, in the order of the pack.
    pub problems: Vec<Problem>,
    /// Problems beyond those listed.
    pub more_problems: u64,
    /// What the pack does not prove, though nothing is wrong.
    pub notes: Vec<String>,
    /// What the pack says; none where its manifest cannot be read. Only as good as the verdict.
    pub facts: Option<Facts>,
}

/// What a pack says of itself, and what was checked.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Facts {
    /// What it is of.
    pub subject: String,
    /// The time that it covers.
    pub period: Option<Period>,
    /// When it was made.
    pub made_at: String,
    /// Who made it.
    pub made_by: String,
    /// The program that made it.
    pub program: String,
    /// Id of the archive.
    pub archive: String,
    /// Head of the archive's chain when it was made.
    pub head: Option<Head>,
    /// The key that signed, to be compared with one that came another way; none where the signature does not hold.
    pub key: Option<String>,
    /// SHA-256 of `manifest.json`: it stands for the whole pack.
    pub manifest: String,
    /// What was left out, and why.
    pub left_out: Vec<LeftOut>,
    /// Files that are there, beside the manifest and its signature.
    pub files: u64,
    /// Raw records whose hash holds.
    pub records: u64,
    /// Entries of the archive's chain whose signature holds.
    pub chain: u64,
    /// Acts that are as the chain holds them.
    pub acts: u64,
}

impl fmt::Display for Verdict {
    /// Writes the verdict as people read it: the state, what is wrong, what the pack says.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let signed = self.facts.as_ref().is_some_and(|facts| facts.key.is_some());
        let more = match self.state {
            State::Unaltered => " and complete",
            State::Incomplete if !signed => UNSIGNED,
            State::Incomplete | State::Altered => "",
        };
        writeln!(formatter, "{}{more}", self.state)?;
        for problem in &self.problems {
            writeln!(formatter, "  {}: {}", problem.file, problem.what)?;
        }
        if self.more_problems > 0 {
            writeln!(formatter, "  and {} more", self.more_problems)?;
        }
        for note in &self.notes {
            writeln!(formatter, "  note: {note}")?;
        }
        let Some(facts) = &self.facts else { return Ok(()) };
        let Facts { subject, made_at, made_by, program, archive, files, records, chain, acts, manifest, .. } = facts;
        let [subject, made_at, made_by, program, archive] =
            [subject, made_at, made_by, program, archive].map(|text| plain(text));
        writeln!(formatter, "  of: {subject}, archive {archive}")?;
        if let Some(Period { from, to }) = &facts.period {
            writeln!(formatter, "  period: {} to {}", plain(from), plain(to))?;
        }
        writeln!(formatter, "  made: {made_at} by {made_by} with {program}")?;
        writeln!(
            formatter,
            "  checked: {files} files, {records} raw records, {chain} entries of the chain, {acts} acts"
        )?;
        for LeftOut { what, why } in &facts.left_out {
            writeln!(formatter, "  left out: {} ({})", plain(what), plain(why))?;
        }
        writeln!(formatter, "  manifest: {manifest}")?;
        if let Some(key) = &facts.key {
            writeln!(formatter, "  signed by key: {key}")?;
        }
        Ok(())
    }
}

/// Returns text without controls, which could make a terminal show something else.
fn plain(text: &str) -> String {
    text.chars()
        .map(|one| if one.is_control() || ('\u{200b}'..='\u{206f}').contains(&one) { '\u{fffd}' } else { one })
        .collect()
}

/// Problems as they are found.
#[derive(Debug, Default)]
pub(crate) struct Problems {
    pub(crate) listed: Vec<Problem>,
    pub(crate) more: u64,
    pub(crate) state: Option<State>,
}

impl Problems {
    pub(crate) fn altered(&mut self, file: &str, what: impl Into<String>) {
        self.add(State::Altered, file, &what.into());
    }

    pub(crate) fn missing(&mut self, file: &str, what: impl Into<String>) {
        self.add(State::Incomplete, file, &what.into());
    }

    fn add(&mut self, state: State, file: &str, what: &str) {
        self.state = self.state.max(Some(state));
        if self.listed.len() < LISTED {
            self.listed.push(Problem { state, file: plain(file), what: plain(what) });
        } else {
            self.more += 1;
        }
    }

    /// Returns the verdict over all that was found.
    pub(crate) fn verdict(self, notes: Vec<String>, facts: Option<Facts>) -> Verdict {
        let state = self.state.unwrap_or(State::Unaltered);
        Verdict { state, problems: self.listed, more_problems: self.more, notes, facts }
    }
}
