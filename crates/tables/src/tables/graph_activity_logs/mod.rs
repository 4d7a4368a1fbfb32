//! `MicrosoftGraphActivityLogs`.

crate::macros::table! {
    /// A call of Microsoft Graph: who asked for what, with which token, and what the answer was.
    /// Source: <https://learn.microsoft.com/azure/azure-monitor/reference/tables/microsoftgraphactivitylogs>
    MicrosoftGraphActivityLogs {
        family: "GraphActivity", identity: ["RequestId"], tenant: "AadTenantId",
        category: "MicrosoftGraphActivityLogs",
    }
    columns {
        /// Log Analytics workspace the row was exported from; empty where it came from elsewhere.
        TenantId: string;
        /// When Graph received the request, UTC.
        TimeGenerated: datetime <- diagnostic "properties.timeGenerated", diagnostic "time";
        /// Region of the data centre that answered, not of the caller.
        Location: string <- diagnostic "properties.location", diagnostic "location";
        /// Id of the request.
        RequestId: string <- diagnostic "properties.requestId";
        /// Id of the batch, shared by its requests; of a request alone its own.
        OperationId: string <- diagnostic "properties.operationId";
        /// Id the client gave the request.
        ClientRequestId: string <- diagnostic "properties.clientRequestId";
        /// `v1.0` or `beta`.
        ApiVersion: string <- diagnostic "properties.apiVersion";
        /// HTTP method.
        RequestMethod: string <- diagnostic "properties.requestMethod";
        /// HTTP status.
        ResponseStatusCode: int <- diagnostic "properties.responseStatusCode", diagnostic "resultSignature";
        /// Entra tenant.
        AadTenantId: string <- diagnostic "properties.tenantId", diagnostic "tenantId";
        /// Address of the caller.
        IPAddress: string <- diagnostic "properties.ipAddress", diagnostic "callerIpAddress";
        /// Program of the caller.
        UserAgent: string <- diagnostic "properties.userAgent";
        /// What was asked for.
        RequestUri: string <- diagnostic "properties.requestUri";
        /// Time it took, as received: values are larger than milliseconds would be.
        DurationMs: int <- diagnostic "properties.durationMs", diagnostic "durationMs";
        /// Size of the answer in bytes.
        ResponseSizeBytes: int <- diagnostic "properties.responseSizeBytes";
        /// Leads to the sign-in (`UniqueTokenIdentifier`).
        SignInActivityId: string <- diagnostic "properties.signInActivityId";
        /// Application permissions in the token, separated by spaces.
        Roles: string <- diagnostic "properties.roles";
        /// Session.
        SessionId: string <- diagnostic "properties.sessionId", diagnostic "properties.C_Sid";
        /// Device.
        DeviceId: string <- diagnostic "properties.deviceId", diagnostic "properties.C_DeviceId";
        /// Id of the token.
        UniqueTokenId: string <- diagnostic "properties.uniqueTokenId";
        /// When the token was issued, UTC.
        TokenIssuedAt: datetime <- diagnostic "properties.tokenIssuedAt", diagnostic "properties.C_Iat";
        /// Application that called.
        AppId: string <- diagnostic "properties.appId";
        /// Object id of the user; empty for an application on its own.
        UserId: string <- diagnostic "properties.userId", diagnostic "properties.UserPrincipalObjectID";
        /// Object id of the service principal; empty for a user.
        ServicePrincipalId: string <- diagnostic "properties.servicePrincipalId";
        /// Delegated permissions in the token, separated by spaces.
        Scopes: string <- diagnostic "properties.scopes";
        /// Who vouched for the user.
        IdentityProvider: string <- diagnostic "properties.identityProvider";
        /// How the application proved itself: 0 not at all, 1 by secret, 2 by certificate.
        ClientAuthMethod: int <- diagnostic "properties.clientAuthMethod";
        /// Roles of the user, by their template ids.
        Wids: string <- diagnostic "properties.wids";
        /// Content of the token, reserved.
        ATContent: string <- diagnostic "properties.atContent";
        /// Content of the token, hashed.
        ATContentH: string <- diagnostic "properties.atContentH";
        /// Content of the token, in part.
        ATContentP: string <- diagnostic "properties.atContentP";
        /// Product that delivered the record.
        SourceSystem: string;
        /// Name of the table.
        Type: string <- always "MicrosoftGraphActivityLogs";
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
