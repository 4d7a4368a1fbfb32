//! The tables a query can name: those the archive keeps, and those that only Microsoft's references declare, which exist without rows, so that a rule
//! that mentions them still runs.
//!
//! A workspace's columns stand in the order of the Azure Monitor reference, then come those that every table of a workspace has. The hunting schema of
//! Defender knows some of these tables with other columns, and a query speaks one [`Dialect`] or the other. Typed copies of paths, and what tells where
//! a row came from, are there when the query names them.

mod declared;

use std::collections::{BTreeSet, HashSet};

use kql_plan::{Alias, INGESTION_TIME, TableSchema, Type};

use tables::{Column, KustoType, Shape, Table};

pub use declared::{hunting, workspace};

/// Columns of every table of a workspace, whether or not its reference lists them.
const STANDARD: [(&str, Type); 6] = [
    ("TimeGenerated", Type::Datetime),
    ("Type", Type::String),
    ("TenantId", Type::String),
    ("_ResourceId", Type::String),
    ("_TimeReceived", Type::Datetime),
    ("_ItemId", Type::String),
];

/// Columns of every table of advanced hunting.
const HUNTING: [(&str, Type); 2] = [("TimeGenerated", Type::Datetime), ("Timestamp", Type::Datetime)];

/// Where a row came from, as the archive keeps it.
const PROVENANCE: [(&str, Type); 7] = [
    ("_Tenant", Type::String),
    ("_Evidence", Type::String),
    ("_Member", Type::String),
    ("_Offset", Type::Long),
    ("_Line", Type::Long),
    ("_Format", Type::String),
    ("_Received", Type::Datetime),
];

/// Columns with their types, in order.
pub type Columns = Vec<(String, Type)>;

/// Which of the references a query speaks after.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Dialect {
    /// A workspace of Log Analytics: `TimeGenerated`.
    Workspace,
    /// Advanced hunting in Defender: `Timestamp`. What it does not know is as in a workspace.
    Hunting,
    /// As in a workspace, and the columns of advanced hunting are there when the query names them.
    #[default]
    Both,
}

impl Dialect {
    /// All, the one that is tried first before the others.
    pub const ALL: [Dialect; 3] = [Dialect::Workspace, Dialect::Hunting, Dialect::Both];
}

/// Returns the columns of a table: those that it shows, and those it has when they are named. None where no table has this name.
pub fn columns(name: &str, dialect: Dialect) -> Option<(Columns, Columns)> {
    let kept = tables::by_name(name);
    let (workspace, hunting) = (workspace(name), hunting(name));
    if kept.is_none() && workspace.is_none() && hunting.is_none() {
        return None;
    }
    let mut shown = Gathered::default();
    let mut named = Gathered::default();
    let own = |table: &'static Table| table.columns.iter().map(|column| (column.name, kind(column.kind)));
    match (workspace, kept, hunting.clone()) {
        (Some(_), _, Some(columns)) if dialect == Dialect::Hunting => {
            shown.add(columns);
            shown.add(HUNTING);
        }
        (Some(columns), kept, _) => {
            let own_kind = |name: &str| kept?.column(name).map(|column| kind(column.kind));
            shown.add(columns.map(|(name, kind)| (name, own_kind(name).unwrap_or(kind))));
            shown.add(STANDARD);
        }
        (None, Some(kept), _) => shown.add(own(kept)),
        (None, None, columns) => {
            shown.add(columns.into_iter().flatten());
            shown.add(HUNTING);
        }
    }
    if let Some(kept) = kept {
        named.add(own(kept));
    }
    if dialect != Dialect::Workspace {
        named.add(hunting.into_iter().flatten());
    }
    if let Some(kept) = kept {
        named.add(kept.promoted.iter().map(|column| (column.name, kind(column.kind))));
        named.add(PROVENANCE);
    }
    named.columns.retain(|(name, _)| !shown.names.contains(name));
    Some((shown.columns, named.columns))
}

/// Returns a table as a query of a dialect sees it that names these columns.
pub fn table(name: &str, dialect: Dialect, mentioned: &BTreeSet<String>) -> Option<TableSchema> {
    let (mut columns, named) = columns(name, dialect)?;
    let (mentioned, mut hidden): (Columns, Columns) =
        named.into_iter().partition(|(column, _)| mentioned.contains(column));
    columns.extend(mentioned);
    let kept = tables::by_name(name);
    let mut aliases = Vec::new();
    if let Some(kept) = kept {
        hidden.push((INGESTION_TIME.to_owned(), Type::Datetime));
        aliases.extend(columns.iter().filter_map(|(column, kind)| alias(kept, column, *kind)));
    }
    Some(TableSchema { name: name.to_owned(), columns, hidden, aliases, uncollected: kept.is_none() })
}

/// Where a column is kept, when that is under another name or as another type: the hunting schema calls some columns otherwise.
fn alias(kept: &'static Table, name: &str, shown: Type) -> Option<Alias> {
    let from_row = |column: &&Column| {
        let read = |source: &tables::Source| source.shape.is_none_or(|shape| shape == Shape::Row);
        column.sources.iter().any(|source| read(source) && source.path.eq_ignore_ascii_case(name))
    };
    let columns = || kept.columns.iter();
    let found = columns()
        .find(|column| column.name == name)
        .or_else(|| columns().find(|column| column.name.eq_ignore_ascii_case(name)))
        .or_else(|| columns().find(from_row))?;
    let differs = found.name != name || kind(found.kind) != shown;
    differs.then(|| Alias { column: name.to_owned(), kept: found.name.to_owned(), kind: kind(found.kind) })
}

