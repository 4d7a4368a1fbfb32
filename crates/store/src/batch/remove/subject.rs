//! A person's records, and where they stand in the evidence.

use std::collections::{BTreeMap, BTreeSet};

use super::super::file::{keys, sixteen};
use super::super::keys::Key;
use super::cut::{Cutting, merged};
use super::evidence::{Unneeded, latest};
use super::search::{Text, look};
use super::survey::{Survey, each_batch, known, standing};
use crate::hold::Mentions;
use crate::ledger::{LeftEvidence, State};
use crate::seal::EvidenceSeal;
use crate::storage::Storage;
use crate::{Error, EvidenceReader};

/// Columns that tell where a row's record stands.
const STANDING: [&str; 6] = ["_Key", "_Content", "_Evidence", "_Member", "_Offset", "_Length"];

/// Stretches to cut out of an evidence object.
pub(super) struct Cut {
    pub(super) seal: EvidenceSeal,
    pub(super) ranges: Vec<(u64, u64)>,
}

/// Stretches that might be cut out of one object, in order.
#[derive(Default)]
struct Stretches {
    ranges: Vec<(u64, u64)>,
    /// The furthest end of each stretch and those before it.
    ends: Vec<u64>,
}

impl Stretches {
    /// Puts the stretches in order.
    fn settle(&mut self) {
        self.ranges.sort_unstable();
        self.ranges.dedup();
        let furthest = self.ranges.iter().scan(0, |end, (offset, length)| {
            *end = (*end).max(offset + length);
            Some(*end)
        });
        self.ends = furthest.collect();
    }

    /// Leaves out what overlaps a stretch from one byte up to another. Returns whether anything did.
    fn leave_out(&mut self, from: u64, to: u64) -> bool {
        let before = self.ranges.partition_point(|(offset, _length)| *offset < to);
        let overlaps = before.checked_sub(1).and_then(|last| self.ends.get(last)).is_some_and(|end| *end > from);
        if overlaps {
            self.ranges.retain(|(offset, length)| *offset >= to || offset + length <= from);
            self.settle();
        }
        overlaps
    }
}

/// What can be cut, and what cannot.
#[derive(Default)]
pub(super) struct Cuts {
    pub(super) cuts: Vec<Cut>,
    pub(super) left: Vec<LeftEvidence>,
}

/// Returns the keys of all records that mention the person in a version.
pub(super) fn mentioned(storage: &Storage, state: &State, mentions: &Mentions) -> Result<BTreeSet<Key>, Error> {
    if let Some(unknown) = state.tables.keys().find(|path| super::super::Twin::of(path).is_none()) {
        let why = format!(
            "a newer quaestor wrote {unknown}, in which this one cannot look for the person; use the newer one"
        );
        return Err(Error::Refused { what: "the removal".into(), why });
    }
    let mut found = BTreeSet::new();
    for known in known(state) {
        each_batch(storage, &known.path, None, |batch| {
            let columns = mentions.columns(batch);
            let rows =
                keys(batch).enumerate().filter(|(row, key)| !found.contains(key) && mentions.in_row(&columns, *row));
            let new: Vec<Key> = rows.map(|(_row, key)| key).collect();
            found.extend(new);
            Ok(())
        })?;
    }
    Ok(found)
}

