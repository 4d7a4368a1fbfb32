//! Compiled patterns, kept for each thread: a query matches the same few patterns in every row.
//!
//! Kusto's syntax of regular expressions is that of crate `regex`: <https://learn.microsoft.com/kusto/query/regex>. It has no look-around and no
//! backreferences, and takes time linear in the text.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use regex::Regex;

use super::Argument;
use crate::Value;

/// How many patterns a thread keeps. A pattern that comes from the data could otherwise fill the memory.
const KEPT: usize = 128;

thread_local! {
    static COMPILED: RefCell<HashMap<String, Option<Rc<Regex>>>> = RefCell::new(HashMap::new());
}

/// The pattern, compiled.
///
/// # Errors
/// When it is no pattern: what is wrong, in one line.
pub fn compile(pattern: &str) -> Result<Regex, String> {
    Regex::new(&super::pattern::translated(pattern)).map_err(|error| {
        let text = error.to_string();
        let reason = text.lines().next_back().unwrap_or_default();
        reason.strip_prefix("error: ").unwrap_or(reason).to_owned()
    })
}

/// The pattern, compiled once for each thread; `None` when it is no pattern.
pub fn cached(pattern: &str) -> Option<Rc<Regex>> {
    COMPILED.with_borrow_mut(|compiled| {
        if let Some(regex) = compiled.get(pattern) {
            return regex.clone();
        }
        if compiled.len() >= KEPT {
            compiled.clear();
        }
        let regex = compile(pattern).ok().map(Rc::new);
        compiled.insert(pattern.to_owned(), regex.clone());
        regex
    })
}

/// What a type rule says to the pattern of a call, when it is a constant: compiled, or why it is no pattern.
///
/// # Errors
/// When it is no pattern: which function, what is wrong, and the pattern.
pub fn check(function: &str, arguments: &[Argument], index: usize) -> Result<Option<Regex>, String> {
    match arguments.get(index).and_then(|argument| argument.constant.as_ref()) {
        Some(Value::String(pattern)) => compile(pattern)
            .map(Some)
            .map_err(|reason| format!("`{function}` needs a regular expression: {reason}, in `{pattern}`")),
        _ => Ok(None),
    }
}

#[cfg(test)]
mod tests {
    use super::{Argument, cached, check};
    use crate::{Type, Value};

    #[test]
    fn says_what_is_wrong_in_one_line() {
        let argument = |text| Argument { kind: Type::String, constant: Some(Value::string(text)) };
        let message = check("extract", &[argument("a(?=b)")], 0).unwrap_err();
        assert_eq!(
            message,
            "`extract` needs a regular expression: look-around, including look-ahead and look-behind, is not supported, in `a(?=b)`"
        );
        assert!(check("extract", &[argument(r"(?i)a\d+")], 0).is_ok());
        assert!(cached("(").is_none());
    }
}
