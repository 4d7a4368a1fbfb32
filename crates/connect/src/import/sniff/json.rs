//! What a JSON value is, and the records in it.

use std::borrow::Cow;
use std::collections::BTreeSet;

use sonic_rs::JsonValueTrait;
use tables::{DateOrder, Fidelity, Kind};

use crate::import::Format;
use crate::import::formats::{
    Class, Form, Record, audit, cloud_app, dates, defender, diagnostic, graph, log_analytics, sentinel,
};
use crate::import::framing::{Framed, Framer, Page, What};
use crate::import::json::Object;
use crate::import::notes::{Note, Notes};

use super::{Key, Keys};

/// Objects around a record that are looked into.
const WRAPPED: u32 = 4;

/// A record found, with the format that it shows.
#[derive(Debug)]
pub(crate) struct Found<'a> {
    /// What it shows about the leaf; none for a record of no known kind.
    pub(crate) format: Option<Format>,
    /// The record, or why it is none.
    pub(crate) record: Result<Record<'a>, String>,
}

/// Reads JSON values as records.
#[derive(Debug)]
pub(crate) struct JsonReader {
    tables: log_analytics::RowTables,
    forced: Option<Class>,
    dates: Option<DateOrder>,
}

impl JsonReader {
    /// Returns a reader; `forced` is the format that the user names, `dates` the order of dates.
    pub(crate) fn new(forced: Option<Format>, dates: Option<DateOrder>) -> Self {
        Self { tables: log_analytics::RowTables::default(), forced: forced.and_then(class_of), dates }
    }

    /// Reads one value, which may hold several records, and gives each to `take`.
    pub(crate) fn read<'a>(
        &mut self,
        text: &'a str,
        page: Option<&Page>,
        line: u64,
        notes: &mut Notes,
        take: &mut dyn FnMut(Found<'a>),
    ) {
        if let Some(class) = self.forced {
            let keys = match keys_of(text) {
                Ok((keys, _)) => keys,
                Err(reason) => return take(Found { format: None, record: Err(reason) }),
            };
            return take(self.found(class, &keys, Cow::Borrowed(text)));
        }
        let mut any = false;
        self.look_into(Cow::Borrowed(text), page, 0, &mut |found| {
            any = true;
            take(found);
        });
        if any {
            return;
        }
        let record = match keys_of(text) {
            Ok(_) => {
                notes.add(Note::Unknown, line);
                let kind = Kind::Other("unrecognised record");
                let dates = self.dates.unwrap_or_default();
                Ok(Record { kind, text: Cow::Borrowed(text), dates, fidelity: Fidelity::Native })
            }
            Err(reason) => Err(reason),
        };
        take(Found { format: None, record });
    }

