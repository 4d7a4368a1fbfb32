//! A value with wildcards, and the test of a place for it.

use rsigma_parser::{SigmaString, SpecialChar, StringPart};

use super::Expression;
use super::text;
use crate::error::Error;
use crate::mapping::Place;

/// What a text must look like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Needle {
    parts: Vec<Part>,
    cased: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Plain(String),
    /// Any characters, none too.
    Many,
    /// Any character.
    One,
    /// Any of the characters that stand for a dash in front of an option.
    Dash,
}

/// How a needle is looked for, where no regular expression is needed.
enum Shape<'n> {
    Equals(&'n str),
    Contains(&'n str),
    Starts(&'n str),
    Ends(&'n str),
    /// Anything.
    Anything,
    Pattern,
}

impl Needle {
    pub(crate) fn new(value: &SigmaString, cased: bool) -> Self {
        let mut parts: Vec<Part> = Vec::new();
        for part in &value.parts {
            let part = match part {
                StringPart::Plain(text) => Part::Plain(text.clone()),
                StringPart::Special(SpecialChar::WildcardMulti) => Part::Many,
                StringPart::Special(SpecialChar::WildcardSingle) => Part::One,
            };
            if !(part == Part::Many && parts.last() == Some(&Part::Many)) {
                parts.push(part);
            }
        }
        Self { parts, cased }
    }

    pub(crate) fn plain(text: &str, cased: bool) -> Self {
        let parts = if text.is_empty() { Vec::new() } else { vec![Part::Plain(text.to_owned())] };
        Self { parts, cased }
    }

    /// With anything before it.
    pub(crate) fn open_before(mut self) -> Self {
        if self.parts.first() != Some(&Part::Many) {
            self.parts.insert(0, Part::Many);
        }
        self
    }

    /// With anything after it.
    pub(crate) fn open_after(mut self) -> Self {
        if self.parts.last() != Some(&Part::Many) {
            self.parts.push(Part::Many);
        }
        self
    }

    /// With every dash in front of a word standing for all characters that commands take for one.
    ///
    /// Source: <https://sigmahq.io/docs/basics/modifiers.html#windash>
    pub(crate) fn any_dash(self) -> Self {
        let mut parts = Vec::new();
        for part in self.parts {
            let Part::Plain(text) = part else {
                parts.push(part);
                continue;
            };
            let mut plain = String::new();
            let characters: Vec<char> = text.chars().collect();
            for (index, character) in characters.iter().enumerate() {
                let word = |at: Option<&char>| at.is_some_and(|at| at.is_alphanumeric() || *at == '_');
                let before = index.checked_sub(1).and_then(|before| characters.get(before));
                if matches!(character, '-' | '/') && !word(before) && word(characters.get(index + 1)) {
                    if !plain.is_empty() {
                        parts.push(Part::Plain(std::mem::take(&mut plain)));
                    }
                    parts.push(Part::Dash);
                } else {
                    plain.push(*character);
                }
            }
            if !plain.is_empty() {
                parts.push(Part::Plain(plain));
            }
        }
        Self { parts, cased: self.cased }
    }

    /// The text, if it is nothing but text without regard to case: such values are asked for in one list.
    pub(crate) fn listed(&self) -> Option<&str> {
        match self.shape() {
            Shape::Equals(text) if !text.is_empty() && !self.cased => Some(text),
            _ => None,
        }
    }

    fn shape(&self) -> Shape<'_> {
        match self.parts.as_slice() {
            [] => Shape::Equals(""),
            [Part::Plain(text)] => Shape::Equals(text),
            [Part::Many] => Shape::Anything,
            [Part::Many, Part::Plain(text), Part::Many] => Shape::Contains(text),
            [Part::Plain(text), Part::Many] => Shape::Starts(text),
            [Part::Many, Part::Plain(text)] => Shape::Ends(text),
            _ => Shape::Pattern,
        }
    }

    /// The test of a place for this needle.
    pub(crate) fn test(&self, place: &Place) -> Result<Expression, Error> {
        match place {
            Place::Text(expression) => Ok(self.test_text(expression)),
            Place::Pattern { column, before, after } => Ok(self.test_json(column, before, after)),
            Place::AnyOf(places) => {
                let tests: Result<Vec<_>, _> = places.iter().map(|place| self.test(place)).collect();
                // Nothing is in several places when nothing is in each of them.
                let nothing = matches!(self.shape(), Shape::Equals(""));
                tests.map(|tests| if nothing { Expression::all(tests) } else { Expression::any(tests) })
            }
            Place::Values { field, values, otherwise } => {
                if let Shape::Equals(text) = self.shape()
                    && let Some((_, test)) = values.iter().find(|(value, _)| value.eq_ignore_ascii_case(text))
                {
                    return Ok(Expression::written(test));
                }
                match otherwise {
                    Some(place) => self.test(place),
                    None => Err(Error::Value {
                        field: field.clone(),
                        value: self.shown(),
                        known: values.iter().map(|(value, _)| *value).collect::<Vec<_>>().join(", "),
                    }),
                }
            }
        }
    }

    fn test_text(&self, place: &str) -> Expression {
        let (equals, contains, starts, ends) = if self.cased {
            ("==", "contains_cs", "startswith_cs", "endswith_cs")
        } else {
            ("=~", "contains", "startswith", "endswith")
        };
        let test =
            |operator: &str, value: &str| Expression::Test(format!("{place} {operator} {}", text::literal(value)));
        match self.shape() {
            Shape::Equals("") => Expression::Test(format!("isempty({place})")),
            Shape::Equals(value) => test(equals, value),
            Shape::Contains(value) => test(contains, value),
            Shape::Starts(value) => test(starts, value),
            Shape::Ends(value) => test(ends, value),
            // `*` alone is any value, and no value is none.
            Shape::Anything => Expression::Test(format!("isnotempty({place})")),
            Shape::Pattern => {
                let pattern = format!("{}^{}$", self.flags(), self.regex(".*", ".", text::regex));
                Expression::Test(format!("{place} matches regex {}", text::pattern(&pattern)))
            }
        }
    }

    fn test_json(&self, column: &str, before: &str, after: &str) -> Expression {
        let (many, one) = (r#"(?:[^"\\]|\\.)*"#, r#"(?:[^"\\]|\\.)"#);
        let found = |value: &str| {
            let pattern = text::pattern(&format!("{}{before}{value}{after}", self.flags()));
            Expression::Test(format!("tostring({}) matches regex {pattern}", text::name(column)))
        };
        match self.shape() {
            Shape::Equals("") => found(&format!("{one}+")).negated(),
            Shape::Anything => found(&format!("{one}+")),
            _ => found(&self.regex(many, one, |plain| text::regex(&text::json(plain)))),
        }
    }

    fn flags(&self) -> &'static str {
        if self.cased { "(?s)" } else { "(?is)" }
    }

    fn regex(&self, many: &str, one: &str, plain: impl Fn(&str) -> String) -> String {
        let parts = self.parts.iter().map(|part| match part {
            Part::Plain(text) => plain(text),
            Part::Many => many.to_owned(),
            Part::One => one.to_owned(),
            Part::Dash => "[-/\u{2013}\u{2014}\u{2015}]".to_owned(),
        });
        parts.collect()
    }

    /// The needle as messages show it.
    pub(crate) fn shown(&self) -> String {
        self.regex("*", "?", str::to_owned)
    }

    /// The search of a whole record for it.
    pub(crate) fn anywhere(&self) -> Expression {
        let open = self.clone().open_before().open_after();
        if let Shape::Contains(value) = open.shape() {
            let operator = if self.cased { "contains_cs" } else { "contains" };
            return Expression::Test(format!("* {operator} {}", text::literal(value)));
        }
        let pattern = format!("{}{}", self.flags(), self.regex(".*", ".", text::regex));
        Expression::Test(format!("tostring(pack_all()) matches regex {}", text::pattern(&pattern)))
    }
}
