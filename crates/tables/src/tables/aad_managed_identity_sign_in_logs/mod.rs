//! `AADManagedIdentitySignInLogs`.

crate::macros::table! {
    /// Sign-ins by managed identities of Azure resources. They tell neither address nor place.
    /// Source: <https://learn.microsoft.com/azure/azure-monitor/reference/tables/aadmanagedidentitysigninlogs>
    AADManagedIdentitySignInLogs {
        family: "SignIn", identity: ["Id"], tenant: "AADTenantId", category: "ManagedIdentitySignInLogs",
    }
    columns {
        /// Log Analytics workspace the row was exported from; empty where it came from another source.
        TenantId: string;
        /// Where Log Analytics says the row comes from: always `Azure AD`.
        SourceSystem: string <- always "Azure AD";
        /// When the sign-in was recorded, UTC: the envelope's time, minutes after the sign-in; from Graph the sign-in's
        /// own time.
        TimeGenerated: datetime
            <- diagnostic "time",
               graph "createdDateTime",
               diagnostic "properties.createdDateTime",
               row "CreatedDateTime";
        /// Always `Sign-in activity`.
        OperationName: string <- diagnostic "operationName", always "Sign-in activity";
        /// Version of the record's schema: `1.0`.
        OperationVersion: string <- diagnostic "operationVersion", always "1.0";
        /// Category of the diagnostic record.
        Category: string <- diagnostic "category", always "ManagedIdentitySignInLogs";
        /// Outcome as an AADSTS code in text: `0` is success, `50126` a wrong password.
        ResultType: string
            <- diagnostic "resultType",
               diagnostic "properties.status.errorCode",
               graph "status.errorCode";
        /// Short form of the outcome: mostly `None`.
        ResultSignature: string <- diagnostic "resultSignature", always "None";
        /// Why the sign-in failed, in words; empty on success.
        ResultDescription: string
            <- diagnostic "resultDescription",
               diagnostic "properties.status" as failure_reason,
               graph "status" as failure_reason;
        /// Duration of the operation in milliseconds; 0 or empty where the service does not measure it.
        DurationMs: long <- diagnostic "durationMs";
        /// Identifier that the client gave all requests of one attempt.
        CorrelationId: string
            <- diagnostic "correlationId",
               diagnostic "properties.correlationId",
               graph "correlationId";
        /// Resource group of the Azure resource: the directory's provider stands in for it.
        ResourceGroup: string <- always "Microsoft.aadiam";
        /// Display name of whoever signed in: a user or a service principal.
        Identity: string <- diagnostic "identity", graph "userDisplayName", graph "servicePrincipalName";
        /// Severity of the diagnostic record: `4`, informational.
        Level: string <- diagnostic "Level", always "4";
        /// Two-letter country or region of the client's address.
        Location: string
            <- diagnostic "location",
               diagnostic "properties.location.countryOrRegion",
               graph "location.countryOrRegion";
        /// Entra tenant whose log this is. Graph does not tell it.
        AADTenantId: string <- diagnostic "tenantId", diagnostic "resourceId" as tenant_of_resource;
        /// Whether an AI agent took part: `agentType`, `agentSubjectType`, `parentAppId`. JSON text.
        Agent: string <- graph "agent", diagnostic "properties.agent";
        /// Application id of the client application.
        AppId: string <- graph "appId", diagnostic "properties.appId";
        /// Tenant that owns the client application.
        AppOwnerTenantId: string <- graph "appOwnerTenantId", diagnostic "properties.appOwnerTenantId";
        /// Authentication contexts that were asked for, as JSON text.
        AuthenticationContextClassReferences: string
            <- graph "authenticationContextClassReferences",
               diagnostic "properties.authenticationContextClassReferences";
        /// Details of how the request was processed, as JSON text of keys and values.
        AuthenticationProcessingDetails: string
            <- graph "authenticationProcessingDetails",
               diagnostic "properties.authenticationProcessingDetails";
        /// Credential of the client: `clientSecret`, `clientAssertion`, `federatedIdentityCredential`,
        /// `managedIdentity`, …
        ClientCredentialType: string <- graph "clientCredentialType", diagnostic "properties.clientCredentialType";
        /// Resources that conditional access was evaluated for, as JSON text.
        ConditionalAccessAudiences: string
            <- graph "conditionalAccessAudiences",
               diagnostic "properties.conditionalAccessAudiences";
        /// Conditional access policies that were evaluated, each with its result; conditions are a bit mask in Azure
        /// Monitor and words in Graph. JSON text.
        ConditionalAccessPolicies: string
            <- graph "appliedConditionalAccessPolicies",
               diagnostic "properties.appliedConditionalAccessPolicies";
        /// Outcome of conditional access: `success`, `failure` or `notApplied`.
        ConditionalAccessStatus: string
            <- graph "conditionalAccessStatus",
               diagnostic "properties.conditionalAccessStatus";
        /// When the sign-in happened, UTC.
        CreatedDateTime: datetime <- graph "createdDateTime", diagnostic "properties.createdDateTime";
        /// Identifier of the federated credential that was used.
        FederatedCredentialId: string <- graph "federatedCredentialId", diagnostic "properties.federatedCredentialId";
        /// Identifier of the sign-in: the request id that the user sees in an error page.
        Id: string <- graph "id", diagnostic "properties.id";
        /// Address of the client as Entra saw it; empty for managed identities.
        IPAddress: string <- graph "ipAddress", diagnostic "properties.ipAddress", diagnostic "callerIpAddress";
        /// Where the address is thought to be: `city`, `state`, `countryOrRegion`, `geoCoordinates` in degrees. JSON
        /// text.
        LocationDetails: string <- graph "location", diagnostic "properties.location";
        /// Managed identity: `msiType`, `associatedResourceId`, `federatedTokenId`, …, as JSON text.
        ManagedServiceIdentity: string
            <- graph "managedServiceIdentity",
               diagnostic "properties.managedServiceIdentity";
        /// Named locations that the address belongs to, as JSON text.
        NetworkLocationDetails: string
            <- graph "networkLocationDetails",
               diagnostic "properties.networkLocationDetails";
        /// Display name of the resource that was signed in to.
        ResourceDisplayName: string <- graph "resourceDisplayName", diagnostic "properties.resourceDisplayName";
        /// Application id of the resource that was signed in to.
        ResourceIdentity: string <- graph "resourceId", diagnostic "properties.resourceId";
        /// Tenant that owns the resource.
        ResourceOwnerTenantId: string <- graph "resourceOwnerTenantId", diagnostic "properties.resourceOwnerTenantId";
        /// Object id of the resource's service principal.
        ResourceServicePrincipalId: string
            <- graph "resourceServicePrincipalId",
               diagnostic "properties.resourceServicePrincipalId";
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
        /// Identifier of the session that the sign-in began or went on with; not always a GUID.
        SessionId: string <- graph "sessionId", diagnostic "properties.sessionId";
        /// Application on whose behalf the sign-in was made.
        SourceAppClientId: string <- graph "sourceAppClientId", diagnostic "properties.sourceAppClientId";
        /// Identifier of the token that was issued; joins to `SignInActivityId` of Graph activity.
        UniqueTokenIdentifier: string <- graph "uniqueTokenIdentifier", diagnostic "properties.uniqueTokenIdentifier";
        /// User agent of the client.
        UserAgent: string <- graph "userAgent", diagnostic "properties.userAgent";
        /// Name of this table.
        Type: string <- always "AADManagedIdentitySignInLogs";
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
    promoted {
        /// AADSTS code of the outcome; 0 is success.
        _Status_errorCode: long <- ResultType "";
        /// Two-letter country or region.
        _LocationDetails_countryOrRegion: string <- LocationDetails "countryOrRegion";
        /// State or province.
        _LocationDetails_state: string <- LocationDetails "state";
        /// City.
        _LocationDetails_city: string <- LocationDetails "city";
        /// Latitude in degrees, north positive.
        _LocationDetails_latitude: real <- LocationDetails "geoCoordinates.latitude";
        /// Longitude in degrees, east positive.
        _LocationDetails_longitude: real <- LocationDetails "geoCoordinates.longitude";
    }
}
