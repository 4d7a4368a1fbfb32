//! `MicrosoftServicePrincipalSignInLogs`.

crate::macros::table! {
    /// Sign-ins by applications of Microsoft itself in the tenant.
    /// Source: <https://learn.microsoft.com/azure/azure-monitor/reference/tables/microsoftserviceprincipalsigninlogs>
    MicrosoftServicePrincipalSignInLogs {
        family: "SignIn", identity: [], category: "MicrosoftServicePrincipalSignInLogs",
    }
    columns {
        /// Log Analytics workspace the row was exported from; empty where it came from another source.
        TenantId: string;
        /// Application id of the client application.
        AppId: string <- graph "appId", diagnostic "properties.appId";
        /// Tenant that owns the client application.
        AppOwnerTenantId: string <- graph "appOwnerTenantId", diagnostic "properties.appOwnerTenantId";
        /// Category of the diagnostic record.
        Category: string <- diagnostic "category", always "MicrosoftServicePrincipalSignInLogs";
        /// Identifier that the client gave all requests of one attempt.
        CorrelationId: string
            <- diagnostic "correlationId",
               diagnostic "properties.correlationId",
               graph "correlationId";
        /// When the sign-in happened, UTC.
        CreatedDateTime: datetime <- graph "createdDateTime", diagnostic "properties.createdDateTime";
        /// Duration of the operation in milliseconds; 0 or empty where the service does not measure it.
        DurationMs: long <- diagnostic "durationMs";
        /// Always `Sign-in activity`.
        OperationName: string <- diagnostic "operationName", always "Sign-in activity";
        /// Version of the record's schema: `1.0`.
        OperationVersion: string <- diagnostic "operationVersion", always "1.0";
        /// Display name of the resource that was signed in to.
        ResourceDisplayName: string <- graph "resourceDisplayName", diagnostic "properties.resourceDisplayName";
        /// Resource group of the Azure resource: the directory's provider stands in for it.
        ResourceGroup: string <- always "Microsoft.aadiam";
        /// Application id of the resource that was signed in to.
        ResourceIdentity: string <- graph "resourceId", diagnostic "properties.resourceId";
        /// Tenant that owns the resource.
        ResourceOwnerTenantId: string <- graph "resourceOwnerTenantId", diagnostic "properties.resourceOwnerTenantId";
        /// Object id of the resource's service principal.
        ResourceServicePrincipalId: string
            <- graph "resourceServicePrincipalId",
               diagnostic "properties.resourceServicePrincipalId";
        /// Short form of the outcome: mostly `None`.
        ResultSignature: string <- diagnostic "resultSignature", always "None";
        /// Key id of the credential that the service principal used.
        ServicePrincipalCredentialKeyId: string
            <- graph "servicePrincipalCredentialKeyId",
               diagnostic "properties.servicePrincipalCredentialKeyId";
        /// Thumbprint of the certificate that the service principal used.
        ServicePrincipalCredentialThumbprint: string
            <- graph "servicePrincipalCredentialThumbprint",
               diagnostic "properties.servicePrincipalCredentialThumbprint";
        /// Object id of the service principal that signed in, if it was one.
        ServicePrincipalId: string <- graph "servicePrincipalId", diagnostic "properties.servicePrincipalId";
        /// Display name of the service principal that signed in, if it was one.
        ServicePrincipalName: string <- graph "servicePrincipalName", diagnostic "properties.servicePrincipalName";
        /// Where Log Analytics says the row comes from: always `Azure AD`.
        SourceSystem: string <- always "Azure AD";
        /// Name of this table.
        Type: string <- always "MicrosoftServicePrincipalSignInLogs";
        /// When the sign-in was recorded, UTC: the envelope's time, minutes after the sign-in; from Graph the sign-in's
        /// own time.
        TimeGenerated: datetime
            <- diagnostic "time",
               graph "createdDateTime",
               diagnostic "properties.createdDateTime",
               row "CreatedDateTime";
        /// Identifier of the token that was issued; joins to `SignInActivityId` of Graph activity.
        UniqueTokenIdentifier: string <- graph "uniqueTokenIdentifier", diagnostic "properties.uniqueTokenIdentifier";
        /// Whether Log Analytics charged for the row, `true` or `false`.
        _IsBillable: string;
        /// Bytes that Log Analytics charged for.
        _BilledSize: real;
        /// Azure resource that Log Analytics associates with the row.
        _ResourceId: string;
        /// Azure subscription that Log Analytics associates with the row.
        _SubscriptionId: string;
        /// Identifier that Log Analytics gave the row.
        _ItemId: string;
        /// When Log Analytics received the record, UTC.
        _TimeReceived: datetime;
    }
}
