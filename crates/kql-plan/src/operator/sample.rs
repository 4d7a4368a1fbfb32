//! `sample`, `sample-distinct`: some of the rows.
//!
//! Source: <https://learn.microsoft.com/kusto/query/sample-operator>, <https://learn.microsoft.com/kusto/query/sample-distinct-operator>

use std::collections::HashSet;

use super::Key;
use crate::Context;
use crate::rows::{Row, Rows, RowsOperator, RunError};

/// `sample`: so many rows by chance, in the order they came.
///
/// Every row has the same chance. The draw is the same whenever the query starts at the same instant, so that an answer can be made again.
#[derive(Debug)]
pub struct Sample {
    count: u64,
}

impl Sample {
    /// At most so many rows.
    pub fn new(count: u64) -> Self {
        Sample { count }
    }
}

/// The next number of a sequence that looks like chance (`SplitMix64`).
fn next(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let mixed = (*state ^ (*state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}

impl RowsOperator for Sample {
    fn name(&self) -> &'static str {
        "sample"
    }

    fn run(&self, inputs: Vec<Rows>, context: &Context) -> Result<Vec<Row>, RunError> {
        let rows = inputs.into_iter().next().unwrap_or_default().rows;
        let mut state = context.now as u64;
        let mut needed = self.count.min(rows.len() as u64);
        let mut left = rows.len() as u64;
        let mut drawn = Vec::new();
        // Each row is taken with the chance of needed over left, which gives every set of rows the same chance.
        for row in rows {
            if next(&mut state) % left.max(1) < needed {
                drawn.push(row);
                needed -= 1;
            }
            left -= 1;
        }
        Ok(drawn)
    }
}

/// `sample-distinct`: some values of a column, each once: the first ones, since no more is promised than that they differ.
///
/// Input: one column.
#[derive(Debug)]
pub struct SampleDistinct {
    count: u64,
}

impl SampleDistinct {
    /// At most so many values.
    pub fn new(count: u64) -> Self {
        SampleDistinct { count }
    }
}

impl RowsOperator for SampleDistinct {
    fn name(&self) -> &'static str {
        "sample-distinct"
    }

    fn run(&self, inputs: Vec<Rows>, _context: &Context) -> Result<Vec<Row>, RunError> {
        let rows = inputs.into_iter().next().unwrap_or_default().rows;
        let mut seen = HashSet::new();
        let count = usize::try_from(self.count).unwrap_or(usize::MAX);
        Ok(rows.into_iter().filter(|row| seen.insert(Key::of_row(row, [0]))).take(count).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Value;

    fn rows(values: impl IntoIterator<Item = i64>) -> Vec<Rows> {
        vec![Rows { columns: Vec::new(), rows: values.into_iter().map(|value| vec![Value::Long(value)]).collect() }]
    }

    #[test]
    fn a_sample_has_its_size_and_depends_on_the_instant() {
        let at = |now| Context { now, ..Context::default() };
        let draw = |now| Sample::new(5).run(rows(0..100), &at(now)).unwrap();
        assert_eq!(draw(1).len(), 5);
        assert_eq!(draw(1), draw(1));
        assert_ne!(draw(1), draw(2));
        assert_eq!(Sample::new(5).run(rows(0..3), &at(1)).unwrap().len(), 3);
        assert!(Sample::new(0).run(rows(0..3), &at(1)).unwrap().is_empty());
    }

    #[test]
    fn distinct_values_come_once() {
        let result = SampleDistinct::new(3).run(rows([4, 4, 5, 4, 6, 7]), &Context::default()).unwrap();
        assert_eq!(result, [[Value::Long(4)], [Value::Long(5)], [Value::Long(6)]]);
    }
}
