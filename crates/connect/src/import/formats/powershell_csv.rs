//! Sign-ins and directory audits that PowerShell wrote with Export-Csv: from the `AzureAD` module, from Microsoft.Graph,
//! and from scripts that flattened the nested fields themselves.
//!
//! A nested value has no place in a cell, so Export-Csv writes the name of its type, or the text form of the object. A
//! name of a type is never taken for the value.

use std::borrow::Cow;

use tables::{Fidelity, Kind};

use super::rules::{How, Rule};
use super::tabular::{Recognised, Table};
use super::tree::{Tree, quoted};
use super::{Format, Record};
use crate::import::notes::{Note, Notes};
use crate::import::rows::{Convert, Moment, Row, is_json, moment, type_name};

/// Headings that scripts give to fields they took out of nested values.
const FLATTENED: &[Rule] = &[
    ("city", "location.city", How::Text),
    ("state", "location.state", How::Text),
    ("country", "location.countryOrRegion", How::Text),
    ("countryorregion", "location.countryOrRegion", How::Text),
    ("browser", "deviceDetail.browser", How::Text),
    ("os", "deviceDetail.operatingSystem", How::Text),
    ("operatingsystem", "deviceDetail.operatingSystem", How::Text),
    ("device", "deviceDetail.displayName", How::Text),
    ("devicename", "deviceDetail.displayName", How::Text),
    ("deviceid", "deviceDetail.deviceId", How::Text),
    ("trusttype", "deviceDetail.trustType", How::Text),
    ("iscompliant", "deviceDetail.isCompliant", How::Truth),
    ("ismanaged", "deviceDetail.isManaged", How::Truth),
    ("errorcode", "status.errorCode", How::Number),
    ("statuserrorcode", "status.errorCode", How::Number),
    ("failurereason", "status.failureReason", How::Text),
    ("statusfailurereason", "status.failureReason", How::Text),
    ("statusadditionaldetails", "status.additionalDetails", How::Text),
];

struct ObjectRows {
    kind: Kind,
    columns: Vec<Column>,
}

