//! What whoever asks for a report may choose.

use std::fmt;

use serde::Deserialize;

/// Something that whoever asks may choose; in the queries a string of this name.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Parameter {
    /// Its name.
    pub name: String,
    /// What it means.
    pub description: String,
    /// What it may be.
    #[serde(default)]
    pub kind: Kind,
    /// The least that a number may be.
    #[serde(default)]
    pub from: Option<f64>,
    /// The most that a number may be.
    #[serde(default)]
    pub to: Option<f64>,
    /// What it is when nothing is chosen; without it something must be.
    #[serde(default)]
    pub default: Option<String>,
}

/// What a parameter may be.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Any text.
    #[default]
    Text,
    /// A number, from `from` to `to`, both within.
    Number,
}

impl Parameter {
    /// A value as the queries get it; none where it may not be one. A number is written in one way, however it was given: `+5.50` is `5.5`.
    ///
    /// ```
    /// use report::definition::{Kind, Parameter};
    ///
    /// let hours = Parameter { kind: Kind::Number, from: Some(-12.0), to: Some(14.0), ..Parameter::default() };
    /// assert_eq!(hours.value(" +5.50 ").as_deref(), Some("5.5"));
    /// assert_eq!(hours.value("99"), None);
    /// ```
    pub fn value(&self, text: &str) -> Option<String> {
        match self.kind {
            Kind::Text => Some(text.to_owned()),
            Kind::Number => {
                let number = text.trim().parse::<f64>().ok().filter(|number| number.is_finite())?;
                let within = self.from.is_none_or(|from| number >= from) && self.to.is_none_or(|to| number <= to);
                // Zero has no sign here.
                within.then(|| (number + 0.0).to_string())
            }
        }
    }

    /// What is wrong with it.
    pub(super) fn check(&self, say: &mut dyn FnMut(String)) {
        let name = &self.name;
        let letters = name.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_');
        if !letters || !name.starts_with(|letter: char| letter.is_ascii_alphabetic()) {
            say(format!("the parameter “{name}” cannot be a name in a query; use letters, digits and _"));
        }
        if self.kind == Kind::Text && (self.from.is_some() || self.to.is_some()) {
            say(format!("the parameter {name} has bounds and is a text; write `kind: number`"));
        }
        let finite = [self.from, self.to].into_iter().flatten().all(f64::is_finite);
        if !finite || self.from.zip(self.to).is_some_and(|(from, to)| from > to) {
            say(format!("the parameter {name} can be no number at all; `from` must not be above `to`"));
        }
        if let Some(default) = self.default.as_deref().filter(|default| self.value(default).is_none()) {
            say(format!("the parameter {name} must be {self}, and its default is “{default}”"));
        }
    }
}

/// What it may be, in words: `a number from -12 to 14`.
impl fmt::Display for Parameter {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.kind, self.from, self.to) {
            (Kind::Text, ..) => out.write_str("a text"),
            (Kind::Number, None, None) => out.write_str("a number"),
            (Kind::Number, Some(from), None) => write!(out, "a number of {from} or more"),
            (Kind::Number, None, Some(to)) => write!(out, "a number of {to} or less"),
            (Kind::Number, Some(from), Some(to)) => write!(out, "a number from {from} to {to}"),
        }
    }
}
