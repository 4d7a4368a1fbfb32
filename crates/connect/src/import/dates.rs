//! Which comes first in a table's numeric dates, the month or the day: a first pass over the table may prove it.

use tables::DateOrder;

use super::framing::Delimited;
use super::rows::{Moment, moment, rows};

/// What the dates of a table prove, column by column.
#[derive(Clone, Debug, Default)]
pub(crate) struct Proof {
    columns: Vec<usize>,
    month_first: bool,
    day_first: bool,
}

/// Columns and rows looked at to find the columns of dates.
const SAMPLED: usize = 200;

impl Proof {
    /// Looks for columns of dates that can be read two ways in the first rows of a table.
    pub(crate) fn sought(text: &str, delimited: Delimited) -> Self {
        let mut proof = Self::default();
        let mut sampled = 0;
        rows(text, delimited, &mut |cells, _, _, _| {
            if sampled < SAMPLED {
                sampled += 1;
                for (column, cell) in cells.iter().enumerate() {
                    if cell.len() < 40
                        && matches!(moment(cell), Moment::Written(Some(_)))
                        && !proof.columns.contains(&column)
                    {
                        proof.columns.push(column);
                    }
                }
            }
        });
        proof
    }

    /// Returns whether any date needs a proof that is still missing.
    pub(crate) fn needed(&self) -> bool {
        !self.columns.is_empty() && !self.month_first && !self.day_first
    }

    /// Looks at the dates of more rows.
    pub(crate) fn look(&mut self, text: &str, delimited: Delimited) {
        rows(text, delimited, &mut |cells, _, _, _| {
            for column in &self.columns {
                if let Moment::Written(Some((first, second))) = moment(cells.get(*column).unwrap_or_default()) {
                    self.day_first |= first > 12;
                    self.month_first |= second > 12;
                }
            }
        });
    }

    /// Returns the order that is proven; a table that proves both has several forms and is left unsettled.
    pub(crate) fn order(&self) -> DateOrder {
        match (self.month_first, self.day_first) {
            (true, false) => DateOrder::MonthFirst,
            (false, true) => DateOrder::DayFirst,
            _ => DateOrder::Unsettled,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(text: &str) -> DateOrder {
        let delimited = Delimited { delimiter: b',', from: 0, unclosed: false };
        let mut proof = Proof::sought(text, delimited);
        proof.look(text, delimited);
        proof.order()
    }

    #[test]
    fn one_date_proves_the_order_of_all() {
        assert_eq!(order("a,3/12/2025 7:22:01 AM\nb,3/13/2025 7:22:01 AM\n"), DateOrder::MonthFirst);
        assert_eq!(order("a,3/12/2025 07:22\nb,13/3/2025 07:22\n"), DateOrder::DayFirst);
        assert_eq!(order("a,3/12/2025 07:22\nb,4/12/2025 07:22\n"), DateOrder::Unsettled);
        assert_eq!(order("a,2025-03-12T07:22:01Z\n"), DateOrder::Unsettled);
    }
}
