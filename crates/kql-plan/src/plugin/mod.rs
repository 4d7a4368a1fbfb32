//! Plugins of `evaluate`: one file each; [`ALL`] lists them.

use std::sync::Arc;

use crate::expression::{Column, Expression};
use crate::rows::{Rows, RowsOperator};
use crate::{Type, Value};

/// An argument of a plugin.
#[derive(Debug, Clone)]
pub enum PluginArgument {
    /// A constant.
    Constant(Value<'static>, Type),
    /// A column of the input: where it stands, and its name.
    Column(usize, String),
    /// Any other expression over the input's columns.
    Expression(Expression),
    /// A table: the number of the input it is (the piped one is 0).
    Table(usize),
    /// A call of an aggregate, as in `pivot(column, count())`: what it is called, and its arguments.
    Aggregate(String, Vec<PluginArgument>),
    /// `name = value`.
    Named(String, Box<PluginArgument>),
}

/// What the binder knows of a call.
#[derive(Debug, Clone)]
pub struct PluginCall {
    /// The columns of each input, the piped one first.
    pub inputs: Vec<Vec<Column>>,
    /// The arguments.
    pub arguments: Vec<PluginArgument>,
    /// The rows of the piped input, for plugins whose columns depend on the data ([`Plugin::needs_data`]).
    pub data: Option<Arc<Rows>>,
}

/// A call as it will run.
#[derive(Debug)]
pub struct PluginPlan {
    /// Names and types of the result's columns.
    pub columns: Vec<(String, Type)>,
    /// What makes the rows.
    pub operator: Arc<dyn RowsOperator>,
    /// Whether more columns may come with other data: a name that is not found then means a null.
    pub open: bool,
}

/// A plugin.
#[derive(Debug)]
pub struct Plugin {
    /// Its name.
    pub name: &'static str,
    /// Its documentation.
    pub documentation: &'static str,
    /// Whether the columns of the result depend on the data, so that the input must be computed to know them.
    pub needs_data: bool,
    /// Makes the plan of a call.
    ///
    /// Errors: what is wrong with the arguments, in words for whoever asked.
    pub plan: fn(&PluginCall) -> Result<PluginPlan, String>,
}

/// Every plugin.
pub static ALL: &[&Plugin] = &[];

/// The plugin of this name.
pub fn by_name(name: &str) -> Option<&'static Plugin> {
    ALL.iter().copied().find(|plugin| plugin.name == name)
}

/// Plugins that need what is not here, and why.
pub static REFUSED: &[(&str, &str)] = &[];
