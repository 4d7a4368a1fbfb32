//! Makes a removal.

use std::collections::BTreeMap;

use arrow_array::RecordBatch;

use super::super::keys::Buckets;
use super::super::rewrite::Leaving;
use super::super::writer::{Change, Fate, Moves, Writer};
use super::Removal;
use super::cut::Cutting;
use super::draft::Draft;
use super::scope::{Scope, Verdict};
use super::subject::Cut;
use super::survey::{Surveyed, protected_of};
use crate::evidence::redacted_path;
use crate::ledger::{RedactedEvidence, Removed, RemovedRows, RowStub};
use crate::seal::EntryKind;
use crate::storage::StoredFile;
use crate::{Error, EvidenceReader};

impl Writer {
    /// Commits what is pending, then removes what a removal selects and no hold covers, and the evidence that no row needs afterwards; and seals that as an
    /// entry of its own. Where there is nothing to remove, nothing is sealed, and what is returned says so.
    ///
    /// Everything is worked out anew, whatever [`Self::plan_removal`] said before. A removal that is refused removes nothing.
    pub fn remove(&mut self, removal: &Removal) -> Result<Removed, Error> {
        self.commit()?;
        let scope = Scope::of(&self.state, &self.holds(), removal)?;
        let result = self.remove_all(scope, removal);
        self.guard(result)
    }

    fn remove_all(&mut self, scope: Scope, removal: &Removal) -> Result<Removed, Error> {
        let subject = !removal.subject.is_empty();
        let draft = Draft::of(&self.storage, &self.state, scope, removal)?;
        let mut removed = Removed {
            who: removal.who.clone(),
            reason: removal.reason.clone(),
            policy: removal.policy.clone(),
            subject,
            selections: draft.scope.selected(),
            holds: draft.holds(),
            spans: draft.survey.spans.values().cloned().collect(),
            left: draft.unneeded.left.iter().chain(&draft.cuts.left).cloned().collect(),
            evidence: draft.unneeded.goes.clone(),
            ..Removed::default()
        };
        if draft.is_empty() {
            return Ok(removed);
        }
        for surveyed in &draft.survey.files {
            let table = surveyed.twin.path(surveyed.table.name);
            self.take_out(&draft, surveyed, &mut |key, content| {
                // Of rows that a policy takes nothing is kept but their number and sum.
                if subject {
                    let (key, content) = (hex::encode(key), hex::encode(content));
                    removed.stubs.push(RowStub { table: table.clone(), key, content });
                }
            })?;
        }
        removed.stubs.sort();
        for cut in &draft.cuts.cuts {
            removed.redacted.push(self.cut(cut)?);
        }
        let rows = |change: &Change| RemovedRows { rows: change.rows_less, sum: change.minus.to_hex() };
        removed.tables = self.batch.changes.iter().map(|(path, change)| (path.clone(), rows(change))).collect();
        self.batch.removed = Some(removed.clone());
        self.commit_batch(EntryKind::Remove)?;
        // The buckets know rows that are gone now.
        self.buckets = Buckets::default();
        self.homes.clear();
        self.live_homes.clear();
        Ok(removed)
    }

    /// Takes the rows that go out of a file.
    fn take_out(&mut self, draft: &Draft, surveyed: &Surveyed, leaving: &mut Leaving<'_>) -> Result<(), Error> {
        let Surveyed { table, twin, file, goes } = surveyed;
        let protected = protected_of(&draft.survey.protected, table, *twin);
        let mut judge = |batch: &RecordBatch| {
            let verdicts = draft.scope.judge(table, file, batch, protected, &mut BTreeMap::new());
            verdicts.into_iter().map(|verdict| (verdict == Verdict::Goes).then_some(Fate::Removed)).collect()
        };
        let home = self.live_home(table, *twin, file.clone());
        let left = self.rewrite_by(home, &Moves::new(), &mut judge, leaving)?;
        if left != *goes {
            let (path, reason) = (
                format!("{}/{}", twin.path(table.name), file.path),
                format!("{left} rows would go where {goes} were to"),
            );
            return Err(Error::Rows { action: "remove", table: path, reason });
        }
        Ok(())
    }

    /// Writes an evidence object anew without the records that go.
    fn cut(&mut self, cut: &Cut) -> Result<RedactedEvidence, Error> {
        let Cut { seal, ranges } = cut;
        let replaced = seal.path();
        // What is written anew is sealed anew, so it must be what was sealed.
        StoredFile::open(&self.storage, &replaced)?.check(&seal.stored_sha256)?;
        let mut reader = Cutting::new(EvidenceReader::open(&self.storage, &replaced, 0)?, ranges);
        let (new, staged) = crate::evidence::put(&self.storage, &self.pool, &seal.name, &mut reader)?;
        if new.size != seal.size {
            return Err(Error::broken(
                &replaced,
                format!("it has {} bytes, and {} were received", new.size, seal.size),
            ));
        }
        let path = redacted_path(&seal.sha256, self.state.number + 1);
        self.storage.adopt(staged, &path)?;
        Ok(RedactedEvidence {
            sha256: seal.sha256.clone(),
            size: seal.size,
            name: seal.name.clone(),
            content: new.sha256,
            stored_sha256: new.stored_sha256,
            stored_size: new.stored_size,
            replaced,
            ranges: reader.cut,
        })
    }
}
