//! Which records the archive knows, and in which versions.
//!
//! There is no index on disk that could disagree with the rows: a bucket is read from the key columns of the live files
//! when it is first needed, and forgotten when memory is short.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasherDefault, Hasher};

use tables::Table;

use super::times::Bucket;

/// Names a record.
pub(crate) type Key = [u8; 16];
/// The first half of a content hash: enough to tell two versions of one record apart.
pub(crate) type Short = [u8; 16];

/// One version of a record, as it was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Sighting {
    /// What it says.
    pub(crate) content: Short,
    /// How good it is.
    pub(crate) rank: i64,
    /// Whether it says which tenant it belongs to.
    pub(crate) tenant_known: bool,
    /// Number of its table among all tables: a family's tables may hold the same content.
    pub(crate) table: u16,
    /// The file, written or pending, that holds it.
    pub(crate) file: u32,
}

/// What a sighting means for the archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// A record not seen before: show it.
    New,
    /// Known in this form: nothing to store.
    Duplicate,
    /// Another version, lower than the one shown: store it among the versions.
    Lower,
    /// Another version, higher than the one shown, which is demoted.
    Higher {
        /// The version shown until now.
        demoted: Sighting,
    },
    /// The same content from a better source: it takes the place of the worse sighting.
    Better {
        /// The worse sighting.
        replaced: Sighting,
        /// The version shown until now, if this one takes its place.
        demoted: Option<Sighting>,
        /// Whether this version is the one shown.
        shown: bool,
    },
}

/// The records of one bucket.
#[derive(Debug, Default)]
pub(crate) struct Records {
    shown: HashMap<Key, Sighting, BuildHasherDefault<KeyHasher>>,
    lower: BTreeMap<Key, Vec<Sighting>>,
}

/// Keys are hashes already.
#[derive(Debug, Default)]
pub(crate) struct KeyHasher(u64);

impl Hasher for KeyHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for (at, byte) in bytes.iter().enumerate() {
            self.0 ^= u64::from(*byte) << (8 * (at % 8));
        }
    }
}

/// Returns a table's number among all tables, in the order of their names, so that a new table changes nothing.
pub(crate) fn table_number(table: &Table) -> u16 {
    tables::all().iter().filter(|other| other.name < table.name).count() as u16
}

fn order(sighting: &Sighting) -> (i64, Short) {
    (sighting.rank, sighting.content)
}

impl Records {
    /// Tells whether the record is on this bucket.
    pub(crate) fn knows(&self, key: &Key) -> bool {
        self.shown.contains_key(key)
    }

    /// Takes a version in as it stands in a file.
    pub(crate) fn load(&mut self, key: Key, sighting: Sighting, shown: bool) {
        if shown {
            self.shown.insert(key, sighting);
        } else {
            self.lower.entry(key).or_default().push(sighting);
        }
    }

    /// Takes a new sighting in and says what it means. The order of sightings does not matter to what is shown at last:
    /// of each content the best sighting stays, and of the contents the highest by rank, then by content, is shown.
    pub(crate) fn see(&mut self, key: Key, new: Sighting) -> Outcome {
        let Some(shown) = self.shown.get_mut(&key) else {
            self.shown.insert(key, new);
            return Outcome::New;
        };
        let worth = |of: &Sighting| (of.rank, of.tenant_known, Reverse(of.table));
        let better = |old: &Sighting| worth(&new) > worth(old);
        if shown.content == new.content {
            if !better(shown) {
                return Outcome::Duplicate;
            }
            let replaced = std::mem::replace(shown, new);
            return Outcome::Better { replaced, demoted: None, shown: true };
        }
        let lower = self.lower.entry(key).or_default();
        if let Some(at) = lower.iter().position(|old| old.content == new.content) {
            let Some(old) = lower.get_mut(at).filter(|old| better(old)) else { return Outcome::Duplicate };
            let replaced = std::mem::replace(old, new);
            let demoted = (order(&new) > order(shown)).then(|| std::mem::replace(shown, new));
            if let Some(demoted) = demoted {
                *old = demoted;
            }
            return Outcome::Better { replaced, demoted, shown: demoted.is_some() };
        }
        if order(&new) > order(shown) {
            let demoted = std::mem::replace(shown, new);
            lower.push(demoted);
            return Outcome::Higher { demoted };
        }
        lower.push(new);
        Outcome::Lower
    }

    /// Says in which file a version lies now.
    pub(crate) fn relocate(&mut self, key: &Key, content: &Short, file: u32) {
        let shown = self.shown.get_mut(key).into_iter();
        for sighting in shown.chain(self.lower.get_mut(key).into_iter().flatten()) {
            if sighting.content == *content {
                sighting.file = file;
            }
        }
    }

    /// Returns the memory taken, roughly, in bytes.
    pub(crate) fn bytes(&self) -> usize {
        self.shown.capacity() * 66 + self.lower.len() * 160
    }
}

/// The buckets in memory, by family.
#[derive(Debug, Default)]
pub(crate) struct Buckets {
    buckets: BTreeMap<(&'static str, Bucket), Slot>,
    tick: u64,
}

#[derive(Debug)]
struct Slot {
    records: Records,
    /// Holds records that no live file has yet.
    changed: bool,
    used: u64,
}

impl Buckets {
    /// Returns a bucket if it is in memory.
    pub(crate) fn get(&mut self, family: &'static str, bucket: Bucket) -> Option<&mut Records> {
        self.tick += 1;
        let slot = self.buckets.get_mut(&(family, bucket))?;
        slot.used = self.tick;
        Some(&mut slot.records)
    }

    /// Puts a bucket into memory.
    pub(crate) fn put(&mut self, family: &'static str, bucket: Bucket, records: Records) {
        self.tick += 1;
        self.buckets.insert((family, bucket), Slot { records, changed: false, used: self.tick });
    }

    /// Marks a bucket as ahead of the files.
    pub(crate) fn change(&mut self, family: &'static str, bucket: Bucket) {
        if let Some(slot) = self.buckets.get_mut(&(family, bucket)) {
            slot.changed = true;
        }
    }

    /// Every bucket is in the files now.
    pub(crate) fn committed(&mut self) {
        self.buckets.values_mut().for_each(|slot| slot.changed = false);
    }

    /// Forgets the buckets used longest ago until the rest fits. Those ahead of the files stay.
    pub(crate) fn shrink(&mut self, bytes: usize) {
        let mut total = self.bytes();
        let mut oldest: Vec<_> =
            self.buckets.iter().filter(|(_at, slot)| !slot.changed).map(|(at, slot)| (slot.used, *at)).collect();
        oldest.sort_unstable();
        for (_used, at) in oldest {
            if total <= bytes {
                break;
            }
            if let Some(slot) = self.buckets.remove(&at) {
                total = total.saturating_sub(slot.records.bytes());
            }
        }
    }

    /// Returns the memory taken, roughly, in bytes.
    pub(crate) fn bytes(&self) -> usize {
        self.buckets.values().map(|slot| slot.records.bytes()).sum()
    }
}
