//! Scalar functions: one file each, in the folder of its family; [`FAMILIES`] names the families.
//!
//! To add one, write `scalar/<family>/<name>.rs` with [`kql_scalar!`] and add it to the family's list in `scalar/<family>/mod.rs`.

pub mod access;
pub mod array;
pub mod bag;
pub mod conditional;
pub mod conversion;
pub mod datetime;
pub mod encoding;
pub mod geo;
pub mod hash;
pub mod ip;
pub mod json;
pub mod math;
pub mod operator;
pub mod parse;
mod pattern;
pub mod regex;
pub mod regex_cache;
pub mod series;
pub mod set;
mod signature;
pub mod sketch;
pub mod string;
pub mod without_empty;

use std::borrow::Cow;
use std::sync::OnceLock;

pub use signature::{Argument, Parameter, ParameterType, Resolved, Returns, Signature, SignatureError};

use crate::{Context, Json, Type, Value};

/// A call of a scalar function on the values of one row.
#[derive(Debug)]
pub struct Call<'a> {
    /// The arguments, already of the types that the signature promises; of a variadic one as many as were given.
    pub arguments: &'a [Value<'a>],
    /// What the query knows of the world.
    pub context: &'a Context,
}

impl<'a> Call<'a> {
    /// How many arguments were given.
    pub fn len(&self) -> usize {
        self.arguments.len()
    }

    /// Whether none was given.
    pub fn is_empty(&self) -> bool {
        self.arguments.is_empty()
    }

    /// Whether the argument was given, be it null.
    pub fn has(&self, index: usize) -> bool {
        index < self.arguments.len()
    }

    /// The argument; the null when it was not given.
    pub fn value(&self, index: usize) -> &'a Value<'a> {
        self.arguments.get(index).unwrap_or(&Value::Null)
    }

    /// The text of a string argument; the empty text when it was not given.
    pub fn text(&self, index: usize) -> &'a str {
        self.value(index).as_str()
    }

    /// The text of an argument of any type, as `tostring()` gives it.
    pub fn string(&self, index: usize) -> Cow<'a, str> {
        crate::convert::text_of(self.value(index))
    }

    /// An int or long argument; `None` when it is null or was not given.
    pub fn long(&self, index: usize) -> Option<i64> {
        self.value(index).as_long()
    }

    /// An argument of any number type; `None` when it is null or was not given.
    pub fn real(&self, index: usize) -> Option<f64> {
        self.value(index).as_real()
    }

    /// A bool argument; `None` when it is null or was not given.
    pub fn boolean(&self, index: usize) -> Option<bool> {
        self.value(index).as_bool()
    }

    /// The ticks of a datetime or timespan argument; `None` when it is null or was not given.
    pub fn ticks(&self, index: usize) -> Option<i64> {
        self.value(index).as_ticks()
    }

    /// The JSON of a dynamic argument; `None` when it is null or was not given.
    pub fn json(&self, index: usize) -> Option<&'a Json> {
        self.value(index).as_json()
    }

    /// The elements of a dynamic argument that is an array.
    pub fn array(&self, index: usize) -> Option<&'a [Json]> {
        self.json(index)?.as_array().map(Vec::as_slice)
    }
}

/// What a scalar function does with the values of one row.
pub type Kernel = for<'a> fn(&Call<'a>) -> Value<'a>;

/// The type of a call, where it depends on more than the declared parameters can say.
pub type TypeRule = fn(&[Argument]) -> Result<Type, String>;

/// A scalar function.
#[derive(Debug)]
pub struct Scalar {
    /// Its name.
    pub name: &'static str,
    /// Other names it answers to.
    pub aliases: &'static [&'static str],
    /// Its signature, as declared.
    pub declaration: &'static str,
    /// Its documentation, line by line.
    pub documentation: &'static [&'static str],
    /// What it does.
    pub kernel: Kernel,
    /// The type of a call, when the declared one is only an approximation.
    pub rule: Option<TypeRule>,
    /// Whether it may give another value for the same arguments.
    pub volatile: bool,
    /// The signature once it is read.
    pub parsed: OnceLock<Signature>,
}

impl Scalar {
    /// Its signature.
    pub fn signature(&self) -> &Signature {
        self.parsed.get_or_init(|| Signature::parse(self.declaration))
    }

