//! A `HyperLogLog` sketch: how many distinct values there are, in bounded memory, and what can be merged later.
//!
//! Estimated with Ertl's improved estimator, "New cardinality estimation algorithms for `HyperLogLog` sketches" (2017), which needs no table of
//! corrections. <https://arxiv.org/abs/1702.01284>

use std::collections::HashSet;
use std::hash::{BuildHasherDefault, Hasher};

use crate::value::Json;

/// Up to so many distinct values are kept as they are, and counted exactly.
const MOST_EXACT: usize = 16_384;
/// The character that stands for an empty register in the text form; the next ones stand for 1, 2, …
const ZERO: u8 = b'0';

/// Hashes, which need not be hashed again.
type Hashes = HashSet<u64, BuildHasherDefault<AsItIs>>;

/// Takes a well-mixed hash for its own hash.
#[derive(Debug, Clone, Copy, Default)]
struct AsItIs(u64);

impl Hasher for AsItIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

/// A sketch of the distinct values among those seen, each known by its hash.
#[derive(Debug, Clone, PartialEq)]
pub struct HyperLogLog {
    /// How many bits of a hash name its register.
    precision: u32,
    exact: Hashes,
    registers: Vec<u8>,
}

impl HyperLogLog {
    /// An empty one. The accuracy is that of `dcount()`, 0 to 4; 1 when it is none of these.
    pub fn with_accuracy(accuracy: Option<i64>) -> Self {
        let precision = match accuracy {
            Some(0) => 12,
            Some(2) => 16,
            Some(3) => 17,
            Some(4) => 18,
            _ => 14,
        };
        HyperLogLog { precision, exact: Hashes::default(), registers: Vec::new() }
    }

    /// Whether it has seen nothing.
    pub(crate) fn is_empty(&self) -> bool {
        self.exact.is_empty() && self.registers.is_empty()
    }

    /// Sees the hash of a value.
    pub fn insert(&mut self, hash: u64) {
        if !self.registers.is_empty() {
            self.register(hash);
        } else if self.exact.insert(hash) && self.exact.len() > MOST_EXACT {
            self.condense();
        }
    }

    /// Gives up the exact hashes for registers.
    fn condense(&mut self) {
        self.registers = vec![0; 1 << self.precision];
        #[expect(clippy::iter_over_hash_type, reason = "a register keeps a maximum, which no order changes")]
        for hash in std::mem::take(&mut self.exact) {
            self.register(hash);
        }
    }

    fn register(&mut self, hash: u64) {
        let index = (hash >> (64 - self.precision)) as usize;
        let rest = (hash << self.precision) | (1 << (self.precision - 1));
        self.raise(index, rest.leading_zeros() as u8 + 1);
    }

    fn raise(&mut self, index: usize, rank: u8) {
        if let Some(register) = self.registers.get_mut(index) {
            *register = (*register).max(rank);
        }
    }

    /// Takes in all that another one has seen; the result is as accurate as the less accurate of the two.
    pub fn merge(&mut self, other: &HyperLogLog) {
        if other.precision < self.precision {
            self.reduce(other.precision);
        }
        other.exact.iter().for_each(|hash| self.insert(*hash));
        if !other.registers.is_empty() {
            if self.registers.is_empty() {
                self.condense();
            }
            let mut other = other.clone();
            other.reduce(self.precision);
            for (index, rank) in other.registers.iter().enumerate() {
                self.raise(index, *rank);
            }
        }
    }

    /// Folds the registers into fewer.
    fn reduce(&mut self, precision: u32) {
        if precision >= self.precision {
            return;
        }
        let folded = self.precision - precision;
        self.precision = precision;
        if self.registers.is_empty() {
            return;
        }
        let fine = std::mem::replace(&mut self.registers, vec![0; 1 << precision]);
        for (index, rank) in fine.into_iter().enumerate().filter(|(_, rank)| *rank > 0) {
            // The bits that no longer name the register are the first of those whose leading zeros are counted.
            let below = (index as u64) & ((1 << folded) - 1);
            let rank = if below == 0 {
                rank.saturating_add(folded as u8)
            } else {
                (below.leading_zeros() - (64 - folded)) as u8 + 1
            };
            self.raise(index >> folded, rank);
        }
    }

