//! The wrappings around lists of records: which members of an object hold records, and what the others tell.

use sonic_rs::JsonValueTrait;

/// What the members beside a list say about the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Page {
    /// `@odata.context`: which resource the list is of.
    pub(crate) context: Option<String>,
    name: Option<String>,
    kind: Option<String>,
    columns: Option<String>,
    frame: bool,
}

/// The columns of a list whose elements are arrays of values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TableHeader {
    /// Column names, in the order of the values.
    pub(crate) columns: Vec<String>,
    /// Whether the rows answer the query; the other tables of an answer tell how it was run.
    pub(crate) primary: bool,
}

/// What to do with a member of an object that may be a page or a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Member {
    /// Its value is a list of records.
    Records,
    /// Its value is a list of rows, arrays of values.
    Rows,
    /// It says nothing about what the object is.
    Silent,
    /// Only a record has it.
    Record,
}

impl Page {
    /// Keeps what a member tells about the list, given its value's JSON text.
    pub(crate) fn learn(&mut self, key: &str, value: &str) {
        let place = match key {
            "@odata.context" | "odata.context" => &mut self.context,
            "name" | "TableName" => &mut self.name,
            "TableKind" => &mut self.kind,
            "FrameType" => {
                self.frame = true;
                return;
            }
            "columns" | "Columns" => {
                self.columns = Some(value.to_owned());
                return;
            }
            _ => return,
        };
        *place = sonic_rs::from_str::<String>(value).ok();
    }

    /// Returns what the object is, judging by a member's key and the first bytes of its value.
    pub(crate) fn member(&self, key: &str, value: u8, element: Option<u8>) -> Member {
        let objects = matches!(element, Some(b'{' | b'[' | b']'));
        match (key, value) {
            ("rows" | "Rows", b'[') if self.columns.is_some() => Member::Rows,
            ("value" | "records" | "tables" | "Tables" | "EntityResult", b'[') if objects => Member::Records,
            (
                "data" | "results" | "Results" | "alerts" | "incidents" | "events" | "Records" | "items" | "hits"
                | "logs" | "entries" | "activities" | "auditLogs" | "signIns" | "response" | "body",
                b'[',
            ) if element == Some(b'{') => Member::Records,
            ("columns" | "Columns" | "Entity", _) => Member::Silent,
            _ if key.starts_with('@') || key.starts_with("odata.") => Member::Silent,
            (_, b'{' | b'[') => Member::Record,
            _ if is_record_key(key) => Member::Record,
            _ => Member::Silent,
        }
    }

    /// Returns whether the object is a part of a query's answer that holds no rows: its header or its end.
    pub(crate) fn is_frame(&self) -> bool {
        self.frame
    }

    /// Returns the columns of the rows in this page.
    pub(crate) fn table(&self) -> TableHeader {
        let mut columns = Vec::new();
        for column in sonic_rs::to_array_iter(self.columns.as_deref().unwrap_or_default()).flatten() {
            let named = ["name", "ColumnName"].iter().find_map(|key| column.get(*key).and_then(|n| text(&n)));
            columns.push(named.or_else(|| text(&column)).unwrap_or_else(|| format!("Column{}", columns.len() + 1)));
        }
        let primary = match (self.kind.as_deref(), self.name.as_deref()) {
            (Some(kind), _) => kind == "PrimaryResult",
            (None, Some(name)) => matches!(name, "PrimaryResult" | "Table_0"),
            (None, None) => true,
        };
        TableHeader { columns, primary }
    }
}

fn text(value: &impl JsonValueTrait) -> Option<String> {
    value.as_str().map(str::to_owned)
}

/// Members with plain values that records have and pages have not. The list need not be complete: what is missing costs
/// a longer look, or at worst takes a list inside an unknown record for a list of records.
fn is_record_key(key: &str) -> bool {
    const KEYS: [&str; 22] = [
        "id",
        "_id",
        "uid",
        "time",
        "timestamp",
        "@timestamp",
        "category",
        "operation",
        "operationname",
        "creationtime",
        "creationdate",
        "recordtype",
        "createddatetime",
        "activitydatetime",
        "activitydisplayname",
        "timegenerated",
        "incidentid",
        "alertid",
        "userprincipalname",
        "resourceid",
        "correlationid",
        "severity",
    ];
    KEYS.iter().any(|known| known.eq_ignore_ascii_case(key))
}
