//! `AADRiskyUsers`.

crate::macros::table! {
    /// A change of a user's risk state, as Entra ID Protection sees it. One row a change.
    /// Source: <https://learn.microsoft.com/azure/azure-monitor/reference/tables/aadriskyusers>
    AADRiskyUsers {
        family: "RiskyUser", identity: ["Id", "RiskLastUpdatedDateTime"], revision: "RiskLastUpdatedDateTime",
        category: "RiskyUsers",
    }
    columns {
        /// Log Analytics workspace the row was exported from; empty where it came from elsewhere.
        TenantId: string;
        /// Object id of the user.
        Id: string <- graph "userId", graph "id", diagnostic "properties.id";
        /// Whether the user has been deleted.
        IsDeleted: bool <- graph "isDeleted", diagnostic "properties.isDeleted";
        /// Whether the risk state is being worked out anew.
        IsProcessing: bool <- graph "isProcessing", diagnostic "properties.isProcessing";
        /// Why the state is what it is, such as `userPerformedSecuredPasswordReset`; `hidden` without the licence.
        RiskDetail: string <- graph "riskDetail", diagnostic "properties.riskDetail";
        /// When the state last changed, UTC.
        RiskLastUpdatedDateTime: datetime
            <- graph "riskLastUpdatedDateTime",
               diagnostic "properties.riskLastUpdatedDateTime";
        /// Severity: `low`, `medium`, `high`, `none`; `hidden` without the licence.
        RiskLevel: string <- graph "riskLevel", diagnostic "properties.riskLevel";
        /// State: `atRisk`, `confirmedCompromised`, `remediated`, `dismissed`, `confirmedSafe`, `none`.
        RiskState: string <- graph "riskState", diagnostic "properties.riskState";
        /// Display name of the user.
        UserDisplayName: string <- graph "userDisplayName", diagnostic "properties.userDisplayName";
        /// User principal name.
        UserPrincipalName: string <- graph "userPrincipalName", diagnostic "properties.userPrincipalName";
        /// When the state changed or the record was written, UTC.
        TimeGenerated: datetime
            <- graph "riskLastUpdatedDateTime",
               diagnostic "time",
               diagnostic "properties.riskLastUpdatedDateTime";
        /// `Risky user`.
        OperationName: string <- diagnostic "operationName";
        /// Id shared by the records of one operation.
        CorrelationId: string <- diagnostic "correlationId";
        /// Product that delivered the record.
        SourceSystem: string <- always "Azure AD";
        /// Name of the table.
        Type: string <- always "AADRiskyUsers";
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
