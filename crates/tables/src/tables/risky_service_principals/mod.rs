//! `AADRiskyServicePrincipals`.

crate::macros::table! {
    /// A change of an application's risk state, as Entra ID Protection sees it. One row a change.
    /// Source: <https://learn.microsoft.com/azure/azure-monitor/reference/tables/aadriskyserviceprincipals>
    AADRiskyServicePrincipals {
        family: "RiskyServicePrincipal", identity: ["Id", "RiskLastUpdatedDateTime"],
        revision: "RiskLastUpdatedDateTime", category: "RiskyServicePrincipals",
    }
    columns {
        /// Log Analytics workspace the row was exported from; empty where it came from elsewhere.
        TenantId: string;
        /// Whether the application may sign in.
        AccountEnabled: bool <- graph "accountEnabled", diagnostic "properties.accountEnabled";
        /// Application id.
        AppId: string <- graph "appId", diagnostic "properties.appId";
        /// Name of the application.
        DisplayName: string <- graph "displayName", diagnostic "properties.displayName";
        /// Object id of the service principal.
        Id: string <- graph "servicePrincipalId", graph "id", diagnostic "properties.id";
        /// Whether the risk state is being worked out anew.
        IsProcessing: bool <- graph "isProcessing", diagnostic "properties.isProcessing";
        /// Why the state is what it is.
        RiskDetail: string <- graph "riskDetail", diagnostic "properties.riskDetail";
        /// When the state last changed, UTC.
        RiskLastUpdatedDateTime: datetime
            <- graph "riskLastUpdatedDateTime",
               diagnostic "properties.riskLastUpdatedDateTime";
        /// Severity: `low`, `medium`, `high`, `none`; `hidden` without the licence.
        RiskLevel: string <- graph "riskLevel", diagnostic "properties.riskLevel";
        /// State: `atRisk`, `confirmedCompromised`, `dismissed`, `none`.
        RiskState: string <- graph "riskState", diagnostic "properties.riskState";
        /// Kind of identity, such as `Application`.
        ServicePrincipalType: string <- graph "servicePrincipalType", diagnostic "properties.servicePrincipalType";
        /// When the state changed or the record was written, UTC.
        TimeGenerated: datetime
            <- graph "riskLastUpdatedDateTime",
               diagnostic "time",
               diagnostic "properties.riskLastUpdatedDateTime";
        /// Name of the operation.
        OperationName: string <- diagnostic "operationName";
        /// Id shared by the records of one operation.
        CorrelationId: string <- diagnostic "correlationId";
        /// Product that delivered the record.
        SourceSystem: string <- always "Azure AD";
        /// Name of the table.
        Type: string <- always "AADRiskyServicePrincipals";
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
