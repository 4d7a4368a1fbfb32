//! A document: text with places where lines may break. Groups break all their places or none.

/// A piece of a document.
#[derive(Debug)]
pub(super) enum Piece {
    Text(String),
    /// A space, or a line break in a broken group.
    Line,
    /// Nothing, or a line break in a broken group.
    Soft,
    /// A line break in laid-out text, a space in flat text.
    Hard,
    /// An empty line in laid-out text.
    Blank,
    /// A comment; a line break follows it in any case.
    Comment(String),
    Group(Group),
    Nest(Vec<Piece>),
}

/// Pieces that break together.
#[derive(Debug)]
pub(super) struct Group {
    pieces: Vec<Piece>,
    /// Characters when it is not broken; `None` when it has to break.
    width: Option<usize>,
}

impl Group {
    pub(super) fn new(pieces: Vec<Piece>) -> Self {
        let width = width_of(&pieces);
        Group { pieces, width }
    }
}

fn width_of(pieces: &[Piece]) -> Option<usize> {
    pieces.iter().try_fold(0, |sum: usize, piece| {
        let width = match piece {
            Piece::Text(text) if text.contains('\n') => return None,
            Piece::Text(text) => text.chars().count(),
            Piece::Line => 1,
            Piece::Soft => 0,
            Piece::Hard | Piece::Blank | Piece::Comment(_) => return None,
            Piece::Group(group) => group.width?,
            Piece::Nest(inner) => width_of(inner)?,
        };
        Some(sum + width)
    })
}

/// How a document becomes text.
#[derive(Debug, Clone, Copy)]
pub(super) enum Layout {
    /// On one line.
    Flat,
    /// In lines of about this many characters.
    Lines(usize),
}

const INDENT: usize = 4;

/// Writes a document.
pub(super) fn render(pieces: &[Piece], layout: Layout) -> String {
    let mut writer = Writer { out: String::new(), column: 0, layout, broken_by_comment: false };
    writer.pieces(pieces, 0, matches!(layout, Layout::Lines(_)));
    writer.out
}

struct Writer {
    out: String,
    column: usize,
    layout: Layout,
    /// A comment was written: what follows must begin a line.
    broken_by_comment: bool,
}

impl Writer {
    fn pieces(&mut self, pieces: &[Piece], indent: usize, broken: bool) {
        for piece in pieces {
            match piece {
                Piece::Text(text) => self.text(text, indent),
                Piece::Line if !broken => self.space(indent),
                Piece::Soft if !broken => {}
                Piece::Line | Piece::Soft => self.new_line(indent),
                Piece::Hard => match self.layout {
                    Layout::Flat => self.space(indent),
                    Layout::Lines(_) => self.new_line(indent),
                },
                Piece::Blank => {
                    if matches!(self.layout, Layout::Lines(_)) && !self.out.is_empty() {
                        self.out.truncate(self.out.trim_end_matches(' ').len());
                        if self.out.ends_with('\n') {
                            self.out.push('\n');
                        }
                    }
                }
                Piece::Comment(text) => self.comment(text, indent),
                Piece::Group(group) => {
                    let breaks = match (self.layout, group.width) {
                        (Layout::Flat, _) => false,
                        (Layout::Lines(_), None) => true,
                        (Layout::Lines(most), Some(width)) => self.column + width > most,
                    };
                    self.pieces(&group.pieces, indent, breaks);
                }
                Piece::Nest(inner) => self.pieces(inner, indent + INDENT, broken),
            }
        }
    }

    fn space(&mut self, indent: usize) {
        if self.broken_by_comment {
            self.new_line(indent);
        } else if self.column > 0 && !self.out.ends_with([' ', '\n']) {
            self.out.push(' ');
            self.column += 1;
        }
    }

    fn new_line(&mut self, indent: usize) {
        self.broken_by_comment = false;
        if !self.out.is_empty() {
            self.out.truncate(self.out.trim_end_matches(' ').len());
            if !self.out.is_empty() && !self.out.ends_with('\n') {
                self.out.push('\n');
            }
        }
        self.out.extend(std::iter::repeat_n(' ', indent));
        self.column = indent;
    }

    fn text(&mut self, text: &str, indent: usize) {
        if text.is_empty() {
            return;
        }
        let text = if self.broken_by_comment {
            self.new_line(indent);
            text.trim_start_matches(' ')
        } else {
            text
        };
        self.out.push_str(text);
        self.column = match text.rsplit_once('\n') {
            Some((_, last)) => last.chars().count(),
            None => self.column + text.chars().count(),
        };
    }

    fn comment(&mut self, text: &str, indent: usize) {
        if self.broken_by_comment {
            self.new_line(indent);
        }
        let at_line_start = self.out.is_empty() || self.out.trim_end_matches(' ').ends_with('\n');
        if !at_line_start && !self.out.ends_with(' ') {
            self.out.push(' ');
        }
        self.out.push_str(text.trim_end());
        self.broken_by_comment = true;
    }
}
