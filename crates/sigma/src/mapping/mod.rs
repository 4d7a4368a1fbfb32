//! What Sigma's log sources and fields are in our tables, as data: one file a table.
//!
//! A field is looked for in this order: the table's own names for fields; a property of one of its JSON columns; a column
//! of that name, whatever its case. `properties.` in front of a name is Azure Monitor's envelope and says nothing.

mod audit_logs;
mod azure_activity;
mod resolve;
mod risk_events;
mod security_alert;
mod sign_in_logs;
mod unified_audit_log;

pub(crate) use resolve::{Place, Resolver};

use crate::rule::EntityMapping;

/// A kind of log in Sigma's words, and the tables that hold it.
#[derive(Debug)]
pub(crate) struct Source {
    pub(crate) product: &'static str,
    pub(crate) services: &'static [&'static str],
    /// The first that the archive has is taken.
    pub(crate) tables: &'static [&'static Table],
}

/// What is known about a table.
#[derive(Debug)]
pub(crate) struct Table {
    pub(crate) name: &'static str,
    /// What makes rows of the table rows of the log source: a KQL predicate.
    pub(crate) only: Option<&'static str>,
    /// Names that rules use for what is called otherwise.
    pub(crate) fields: &'static [(&'static [&'static str], Target)],
    /// Columns of JSON with the properties known in them.
    pub(crate) json: &'static [Json],
    /// Columns that are neither text nor JSON.
    pub(crate) typed: &'static [&'static str],
    /// What is computed from a row for the alert, by name.
    pub(crate) extend: &'static [(&'static str, &'static str)],
    /// The entities of a row, from columns and from what is computed.
    pub(crate) entities: &'static [EntityMapping],
}

/// A column of JSON.
#[derive(Debug)]
pub(crate) struct Json {
    pub(crate) column: &'static str,
    /// Properties, by path. Others are unknown, unless the column is `open`.
    pub(crate) properties: &'static [&'static str],
    /// Whether a rule may name any property of it.
    pub(crate) open: bool,
}

/// What a field stands for.
#[derive(Debug)]
pub(crate) enum Target {
    /// A column, or a path into a JSON column.
    Path(&'static str),
    /// Any of several.
    AnyOf(&'static [Target]),
    /// A property of any element of an array, at any depth.
    Element { column: &'static str, property: &'static str },
    /// The value of a name in an array of names and values.
    Pair { column: &'static str, key: &'static str, value: &'static str, name: &'static str },
    /// The new value of a property in an array of changes.
    Change { column: &'static str, property: &'static str },
    /// Values that mean something else than text: the value, and its predicate. Others go to `otherwise`.
    Values { values: &'static [(&'static str, &'static str)], otherwise: Option<&'static Target> },
}

/// Every log source.
pub(crate) const SOURCES: &[Source] = &[
    Source { product: "azure", services: &["signinlogs"], tables: &[&sign_in_logs::TABLE] },
    Source { product: "azure", services: &["auditlogs"], tables: &[&audit_logs::TABLE] },
    Source { product: "azure", services: &["activitylogs", "azureactivity"], tables: &[&azure_activity::TABLE] },
    Source { product: "azure", services: &["riskdetection"], tables: &[&risk_events::TABLE] },
    Source { product: "azure", services: &["pim"], tables: &[&audit_logs::PIM] },
    Source { product: "m365", services: &["audit"], tables: &[&unified_audit_log::TABLE, &unified_audit_log::OFFICE] },
    Source {
        product: "m365",
        services: &["exchange"],
        tables: &[&unified_audit_log::EXCHANGE, &unified_audit_log::OFFICE],
    },
    Source {
        product: "m365",
        services: &["threat_management", "threat_detection"],
        tables: &[&unified_audit_log::ALERTS, &security_alert::TABLE],
    },
];

#[cfg(test)]
mod tests;
