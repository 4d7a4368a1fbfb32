//! Records that became no rows, with what tells each from its neighbours.

use super::outcome::{KEPT_REJECTIONS, Rejected};

/// Rejections of a leaf or of a part of it.
#[derive(Debug, Default)]
pub(crate) struct Rejections {
    kept: Vec<Numbered>,
    /// All of them.
    pub(crate) total: u64,
    /// Records so far, rejected or not.
    records: u64,
    first_line: Option<u64>,
    last_line: Option<u64>,
}

#[derive(Debug)]
struct Numbered {
    rejected: Rejected,
    /// Number of the record, from 1.
    number: u64,
    /// Whether another record begins on the same line, so that the line alone does not tell which it is.
    shared: bool,
}

impl Rejections {
    /// Counts the record that begins on this line, rejected for this reason, if for one.
    pub(crate) fn count(&mut self, line: u64, reason: Option<String>) {
        let shared = self.last_line == Some(line);
        if shared {
            self.share_last();
        }
        self.records += 1;
        self.first_line.get_or_insert(line);
        self.last_line = Some(line);
        if let Some(reason) = reason {
            self.total += 1;
            if self.kept.len() < KEPT_REJECTIONS {
                self.kept.push(Numbered { rejected: Rejected { line, reason }, number: self.records, shared });
            }
        }
    }

    /// Adds those of the part that follows.
    pub(crate) fn append(&mut self, mut later: Self) {
        if later.first_line.is_some() && self.last_line == later.first_line {
            self.share_last();
            if let Some(first) = later.kept.first_mut().filter(|k| k.number == 1) {
                first.shared = true;
            }
        }
        let room = KEPT_REJECTIONS.saturating_sub(self.kept.len());
        let before = self.records;
        self.kept.extend(later.kept.into_iter().take(room).map(|k| Numbered { number: before + k.number, ..k }));
        self.total += later.total;
        self.records += later.records;
        self.first_line = self.first_line.or(later.first_line);
        self.last_line = later.last_line.or(self.last_line);
    }

    /// Marks the last record as one that shares its line.
    fn share_last(&mut self) {
        if let Some(last) = self.kept.last_mut().filter(|k| k.number == self.records) {
            last.shared = true;
        }
    }

    /// Returns the first rejections; where a line holds several records the reason begins with the record's number.
    pub(crate) fn told(self) -> Vec<Rejected> {
        let told = |Numbered { rejected, number, shared }| {
            if shared {
                Rejected { reason: format!("record {number}: {}", rejected.reason), ..rejected }
            } else {
                rejected
            }
        };
        self.kept.into_iter().map(told).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_that_shares_its_line_is_told_by_its_number_however_the_leaf_was_cut_up() {
        let lines = [(1, false), (1, true), (2, true), (3, true), (3, false), (4, false), (4, true)];
        let expected = ["record 2: x", "x", "record 4: x", "record 7: x"];
        for cut in 0..=lines.len() {
            let (front, back) = lines.split_at(cut);
            let mut parts = [Rejections::default(), Rejections::default()];
            for (part, records) in parts.iter_mut().zip([front, back]) {
                for (line, bad) in records {
                    part.count(*line, bad.then(|| "x".to_owned()));
                }
            }
            let [mut all, later] = parts;
            all.append(later);
            assert_eq!(all.total, 4);
            assert_eq!(all.told().iter().map(|r| r.reason.as_str()).collect::<Vec<_>>(), expected, "cut at {cut}");
        }
    }
}
