//! What acts add up to.

use std::collections::BTreeMap;

use serde::Serialize;
use store::{Act, SealedAct};

use super::View;
use super::deed::{Deed, named};
use super::kept::Case;
use super::name::{folded, numbered, subject};
use super::step;
use crate::blocker::Blocker;

/// Why an act on a covert case was not followed.
const STRANGER: &str = "it is by nobody of the case";

/// Cases and blockers, as acts add up to them. What is in it, a [`View`] shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Register {
    pub(super) cases: BTreeMap<u64, Case>,
    pub(super) blockers: BTreeMap<u64, Blocker>,
    /// Acts that were not followed, each with the cases that it is about.
    pub(super) unheeded: Vec<(Vec<u64>, Unheeded)>,
    /// The case of each legal hold, by the number of the hold; they are numbered in the order of their acts.
    pub(super) holds: Vec<Option<u64>>,
}

/// An act that was not followed. It is in the chain all the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Unheeded {
    /// The entry of the chain that seals it.
    pub entry: u64,
    /// When, in microseconds since 1970.
    pub at: i64,
    /// By whom.
    pub by: String,
    /// What.
    pub what: String,
    /// What it was to be done to.
    pub subject: String,
    /// Why it was not followed.
    pub reason: String,
}

impl Register {
    /// Returns what acts add up to, in the order of the chain.
    pub fn of<'a>(acts: impl IntoIterator<Item = &'a SealedAct>) -> Self {
        let mut register = Self::default();
        for act in acts {
            register.apply(act);
        }
        register
    }

    /// Adds an act.
    pub fn apply(&mut self, sealed: &SealedAct) {
        let act = &sealed.act;
        let followed = Deed::read(act).and_then(|deed| {
            self.admit(&act.who, &deed)?;
            Ok(deed)
        });
        match followed {
            Ok(deed) => step::take(self, sealed, deed),
            Err(reason) => {
                let about = self.cases_of(act);
                self.unheeded.push((
                    about,
                    Unheeded {
                        entry: sealed.entry,
                        at: act.at,
                        by: act.who.clone(),
                        what: act.what.clone(),
                        subject: act.subject.clone(),
                        reason,
                    },
                ));
            }
        }
    }

    /// Returns what somebody may see and do.
    pub fn seen_by<'a>(&'a self, viewer: &'a str) -> View<'a> {
        View::new(self, viewer)
    }

    /// Whether anything that happens in a case may be told to people outside it. Not of a covert case, and not of one that
    /// does not exist: the answer does not tell which.
    pub fn notifies(&self, case: &str) -> bool {
        numbered("case", case).and_then(|number| self.cases.get(&number)).is_some_and(|case| !case.covert)
    }

    /// Whether a legal hold of this name is for a covert case, so that the chain is not to tell what it holds, and only members may see and release it.
    pub fn conceals(&self, case: &str) -> bool {
        numbered("case", case).is_some_and(|number| self.is_covert(number))
    }

    pub(super) fn is_covert(&self, number: u64) -> bool {
        self.cases.get(&number).is_some_and(|case| case.covert)
    }

    /// Whether a finding or an alert belongs to an open covert case, so that nobody else is told of it from now on.
    pub fn silences(&self, finding: &str) -> bool {
        self.cases.values().any(|case| case.covert && case.is_open() && case.findings.contains(finding))
    }

    /// Whether a deed can be followed; why not, in words.
    pub(super) fn admit(&self, who: &str, deed: &Deed) -> Result<(), String> {
        if let Some(number) = deed.case() {
            match (self.cases.get(&number), deed) {
                // The store holds what it is told to hold, whatever the case is and whoever says so.
                (_, Deed::Hold(_)) => {}
                (Some(case), _) if !case.is_visible(who) => return Err(STRANGER.to_owned()),
                (Some(_), _) => {}
                (None, _) => return Err(format!("nobody opened case-{number}")),
            }
        }
        match deed {
            Deed::Open(number, opened) => self.admit_open(*number, &opened.title),
            Deed::Close(number, _) if self.cases.get(number).is_some_and(|case| !case.is_open()) => {
                Err(format!("case-{number} is closed already"))
            }
            Deed::Reopen(number, _) if self.cases.get(number).is_some_and(Case::is_open) => {
                Err(format!("case-{number} is open"))
            }
            Deed::MemberRemove(number, member) => self.admit_removal(*number, &member.name),
            Deed::ClockMet(number, met) => self.admit_clock(*number, &met.rule),
            Deed::ClockStop(number, stop) => self.admit_clock(*number, &stop.rule),
            Deed::BlockerAdd(number, raised) => self.admit_blocker(*number, who, &raised.about),
            Deed::BlockerResolve(number, _) => match self.blockers.get(number) {
                None => Err(format!("nobody added blocker-{number}")),
                Some(blocker) if !self.shows(&blocker.about, who) => Err(STRANGER.to_owned()),
                Some(blocker) if blocker.resolved.is_some() => Err(format!("blocker-{number} is resolved already")),
                Some(_) => Ok(()),
            },
            _ => Ok(()),
        }
    }

    fn admit_open(&self, number: u64, title: &str) -> Result<(), String> {
        if self.cases.contains_key(&number) {
            return Err(format!("case-{number} was opened before"));
        }
        if title.trim().is_empty() {
            return Err("it has no title".to_owned());
        }
        Ok(())
    }

    fn admit_removal(&self, number: u64, name: &str) -> Result<(), String> {
        let Some(case) = self.cases.get(&number) else { return Ok(()) };
        if !case.members.contains_key(&folded(name)) {
            return Err(format!("{name} does not belong to case-{number}"));
        }
        if case.members.len() == 1 {
            return Err(format!("{name} is the last who belongs to case-{number}; add somebody first"));
        }
        Ok(())
    }

    /// A follower was started by nobody: that the one before was met is enough, and only the rules know which that is. So any clock will do.
    fn admit_clock(&self, number: u64, rule: &str) -> Result<(), String> {
        let any = self.cases.get(&number).is_some_and(|case| !case.clocks.is_empty());
        if any { Ok(()) } else { Err(format!("no clock runs in case-{number}, so neither does {rule}")) }
    }

    fn admit_blocker(&self, number: u64, who: &str, about: &[String]) -> Result<(), String> {
        if self.blockers.contains_key(&number) {
            return Err(format!("blocker-{number} was added before"));
        }
        if about.is_empty() {
            return Err("it is about nothing".to_owned());
        }
        if let Some(unknown) =
            about.iter().find(|id| numbered("case", id).is_some_and(|n| !self.cases.contains_key(&n)))
        {
            return Err(format!("nobody opened {unknown}"));
        }
        if self.shows(about, who) { Ok(()) } else { Err(STRANGER.to_owned()) }
    }

    /// Returns the cases that an act is about, whether or not it is followed.
    pub(super) fn cases_of(&self, act: &Act) -> Vec<u64> {
        let about = act.body.get("about").and_then(|about| about.as_array());
        let about = about.into_iter().flatten().filter_map(|id| numbered("case", id.as_str()?));
        let blocker = subject("blocker", &act.subject).and_then(|number| self.blockers.get(&number));
        let of_blocker = blocker.into_iter().flat_map(|blocker| &blocker.about).filter_map(|id| numbered("case", id));
        let of_hold = hold(&act.subject).and_then(|number| {
            let index = usize::try_from(number.checked_sub(1)?).ok()?;
            self.holds.get(index).copied().flatten()
        });
        let named = subject("case", &act.subject).into_iter().chain(named(&act.body));
        named.chain(of_hold).chain(about).chain(of_blocker).collect()
    }

    /// Whether somebody may see every case among these.
    pub(super) fn shows(&self, about: &[String], viewer: &str) -> bool {
        about.iter().filter_map(|id| numbered("case", id)).all(|number| self.shows_case(number, viewer))
    }

    /// Whether somebody may see a case, if there is one.
    pub(super) fn shows_case(&self, number: u64, viewer: &str) -> bool {
        self.cases.get(&number).is_none_or(|case| case.is_visible(viewer))
    }
}

/// The number in the subject `hold 3`.
fn hold(subject: &str) -> Option<u64> {
    subject.strip_prefix("hold ")?.trim_start_matches("hold-").parse().ok()
}
