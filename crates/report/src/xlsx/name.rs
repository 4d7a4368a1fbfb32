//! Names of sheets: at most 31 characters, none of them special, and no two alike.

use std::collections::BTreeSet;

use super::long::head;

/// The most UTF-16 units that a name has.
const LONGEST: usize = 31;

/// The names that are taken.
#[derive(Debug, Default)]
pub(super) struct Names(BTreeSet<String>);

impl Names {
    /// A name like this one that no sheet has.
    pub(super) fn fresh(&mut self, wanted: &str) -> String {
        let kept = |letter: char| {
            if letter.is_control() || matches!(letter, '[' | ']' | ':' | '*' | '?' | '/' | '\\') { ' ' } else { letter }
        };
        let clean: String =
            wanted.chars().map(kept).collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ");
        let clean = clean.trim_matches(|letter: char| letter == '\'' || letter.is_whitespace());
        // Excel keeps this name for itself.
        let clean = if clean.is_empty() || clean.eq_ignore_ascii_case("History") { "Table" } else { clean };
        let mut number = 1_u32;
        loop {
            let ending = if number == 1 { String::new() } else { format!(" ({number})") };
            let stem = head(clean, LONGEST - ending.len());
            let name = format!("{}{ending}", stem.trim_end_matches(['\'', ' ']));
            if self.0.insert(name.to_lowercase()) {
                return name;
            }
            number += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_short_plain_and_unlike() {
        let mut names = Names::default();
        assert_eq!(names.fresh("Sign-ins: by [day]"), "Sign-ins by day");
        assert_eq!(names.fresh("sign-ins by day"), "sign-ins by day (2)");
        assert_eq!(names.fresh("'History'"), "Table");
        assert_eq!(names.fresh(&"x".repeat(40)), "x".repeat(31));
        assert_eq!(names.fresh(&"x".repeat(50)), "x".repeat(27) + " (2)");
        assert_eq!(names.fresh(""), "Table (2)");
        assert!(names.fresh(&"𝄞".repeat(40)).encode_utf16().count() <= 31);
    }
}
