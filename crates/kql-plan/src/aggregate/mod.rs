//! Aggregates: one file each, or each family; [`ALL`] lists them.
//!
//! To add one, write `aggregate/<name>.rs` with [`kql_aggregate!`] and add it to [`ALL`].

#![expect(clippy::unnecessary_wraps, reason = "an output rule may refuse its arguments, and most have no cause to")]

pub mod arg_extreme;
pub mod avg;
pub mod bag;
pub mod binary_all;
mod conditional;
pub mod count;
pub mod covariance;
pub mod deviation;
pub mod distinct;
pub mod extreme;
pub mod hll;
pub(crate) mod key;
pub mod list;
pub mod percentile;
pub mod schema;
pub mod set;
pub mod sum;
pub mod take_any;
pub mod tdigest;
mod total;

use std::fmt::Debug;
use std::sync::OnceLock;

pub use key::hash;

use crate::scalar::{Argument, Signature};
use crate::{Type, Value};

/// The running state of an aggregate in one group.
///
/// Values come in the order of the rows where the query has one. Nulls come too: most aggregates ignore them, and each says so.
pub trait Accumulator: Debug + Send {
    /// Takes the arguments of one row.
    fn update(&mut self, arguments: &[Value<'_>]);

    /// The result: one value for each output.
    fn finish(&mut self) -> Vec<Value<'static>>;

    /// About how many bytes it holds.
    fn size(&self) -> usize;
}

/// An argument of an aggregate, as the binder sees it.
#[derive(Debug, Clone)]
pub struct AggregateArgument {
    /// Its type, after conversion to what the signature asks for, and its value when it is constant.
    pub argument: Argument,
    /// The name the expression would have as a column: of a column its own, of `f(Column)` for some functions that column's; else nothing.
    pub name: Option<String>,
}

/// An output of an aggregate: the name it has when the query gives none, and its type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Output {
    /// Such as `sum_Bytes`; made unique by the binder.
    pub name: String,
    /// Its type.
    pub kind: Type,
}

/// The outputs of a call.
pub type OutputRule = fn(&[AggregateArgument]) -> Result<Vec<Output>, String>;

/// An aggregate.
#[derive(Debug)]
pub struct Aggregate {
    /// Its name.
    pub name: &'static str,
    /// Other names it answers to.
    pub aliases: &'static [&'static str],
    /// Its signature, as declared: the same language as that of scalar functions.
    pub declaration: &'static str,
    /// Its documentation, line by line.
    pub documentation: &'static [&'static str],
    /// Names and types of its outputs.
    pub outputs: OutputRule,
    /// A fresh state. The arguments are those of the call; constants among them (a precision, a limit) can be read here.
    pub accumulator: fn(&[Argument]) -> Box<dyn Accumulator>,
    /// The signature once it is read.
    pub parsed: OnceLock<Signature>,
}

impl Aggregate {
    /// Its signature.
    pub fn signature(&self) -> &Signature {
        self.parsed.get_or_init(|| Signature::parse(self.declaration))
    }
}

/// Declares an aggregate: documentation, KQL signature, outputs, state.
///
/// ```ignore
/// kql_aggregate! {
///     /// Returns the sum of the values that are not null …
///     pub SUM = sum(value: long|real|decimal|timespan) => outputs, accumulator;
/// }
/// ```
#[macro_export]
macro_rules! kql_aggregate {
    ($(#[doc = $doc:literal])* pub $constant:ident = $name:ident ($($parameters:tt)*) => $outputs:path, $accumulator:path
        $(, aliases [$($alias:literal),*])? ;) => {
        $(#[doc = $doc])*
        pub static $constant: $crate::aggregate::Aggregate = $crate::aggregate::Aggregate {
            name: stringify!($name),
            aliases: &[$($($alias),*)?],
            declaration: stringify!($name($($parameters)*) -> dynamic),
            documentation: &[$($doc),*],
            outputs: $outputs,
            accumulator: $accumulator,
            parsed: ::std::sync::OnceLock::new(),
        };
    };
}

/// Every aggregate.
pub static ALL: &[&Aggregate] = &[
    &count::COUNT,
    &count::COUNTIF,
    &sum::SUM,
    &sum::SUMIF,
    &avg::AVG,
    &avg::AVGIF,
    &extreme::MIN,
    &extreme::MAX,
    &extreme::MINIF,
    &extreme::MAXIF,
    &arg_extreme::ARG_MAX,
    &arg_extreme::ARG_MIN,
    &arg_extreme::ARGMAX,
    &arg_extreme::ARGMIN,
    &take_any::TAKE_ANY,
    &take_any::TAKE_ANYIF,
    &take_any::ANY,
    &take_any::ANYIF,
    &distinct::DCOUNT,
    &distinct::DCOUNTIF,
    &distinct::COUNT_DISTINCT,
    &distinct::COUNT_DISTINCTIF,
    &list::MAKE_LIST,
    &list::MAKE_LIST_IF,
    &list::MAKE_LIST_WITH_NULLS,
    &set::MAKE_SET,
    &set::MAKE_SET_IF,
    &bag::MAKE_BAG,
    &bag::MAKE_BAG_IF,
    &percentile::PERCENTILE,
    &percentile::PERCENTILES,
    &percentile::PERCENTILES_ARRAY,
    &percentile::PERCENTILEW,
    &percentile::PERCENTILESW,
    &percentile::PERCENTILESW_ARRAY,
    &deviation::VARIANCE,
    &deviation::VARIANCEIF,
    &deviation::VARIANCEP,
    &deviation::VARIANCEPIF,
    &deviation::STDEV,
    &deviation::STDEVIF,
    &deviation::STDEVP,
    &deviation::STDEVPIF,
    &covariance::COVARIANCE,
    &covariance::COVARIANCEIF,
    &covariance::COVARIANCEP,
    &covariance::COVARIANCEPIF,
    &binary_all::BINARY_ALL_AND,
    &binary_all::BINARY_ALL_OR,
    &binary_all::BINARY_ALL_XOR,
    &hll::HLL,
    &hll::HLL_IF,
    &hll::HLL_MERGE,
    &tdigest::TDIGEST,
    &tdigest::TDIGEST_MERGE,
    &schema::BUILDSCHEMA,
];

/// The aggregate of this name or alias.
pub fn by_name(name: &str) -> Option<&'static Aggregate> {
    ALL.iter().copied().find(|aggregate| aggregate.name == name || aggregate.aliases.contains(&name))
}

/// The outputs of an aggregate with one result: `prefix_` and the name of its first argument.
pub fn one_output(prefix: &str, arguments: &[AggregateArgument], kind: Type) -> Vec<Output> {
    let name = arguments.first().and_then(|argument| argument.name.as_deref()).unwrap_or_default();
    vec![Output { name: format!("{prefix}_{name}"), kind }]
}

/// The type of an argument.
fn kind_of(arguments: &[Argument], index: usize) -> Type {
    arguments.get(index).map_or(Type::Dynamic, |argument| argument.kind)
}

/// The value of an argument that is a constant int or long.
fn constant_long(arguments: &[Argument], index: usize) -> Option<i64> {
    arguments.get(index)?.constant.as_ref()?.as_long()
}

#[cfg(test)]
mod tests;
