//! What the result codes of Entra sign-ins mean: `ResultType` of `SigninLogs`, `ErrorNumber` of `UnifiedAuditLog`.
//!
//! Not every code that is not zero is a failure: asking for a second factor or whether to stay signed in has a code
//! too, and an ended session gets one before the user signs in anew. Codes come and go; one that is not listed here is
//! to be shown as it is.
//! Source: <https://learn.microsoft.com/entra/identity-platform/reference-error-codes>

use std::collections::HashMap;
use std::sync::LazyLock;

static CODES: LazyLock<HashMap<u32, Code>> = LazyLock::new(|| {
    include_str!("entra.tsv").lines().filter_map(Code::read).map(|code| (code.number, code)).collect()
});

/// How a sign-in with a code ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Class {
    /// The user or app got in.
    Success,
    /// Neither: a step on the way, or the end of an old session. Usually followed by a success with the same
    /// correlation id.
    Interrupt,
    /// The user or app did not get in.
    Failure,
}

/// A documented result code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Code {
    /// The number in `AADSTS50126`.
    pub number: u32,
    /// How the sign-in ended.
    pub class: Class,
    /// What it was about: `credentials`, `second factor`, `conditional access`, `lockout`, `risk`, ...
    pub cause: &'static str,
    /// Whether the code shows that the first factor, as a rule the password, was right; none where it cannot be told.
    pub first_factor: Option<bool>,
    /// Name in the documentation; empty where there is none.
    pub name: &'static str,
    /// What happened, in a short clause.
    pub meaning: &'static str,
}

impl Code {
    fn read(line: &'static str) -> Option<Self> {
        let mut cells = line.split('\t');
        let number = cells.next()?.parse().ok()?;
        let class = match cells.next()? {
            "success" => Class::Success,
            "interrupt" => Class::Interrupt,
            "failure" => Class::Failure,
            _ => return None,
        };
        let cause = cells.next()?;
        let first_factor = match cells.next()? {
            "+" => Some(true),
            "-" => Some(false),
            _ => None,
        };
        Some(Self { number, class, cause, first_factor, name: cells.next()?, meaning: cells.next()? })
    }
}

/// Returns what a code means; none for one that is not documented.
///
/// ```
/// # use tables::codes::{code, Class};
/// assert_eq!(code(50126).map(|c| c.meaning), Some("wrong user name or password"));
/// assert_eq!(code(50140).map(|c| c.class), Some(Class::Interrupt));
/// ```
pub fn code(number: u32) -> Option<&'static Code> {
    CODES.get(&number)
}

/// Returns what a code's text means, as in `ResultType`; none for text that is no documented code.
pub fn code_of_text(text: &str) -> Option<&'static Code> {
    let text = text.trim();
    code(text.strip_prefix("AADSTS").unwrap_or(text).parse().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_tells_how_the_sign_in_ended() {
        for (number, class, cause, first_factor) in [
            (0, Class::Success, "success", Some(true)),
            (50126, Class::Failure, "credentials", Some(false)),
            (50053, Class::Failure, "lockout", None),
            (50074, Class::Interrupt, "second factor", Some(true)),
            (50076, Class::Interrupt, "second factor", Some(true)),
            (50140, Class::Interrupt, "user step", Some(true)),
            (70043, Class::Interrupt, "expired", None),
            (500_121, Class::Failure, "second factor", Some(true)),
            (53003, Class::Failure, "conditional access", Some(true)),
        ] {
            let code = code(number).unwrap();
            assert_eq!((code.class, code.cause, code.first_factor), (class, cause, first_factor), "{number}");
        }
        assert_eq!(code(1), None);
    }

    #[test]
    fn a_code_is_found_by_its_text() {
        assert_eq!(code_of_text(" 50126 "), code(50126));
        assert_eq!(code_of_text("AADSTS50126"), code(50126));
        assert_eq!(code_of_text("Success"), None);
        assert_eq!(code_of_text("-1"), None);
    }

    #[test]
    fn every_line_of_the_list_is_a_code_and_none_comes_twice() {
        let lines: Vec<&str> = include_str!("entra.tsv").lines().filter(|line| !line.starts_with('#')).collect();
        assert!(lines.iter().all(|line| Code::read(line).is_some_and(|code| !code.meaning.is_empty())));
        assert_eq!(lines.len(), CODES.len());
        assert!(CODES.len() > 300);
    }
}
