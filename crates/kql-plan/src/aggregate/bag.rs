//! `make_bag()` and `make_bag_if()`: bags made one.

use serde_json::Map;

use super::conditional::conditional;
use super::key::json_size;
use super::list::most_elements;
use super::{Accumulator, AggregateArgument, Output, one_output};
use crate::kql_aggregate;
use crate::scalar::Argument;
use crate::value::Json;
use crate::{Type, Value};

kql_aggregate! {
    /// Returns a bag of the properties of all bags; of a name that several have, the value of the first. Of no bag an empty one.
    ///
    /// - `bag`: what is merged. Nulls, arrays and what else is no bag are left out.
    /// - `most`: how many properties at most; 1,048,576 when absent, and never more.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/make-bag-aggregation-function>
    ///
    /// ```kusto
    /// datatable(x: dynamic)[dynamic({"a": 1}), dynamic({"a": 2, "b": 3})] | summarize make_bag(x)   // {"a":1,"b":3}
    /// ```
    pub MAKE_BAG = make_bag(bag: dynamic, [most: long]) => outputs, accumulator, aliases ["make_dictionary"];
}

kql_aggregate! {
    /// Returns a bag of the properties of the bags of those rows for which `predicate` is true; all else as `make_bag()`.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/make-bag-if-aggregation-function>
    ///
    /// ```kusto
    /// datatable(x: dynamic, ok: bool)[dynamic({"a": 1}), false, dynamic({"b": 2}), true] | summarize make_bag_if(x, ok)   // {"b":2}
    /// ```
    pub MAKE_BAG_IF = make_bag_if(bag: dynamic, predicate: bool, [most: long]) => outputs, accumulator_if;
}

fn outputs(arguments: &[AggregateArgument]) -> Result<Vec<Output>, String> {
    Ok(one_output("bag", arguments, Type::Dynamic))
}

/// The properties so far.
#[derive(Debug)]
struct Bag {
    most: usize,
    properties: Map<String, Json>,
    bytes: usize,
}

fn accumulator(arguments: &[Argument]) -> Box<dyn Accumulator> {
    Box::new(Bag { most: most_elements(arguments, 1), properties: Map::new(), bytes: 0 })
}

fn accumulator_if(arguments: &[Argument]) -> Box<dyn Accumulator> {
    conditional(1, Box::new(Bag { most: most_elements(arguments, 2), properties: Map::new(), bytes: 0 }))
}

impl Accumulator for Bag {
    fn update(&mut self, arguments: &[Value<'_>]) {
        let properties = arguments.first().and_then(Value::as_json).and_then(Json::as_object);
        for (name, value) in properties.into_iter().flatten() {
            if self.properties.len() < self.most && !self.properties.contains_key(name) {
                self.bytes += 48 + name.len() + json_size(value);
                self.properties.insert(name.clone(), value.clone());
            }
        }
    }

    fn finish(&mut self) -> Vec<Value<'static>> {
        vec![Value::dynamic(Json::Object(std::mem::take(&mut self.properties)))]
    }

    fn size(&self) -> usize {
        size_of::<Self>() + self.bytes
    }
}
