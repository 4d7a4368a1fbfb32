//! `scan`: sequences of rows that match one step after another.
//!
//! Source: <https://learn.microsoft.com/kusto/query/scan-operator>

use std::collections::HashMap;

use super::{Key, Positions};
use crate::expression::{Column, ColumnId, Expression};
use crate::rows::{Row, Rows, RowsOperator, RunError};
use crate::{Context, Type, Value};

/// A column that `declare` adds.
#[derive(Debug, Clone)]
pub struct Declared {
    /// The column.
    pub column: Column,
    /// Its value in a row whose step does not assign it.
    pub default: Value<'static>,
}

/// Which rows of a step are returned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepOutput {
    /// Each.
    All,
    /// Of rows that match the step one after another the last.
    Last,
    /// None.
    None,
}

/// A step.
#[derive(Debug, Clone)]
pub struct Step {
    /// Its name.
    pub name: String,
    /// Whether a sequence may go on without it.
    pub optional: bool,
    /// Which of its rows are returned.
    pub output: StepOutput,
    /// Rows for which it is true match.
    pub condition: Expression,
    /// What a row that matches computes: which of the declared columns (0 is the first), and the value, already of its type.
    pub assignments: Vec<(usize, Expression)>,
    /// What `step.column` stands for in conditions and assignments: an id for each column of the input, then for each declared one.
    pub state: Vec<ColumnId>,
}

/// `scan`: goes over rows in order and returns those that match a step.
///
/// A step keeps the last row that matched it and those of the steps before it, from which its sequence came. A row is held against the steps from
/// the last to the first. It matches a step whose condition holds with the state of the step before, which then moves on to this step; or with the
/// state of the step itself, when it has one or is the first. A sequence begins when the first step matches and has no state; that is when the
/// match id grows, from 0.
///
/// In conditions and assignments a plain column is that of the row at hand, a declared one has its default there; `step.column` is the value the
/// row kept for that step had, before this row came: the default, or null, when there is none.
///
/// The input is in order. The result has the columns of the input, those declared, the match id (long) and the step's name (string), the last two
/// when asked for.
#[derive(Debug)]
pub struct Scan {
    kinds: Vec<Type>,
    defaults: Vec<Value<'static>>,
    inputs: usize,
    positions: Positions,
    state: HashMap<ColumnId, (usize, usize)>,
    steps: Vec<Step>,
    partition: Vec<Expression>,
    match_id: bool,
    step_name: bool,
}

/// A sequence that has come as far as the step that holds it: for each step up to that one the row kept, and the id of the match.
#[derive(Debug, Clone)]
struct Sequence {
    rows: Vec<Option<Row>>,
    match_id: i64,
}

/// What one partition has so far.
#[derive(Debug)]
struct Machine {
    sequences: Vec<Option<Sequence>>,
    /// Of steps with `output=last` the row that is returned unless another follows.
    pending: Vec<Option<(usize, Row)>>,
    /// Rows of which it is certain that they are returned, with the place of the row they came from.
    settled: Vec<(usize, Row)>,
    next_match: i64,
}

impl Scan {
    /// A scan of rows with these columns. `partition`: expressions whose values part the rows, each part being a scan of its own.
    pub fn new(
        input: &[Column],
        declared: Vec<Declared>,
        steps: Vec<Step>,
        partition: Vec<Expression>,
        (match_id, step_name): (bool, bool),
    ) -> Self {
        let columns: Vec<&Column> = input.iter().chain(declared.iter().map(|declared| &declared.column)).collect();
        let state = steps
            .iter()
            .enumerate()
            .flat_map(|(step, definition)| {
                definition.state.iter().enumerate().map(move |(column, id)| (*id, (step, column)))
            })
            .collect();
        Scan {
            kinds: columns.iter().map(|column| column.kind).collect(),
            positions: Positions::of(columns.iter().map(|column| column.id)),
            defaults: declared.into_iter().map(|declared| declared.default).collect(),
            inputs: input.len(),
            state,
            steps,
            partition,
            match_id,
            step_name,
        }
    }

