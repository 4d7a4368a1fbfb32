//! A rule's field → where it is in a table.

use super::{SOURCES, Source, Table, Target};
use crate::error::Error;
use crate::query::text;

/// Where a field is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Place {
    /// A KQL expression of type string, never null.
    Text(String),
    /// A value inside the JSON of a column: a pattern before it and one after it.
    Pattern { column: String, before: String, after: String },
    /// Any of several.
    AnyOf(Vec<Place>),
    /// Values with a predicate of their own; others are looked for in `otherwise`.
    Values { field: String, values: &'static [(&'static str, &'static str)], otherwise: Option<Box<Place>> },
}

/// Finds the fields of one table.
#[derive(Debug)]
pub(crate) struct Resolver {
    pub(crate) table: &'static Table,
    columns: Vec<String>,
}

impl Resolver {
    /// The table of a log source, among those the caller has.
    pub(crate) fn find(
        log: &rsigma_parser::LogSource,
        columns: &dyn Fn(&str) -> Option<Vec<String>>,
    ) -> Result<Self, Error> {
        let said = |part: &Option<String>| part.clone().unwrap_or_default();
        let unknown = || Error::LogSource {
            product: said(&log.product),
            service: said(&log.service),
            category: said(&log.category),
            known: known(),
        };
        let (Some(product), Some(service)) = (&log.product, &log.service) else {
            return Err(unknown());
        };
        let fits = |source: &&Source| {
            source.product.eq_ignore_ascii_case(product)
                && source.services.iter().any(|known| known.eq_ignore_ascii_case(service))
        };
        let source = SOURCES.iter().find(fits).ok_or_else(unknown)?;
        let found = source.tables.iter().find_map(|table| columns(table.name).map(|columns| (*table, columns)));
        let (table, columns) = found.ok_or_else(|| Error::NoTable {
            tables: source.tables.iter().map(|table| table.name).collect::<Vec<_>>().join(", "),
        })?;
        Ok(Self { table, columns })
    }

    /// Where a field is. A field that is nowhere is an error with the nearest name that is somewhere.
    pub(crate) fn resolve(&self, field: &str) -> Result<Place, Error> {
        let name = strip(field, "properties.").unwrap_or(field);
        for (names, target) in self.table.fields {
            let named = names.iter().any(|known| known.eq_ignore_ascii_case(name));
            if named && let Some(place) = self.target(field, target) {
                return Ok(place);
            }
        }
        let found = self.path(name).or_else(|| self.property(name));
        found.ok_or_else(|| self.unknown(field))
    }

    /// Whether a column is there, or computed from those that are.
    pub(crate) fn has(&self, column: &str) -> bool {
        self.columns.iter().any(|known| known == column) || self.table.extend.iter().any(|(name, _)| *name == column)
    }

    fn target(&self, field: &str, target: &'static Target) -> Option<Place> {
        match target {
            Target::Path(path) => self.path(path),
            Target::AnyOf(targets) => {
                let mut places: Vec<Place> = targets.iter().filter_map(|target| self.target(field, target)).collect();
                if places.len() > 1 { Some(Place::AnyOf(places)) } else { places.pop() }
            }
            Target::Element { column, property } => self.pattern(column, &key(property), END),
            Target::Pair { column, key: name_key, value, name } => {
                let before = format!(r#"{}{}"\s*,\s*{}"#, key_of_text(name_key), text::regex(name), key(value));
                self.pattern(column, &before, END)
            }
            Target::Change { column, property } => {
                let old = r#"\s*,\s*"oldValue"\s*:\s*(?:null|"(?:[^"\\]|\\.)*")\s*,\s*"#;
                let before = format!(
                    r#"{}{}"{old}{}(?:\\")?"#,
                    key_of_text("displayName"),
                    text::regex(property),
                    key_of_text("newValue")
                );
                // A new value is JSON inside the JSON: `"\"True\""`.
                self.pattern(column, &before, r#"(?:\\")?""#)
            }
            Target::Values { values, otherwise } => {
                let otherwise = otherwise.and_then(|target| self.target(field, target)).map(Box::new);
                Some(Place::Values { field: field.to_owned(), values, otherwise })
            }
        }
    }

    fn pattern(&self, column: &str, before: &str, after: &str) -> Option<Place> {
        let column = self.column(column)?;
        Some(Place::Pattern { column: column.to_owned(), before: before.to_owned(), after: after.to_owned() })
    }

    fn column(&self, name: &str) -> Option<&str> {
        let same = self.columns.iter().find(|column| *column == name);
        let column = same.or_else(|| self.columns.iter().find(|column| column.eq_ignore_ascii_case(name)));
        column.map(String::as_str)
    }

    /// A column, or a path whose first part is a column of JSON.
    fn path(&self, path: &str) -> Option<Place> {
        if let Some(column) = self.column(path) {
            let json = self.table.json.iter().any(|json| json.column == column);
            let plain = text::name(column);
            let text = json || self.table.typed.contains(&column);
            return Some(Place::Text(if text { format!("tostring({plain})") } else { plain }));
        }
        let (head, tail) = path.split_once('.')?;
        let column = self.column(head)?;
        let json = self.table.json.iter().find(|json| json.column == column)?;
        let known = json.properties.iter().find(|known| known.eq_ignore_ascii_case(tail));
        let tail = known.copied().or(json.open.then_some(tail))?;
        Some(Place::Text(format!("tostring({}{})", text::name(column), text::steps(tail))))
    }

    /// A known property of a column of JSON, by its own name.
    fn property(&self, name: &str) -> Option<Place> {
        self.table.json.iter().find_map(|json| {
            let known = json.properties.iter().find(|known| known.eq_ignore_ascii_case(name))?;
            self.path(&format!("{}.{known}", json.column))
        })
    }

    fn unknown(&self, field: &str) -> Error {
        let mut names: Vec<String> = self.columns.iter().filter(|name| !name.starts_with('_')).cloned().collect();
        names.extend(self.table.fields.iter().flat_map(|(names, _)| names.iter().map(|name| (*name).to_owned())));
        for json in self.table.json {
            names.extend(json.properties.iter().map(|property| (*property).to_owned()));
            names.extend(json.properties.iter().map(|property| format!("{}.{property}", json.column)));
        }
        let name = strip(field, "properties.").unwrap_or(field);
        let near = kql::nearest(name, names.iter().map(String::as_str)).map(str::to_owned);
        Error::Field { field: field.to_owned(), table: self.table.name, near }
    }
}

/// After a value: the end of its text, or of a value that is no text.
const END: &str = r#""?\s*[,}\]]"#;

/// Before a value: the property's name. The value may be text or not.
fn key(property: &str) -> String {
    format!(r#""{}"\s*:\s*"?"#, text::regex(property))
}

/// Before a value that is text.
fn key_of_text(property: &str) -> String {
    format!(r#""{}"\s*:\s*""#, text::regex(property))
}

fn strip<'t>(text: &'t str, prefix: &str) -> Option<&'t str> {
    let (start, rest) = text.split_at_checked(prefix.len())?;
    start.eq_ignore_ascii_case(prefix).then_some(rest)
}

fn known() -> String {
    let sources =
        SOURCES.iter().flat_map(|source| source.services.iter().map(|service| format!("{} {service}", source.product)));
    sources.collect::<Vec<_>>().join(", ")
}