    /// How many distinct values it has seen: exact while they are few, else an estimate.
    pub fn estimate(&self) -> i64 {
        if self.registers.is_empty() {
            return i64::try_from(self.exact.len()).unwrap_or(i64::MAX);
        }
        let highest = (64 - self.precision + 1) as usize;
        let mut histogram = vec![0.0_f64; highest + 1];
        for register in &self.registers {
            if let Some(count) = histogram.get_mut(usize::from(*register)) {
                *count += 1.0;
            }
        }
        let of = |rank: usize| histogram.get(rank).copied().unwrap_or_default();
        let registers = self.registers.len() as f64;
        let mut denominator = registers * tau(1.0 - of(highest) / registers);
        for rank in (1..highest).rev() {
            denominator = 0.5 * (denominator + of(rank));
        }
        denominator += registers * sigma(of(0) / registers);
        (registers * registers / (2.0 * std::f64::consts::LN_2) / denominator).round() as i64
    }

    /// How many distinct values all of the sketches have seen: exact where they are exact, else by the sizes of all unions.
    pub(crate) fn intersection(sketches: &[&HyperLogLog]) -> i64 {
        if sketches.iter().all(|sketch| sketch.registers.is_empty()) {
            let Some((first, others)) = sketches.split_first() else { return 0 };
            let common = first.exact.iter().filter(|hash| others.iter().all(|other| other.exact.contains(hash)));
            return i64::try_from(common.count()).unwrap_or(i64::MAX);
        }
        // |A ∩ B| = |A| + |B| - |A ∪ B|, and so on for more than two.
        let mut total = 0_i64;
        for chosen in 1..(1_u32 << sketches.len().min(16)) {
            let members = sketches.iter().enumerate().filter(|(index, _)| chosen & (1 << index) != 0);
            let union = members.map(|(_, sketch)| (*sketch).clone()).reduce(|mut union, sketch| {
                union.merge(&sketch);
                union
            });
            let size = union.map_or(0, |union| union.estimate());
            total = total.saturating_add(if chosen.count_ones() % 2 == 1 { size } else { -size });
        }
        total.max(0)
    }

    /// About how many bytes it holds.
    pub fn size(&self) -> usize {
        self.exact.len() * 16 + self.registers.len()
    }

    /// The exact hashes, in order.
    fn sorted(&self) -> Vec<u64> {
        let mut hashes: Vec<u64> = self.exact.iter().copied().collect();
        hashes.sort_unstable();
        hashes
    }

    /// As bytes: the precision, whether registers follow, then the registers or else the exact hashes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = vec![self.precision as u8, u8::from(!self.registers.is_empty())];
        bytes.extend(&self.registers);
        bytes.extend(self.exact.iter().copied().flat_map(u64::to_le_bytes));
        bytes
    }

    /// Reads what [`Self::to_bytes`] wrote; `None` when it is something else.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let [precision, condensed, rest @ ..] = bytes else { return None };
        let precision = u32::from(*precision);
        if !(4..=18).contains(&precision) {
            return None;
        }
        let mut sketch = HyperLogLog { precision, exact: Hashes::default(), registers: Vec::new() };
        if *condensed == 1 {
            sketch.registers = rest.to_vec();
            return (rest.len() == 1 << precision).then_some(sketch);
        }
        let (hashes, surplus) = rest.as_chunks::<8>();
        sketch.exact = hashes.iter().map(|hash| u64::from_le_bytes(*hash)).collect();
        (surplus.is_empty() && sketch.exact.len() <= MOST_EXACT).then_some(sketch)
    }

    /// As a dynamic: `[[16384, precision], [exact hashes], [registers]]`.
    pub(crate) fn to_json(&self) -> Json {
        let exact: Vec<Json> = self.sorted().iter().map(|hash| Json::from(hash.cast_signed().to_string())).collect();
        let registers: String = self.registers.iter().map(|register| char::from(ZERO + register)).collect();
        let registers: Vec<Json> = if registers.is_empty() { Vec::new() } else { vec![Json::from(registers)] };
        serde_json::json!([[MOST_EXACT, self.precision], exact, registers])
    }

    /// Reads what [`Self::to_json`] wrote; `None` when it is something else.
    pub(crate) fn from_json(json: &Json) -> Option<Self> {
        let [head, exact, registers] = json.as_array()?.as_slice() else { return None };
        let precision = u32::try_from(head.get(1)?.as_u64()?).ok().filter(|precision| (4..=18).contains(precision))?;
        let exact: Option<Hashes> =
            exact.as_array()?.iter().map(|hash| hash.as_str()?.parse::<i64>().ok().map(i64::cast_unsigned)).collect();
        let registers: Vec<u8> = match registers.as_array()?.first() {
            None => Vec::new(),
            Some(text) => text
                .as_str()?
                .bytes()
                .map(|byte| byte.checked_sub(ZERO).filter(|rank| *rank <= 64))
                .collect::<Option<_>>()?,
        };
        let whole = registers.is_empty() || registers.len() == 1 << precision;
        let sketch = HyperLogLog { precision, exact: exact?, registers };
        (whole && sketch.exact.len() <= MOST_EXACT).then_some(sketch)
    }
}

