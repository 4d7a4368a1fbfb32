//! Appends rows: which are new, which are known, which are another version of a known one.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::BuildHasherDefault;
use std::sync::Arc;

use arrow_array::UInt64Array;
use arrow_schema::SchemaRef;
use arrow_select::take::take_record_batch;
use tables::{Identity, Mapped, Table};

use super::keys::{KeyHasher, Outcome, Sighting, table_number};
use super::partition::{Partition, Pending, Twin};
use super::rows::{Rows, file_schema, short, with_provenance};
use super::times::{Bucket, Times, day};
use super::writer::{Fate, Home, Writer};
use crate::delta::{extend, of_table};
use crate::ledger::{Window, WindowKind, runs};
use crate::{Error, Rejection, UNKNOWN_TENANT};

/// The leaf that rows were read from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Origin {
    /// SHA-256 of the evidence object.
    pub evidence: String,
    /// Path inside an archive, if it is in one.
    pub member: Option<String>,
    /// Format it was read as.
    pub format: String,
}

/// What became of appended rows. `stored + duplicates + rejected` is their number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Appended {
    /// Rows stored, shown or not.
    pub stored: u64,
    /// Rows known in this very form.
    pub duplicates: u64,
    /// Rows stored that are another version of a known record.
    pub versions: u64,
    /// Rows not stored, because the person they are about asked for their removal.
    pub rejected: u64,
}

/// What has been read from one leaf so far.
#[derive(Debug, Default)]
pub(super) struct Seen {
    /// How often each content without a name of its own has occurred, by half of its key.
    unnamed: HashMap<u64, u32, BuildHasherDefault<KeyHasher>>,
    windows: BTreeMap<(Arc<str>, &'static str), Covered>,
    /// Records that were not taken in, and the first of them.
    pub(super) rejected: u64,
    pub(super) rejections: Vec<Rejection>,
}

/// Rejections of a leaf that are named one by one.
const NAMED: usize = 20;

/// What a leaf holds of one tenant and table.
#[derive(Debug, Default)]
struct Covered {
    times: Option<(i64, i64)>,
    rows: u64,
    days: BTreeSet<i32>,
}

impl Seen {
    /// Returns what the leaf covers.
    pub(super) fn into_windows(self) -> impl Iterator<Item = Window> {
        self.windows.into_iter().filter_map(|((tenant, table), covered)| {
            let (from, to) = covered.times?;
            Some(Window {
                tenant: tenant.to_string(),
                table: table.to_owned(),
                from,
                to,
                rows: covered.rows,
                days: runs(&covered.days),
                kind: WindowKind::Imported,
            })
        })
    }

    /// Names an event that has no name: by its content, and its number among equal contents in this leaf. So equal events
    /// stay as many as they were, and reading the leaf again finds the same ones.
    fn name(&mut self, identity: &mut Identity) {
        if identity.named {
            return;
        }
        let half = u64::from_le_bytes(identity.key.first_chunk().copied().unwrap_or_default());
        let count = self.unnamed.entry(half).or_insert(0);
        if *count > 0 {
            let mut hasher = blake3::Hasher::new();
            hasher.update(&identity.key).update(&count.to_le_bytes());
            identity.key = hasher.finalize().as_bytes().first_chunk().copied().unwrap_or_default();
        }
        *count += 1;
    }

    /// Notes a record that was removed at a person's request and has come again.
    fn reject(&mut self, line: u64, entry: u64) {
        self.rejected += 1;
        if self.rejections.len() < NAMED {
            let reason = format!(
                "removed before, at the request of the person it is about (entry {entry} of the chain); it is not taken in again"
            );
            self.rejections.push(Rejection { line, reason });
        }
    }

    fn cover(&mut self, tenant: &Arc<str>, table: &'static str, time: i64) {
        let covered = self.windows.entry((Arc::clone(tenant), table)).or_default();
        let (from, to) = covered.times.unwrap_or((time, time));
        covered.times = Some((from.min(time), to.max(time)));
        covered.rows += 1;
        covered.days.insert(day(time));
    }
}

impl Writer {
    /// Appends rows of one table, read from one leaf, in the order of the leaf. The evidence must have been put.
    pub fn append(&mut self, from: &Origin, mapped: Mapped) -> Result<Appended, Error> {
        self.check()?;
        if !self.has_evidence(&from.evidence) {
            return Err(Error::Unknown { what: "evidence", name: from.evidence.clone() });
        }
        let result = self.append_rows(from, mapped);
        self.guard(result)
    }

