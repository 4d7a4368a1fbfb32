//! `AADAgentRiskEvents`.

crate::macros::table! {
    /// Something about an AI agent that Entra ID Protection found risky.
    /// Source: <https://learn.microsoft.com/azure/azure-monitor/reference/tables/aadagentriskevents>
    AADAgentRiskEvents {
        family: "AgentRiskDetection", identity: ["Id"], revision: "LastModifiedDateTime", category: "AgentRiskEvents",
    }
    columns {
        /// Log Analytics workspace the row was exported from; empty where it came from elsewhere.
        TenantId: string;
        /// When the risky activity happened, UTC.
        ActivityDateTime: datetime <- graph "activityDateTime", diagnostic "properties.activityDateTime";
        /// Further facts, JSON.
        AdditionalInfo: string <- graph "additionalInfo", diagnostic "properties.additionalInfo";
        /// Name of the agent.
        AgentDisplayName: string <- graph "agentDisplayName", diagnostic "properties.agentDisplayName";
        /// Object id of the agent.
        AgentId: string <- graph "agentId", diagnostic "properties.agentId";
        /// When it was found, UTC.
        DetectedDateTime: datetime <- graph "detectedDateTime", diagnostic "properties.detectedDateTime";
        /// Whether it was found at once or later.
        DetectionTimingType: string <- graph "detectionTimingType", diagnostic "properties.detectionTimingType";
        /// Id of the detection.
        Id: string <- graph "id", diagnostic "properties.id";
        /// Kind of identity behind the agent.
        IdentityType: string <- graph "identityType", diagnostic "properties.identityType";
        /// When the detection last changed, UTC.
        LastModifiedDateTime: datetime <- graph "lastModifiedDateTime", diagnostic "properties.lastModifiedDateTime";
        /// Why the state is what it is.
        RiskDetail: string <- graph "riskDetail", diagnostic "properties.riskDetail";
        /// Kind of risk.
        RiskEventType: string <- graph "riskEventType", diagnostic "properties.riskEventType";
        /// What the finding rests on.
        RiskEvidence: string <- graph "riskEvidence", diagnostic "properties.riskEvidence";
        /// Severity: `low`, `medium`, `high`.
        RiskLevel: string <- graph "riskLevel", diagnostic "properties.riskLevel";
        /// State: `atRisk`, `confirmedCompromised`, `dismissed`, `none`.
        RiskState: string <- graph "riskState", diagnostic "properties.riskState";
        /// When it was found or last changed, UTC.
        TimeGenerated: datetime
            <- graph "lastModifiedDateTime" as readable_time,
               graph "detectedDateTime",
               diagnostic "time",
               diagnostic "properties.lastModifiedDateTime";
        /// Name of the operation.
        OperationName: string <- diagnostic "operationName";
        /// Id shared by the records of one operation.
        CorrelationId: string <- diagnostic "correlationId";
        /// Product that delivered the record.
        SourceSystem: string <- always "Azure AD";
        /// Name of the table.
        Type: string <- always "AADAgentRiskEvents";
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
