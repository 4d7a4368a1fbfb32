//! Tree → text: [`print`] on one line, in the one way every tree has, and [`crate::format`] laid out for people.
//!
//! Both walk the same printing code, so what is laid out means what is printed. Parentheses are put where the shape of the tree
//! needs them; the formatter also keeps those that the author wrote.

mod document;
mod expression;
mod list;
mod literal;
mod schema;
mod statement;

use std::collections::HashMap;

use crate::lex::Comment;
use crate::span::{LineIndex, Span};
use crate::tree::Tree;
use document::{Group, Layout, Piece};

/// What can be written as text of the language.
pub(crate) trait Print {
    /// Writes it.
    fn print(&self, out: &mut Printer<'_>);

    /// Whether its lines, when it breaks, are indented against the one it begins on.
    fn hangs(&self) -> bool {
        false
    }
}

/// The text of a tree: each statement on one line, in the one way of writing it.
///
/// Parsing it gives the tree again, up to spans, if the tree has no [`Missing`](crate::tree::Missing) parts.
///
/// ```
/// let parsed = kql::parse("SigninLogs|where  ((ResultType)==50126)|  order by TimeGenerated");
/// assert_eq!(kql::print(&parsed.tree), "SigninLogs | where ResultType == 50126 | order by TimeGenerated");
/// ```
pub fn print(tree: &Tree) -> String {
    let mut printer = Printer::new(None);
    tree.print(&mut printer);
    document::render(&printer.pieces, Layout::Flat)
}

/// The text of an expression, on one line.
pub fn print_expression(expression: &crate::tree::Expression) -> String {
    let mut printer = Printer::new(None);
    printer.expression(expression);
    document::render(&printer.pieces, Layout::Flat)
}

/// What the formatter knows of the text beyond its tree.
pub(crate) struct Trivia<'t> {
    pub(crate) text: &'t str,
    pub(crate) comments: &'t [Comment],
    pub(crate) parentheses: &'t [Span],
}

/// The text of a tree, laid out in lines of about `width` characters, with its comments.
pub(crate) fn lay_out(tree: &Tree, trivia: &Trivia<'_>, width: usize) -> String {
    let mut printer = Printer::new(Some(trivia));
    tree.print(&mut printer);
    printer.comments_before(u32::MAX);
    let mut text = document::render(&printer.pieces, Layout::Lines(width));
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}

pub(crate) struct Printer<'t> {
    pieces: Vec<Piece>,
    source: Option<Source<'t>>,
}

struct Source<'t> {
    text: &'t str,
    lines: LineIndex,
    comments: &'t [Comment],
    /// How many pairs of parentheses the author put around the expression of a span.
    parentheses: HashMap<Span, usize>,
}

impl<'t> Printer<'t> {
    fn new(trivia: Option<&Trivia<'t>>) -> Self {
        let source = trivia.map(|trivia| {
            let mut parentheses = HashMap::new();
            for span in trivia.parentheses {
                *parentheses.entry(*span).or_insert(0) += 1;
            }
            Source { text: trivia.text, lines: LineIndex::new(trivia.text), comments: trivia.comments, parentheses }
        });
        Printer { pieces: Vec::new(), source }
    }

    pub(crate) fn text(&mut self, text: &str) {
        self.pieces.push(Piece::Text(text.to_owned()));
    }

    /// A space that never breaks.
    pub(crate) fn space(&mut self) {
        self.text(" ");
    }

    /// A space, or a line break in a broken group.
    pub(crate) fn line(&mut self) {
        self.pieces.push(Piece::Line);
    }

    /// Nothing, or a line break in a broken group.
    pub(crate) fn soft(&mut self) {
        self.pieces.push(Piece::Soft);
    }

    /// A line break in laid-out text.
    pub(crate) fn hard(&mut self) {
        self.pieces.push(Piece::Hard);
    }