    /// Reads a row of a query's answer.
    pub(crate) fn read_row(&mut self, columns: &[String], primary: bool, row: &str) -> Found<'static> {
        let format = Some(Format::LogAnalyticsQuery);
        let text = match log_analytics::object_of(columns, row) {
            Ok(text) => text,
            Err(reason) => return Found { format, record: Err(reason) },
        };
        if !primary {
            let (text, dates, fidelity) = (Cow::Owned(text), DateOrder::MonthFirst, Fidelity::Native);
            let record = Record { kind: log_analytics::QUERY_METADATA, text, dates, fidelity };
            return Found { format, record: Ok(record) };
        }
        let record = match keys_of(&text) {
            Ok((keys, _)) => self.found(log_analytics::ROW, &keys, Cow::Owned(text)).record,
            Err(reason) => Err(reason),
        };
        Found { format, record }
    }

    fn look_into<'a>(&mut self, text: Cow<'a, str>, page: Option<&Page>, depth: u32, take: &mut dyn FnMut(Found<'a>)) {
        if text.starts_with('"') {
            if let Ok(held) = sonic_rs::from_str::<String>(&text) {
                if depth < WRAPPED && held.trim_start().starts_with('"') {
                    self.look_into(Cow::Owned(held.trim().to_owned()), None, depth + 1, &mut |found| take(found));
                } else {
                    self.look_into_text(&held, depth, &mut |found| take(found));
                }
            }
            return;
        }
        let Ok((keys, certain)) = keys_of(&text) else { return };
        let class = certain.or_else(|| classify(&keys, &text, page, depth));
        if let Some(class) = class {
            return take(self.found(class, &keys, text));
        }
        if depth < WRAPPED {
            let mut any = false;
            let mut each = |found: Found<'static>| {
                any = true;
                take(found);
            };
            // A record kept as text is the original; objects beside it may be what another tool made of it.
            if let Some(held) = held_text(&text, depth) {
                self.look_into_text(&held, depth + 1, &mut each);
            }
            for (_, value) in sonic_rs::to_object_iter(text.as_ref()).flatten() {
                if any {
                    return;
                }
                let raw = value.as_raw_str();
                let mut each = |found: Found<'static>| {
                    any = true;
                    take(found);
                };
                if raw.starts_with(['{', '[']) {
                    self.look_into_text(raw, depth + 1, &mut each);
                }
            }
            if any {
                return;
            }
        }
        if depth == 0 {
            let names: Vec<_> = sonic_rs::to_object_iter(text.as_ref()).flatten().map(|(key, _)| key).collect();
            let names: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
            if log_analytics::resembles_row(&names) {
                take(self.found(log_analytics::ROW, &keys, text));
            }
        }
    }

    /// Looks into a text that may hold JSON, of one record or a page of them.
    fn look_into_text(&mut self, held: &str, depth: u32, take: &mut dyn FnMut(Found<'static>)) {
        let held = held.trim();
        if depth > WRAPPED || !held.starts_with(['{', '[']) {
            return;
        }
        let mut framed = Framed::default();
        Framer::new(usize::MAX).finish(held.as_bytes(), true, &mut framed);
        for span in framed.spans {
            let Some(text) = held.get(span.start..span.end) else { continue };
            match span.what {
                What::Record(page) => {
                    let owned = Cow::Owned(text.to_owned());
                    self.look_into(owned, page.as_deref(), depth, take);
                }
                What::Row(table) => take(self.read_row(&table.columns, table.primary, text)),
                What::Damaged(_) => {}
            }
        }
    }

    fn found<'a>(&mut self, class: Class, keys: &Keys, text: Cow<'a, str>) -> Found<'a> {
        let mut kind = class.kind;
        let mut fidelity = Fidelity::Native;
        // Microsoft's own services write the American order wherever they do not write ISO 8601.
        let service = matches!(class.kind, Kind::Diagnostic | Kind::Row(_)) || class.form == Form::Row;
        let dates = self.dates.unwrap_or(if service { DateOrder::MonthFirst } else { DateOrder::Unsettled });
        let text = match dates::plain(&text) {
            Some(plain) => Cow::Owned(plain),
            None => text,
        };
        let text = match class.form {
            Form::AsItIs => text,
            Form::PowerShell => Cow::Owned(with_additional_properties(&text)),
            Form::SentinelIncident => Cow::Owned(sentinel::row(&text)),
            Form::Row => {
                let (row, twins) = self.tables.of(keys, &text);
                kind = row;
                if twins { Cow::Owned(log_analytics::without_twins(&text)) } else { text }
            }
            Form::AuditData => {
                let unwrapped = match &text {
                    Cow::Borrowed(text) => audit::from_object(text),
                    Cow::Owned(text) => audit::from_object(text)
                        .map(|u| audit::Unwrapped { text: Cow::Owned(u.text.into_owned()), salvaged: u.salvaged }),
                };
                match unwrapped {
                    Ok(unwrapped) => {
                        if unwrapped.salvaged {
                            fidelity = Fidelity::Salvaged;
                        }
                        unwrapped.text
                    }
                    Err(reason) => return Found { format: Some(class.format), record: Err(reason) },
                }
            }
        };
        Found { format: Some(class.format), record: Ok(Record { kind, text, dates, fidelity }) }
    }
}

/// Returns the first text in an object, or in objects inside it, that holds a record of a known kind.
fn held_text(object: &str, depth: u32) -> Option<String> {
    let mut inside = Vec::new();
    for (_, value) in sonic_rs::to_object_iter(object).flatten() {
        let raw = value.as_raw_str();
        if raw.starts_with('{') {
            inside.push(value);
        } else if raw.len() > 8
            && let Some(held) = value.as_str()
            && held.trim_start().starts_with(['{', '['])
            && holds_record(held)
        {
            return Some(held.to_owned());
        }
    }
    if depth >= WRAPPED {
        return None;
    }
    inside.iter().find_map(|value| held_text(value.as_raw_str(), depth + 1))
}

fn holds_record(held: &str) -> bool {
    let mut framed = Framed::default();
    Framer::new(usize::MAX).finish(held.trim().as_bytes(), true, &mut framed);
    let known =
        |text: &str| keys_of(text).is_ok_and(|(keys, sure)| sure.or_else(|| classify(&keys, text, None, 1)).is_some());
    framed
        .spans
        .iter()
        .take(8)
        .any(|span| matches!(span.what, What::Record(_)) && held.trim().get(span.start..span.end).is_some_and(known))
}

/// Returns the keys of an object. Where the first of them settle what it is, the rest are not looked at, and the class is
/// returned beside.
fn keys_of(text: &str) -> Result<(Keys, Option<Class>), String> {
    let mut keys = Keys::default();
    for member in sonic_rs::to_object_iter(text) {
        let Ok((key, _)) = member else { return Err("not a well-formed JSON object".into()) };
        keys.add(&key);
        if matches!(keys.count(), 6 | 8 | 12 | 16)
            && let Some(class) = certain(&keys)
        {
            return Ok((keys, Some(class)));
        }
    }
    Ok((keys, None))
}