    fn append_rows(&mut self, from: &Origin, mut mapped: Mapped) -> Result<Appended, Error> {
        let table = mapped.table;
        let times = Times::of(table, &mapped.rows);
        let mut identities = std::mem::take(&mut mapped.identities);
        let mut seen = self.origins.remove(from).unwrap_or_default();
        let unknown: Arc<str> = UNKNOWN_TENANT.into();
        let mut places: BTreeMap<u32, Vec<u64>> = BTreeMap::new();
        let mut result = Appended::default();
        let number = table_number(table);
        let mut last: Option<(Partition, u32)> = None;
        for (row, (identity, tenant)) in identities.iter_mut().zip(&mapped.tenants).enumerate() {
            let known_tenant = tenant.is_some();
            let tenant = tenant.as_ref().unwrap_or(&unknown);
            seen.name(identity);
            if let Some(entry) = self.state.refused.get(&identity.key) {
                result.rejected += 1;
                // A record that is repeated in another table counts once.
                if !mapped.derived {
                    seen.reject(mapped.places.get(row).map_or(0, |place| place.line), *entry);
                }
                continue;
            }
            if let Some(time) = times.shown(row) {
                seen.cover(tenant, table.name, time);
            }
            let partition =
                |twin| Partition { table: table.name, twin, tenant: Arc::clone(tenant), day: times.day(row) };
            let bucket = self.bucket_of(table, identity, times.bucket(row))?;
            let home = match &last {
                Some((at, home)) if at.day == times.day(row) && at.tenant == *tenant => *home,
                _ => {
                    let at = partition(Twin::Tables);
                    let home = self.open_partition(table, &at);
                    last = Some((at, home));
                    home
                }
            };
            let sighting = Sighting {
                content: short(&identity.content),
                rank: identity.rank,
                tenant_known: known_tenant,
                table: number,
                file: home,
            };
            let Some(records) = self.buckets.get(table.family, bucket) else { return Err(Error::Stopped) };
            let outcome = records.see(identity.key, sighting);
            if outcome != Outcome::Duplicate {
                self.buckets.change(table.family, bucket);
            }
            let shown = self.take_in(identity, bucket, outcome, &mut result);
            let home = match shown {
                None => continue,
                Some(true) => home,
                Some(false) => {
                    let lower = self.open_partition(table, &partition(Twin::Versions));
                    if let Some(records) = self.buckets.get(table.family, bucket) {
                        records.relocate(&identity.key, &sighting.content, lower);
                    }
                    lower
                }
            };
            places.entry(home).or_default().push(row as u64);
        }
        self.origins.insert(from.clone(), seen);
        self.place(from, &mapped, &identities, places)?;
        self.relieve()?;
        Ok(result)
    }

    /// Notes what a sighting means. Returns whether the row is to be shown, or none where it is not to be stored.
    fn take_in(
        &mut self,
        identity: &Identity,
        bucket: Bucket,
        outcome: Outcome,
        result: &mut Appended,
    ) -> Option<bool> {
        let mut leave = |sighting: Sighting, fate| {
            self.moves.entry(sighting.file).or_default().insert((identity.key, sighting.content, sighting.rank), fate);
        };
        match outcome {
            Outcome::Duplicate => {
                result.duplicates += 1;
                return None;
            }
            Outcome::New => result.stored += 1,
            Outcome::Lower => {
                result.stored += 1;
                result.versions += 1;
                return Some(false);
            }
            Outcome::Higher { demoted } => {
                result.stored += 1;
                result.versions += 1;
                leave(demoted, Fate::Demoted(bucket));
            }
            Outcome::Better { replaced, demoted, shown } => {
                result.duplicates += 1;
                leave(replaced, Fate::Replaced);
                if let Some(demoted) = demoted {
                    leave(demoted, Fate::Demoted(bucket));
                }
                return Some(shown);
            }
        }
        Some(true)
    }

    /// Returns the bucket a record is on, or belongs on, and sees that it is in memory.
    fn bucket_of(&mut self, table: &'static Table, identity: &Identity, own: Bucket) -> Result<Bucket, Error> {
        for bucket in std::iter::once(own).chain(own.neighbours().filter(|_bucket| identity.named)) {
            if self.buckets.get(table.family, bucket).is_none() {
                let records = self.load_bucket(table.family, bucket)?;
                self.buckets.put(table.family, bucket, records);
            }
            if self.buckets.get(table.family, bucket).is_some_and(|records| records.knows(&identity.key)) {
                return Ok(bucket);
            }
        }
        Ok(own)
    }

    /// Returns the number of the partition's open file.
    pub(super) fn open_partition(&mut self, table: &'static Table, partition: &Partition) -> u32 {
        if let Some(home) = self.open.get(partition) {
            return *home;
        }
        let home = self.home(Home::Pending);
        self.open.insert(partition.clone(), home);
        self.pending.insert(home, Pending { table, partition: partition.clone(), chunks: Vec::new(), bytes: 0 });
        home
    }

    /// Hands the rows to the partitions they were assigned to.
    fn place(
        &mut self,
        from: &Origin,
        mapped: &Mapped,
        identities: &[Identity],
        places: BTreeMap<u32, Vec<u64>>,
    ) -> Result<(), Error> {
        if places.is_empty() {
            return Ok(());
        }
        let schema = self.schema_of(mapped.table)?;
        let whole = with_provenance(mapped, identities, from, self.clock.now(), &schema)?;
        for (home, rows) in places {
            let contents =
                rows.iter().filter_map(|row| identities.get(*row as usize)).map(|identity| identity.content).collect();
            let batch = if rows.len() == whole.num_rows() {
                whole.clone()
            } else {
                take_record_batch(&whole, &UInt64Array::from(rows)).map_err(Error::rows("split", mapped.table.name))?
            };
            self.keep(home, Rows { batch, contents });
        }
        Ok(())
    }

    /// Adds rows to a pending file.
    pub(super) fn keep(&mut self, home: u32, rows: Rows) {
        if let Some(pending) = self.pending.get_mut(&home) {
            let bytes = rows.batch.get_array_memory_size();
            pending.bytes += bytes;
            self.batch.bytes += bytes as u64;
            self.batch.rows += rows.batch.num_rows() as u64;
            pending.chunks.push(rows);
        }
    }

    /// Returns the schema in which a table's rows are written: the archive's columns and those new in this program.
    pub(super) fn schema_of(&self, table: &'static Table) -> Result<SchemaRef, Error> {
        let written = of_table(table);
        let path = Twin::Tables.path(table.name);
        let stored = self.state.tables.get(&path).map(|state| state.columns.as_slice()).unwrap_or_default();
        let columns = extend(table.name, stored, &written)?;
        file_schema(table.name, columns.as_deref().unwrap_or(stored))
    }
}
