//! `BehaviorAnalytics`.

crate::macros::table! {
    /// An event as user and entity behaviour analytics of Sentinel judged it.
    /// Source: <https://learn.microsoft.com/azure/azure-monitor/reference/tables/behavioranalytics>
    BehaviorAnalytics {
        family: "BehaviorAnalytics", identity: ["SourceRecordId"],
    }
    columns {
        /// Log Analytics workspace the row was exported from; empty where it came from elsewhere.
        TenantId: string;
        /// Id of the record.
        SourceRecordId: string;
        /// When the event happened, UTC.
        TimeGenerated: datetime;
        /// When it was judged, UTC.
        TimeProcessed: datetime;
        /// Kind of activity, such as `LogOn`.
        ActivityType: string;
        /// What was done.
        ActionType: string;
        /// User who did it.
        UserName: string;
        /// User principal name of who did it.
        UserPrincipalName: string;
        /// Data source of the event.
        EventSource: string;
        /// Address it came from.
        SourceIPAddress: string;
        /// Country of that address.
        SourceIPLocation: string;
        /// Device it came from.
        SourceDevice: string;
        /// Address it went to.
        DestinationIPAddress: string;
        /// Country of that address.
        DestinationIPLocation: string;
        /// Device it went to.
        DestinationDevice: string;
        /// Maker of the data source.
        EventVendor: string;
        /// Version of the data source.
        EventProductVersion: string;
        /// Who acted.
        ActorName: string;
        /// User principal name of who acted.
        ActorPrincipalName: string;
        /// Account it was done to.
        TargetName: string;
        /// User principal name of that account.
        TargetPrincipalName: string;
        /// Device.
        Device: string;
        /// What is known of the users: JSON object.
        UsersInsights: dynamic;
        /// What is known of the devices: JSON object.
        DevicesInsights: dynamic;
        /// How unusual the activity is: JSON object.
        ActivityInsights: dynamic;
        /// Product that delivered the row.
        SourceSystem: string;
        /// Table of the original event.
        NativeTableName: string;
        /// Score of suspicion, 0 to 10.
        InvestigationPriority: int;
        /// Name of the table.
        Type: string <- always "BehaviorAnalytics";
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
