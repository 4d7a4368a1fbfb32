//! `AADRiskyAgents`.

crate::macros::table! {
    /// A change of an AI agent's risk state, as Entra ID Protection sees it. One row a change.
    /// Source: <https://learn.microsoft.com/azure/azure-monitor/reference/tables/aadriskyagents>
    AADRiskyAgents {
        family: "RiskyAgent", identity: ["Id", "RiskLastModifiedDateTime"], revision: "RiskLastModifiedDateTime",
        category: "RiskyAgents",
    }
    columns {
        /// Log Analytics workspace the row was exported from; empty where it came from elsewhere.
        TenantId: string;
        /// Name of the agent.
        AgentDisplayName: string <- graph "agentDisplayName", diagnostic "properties.agentDisplayName";
        /// Object id of the agent.
        Id: string <- graph "id", diagnostic "properties.id";
        /// Kind of identity behind the agent.
        IdentityType: string <- graph "identityType", diagnostic "properties.identityType";
        /// Whether the agent has been deleted.
        IsDeleted: bool <- graph "isDeleted", diagnostic "properties.isDeleted";
        /// Whether the agent may sign in.
        IsEnabled: bool <- graph "isEnabled", diagnostic "properties.isEnabled";
        /// Whether the risk state is being worked out anew.
        IsProcessing: bool <- graph "isProcessing", diagnostic "properties.isProcessing";
        /// Why the state is what it is.
        RiskDetail: string <- graph "riskDetail", diagnostic "properties.riskDetail";
        /// When the state last changed, UTC.
        RiskLastModifiedDateTime: datetime
            <- graph "riskLastModifiedDateTime",
               diagnostic "properties.riskLastModifiedDateTime";
        /// Severity: `low`, `medium`, `high`, `none`.
        RiskLevel: string <- graph "riskLevel", diagnostic "properties.riskLevel";
        /// State: `atRisk`, `confirmedCompromised`, `dismissed`, `none`.
        RiskState: string <- graph "riskState", diagnostic "properties.riskState";
        /// When the state changed or the record was written, UTC.
        TimeGenerated: datetime
            <- graph "riskLastModifiedDateTime",
               diagnostic "time",
               diagnostic "properties.riskLastModifiedDateTime";
        /// Name of the operation.
        OperationName: string <- diagnostic "operationName";
        /// Id shared by the records of one operation.
        CorrelationId: string <- diagnostic "correlationId";
        /// Product that delivered the record.
        SourceSystem: string <- always "Azure AD";
        /// Name of the table.
        Type: string <- always "AADRiskyAgents";
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
