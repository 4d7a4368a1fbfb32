//! Random numbers that are a function of a key.
//!
//! A simulated day must come out the same whether it is the first or the last one made, on whatever thread and by
//! whatever version of a random-number crate. So every person, day and episode has a generator of its own, keyed by what
//! it is for, and the algorithm (`SplitMix64`, <https://prng.di.unimi.it/splitmix64.c>) is written out here, where no
//! upgrade changes it.

use crate::guid::Guid;

const GAMMA: u64 = 0x9E37_79B9_7F4A_7C15;

/// What a keyed generator is for: the first part of its key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    World = 1,
    Person,
    Principal,
    Day,
    Trip,
    Absence,
    Episode,
    Session,
    Attack,
    Tenant,
}

/// A small deterministic generator.
#[derive(Debug, Clone)]
pub(crate) struct Random(u64);

/// Scatters the bits of a number.
pub(crate) const fn mix(value: u64) -> u64 {
    let value = (value ^ (value >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    value ^ (value >> 31)
}

/// One number that stands for a key: the seed, the purpose and what distinguishes it.
pub(crate) fn key(seed: u64, purpose: Purpose, parts: &[u64]) -> u64 {
    let mut hash = mix(seed.wrapping_add(GAMMA)) ^ mix((purpose as u64).wrapping_mul(GAMMA));
    for part in parts {
        hash = mix(hash.wrapping_add(GAMMA) ^ mix(part.wrapping_add(GAMMA)));
    }
    hash
}

impl Random {
    pub(crate) fn new(key: u64) -> Self {
        Self(key)
    }

    pub(crate) fn keyed(seed: u64, purpose: Purpose, parts: &[u64]) -> Self {
        Self(key(seed, purpose, parts))
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(GAMMA);
        mix(self.0)
    }

    /// A number from 0 to `bound - 1`; 0 when `bound` is 0.
    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        ((u128::from(self.next()) * u128::from(bound)) >> 64) as u64
    }

    /// A number from `low` to `high`, both included.
    pub(crate) fn between(&mut self, low: u64, high: u64) -> u64 {
        low + self.below(high.saturating_sub(low) + 1)
    }

    /// A position in a list of `length` items; 0 when it is empty.
    pub(crate) fn index(&mut self, length: usize) -> usize {
        self.below(length as u64) as usize
    }

    pub(crate) fn chance(&mut self, per_mille: u64) -> bool {
        self.below(1000) < per_mille
    }

    /// One item of a list that is not empty.
    pub(crate) fn pick<T: Copy>(&mut self, items: &[T]) -> T {
        items[self.index(items.len())]
    }

    /// One item of a list of `(weight, item)`; the list must not be empty.
    pub(crate) fn weighted<T: Copy>(&mut self, items: &[(u32, T)]) -> T {
        let total: u64 = items.iter().map(|(weight, _)| u64::from(*weight)).sum();
        let mut point = self.below(total);
        for (weight, item) in items {
            if point < u64::from(*weight) {
                return *item;
            }
            point -= u64::from(*weight);
        }
        items[0].1
    }

    /// A count around `mean_percent / 100`, between nothing and twice it: the whole part always, the rest by chance.
    pub(crate) fn count(&mut self, mean_percent: u64) -> u64 {
        let spread = self.between(0, 200);
        let scaled = mean_percent * spread / 100;
        scaled / 100 + u64::from(self.below(100) < scaled % 100)
    }

    pub(crate) fn guid(&mut self) -> Guid {
        Guid::from_parts(self.next(), self.next())
    }
}
