//! `in`, `in~`, `has_any`, `has_all`: a value and a list, which is values or dynamic arrays of values.

use super::comparison::{equal, equality_defined};
use super::terms;
use crate::convert::{from_json, text_of};
use crate::scalar::{Argument, Call};
use crate::value::Json;
use crate::{Type, Value};

crate::kql_scalar! {
    /// Returns whether a value is in a list. A dynamic array in the list stands for its elements.
    ///
    /// As `==` with one element after the other: text with regard to case. Null: null when the value and an element are null and no element is the same.
    /// Source: <https://learn.microsoft.com/kusto/query/in-cs-operator>
    ///
    /// ```kusto
    /// 2 in (1, 2, 3)                                // True
    /// "b" in (dynamic(["a", "B"]))                  // False
    /// int(null) in (1, 2)                           // False
    /// ```
    pub IN = in_list(value: any, element: any...) -> bool => in_kernel, rule in_type;
}

crate::kql_scalar! {
    /// Returns whether a value is not in a list. The contrary of `in`.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/not-in-cs-operator>
    ///
    /// ```kusto
    /// 2 !in (1, 3)                                  // True
    /// int(null) !in (1, 2)                          // True
    /// ```
    pub NOT_IN = not_in_list(value: any, element: any...) -> bool => not_in_kernel, rule in_type;
}

crate::kql_scalar! {
    /// Returns whether a text is in a list, without regard to case.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/in-operator>
    ///
    /// ```kusto
    /// "b" in~ ("A", "B")                            // True
    /// ```
    pub IN_IGNORE_CASE = in_ignore_case(value: any, element: any...) -> bool => in_ignore_case_kernel, rule text_list_type;
}

crate::kql_scalar! {
    /// Returns whether a text is not in a list, without regard to case.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/not-in-operator>
    ///
    /// ```kusto
    /// "b" !in~ ("A", "B")                           // False
    /// ```
    pub NOT_IN_IGNORE_CASE = not_in_ignore_case(value: any, element: any...) -> bool => not_in_ignore_case_kernel, rule text_list_type;
}

crate::kql_scalar! {
    /// Returns whether a text has at least one of the listed terms, without regard to case. Each is looked for as `has` does.
    ///
    /// Null: an element that is null is not looked for.
    /// Source: <https://learn.microsoft.com/kusto/query/has-any-operator>
    ///
    /// ```kusto
    /// "sign-in from Northwind" has_any ("south", "northwind")           // True
    /// "northwinds" has_any (dynamic(["south", "northwind"]))            // False
    /// ```
    pub HAS_ANY = has_any(value: any, element: any...) -> bool => has_any_kernel, rule text_list_type;
}

crate::kql_scalar! {
    /// Returns whether a text has every listed term, without regard to case. Each is looked for as `has` does.
    ///
    /// Null: an element that is null is not looked for.
    /// Source: <https://learn.microsoft.com/kusto/query/has-all-operator>
    ///
    /// ```kusto
    /// "sign-in from Northwind" has_all ("northwind", "sign")            // True
    /// "sign-in from Northwind" has_all ("northwind", "denied")          // False
    /// ```
    pub HAS_ALL = has_all(value: any, element: any...) -> bool => has_all_kernel, rule text_list_type;
}

fn in_kernel<'a>(call: &Call<'a>) -> Value<'a> {
    Value::or_null(contained(call))
}

fn not_in_kernel<'a>(call: &Call<'a>) -> Value<'a> {
    Value::or_null(contained(call).map(|found| !found))
}

fn in_ignore_case_kernel<'a>(call: &Call<'a>) -> Value<'a> {
    Value::Bool(contained_ignoring_case(call))
}

fn not_in_ignore_case_kernel<'a>(call: &Call<'a>) -> Value<'a> {
    Value::Bool(!contained_ignoring_case(call))
}

fn has_any_kernel<'a>(call: &Call<'a>) -> Value<'a> {
    let text = call.string(0);
    Value::Bool(any_element(call, &mut |element| !element.is_null() && terms::has_term(&text, &text_of(element), true)))
}

fn has_all_kernel<'a>(call: &Call<'a>) -> Value<'a> {
    let text = call.string(0);
    let missing =
        any_element(call, &mut |element| !element.is_null() && !terms::has_term(&text, &text_of(element), true));
    Value::Bool(!missing)
}

