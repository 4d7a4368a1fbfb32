//! The two forms of the review, filled in: from what the archive holds, and from what was decided. Their fields have one name in every output format.

mod defender;
mod sign_in;

pub use defender::DefenderReview;
pub use sign_in::SignInReview;

use crate::state::{Decision, ReviewState};
use crate::{Entry, Review};

/// What has become of the entries of a review.
pub(crate) struct Standing<'r> {
    /// Nobody has decided about them.
    pub(crate) open: Vec<&'r Entry>,
    /// They are handed on.
    pub(crate) escalated: Vec<&'r Entry>,
    /// Somebody is looking into them.
    pub(crate) investigated: Vec<&'r Entry>,
    /// They are over.
    pub(crate) resolved: Vec<&'r Entry>,
}

impl<'r> Standing<'r> {
    pub(crate) fn of(review: &'r Review, state: &ReviewState) -> Self {
        let mut standing =
            Self { open: Vec::new(), escalated: Vec::new(), investigated: Vec::new(), resolved: Vec::new() };
        for entry in &review.entries {
            let list = match state.disposition(entry).map(|given| given.decision) {
                None => &mut standing.open,
                Some(Decision::Escalate) => &mut standing.escalated,
                Some(Decision::Investigating) => &mut standing.investigated,
                Some(Decision::Expected | Decision::Explained | Decision::NoAction) => &mut standing.resolved,
            };
            list.push(entry);
        }
        standing
    }
}

/// `1 entry`, `3 entries`.
pub(crate) fn counted(count: usize, one: &str, many: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{} {many}", thousands(count as u64)) }
}

/// A number as it is read: `12,345`.
pub(crate) fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// Entries by their numbers: `entries 1, 4 and 5`.
pub(crate) fn numbers(entries: &[&Entry]) -> String {
    let numbers: Vec<String> = entries.iter().take(12).map(|entry| entry.id.to_string()).collect();
    let more = entries.len().saturating_sub(numbers.len());
    let list = match (numbers.split_last(), more) {
        (None, _) => return String::new(),
        (Some((last, [])), 0) => last.clone(),
        (Some((last, rest)), 0) => format!("{} and {last}", rest.join(", ")),
        (Some(_), more) => format!("{} and {more} more", numbers.join(", ")),
    };
    format!("{} {list}", if entries.len() == 1 { "entry" } else { "entries" })
}
