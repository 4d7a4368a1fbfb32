//! What a function does with the values of one row.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use kql_plan::expression::PathStep;
use kql_plan::scalar::{Call, Scalar};
use kql_plan::{Context, Type, Value};

/// A function of the values of one row.
#[derive(Debug, Clone)]
pub(crate) enum Function {
    /// A scalar function or operator of the language.
    Scalar(&'static Scalar),
    /// A conversion to the type of the result.
    Convert,
    /// The way into a dynamic.
    Path(Arc<[PathStep]>),
    /// Whether the value is one of these.
    InList {
        /// The constants.
        list: Arc<Vec<Value<'static>>>,
        /// Whether case does not matter.
        ignore_case: bool,
    },
}

impl Function {
    /// Its name in plans.
    pub(crate) fn name(&self, result: Type) -> String {
        match self {
            Function::Scalar(scalar) => format!("kql_{}", scalar.name),
            Function::Convert => format!("kql_to_{result}"),
            Function::Path(steps) => {
                let mut name = "kql_path".to_owned();
                for step in steps.iter() {
                    match step {
                        PathStep::Property(property) => {
                            name.push('.');
                            name.push_str(property);
                        }
                        PathStep::Index(index) => name.push_str(&format!("[{index}]")),
                    }
                }
                name
            }
            Function::InList { list, ignore_case } => {
                // DataFusion tells calls apart by name: here by the list itself.
                let tilde = if *ignore_case { "~" } else { "" };
                format!("kql_in{tilde}[{} at {:x}]", list.len(), Arc::as_ptr(list) as usize)
            }
        }
    }

    /// Whether it may give another value for the same arguments.
    pub(crate) fn is_volatile(&self) -> bool {
        matches!(self, Function::Scalar(scalar) if scalar.volatile)
    }

    /// Its value for a row.
    pub(crate) fn call<'a>(&'a self, arguments: &'a [Value<'a>], result: Type, context: &'a Context) -> Value<'a> {
        match self {
            Function::Scalar(scalar) => (scalar.kernel)(&Call { arguments, context }).into_owned(),
            Function::Convert => {
                arguments.first().map_or(Value::Null, |value| kql_plan::convert::convert(value, result))
            }
            Function::Path(steps) => match arguments.first() {
                Some(Value::Dynamic(json)) => kql_plan::dynamic::path(json, steps)
                    .map_or(Value::Null, |found| Value::Dynamic(std::borrow::Cow::Borrowed(found))),
                _ => Value::Null,
            },
            Function::InList { list, ignore_case } => {
                arguments.first().map_or(Value::Null, |value| Value::Bool(in_list(value, list, *ignore_case)))
            }
        }
    }
}

/// Whether a value is among constants. The null is in no list.
fn in_list(value: &Value<'_>, list: &[Value<'static>], ignore_case: bool) -> bool {
    match value {
        Value::Null => false,
        Value::String(text) if ignore_case => {
            let lower = text.to_lowercase();
            list.iter().any(|candidate| candidate.as_str().to_lowercase() == lower)
        }
        _ => list.iter().any(|candidate| !candidate.is_null() && candidate.total_cmp(value).is_eq()),
    }
}

impl PartialEq for Function {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Function::Scalar(a), Function::Scalar(b)) => std::ptr::eq(*a, *b),
            (Function::Convert, Function::Convert) => true,
            (Function::Path(a), Function::Path(b)) => a == b,
            (Function::InList { list: a, ignore_case: a_case }, Function::InList { list: b, ignore_case: b_case }) => {
                Arc::ptr_eq(a, b) && a_case == b_case
            }
            _ => false,
        }
    }
}

impl Eq for Function {}

impl Hash for Function {
    fn hash<H: Hasher>(&self, state: &mut H) {
        std::mem::discriminant(self).hash(state);
        match self {
            Function::Scalar(scalar) => std::ptr::from_ref(*scalar).hash(state),
            Function::Convert => {}
            Function::Path(steps) => steps.hash(state),
            Function::InList { list, ignore_case } => {
                Arc::as_ptr(list).hash(state);
                ignore_case.hash(state);
            }
        }
    }
}
