//! The tables a query can name: those the archive keeps, and those that only Microsoft's references declare, which exist without rows, so that a rule
//! that mentions them still runs.
//!
//! A table's columns stand in the order of the Azure Monitor reference, then those that every table of a workspace has. The hunting schema of
//! Defender knows some of these tables with other columns: such a column, a typed copy of a path, and what tells where a row came from are there when
//! the query names them.

mod declared;

use std::collections::{BTreeSet, HashSet};

use kql_plan::{INGESTION_TIME, TableSchema, Type};

use tables::{KustoType, Table};

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

/// Returns the columns of a table: those that it shows, and those it has when they are named. None where no table has this name.
pub fn columns(name: &str) -> Option<(Columns, Columns)> {
    let kept = tables::by_name(name);
    let (workspace, hunting) = (workspace(name), hunting(name));
    if kept.is_none() && workspace.is_none() && hunting.is_none() {
        return None;
    }
    let mut shown = Gathered::default();
    let mut named = Gathered::default();
    let own = |table: &'static Table| table.columns.iter().map(|column| (column.name, kind(column.kind)));
    match (workspace, kept) {
        (Some(columns), kept) => {
            let own_kind = |name: &str| kept?.column(name).map(|column| kind(column.kind));
            shown.add(columns.map(|(name, kind)| (name, own_kind(name).unwrap_or(kind))));
            shown.add(STANDARD);
            if let Some(kept) = kept {
                named.add(own(kept));
            }
        }
        (None, Some(kept)) => shown.add(own(kept)),
        (None, None) => {
            shown.add(hunting.clone().into_iter().flatten());
            shown.add([("Timestamp", Type::Datetime), ("TimeGenerated", Type::Datetime)]);
        }
    }
    named.add(hunting.into_iter().flatten());
    if let Some(kept) = kept {
        named.add(kept.promoted.iter().map(|column| (column.name, kind(column.kind))));
        named.add(PROVENANCE);
    }
    named.columns.retain(|(name, _)| !shown.names.contains(name));
    Some((shown.columns, named.columns))
}

/// Returns a table as a query sees it that names these columns.
pub fn table(name: &str, mentioned: &BTreeSet<String>) -> Option<TableSchema> {
    let (mut columns, named) = columns(name)?;
    let (mentioned, mut hidden): (Columns, Columns) =
        named.into_iter().partition(|(column, _)| mentioned.contains(column));
    columns.extend(mentioned);
    let uncollected = tables::by_name(name).is_none();
    if !uncollected {
        hidden.push((INGESTION_TIME.to_owned(), Type::Datetime));
    }
    Some(TableSchema { name: name.to_owned(), columns, hidden, uncollected })
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

    #[test]
    fn a_table_of_both_dialects_shows_the_columns_of_the_workspace() {
        let (shown, named) = columns("CloudAppEvents").unwrap();
        assert!(shown.contains(&("ISP".into(), Type::String)) && named.contains(&("Isp".into(), Type::String)));
        let named = BTreeSet::from(["Isp".to_owned()]);
        assert_eq!(table("CloudAppEvents", &named).unwrap().columns.last().unwrap().0, "Isp");
        assert!(!table("CloudAppEvents", &BTreeSet::new()).unwrap().columns.iter().any(|(name, _)| name == "Isp"));
    }

    #[test]
    fn every_column_that_is_kept_can_be_named() {
        for kept in tables::all() {
            let (shown, named) = columns(kept.name).unwrap();
            for column in kept.columns {
                let found = shown.iter().chain(&named).find(|(name, _)| name == column.name);
                assert_eq!(found.unwrap().1, kind(column.kind), "{}.{}", kept.name, column.name);
            }
        }
    }

    #[test]
    fn a_table_that_is_only_declared_is_uncollected() {
        let table = table("DeviceProcessEvents", &BTreeSet::new()).unwrap();
        assert!(table.uncollected && table.hidden.iter().all(|(name, _)| name != INGESTION_TIME));
        assert!(table.columns.contains(&("TimeGenerated".into(), Type::Datetime)));
        assert!(super::table("NoSuchTable", &BTreeSet::new()).is_none());
    }

    #[test]
    fn names_are_told_once() {
        let names = names();
        let distinct: HashSet<&String> = names.iter().collect();
        assert_eq!(distinct.len(), names.len());
        assert!(names.len() > 900 && names.first().unwrap() == "SigninLogs");
    }
}