    fn evaluate(
        &self,
        expression: &Expression,
        row: &[Value<'static>],
        sequence: Option<&Sequence>,
        context: &Context,
    ) -> Value<'static> {
        let column = |id| {
            if let Some(position) = self.positions.get(id) {
                return row.get(position).map_or(Value::Null, Value::borrowed);
            }
            let Some((step, column)) = self.state.get(&id).copied() else { return Value::Null };
            let kept = sequence.and_then(|sequence| sequence.rows.get(step)).and_then(Option::as_ref);
            match kept.and_then(|row| row.get(column)) {
                Some(value) => value.borrowed(),
                None => self.unkept(column),
            }
        };
        expression.evaluate(&column, context).into_owned()
    }

    /// What `step.column` is while the step has no row: the default of a declared column, else null.
    fn unkept(&self, column: usize) -> Value<'_> {
        match column.checked_sub(self.inputs).and_then(|declared| self.defaults.get(declared)) {
            Some(default) => default.borrowed(),
            None => self.kinds.get(column).map_or(Value::Null, |kind| Value::null(*kind)),
        }
    }

    /// The step whose sequence moves on to this one: the one before, or one further up when those between may be left out and have none.
    fn source(&self, machine: &Machine, step: usize) -> Option<usize> {
        for before in (0..step).rev() {
            if machine.sequences.get(before).is_some_and(Option::is_some) {
                return Some(before);
            }
            if !self.steps.get(before).is_some_and(|step| step.optional) {
                return None;
            }
        }
        None
    }

    /// Whether a sequence may begin with this step.
    fn begins(&self, step: usize) -> bool {
        self.steps.iter().take(step).all(|before| before.optional)
    }

    /// Holds a row against a step, and gives the row as it is kept and returned when it matches.
    fn advance(&self, machine: &mut Machine, index: usize, row: &Row, context: &Context) -> Option<(Row, i64)> {
        let step = self.steps.get(index)?;
        let holds = |sequence: Option<&Sequence>| {
            self.evaluate(&step.condition, row, sequence, context).as_bool() == Some(true)
        };
        let (mut sequence, moved) = match self.source(machine, index) {
            Some(source) if holds(machine.sequences.get(source)?.as_ref()) => {
                let mut sequence = machine.sequences.get_mut(source)?.take()?;
                for kept in sequence.rows.iter_mut().skip(source + 1) {
                    *kept = None;
                }
                (sequence, Some(source))
            }
            _ => {
                let own = machine.sequences.get(index)?.as_ref();
                if (own.is_none() && !self.begins(index)) || !holds(own) {
                    return None;
                }
                let sequence = machine.sequences.get_mut(index)?.take();
                let sequence = sequence.unwrap_or_else(|| {
                    let match_id = machine.next_match;
                    machine.next_match = machine.next_match.saturating_add(1);
                    Sequence { rows: vec![None; self.steps.len()], match_id }
                });
                (sequence, None)
            }
        };
        let mut result = row.clone();
        for (declared, expression) in &step.assignments {
            let value = self.evaluate(expression, row, Some(&sequence), context);
            if let Some(cell) = result.get_mut(self.inputs + declared) {
                *cell = value;
            }
        }
        if let Some(kept) = sequence.rows.get_mut(index) {
            *kept = Some(result.clone());
        }
        let match_id = sequence.match_id;
        if let Some(place) = machine.sequences.get_mut(index) {
            *place = Some(sequence);
        }
        // What came before is over for the step that was left, and for this one when another sequence took its place.
        if let Some(source) = moved {
            machine.settled.extend(machine.pending.get_mut(source).and_then(Option::take));
            machine.settled.extend(machine.pending.get_mut(index).and_then(Option::take));
        }
        Some((result, match_id))
    }

    /// A row of the result.
    fn result(&self, step: &Step, mut row: Row, match_id: i64) -> Row {
        if self.match_id {
            row.push(Value::Long(match_id));
        }
        if self.step_name {
            row.push(Value::string(step.name.clone()));
        }
        row
    }
}

