//! What is wrong with a query, or could be better: numbered, with its place, and what to do.

mod code;

pub use code::Code;

use crate::span::Span;

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Something one may want to know.
    Note,
    /// The query runs, but perhaps not as meant.
    Warning,
    /// The query does not run.
    Error,
}

impl Severity {
    /// As it is written before a message.
    pub fn text(self) -> &'static str {
        match self {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// An edit that would mend it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// What to replace.
    pub span: Span,
    /// With what.
    pub replacement: String,
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Which kind; its number is never used again for another.
    pub code: Code,
    /// How bad it is.
    pub severity: Severity,
    /// What it is about.
    pub span: Span,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
    /// An edit that would mend it, when one is likely.
    pub suggestion: Option<Suggestion>,
}

impl Diagnostic {
    /// Something that keeps the query from running.
    pub fn error(code: Code, span: Span, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Error, span, message)
    }

    /// A finding.
    pub fn new(code: Code, severity: Severity, span: Span, message: impl Into<String>) -> Self {
        Diagnostic { code, severity, span, message: message.into(), help: None, suggestion: None }
    }

    /// Adds what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds an edit that would mend it, and says why.
    #[must_use]
    pub fn replace(mut self, span: Span, replacement: impl Into<String>, help: impl Into<String>) -> Self {
        self.suggestion = Some(Suggestion { span, replacement: replacement.into() });
        self.help(help)
    }

    /// Adds the word that was probably meant, when there is one.
    #[must_use]
    pub fn did_you_mean(self, span: Span, word: Option<&str>) -> Self {
        match word {
            Some(word) => self.replace(span, word, format!("did you mean `{word}`?")),
            None => self,
        }
    }
}

impl std::fmt::Display for Diagnostic {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{}[{}]: {}", self.severity.text(), self.code, self.message)?;
        match &self.help {
            Some(help) => write!(out, "; {help}"),
            None => Ok(()),
        }
    }
}
