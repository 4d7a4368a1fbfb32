//! Where rows lie: table, twin, tenant and day.

use std::sync::Arc;

use tables::Table;

use super::rows::Rows;
use crate::seal::day_text;

/// Which of a table's two Delta tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Twin {
    /// Rows shown.
    Tables,
    /// Rows superseded.
    Versions,
}

/// One day of one tenant in one Delta table.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Partition {
    pub(crate) table: &'static str,
    pub(crate) twin: Twin,
    pub(crate) tenant: Arc<str>,
    pub(crate) day: Option<i32>,
}

impl Twin {
    /// Returns the path of a table's Delta table.
    pub(crate) fn path(self, table: &str) -> String {
        match self {
            Self::Tables => format!("tables/{table}"),
            Self::Versions => format!("versions/{table}"),
        }
    }

    /// Returns which twin of which table has this path; none for a table that this program does not know.
    pub(crate) fn of(path: &str) -> Option<(Self, &'static Table)> {
        let (folder, name) = path.split_once('/')?;
        let twin = match folder {
            "tables" => Self::Tables,
            "versions" => Self::Versions,
            _ => return None,
        };
        Some((twin, tables::by_name(name)?))
    }
}

impl Partition {
    /// Returns the path of the Delta table.
    pub(crate) fn table_path(&self) -> String {
        self.twin.path(self.table)
    }

    /// Returns the folder within the Delta table. A tenant that is no plain name is a hash there; the log has it in full.
    pub(crate) fn folder(&self) -> String {
        let plain = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || "-.".contains(letter);
        let tenant =
            if (1..=64).contains(&self.tenant.len()) && self.tenant.chars().all(plain) && !self.tenant.starts_with('.')
            {
                self.tenant.to_string()
            } else {
                format!("hash-{}", blake3::hash(self.tenant.as_bytes()).to_hex().chars().take(16).collect::<String>())
            };
        let day = self.day.map_or_else(|| "__HIVE_DEFAULT_PARTITION__".to_owned(), day_text);
        format!("_Tenant={tenant}/_Day={day}")
    }
}

/// Rows of a partition that wait to be written.
#[derive(Debug)]
pub(crate) struct Pending {
    pub(crate) table: &'static Table,
    pub(crate) partition: Partition,
    pub(crate) chunks: Vec<Rows>,
    pub(crate) bytes: usize,
}