/// Returns what an object is whose first keys allow nothing else.
fn certain(keys: &Keys) -> Option<Class> {
    if keys.has(Key::AuditData) {
        return None;
    }
    let audit = audit::recognise(keys);
    if audit.is_some() || keys.pascal() {
        return audit;
    }
    let sign_in = keys.all(&[Key::CreatedDateTime, Key::UserPrincipalName, Key::AppDisplayName, Key::ClientAppUsed]);
    let change = keys.all(&[Key::ActivityDateTime, Key::ActivityDisplayName, Key::LoggedByService]);
    let diagnostic = keys.all(&[Key::Time, Key::Category, Key::OperationName]);
    match (sign_in || change, diagnostic) {
        (true, false) => graph::recognise(keys),
        (false, true) => diagnostic::recognise(keys),
        _ => None,
    }
}

fn classify(keys: &Keys, text: &str, page: Option<&Page>, depth: u32) -> Option<Class> {
    let member = |key: Key, name: &str| {
        let value = if keys.has(key) { sonic_rs::get(text, [name]).ok() } else { None };
        value.and_then(|value| value.as_str().map(str::to_owned))
    };
    let odata = member(Key::ODataType, "@odata.type");
    let context = member(Key::ODataContext, "@odata.context");
    let context = context.as_deref().or_else(|| page.and_then(|p| p.context.as_deref()));
    audit::recognise(keys)
        .or_else(|| graph::named(odata.as_deref(), context, keys))
        .or_else(|| log_analytics::recognise(keys))
        .or_else(|| diagnostic::recognise(keys))
        .or_else(|| sentinel::recognise(keys, text))
        .or_else(|| cloud_app::recognise(keys))
        .or_else(|| defender::recognise(keys))
        .or_else(|| graph::recognise(keys))
        .or_else(|| graph::bare_sign_in(keys, text))
        .or_else(|| if depth > 0 { None } else { graph::by_name(odata.as_deref(), context) })
}

/// Returns the class that a format named by the user gives to every object.
fn class_of(format: Format) -> Option<Class> {
    let form = match format {
        Format::AuditSearchJson | Format::AuditGraphQuery => Form::AuditData,
        Format::PowerShellSignIns | Format::PowerShellAudits => Form::PowerShell,
        Format::LogAnalyticsJson | Format::LogAnalyticsQuery => Form::Row,
        Format::SentinelIncidents => Form::SentinelIncident,
        _ => Form::AsItIs,
    };
    let kind = match format {
        Format::GraphSignIns | Format::PowerShellSignIns => Kind::SignIn,
        Format::GraphAudits | Format::PowerShellAudits => Kind::DirectoryAudit,
        Format::GraphProvisioning => Kind::Provisioning,
        Format::GraphRiskyUsers => Kind::RiskyUser,
        Format::GraphRiskDetections => Kind::RiskDetection,
        Format::GraphRiskyServicePrincipals => Kind::RiskyServicePrincipal,
        Format::GraphServicePrincipalRiskDetections => Kind::ServicePrincipalRiskDetection,
        Format::GraphAlerts => Kind::Alert,
        Format::GraphLegacyAlerts => Kind::LegacyAlert,
        Format::GraphIncidents => Kind::Incident,
        Format::GraphObjects => Kind::Other("Graph object"),
        Format::Diagnostic | Format::EventHub => Kind::Diagnostic,
        Format::AzureActivity => Kind::Other("Azure activity event"),
        Format::LogAnalyticsJson | Format::LogAnalyticsQuery => log_analytics::QUERY_RESULT,
        Format::AuditJson | Format::AuditSearchJson | Format::AuditGraphQuery => Kind::Audit,
        Format::DefenderIncidents => Kind::DefenderIncident,
        Format::DefenderAlerts => Kind::DefenderAlert,
        Format::CloudAppActivities => Kind::CloudAppActivity,
        Format::SentinelIncidents => Kind::Row("SecurityIncident"),
        Format::PowerShellSignInsCsv
        | Format::PowerShellAuditsCsv
        | Format::PortalSignInsCsv
        | Format::PortalNonInteractiveCsv
        | Format::PortalAppSignInsCsv
        | Format::PortalManagedIdentityCsv
        | Format::PortalAuthDetailsCsv
        | Format::PortalAuditCsv
        | Format::LogAnalyticsCsv
        | Format::AuditSearchCsv
        | Format::AuditPurviewCsv
        | Format::AuditFlatCsv
        | Format::DefenderPortalAlertsCsv
        | Format::Unrecognised => return None,
    };
    Some(Class { format, kind, form })
}

/// Returns the object with the members of its `AdditionalProperties` beside its own.
fn with_additional_properties(text: &str) -> String {
    let members: Vec<_> = sonic_rs::to_object_iter(text).flatten().collect();
    let mut object = Object::default();
    let filled = members.iter().filter(|(_, value)| value.as_raw_str() != "null");
    let filled: BTreeSet<String> = filled.map(|(key, _)| key.to_ascii_lowercase()).collect();
    for (key, value) in &members {
        if !key.eq_ignore_ascii_case("AdditionalProperties") {
            object.raw(key, value.as_raw_str());
            continue;
        }
        for (key, value) in sonic_rs::to_object_iter(value.as_raw_str()).flatten() {
            if !filled.contains(&key.to_ascii_lowercase()) {
                object.raw(&key, value.as_raw_str());
            }
        }
    }
    object.finish()
}
