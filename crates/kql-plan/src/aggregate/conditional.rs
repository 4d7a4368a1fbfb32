//! The `…if` aggregates: an aggregate that sees only the rows for which a predicate is true.

use super::Accumulator;
use crate::Value;

/// Passes on the rows for which the argument at `predicate` is true, with the arguments before it.
#[derive(Debug)]
struct Conditional {
    inner: Box<dyn Accumulator>,
    predicate: usize,
}

/// The state of an aggregate whose rows must fulfil the argument at `predicate`; the null is not true.
pub(super) fn conditional(predicate: usize, inner: Box<dyn Accumulator>) -> Box<dyn Accumulator> {
    Box::new(Conditional { inner, predicate })
}

impl Accumulator for Conditional {
    fn update(&mut self, arguments: &[Value<'_>]) {
        if arguments.get(self.predicate).and_then(Value::as_bool) == Some(true) {
            self.inner.update(arguments.get(..self.predicate).unwrap_or_default());
        }
    }

    fn finish(&mut self) -> Vec<Value<'static>> {
        self.inner.finish()
    }

    fn size(&self) -> usize {
        self.inner.size()
    }
}
