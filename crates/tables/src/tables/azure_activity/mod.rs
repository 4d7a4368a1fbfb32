//! `AzureActivity`.

crate::macros::table! {
    /// An operation on Azure resources, from the activity log of a subscription.
    /// Source: <https://learn.microsoft.com/azure/azure-monitor/reference/tables/azureactivity>
    AzureActivity {
        family: "AzureActivity", identity: ["EventDataId"], category: "Administrative",
    }
    columns {
        /// Operation as people read it.
        OperationName: string <- row "operationName.localizedValue", row "OperationName", diagnostic "operationName";
        /// Operation as it is named in roles, such as `MICROSOFT.COMPUTE/VIRTUALMACHINES/WRITE`.
        OperationNameValue: string <- row "operationName.value", diagnostic "operationName";
        /// Severity: `Critical`, `Error`, `Warning`, `Informational`.
        Level: string <- diagnostic "level";
        /// Status as people read it.
        ActivityStatus: string <- row "status.localizedValue", diagnostic "resultType";
        /// Status: `Start`, `Success`, `Failure`, `Accept`.
        ActivityStatusValue: string <- row "status.value", diagnostic "resultType";
        /// Second status as people read it, often that of HTTP.
        ActivitySubstatus: string <- row "subStatus.localizedValue", diagnostic "resultSignature";
        /// Second status.
        ActivitySubstatusValue: string <- row "subStatus.value", diagnostic "resultSignature";
        /// Resource group.
        ResourceGroup: string <- row "resourceGroupName";
        /// Azure subscription.
        SubscriptionId: string;
        /// Id shared by the records of one operation.
        CorrelationId: string <- diagnostic "correlationId";
        /// Who did it: user principal name or object id.
        Caller: string <- diagnostic "identity.claims.upn", diagnostic "properties.caller";
        /// Address it came from.
        CallerIpAddress: string <- row "httpRequest.clientIpAddress", diagnostic "callerIpAddress";
        /// Category as people read it.
        Category: string <- row "category.localizedValue", row "Category", diagnostic "category";
        /// Category: `Administrative`, `Security`, `Policy`, `ServiceHealth`, ...
        CategoryValue: string <- row "category.value", diagnostic "category";
        /// The HTTP request: JSON.
        HTTPRequest: string <- diagnostic "properties.httpRequest";
        /// Properties: JSON.
        Properties: string <- diagnostic "properties";
        /// When the record could first be queried, UTC.
        EventSubmissionTimestamp: datetime <- row "submissionTimestamp";
        /// Permission that was used: JSON.
        Authorization: string <- diagnostic "identity.authorization";
        /// Resource it was done to.
        ResourceId: string <- diagnostic "resourceId";
        /// Id of the step.
        OperationId: string <- diagnostic "properties.operationId";
        /// Resource provider as people read it.
        ResourceProvider: string <- row "resourceProviderName.localizedValue";
        /// Resource provider.
        ResourceProviderValue: string <- row "resourceProviderName.value";
        /// Name of the resource.
        Resource: string <- row "resourceType.value";
        /// Id of the record.
        EventDataId: string <- diagnostic "properties.eventDataId";
        /// Log Analytics workspace the row was exported from; empty where it came from elsewhere.
        TenantId: string;
        /// When it happened, UTC.
        TimeGenerated: datetime <- row "eventTimestamp", diagnostic "time";
        /// Product that delivered the record.
        SourceSystem: string;
        /// Permission that was used.
        Authorization_d: dynamic <- row "authorization", diagnostic "identity.authorization";
        /// Claims of the token: JSON.
        Claims: string <- diagnostic "identity.claims";
        /// Claims of the token.
        Claims_d: dynamic <- row "claims", diagnostic "identity.claims";
        /// Properties.
        Properties_d: dynamic <- row "properties", diagnostic "properties";
        /// Management groups and subscription above the resource.
        Hierarchy: string <- diagnostic "properties.hierarchy";
        /// Name of the table.
        Type: string <- always "AzureActivity";
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
