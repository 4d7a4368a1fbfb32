//! What one person sees.

use store::SealedAct;

use super::draft::CaseError;
use super::kept::Case;
use super::name::numbered;
use super::register::{Register, Unheeded};
use crate::blocker::Blocker;

/// What one person sees of cases and blockers, and may do. Of a covert case that they do not belong to, nothing that it gives
/// tells that it exists, except that its number is left out.
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    pub(super) register: &'a Register,
    pub(super) viewer: &'a str,
}

impl<'a> View<'a> {
    pub(super) fn new(register: &'a Register, viewer: &'a str) -> Self {
        Self { register, viewer }
    }

    /// Returns the cases, in the order in which they were opened.
    pub fn cases(&self) -> impl Iterator<Item = &'a Case> {
        let viewer = self.viewer;
        self.register.cases.values().filter(move |case| case.is_visible(viewer))
    }

    /// Returns a case. The error is the same for a case that is hidden and for one that was never opened.
    pub fn case(&self, id: &str) -> Result<&'a Case, CaseError> {
        let case = numbered("case", id).and_then(|number| self.register.cases.get(&number));
        case.filter(|case| case.is_visible(self.viewer)).ok_or_else(|| CaseError::unknown(id))
    }

    /// Returns the blockers, in the order in which they were added.
    pub fn blockers(&self) -> impl Iterator<Item = &'a Blocker> {
        let (register, viewer) = (self.register, self.viewer);
        register.blockers.values().filter(move |blocker| register.shows(&blocker.about, viewer))
    }

    /// Returns a blocker. The error is the same for one that is hidden and for one that was never added.
    pub fn blocker(&self, id: &str) -> Result<&'a Blocker, CaseError> {
        let blocker = numbered("blocker", id).and_then(|number| self.register.blockers.get(&number));
        let shown = blocker.filter(|blocker| self.register.shows(&blocker.about, self.viewer));
        shown.ok_or_else(|| CaseError::unknown(id))
    }

    /// Returns the acts on cases, clocks and blockers that were not followed, each with the reason.
    pub fn unheeded(&self) -> impl Iterator<Item = &'a Unheeded> {
        let (register, viewer) = (self.register, self.viewer);
        let shown = move |cases: &Vec<u64>| cases.iter().all(|number| register.shows_case(*number, viewer));
        register.unheeded.iter().filter(move |(cases, _)| shown(cases)).map(|(_, unheeded)| unheeded)
    }

    /// Whether something that names a case may be shown: a legal hold, a line of a report. A case that does not exist hides
    /// nothing.
    pub fn shows(&self, case: &str) -> bool {
        numbered("case", case).is_none_or(|number| self.register.shows_case(number, self.viewer))
    }

    /// Returns the acts that a general list of activity may show: not those on a covert case, on a blocker about it, or on a
    /// legal hold that was placed for it.
    pub fn acts<'b>(&self, acts: &'b [SealedAct]) -> Vec<&'b SealedAct> {
        let shown = |sealed: &&SealedAct| {
            self.register.cases_of(&sealed.act).iter().all(|number| self.register.shows_case(*number, self.viewer))
        };
        acts.iter().filter(shown).collect()
    }
}