/// Finds what to cut out of the evidence that stays: records whose rows go, where they stand as plain text and no row that stays rests on the same bytes. Says
/// of all other evidence whether it may hold the person's records, too.
pub(super) fn cuts(
    storage: &Storage,
    state: &State,
    survey: &Survey,
    taken: &BTreeSet<Key>,
    unneeded: &Unneeded,
    mentions: &Mentions,
) -> Result<Cuts, Error> {
    let gone: BTreeSet<&str> = unneeded.goes.iter().map(|object| object.sha256.as_str()).collect();
    let mut wanted: BTreeMap<&str, Stretches> = BTreeMap::new();
    for place in survey.places.iter().filter(|place| !gone.contains(place.evidence.as_str())) {
        let stretches = wanted.entry(&place.evidence).or_default();
        if !place.member {
            stretches.ranges.push((place.offset, place.length));
        }
    }
    wanted.values_mut().for_each(Stretches::settle);
    let shared = shared(storage, state, survey, taken, &mut wanted)?;
    let leaves = latest(state);
    let mut found = Cuts::default();
    for (sha256, seal) in state.evidence.iter().filter(|(sha256, _seal)| !gone.contains(sha256.as_str())) {
        let ranges = merged(wanted.get(sha256.as_str()).map(|stretches| stretches.ranges.clone()).unwrap_or_default());
        let in_utf8 = |encoding: &String| encoding.starts_with("utf-8");
        let of_object = leaves.get(sha256.as_str()).map(Vec::as_slice).unwrap_or_default();
        let plain = of_object.iter().all(|leaf| leaf.member.is_none() && leaf.encoding.as_ref().is_none_or(in_utf8));
        let path = seal.path();
        let read = |ranges: &[(u64, u64)]| -> Result<Text, Error> {
            let reader = EvidenceReader::open(storage, &path, 0)?;
            look(Cutting::new(reader, ranges), mentions).map_err(Error::storage("read", &path))
        };
        let lost = wanted.contains_key(sha256.as_str());
        // As received, to see whether a place counted in text is a place in the file; then as it would be.
        let before = if plain { read(&[])? } else { Text::Opaque };
        let after = if before == Text::Opaque || ranges.is_empty() { before } else { read(&ranges)? };
        if before != Text::Opaque && !ranges.is_empty() {
            found.cuts.push(Cut { seal: seal.clone(), ranges });
        }
        let why = match after {
            Text::Opaque if lost => "it is compressed, an archive, or not in UTF-8, so the records in it cannot be cut",
            Text::Opaque => "it is compressed, an archive, or not in UTF-8, so it could not be searched",
            Text::Mentions if shared.contains(sha256) => "a row that stays rests on the same bytes, or a hold keeps it",
            Text::Mentions => {
                "it names the person where no row that goes was read from: in a duplicate, in what became no row, or in records whose rows a policy removed before"
            }
            Text::Silent => continue,
        };
        found.left.push(LeftEvidence { sha256: sha256.clone(), name: seal.name.clone(), why: why.to_owned() });
    }
    Ok(found)
}

/// Takes the stretches out that rows which stay rest on. Returns the evidence in which there are such.
fn shared(
    storage: &Storage,
    state: &State,
    survey: &Survey,
    taken: &BTreeSet<Key>,
    wanted: &mut BTreeMap<&str, Stretches>,
) -> Result<BTreeSet<String>, Error> {
    let mut shared = BTreeSet::new();
    if wanted.is_empty() {
        return Ok(shared);
    }
    for known in known(state) {
        each_batch(storage, &known.path, Some(&STANDING), |batch| {
            let places = standing(batch);
            let rows = keys(batch).zip(sixteen(batch, "_Content")).zip(&places);
            let stay = rows.filter(|(row, _place)| !taken.contains(&row.0) || survey.kept.contains(row));
            for (row, place) in stay {
                let Some(stretches) = wanted.get_mut(place.evidence.as_str()) else { continue };
                let in_the_way = !place.member && stretches.leave_out(place.offset, place.offset + place.length);
                if in_the_way || taken.contains(&row.0) {
                    shared.insert(place.evidence.clone());
                }
            }
            Ok(())
        })?;
    }
    Ok(shared)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// What is left overlaps nothing that stays, and nothing else was left out.
        #[test]
        fn only_what_overlaps_is_left_out(
            ranges in prop::collection::vec((0u64..60, 1u64..9), 0..20),
            staying in prop::collection::vec((0u64..70, 0u64..9), 0..20),
        ) {
            let mut stretches = Stretches { ranges: ranges.clone(), ends: Vec::new() };
            stretches.settle();
            for (offset, length) in &staying {
                stretches.leave_out(*offset, offset + length);
            }
            let free = |range: &&(u64, u64)| {
                staying.iter().all(|(offset, length)| range.0 >= offset + length || range.0 + range.1 <= *offset)
            };
            let expected: BTreeSet<(u64, u64)> = ranges.iter().filter(free).copied().collect();
            prop_assert_eq!(stretches.ranges.into_iter().collect::<BTreeSet<_>>(), expected);
        }
    }
}
