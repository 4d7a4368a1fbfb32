//! Names of operations.

/// Returns an operation's name as a reader knows it: without the full stop that Entra puts after it, and without the
/// space that some services leave there. Letters and dashes stay as received.
///
/// ```
/// # use tables::audit::operation::activity;
/// assert_eq!(activity("Add member to role."), "Add member to role");
/// ```
pub fn activity(operation: &str) -> &str {
    operation.trim().trim_end_matches('.').trim_end()
}

/// Whether two names mean one operation: regardless of letter case, of a final full stop, of surplus spaces and of
/// which dash was typed (`Update application – Certificates …` has an en dash in some feeds and a hyphen in others).
pub fn same_operation(left: &str, right: &str) -> bool {
    folded(left).eq(folded(right))
}

fn folded(operation: &str) -> impl Iterator<Item = char> + '_ {
    let words = activity(operation).split_whitespace();
    words.flat_map(|word| word.chars().chain([' '])).map(hyphen).flat_map(char::to_lowercase)
}

/// Hyphens, dashes and the minus sign become one.
fn hyphen(letter: char) -> char {
    match letter {
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}' => '-',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_shown_loses_only_what_surrounds_it() {
        assert_eq!(activity("Add member to role."), "Add member to role");
        assert_eq!(
            activity("Update application – Certificates and secrets management "),
            "Update application – Certificates and secrets management"
        );
        assert_eq!(activity("Set-Mailbox"), "Set-Mailbox");
        assert_eq!(activity(" . "), "");
    }

    #[test]
    fn names_are_compared_by_meaning() {
        assert!(same_operation("Add user.", "add user"));
        assert!(same_operation(
            "Update application – Certificates and secrets management ",
            "Update application - Certificates and  secrets management"
        ));
        assert!(!same_operation("Add user", "Add users"));
        assert!(!same_operation("Add user", "Adduser"));
    }
}
