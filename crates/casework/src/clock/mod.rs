//! Regulatory clocks: what has to be told to whom, until when, and whether it was.
//!
//! A rule names events and spans; a case says when an event happened; together they give an instant. What a clock is at some
//! moment is a function of the rules, of what people recorded, and of that moment.

mod calendar;
mod kept;
mod rule;
mod rules;
mod span;
mod state;

pub use calendar::Calendar;
pub use kept::{Clock, Met, Start, Stop};
pub use rule::{Due, Origin, Rule};
pub use rules::{FILE, RuleError, Rules, SHIPPED};
pub use span::Within;
pub use state::{ClockState, Progress, states};
