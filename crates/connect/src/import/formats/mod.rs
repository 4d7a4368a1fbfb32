//! The export formats, one family a file: how each is told from the others, and how a row or an object of it becomes a
//! record in one of the shapes that `tables` maps.

pub(crate) mod audit;
mod audit_csv;
pub(crate) mod cloud_app;
mod companion_csv;
pub(crate) mod dates;
pub(crate) mod defender;
mod defender_csv;
pub(crate) mod diagnostic;
pub(crate) mod graph;
mod held_json_csv;
pub(crate) mod limits;
pub(crate) mod log_analytics;
mod log_analytics_csv;
mod portal;
mod portal_audit;
mod portal_headings;
mod powershell_csv;
mod record;
mod rules;
pub(crate) mod sentinel;
pub(crate) mod tabular;
mod tree;

use std::fmt;

pub(crate) use record::{Class, Form, Record};

macro_rules! formats {
    ($( $(#[doc = $doc:literal])* $variant:ident = $name:literal, )*) => {
        /// What an export is: which exporter wrote it, in which form.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Format {
            $( $(#[doc = $doc])* $variant, )*
        }

        impl Format {
            /// Every format, in the order of the reference.
            pub const ALL: &'static [Format] = &[$(Format::$variant),*];

            /// Returns the stable name, as `--as` takes it and reports show it.
            pub fn name(self) -> &'static str {
                match self { $(Format::$variant => $name),* }
            }

            /// Returns what the format is, in words.
            pub fn title(self) -> &'static str {
                match self { $(Format::$variant => concat!($($doc),*).trim_ascii()),* }
            }
        }
    };
}

formats! {
    /// Sign-ins of the Graph API or of the Entra portal's JSON download.
    GraphSignIns = "graph-signins",
    /// Directory audits of the Graph API or of the Entra portal's JSON download.
    GraphAudits = "graph-audits",
    /// Provisioning log of the Graph API.
    GraphProvisioning = "graph-provisioning",
    /// Risky users of the Graph API, or the history of one.
    GraphRiskyUsers = "graph-risky-users",
    /// Risk detections of the Graph API.
    GraphRiskDetections = "graph-risk-detections",
    /// Risky service principals of the Graph API, or the history of one.
    GraphRiskyServicePrincipals = "graph-risky-service-principals",
    /// Risk detections of service principals of the Graph API.
    GraphServicePrincipalRiskDetections = "graph-service-principal-risk-detections",
    /// Alerts of the Graph security API (`alerts_v2`).
    GraphAlerts = "graph-alerts",
    /// Alerts of the retired Graph security API (`/security/alerts`).
    GraphLegacyAlerts = "graph-legacy-alerts",
    /// Incidents of the Graph security API.
    GraphIncidents = "graph-incidents",
    /// Other objects of the Graph API.
    GraphObjects = "graph-objects",
    /// Sign-ins as PowerShell writes them with `ConvertTo-Json`.
    PowerShellSignIns = "powershell-signins-json",
    /// Directory audits as PowerShell writes them with `ConvertTo-Json`.
    PowerShellAudits = "powershell-audits-json",
    /// Sign-ins as PowerShell writes them with `Export-Csv`.
    PowerShellSignInsCsv = "powershell-signins-csv",
    /// Directory audits as PowerShell writes them with `Export-Csv`.
    PowerShellAuditsCsv = "powershell-audits-csv",
    /// Interactive sign-ins of the Entra portal's CSV download.
    PortalSignInsCsv = "entra-portal-signins-csv",
    /// Non-interactive sign-ins of the Entra portal's CSV download.
    PortalNonInteractiveCsv = "entra-portal-noninteractive-csv",
    /// Application sign-ins of the Entra portal's CSV download.
    PortalAppSignInsCsv = "entra-portal-app-signins-csv",
    /// Managed identity sign-ins of the Entra portal's CSV download.
    PortalManagedIdentityCsv = "entra-portal-msi-signins-csv",
    /// Authentication details that accompany the sign-ins of the Entra portal's CSV download.
    PortalAuthDetailsCsv = "entra-portal-auth-details-csv",
    /// Audit log of the Entra portal's CSV download.
    PortalAuditCsv = "entra-portal-audit-csv",
    /// Azure Monitor diagnostic records, as blobs hold them.
    Diagnostic = "diagnostic",
    /// Azure Monitor diagnostic records in Event Hub envelopes.
    EventHub = "eventhub",
    /// Events of the Azure activity log as the Azure command line prints them.
    AzureActivity = "azure-activity",
    /// Rows exported as CSV from Log Analytics, Sentinel or advanced hunting.
    LogAnalyticsCsv = "log-analytics-csv",
    /// Rows of Log Analytics, Sentinel or advanced hunting as JSON objects.
    LogAnalyticsJson = "log-analytics-json",
    /// Answer of the Log Analytics query API.
    LogAnalyticsQuery = "log-analytics-query",
    /// Unified audit records (`AuditData`) of the Management Activity API or an extractor.
    AuditJson = "audit-json",
    /// Result of Search-UnifiedAuditLog as JSON, `AuditData` inside.
    AuditSearchJson = "audit-search-json",
    /// Result of Search-UnifiedAuditLog as CSV, `AuditData` in a cell.
    AuditSearchCsv = "audit-search-csv",
    /// Audit search of the Purview portal as CSV, `AuditData` in a cell.
    AuditPurviewCsv = "audit-purview-csv",
    /// Unified audit records as CSV, each field in a column.
    AuditFlatCsv = "audit-flat-csv",
    /// Audit records of the Graph audit log query API.
    AuditGraphQuery = "audit-graph-query",
    /// Incidents of the Microsoft 365 Defender API.
    DefenderIncidents = "defender-incidents",
    /// Alerts of the Defender APIs.
    DefenderAlerts = "defender-alerts",
    /// Alerts of the Defender portal's CSV download.
    DefenderPortalAlertsCsv = "defender-portal-alerts-csv",
    /// Activities of Defender for Cloud Apps.
    CloudAppActivities = "cloud-app-activities",
    /// Incidents of Sentinel's own API.
    SentinelIncidents = "sentinel-incidents",
    /// No known record in it.
    Unrecognised = "unrecognised",
}

impl Format {
    /// Returns the format of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|f| *f != Self::Unrecognised && f.name() == name)
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