impl RowsOperator for Scan {
    fn name(&self) -> &'static str {
        "scan"
    }

    fn run(&self, inputs: Vec<Rows>, context: &Context) -> Result<Vec<Row>, RunError> {
        let mut machines: Vec<Machine> = Vec::new();
        let mut of_partition: HashMap<Vec<Key>, usize> = HashMap::new();
        for (place, mut row) in inputs.into_iter().next().unwrap_or_default().rows.into_iter().enumerate() {
            row.truncate(self.inputs);
            row.extend(self.defaults.iter().cloned());
            let part = self
                .partition
                .iter()
                .map(|expression| Key::from(&self.evaluate(expression, &row, None, context)))
                .collect();
            let machine = *of_partition.entry(part).or_insert(machines.len());
            if machine == machines.len() {
                machines.push(Machine {
                    sequences: vec![None; self.steps.len()],
                    pending: vec![None; self.steps.len()],
                    settled: Vec::new(),
                    next_match: 0,
                });
            }
            let Some(machine) = machines.get_mut(machine) else { continue };
            for (index, step) in self.steps.iter().enumerate().rev() {
                let Some((result, match_id)) = self.advance(machine, index, &row, context) else { continue };
                match step.output {
                    StepOutput::None => {}
                    StepOutput::All => machine.settled.push((place, self.result(step, result, match_id))),
                    StepOutput::Last => {
                        if let Some(pending) = machine.pending.get_mut(index) {
                            *pending = Some((place, self.result(step, result, match_id)));
                        }
                    }
                }
            }
        }
        let mut settled: Vec<(usize, Row)> = machines
            .into_iter()
            .flat_map(|machine| machine.settled.into_iter().chain(machine.pending.into_iter().flatten()))
            .collect();
        settled.sort_by_key(|(place, _)| *place);
        Ok(settled.into_iter().map(|(_, row)| row).collect())
    }
}

#[cfg(test)]
#[expect(unreachable_pub, reason = "what declares a function makes it public")]
mod tests {
    use super::*;
    use crate::scalar::{Call, Scalar};

    fn number(values: &Call<'_>, index: usize) -> i64 {
        values.long(index).unwrap_or_default()
    }

