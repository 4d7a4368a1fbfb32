//! The kinds of record that a test can write: their template, and where their id and times stand.

/// A kind of record.
#[derive(Debug)]
pub struct Kind {
    /// The key of an event, and the template's file: `records/NAME.json`.
    pub name: &'static str,
    /// Where the id stands.
    pub id: &'static [&'static str],
    /// Where times stand; all are the event's unless it says otherwise.
    pub times: &'static [&'static str],
    /// Whether times are written without a zone, as the Management Activity API does.
    pub bare_times: bool,
}

const fn graph(name: &'static str, times: &'static [&'static str]) -> Kind {
    Kind { name, id: &["id"], times, bare_times: false }
}

const fn unified(name: &'static str) -> Kind {
    Kind { name, id: &["Id"], times: &["CreationTime"], bare_times: true }
}

/// All kinds. `raw` beside them is any record, exactly as written.
pub const KINDS: &[Kind] = &[
    graph("sign-in", &["createdDateTime"]),
    graph("non-interactive", &["createdDateTime"]),
    graph("service-principal", &["createdDateTime"]),
    graph("managed-identity", &["createdDateTime"]),
    graph("audit", &["activityDateTime"]),
    unified("exchange"),
    unified("mail-items"),
    unified("sharepoint"),
    unified("teams"),
    unified("entra"),
    unified("unified"),
    graph("risk-detection", &["activityDateTime", "detectedDateTime", "lastUpdatedDateTime"]),
    graph("risky-user", &["riskLastUpdatedDateTime"]),
    graph(
        "security-alert",
        &["createdDateTime", "lastUpdateDateTime", "firstActivityDateTime", "lastActivityDateTime"],
    ),
    Kind {
        name: "graph-activity",
        id: &["properties", "requestId"],
        times: &["time", "properties.timeGenerated"],
        bare_times: false,
    },
    Kind { name: "azure-activity", id: &["correlationId"], times: &["time"], bare_times: false },
];

impl Kind {
    /// The kind of this name.
    pub fn by_name(name: &str) -> Option<&'static Self> {
        KINDS.iter().find(|kind| kind.name == name)
    }
}
