//! A digest: the distribution of values in bounded memory, exact while it fits and finest at both ends.
//!
//! As a t-digest (Dunning) it joins neighbours, fewer of them the nearer to an end; unlike one it keeps values that were seen instead of means, so that
//! a percentile is always a member of the population.

use bigdecimal::ToPrimitive;

use crate::convert::{convert, to_json};
use crate::value::Json;
use crate::{Type, Value};

/// Up to so many different values nothing is joined.
const MOST_EXACT: usize = 65_536;
/// About how many are left when neighbours are joined.
const JOINED: f64 = 8_192.0;

/// A value and how often it was seen.
type Entry = (i64, u64);

/// The distribution of the values seen: of numbers, datetimes or timespans.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Digest {
    /// Long, real, datetime or timespan.
    kind: Type,
    /// Sorted by value but for the last `unsorted` ones.
    entries: Vec<Entry>,
    unsorted: usize,
}

impl Digest {
    /// An empty one for values of a type: an int counts as a long, a decimal as a real.
    pub(crate) fn new(kind: Type) -> Self {
        let kind = match kind {
            Type::Int | Type::Bool => Type::Long,
            Type::Decimal => Type::Real,
            other => other,
        };
        Digest { kind, entries: Vec::new(), unsorted: 0 }
    }

    /// The type of its values.
    pub(crate) fn kind(&self) -> Type {
        self.kind
    }

    /// Whether it has seen nothing.
    pub(crate) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Sees a value so many times. The null, NaN and what is of another type are not counted.
    pub(crate) fn insert(&mut self, value: &Value<'_>, weight: u64) {
        if let Some(rank) = self.order(value).filter(|_| weight > 0) {
            self.push((rank, weight));
        }
    }

    fn push(&mut self, entry: Entry) {
        self.entries.push(entry);
        self.unsorted += 1;
        if self.entries.len() >= 2 * MOST_EXACT {
            self.settle();
        }
    }

    /// A whole number in the order of the values.
    fn order(&self, value: &Value<'_>) -> Option<i64> {
        match self.kind {
            Type::Long => value.as_long(),
            Type::Real => {
                let real = match value {
                    Value::Decimal(number) => number.to_f64(),
                    _ => value.as_real(),
                };
                real.filter(|real| !real.is_nan()).map(|real| {
                    let bits = (if real == 0.0 { 0.0 } else { real }).to_bits().cast_signed();
                    // Of two negative reals the one with the greater bits is the lesser.
                    if bits < 0 { i64::MIN - bits } else { bits }
                })
            }
            _ => value.as_ticks(),
        }
    }

    fn value(&self, order: i64) -> Value<'static> {
        match self.kind {
            Type::Long => Value::Long(order),
            Type::Real => {
                let bits = if order < 0 { i64::MIN.wrapping_sub(order) } else { order };
                Value::Real(f64::from_bits(bits.cast_unsigned()))
            }
            Type::Timespan => Value::Timespan(order),
            _ => Value::datetime(order),
        }
    }

    /// Sorts, adds up equal values, and joins neighbours when there are too many.
    fn settle(&mut self) {
        if self.unsorted == 0 {
            return;
        }
        self.unsorted = 0;
        self.entries.sort_unstable_by_key(|entry| entry.0);
        self.entries.dedup_by(|next, kept| {
            let same = next.0 == kept.0;
            if same {
                kept.1 = kept.1.saturating_add(next.1);
            }
            same
        });
        if self.entries.len() > MOST_EXACT {
            self.join();
        }
    }

    fn join(&mut self) {
        let total = self.total() as f64;
        let entries = std::mem::take(&mut self.entries);
        let mut cluster: Vec<Entry> = Vec::new();
        let (mut before, mut weight) = (0.0_f64, 0.0_f64);
        for entry in entries {
            let added = weight + entry.1 as f64;
            let middle = (before + added / 2.0) / total;
            if weight > 0.0 && added > (4.0 * total * middle * (1.0 - middle) / JOINED).max(1.0) {
                self.entries.extend(median(&cluster));
                cluster.clear();
                before += weight;
                weight = 0.0;
            }
            weight += entry.1 as f64;
            cluster.push(entry);
        }
        self.entries.extend(median(&cluster));
    }

    /// How many values it has seen.
    pub(crate) fn total(&self) -> u64 {
        self.entries.iter().fold(0, |sum, entry| sum.saturating_add(entry.1))
    }

    /// Takes in all that another one of the same type has seen; one of another type is left out, unless this one is empty.
    pub(crate) fn merge(&mut self, other: &Digest) {
        if self.is_empty() {
            self.kind = other.kind;
        }
        if self.kind == other.kind {
            other.entries.iter().for_each(|entry| self.push(*entry));
        } else {
            for (order, weight) in &other.entries {
                self.insert(&convert(&other.value(*order), self.kind), *weight);
            }
        }
    }

    /// The nearest-rank percentile: the least value that is not exceeded by `percent` of all. `None` when nothing was seen.
    pub(crate) fn percentile(&mut self, percent: f64) -> Option<Value<'static>> {
        self.settle();
        let exact = percent.clamp(0.0, 100.0) * self.total() as f64 / 100.0;
        // 99.9 * 1000 / 100 must not become 999.0000000000001 and so the thousandth.
        let rank = (exact - exact * 1e-12).ceil().max(1.0);
        let mut seen = 0.0;
        let found = self.entries.iter().find(|entry| {
            seen += entry.1 as f64;
            seen >= rank
        });
        found.or(self.entries.last()).map(|entry| self.value(entry.0))
    }

    /// How many of the values seen are not greater than this one.
    pub(crate) fn rank(&mut self, value: &Value<'_>) -> Option<u64> {
        self.settle();
        let order = self.order(value)?;
        Some(self.entries.iter().take_while(|entry| entry.0 <= order).fold(0, |sum, entry| sum.saturating_add(entry.1)))
    }

    /// About how many bytes it holds.
    pub(crate) fn size(&self) -> usize {
        self.entries.capacity() * size_of::<Entry>()
    }

    /// As a dynamic: `[[7], [values], [how often each]]`.
    pub(crate) fn as_json(&mut self) -> Json {
        self.settle();
        let values: Vec<Json> = self.entries.iter().map(|entry| to_json(&self.value(entry.0))).collect();
        let weights: Vec<u64> = self.entries.iter().map(|entry| entry.1).collect();
        serde_json::json!([[7], values, weights])
    }

    /// Reads what [`Self::as_json`] wrote; `None` when it is something else.
    pub(crate) fn from_json(json: &Json) -> Option<Self> {
        let [_, values, weights] = json.as_array()?.as_slice() else { return None };
        let (values, weights) = (values.as_array()?, weights.as_array()?);
        let kind = match values.first() {
            Some(Json::Number(_)) if values.iter().all(Json::is_i64) => Type::Long,
            Some(Json::String(text)) => {
                let text = Value::from(text.as_str());
                [Type::Timespan, Type::Datetime].into_iter().find(|kind| !convert(&text, *kind).is_null())?
            }
            _ => Type::Real,
        };
        let mut digest = Digest::new(kind);
        for (value, weight) in values.iter().zip(weights) {
            let value = match value {
                Json::String(text) => convert(&Value::from(text.as_str()), kind).into_owned(),
                Json::Number(number) if kind == Type::Long => Value::Long(number.as_i64()?),
                Json::Number(number) => Value::Real(number.as_f64()?),
                _ => return None,
            };
            digest.insert(&value, weight.as_u64()?);
        }
        Some(digest)
    }
}

