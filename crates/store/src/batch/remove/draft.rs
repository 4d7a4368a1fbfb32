//! A removal worked out to the last row, before anything is done.

use std::collections::{BTreeMap, BTreeSet};

use super::super::keys::Key;
use super::super::partition::Twin;
use super::evidence::{Unneeded, unneeded};
use super::scope::Scope;
use super::subject::{Cuts, cuts, mentioned};
use super::survey::Survey;
use super::{Planned, PlannedCut, PlannedTable, Removal};
use crate::hold::{Edges, Mentions};
use crate::ledger::State;
use crate::storage::Storage;
use crate::{Error, Hold, Snapshot, Writer};

/// Everything that a removal does.
pub(super) struct Draft {
    pub(super) scope: Scope,
    pub(super) survey: Survey,
    pub(super) unneeded: Unneeded,
    pub(super) cuts: Cuts,
}

impl Draft {
    /// Works a removal out; `scope` is that of [`Scope::of`].
    pub(super) fn of(storage: &Storage, state: &State, mut scope: Scope, removal: &Removal) -> Result<Self, Error> {
        let subject = !removal.subject.is_empty();
        let mentions = Mentions::of(removal.subject.iter().map(String::as_str), Edges::Strict);
        let mut taken: BTreeSet<Key> = BTreeSet::new();
        if subject {
            taken = mentioned(storage, state, &mentions)?;
            scope.take(taken.clone());
        }
        let survey = Survey::of(storage, state, &scope, subject)?;
        let unneeded = unneeded(storage, state, &scope, &survey)?;
        let cuts = if subject { cuts(storage, state, &survey, &taken, &unneeded, &mentions)? } else { Cuts::default() };
        Ok(Self { scope, survey, unneeded, cuts })
    }

    /// Returns whether there is nothing to do.
    pub(super) fn is_empty(&self) -> bool {
        self.survey.files.is_empty() && self.unneeded.goes.is_empty() && self.cuts.cuts.is_empty()
    }

    /// Returns how many selected rows each active hold keeps.
    pub(super) fn holds(&self) -> BTreeMap<u64, u64> {
        let kept = |number: u64| (number, self.survey.holds.get(&number).copied().unwrap_or(0));
        self.scope.holds().map(kept).collect()
    }

    fn planned(self, state: &State) -> Planned {
        let mut tables: BTreeMap<String, PlannedTable> = BTreeMap::new();
        let mut bytes = 0;
        for surveyed in &self.survey.files {
            let (file, table) = (&surveyed.file, tables.entry(surveyed.table.name.to_owned()).or_default());
            match surveyed.twin {
                Twin::Tables => table.rows += surveyed.goes,
                Twin::Versions => table.versions += surveyed.goes,
            }
            if surveyed.goes == file.rows {
                table.files_removed += 1;
            } else {
                table.files_rewritten += 1;
            }
            bytes += u64::try_from(u128::from(file.size) * u128::from(surveyed.goes) / u128::from(file.rows.max(1)))
                .unwrap_or(file.size);
        }
        for (name, (held, versioned)) in &self.survey.stays {
            if held + versioned > 0 {
                let table = tables.entry((*name).to_owned()).or_default();
                (table.held, table.kept_with_version) = (*held, *versioned);
            }
        }
        let stored = |sha256: &String| state.evidence.get(sha256).map_or(0, |seal| seal.stored_size);
        bytes += self.unneeded.goes.iter().map(|object| stored(&object.sha256)).sum::<u64>();
        let cut = |cut: &super::subject::Cut| PlannedCut {
            sha256: cut.seal.sha256.clone(),
            name: cut.seal.name.clone(),
            ranges: cut.ranges.len() as u64,
            bytes: cut.ranges.iter().map(|(_offset, length)| length).sum(),
        };
        Planned {
            tables,
            holds: self.holds(),
            cut: self.cuts.cuts.iter().map(cut).collect(),
            left: self.unneeded.left.into_iter().chain(self.cuts.left).collect(),
            evidence: self.unneeded.goes,
            bytes,
        }
    }
}

fn plan(storage: &Storage, state: &State, holds: &[Hold], removal: &Removal) -> Result<Planned, Error> {
    let scope = Scope::of(state, holds, removal)?;
    Ok(Draft::of(storage, state, scope, removal)?.planned(state))
}

impl Snapshot {
    /// Says what a removal would do. Changes nothing.
    pub fn plan_removal(&self, removal: &Removal) -> Result<Planned, Error> {
        plan(&self.storage, &self.state, &self.holds(), removal)
    }
}

impl Writer {
    /// Says what a removal would do to what is committed. Changes nothing.
    pub fn plan_removal(&self, removal: &Removal) -> Result<Planned, Error> {
        plan(&self.storage, &self.state, &self.holds(), removal)
    }
}
