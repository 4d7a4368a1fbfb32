//! `AADGraphActivityLogs`.

crate::macros::table! {
    /// A call of the retired Azure AD Graph.
    /// Source: <https://learn.microsoft.com/azure/azure-monitor/reference/tables/aadgraphactivitylogs>
    AADGraphActivityLogs {
        family: "AADGraphActivity", identity: ["RequestId"], tenant: "AADTenantId",
        category: "AzureADGraphActivityLogs",
    }
    columns {
        /// Log Analytics workspace the row was exported from; empty where it came from elsewhere.
        TenantId: string;
        /// When the record was written, UTC.
        TimeGenerated: datetime <- diagnostic "time";
        /// When the request was received, UTC.
        TimeRequested: datetime <- diagnostic "properties.timeRequested";
        /// Region of the data centre that answered.
        Location: string <- diagnostic "properties.location", diagnostic "location";
        /// Id of the request.
        RequestId: string <- diagnostic "properties.requestId";
        /// Entra tenant.
        AADTenantId: string <- diagnostic "properties.tenantId", diagnostic "tenantId";
        /// Name of the operation.
        OperationName: string <- diagnostic "operationName";
        /// Version of the API that was called.
        ApiVersion: string <- diagnostic "properties.apiVersion";
        /// Category of the log.
        Category: string <- diagnostic "category";
        /// HTTP status as text.
        ResultSignature: string <- diagnostic "resultSignature";
        /// Time it took, in milliseconds.
        DurationMs: int <- diagnostic "durationMs", diagnostic "properties.durationMs";
        /// Severity of the record.
        Level: string <- diagnostic "level";
        /// HTTP method.
        RequestMethod: string <- diagnostic "properties.requestMethod";
        /// HTTP status.
        ResponseStatusCode: int <- diagnostic "properties.responseStatusCode";
        /// Size of the answer in bytes.
        ResponseSizeBytes: int <- diagnostic "properties.responseSizeBytes";
        /// Leads to the sign-in (`UniqueTokenIdentifier`).
        SignInActivityId: string <- diagnostic "properties.signInActivityId";
        /// Application permissions in the token.
        Roles: string <- diagnostic "properties.roles";
        /// When the token was issued, UTC.
        TokenIssuedAt: datetime <- diagnostic "properties.tokenIssuedAt";
        /// Kind of caller: user or application.
        ActorType: string <- diagnostic "properties.actorType";
        /// Application that called.
        AppId: string <- diagnostic "properties.appId";
        /// Object id of the user.
        UserId: string <- diagnostic "properties.userId";
        /// Object id of the service principal.
        ServicePrincipalId: string <- diagnostic "properties.servicePrincipalId";
        /// Delegated permissions in the token.
        Scopes: string <- diagnostic "properties.scopes";
        /// Who vouched for the user.
        IdentityProvider: string <- diagnostic "properties.identityProvider";
        /// How the application proved itself.
        ClientAuthMethod: string <- diagnostic "properties.clientAuthMethod";
        /// Roles of the user, by their template ids.
        Wids: string <- diagnostic "properties.wids";
        /// Address of the caller.
        CallerIpAddress: string <- diagnostic "callerIpAddress", diagnostic "properties.callerIpAddress";
        /// Program of the caller.
        UserAgent: string <- diagnostic "properties.userAgent";
        /// What was asked for.
        RequestUri: string <- diagnostic "properties.requestUri";
        /// Session.
        SessionId: string <- diagnostic "properties.sessionId";
        /// Device.
        DeviceId: string <- diagnostic "properties.deviceId";
        /// Product that delivered the record.
        SourceSystem: string;
        /// Name of the table.
        Type: string <- always "AADGraphActivityLogs";
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
