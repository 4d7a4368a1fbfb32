//! `AADUserRiskEvents`.

crate::macros::table! {
    /// Something about a user or sign-in that Entra ID Protection found risky.
    /// Source: <https://learn.microsoft.com/azure/azure-monitor/reference/tables/aaduserriskevents>
    AADUserRiskEvents {
        family: "RiskDetection", identity: ["Id"], revision: "LastUpdatedDateTime", category: "UserRiskEvents",
    }
    columns {
        /// Log Analytics workspace the row was exported from; empty where it came from elsewhere.
        TenantId: string;
        /// What was found risky: `signin`, `user`.
        Activity: string <- graph "activity", diagnostic "properties.activity";
        /// When the risky activity happened, UTC.
        ActivityDateTime: datetime <- graph "activityDateTime", diagnostic "properties.activityDateTime";
        /// Further facts: JSON array of `{Key, Value}`, such as `userAgent` or `riskReasons`.
        AdditionalInfo: dynamic <- graph "additionalInfo", diagnostic "properties.additionalInfo";
        /// Correlation id of the sign-in.
        CorrelationId: string <- graph "correlationId", diagnostic "properties.correlationId";
        /// When it was found, UTC.
        DetectedDateTime: datetime <- graph "detectedDateTime", diagnostic "properties.detectedDateTime";
        /// Whether it was found at once or later: `realtime`, `nearRealtime`, `offline`.
        DetectionTimingType: string <- graph "detectionTimingType", diagnostic "properties.detectionTimingType";
        /// Id of the detection.
        Id: string <- graph "id", diagnostic "properties.id";
        /// Client address of the sign-in.
        IpAddress: string <- graph "ipAddress", diagnostic "properties.ipAddress", diagnostic "callerIpAddress";
        /// When the detection last changed, UTC.
        LastUpdatedDateTime: datetime <- graph "lastUpdatedDateTime", diagnostic "properties.lastUpdatedDateTime";
        /// Place of the sign-in: `{city, state, countryOrRegion, geoCoordinates}`.
        Location: dynamic <- graph "location", diagnostic "properties.location";
        /// Request id of the sign-in (`Id` of `SigninLogs`).
        RequestId: string <- graph "requestId", diagnostic "properties.requestId";
        /// Why the state is what it is.
        RiskDetail: string <- graph "riskDetail", diagnostic "properties.riskDetail";
        /// Kind of risk, such as `unfamiliarFeatures`, `leakedCredentials`.
        RiskEventType: string
            <- graph "riskEventType",
               diagnostic "properties.riskEventType",
               graph "riskType",
               diagnostic "properties.riskType";
        /// Severity: `low`, `medium`, `high`; `hidden` without the licence.
        RiskLevel: string <- graph "riskLevel", diagnostic "properties.riskLevel";
        /// State: `atRisk`, `confirmedCompromised`, `remediated`, `dismissed`, `confirmedSafe`, `none`.
        RiskState: string <- graph "riskState", diagnostic "properties.riskState";
        /// Product that found it.
        Source: string <- graph "source", diagnostic "properties.source";
        /// Who issued the token: `AzureAD`, `ADFederationServices`.
        TokenIssuerType: string <- graph "tokenIssuerType", diagnostic "properties.tokenIssuerType";
        /// Display name of the user.
        UserDisplayName: string <- graph "userDisplayName", diagnostic "properties.userDisplayName";
        /// Object id of the user.
        UserId: string <- graph "userId", diagnostic "properties.userId";
        /// User principal name.
        UserPrincipalName: string <- graph "userPrincipalName", diagnostic "properties.userPrincipalName";
        /// When it was found or last changed, UTC.
        TimeGenerated: datetime
            <- graph "lastUpdatedDateTime" as readable_time,
               graph "detectedDateTime" as readable_time,
               graph "activityDateTime",
               diagnostic "time",
               diagnostic "properties.lastUpdatedDateTime";
        /// `User Risk Detection`.
        OperationName: string <- diagnostic "operationName";
        /// Product that delivered the record.
        SourceSystem: string <- always "Azure AD";
        /// Name of the table.
        Type: string <- always "AADUserRiskEvents";
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