struct Column {
    at: usize,
    name: String,
    /// Name as the API writes it.
    field: String,
    flattened: Option<(&'static str, How)>,
    time: bool,
    status: bool,
}

/// Returns how objects of PowerShell's Entra modules are read.
pub(crate) fn recognise(table: &Table<'_>, _: &mut Notes) -> Option<Recognised> {
    if !table.may_be(&[Format::PowerShellSignInsCsv, Format::PowerShellAuditsCsv]) {
        return None;
    }
    let header = table.header;
    let of_logs = ["timegenerated", "resulttype", "$table", "sourcesystem", "auditdata"];
    if table.forced.is_none() && of_logs.iter().any(|key| header.column(key).is_some()) {
        return None;
    }
    let any = |keys: &[&str]| keys.iter().any(|key| header.column(key).is_some());
    let who = any(&["userprincipalname", "userdisplayname", "userid", "serviceprincipalid", "serviceprincipalname"]);
    let sign_in = header.column("createddatetime").is_some()
        && who
        && any(&["appdisplayname", "ipaddress", "clientappused", "resourcedisplayname", "conditionalaccessstatus"]);
    let audit = header.has(&["activitydatetime", "activitydisplayname"]);
    let (format, kind, key) = match table.forced {
        Some(Format::PowerShellAuditsCsv) => (Format::PowerShellAuditsCsv, Kind::DirectoryAudit, "activitydatetime"),
        Some(_) => (Format::PowerShellSignInsCsv, Kind::SignIn, "createddatetime"),
        None if sign_in => (Format::PowerShellSignInsCsv, Kind::SignIn, "createddatetime"),
        None if audit => (Format::PowerShellAuditsCsv, Kind::DirectoryAudit, "activitydatetime"),
        None => return None,
    };
    let columns = header.headings().enumerate().map(|(at, heading)| {
        let flattened = if kind == Kind::SignIn {
            let plain: String = heading.key.chars().filter(|c| c.is_alphanumeric()).collect();
            let rule = FLATTENED.iter().find(|(key, ..)| *key == plain);
            rule.filter(|(key, ..)| *key != "status").map(|(_, path, how)| (*path, *how))
        } else {
            None
        };
        let field = field_name(&heading.name);
        let status = kind == Kind::SignIn && heading.key == "status";
        Column { at, name: heading.name.clone(), field, flattened, time: heading.key == key, status }
    });
    Some((format, Box::new(ObjectRows { kind, columns: columns.collect() })))
}

impl Convert for ObjectRows {
    fn convert(&self, row: &Row<'_>, notes: &mut Notes) -> Result<Record<'static>, String> {
        let mut tree = Tree::default();
        for column in self.columns.iter().filter(|column| row.reaches(column.at)) {
            let cell = row.cell(column.at);
            if cell.is_empty() {
                continue;
            }
            if type_name(cell) {
                notes.add(Note::TypeName(column.name.clone()), row.line);
                continue;
            }
            if let Some((path, how)) = column.flattened {
                match how {
                    How::Number if cell.parse::<i64>().is_ok() => tree.raw(path, cell),
                    How::Truth if matches!(cell.to_lowercase().as_str(), "true" | "false") => {
                        tree.raw(path, cell.to_lowercase());
                    }
                    _ => tree.text(path, cell),
                }
                continue;
            }
            let name = Cow::Owned(column.field.clone());
            if column.time {
                match moment(cell) {
                    Moment::Serial(iso) => {
                        notes.add(Note::Spreadsheet(column.name.clone()), row.line);
                        tree.own(name, quoted(&iso));
                    }
                    Moment::Lost => {
                        notes.add(Note::Spreadsheet(column.name.clone()), row.line);
                        return Err(format!(
                            "the date in {} is lost: a spreadsheet left no date in the cell; use the file as it was exported",
                            column.name
                        ));
                    }
                    Moment::Empty => {}
                    Moment::Written(_) => tree.own(name, quoted(cell)),
                }
            } else if column.status {
                match (object_of(cell), cell.parse::<i64>()) {
                    (Some(object), _) => tree.own(name, object),
                    (None, Ok(code)) => tree.raw("status.errorCode", code.to_string()),
                    (None, Err(_)) if cell.eq_ignore_ascii_case("success") => tree.raw("status.errorCode", "0"),
                    (None, Err(_)) => tree.text("signInStatus", cell),
                }
            } else {
                tree.own(name, object_of(cell).unwrap_or_else(|| quoted(cell)));
            }
        }
        let text = Cow::Owned(tree.finish());
        Ok(Record { kind: self.kind, text, dates: row.dates, fidelity: Fidelity::Rewritten })
    }
}

/// Returns the JSON text of a cell that holds an object: as JSON, as the `AzureAD` module prints its classes, or as
/// PowerShell prints its own objects.
fn object_of(cell: &str) -> Option<String> {
    if is_json(cell) {
        return Some(cell.to_owned());
    }
    let listed = cell.strip_prefix('{').and_then(|c| c.trim_start().strip_prefix("class ")).is_some();
    if listed || cell.starts_with("class ") {
        let mut lines = cell.lines().map(str::trim);
        let mut objects = Vec::new();
        while let Some(line) = lines.next() {
            if line.contains("class ") && line.ends_with('{') {
                objects.push(class_of(&mut lines, 0)?.finish());
            }
        }
        return match (listed, objects.as_slice()) {
            (false, [one]) => Some(one.clone()),
            (_, []) => None,
            (_, many) => Some(format!("[{}]", many.join(","))),
        };
    }
    let inner = cell.strip_prefix("@{")?.strip_suffix('}')?;
    let mut tree = Tree::default();
    for pair in inner.split("; ") {
        let (name, value) = pair.split_once('=')?;
        set(&mut tree, name.trim(), value.trim());
    }
    Some(tree.finish())
}

/// Reads `Name: value` lines up to the closing brace.
fn class_of<'a>(lines: &mut impl Iterator<Item = &'a str>, depth: u32) -> Option<Tree> {
    let mut tree = Tree::default();
    while let Some(line) = lines.next() {
        if line.starts_with('}') {
            return Some(tree);
        }
        let Some((name, value)) = line.split_once(':') else { continue };
        let (name, value) = (name.trim(), value.trim());
        if value.starts_with("class ") && value.ends_with('{') {
            if depth > 8 {
                return None;
            }
            let inner = class_of(lines, depth + 1)?;
            tree.own(Cow::Owned(field_name(name)), inner.finish());
        } else {
            set(&mut tree, name, value);
        }
    }
    Some(tree)
}

fn set(tree: &mut Tree, name: &str, value: &str) {
    let raw = match value {
        "" => "null".to_owned(),
        "True" | "False" => value.to_lowercase(),
        number if number.parse::<i64>().is_ok() && !number.starts_with(['+', '0']) || number == "0" => {
            number.to_owned()
        }
        type_named if type_name(type_named) => "null".to_owned(),
        text => quoted(text),
    };
    tree.own(Cow::Owned(field_name(name)), raw);
}

/// Returns a property's name as the API writes it.
fn field_name(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn printed_objects_are_read_back() {
        let class = "class SignInStatus {\n  ErrorCode: 50126\n  FailureReason: Invalid username or password.\n  AdditionalDetails: \n}\n";
        assert_eq!(
            object_of(class).unwrap(),
            r#"{"errorCode":50126,"failureReason":"Invalid username or password.","additionalDetails":null}"#
        );
        let nested = "class Location {\n  City: Bonn\n  GeoCoordinates: class Geo {\n  Latitude: 50.7\n}\n}";
        assert_eq!(object_of(nested).unwrap(), r#"{"city":"Bonn","geoCoordinates":{"latitude":"50.7"}}"#);
        assert_eq!(
            object_of("@{errorCode=0; failureReason=Other.}").unwrap(),
            r#"{"errorCode":0,"failureReason":"Other."}"#
        );
        assert_eq!(object_of("{\"a\":1}").unwrap(), "{\"a\":1}");
        assert_eq!(object_of("plain text"), None);
    }
}
