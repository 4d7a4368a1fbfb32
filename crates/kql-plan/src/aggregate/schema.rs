//! `buildschema()`: the least schema that admits all values.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Map;

use super::{Accumulator, AggregateArgument, Output, one_output};
use crate::kql_aggregate;
use crate::scalar::Argument;
use crate::value::Json;
use crate::{Type, Value};

kql_aggregate! {
    /// Returns the least schema that admits all values: of a bag its properties with their schemas, of an array `indexer` with that of its elements.
    ///
    /// What has several types has an array of them. Of no value, or of nulls only, the null.
    /// Source: <https://learn.microsoft.com/kusto/query/buildschema-aggregation-function>
    ///
    /// ```kusto
    /// datatable(x: dynamic)[dynamic({"a": 1}), dynamic({"a": "b"})] | summarize buildschema(x)   // {"a":["long","string"]}
    /// ```
    pub BUILDSCHEMA = buildschema(value: dynamic) => outputs, accumulator;
}

fn outputs(arguments: &[AggregateArgument]) -> Result<Vec<Output>, String> {
    Ok(one_output("schema", arguments, Type::Dynamic))
}

/// The types seen in one place.
#[derive(Debug, Default)]
struct Schema {
    properties: BTreeMap<String, Schema>,
    is_bag: bool,
    elements: Option<Box<Schema>>,
    scalars: BTreeSet<&'static str>,
}

impl Schema {
    fn admit(&mut self, json: &Json) {
        match json {
            Json::Null => {}
            Json::Bool(_) => self.scalar("bool"),
            Json::Number(number) if number.is_f64() => self.scalar("double"),
            Json::Number(_) => self.scalar("long"),
            Json::String(_) => self.scalar("string"),
            Json::Array(elements) => {
                let schema = self.elements.get_or_insert_default();
                for element in elements {
                    schema.admit(element);
                }
            }
            Json::Object(properties) => {
                self.is_bag = true;
                for (name, value) in properties {
                    self.properties.entry(name.clone()).or_default().admit(value);
                }
            }
        }
    }

    fn scalar(&mut self, name: &'static str) {
        self.scalars.insert(name);
    }

    /// The types as JSON: one alone, several in an array; of no value known the null.
    fn json(&self) -> Json {
        let mut alternatives = Vec::new();
        if self.is_bag {
            let properties: Map<String, Json> =
                self.properties.iter().map(|(name, schema)| (name.clone(), schema.json())).collect();
            alternatives.push(Json::Object(properties));
        }
        if let Some(elements) = &self.elements {
            alternatives.push(Json::Object(Map::from_iter([("`indexer`".to_owned(), elements.json())])));
        }
        alternatives.extend(self.scalars.iter().map(|name| Json::from(*name)));
        match alternatives.len() {
            0 => Json::Null,
            1 => alternatives.swap_remove(0),
            _ => Json::Array(alternatives),
        }
    }

    fn size(&self) -> usize {
        let properties: usize = self.properties.iter().map(|(name, schema)| name.len() + schema.size()).sum();
        size_of::<Self>() + properties + self.elements.as_ref().map_or(0, |schema| schema.size())
    }
}

fn accumulator(_: &[Argument]) -> Box<dyn Accumulator> {
    Box::new(Schema::default())
}

impl Accumulator for Schema {
    fn update(&mut self, arguments: &[Value<'_>]) {
        if let Some(json) = arguments.first().and_then(Value::as_json) {
            self.admit(json);
        }
    }

    fn finish(&mut self) -> Vec<Value<'static>> {
        vec![Value::dynamic(self.json())]
    }

    fn size(&self) -> usize {
        Schema::size(self)
    }
}
