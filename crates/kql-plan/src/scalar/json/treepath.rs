//! `treepath()`: the paths that exist in a dynamic.

use std::collections::HashSet;

use crate::scalar::Call;
use crate::{Json, Value};

crate::kql_scalar! {
    /// Returns an array of the paths that lead to something in a bag or array.
    ///
    /// - `object`: the bag or array.
    ///
    /// Bounds: `[0]` stands for every element of an array; a path is named once.
    /// Null: null, as is anything but a bag or array.
    /// Source: <https://learn.microsoft.com/kusto/query/treepath-function>
    ///
    /// ```kusto
    /// treepath(dynamic({"user": "ada", "ips": [1, {"v": 6}]}))   // ["['user']","['ips']","['ips'][0]","['ips'][0]['v']"]
    /// treepath(dynamic({}))                                      // []
    /// treepath(dynamic(7))                                       // null
    /// ```
    pub TREEPATH = treepath(object: dynamic) -> dynamic => kernel;
}

fn kernel<'a>(call: &Call<'a>) -> Value<'a> {
    let Some(json) = call.json(0).filter(|json| json.is_object() || json.is_array()) else {
        return Value::Null;
    };
    let mut paths = Paths::default();
    paths.walk(json, "");
    Value::dynamic(paths.found.into())
}

#[derive(Default)]
struct Paths {
    found: Vec<String>,
    seen: HashSet<String>,
}

impl Paths {
    fn walk(&mut self, json: &Json, at: &str) {
        match json {
            Json::Object(bag) => {
                for (name, value) in bag {
                    self.step(value, &format!("{at}['{name}']"));
                }
            }
            Json::Array(elements) => {
                for value in elements {
                    self.step(value, &format!("{at}[0]"));
                }
            }
            _ => {}
        }
    }

    fn step(&mut self, value: &Json, path: &str) {
        if self.seen.insert(path.to_owned()) {
            self.found.push(path.to_owned());
        }
        self.walk(value, path);
    }
}
