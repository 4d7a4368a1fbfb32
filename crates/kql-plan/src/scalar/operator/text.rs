//! Operators on text: `has`, `contains`, `startswith`, `=~` and their kin, each with its contrary.

use super::terms;
use crate::scalar::{Argument, Call};
use crate::{Type, Value};

/// Both operands are text or dynamic; of a dynamic the text counts.
pub(super) fn text_type(arguments: &[Argument]) -> Result<Type, String> {
    let unfit = arguments.iter().find(|argument| !matches!(argument.kind, Type::String | Type::Dynamic));
    match unfit {
        None => Ok(Type::Bool),
        Some(argument) => {
            Err(format!("a string operator looks into text, not into {}: write `tostring(…)`", argument.kind))
        }
    }
}

/// Declares an operator and its contrary over a function of two texts.
macro_rules! pair {
    ($(#[doc = $doc:literal])* pub $constant:ident = $name:ident => $kernel:ident,
     $(#[doc = $not_doc:literal])* pub $not_constant:ident = $not_name:ident => $not_kernel:ident: $holds:expr) => {
        crate::kql_scalar! {
            $(#[doc = $doc])*
            pub $constant = $name(left: any, right: any) -> bool => $kernel, rule text_type;
        }
        crate::kql_scalar! {
            $(#[doc = $not_doc])*
            pub $not_constant = $not_name(left: any, right: any) -> bool => $not_kernel, rule text_type;
        }

        fn $kernel<'a>(call: &Call<'a>) -> Value<'a> {
            let holds: fn(&str, &str) -> bool = $holds;
            Value::Bool(holds(&call.string(0), &call.string(1)))
        }

        fn $not_kernel<'a>(call: &Call<'a>) -> Value<'a> {
            let holds: fn(&str, &str) -> bool = $holds;
            Value::Bool(!holds(&call.string(0), &call.string(1)))
        }
    };
}

pair! {
    /// Returns whether two texts are the same without regard to case.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/equals-operator>
    ///
    /// ```kusto
    /// "MÜLLER" =~ "müller"      // True
    /// ```
    pub EQUAL_IGNORE_CASE = equal_ignore_case => equal_ignore_case,
    /// Returns whether two texts differ even without regard to case.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/not-equals-operator>
    ///
    /// ```kusto
    /// "Anna" !~ "ANNA"          // False
    /// ```
    pub NOT_EQUAL_IGNORE_CASE = not_equal_ignore_case => not_equal_ignore_case: terms::equal_ignoring_case
}

pair! {
    /// Returns whether a text has another one as a whole term, without regard to case.
    ///
    /// A term is a run of letters and digits as long as it can be. The empty text is in every text. Of a dynamic the text counts; null counts as empty.
    /// Source: <https://learn.microsoft.com/kusto/query/has-operator>
    ///
    /// ```kusto
    /// "sign-in from NORTHWIND" has "northwind"      // True
    /// "northwinds" has "northwind"                  // False
    /// ```
    pub HAS = has => has,
    /// Returns whether a text does not have another one as a whole term, without regard to case.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/not-has-operator>
    ///
    /// ```kusto
    /// "northwinds" !has "northwind"                 // True
    /// ```
    pub NOT_HAS = not_has => not_has: |text, term| terms::has_term(text, term, true)
}

pair! {
    /// Returns whether a text has another one as a whole term, with regard to case.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/has-cs-operator>
    ///
    /// ```kusto
    /// "sign-in from NORTHWIND" has_cs "NORTHWIND"   // True
    /// "sign-in from NORTHWIND" has_cs "northwind"   // False
    /// ```
    pub HAS_CS = has_cs => has_cs,
    /// Returns whether a text does not have another one as a whole term, with regard to case.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/not-has-cs-operator>
    ///
    /// ```kusto
    /// "NORTHWIND" !has_cs "northwind"               // True
    /// ```
    pub NOT_HAS_CS = not_has_cs => not_has_cs: |text, term| terms::has_term(text, term, false)
}

pair! {
    /// Returns whether a term of a text begins with another text, without regard to case.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/hasprefix-operator>
    ///
    /// ```kusto
    /// "from Northwind" hasprefix "north"            // True
    /// "from Northwind" hasprefix "wind"             // False
    /// ```
    pub HAS_PREFIX = hasprefix => has_prefix,
    /// Returns whether no term of a text begins with another text, without regard to case.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/not-hasprefix-operator>
    ///
    /// ```kusto
    /// "from Northwind" !hasprefix "wind"            // True
    /// ```
    pub NOT_HAS_PREFIX = not_hasprefix => not_has_prefix: |text, term| terms::has_term_prefix(text, term, true)
}

pair! {
    /// Returns whether a term of a text begins with another text, with regard to case.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/hasprefix-cs-operator>
    ///
    /// ```kusto
    /// "from Northwind" hasprefix_cs "North"         // True
    /// ```
    pub HAS_PREFIX_CS = hasprefix_cs => has_prefix_cs,
    /// Returns whether no term of a text begins with another text, with regard to case.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/not-hasprefix-cs-operator>
    ///
    /// ```kusto
    /// "from Northwind" !hasprefix_cs "north"        // True
    /// ```
    pub NOT_HAS_PREFIX_CS = not_hasprefix_cs => not_has_prefix_cs: |text, term| terms::has_term_prefix(text, term, false)
}

