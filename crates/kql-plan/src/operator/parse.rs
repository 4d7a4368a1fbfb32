//! `parse`, `parse-where`: columns out of texts, by a pattern.
//!
//! The pattern becomes one regular expression, and the operator a scalar function of the text, so that rows can be parsed as they come.
//!
//! Source: <https://learn.microsoft.com/kusto/query/parse-operator>, <https://learn.microsoft.com/kusto/query/parse-where-operator>

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::thread::LocalKey;

use regex::Regex;

use crate::scalar::Call;
use crate::{Json, Type, Value, convert};

/// How a pattern is matched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParseMode {
    /// Texts are texts; a row in which a column is not of its type does not match.
    Simple,
    /// Texts are regular expressions, and columns of text take as much as they can.
    Regex,
    /// Texts are texts; a column that is not of its type is null.
    Relaxed,
}

/// A piece of a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// `*`: any text.
    Skip,
    /// This text, or in mode regex what this expression matches.
    Text(String),
    /// What goes to a column of this type.
    Column(Type),
}

/// A pattern of `parse`, ready to be used.
///
/// It has to match the whole text: what may precede or follow is said by `*`.
#[derive(Debug)]
pub struct ParsePattern {
    mode: ParseMode,
    regex: Regex,
    kinds: Vec<Type>,
}

impl ParsePattern {
    /// A pattern. `flags` are those of the regular expression in mode regex: `i`, `m`, `s`, `U`, `x`.
    ///
    /// # Errors
    /// When the regular expression of the query cannot be understood, in words for whoever asked.
    pub fn new(mode: ParseMode, flags: &str, pieces: &[Piece]) -> Result<Self, String> {
        let unknown: String = flags.chars().filter(|flag| !"imsUux".contains(*flag)).collect();
        if !unknown.is_empty() {
            return Err(format!("`{unknown}` is no flag of a regular expression; use i, m, s, U or x"));
        }
        let flags: String = if mode == ParseMode::Regex { flags.to_owned() } else { "s".to_owned() };
        let mut expression = if flags.is_empty() { String::new() } else { format!("(?{flags})") };
        expression.push_str(r"\A");
        let mut kinds = Vec::new();
        for (index, piece) in pieces.iter().enumerate() {
            match piece {
                Piece::Skip => expression.push_str(".*?"),
                Piece::Text(text) if mode == ParseMode::Regex => {
                    expression.push_str("(?:");
                    expression.push_str(text);
                    expression.push(')');
                }
                Piece::Text(text) => expression.push_str(&regex::escape(text)),
                Piece::Column(kind) => {
                    let skip_follows = pieces.get(index + 1) == Some(&Piece::Skip);
                    let is_last = index + 1 == pieces.len();
                    // A name keeps it apart from the groups of the query's own expressions.
                    expression.push_str(&format!("(?P<{}>", group(kinds.len())));
                    expression.push_str(extent(mode, *kind, skip_follows, is_last));
                    expression.push(')');
                    kinds.push(*kind);
                }
            }
        }
        expression.push_str(r"\z");
        let regex = Regex::new(&expression)
            .map_err(|error| format!("the pattern is no regular expression: {}", last_line(&error.to_string())))?;
        Ok(ParsePattern { mode, regex, kinds })
    }

    /// A value for each column; `None` when the text does not match.
    ///
    /// In modes simple and regex a text of which a part is not of the type of its column does not match.
    pub fn parse(&self, text: &str) -> Option<Vec<Value<'static>>> {
        let captures = self.regex.captures(text)?;
        let mut values = Vec::with_capacity(self.kinds.len());
        for (index, kind) in self.kinds.iter().enumerate() {
            let part = captures.name(&group(index)).map_or("", |part| part.as_str());
            let value = part_as(part, *kind);
            if value.is_null() && self.mode != ParseMode::Relaxed {
                return None;
            }
            values.push(value);
        }
        Some(values)
    }
}

