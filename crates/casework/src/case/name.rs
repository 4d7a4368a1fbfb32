//! Names of cases, blockers and people.

/// A name of a person as it is compared: letter case and space around it aside.
pub(crate) fn folded(name: &str) -> String {
    name.trim().to_lowercase()
}

/// Returns the number in `case-17`; none where it is no such name.
pub(crate) fn numbered(kind: &str, id: &str) -> Option<u64> {
    let digits = id.trim().strip_prefix(kind)?.strip_prefix('-')?;
    let number = digits.parse().ok()?;
    // One name each: not `case-017`, not `case-+17`.
    (id.trim() == format!("{kind}-{number}")).then_some(number)
}

/// Returns the number in the subject `case case-17`.
pub(crate) fn subject(kind: &str, subject: &str) -> Option<u64> {
    numbered(kind, subject.strip_prefix(kind)?.strip_prefix(' ')?)
}

/// Returns the subject of an act on a case or blocker.
pub(crate) fn of(kind: &str, number: u64) -> String {
    format!("{kind} {kind}-{number}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_case_has_one_name() {
        assert_eq!(numbered("case", " case-17"), Some(17));
        for other in ["case-017", "case-+1", "case-", "case17", "blocker-1", "case-1x", "Case-1"] {
            assert_eq!(numbered("case", other), None, "{other}");
        }
        assert_eq!(subject("case", &of("case", 3)), Some(3));
        assert_eq!(subject("case", "case-3"), None);
    }
}
