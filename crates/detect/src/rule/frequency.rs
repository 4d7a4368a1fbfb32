//! `let frequency = 1h;`: the one name by which a rule asks how much of its window is new.

use kql::Span;
use kql::tree::{Call, Let, LetValue, Statement, Visitor};

/// The name.
const NAME: &str = "frequency";

/// Returns the query with `frequency` set to so many microseconds; as it is where it declares no such name.
pub fn with_frequency(query: &str, micros: i64) -> String {
    let parsed = kql::parse(query);
    let Some(span) = parsed.tree.statements.iter().find_map(declared) else { return query.to_owned() };
    let (Some(before), Some(after)) = (query.get(..span.range().start), query.get(span.range().end..)) else {
        return query.to_owned();
    };
    // A tick more than the span: of a stretch from `start` on, `> ago(frequency)` and `>= ago(frequency)` both take in what happens at its first instant.
    let ticks = micros.saturating_mul(10).saturating_add(1);
    format!("{before}{ticks} * 1tick{after}")
}

/// Where the value of `frequency` stands, when the statement declares it as a timespan that is written out.
fn declared(statement: &Statement) -> Option<Span> {
    match statement {
        Statement::Let(Let { name, value: LetValue::Expression(value), .. }) if name.text == NAME => Some(value.span()),
        _ => None,
    }
}

/// Whether the query says the same of a long stretch of time as of its parts: it asks the clock for nothing but `ago(frequency)`.
pub(super) fn any_span(query: &str) -> bool {
    let parsed = kql::parse(query);
    let mut clock = Clock { asked: false };
    parsed.tree.walk(&mut clock);
    !clock.asked
}

/// Listens for calls that ask the clock.
struct Clock {
    asked: bool,
}

impl<'t> Visitor<'t> for Clock {
    fn call(&mut self, call: &'t Call) {
        let name = call.function.text.as_str();
        let fresh =
            call.arguments.len() == 1 && call.arguments.first().is_some_and(|argument| names(argument) == [NAME]);
        match name {
            "ago" if fresh => {}
            "now" | "ago" => self.asked = true,
            _ => call.walk(self),
        }
    }
}

/// The names in an argument.
fn names(argument: &kql::tree::NamedExpression) -> Vec<&str> {
    struct Names<'t>(Vec<&'t str>);
    impl<'t> Visitor<'t> for Names<'t> {
        fn name(&mut self, name: &'t kql::tree::Name) {
            self.0.push(&name.text);
        }
    }
    let mut found = Names(Vec::new());
    kql::tree::Visit::visit(argument, &mut found);
    found.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frequency_is_given_the_span_that_is_evaluated() {
        let query = "let frequency = 1h;\nSigninLogs | where TimeGenerated > ago(frequency)";
        assert_eq!(
            with_frequency(query, 7_200_000_000),
            "let frequency = 72000000001 * 1tick;\nSigninLogs | where TimeGenerated > ago(frequency)"
        );
        assert_eq!(with_frequency("SigninLogs", 1), "SigninLogs");
    }

    #[test]
    fn a_query_that_asks_the_clock_is_run_as_often_as_its_schedule_says() {
        assert!(any_span("let frequency = 1h; T | where TimeGenerated > ago(frequency)"));
        assert!(any_span("T | summarize count() by bin(TimeGenerated, 1h)"));
        assert!(!any_span("T | where TimeGenerated > ago(1h)"));
        assert!(!any_span("T | where TimeGenerated > now(-1h)"));
        assert!(!any_span("let f = (t: timespan) { T | where TimeGenerated > ago(t) }; f(1h)"));
    }
}