/// The entry in the middle of a cluster, with the weight of all.
fn median(cluster: &[Entry]) -> Option<Entry> {
    let total: u64 = cluster.iter().fold(0, |sum, entry| sum.saturating_add(entry.1));
    let mut seen: u64 = 0;
    let middle = cluster.iter().find(|entry| {
        seen = seen.saturating_add(entry.1);
        seen >= total.div_ceil(2)
    });
    middle.map(|entry| (entry.0, total))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(values: impl Iterator<Item = i64>) -> Digest {
        let mut digest = Digest::new(Type::Long);
        values.for_each(|value| digest.insert(&Value::Long(value), 1));
        digest
    }

    #[test]
    fn a_percentile_is_the_nearest_rank() {
        let mut digest = of([15, 5, 10].into_iter());
        assert_eq!(digest.percentile(0.0), Some(Value::Long(5)));
        assert_eq!(digest.percentile(50.0), Some(Value::Long(10)));
        assert_eq!(digest.percentile(66.0), Some(Value::Long(10)));
        assert_eq!(digest.percentile(67.0), Some(Value::Long(15)));
        assert_eq!(of(1..=1000).percentile(99.9), Some(Value::Long(999)));
        assert_eq!(of(std::iter::empty()).percentile(50.0), None);
    }

    #[test]
    fn reals_keep_their_order() {
        let mut digest = Digest::new(Type::Real);
        for value in [2.5, -1.0, -7.25, 0.0, f64::NEG_INFINITY] {
            digest.insert(&Value::Real(value), 1);
        }
        let sorted: Vec<_> = [20.0, 40.0, 60.0, 80.0, 100.0].map(|percent| digest.percentile(percent).unwrap()).into();
        let expected = [f64::NEG_INFINITY, -7.25, -1.0, 0.0, 2.5].map(Value::Real);
        assert_eq!(sorted, expected);
    }

    #[test]
    fn many_values_stay_bounded_and_close() {
        let mut digest = of((0..400_000).map(|value| value * 7 % 400_000));
        for percent in [0.0, 0.1, 10.0, 50.0, 99.0, 100.0] {
            let value = digest.percentile(percent).and_then(|value| value.as_long()).unwrap() as f64;
            assert!((value - percent * 4000.0).abs() < 400.0, "{percent}: {value}");
        }
        assert!(digest.entries.len() < 2 * MOST_EXACT);
        assert_eq!(digest.total(), 400_000);
        assert_eq!(digest.percentile(100.0), Some(Value::Long(399_999)));
    }

    #[test]
    fn the_text_form_reads_back() {
        let mut digest = of([3, 1, 3].into_iter());
        let json = digest.as_json();
        assert_eq!(json, serde_json::json!([[7], [1, 3], [1, 2]]));
        let mut again = Digest::from_json(&json).unwrap();
        assert_eq!(again.rank(&Value::Long(2)), Some(1));
        assert_eq!(again.as_json(), json);
    }
}
