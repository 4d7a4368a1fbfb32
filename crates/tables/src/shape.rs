//! The forms in which one and the same record reaches us.

/// The form of a record: who serialised it, and so where each value stands in it.
///
/// A wrapper around a record (a portal CSV row, a `Search-UnifiedAuditLog` row, a Graph page, an Event Hub envelope) is
/// not a shape: the importer unwraps it, or rewrites its flat cells, into one of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Shape {
    /// A Microsoft Graph resource: camelCase keys, nested objects (`signIn`, `directoryAudit`, `alerts_v2`, …).
    Graph,
    /// A resource of the retired Graph security API (`/security/alerts`).
    GraphLegacy,
    /// An Azure Monitor diagnostic record: an envelope with `category` and `properties`.
    Diagnostic,
    /// A row of a Log Analytics or advanced-hunting table: keys are column names, any value may be text.
    Row,
    /// A unified audit record of the Office 365 Management Activity API (`AuditData`).
    Audit,
    /// An incident or alert of the Microsoft 365 Defender API (`api.security.microsoft.com`).
    Defender,
    /// An activity of the Defender for Cloud Apps API.
    CloudApp,
}
