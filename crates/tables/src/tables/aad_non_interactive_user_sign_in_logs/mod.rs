//! `AADNonInteractiveUserSignInLogs`.

crate::macros::table! {
    /// Sign-ins by a client on behalf of a person, mostly with a refresh token. Objects stand in text columns as JSON.
    /// Source: <https://learn.microsoft.com/azure/azure-monitor/reference/tables/aadnoninteractiveusersigninlogs>
    AADNonInteractiveUserSignInLogs {
        family: "SignIn", identity: ["Id"], tenant: "AADTenantId", category: "NonInteractiveUserSignInLogs",
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
        Category: string <- diagnostic "category", always "NonInteractiveUserSignInLogs";
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
        /// Name typed at sign-in where it is not the user principal name: a phone number, a mail address.
        AlternateSignInName: string <- graph "alternateSignInName", diagnostic "properties.alternateSignInName";
        /// Display name of the client application.
        AppDisplayName: string <- graph "appDisplayName", diagnostic "properties.appDisplayName";
        /// Application id of the client application.
        AppId: string <- graph "appId", diagnostic "properties.appId";
        /// Custom authentication extensions that ran, with their results.
        AppliedEventListeners: dynamic <- graph "appliedEventListeners", diagnostic "properties.appliedEventListeners";
        /// Tenant that owns the client application.
        AppOwnerTenantId: string <- graph "appOwnerTenantId", diagnostic "properties.appOwnerTenantId";
        /// Authentication contexts that were asked for, as JSON text.
        AuthenticationContextClassReferences: string
            <- graph "authenticationContextClassReferences",
               diagnostic "properties.authenticationContextClassReferences";
        /// Each authentication step with its method, time and result, as JSON text.
        AuthenticationDetails: string <- graph "authenticationDetails", diagnostic "properties.authenticationDetails";
        /// Authentication methods used, as JSON text or a list in words.
        AuthenticationMethodsUsed: string
            <- graph "authenticationMethodsUsed",
               diagnostic "properties.authenticationMethodsUsed";
        /// Details of how the request was processed, as JSON text of keys and values.
        AuthenticationProcessingDetails: string
            <- graph "authenticationProcessingDetails",
               diagnostic "properties.authenticationProcessingDetails";
        /// Protocol: `none`, `oAuth2`, `ropc`, `wsFederation`, `saml20`, `deviceCode`, …
        AuthenticationProtocol: string
            <- graph "authenticationProtocol",
               diagnostic "properties.authenticationProtocol";
        /// `singleFactorAuthentication` or `multiFactorAuthentication`: the highest that any policy asked for.
        AuthenticationRequirement: string
            <- graph "authenticationRequirement",
               diagnostic "properties.authenticationRequirement";
        /// Which policies led to the authentication requirement, as JSON text.
        AuthenticationRequirementPolicies: string
            <- graph "authenticationRequirementPolicies",
               diagnostic "properties.authenticationRequirementPolicies";
        /// Where the authenticator app was, as JSON text.
        AuthenticatorAppLocation: string
            <- graph "authenticatorAppLocation",
               diagnostic "properties.authenticatorAppLocation";
        /// Number of the network that announces the client's address, as text.
        AutonomousSystemNumber: string
            <- graph "autonomousSystemNumber",
               diagnostic "properties.autonomousSystemNumber";
        /// Kind of client: `Browser`, `Mobile Apps and Desktop clients`, or a legacy protocol such as `IMAP4`.
        ClientAppUsed: string <- graph "clientAppUsed", diagnostic "properties.clientAppUsed";
        /// Credential of the client: `clientSecret`, `clientAssertion`, `federatedIdentityCredential`,
        /// `managedIdentity`, …
        ClientCredentialType: string <- graph "clientCredentialType", diagnostic "properties.clientCredentialType";
        /// Session identifier that the client chose.
        ClientSessionId: string <- graph "clientSessionId", diagnostic "properties.clientSessionId";
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
        /// How tenant borders were crossed: `none`, `b2bCollaboration`, `b2bDirectConnect`, `microsoftSupport`,
        /// `serviceProvider`, …
        CrossTenantAccessType: string <- graph "crossTenantAccessType", diagnostic "properties.crossTenantAccessType";
        /// Device: `deviceId`, `displayName`, `operatingSystem`, `browser`, `isCompliant`, `isManaged`, `trustType`.
        /// JSON text.
        DeviceDetail: string <- graph "deviceDetail", diagnostic "properties.deviceDetail";
        /// Identifier of the federated credential that was used.
        FederatedCredentialId: string <- graph "federatedCredentialId", diagnostic "properties.federatedCredentialId";
        /// Address through which Global Secure Access reached Entra.
        GlobalSecureAccessIpAddress: string
            <- graph "globalSecureAccessIpAddress",
               diagnostic "properties.globalSecureAccessIpAddress";
        /// Tenant of the user.
        HomeTenantId: string <- graph "homeTenantId", diagnostic "properties.homeTenantId";
        /// Name of the user's tenant.
        HomeTenantName: string <- graph "homeTenantName", diagnostic "properties.homeTenantName";
        /// Identifier of the sign-in: the request id that the user sees in an error page.
        Id: string <- graph "id", diagnostic "properties.id";
        /// Token that was presented: `none`, `primaryRefreshToken`, `saml11`, `saml20`, `remoteDesktopToken`, …
        IncomingTokenType: string <- graph "incomingTokenType", diagnostic "properties.incomingTokenType";
        /// Address of the client as Entra saw it; empty for managed identities.
        IPAddress: string <- graph "ipAddress", diagnostic "properties.ipAddress", diagnostic "callerIpAddress";
        /// Whether a person was asked for something. False in some interactive records: tell kinds apart by table.
        IsInteractive: bool <- graph "isInteractive", diagnostic "properties.isInteractive";
        /// Whether the sign-in was judged risky.
        IsRisky: bool <- graph "isRisky", diagnostic "properties.isRisky";
        /// Whether tenant restrictions applied.
        IsTenantRestricted: bool <- graph "isTenantRestricted", diagnostic "properties.isTenantRestricted";
        /// Whether the request came through Global Secure Access.
        IsThroughGlobalSecureAccess: bool
            <- graph "isThroughGlobalSecureAccess",
               diagnostic "properties.isThroughGlobalSecureAccess";
        /// Where the address is thought to be: `city`, `state`, `countryOrRegion`, `geoCoordinates` in degrees. JSON
        /// text.
        LocationDetails: string <- graph "location", diagnostic "properties.location";
        /// Second factor: `authMethod`, `authDetail`. Retired in favour of `AuthenticationDetails`. JSON text.
        MfaDetail: string <- graph "mfaDetail", diagnostic "properties.mfaDetail";
        /// Named locations that the address belongs to, as JSON text.
        NetworkLocationDetails: string
            <- graph "networkLocationDetails",
               diagnostic "properties.networkLocationDetails";
        /// Request id of the first request of the authentication sequence.
        OriginalRequestId: string <- graph "originalRequestId", diagnostic "properties.originalRequestId";
        /// How the session first came to this device: `none`, `deviceCodeFlow`, `authenticationTransfer`.
        OriginalTransferMethod: string
            <- graph "originalTransferMethod",
               diagnostic "properties.originalTransferMethod";
        /// How long Entra took, in milliseconds, as text.
        ProcessingTimeInMs: string
            <- graph "processingTimeInMilliseconds",
               diagnostic "properties.processingTimeInMilliseconds";
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
        /// Tenant of the resource: for a guest the inviting one.
        ResourceTenantId: string <- graph "resourceTenantId", diagnostic "properties.resourceTenantId";
        /// Why the risk state is what it is, such as `userPassedMFADrivenByRiskBasedPolicy`; `hidden` without the
        /// licence.
        RiskDetail: string <- graph "riskDetail", diagnostic "properties.riskDetail";
        /// Risk detections of the sign-in, as JSON text; the older names.
        RiskEventTypes: string <- graph "riskEventTypes", diagnostic "properties.riskEventTypes";
        /// Risk detections of the sign-in, as JSON text.
        RiskEventTypes_V2: string <- graph "riskEventTypes_v2", diagnostic "properties.riskEventTypes_v2";
        /// Risk of the sign-in with all that was learned later: `none`, `low`, `medium`, `high`, `hidden`.
        RiskLevelAggregated: string <- graph "riskLevelAggregated", diagnostic "properties.riskLevelAggregated";
        /// Risk of the sign-in as judged while it happened: `none`, `low`, `medium`, `high`, `hidden`.
        RiskLevelDuringSignIn: string <- graph "riskLevelDuringSignIn", diagnostic "properties.riskLevelDuringSignIn";
        /// `none`, `atRisk`, `confirmedCompromised`, `remediated`, `dismissed`, `confirmedSafe`.
        RiskState: string <- graph "riskState", diagnostic "properties.riskState";
        /// Object id of the service principal that signed in, if it was one.
        ServicePrincipalId: string <- graph "servicePrincipalId", diagnostic "properties.servicePrincipalId";
        /// Identifier of the session that the sign-in began or went on with; not always a GUID.
        SessionId: string <- graph "sessionId", diagnostic "properties.sessionId";
        /// Session policies that applied, such as sign-in frequency, as JSON text.
        SessionLifetimePolicies: string
            <- graph "sessionLifetimePolicies",
               diagnostic "properties.sessionLifetimePolicies";
        /// Kinds of sign-in, as JSON text: `["nonInteractiveUser"]`.
        SignInEventTypes: string <- graph "signInEventTypes", diagnostic "properties.signInEventTypes";
        /// Kind of that identifier, such as `userPrincipalName` or `phoneNumber`.
        SignInIdentifierType: string <- graph "signInIdentifierType", diagnostic "properties.signInIdentifierType";
        /// Whether tokens are bound to the device: `signInSessionStatus`, `signInSessionStatusCode`. JSON text.
        TokenProtectionStatusDetails: string
            <- graph "tokenProtectionStatusDetails",
               diagnostic "properties.tokenProtectionStatusDetails";
        /// Outcome: `errorCode` (number), `failureReason`, `additionalDetails`. JSON text.
        Status: string <- graph "status", diagnostic "properties.status";
        /// Name of the identity provider that issued the token, such as a federation server.
        TokenIssuerName: string <- graph "tokenIssuerName", diagnostic "properties.tokenIssuerName";
        /// `AzureAD`, `ADFederationServices` or another kind of issuer.
        TokenIssuerType: string <- graph "tokenIssuerType", diagnostic "properties.tokenIssuerType";
        /// Identifier of the token that was issued; joins to `SignInActivityId` of Graph activity.
        UniqueTokenIdentifier: string <- graph "uniqueTokenIdentifier", diagnostic "properties.uniqueTokenIdentifier";
        /// User agent of the client.
        UserAgent: string <- graph "userAgent", diagnostic "properties.userAgent";
        /// Display name of the user.
        UserDisplayName: string <- graph "userDisplayName", diagnostic "properties.userDisplayName";
        /// Object id of the user; text, since it is not always a GUID.
        UserId: string <- graph "userId", diagnostic "properties.userId";
        /// User principal name as the service wrote it; its letter case varies.
        UserPrincipalName: string <- graph "userPrincipalName", diagnostic "properties.userPrincipalName";
        /// `Member` or `Guest` in the tenant of the resource.
        UserType: string <- graph "userType" as capitalised, diagnostic "properties.userType";
        /// Name of this table.
        Type: string <- always "AADNonInteractiveUserSignInLogs";
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
        _Status_errorCode: long <- Status "errorCode", ResultType "";
        /// Why the sign-in failed, in words.
        _Status_failureReason: string <- Status "failureReason";
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
        /// Entra id of the device; empty where it is not registered.
        _DeviceDetail_deviceId: string <- DeviceDetail "deviceId";
        /// Name of the device.
        _DeviceDetail_displayName: string <- DeviceDetail "displayName";
        /// Operating system, with or without its version.
        _DeviceDetail_operatingSystem: string <- DeviceDetail "operatingSystem";
        /// Browser and its version.
        _DeviceDetail_browser: string <- DeviceDetail "browser";
        /// Whether the device meets the compliance policy.
        _DeviceDetail_isCompliant: bool <- DeviceDetail "isCompliant";
        /// Whether the device is managed.
        _DeviceDetail_isManaged: bool <- DeviceDetail "isManaged";
        /// How the device is joined, such as `Azure AD joined`.
        _DeviceDetail_trustType: string <- DeviceDetail "trustType";
        /// Second factor.
        _MfaDetail_authMethod: string <- MfaDetail "authMethod";
    }
}
