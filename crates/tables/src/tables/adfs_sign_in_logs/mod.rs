//! `ADFSSignInLogs`.

crate::macros::table! {
    /// Sign-ins at AD FS servers, as Connect Health reports them.
    /// Source: <https://learn.microsoft.com/azure/azure-monitor/reference/tables/adfssigninlogs>
    ADFSSignInLogs {
        family: "SignIn", identity: ["Id"], category: "ADFSSignInLogs",
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
        Category: string <- diagnostic "category", always "ADFSSignInLogs";
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
        /// Name typed at sign-in where it is not the user principal name: a phone number, a mail address.
        AlternateSignInName: string <- graph "alternateSignInName", diagnostic "properties.alternateSignInName";
        /// Display name of the client application.
        AppDisplayName: string <- graph "appDisplayName", diagnostic "properties.appDisplayName";
        /// Application id of the client application.
        AppId: string <- graph "appId", diagnostic "properties.appId";
        /// Each authentication step with its method, time and result, as JSON text.
        AuthenticationDetails: string <- graph "authenticationDetails", diagnostic "properties.authenticationDetails";
        /// Details of how the request was processed, as JSON text of keys and values.
        AuthenticationProcessingDetails: string
            <- graph "authenticationProcessingDetails",
               diagnostic "properties.authenticationProcessingDetails";
        /// `singleFactorAuthentication` or `multiFactorAuthentication`: the highest that any policy asked for.
        AuthenticationRequirement: string
            <- graph "authenticationRequirement",
               diagnostic "properties.authenticationRequirement";
        /// Which policies led to the authentication requirement, as JSON text.
        AuthenticationRequirementPolicies: string
            <- graph "authenticationRequirementPolicies",
               diagnostic "properties.authenticationRequirementPolicies";
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
        /// Device: `deviceId`, `displayName`, `operatingSystem`, `browser`, `isCompliant`, `isManaged`, `trustType`.
        /// JSON text.
        DeviceDetail: string <- graph "deviceDetail", diagnostic "properties.deviceDetail";
        /// Whether a person was asked for something. False in some interactive records: tell kinds apart by table.
        IsInteractive: bool <- graph "isInteractive", diagnostic "properties.isInteractive";
        /// Identifier of the sign-in: the request id that the user sees in an error page.
        Id: string <- graph "id", diagnostic "properties.id";
        /// Address of the client as Entra saw it; empty for managed identities.
        IPAddress: string <- graph "ipAddress", diagnostic "properties.ipAddress", diagnostic "callerIpAddress";
        /// Named locations that the address belongs to, as JSON text.
        NetworkLocationDetails: string
            <- graph "networkLocationDetails",
               diagnostic "properties.networkLocationDetails";
        /// Request id of the first request of the authentication sequence.
        OriginalRequestId: string <- graph "originalRequestId", diagnostic "properties.originalRequestId";
        /// How long Entra took, in milliseconds, as text.
        ProcessingTimeInMs: string
            <- graph "processingTimeInMilliseconds",
               diagnostic "properties.processingTimeInMilliseconds";
        /// Display name of the resource that was signed in to.
        ResourceDisplayName: string <- graph "resourceDisplayName", diagnostic "properties.resourceDisplayName";
        /// Application id of the resource that was signed in to.
        ResourceIdentity: string <- graph "resourceId", diagnostic "properties.resourceId";
        /// Tenant of the resource: for a guest the inviting one.
        ResourceTenantId: string <- graph "resourceTenantId", diagnostic "properties.resourceTenantId";
        /// Authentication requirement as the federation server reports it.
        Requirement: string <- graph "requirement", diagnostic "properties.requirement";
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
        /// Name of this table.
        Type: string <- always "ADFSSignInLogs";
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
    }
}