/// A part of a text as a value of a type; as a dynamic it is read as JSON, when it is that.
pub(super) fn part_as(part: &str, kind: Type) -> Value<'static> {
    if kind == Type::Dynamic {
        return Value::dynamic(serde_json::from_str(part).unwrap_or_else(|_| Json::from(part)));
    }
    convert::convert(&Value::from(part), kind).into_owned()
}

/// The name of the group of a column.
fn group(column: usize) -> String {
    format!("quaestor_column_{column}")
}

/// The part of an error that says what is wrong, without the expression.
fn last_line(error: &str) -> &str {
    error.lines().last().unwrap_or_default().trim_start_matches("error: ")
}

/// What a column may take.
fn extent(mode: ParseMode, kind: Type, skip_follows: bool, is_last: bool) -> &'static str {
    let number = match kind {
        Type::Int | Type::Long => Some(r"-?\d+"),
        Type::Real | Type::Decimal => Some(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"),
        _ => None,
    };
    match (mode, number) {
        (ParseMode::Regex, Some(number)) => number,
        // The number ends where its digits end: nothing else says so.
        (ParseMode::Simple, Some(number)) if skip_follows => number,
        (ParseMode::Relaxed, Some(_)) if skip_follows => r"-?[\d.]*",
        _ if skip_follows && kind != Type::String && kind != Type::Dynamic => r#"[^\s,;|"')\]}>]*"#,
        (ParseMode::Regex, None) => ".*",
        _ if is_last => ".*",
        _ => ".*?",
    }
}

/// A pattern as a text, which [`PARSE_PATTERN`] takes.
pub fn pattern_text(mode: ParseMode, flags: &str, pieces: &[Piece]) -> String {
    let mode = match mode {
        ParseMode::Simple => "simple",
        ParseMode::Regex => "regex",
        ParseMode::Relaxed => "relaxed",
    };
    let pieces: Vec<Json> = pieces
        .iter()
        .map(|piece| match piece {
            Piece::Skip => Json::from("*"),
            Piece::Text(text) => Json::from(vec![text.as_str()]),
            Piece::Column(kind) => Json::from(kind.name()),
        })
        .collect();
    Json::from(vec![Json::from(mode), Json::from(flags), Json::Array(pieces)]).to_string()
}

/// The pattern of a text that [`pattern_text`] made.
fn pattern_of(text: &str) -> Option<ParsePattern> {
    let Json::Array(parts) = serde_json::from_str(text).ok()? else { return None };
    let [Json::String(mode), Json::String(flags), Json::Array(pieces)] = parts.as_slice() else { return None };
    let mode = match mode.as_str() {
        "regex" => ParseMode::Regex,
        "relaxed" => ParseMode::Relaxed,
        _ => ParseMode::Simple,
    };
    let pieces: Option<Vec<Piece>> = pieces
        .iter()
        .map(|piece| match piece {
            Json::String(star) if star == "*" => Some(Piece::Skip),
            Json::String(kind) => Type::by_name(kind).map(Piece::Column),
            piece => piece.get(0)?.as_str().map(|text| Piece::Text(text.to_owned())),
        })
        .collect();
    ParsePattern::new(mode, flags, &pieces?).ok()
}

/// Something made of a text that is the same in every row, kept for the next row. A thread keeps but few.
pub(super) fn remembered<T, R>(
    memory: &'static LocalKey<RefCell<HashMap<String, Rc<T>>>>,
    text: &str,
    build: impl FnOnce(&str) -> Option<T>,
    then: impl FnOnce(&T) -> R,
) -> Option<R> {
    const KEPT: usize = 32;
    let known = memory.with(|kept| kept.borrow().get(text).cloned());
    if let Some(known) = known {
        return Some(then(&known));
    }
    let made = Rc::new(build(text)?);
    memory.with(|kept| {
        let mut kept = kept.borrow_mut();
        if kept.len() >= KEPT {
            kept.clear();
        }
        kept.insert(text.to_owned(), Rc::clone(&made));
    });
    Some(then(&made))
}

thread_local! {
    static PATTERNS: RefCell<HashMap<String, Rc<ParsePattern>>> = RefCell::new(HashMap::new());
}

