//! Text as it streams in → blocks of whole records.

use super::block::Content;
use super::json::{Framed, Framer};

/// Takes blocks off the front of a growing text.
pub(crate) trait Splitter: Send {
    /// Takes whole records off the front of `text` and tells how to find them; none if more text is needed, or if
    /// `ended` says that no more comes and nothing is left.
    fn split(&mut self, text: &mut String, ended: bool) -> Option<(String, Content)>;
}

/// Splits JSON. Where one value a line stands at the top, only line breaks are looked at, from the end of the text
/// backwards; anything else is framed here, since a list may be longer than any block.
#[derive(Debug)]
pub(crate) struct JsonSplitter {
    framer: Framer,
}

impl JsonSplitter {
    /// Returns a splitter that stands at the beginning of a leaf.
    pub(crate) fn new(record_limit: usize) -> Self {
        Self { framer: Framer::new(record_limit) }
    }
}

impl Splitter for JsonSplitter {
    fn split(&mut self, text: &mut String, ended: bool) -> Option<(String, Content)> {
        if self.framer.at_top() {
            let cut = if ended { text.len() } else { last_boundary(text.as_bytes()).unwrap_or(0) };
            if cut > 0 {
                return Some((take(text, cut), Content::Json));
            }
            if ended {
                return None;
            }
        }
        let mut framed = Framed::default();
        self.framer.advance(text.as_bytes(), &mut framed);
        let mut cut = self.framer.done();
        if ended {
            self.framer.finish(text.as_bytes(), true, &mut framed);
            cut = text.len();
            self.framer = Framer::new(usize::MAX);
        } else if cut == 0 {
            return None;
        } else {
            self.framer.rebase(cut);
        }
        Some((take(text, cut), Content::Framed(framed)))
    }
}

/// Takes `length` bytes off the front.
pub(super) fn take(text: &mut String, length: usize) -> String {
    let rest = text.get(length..).unwrap_or_default().to_owned();
    text.truncate(length);
    std::mem::replace(text, rest)
}

/// Returns where the last value at the top begins on a line of its own. A line break between a closing and an opening
/// bracket stands between two values at the top, whatever surrounds it: inside a value there would be a comma, and a
/// text holds no line break.
fn last_boundary(bytes: &[u8]) -> Option<usize> {
    let opens = |b: &u8| matches!(b, b'{' | b'[');
    let mut end = bytes.len();
    // Whether the first thing after `end` is an opening bracket. Each byte is looked at once: files may be mostly empty lines.
    let mut opened = false;
    loop {
        let newline = memchr::memrchr(b'\n', bytes.get(..end)?)?;
        if let Some(first) = bytes.get(newline + 1..end)?.iter().find(|b| !b.is_ascii_whitespace()) {
            opened = opens(first);
        }
        end = newline;
        if opened {
            let before = bytes.get(..newline)?.iter().rposition(|b| !b.is_ascii_whitespace())?;
            if matches!(bytes.get(before), Some(b'}' | b']')) {
                return Some(newline + 1);
            }
            end = before + 1;
            opened = false;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_boundary_is_a_line_break_between_a_closing_and_an_opening_bracket() {
        for (text, boundary) in [
            ("{}\n{}", Some(3)),
            ("{}\n{}\n", Some(3)),
            ("{}\n\n {}\n{\"a\"", Some(8)),
            ("{\"a\":\n{}}", None),
            ("{}\n{\"a\":\n[\n1", Some(3)),
            ("{},\n{}", None),
            ("\n{}", None),
            ("{}\n\n", None),
            ("", None),
        ] {
            assert_eq!(last_boundary(text.as_bytes()), boundary, "{text:?}");
        }
    }

    #[test]
    fn empty_lines_cost_no_more_than_others() {
        let lines = "\n".repeat(4 << 20);
        assert_eq!(last_boundary(format!("{{}}{lines}").as_bytes()), None);
        assert_eq!(last_boundary(format!("{{}}\n,{lines}{{").as_bytes()), None);
    }
}
