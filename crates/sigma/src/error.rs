//! Why a rule cannot be converted.

/// Why a rule cannot be converted: never a query that finds nothing without saying why.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The file is no Sigma rule.
    #[error("reading the rule: {0}")]
    Read(String),
    /// No table holds what the rule asks of.
    #[error(
        "no table holds the log source product `{product}`, service `{service}`, category `{category}`; known are {known}"
    )]
    LogSource {
        /// Its product.
        product: String,
        /// Its service.
        service: String,
        /// Its category.
        category: String,
        /// The log sources that are known.
        known: String,
    },
    /// The caller has none of the tables.
    #[error("the log source is in {tables}, of which there is none here")]
    NoTable {
        /// The tables.
        tables: String,
    },
    /// A field that maps to no column.
    #[error("field `{field}` is no column of {table}{}", near.as_ref().map(|near| format!("; did you mean `{near}`?")).unwrap_or_default())]
    Field {
        /// The field.
        field: String,
        /// The table.
        table: &'static str,
        /// The nearest name.
        near: Option<String>,
    },
    /// A value that a field never has.
    #[error("field `{field}` never is `{value}`; it is one of {known}")]
    Value {
        /// The field.
        field: String,
        /// The value.
        value: String,
        /// What it may be.
        known: String,
    },
    /// A modifier that cannot be used so.
    #[error("field `{field}`: {message}")]
    Modifier {
        /// The field.
        field: String,
        /// What is wrong.
        message: String,
    },
    /// A detection that the condition names and nobody defines.
    #[error("the condition names `{0}`, and there is no such detection")]
    Detection(String),
    /// A rule that a correlation refers to and that is not there.
    #[error("the correlation refers to the rule `{0}`, which is neither in this file nor among the others given")]
    Reference(String),
    /// A part of Sigma that is not converted.
    #[error("not converted: {0}")]
    Unsupported(String),
    /// The query that came out is not one: a fault of ours.
    #[error("the query that came of it is wrong, which is a fault of the conversion: {0}")]
    Query(String),
}