/// Returns the names of all tables: those the archive can keep first.
pub fn names() -> Vec<String> {
    let kept = tables::all().iter().map(|table| table.name);
    let mut seen = HashSet::new();
    kept.chain(declared::names()).filter(|name| seen.insert(*name)).map(str::to_owned).collect()
}

/// Returns Kusto's type as the binder has it.
pub fn kind(kind: KustoType) -> Type {
    match kind {
        KustoType::Bool => Type::Bool,
        KustoType::Int => Type::Int,
        KustoType::Long => Type::Long,
        KustoType::Real => Type::Real,
        KustoType::Decimal => Type::Decimal,
        KustoType::String => Type::String,
        KustoType::DateTime => Type::Datetime,
        KustoType::TimeSpan => Type::Timespan,
        KustoType::Guid => Type::Guid,
        KustoType::Dynamic => Type::Dynamic,
    }
}

/// Columns, each name once: the first wins.
#[derive(Default)]
struct Gathered {
    columns: Columns,
    names: HashSet<String>,
}

impl Gathered {
    fn add<'a>(&mut self, columns: impl IntoIterator<Item = (&'a str, Type)>) {
        for (name, kind) in columns {
            if self.names.insert(name.to_owned()) {
                self.columns.push((name.to_owned(), kind));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(name: &str, dialect: Dialect, mentioned: &[&str]) -> TableSchema {
        table(name, dialect, &mentioned.iter().map(|name| (*name).to_owned()).collect()).unwrap()
    }

    fn has(table: &TableSchema, column: &str, kind: Type) -> bool {
        table.columns.contains(&(column.to_owned(), kind))
    }

    #[test]
    fn a_table_of_both_dialects_has_the_columns_of_the_one_that_is_spoken() {
        let workspace = shown("CloudAppEvents", Dialect::Workspace, &["Isp"]);
        assert!(has(&workspace, "ISP", Type::String) && !has(&workspace, "Isp", Type::String));
        let hunting = shown("CloudAppEvents", Dialect::Hunting, &["Isp"]);
        assert_eq!(hunting.columns.first().unwrap().0, "Timestamp");
        assert!(has(&hunting, "Isp", Type::String) && !has(&hunting, "ISP", Type::String));
        let both = shown("CloudAppEvents", Dialect::Both, &["Isp"]);
        assert!(has(&both, "ISP", Type::String) && both.columns.last().unwrap().0 == "Isp");
        assert!(!has(&shown("CloudAppEvents", Dialect::Both, &[]), "Isp", Type::String));
    }

    #[test]
    fn a_column_of_the_other_dialect_is_read_from_the_one_that_is_kept() {
        let hunting = shown("IdentityInfo", Dialect::Hunting, &[]);
        let alias = |column: &str| hunting.aliases.iter().find(|alias| alias.column == column);
        for (column, kept, kind) in [
            ("AccountUpn", "AccountUPN", Type::String),
            ("Timestamp", "TimeGenerated", Type::Datetime),
            ("EmailAddress", "MailAddress", Type::String),
            ("Tags", "Tags", Type::String),
        ] {
            assert_eq!(alias(column).map(|alias| (alias.kept.as_str(), alias.kind)), Some((kept, kind)), "{column}");
        }
        assert!(has(&hunting, "Tags", Type::Dynamic) && alias("AccountName").is_none());
        assert!(shown("IdentityInfo", Dialect::Workspace, &[]).aliases.is_empty());
        assert!(shown("SigninLogs", Dialect::Both, &["_Tenant", "_Status_errorCode"]).aliases.is_empty());
    }

    #[test]
    fn every_column_that_is_kept_can_be_named() {
        for kept in tables::all() {
            let (shown, named) = columns(kept.name, Dialect::Workspace).unwrap();
            for column in kept.columns {
                let found = shown.iter().chain(&named).find(|(name, _)| name == column.name);
                assert_eq!(found.unwrap().1, kind(column.kind), "{}.{}", kept.name, column.name);
            }
        }
    }

    #[test]
    fn what_an_alias_is_read_from_is_there() {
        for (kept, dialect) in tables::all().iter().flat_map(|table| Dialect::ALL.map(|dialect| (table, dialect))) {
            let table = shown(kept.name, dialect, &[]);
            for alias in &table.aliases {
                let found = table.columns.iter().chain(&table.hidden).any(|(name, _)| *name == alias.kept);
                assert!(found, "{}.{} of {dialect:?}", kept.name, alias.column);
            }
        }
    }

    #[test]
    fn a_table_that_is_only_declared_is_uncollected() {
        let table = shown("DeviceProcessEvents", Dialect::Workspace, &[]);
        assert!(table.uncollected && table.hidden.iter().all(|(name, _)| name != INGESTION_TIME));
        assert!(has(&table, "TimeGenerated", Type::Datetime));
        assert!(super::table("NoSuchTable", Dialect::Both, &BTreeSet::new()).is_none());
    }

    #[test]
    fn names_are_told_once() {
        let names = names();
        let distinct: HashSet<&String> = names.iter().collect();
        assert_eq!(distinct.len(), names.len());
        assert!(names.len() > 900 && names.first().unwrap() == "SigninLogs");
    }
}