    fn add<'a>(call: &Call<'a>) -> Value<'a> {
        Value::Long(number(call, 0) + number(call, 1))
    }

    fn less<'a>(call: &Call<'a>) -> Value<'a> {
        Value::Bool(number(call, 0) < number(call, 1))
    }

    crate::kql_scalar! {
        /// Adds.
        pub ADD = add(left: long, right: long) -> long => add;
    }

    crate::kql_scalar! {
        /// Compares.
        pub LESS = less(left: long, right: long) -> bool => less;
    }

    fn long(id: u32) -> Expression {
        Expression::column(&column(id))
    }

    fn column(id: u32) -> Column {
        Column { id: ColumnId(id), name: format!("c{id}"), kind: Type::Long }
    }

    fn call(scalar: &'static Scalar, left: Expression, right: Expression, kind: Type) -> Expression {
        Expression::call(scalar, vec![left, right], kind)
    }

    fn constant(value: i64) -> Expression {
        Expression::literal(Value::Long(value), Type::Long)
    }

    fn truth() -> Expression {
        Expression::literal(Value::Bool(true), Type::Bool)
    }

    fn step(name: &str, condition: Expression, assignments: Vec<(usize, Expression)>, state: [u32; 2]) -> Step {
        Step {
            name: name.to_owned(),
            optional: false,
            output: StepOutput::All,
            condition,
            assignments,
            state: state.map(ColumnId).to_vec(),
        }
    }

    fn run(scan: &Scan, values: &[i64]) -> Vec<Vec<i64>> {
        let mut rows = Rows::new(vec![("c0".to_owned(), Type::Long)]);
        rows.rows = values.iter().map(|value| vec![Value::Long(*value)]).collect();
        let result = scan.run(vec![rows], &Context::default()).unwrap();
        result.iter().map(|row| row.iter().map(|value| value.as_long().unwrap_or(-1)).collect()).collect()
    }

    fn declared() -> Vec<Declared> {
        vec![Declared { column: column(1), default: Value::Long(0) }]
    }

    #[test]
    fn a_step_sees_what_it_computed_before() {
        // step s: true => c1 = s.c1 + c0
        let step = step("s", truth(), vec![(0, call(&ADD, long(11), long(0), Type::Long))], [10, 11]);
        let scan = Scan::new(&[column(0)], declared(), vec![step], Vec::new(), (true, false));
        assert_eq!(run(&scan, &[1, 2, 3]), [[1, 1, 0], [2, 3, 0], [3, 6, 0]]);
    }

    #[test]
    fn a_declared_column_is_its_default_in_the_row_at_hand() {
        // step s: true => c1 = c1 + c0
        let step = step("s", truth(), vec![(0, call(&ADD, long(1), long(0), Type::Long))], [10, 11]);
        let scan = Scan::new(&[column(0)], declared(), vec![step], Vec::new(), (false, false));
        assert_eq!(run(&scan, &[1, 2]), [[1, 1], [2, 2]]);
    }

    /// step s1 output=…: c0 < 10; step s2: s1.c0 + 20 < c0
    fn two_steps(output: StepOutput) -> Scan {
        let mut first = step("s1", call(&LESS, long(0), constant(10), Type::Bool), Vec::new(), [10, 11]);
        first.output = output;
        let far = call(&LESS, call(&ADD, long(10), constant(20), Type::Long), long(0), Type::Bool);
        let second = step("s2", far, Vec::new(), [20, 21]);
        Scan::new(&[column(0)], declared(), vec![first, second], Vec::new(), (true, false))
    }

    #[test]
    fn a_sequence_moves_on_and_a_new_one_gets_the_next_id() {
        let scan = two_steps(StepOutput::All);
        assert_eq!(run(&scan, &[50, 1, 2, 30, 31, 3]), [[1, 0, 0], [2, 0, 0], [30, 0, 0], [31, 0, 0], [3, 0, 1]]);
    }

    #[test]
    fn output_last_keeps_the_last_of_a_series() {
        let scan = two_steps(StepOutput::Last);
        assert_eq!(run(&scan, &[1, 2, 30, 3, 4]), [[2, 0, 0], [30, 0, 0], [4, 0, 1]]);
        let scan = two_steps(StepOutput::None);
        assert_eq!(run(&scan, &[1, 2, 30, 3, 4]), [[30, 0, 0]]);
    }

    #[test]
    fn an_optional_step_may_be_left_out() {
        let mut middle = step("m", call(&LESS, constant(100), long(0), Type::Bool), Vec::new(), [30, 31]);
        middle.optional = true;
        let first = step("a", call(&LESS, long(0), constant(10), Type::Bool), Vec::new(), [10, 11]);
        let last = step("z", call(&LESS, constant(1000), long(0), Type::Bool), Vec::new(), [20, 21]);
        let scan = Scan::new(&[column(0)], declared(), vec![first, middle, last], Vec::new(), (true, false));
        assert_eq!(run(&scan, &[1, 2000]), [[1, 0, 0], [2000, 0, 0]]);
    }

    #[test]
    fn each_partition_is_a_scan_of_its_own() {
        let step = step("s", truth(), vec![(0, call(&ADD, long(11), constant(1), Type::Long))], [10, 11]);
        let scan = Scan::new(&[column(0)], declared(), vec![step], vec![long(0)], (true, false));
        assert_eq!(run(&scan, &[7, 8, 7]), [[7, 1, 0], [8, 1, 0], [7, 2, 0]]);
    }
}