    /// What `inner` writes breaks together.
    pub(crate) fn group(&mut self, inner: impl FnOnce(&mut Self)) {
        let pieces = self.collect(inner);
        self.pieces.push(Piece::Group(Group::new(pieces)));
    }

    /// Lines of what `inner` writes are indented.
    pub(crate) fn nest(&mut self, inner: impl FnOnce(&mut Self)) {
        let pieces = self.collect(inner);
        self.pieces.push(Piece::Nest(pieces));
    }

    fn collect(&mut self, inner: impl FnOnce(&mut Self)) -> Vec<Piece> {
        let before = std::mem::take(&mut self.pieces);
        inner(self);
        std::mem::replace(&mut self.pieces, before)
    }

    /// How many pairs of parentheses the author put around an expression.
    pub(crate) fn written_parentheses(&self, span: Span) -> usize {
        self.source.as_ref().and_then(|source| source.parentheses.get(&span)).copied().unwrap_or(0)
    }

    /// The comments that stand before an offset and are not written yet.
    pub(crate) fn comments_before(&mut self, offset: u32) {
        let Some(source) = &mut self.source else { return };
        let count = source.comments.partition_point(|comment| comment.span.start < offset);
        let (now, later) = source.comments.split_at(count);
        source.comments = later;
        for comment in now {
            if on_own_line(source.text, comment.span.start) {
                self.pieces.push(Piece::Hard);
            }
            if blank_line_before(source.text, comment.span.start) {
                self.pieces.push(Piece::Blank);
            }
            self.pieces.push(Piece::Comment(comment.span.text(source.text).to_owned()));
        }
    }

    /// The comment that stands behind an offset on its line, with nothing but a comma between.
    pub(crate) fn comment_behind(&mut self, offset: u32) {
        let Some(source) = &mut self.source else { return };
        let Some((comment, later)) = source.comments.split_first() else { return };
        let between = Span::new(offset, comment.span.start).text(source.text);
        let same_line = source.lines.line(offset) == source.lines.line(comment.span.start);
        if same_line && comment.span.start >= offset && between.chars().all(|c| c.is_whitespace() || c == ',') {
            source.comments = later;
            self.pieces.push(Piece::Comment(comment.span.text(source.text).to_owned()));
        }
    }

    /// The comment that stands behind a statement on its line, after its `;`.
    pub(crate) fn comment_behind_statement(&mut self, offset: u32) {
        let Some(source) = &self.source else { return };
        let rest = source.text.get(offset as usize..).unwrap_or_default();
        let skipped = rest.len() - rest.trim_start().strip_prefix(';').unwrap_or(rest).len();
        let crosses = rest.get(..skipped).is_some_and(|skipped| skipped.contains('\n'));
        self.comment_behind(if crosses { offset } else { offset + skipped as u32 });
    }

    /// Keeps an empty line that the author left before the comments at an offset, or before the offset where there are none.
    pub(crate) fn blank_line_before_comment(&mut self, offset: u32) {
        let pending = self.source.as_ref().and_then(|source| source.comments.first());
        if pending.is_none_or(|comment| comment.span.start >= offset) {
            self.blank_line(offset);
        }
    }

    /// Keeps an empty line that the author left before an offset.
    pub(crate) fn blank_line(&mut self, offset: u32) {
        if self.source.as_ref().is_some_and(|source| blank_line_before(source.text, offset)) {
            self.pieces.push(Piece::Hard);
            self.pieces.push(Piece::Blank);
        }
    }
}

/// Whether nothing but space stands before an offset on its line.
fn on_own_line(text: &str, offset: u32) -> bool {
    let before = text.get(..offset as usize).unwrap_or_default();
    before.trim_end_matches([' ', '\t']).ends_with(['\n', '\r']) || before.trim().is_empty()
}

/// Whether an empty line stands before an offset.
fn blank_line_before(text: &str, offset: u32) -> bool {
    let before = text.get(..offset as usize).unwrap_or_default();
    let space = before.get(before.trim_end().len()..).unwrap_or_default();
    space.matches('\n').count() > 1
}
