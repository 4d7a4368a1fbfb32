//! The formats that come as delimited text, in the order in which they are tried.

use csv::StringRecord;

use super::{
    Format, audit_csv, companion_csv, defender_csv, held_json_csv, log_analytics_csv, portal, portal_audit,
    powershell_csv,
};
use crate::import::notes::Notes;
use crate::import::rows::{Convert, Header, MOST_COLUMNS};

/// What a table is, and how its rows are read.
pub(crate) type Recognised = (Format, Box<dyn Convert>);

/// What a family of formats may look at to recognise a table.
#[derive(Debug)]
pub(crate) struct Table<'a> {
    /// The header.
    pub(crate) header: &'a Header,
    /// The first row.
    pub(crate) first: Option<&'a StringRecord>,
    /// The file's name in lower case, for what content cannot tell.
    pub(crate) name: &'a str,
    /// The format that the user named.
    pub(crate) forced: Option<Format>,
}

impl Table<'_> {
    /// Returns whether the user left the format open, or named one of these.
    pub(crate) fn may_be(&self, formats: &[Format]) -> bool {
        self.forced.is_none_or(|forced| formats.contains(&forced))
    }
}

type Recognise = fn(&Table<'_>, &mut Notes) -> Option<Recognised>;

const FAMILIES: &[Recognise] = &[
    audit_csv::recognise,
    portal::recognise,
    portal_audit::recognise,
    powershell_csv::recognise,
    defender_csv::recognise,
    companion_csv::recognise,
    log_analytics_csv::recognise,
    held_json_csv::recognise,
    log_analytics_csv::recognise_remains,
];

/// Returns what the table with this header is, or that it is nothing known.
pub(crate) fn recognise(
    header: &Header,
    forced: Option<Format>,
    name: &str,
    first: Option<&StringRecord>,
    notes: &mut Notes,
) -> Result<Recognised, String> {
    if header.len() > MOST_COLUMNS {
        return Err(format!("a table of {} columns; no export has more than {MOST_COLUMNS}", header.len()));
    }
    let name = name.to_lowercase();
    let table = Table { header, first, name: &name, forced };
    FAMILIES.iter().find_map(|family| family(&table, notes)).ok_or_else(|| match forced {
        Some(format) => format!("a table without the columns of {format}"),
        None if header.len() < 2 => "text that is neither JSON nor a table".to_owned(),
        None => "a table whose columns are those of no known export".to_owned(),
    })
}
