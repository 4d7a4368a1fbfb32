//! The formats in which a tenant can be written, one file each.

mod audit_search_csv;
mod diagnostic_blobs;
mod event_hub;
mod extractor_suite;
mod graph_audits;
mod graph_pages;
mod graph_security;
mod graph_sign_ins;
pub(crate) mod graph_users;
mod log_analytics_csv;
mod log_analytics_ndjson;
mod log_analytics_query;
mod management_api;
mod management_ndjson;
mod portal_csv;
mod purview_csv;

use crate::events::{Event, Stream};
use crate::layout::Layout;
use crate::plan::Error;
use crate::text::Text;
use crate::world::World;

/// One file, or folder of files, of a format.
pub(crate) struct Rendering {
    pub(crate) path: String,
    pub(crate) streams: Vec<Stream>,
    pub(crate) layout: Layout,
    /// Appends the record of an event of one of the streams.
    pub(crate) write: fn(&World, &Event, &mut Text),
}

macro_rules! formats {
    ($($(#[$doc:meta])* $variant:ident = $name:literal in $module:ident),* $(,)?) => {
        /// A format in which logs leave Microsoft's services.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Format { $($(#[$doc])* $variant),* }

        impl Format {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The name on the command line.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),* }
            }

            fn renderings(self, world: &World) -> Vec<Rendering> {
                match self { $(Self::$variant => $module::renderings(world)),* }
            }
        }
    };
}

formats! {
    /// Sign-ins of all four kinds as Microsoft Graph objects, one a line.
    GraphSignIns = "graph-sign-ins" in graph_sign_ins,
    /// Directory audits as pages of a Microsoft Graph answer.
    GraphAudits = "graph-audits" in graph_audits,
    /// Risk detections, risky users, alerts and incidents as pages of Microsoft Graph answers.
    GraphSecurity = "graph-security" in graph_security,
    /// The unified audit log as records of the Management Activity API, one a line.
    ManagementNdjson = "management-ndjson" in management_ndjson,
    /// Sign-ins of all four kinds as pages of Microsoft Graph answers.
    GraphPages = "graph-pages" in graph_pages,
    /// The unified audit log as the content blobs of the Management Activity API.
    ManagementApi = "management-api" in management_api,
    /// Sign-ins, audits and risks as diagnostic settings write them to a storage account.
    DiagnosticBlobs = "diagnostic-blobs" in diagnostic_blobs,
    /// Sign-ins, audits and risks as diagnostic settings send them to Event Hubs.
    EventHub = "event-hub" in event_hub,
    /// Tables as the portal of Log Analytics exports them.
    LogAnalyticsCsv = "log-analytics-csv" in log_analytics_csv,
    /// Rows of Log Analytics tables, one object a line.
    LogAnalyticsNdjson = "log-analytics-ndjson" in log_analytics_ndjson,
    /// Answers of the Log Analytics query API.
    LogAnalyticsQuery = "log-analytics-query" in log_analytics_query,
    /// Sign-ins and audits as downloaded from the Entra portal.
    PortalCsv = "portal-csv" in portal_csv,
    /// The people themselves, as Microsoft Graph describes them: not a log, but what makes logs readable.
    GraphUsers = "graph-users" in graph_users,
    /// The unified audit log as `Search-UnifiedAuditLog` exports it.
    AuditSearchCsv = "audit-search-csv" in audit_search_csv,
    /// The unified audit log as the Purview portal exports it.
    PurviewCsv = "purview-csv" in purview_csv,
    /// Sign-ins, audits and the unified audit log as PowerShell collectors leave them.
    ExtractorSuite = "extractor-suite" in extractor_suite,
}

impl Format {
    /// What a typical tenant's collection holds.
    pub const TYPICAL: &'static [Self] =
        &[Self::GraphSignIns, Self::GraphAudits, Self::GraphSecurity, Self::ManagementNdjson];
}

impl std::str::FromStr for Format {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self, Error> {
        Self::ALL.iter().copied().find(|format| format.name() == name).ok_or_else(|| {
            let known: Vec<&str> = Self::ALL.iter().map(|format| format.name()).collect();
            Error::UnknownFormat { name: String::from(name), known: known.join(", ") }
        })
    }
}

/// The files of the chosen formats, each format once.
pub(crate) fn renderings(formats: &[Format], world: &World) -> Vec<Rendering> {
    let mut chosen = formats.to_vec();
    chosen.sort_unstable();
    chosen.dedup();
    chosen.into_iter().flat_map(|format| format.renderings(world)).collect()
}

/// The four logs of sign-ins.
const SIGN_INS: [Stream; 4] = [
    Stream::InteractiveSignIns,
    Stream::NonInteractiveSignIns,
    Stream::ServicePrincipalSignIns,
    Stream::ManagedIdentitySignIns,
];

/// How Graph names the kinds of sign-ins.
fn graph_kind(stream: Stream) -> &'static str {
    match stream {
        Stream::NonInteractiveSignIns => "nonInteractiveUser",
        Stream::ServicePrincipalSignIns => "servicePrincipal",
        Stream::ManagedIdentitySignIns => "managedIdentity",
        _ => "interactiveUser",
    }
}