fn sigma(mut x: f64) -> f64 {
    if x >= 1.0 {
        return f64::INFINITY;
    }
    let (mut y, mut z) = (1.0, x);
    loop {
        x *= x;
        let before = z;
        z += x * y;
        y += y;
        if z <= before {
            return z;
        }
    }
}

fn tau(mut x: f64) -> f64 {
    if x <= 0.0 || x >= 1.0 {
        return 0.0;
    }
    let (mut y, mut z) = (1.0, 1.0 - x);
    loop {
        x = x.sqrt();
        let before = z;
        y *= 0.5;
        z -= (1.0 - x).powi(2) * y;
        if z >= before {
            return z / 3.0;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Value;
    use crate::aggregate::key::hash;

    fn of(values: std::ops::Range<i64>, accuracy: i64) -> HyperLogLog {
        let mut sketch = HyperLogLog::with_accuracy(Some(accuracy));
        values.for_each(|value| sketch.insert(hash(&Value::Long(value))));
        sketch
    }

    fn error(sketch: &HyperLogLog, truth: f64) -> f64 {
        (sketch.estimate() as f64 - truth).abs() / truth
    }

    #[test]
    fn few_are_counted_exactly() {
        assert_eq!(of(0..0, 1).estimate(), 0);
        assert_eq!(of(0..16_384, 0).estimate(), 16_384);
    }

    #[test]
    fn many_are_estimated_within_the_promised_error() {
        for (accuracy, bound) in [(0, 0.05), (1, 0.025), (2, 0.012), (4, 0.006)] {
            assert!(error(&of(0..100_000, accuracy), 100_000.0) < bound, "accuracy {accuracy}");
        }
    }

    #[test]
    fn merging_is_seeing_both() {
        let mut merged = of(0..30_000, 1);
        merged.merge(&of(20_000..60_000, 1));
        assert_eq!(merged, of(0..60_000, 1));
        let mut mixed = of(0..30_000, 4);
        mixed.merge(&of(20_000..60_000, 1));
        assert_eq!(mixed, of(0..60_000, 1));
    }

    #[test]
    fn intersections_are_exact_or_close() {
        assert_eq!(HyperLogLog::intersection(&[&of(0..100, 1), &of(50..200, 1), &of(90..300, 1)]), 10);
        let estimated = HyperLogLog::intersection(&[&of(0..60_000, 4), &of(30_000..90_000, 4)]);
        assert!((29_000..31_000).contains(&estimated), "{estimated}");
    }

    #[test]
    fn what_is_written_reads_back() {
        for sketch in [of(0..0, 1), of(0..10, 2), of(0..20_000, 1)] {
            assert_eq!(HyperLogLog::from_json(&sketch.to_json()).unwrap(), sketch);
            assert_eq!(HyperLogLog::from_bytes(&sketch.to_bytes()).unwrap(), sketch);
        }
        for damaged in [&[][..], &[14, 0, 1], &[63, 0], &[12, 1, 0]] {
            assert_eq!(HyperLogLog::from_bytes(damaged), None);
        }
        assert!(HyperLogLog::from_json(&serde_json::json!([[1024, 63], [], []])).is_none());
    }
}
