//! Looks keys up regardless of letter case, without allocating.

/// A small map from ASCII-case-folded keys to numbers, made once and read often.
#[derive(Debug, Default)]
pub(crate) struct Keys {
    names: Vec<(Box<str>, u32)>,
    /// Open addressing over a power of two of places; each holds a position in `names` plus one, or zero.
    places: Vec<u16>,
}

impl Keys {
    /// Returns the number of `key`.
    pub(crate) fn get(&self, key: &str) -> Option<u32> {
        let mask = self.places.len().checked_sub(1)?;
        let mut place = fold(key) & mask;
        loop {
            let position = usize::from(*self.places.get(place)?).checked_sub(1)?;
            let (name, number) = self.names.get(position)?;
            // Mostly a record writes a key as the path does.
            if **name == *key || name.eq_ignore_ascii_case(key) {
                return Some(*number);
            }
            place = (place + 1) & mask;
        }
    }

    /// Adds a key that is not there yet.
    pub(crate) fn insert(&mut self, key: &str, number: u32) {
        self.names.push((key.into(), number));
        let size = (self.names.len() * 4).next_power_of_two();
        self.places = vec![0; size];
        for (position, (name, _)) in self.names.iter().enumerate() {
            let mut place = fold(name) & (size - 1);
            while let Some(taken) = self.places.get_mut(place) {
                if *taken == 0 {
                    *taken = position as u16 + 1;
                    break;
                }
                place = (place + 1) & (size - 1);
            }
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.names.is_empty()
    }
}

/// A hash that does not see the case of ASCII letters: it drops the bit in which they differ, eight bytes at a time.
fn fold(key: &str) -> usize {
    const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;
    let (words, rest) = key.as_bytes().as_chunks::<8>();
    let mut hash = key.len() as u64;
    for word in words {
        hash = (hash ^ (u64::from_le_bytes(*word) | 0x2020_2020_2020_2020)).wrapping_mul(FACTOR);
        hash ^= hash >> 32;
    }
    let mut last = [0x20; 8];
    for (to, from) in last.iter_mut().zip(rest) {
        *to = from | 0x20;
    }
    hash = (hash ^ u64::from_le_bytes(last)).wrapping_mul(FACTOR);
    (hash >> 32) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_every_key_in_any_case_and_no_other() {
        let names: Vec<String> = (0..300).map(|n| format!("someKey{n}Name")).collect();
        let mut keys = Keys::default();
        for (number, name) in names.iter().enumerate() {
            keys.insert(name, number as u32);
        }
        for (number, name) in names.iter().enumerate() {
            assert_eq!(keys.get(&name.to_uppercase()), Some(number as u32));
            assert_eq!(keys.get(&format!("{name}x")), None);
        }
        assert_eq!(Keys::default().get("a"), None);
    }
}
