//! The digest of a set of rows, whatever their order and however they are spread over files.
//!
//! LtHash (Bellare and Micciancio; Lewi and others, "Securing Update Propagation with Homomorphic Hashing", 2019): each row
//! becomes 1,024 numbers of 16 bits, a set is their sum lane by lane. Two sets of equal sum are equal for anyone who cannot
//! break the hash; adding and taking away a row costs the same.

use std::fmt;
use std::sync::LazyLock;

use blake3::Hasher;

const LANES: usize = 1024;
const BYTES: usize = 2 * LANES;

static ROW: LazyLock<Hasher> = LazyLock::new(|| Hasher::new_derive_key("quaestor 2026 row of a table"));

/// Returns what stands for a row in a sum: its key and its content.
///
/// Provenance is not part of it. Of two equal records the one that came first is kept, and a digest that depended on
/// which it was would make equal archives look different; provenance is sealed with the file it stands in.
pub(crate) fn row_element(key: [u8; 16], content: [u8; 32]) -> [u8; 48] {
    let mut element = [0; 48];
    for (to, from) in element.iter_mut().zip(key.into_iter().chain(content)) {
        *to = from;
    }
    element
}

/// The sum over a set of rows.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct RowSum(Box<[u16; LANES]>);

impl Default for RowSum {
    fn default() -> Self {
        Self(Box::new([0; LANES]))
    }
}

impl fmt::Debug for RowSum {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "RowSum({})", self.checksum())
    }
}

impl RowSum {
    /// Adds a row.
    pub(crate) fn add(&mut self, element: &[u8; 48]) {
        let mut stream = [0; BYTES];
        ROW.clone().update(element).finalize_xof().fill(&mut stream);
        let (pairs, _none) = stream.as_chunks::<2>();
        for (lane, pair) in self.0.iter_mut().zip(pairs) {
            *lane = lane.wrapping_add(u16::from_le_bytes(*pair));
        }
    }

    /// Adds every row of another set.
    pub(crate) fn merge(&mut self, other: &Self) {
        for (lane, more) in self.0.iter_mut().zip(other.0.iter()) {
            *lane = lane.wrapping_add(*more);
        }
    }

    /// Takes every row of another set away.
    pub(crate) fn remove(&mut self, other: &Self) {
        for (lane, less) in self.0.iter_mut().zip(other.0.iter()) {
            *lane = lane.wrapping_sub(*less);
        }
    }

    /// Returns a short form to print and compare: BLAKE3 of the sum, in hexadecimal.
    pub(crate) fn checksum(&self) -> String {
        blake3::hash(&self.bytes()).to_hex().to_string()
    }

    /// Returns the sum as the seal holds it: lanes in order, little-endian, in hexadecimal.
    pub(crate) fn to_hex(&self) -> String {
        hex::encode(self.bytes())
    }

    /// Reads the form of [`Self::to_hex`]; none where it is not one.
    pub(crate) fn from_hex(text: &str) -> Option<Self> {
        let bytes = hex::decode(text).ok().filter(|bytes| bytes.len() == BYTES)?;
        let mut sum = Self::default();
        let (pairs, _none) = bytes.as_chunks::<2>();
        for (lane, pair) in sum.0.iter_mut().zip(pairs) {
            *lane = u16::from_le_bytes(*pair);
        }
        Some(sum)
    }

    fn bytes(&self) -> Vec<u8> {
        self.0.iter().flat_map(|lane| lane.to_le_bytes()).collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn sum(rows: &[[u8; 32]]) -> RowSum {
        let mut sum = RowSum::default();
        for row in rows {
            sum.add(&row_element([7; 16], *row));
        }
        sum
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]

        /// The order of rows and the way they are cut into sets do not matter; a row taken away is as if never added.
        #[test]
        fn a_sum_knows_only_its_rows(mut rows in prop::collection::vec(any::<[u8; 32]>(), 1..40), cut in 0usize..40) {
            let whole = sum(&rows);
            let (left, right) = rows.split_at(cut.min(rows.len()));
            let mut parts = sum(left);
            parts.merge(&sum(right));
            prop_assert_eq!(&parts, &whole);
            rows.reverse();
            prop_assert_eq!(&sum(&rows), &whole);
            let gone = rows.pop().unwrap_or_default();
            let mut less = whole.clone();
            less.remove(&sum(&[gone]));
            prop_assert_eq!(&less, &sum(&rows));
            prop_assert_ne!(&less, &whole);
            prop_assert_eq!(RowSum::from_hex(&whole.to_hex()), Some(whole));
        }
    }

    #[test]
    fn the_same_row_twice_is_not_the_row_once() {
        assert_ne!(sum(&[[1; 32]]), sum(&[[1; 32], [1; 32]]));
        assert_ne!(sum(&[[1; 32], [1; 32]]), RowSum::default());
    }
}
