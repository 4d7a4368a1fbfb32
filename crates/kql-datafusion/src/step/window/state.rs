//! What a call remembers of the rows before, in one partition.

use std::collections::VecDeque;

use kql_plan::Value;

use super::WindowWork;

/// A place among the rows that came: the number of the batch, and the row in it.
pub(super) type Place = (u64, usize);

/// What a call remembers.
#[derive(Debug)]
pub(super) enum State {
    Previous(VecDeque<Value<'static>>),
    Next(VecDeque<Place>),
    RowNumber(Option<i64>),
    CumulativeSum(Value<'static>),
    Rank(Option<Rank>),
    Session(Option<Session>),
}

/// The rank so far.
#[derive(Debug)]
pub(super) struct Rank {
    term: Value<'static>,
    number: i64,
    rows: i64,
}

/// The session so far: its first value, and the last one.
#[derive(Debug)]
pub(super) struct Session {
    first: Value<'static>,
    last: Value<'static>,
}

impl State {
    /// Before the first row.
    pub(super) fn new(work: &WindowWork) -> Self {
        match work {
            WindowWork::Previous { .. } => State::Previous(VecDeque::new()),
            WindowWork::Next { .. } => State::Next(VecDeque::new()),
            WindowWork::RowNumber { .. } => State::RowNumber(None),
            WindowWork::CumulativeSum { .. } => State::CumulativeSum(Value::Null),
            WindowWork::RankDense { .. } | WindowWork::RankMin { .. } => State::Rank(None),
            WindowWork::Session { .. } => State::Session(None),
        }
    }
}

/// `prev()`: the value so many rows before; the default where there is none.
pub(super) fn previous(
    before: &mut VecDeque<Value<'static>>,
    value: Value<'_>,
    offset: usize,
    default: Value<'_>,
) -> Value<'static> {
    before.push_back(value.into_owned());
    if before.len() > offset { before.pop_front().unwrap_or_default() } else { default.into_owned() }
}

/// `row_number()`.
pub(super) fn row_number(last: &mut Option<i64>, start: i64, restart: bool) -> Value<'static> {
    let number = match *last {
        Some(last) if !restart => last.checked_add(1),
        _ => Some(start),
    };
    *last = number.or(*last);
    Value::or_null(number)
}

/// `row_cumsum()`: a null adds nothing; too large a sum is null from there on.
pub(super) fn cumulative_sum(sum: &mut Value<'static>, term: &Value<'_>, restart: bool) -> Value<'static> {
    if restart {
        *sum = Value::Null;
    }
    *sum = match (std::mem::take(sum), term) {
        (sum, Value::Null) => sum,
        (Value::Null, term) => term.borrowed().into_owned(),
        (sum, term) => add(&sum, term),
    };
    sum.clone()
}

/// The sum of two values of one type.
fn add(left: &Value<'_>, right: &Value<'_>) -> Value<'static> {
    match (left, right) {
        (Value::Timespan(left), Value::Timespan(right)) => {
            left.checked_add(*right).map_or(Value::Null, Value::Timespan)
        }
        (Value::Decimal(left), Value::Decimal(right)) => Value::Decimal(left + right),
        _ => match (left.as_long(), right.as_long()) {
            (Some(left), Some(right)) => Value::or_null(left.checked_add(right)),
            _ => match (left.as_real(), right.as_real()) {
                (Some(left), Some(right)) => Value::Real(left + right),
                _ => Value::Null,
            },
        },
    }
}

/// `row_rank_dense()`, `row_rank_min()`: a new rank with each new term, the next one or the number of the row.
pub(super) fn rank(before: &mut Option<Rank>, term: Value<'_>, dense: bool, restart: bool) -> Value<'static> {
    let next = match before.take() {
        Some(Rank { term: last, number, rows }) if !restart => {
            let rows = rows.saturating_add(1);
            let number = if last.total_cmp(&term).is_eq() {
                number
            } else if dense {
                number.saturating_add(1)
            } else {
                rows
            };
            Rank { term: term.into_owned(), number, rows }
        }
        _ => Rank { term: term.into_owned(), number: 1, rows: 1 },
    };
    let number = next.number;
    *before = Some(next);
    Value::Long(number)
}

/// `row_window_session()`: the first value of the session that the value is in.
///
/// Source: <https://learn.microsoft.com/kusto/query/row-window-session-function>
pub(super) fn session(
    before: &mut Option<Session>,
    value: Value<'_>,
    from_first: &Value<'_>,
    between: &Value<'_>,
    restart: bool,
) -> Value<'static> {
    let value = value.into_owned();
    let first = match before.take() {
        Some(session)
            if !restart
                && !session.first.is_null()
                && !value.is_null()
                && !session.last.is_null()
                && !reaches(&value, &session.first, from_first)
                && !reaches(&value, &session.last, between) =>
        {
            session.first
        }
        _ => value.clone(),
    };
    *before = Some(Session { first: first.clone(), last: value });
    first
}

/// Whether a value is at least so far from another.
fn reaches(value: &Value<'_>, from: &Value<'_>, distance: &Value<'_>) -> bool {
    let whole = |value: &Value<'_>| value.as_long().or_else(|| value.as_ticks());
    match (whole(value), whole(from), whole(distance)) {
        (Some(value), Some(from), Some(distance)) => from.checked_add(distance).is_some_and(|end| value >= end),
        _ => match (value.as_real(), from.as_real(), distance.as_real()) {
            (Some(value), Some(from), Some(distance)) => value >= from + distance,
            _ => false,
        },
    }
}
