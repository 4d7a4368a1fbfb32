//! Text → text, laid out for people: an operator a line, lists broken where they are long, comments kept.

use crate::diagnostic::Diagnostic;
use crate::print::{Trivia, lay_out};
use crate::{Parsed, parse};

/// Characters of a line that the layout keeps to where it can.
const WIDTH: usize = 100;

/// Why a text was left as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FormatError {
    /// The text is no query; these are its errors.
    Invalid(Vec<Diagnostic>),
    /// The laid-out text would not mean the same. That is a mistake of the formatter.
    Changed,
}

impl std::fmt::Display for FormatError {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            FormatError::Invalid(diagnostics) => {
                write!(out, "cannot lay out a query with {} error(s)", diagnostics.len())?;
                diagnostics.first().map_or(Ok(()), |first| write!(out, ", first of them {first}"))
            }
            FormatError::Changed => out.write_str("laying out the query would change it; it is left as it is"),
        }
    }
}

impl std::error::Error for FormatError {}

/// The query laid out: the same tree, the same comments, the parentheses that the author wrote.
///
/// ```
/// let text = "SigninLogs|where ResultType==50126 // bad password\n|summarize Fails=count() by IPAddress|top 20 by Fails";
/// assert_eq!(
///     kql::format(text).as_deref(),
///     Ok("\
/// SigninLogs
/// | where ResultType == 50126 // bad password
/// | summarize Fails = count() by IPAddress
/// | top 20 by Fails
/// ")
/// );
/// ```
pub fn format(text: &str) -> Result<String, FormatError> {
    let parsed = parse(text);
    let errors: Vec<Diagnostic> = parsed.errors().cloned().collect();
    if !errors.is_empty() {
        return Err(FormatError::Invalid(errors));
    }
    let trivia = Trivia { text, comments: &parsed.comments, parentheses: &parsed.parentheses };
    let laid_out = lay_out(&parsed.tree, &trivia, WIDTH);
    let again = parse(&laid_out);
    let same = again.tree == parsed.tree && comments(&again, &laid_out) == comments(&parsed, text);
    if same { Ok(laid_out) } else { Err(FormatError::Changed) }
}

fn comments<'t>(parsed: &Parsed, text: &'t str) -> Vec<&'t str> {
    parsed.comments.iter().map(|comment| comment.span.text(text).trim_end()).collect()
}
