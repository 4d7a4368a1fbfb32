//! Lists with commas.

use super::{Print, Printer};
use crate::tree::Node;

impl Printer<'_> {
    /// Elements with commas, on one line or each on its own.
    pub(crate) fn comma_list<T: Print + Node>(&mut self, elements: &[T]) {
        self.separated(elements, |out, element| element.print(out));
    }

    /// Elements with commas, each written by `element`.
    pub(crate) fn separated<T: Node>(&mut self, elements: &[T], mut element: impl FnMut(&mut Self, &T)) {
        for (index, item) in elements.iter().enumerate() {
            if index > 0 {
                self.line();
            }
            self.comments_before(item.span().start);
            element(self, item);
            if index + 1 < elements.len() {
                self.text(",");
            }
            self.comment_behind(item.span().end);
        }
    }

    /// A list behind a word: on its line when it fits, else each element on a line of its own, indented.
    pub(crate) fn operand_list<T: Print + Node>(&mut self, elements: &[T]) {
        match elements {
            [] => {}
            [only] => {
                self.space();
                if only.hangs() {
                    self.nest(|out| only.print(out));
                } else {
                    only.print(self);
                }
                self.comment_behind(only.span().end);
            }
            _ => self.group(|out| {
                out.nest(|out| {
                    out.line();
                    out.comma_list(elements);
                });
            }),
        }
    }

    /// A list in brackets.
    pub(crate) fn bracketed_list<T: Print + Node>(&mut self, open: &str, elements: &[T], close: &str) {
        self.group(|out| {
            out.text(open);
            out.nest(|out| {
                out.soft();
                out.comma_list(elements);
            });
            out.soft();
            out.text(close);
        });
    }
}