/// `==` with any element.
fn contained(call: &Call<'_>) -> Option<bool> {
    let value = call.value(0);
    let mut unknown = false;
    let found = any_element(call, &mut |element| {
        let same = equal(value, element);
        unknown |= same.is_none();
        same == Some(true)
    });
    if !found && unknown { None } else { Some(found) }
}

/// `=~` with any element.
fn contained_ignoring_case(call: &Call<'_>) -> bool {
    let text = call.string(0);
    any_element(call, &mut |element| terms::equal_ignoring_case(&text, &text_of(element)))
}

/// Whether something holds of an element of the list.
fn any_element(call: &Call<'_>, holds: &mut dyn FnMut(&Value<'_>) -> bool) -> bool {
    call.arguments.iter().skip(1).any(|argument| match argument {
        Value::Dynamic(json) => any_in_json(json, holds),
        other => holds(other),
    })
}

/// The same of a dynamic: of its elements when it is an array, however deep.
fn any_in_json(json: &Json, holds: &mut dyn FnMut(&Value<'_>) -> bool) -> bool {
    match json {
        Json::Array(elements) => elements.iter().any(|element| any_in_json(element, holds)),
        scalar => holds(&from_json(scalar)),
    }
}

fn in_type(arguments: &[Argument]) -> Result<Type, String> {
    let Some((value, list)) = arguments.split_first() else { return Err("`in` needs a value".to_owned()) };
    // A dynamic in the list is an array of anything.
    let unfit =
        list.iter().find(|element| element.kind != Type::Dynamic && !equality_defined(value.kind, element.kind));
    match unfit {
        None => Ok(Type::Bool),
        Some(element) => {
            Err(format!("{} is never in a list of {}: convert one to the type of the other", value.kind, element.kind))
        }
    }
}

fn text_list_type(arguments: &[Argument]) -> Result<Type, String> {
    match arguments.first().map(|argument| argument.kind) {
        Some(Type::String | Type::Dynamic) => Ok(Type::Bool),
        Some(kind) => Err(format!("a string operator looks into text, not into {kind}: write `tostring(…)`")),
        None => Err("a value is needed before the list".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Context, scalar::Scalar};

    fn run(scalar: &Scalar, arguments: &[Value<'_>]) -> Value<'static> {
        let context = Context::default();
        (scalar.kernel)(&Call { arguments, context: &context }).into_owned()
    }

    #[test]
    fn arrays_stand_for_their_elements() {
        let list = Value::dynamic(vec![Json::from("a"), Json::from(vec![7]), Json::Null].into());
        assert_eq!(run(&IN, &[Value::from("a"), list.clone()]), Value::Bool(true));
        assert_eq!(run(&IN, &[Value::Int(7), Value::Int(1), list.clone()]), Value::Bool(true));
        assert_eq!(run(&NOT_IN, &[Value::Int(8), list.clone()]), Value::Bool(true));
        assert_eq!(run(&IN_IGNORE_CASE, &[Value::from("A"), list]), Value::Bool(true));
    }

    #[test]
    fn nulls_are_only_unknown_beside_nulls() {
        assert_eq!(run(&IN, &[Value::Null, Value::Long(1)]), Value::Bool(false));
        assert_eq!(run(&NOT_IN, &[Value::Null, Value::Long(1)]), Value::Bool(true));
        assert_eq!(run(&IN, &[Value::Null, Value::Long(1), Value::Null]), Value::Null);
        assert_eq!(run(&IN, &[Value::Long(1), Value::Null]), Value::Bool(false));
    }

    #[test]
    fn terms_are_looked_for_one_by_one() {
        let text = Value::from("denied: token expired");
        assert_eq!(run(&HAS_ANY, &[text.clone(), "tok".into(), "EXPIRED".into()]), Value::Bool(true));
        assert_eq!(run(&HAS_ALL, &[text.clone(), "token".into(), "EXPIRED".into()]), Value::Bool(true));
        assert_eq!(run(&HAS_ALL, &[text.clone(), "token".into(), "allowed".into()]), Value::Bool(false));
        assert_eq!(run(&HAS_ANY, &[text, Value::dynamic(Json::Array(vec![]))]), Value::Bool(false));
    }
}
