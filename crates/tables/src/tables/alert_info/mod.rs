//! `AlertInfo`.

crate::macros::table! {
    /// An alert of Defender XDR as advanced hunting shows it.
    /// Source: <https://learn.microsoft.com/defender-xdr/advanced-hunting-alertinfo-table>
    AlertInfo {
        family: "AlertInfo", identity: ["AlertId", "TimeGenerated"], category: "AdvancedHunting-AlertInfo",
    }
    columns {
        /// Log Analytics workspace the row was exported from; empty where it came from elsewhere.
        TenantId: string;
        /// When the alert was raised, UTC.
        TimeGenerated: datetime <- row "Timestamp", diagnostic "properties.timestamp", diagnostic "time";
        /// Id of the alert.
        AlertId: string <- diagnostic "properties.alertId";
        /// Title.
        Title: string <- diagnostic "properties.title";
        /// What the attack aims at, or its kind.
        Category: string <- diagnostic "properties.category";
        /// `Informational`, `Low`, `Medium`, `High`.
        Severity: string <- diagnostic "properties.severity";
        /// Product that raised it.
        ServiceSource: string <- diagnostic "properties.serviceSource";
        /// Technique or sensor that found it.
        DetectionSource: string <- diagnostic "properties.detectionSource";
        /// ATT&CK techniques: JSON array.
        AttackTechniques: string <- diagnostic "properties.attackTechniques";
        /// Product that delivered the record.
        SourceSystem: string;
        /// Name of the table.
        Type: string <- always "AlertInfo";
        /// Whether Log Analytics charged for taking the row in.
        _IsBillable: string;
        /// Size in bytes that Log Analytics charged for.
        _BilledSize: real;
        /// When the alert was raised, UTC.
        Timestamp: datetime <- diagnostic "properties.timestamp", row "TimeGenerated";
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
