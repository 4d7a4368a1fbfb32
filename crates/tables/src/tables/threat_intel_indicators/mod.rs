//! `ThreatIntelIndicators`.

crate::macros::table! {
    /// An indicator of compromise that Sentinel was fed. One row a change.
    /// Source: <https://learn.microsoft.com/azure/azure-monitor/reference/tables/threatintelindicators>
    ThreatIntelIndicators {
        family: "ThreatIntelIndicator", identity: ["Id", "TimeGenerated"], tenant: "AzureTenantId",
    }
    columns {
        /// Log Analytics workspace the row was exported from; empty where it came from elsewhere.
        TenantId: string;
        /// When the row was written, UTC.
        TimeGenerated: datetime;
        /// Log Analytics workspace.
        WorkspaceId: string;
        /// Entra tenant.
        AzureTenantId: string;
        /// Id of the indicator.
        Id: string;
        /// Feed it came from.
        SourceSystem: string;
        /// What changed it last.
        LastUpdateMethod: string;
        /// Whether it was deleted.
        IsDeleted: bool;
        /// Further facts.
        AdditionalFields: dynamic;
        /// The indicator as a STIX object.
        Data: dynamic;
        /// Whether it is in use.
        IsActive: bool;
        /// Whether its author withdrew it.
        Revoked: bool;
        /// Until when it is valid, UTC.
        ValidUntil: datetime;
        /// From when it is valid, UTC.
        ValidFrom: datetime;
        /// When it was made, UTC.
        Created: datetime;
        /// When it was last changed, UTC.
        Modified: datetime;
        /// Tags.
        Tags: string;
        /// How sure its author is, 0 to 100.
        Confidence: int;
        /// STIX pattern.
        Pattern: string;
        /// What is matched, such as `ipv4-addr:value`.
        ObservableKey: string;
        /// The value that is matched.
        ObservableValue: string;
        /// Name of the table.
        Type: string <- always "ThreatIntelIndicators";
        /// Whether Log Analytics charged for taking the row in.
        _IsBillable: string;
        /// Size in bytes that Log Analytics charged for.
        _BilledSize: real;
        /// Azure resource the row belongs to.
        _ResourceId: string;
        /// Azure subscription the row belongs to.
        _SubscriptionId: string;
        /// Id that Log Analytics gave the row.
        _ItemId: string;
        /// When Log Analytics received the row.
        _TimeReceived: datetime;
    }
}
