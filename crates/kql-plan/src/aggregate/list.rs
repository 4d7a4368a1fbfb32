//! `make_list()`, `make_list_if()`, `make_list_with_nulls()`: the values as an array.

use super::conditional::conditional;
use super::key::json_size;
use super::{Accumulator, AggregateArgument, Output, constant_long, kind_of, one_output};
use crate::convert::to_json;
use crate::kql_aggregate;
use crate::scalar::Argument;
use crate::value::Json;
use crate::{Type, Value};

/// The most elements an array made by an aggregate has; what comes after them is left out.
pub(super) const MOST_ELEMENTS: usize = 1_048_576;

kql_aggregate! {
    /// Returns an array of the values in the order of the rows; of no value an empty one.
    ///
    /// - `value`: what is listed. Nulls are left out, except those of a dynamic. The elements of a dynamic that is an array are listed one by one.
    /// - `most`: how many elements at most; 1,048,576 when absent, and never more.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/make-list-aggregation-function>
    ///
    /// ```kusto
    /// datatable(x: long)[3, 1, long(null), 3] | summarize make_list(x)   // [3,1,3]
    /// datatable(x: long)[3, 1, 3] | summarize make_list(x, 2)            // [3,1]
    /// ```
    pub MAKE_LIST = make_list(value: any, [most: long]) => outputs, accumulator, aliases ["makelist"];
}

kql_aggregate! {
    /// Returns an array of the values of those rows for which `predicate` is true; all else as `make_list()`.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/make-list-if-aggregation-function>
    ///
    /// ```kusto
    /// datatable(x: long)[3, 1, 3] | summarize make_list_if(x, x > 1)   // [3,3]
    /// ```
    pub MAKE_LIST_IF = make_list_if(value: any, predicate: bool, [most: long]) => outputs, accumulator_if;
}

kql_aggregate! {
    /// Returns an array of the values in the order of the rows, nulls included; all else as `make_list()`.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/make-list-with-nulls-aggregation-function>
    ///
    /// ```kusto
    /// datatable(x: long)[3, long(null)] | summarize make_list_with_nulls(x)   // [3,null]
    /// ```
    pub MAKE_LIST_WITH_NULLS = make_list_with_nulls(value: any) => outputs, accumulator_with_nulls;
}

fn outputs(arguments: &[AggregateArgument]) -> Result<Vec<Output>, String> {
    Ok(one_output("list", arguments, Type::Dynamic))
}

/// The elements so far.
#[derive(Debug)]
struct List {
    with_nulls: bool,
    most: usize,
    elements: Vec<Json>,
    bytes: usize,
}

fn list(with_nulls: bool, most: usize) -> Box<dyn Accumulator> {
    Box::new(List { with_nulls, most, elements: Vec::new(), bytes: 0 })
}

fn accumulator(arguments: &[Argument]) -> Box<dyn Accumulator> {
    list(kind_of(arguments, 0) == Type::Dynamic, most_elements(arguments, 1))
}

fn accumulator_if(arguments: &[Argument]) -> Box<dyn Accumulator> {
    conditional(1, list(kind_of(arguments, 0) == Type::Dynamic, most_elements(arguments, 2)))
}

fn accumulator_with_nulls(_: &[Argument]) -> Box<dyn Accumulator> {
    list(true, MOST_ELEMENTS)
}

/// The limit that stands in an argument; without one the greatest there is.
pub(super) fn most_elements(arguments: &[Argument], index: usize) -> usize {
    constant_long(arguments, index)
        .map_or(MOST_ELEMENTS, |most| usize::try_from(most).unwrap_or_default().min(MOST_ELEMENTS))
}

impl Accumulator for List {
    fn update(&mut self, arguments: &[Value<'_>]) {
        let Some(value) = arguments.first() else { return };
        if self.elements.len() >= self.most || (value.is_null() && !self.with_nulls) {
            return;
        }
        match value {
            Value::Dynamic(json) if json.is_array() => {
                let space = self.most - self.elements.len();
                let elements = json.as_array().map(Vec::as_slice).unwrap_or_default();
                for element in elements.iter().take(space) {
                    self.bytes += json_size(element);
                    self.elements.push(element.clone());
                }
            }
            _ => {
                let element = to_json(value);
                self.bytes += json_size(&element);
                self.elements.push(element);
            }
        }
    }

    fn finish(&mut self) -> Vec<Value<'static>> {
        vec![Value::dynamic(Json::Array(std::mem::take(&mut self.elements)))]
    }

    fn size(&self) -> usize {
        size_of::<Self>() + self.bytes
    }
}