pair! {
    /// Returns whether a term of a text ends with another text, without regard to case.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/hassuffix-operator>
    ///
    /// ```kusto
    /// "Northwind, sign-in" hassuffix "WIND"         // True
    /// ```
    pub HAS_SUFFIX = hassuffix => has_suffix,
    /// Returns whether no term of a text ends with another text, without regard to case.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/not-hassuffix-operator>
    ///
    /// ```kusto
    /// "Northwind, sign-in" !hassuffix "north"       // True
    /// ```
    pub NOT_HAS_SUFFIX = not_hassuffix => not_has_suffix: |text, term| terms::has_term_suffix(text, term, true)
}

pair! {
    /// Returns whether a term of a text ends with another text, with regard to case.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/hassuffix-cs-operator>
    ///
    /// ```kusto
    /// "Northwind, sign-in" hassuffix_cs "wind"      // True
    /// ```
    pub HAS_SUFFIX_CS = hassuffix_cs => has_suffix_cs,
    /// Returns whether no term of a text ends with another text, with regard to case.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/not-hassuffix-cs-operator>
    ///
    /// ```kusto
    /// "Northwind, sign-in" !hassuffix_cs "WIND"     // True
    /// ```
    pub NOT_HAS_SUFFIX_CS = not_hassuffix_cs => not_has_suffix_cs: |text, term| terms::has_term_suffix(text, term, false)
}

pair! {
    /// Returns whether a text has another one anywhere, without regard to case.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/contains-operator>
    ///
    /// ```kusto
    /// "Northwind" contains "THWI"                   // True
    /// "" contains ""                                // True
    /// ```
    pub CONTAINS = contains => contains,
    /// Returns whether a text does not have another one anywhere, without regard to case.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/not-contains-operator>
    ///
    /// ```kusto
    /// "Northwind" !contains "south"                 // True
    /// ```
    pub NOT_CONTAINS = not_contains => not_contains: |text, part| terms::contains(text, part, true)
}

pair! {
    /// Returns whether a text has another one anywhere, with regard to case.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/contains-cs-operator>
    ///
    /// ```kusto
    /// "Northwind" contains_cs "thwi"                // True
    /// "Northwind" contains_cs "THWI"                // False
    /// ```
    pub CONTAINS_CS = contains_cs => contains_cs,
    /// Returns whether a text does not have another one anywhere, with regard to case.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/not-contains-cs-operator>
    ///
    /// ```kusto
    /// "Northwind" !contains_cs "THWI"               // True
    /// ```
    pub NOT_CONTAINS_CS = not_contains_cs => not_contains_cs: |text, part| terms::contains(text, part, false)
}

pair! {
    /// Returns whether a text begins with another one, without regard to case.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/startswith-operator>
    ///
    /// ```kusto
    /// "Northwind" startswith "NORTH"                // True
    /// ```
    pub STARTS_WITH = startswith => starts_with,
    /// Returns whether a text does not begin with another one, without regard to case.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/not-startswith-operator>
    ///
    /// ```kusto
    /// "Northwind" !startswith "wind"                // True
    /// ```
    pub NOT_STARTS_WITH = not_startswith => not_starts_with: |text, part| terms::starts_with(text, part, true)
}

pair! {
    /// Returns whether a text begins with another one, with regard to case.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/startswith-cs-operator>
    ///
    /// ```kusto
    /// "Northwind" startswith_cs "north"             // False
    /// ```
    pub STARTS_WITH_CS = startswith_cs => starts_with_cs,
    /// Returns whether a text does not begin with another one, with regard to case.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/not-startswith-cs-operator>
    ///
    /// ```kusto
    /// "Northwind" !startswith_cs "north"            // True
    /// ```
    pub NOT_STARTS_WITH_CS = not_startswith_cs => not_starts_with_cs: |text, part| terms::starts_with(text, part, false)
}

pair! {
    /// Returns whether a text ends with another one, without regard to case.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/endswith-operator>
    ///
    /// ```kusto
    /// "Northwind" endswith "WIND"                   // True
    /// ```
    pub ENDS_WITH = endswith => ends_with,
    /// Returns whether a text does not end with another one, without regard to case.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/not-endswith-operator>
    ///
    /// ```kusto
    /// "Northwind" !endswith "north"                 // True
    /// ```
    pub NOT_ENDS_WITH = not_endswith => not_ends_with: |text, part| terms::ends_with(text, part, true)
}

pair! {
    /// Returns whether a text ends with another one, with regard to case.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/endswith-cs-operator>
    ///
    /// ```kusto
    /// "Northwind" endswith_cs "WIND"                // False
    /// ```
    pub ENDS_WITH_CS = endswith_cs => ends_with_cs,
    /// Returns whether a text does not end with another one, with regard to case.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/not-endswith-cs-operator>
    ///
    /// ```kusto
    /// "Northwind" !endswith_cs "WIND"               // True
    /// ```
    pub NOT_ENDS_WITH_CS = not_endswith_cs => not_ends_with_cs: |text, part| terms::ends_with(text, part, false)
}
