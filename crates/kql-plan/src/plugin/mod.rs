//! Plugins of `evaluate`: one file each; [`ALL`] lists them.
//!
//! To add one, write `plugin/<name>.rs` with a [`Plugin`] and add it to [`ALL`]. The rows may come in any number and any order; a plugin that
//! needs an order sorts them itself, unless it is one that asks for sorted rows.

pub mod active_users_count;
pub mod activity_counts_metrics;
pub mod activity_engagement;
pub mod activity_metrics;
mod argument;
pub mod autocluster;
pub mod bag_unpack;
pub mod basket;
pub mod dcount_intersect;
pub mod diffpatterns;
pub mod funnel_sequence;
pub mod funnel_sequence_completion;
pub mod geo_lookup;
pub mod ip_lookup;
pub mod narrow;
pub mod new_activity_metrics;
mod patterns;
pub mod pivot;
pub mod preview;
pub mod rolling_percentile;
pub mod rows_near;
pub mod schema_merge;
pub mod sequence_detect;
pub mod session_count;
pub mod sliding_window_counts;
mod timeline;

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
pub static ALL: &[&Plugin] = &[
    &bag_unpack::BAG_UNPACK,
    &pivot::PIVOT,
    &narrow::NARROW,
    &preview::PREVIEW,
    &schema_merge::SCHEMA_MERGE,
    &basket::BASKET,
    &autocluster::AUTOCLUSTER,
    &diffpatterns::DIFFPATTERNS,
    &rows_near::ROWS_NEAR,
    &geo_lookup::GEO_LINE_LOOKUP,
    &geo_lookup::GEO_POLYGON_LOOKUP,
    &ip_lookup::IPV4_LOOKUP,
    &ip_lookup::IPV6_LOOKUP,
    &dcount_intersect::DCOUNT_INTERSECT,
    &sequence_detect::SEQUENCE_DETECT,
    &funnel_sequence::FUNNEL_SEQUENCE,
    &funnel_sequence_completion::FUNNEL_SEQUENCE_COMPLETION,
    &rolling_percentile::ROLLING_PERCENTILE,
    &active_users_count::ACTIVE_USERS_COUNT,
    &activity_counts_metrics::ACTIVITY_COUNTS_METRICS,
    &activity_engagement::ACTIVITY_ENGAGEMENT,
    &activity_metrics::ACTIVITY_METRICS,
    &new_activity_metrics::NEW_ACTIVITY_METRICS,
    &session_count::SESSION_COUNT,
    &sliding_window_counts::SLIDING_WINDOW_COUNTS,
];

/// Why plugins that reach out of the archive, or run code that is not KQL, are never asked.
const NETWORK: &str = "reaches out over the network, and queries here read nothing but the archive";
const SANDBOX: &str =
    "runs code in a sandbox of the cluster, and there is none here; write it in KQL, or run it over the exported rows";
const CLUSTER: &str = "asks a Kusto cluster, and there is none here";

/// The plugins that exist elsewhere and are refused here: name, and why, to stand after it.
pub static REFUSED: &[(&str, &str)] = &[
    ("ai_chat_completion", NETWORK),
    ("ai_chat_completion_prompt", NETWORK),
    ("ai_embed_text", NETWORK),
    ("ai_embeddings", NETWORK),
    ("azure_digital_twins_query_request", NETWORK),
    ("cosmosdb_sql_request", NETWORK),
    ("csharp", SANDBOX),
    ("estimate_rows_count", CLUSTER),
    ("execute_query", CLUSTER),
    ("execute_show_command", CLUSTER),
    ("external_datatable", CLUSTER),
    ("http_request", NETWORK),
    ("http_request_post", NETWORK),
    ("infer_storage_schema", NETWORK),
    ("infer_storage_schema_with_suggestions", NETWORK),
    ("mysql_request", NETWORK),
    ("postgresql_request", NETWORK),
    ("python", SANDBOX),
    ("r", SANDBOX),
    ("sql_request", NETWORK),
];

/// The plugin of this name.
pub fn by_name(name: &str) -> Option<&'static Plugin> {
    ALL.iter().copied().find(|plugin| plugin.name == name)
}

#[cfg(test)]
mod tests;
