//! The Kusto Query Language: text → tree, tree → text, diagnostics.
//!
//! | stage | from → to | law |
//! |---|---|---|
//! | lex | text → tokens and comments | every byte is in a token or a comment, is space, or is in a diagnostic |
//! | [`parse`] | tokens → [`tree`] and diagnostics | always a tree; never a panic, never endless; every span is of the text |
//! | [`print`](fn@print) | tree → text | parsing it gives the tree again, if nothing was missing in it |
//! | [`format`](fn@format) | text → text laid out | same tree, same comments, or nothing is done |
//! | [`lint`](fn@lint) | tree → diagnostics | needs no schema |
//!
//! What names mean and which types expressions have is for the binder, in another crate.
//!
//! ```
//! let parsed = kql::parse("SigninLogs | where ResultType == 50126 | sumarize count() by IPAddress");
//! let error = parsed.errors().next().map(ToString::to_string);
//! assert_eq!(error.as_deref(), Some("error[KQL0007]: `sumarize` is no operator; did you mean `summarize`?"));
//! assert_eq!(parsed.tree.statements.len(), 1);
//! ```
//!
//! Source of the language: <https://learn.microsoft.com/kusto/query/>

pub mod diagnostic;
mod format;
mod lex;
mod lint;
pub mod literal;
pub mod operators;
mod parse;
mod print;
pub mod span;
mod suggest;
pub mod tree;

pub use diagnostic::{Code, Diagnostic, Severity};
pub use format::{FormatError, format};
pub use lex::Comment;
pub use lint::lint;
pub use parse::MAX_DEPTH;
pub use print::{print, print_expression};
pub use span::{LineColumn, LineIndex, Span};
pub use suggest::nearest;
pub use tree::Tree;

/// What became of a query text.
#[derive(Debug, Clone)]
pub struct Parsed {
    /// The tree; where something was wrong, as much as could be read.
    pub tree: Tree,
    /// What is wrong, in the order of the text.
    pub diagnostics: Vec<Diagnostic>,
    /// The comments, in the order of the text.
    pub comments: Vec<Comment>,
    /// The spans of expressions that stand in parentheses, once for each pair.
    parentheses: Vec<Span>,
}

impl Parsed {
    /// The diagnostics that keep the query from running.
    pub fn errors(&self) -> impl Iterator<Item = &Diagnostic> {
        self.diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// Whether nothing keeps the query from running, as far as its text tells.
    pub fn is_ok(&self) -> bool {
        self.errors().next().is_none()
    }
}

/// Longest text that is read: spans are 32 bits wide.
pub const MAX_LENGTH: usize = u32::MAX as usize - 1;

/// Reads a query text: statements with `;` between them.
pub fn parse(text: &str) -> Parsed {
    parse_with(text, |parser| {
        let statements = parser.statements();
        Tree { statements, span: Span::new(0, parser.text_end()) }
    })
    .unwrap_or_else(|diagnostic| Parsed {
        tree: Tree { statements: Vec::new(), span: Span::default() },
        diagnostics: vec![diagnostic],
        comments: Vec::new(),
        parentheses: Vec::new(),
    })
}

/// Reads a single expression, scalar or tabular; the tree is one query statement of it.
pub fn parse_expression(text: &str) -> Parsed {
    parse_with(text, |parser| {
        let expression = parser.only_expression();
        let span = expression.span();
        let statement = tree::Statement::Query(tree::QueryStatement { expression, span });
        Tree { statements: vec![statement], span: Span::new(0, parser.text_end()) }
    })
    .unwrap_or_else(|diagnostic| Parsed {
        tree: Tree { statements: Vec::new(), span: Span::default() },
        diagnostics: vec![diagnostic],
        comments: Vec::new(),
        parentheses: Vec::new(),
    })
}

fn parse_with(text: &str, read: impl FnOnce(&mut parse::Parser<'_>) -> Tree) -> Result<Parsed, Diagnostic> {
    if text.len() > MAX_LENGTH {
        let message = format!("the query text has {} bytes; at most {MAX_LENGTH} are read", text.len());
        return Err(Diagnostic::error(Code::TooLong, Span::default(), message));
    }
    let mut lexed = lex::lex(text);
    let mut diagnostics = std::mem::take(&mut lexed.diagnostics);
    let mut parser = parse::Parser::new(text, &lexed);
    let tree = read(&mut parser);
    diagnostics.append(&mut parser.diagnostics);
    diagnostics.sort_by_key(|diagnostic| (diagnostic.span.start, diagnostic.code));
    let parentheses = std::mem::take(&mut parser.parentheses);
    Ok(Parsed { tree, diagnostics, comments: std::mem::take(&mut lexed.comments), parentheses })
}
