//! `AuditLogs`.

crate::macros::table! {
    /// Changes to the directory: users, groups, roles, applications, policies. One row an activity.
    /// Source: <https://learn.microsoft.com/azure/azure-monitor/reference/tables/auditlogs>
    AuditLogs {
        family: "DirectoryAudit", identity: ["Id"], tenant: "AADTenantId", category: "AuditLogs",
    }
    columns {
        /// Where Log Analytics says the row comes from: always `Azure AD`.
        SourceSystem: string <- always "Azure AD";
        /// When the change was recorded, UTC: the envelope's time; from Graph the time of the change.
        TimeGenerated: datetime
            <- diagnostic "time",
               graph "activityDateTime",
               diagnostic "properties.activityDateTime",
               row "ActivityDateTime";
        /// Azure resource id of the directory that wrote the record: `/tenants/{tenant}/providers/Microsoft.aadiam`.
        ResourceId: string <- diagnostic "resourceId";
        /// Name of the activity, such as `Add member to role`.
        OperationName: string
            <- diagnostic "operationName",
               diagnostic "properties.activityDisplayName",
               graph "activityDisplayName";
        /// Version of the record's schema: `1.0`.
        OperationVersion: string <- diagnostic "operationVersion", always "1.0";
        /// What the change is about: `UserManagement`, `RoleManagement`, `ApplicationManagement`, `Policy`, …
        Category: string <- graph "category", diagnostic "properties.category";
        /// Outcome in the envelope; mostly empty, see `Result`.
        ResultType: string <- diagnostic "resultType";
        /// Short form of the outcome: mostly `None`.
        ResultSignature: string <- diagnostic "resultSignature", always "None";
        /// Reason of the outcome in words.
        ResultDescription: string
            <- diagnostic "resultDescription",
               diagnostic "properties.resultReason",
               graph "resultReason";
        /// Duration of the operation in milliseconds; 0 or empty where the service does not measure it.
        DurationMs: long <- diagnostic "durationMs";
        /// Identifier shared by changes made together; joins to the sign-in or request that made them.
        CorrelationId: string
            <- diagnostic "correlationId",
               diagnostic "properties.correlationId",
               graph "correlationId";
        /// Name of the Azure resource: the directory's provider.
        Resource: string <- always "Microsoft.aadiam";
        /// Resource group of the Azure resource: the directory's provider stands in for it.
        ResourceGroup: string <- always "Microsoft.aadiam";
        /// Resource provider; empty for directory records.
        ResourceProvider: string;
        /// Display name of whoever made the change.
        Identity: string
            <- diagnostic "identity",
               graph "initiatedBy.user.displayName",
               graph "initiatedBy.user.userPrincipalName",
               graph "initiatedBy.app.displayName",
               graph "initiatedBy.app.servicePrincipalName",
               diagnostic "properties.initiatedBy.user.displayName",
               diagnostic "properties.initiatedBy.user.userPrincipalName",
               diagnostic "properties.initiatedBy.app.displayName",
               diagnostic "properties.initiatedBy.app.servicePrincipalName";
        /// Severity of the diagnostic record: `4`, informational.
        Level: string <- diagnostic "Level", always "4";
        /// Location in the envelope; empty for directory changes.
        Location: string <- diagnostic "location";
        /// Further details as a list of `key` and `value`; `User-Agent` stands here.
        AdditionalDetails: dynamic <- graph "additionalDetails", diagnostic "properties.additionalDetails";
        /// Identifier of the record: the service's name, GUIDs and a number; no GUID itself.
        Id: string <- graph "id", diagnostic "properties.id";
        /// Who made the change: `user` (`id`, `userPrincipalName`, `ipAddress`, …) or `app` (`displayName`,
        /// `servicePrincipalId`, …). The other one is null or missing.
        InitiatedBy: dynamic <- graph "initiatedBy", diagnostic "properties.initiatedBy";
        /// Service that wrote the record, such as `Core Directory`.
        LoggedByService: string <- graph "loggedByService", diagnostic "properties.loggedByService";
        /// `success`, `failure`, `timeout` or `unknownFutureValue`.
        Result: string <- graph "result", diagnostic "properties.result";
        /// Reason of the outcome in words.
        ResultReason: string <- graph "resultReason", diagnostic "properties.resultReason";
        /// What was changed: a list with `id`, `displayName`, `type`, `userPrincipalName` and `modifiedProperties`
        /// (`displayName`, `oldValue`, `newValue`, themselves JSON in text).
        TargetResources: dynamic <- graph "targetResources", diagnostic "properties.targetResources";
        /// Entra tenant whose log this is. Graph does not tell it.
        AADTenantId: string <- diagnostic "tenantId", diagnostic "resourceId" as tenant_of_resource;
        /// Name of the activity.
        ActivityDisplayName: string <- graph "activityDisplayName", diagnostic "properties.activityDisplayName";
        /// When the change was made, UTC.
        ActivityDateTime: datetime <- graph "activityDateTime", diagnostic "properties.activityDateTime";
        /// Kind of change: `Add`, `Update`, `Delete`, `Assign`, `Unassign`, …
        AADOperationType: string <- graph "operationType", diagnostic "properties.operationType";
        /// Name of this table.
        Type: string <- always "AuditLogs";
        /// Whether Log Analytics charged for the row, `true` or `false`.
        _IsBillable: string;
        /// Bytes that Log Analytics charged for.
        _BilledSize: real;
        /// Log Analytics workspace the row was exported from; empty where it came from another source.
        TenantId: string;
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
        /// User principal name of the user who made the change.
        _InitiatedBy_user_userPrincipalName: string <- InitiatedBy "user.userPrincipalName";
        /// Object id of the user who made the change.
        _InitiatedBy_user_id: string <- InitiatedBy "user.id";
        /// Address from which the user made the change.
        _InitiatedBy_user_ipAddress: string <- InitiatedBy "user.ipAddress";
        /// Name of the application that made the change.
        _InitiatedBy_app_displayName: string <- InitiatedBy "app.displayName";
        /// Object id of the service principal that made the change.
        _InitiatedBy_app_servicePrincipalId: string <- InitiatedBy "app.servicePrincipalId";
        /// Name of the first thing changed.
        _TargetResources_0_displayName: string <- TargetResources "[0].displayName";
        /// Object id of the first thing changed.
        _TargetResources_0_id: string <- TargetResources "[0].id";
        /// Type of the first thing changed: `User`, `Group`, `Role`, `ServicePrincipal`, …
        _TargetResources_0_type: string <- TargetResources "[0].type";
        /// User principal name of the first thing changed, if it is a user.
        _TargetResources_0_userPrincipalName: string <- TargetResources "[0].userPrincipalName";
        /// User agent of the client that made the change.
        _AdditionalDetails_UserAgent: string <- AdditionalDetails "[key=User-Agent].value";
        /// Whoever made the change: user principal name, else the application's name, else an id.
        _Actor: string
            <- InitiatedBy "user.userPrincipalName",
               InitiatedBy "app.displayName",
               InitiatedBy "app.servicePrincipalName",
               InitiatedBy "user.id",
               InitiatedBy "app.servicePrincipalId",
               Identity "";
        /// What was changed first: user principal name, else its name, else its id.
        _Object: string
            <- TargetResources "[0].userPrincipalName",
               TargetResources "[0].displayName",
               TargetResources "[0].id";
    }
}