fn kernel<'a>(call: &Call<'a>) -> Value<'a> {
    let values = remembered(&PATTERNS, call.text(1), pattern_of, |pattern| pattern.parse(call.text(0)));
    match values.flatten() {
        Some(values) => Value::dynamic(Json::Array(values.iter().map(convert::to_json).collect())),
        None => Value::Null,
    }
}

crate::kql_scalar! {
    /// Returns what a pattern of `parse` finds in a text: an array with an element for each column, or null when it does not match.
    ///
    /// No query can call it: the binder makes the operator of it. `pattern` is what [`pattern_text`] made.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/parse-operator>
    pub PARSE_PATTERN = parse_pattern(text: string, pattern: string) -> dynamic => kernel;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Context;

    /// Pieces in short: `*`, `:type`, else a text.
    fn pieces(short: &[&str]) -> Vec<Piece> {
        short
            .iter()
            .map(|piece| match *piece {
                "*" => Piece::Skip,
                piece => match piece.strip_prefix(':') {
                    Some(kind) => Piece::Column(Type::by_name(kind).unwrap()),
                    None => Piece::Text(piece.to_owned()),
                },
            })
            .collect()
    }

    fn parse(mode: ParseMode, flags: &str, short: &[&str], text: &str) -> String {
        let pattern = Value::from(pattern_text(mode, flags, &pieces(short)));
        let arguments = [Value::from(text), pattern];
        let context = Context::default();
        let found = kernel(&Call { arguments: &arguments, context: &context });
        found.as_json().map_or_else(|| "-".to_owned(), Json::to_string)
    }

    fn simple(short: &[&str], text: &str) -> String {
        parse(ParseMode::Simple, "", short, text)
    }

    #[test]
    fn a_column_goes_up_to_the_next_text() {
        assert_eq!(
            simple(&["user ", ":string", " from ", ":string"], "user ada from here from there"),
            r#"["ada","here from there"]"#
        );
        assert_eq!(simple(&[":string", "\\", "*"], r"C:\x\y"), r#"["C:"]"#);
    }

    #[test]
    fn the_whole_text_has_to_match() {
        assert_eq!(simple(&["a=", ":string"], "b a=1"), "-");
        assert_eq!(simple(&["*", "a=", ":string"], "b a=1"), r#"["1"]"#);
        assert_eq!(simple(&["a=", ":string", ";"], "a=1;b"), "-");
        assert_eq!(simple(&["a=", ":string", ";", "*"], "a=1;\nb"), r#"["1"]"#);
    }

    #[test]
    fn a_number_before_a_star_ends_with_its_digits() {
        assert_eq!(simple(&["n=", ":long", "*", "m=", ":long"], "n=27, m=-3"), "[27,-3]");
    }

    #[test]
    fn a_wrong_type_is_no_match_unless_relaxed() {
        let pattern = ["a=", ":long", " b=", ":string"];
        assert_eq!(simple(&pattern, "a=x b=y"), "-");
        assert_eq!(parse(ParseMode::Relaxed, "", &pattern, "a=x b=y"), r#"[null,"y"]"#);
    }

    #[test]
    fn a_regular_expression_is_greedy_unless_told_otherwise() {
        let pattern = ["*", "name=", ":string", ",", "*"];
        let text = "x name=a, size=3, end";
        assert_eq!(parse(ParseMode::Regex, "", &pattern, text), r#"["a, size=3"]"#);
        assert_eq!(parse(ParseMode::Regex, "U", &pattern, text), r#"["a"]"#);
        assert_eq!(parse(ParseMode::Regex, "Ui", &["*", "NAME=", ":string", ",", "*"], text), r#"["a"]"#);
        assert_eq!(parse(ParseMode::Regex, "", &["[a-z]", ":int", "([a-z])", ":int"], "a1b22"), "[1,22]");
    }

    #[test]
    fn what_is_no_pattern_is_told() {
        assert!(ParsePattern::new(ParseMode::Regex, "", &pieces(&["(", ":string"])).unwrap_err().contains("regular"));
        assert!(ParsePattern::new(ParseMode::Regex, "q", &pieces(&["a"])).unwrap_err().contains("flag"));
    }
}
