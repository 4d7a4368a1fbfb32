//! `AADProvisioningLogs`.

crate::macros::table! {
    /// What the provisioning service did to users and groups in connected applications. One row an object and attempt.
    /// Source: <https://learn.microsoft.com/azure/azure-monitor/reference/tables/aadprovisioninglogs>
    AADProvisioningLogs {
        family: "Provisioning", identity: ["Id"], tenant: "AADTenantId", category: "ProvisioningLogs",
    }
    columns {
        /// Log Analytics workspace the row was exported from; empty where it came from another source.
        TenantId: string;
        /// Entra tenant whose log this is. Graph does not tell it.
        AADTenantId: string <- diagnostic "tenantId", diagnostic "resourceId" as tenant_of_resource;
        /// When the object was provisioned, UTC.
        TimeGenerated: datetime
            <- graph "activityDateTime",
               diagnostic "properties.activityDateTime",
               diagnostic "time";
        /// Always `Provisioning activity`.
        OperationName: string <- diagnostic "operationName", always "Provisioning activity";
        /// Version of the record's schema: `1.0`.
        OperationVersion: string <- diagnostic "operationVersion", always "1.0";
        /// Category of the diagnostic record.
        Category: string <- diagnostic "category", always "ProvisioningLogs";
        /// `Success`, `Failure`, `Skipped` or `Warning`.
        ResultType: string
            <- diagnostic "resultType",
               graph "provisioningStatusInfo.status" as capitalised,
               graph "statusInfo.status" as capitalised;
        /// Short form of the outcome: mostly `None`.
        ResultSignature: string <- diagnostic "resultSignature", always "None";
        /// Why it failed or was skipped, in words.
        ResultDescription: string
            <- diagnostic "resultDescription",
               diagnostic "properties.provisioningStatusInfo.errorInformation.reason",
               graph "provisioningStatusInfo.errorInformation.reason",
               graph "statusInfo.reason";
        /// Duration in milliseconds.
        DurationMs: long
            <- graph "durationInMilliseconds",
               diagnostic "properties.durationInMilliseconds",
               diagnostic "durationMs";
        /// Identifier in the envelope.
        CorrelationId: string <- diagnostic "correlationId";
        /// Identifier of the change within its cycle.
        ChangeId: string <- graph "changeId", diagnostic "properties.changeId";
        /// Identifier of the synchronisation cycle.
        CycleId: string <- graph "cycleId", diagnostic "properties.cycleId";
        /// Identifier of the record.
        Id: string <- graph "id", diagnostic "properties.id";
        /// Who started it: `id`, `displayName`, `initiatorType`. JSON text.
        InitiatedBy: string <- graph "initiatedBy", diagnostic "properties.initiatedBy";
        /// Identifier of the provisioning job.
        JobId: string <- graph "jobId", diagnostic "properties.jobId";
        /// Properties that changed, with old and new values. JSON text.
        ModifiedProperties: string <- graph "modifiedProperties", diagnostic "properties.modifiedProperties";
        /// Each step with its name, type and status. JSON text.
        ProvisioningSteps: string <- graph "provisioningSteps", diagnostic "properties.provisioningSteps";
        /// Application that objects are provisioned to. JSON text.
        ServicePrincipal: string <- graph "servicePrincipal", diagnostic "properties.servicePrincipal";
        /// Object as it was in the source. JSON text.
        SourceIdentity: string <- graph "sourceIdentity", diagnostic "properties.sourceIdentity";
        /// System that the object came from: `id`, `displayName`, `details`. JSON text.
        SourceSystem: string <- graph "sourceSystem", diagnostic "properties.sourceSystem";
        /// Object as it became in the target. JSON text.
        TargetIdentity: string <- graph "targetIdentity", diagnostic "properties.targetIdentity";
        /// System that the object went to. JSON text.
        TargetSystem: string <- graph "targetSystem", diagnostic "properties.targetSystem";
        /// `create`, `update`, `delete`, `disable`, `stagedDelete` or `other`.
        ProvisioningAction: string
            <- graph "provisioningAction",
               graph "action",
               diagnostic "properties.provisioningAction",
               diagnostic "properties.action";
        /// Outcome with error information. JSON text.
        ProvisioningStatusInfo: string
            <- graph "provisioningStatusInfo",
               graph "statusInfo",
               diagnostic "properties.provisioningStatusInfo",
               diagnostic "properties.statusInfo";
        /// Name of this table.
        Type: string <- always "AADProvisioningLogs";
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
        /// Whoever or whatever started it.
        _Actor: string <- InitiatedBy "displayName", InitiatedBy "Name", InitiatedBy "id";
        /// The object provisioned: its name, else its id.
        _Object: string
            <- TargetIdentity "displayName",
               TargetIdentity "Name",
               SourceIdentity "displayName",
               SourceIdentity "Name",
               TargetIdentity "id",
               SourceIdentity "id";
        /// Identifier of the object in the source.
        _SourceIdentity_id: string <- SourceIdentity "id";
        /// Identifier of the object in the target.
        _TargetIdentity_id: string <- TargetIdentity "id";
    }
}