    /// Which types the arguments must be converted to, and the type of the result.
    ///
    /// # Errors
    /// When the arguments do not fit: too few, too many, or of a type that does not convert by itself.
    pub fn resolve(&self, arguments: &[Argument]) -> Result<Resolved, SignatureError> {
        let mut resolved = self.signature().resolve(self.name, arguments)?;
        if let Some(rule) = self.rule {
            let converted: Vec<Argument> = arguments
                .iter()
                .zip(&resolved.parameters)
                .map(|(argument, kind)| Argument {
                    kind: kind.unwrap_or(argument.kind),
                    constant: argument.constant.clone(),
                })
                .collect();
            resolved.result = rule(&converted).map_err(|message| SignatureError { argument: None, message })?;
        }
        Ok(resolved)
    }

    /// The text of its documentation.
    pub fn documentation_text(&self) -> String {
        self.documentation.iter().map(|line| line.strip_prefix(' ').unwrap_or(line)).collect::<Vec<_>>().join("\n")
    }
}

/// Declares a scalar function: documentation, KQL signature, kernel.
///
/// ```ignore
/// kql_scalar! {
///     /// Returns …
///     ///
///     /// Source: <https://learn.microsoft.com/kusto/query/substring-function>
///     ///
///     /// ```kusto
///     /// substring("quaestor", 2)   // aestor
///     /// ```
///     pub SUBSTRING = substring(source: string, start: long, [length: long]) -> string => kernel;
/// }
/// ```
///
/// Types of parameters: those of Kusto; `any`; `number` (int, long, real, decimal); `T` (all parameters of type `T` are brought to one type);
/// alternatives with `|`. `[…]` around the optional ones; `...` after the last type: one or more of it (in brackets: none or more). The result is a
/// type or `T`. After the kernel may stand `, rule path` (a [`TypeRule`]), `, aliases ["…"]` and `, volatile`, in this order.
#[macro_export]
macro_rules! kql_scalar {
    ($(#[doc = $doc:literal])* pub $constant:ident = $name:ident ($($parameters:tt)*) -> $result:ident => $kernel:path
        $(, rule $rule:path)? $(, aliases [$($alias:literal),*])? $(, volatile $(= $reason:literal)?)? ;) => {
        $(#[doc = $doc])*
        pub static $constant: $crate::scalar::Scalar = $crate::scalar::Scalar {
            name: stringify!($name),
            aliases: &[$($($alias),*)?],
            declaration: stringify!($name($($parameters)*) -> $result),
            documentation: &[$($doc),*],
            kernel: $kernel,
            rule: { let rule: Option<$crate::scalar::TypeRule> = None; $(let _ = rule; let rule: Option<$crate::scalar::TypeRule> = Some($rule);)? rule },
            volatile: { let volatile = false; $(let _ = volatile; let volatile = true; $(let _ = $reason;)?)? volatile },
            parsed: ::std::sync::OnceLock::new(),
        };
    };
}

/// The families, each with its functions.
pub static FAMILIES: &[(&str, &[&Scalar])] = &[
    ("conversion", conversion::ALL),
    ("conditional", conditional::ALL),
    ("math", math::ALL),
    ("string", string::ALL),
    ("regex", regex::ALL),
    ("parse", parse::ALL),
    ("encoding", encoding::ALL),
    ("hash", hash::ALL),
    ("ip", ip::ALL),
    ("datetime", datetime::ALL),
    ("json", json::ALL),
    ("array", array::ALL),
    ("bag", bag::ALL),
    ("set", set::ALL),
    ("series", series::ALL),
    ("geo", geo::ALL),
    ("sketch", sketch::ALL),
];

/// Every function that a query can call, in the order of the families.
pub fn all() -> impl Iterator<Item = &'static Scalar> {
    FAMILIES.iter().flat_map(|(_, functions)| functions.iter().copied())
}

/// The function of this name or alias.
pub fn by_name(name: &str) -> Option<&'static Scalar> {
    static INDEX: OnceLock<std::collections::HashMap<&'static str, &'static Scalar>> = OnceLock::new();
    INDEX
        .get_or_init(|| {
            all()
                .flat_map(|scalar| {
                    std::iter::once((scalar.name, scalar))
                        .chain(scalar.aliases.iter().map(move |alias| (*alias, scalar)))
                })
                .collect()
        })
        .get(name)
        .copied()
}

/// The columns that a function of several values makes: for each what comes after `<function>_<series>_` in its name, and its type.
///
/// Such a function returns a dynamic array with the values in this order. `None` for every other function.
///
/// ```
/// let columns = kql_plan::scalar::tuple("series_periods_detect").unwrap_or_default();
/// assert_eq!(columns.iter().map(|column| column.0).collect::<Vec<_>>(), ["periods", "scores"]);
/// ```
pub fn tuple(name: &str) -> Option<&'static [(&'static str, Type)]> {
    series::tuple::ALL.iter().find(|(function, _)| *function == name).map(|(_, columns)| *columns)
}
