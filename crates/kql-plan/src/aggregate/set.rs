//! `make_set()` and `make_set_if()`: the distinct values as an array.

use std::collections::HashSet;

use super::conditional::conditional;
use super::key::{json_size, key};
use super::list::most_elements;
use super::{Accumulator, AggregateArgument, Output, kind_of, one_output};
use crate::convert::to_json;
use crate::kql_aggregate;
use crate::scalar::Argument;
use crate::value::Json;
use crate::{Type, Value};

kql_aggregate! {
    /// Returns an array of the distinct values in the order in which they first stand; of no value an empty one.
    ///
    /// - `value`: what is collected. Nulls are left out, except those of a dynamic. The elements of a dynamic that is an array are taken one by one.
    /// - `most`: how many elements at most; 1,048,576 when absent, and never more.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/make-set-aggregation-function>
    ///
    /// ```kusto
    /// datatable(x: long)[3, 1, long(null), 3] | summarize make_set(x)   // [3,1]
    /// ```
    pub MAKE_SET = make_set(value: any, [most: long]) => outputs, accumulator, aliases ["makeset"];
}

kql_aggregate! {
    /// Returns an array of the distinct values of those rows for which `predicate` is true; all else as `make_set()`.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/make-set-if-aggregation-function>
    ///
    /// ```kusto
    /// datatable(x: long)[3, 1, 3] | summarize make_set_if(x, x > 1)   // [3]
    /// ```
    pub MAKE_SET_IF = make_set_if(value: any, predicate: bool, [most: long]) => outputs, accumulator_if;
}

fn outputs(arguments: &[AggregateArgument]) -> Result<Vec<Output>, String> {
    Ok(one_output("set", arguments, Type::Dynamic))
}

/// The elements so far.
#[derive(Debug)]
struct Set {
    with_nulls: bool,
    most: usize,
    seen: HashSet<Vec<u8>>,
    elements: Vec<Json>,
    bytes: usize,
}

fn set(with_nulls: bool, most: usize) -> Box<dyn Accumulator> {
    Box::new(Set { with_nulls, most, seen: HashSet::new(), elements: Vec::new(), bytes: 0 })
}

fn accumulator(arguments: &[Argument]) -> Box<dyn Accumulator> {
    set(kind_of(arguments, 0) == Type::Dynamic, most_elements(arguments, 1))
}

fn accumulator_if(arguments: &[Argument]) -> Box<dyn Accumulator> {
    conditional(1, set(kind_of(arguments, 0) == Type::Dynamic, most_elements(arguments, 2)))
}

impl Set {
    fn insert(&mut self, value: &Value<'_>) {
        if self.elements.len() >= self.most {
            return;
        }
        let key = key(value);
        let key_bytes = key.len();
        if self.seen.insert(key) {
            let element = to_json(value);
            self.bytes += json_size(&element) + key_bytes + size_of::<Vec<u8>>();
            self.elements.push(element);
        }
    }
}

impl Accumulator for Set {
    fn update(&mut self, arguments: &[Value<'_>]) {
        match arguments.first() {
            None => {}
            Some(Value::Null) if !self.with_nulls => {}
            Some(Value::Dynamic(json)) if json.is_array() => {
                for element in json.as_array().into_iter().flatten() {
                    self.insert(&Value::Dynamic(std::borrow::Cow::Borrowed(element)));
                }
            }
            Some(value) => self.insert(value),
        }
    }

    fn finish(&mut self) -> Vec<Value<'static>> {
        self.seen.clear();
        vec![Value::dynamic(Json::Array(std::mem::take(&mut self.elements)))]
    }

    fn size(&self) -> usize {
        size_of::<Self>() + self.bytes
    }
}
