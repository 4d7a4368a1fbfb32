//! `EnrichedMicrosoft365AuditLogs`.

crate::macros::table! {
    /// A unified audit record with the device and address that Global Secure Access saw.
    /// Source: <https://learn.microsoft.com/azure/azure-monitor/reference/tables/enrichedmicrosoft365auditlogs>
    EnrichedMicrosoft365AuditLogs {
        family: "EnrichedAudit", identity: ["Id"], tenant: "OrganizationId", category: "EnrichedOffice365AuditLogs",
    }
    columns {
        /// Log Analytics workspace the row was exported from; empty where it came from elsewhere.
        TenantId: string;
        /// When the action happened, UTC.
        TimeGenerated: datetime <- diagnostic "properties.creationTime", diagnostic "time";
        /// Id of the audit record.
        Id: string <- diagnostic "properties.id";
        /// Kind of record as a number.
        RecordType: int
            <- diagnostic "properties.recordType" as record_type_number,
               row "RecordType" as record_type_number;
        /// What was done.
        Operation: string <- diagnostic "properties.operation";
        /// Entra tenant.
        OrganizationId: string <- diagnostic "properties.organizationId", diagnostic "tenantId";
        /// Kind of account.
        UserType: string <- diagnostic "properties.userType";
        /// Kind of account of who acted.
        ActorUserType: string <- diagnostic "properties.actorUserType";
        /// Second id of the user.
        UserKey: string <- diagnostic "properties.userKey";
        /// Service.
        Workload: string <- diagnostic "properties.workload";
        /// What the service says of the result.
        ResultStatus: string <- diagnostic "properties.resultStatus";
        /// What it was done to.
        ObjectId: string <- diagnostic "properties.objectId";
        /// Who did it.
        UserId: string <- diagnostic "properties.userId";
        /// Address as the service saw it.
        ClientIp: string <- diagnostic "properties.clientIp";
        /// Id of the token.
        UniqueTokenId: string <- diagnostic "properties.uniqueTokenId";
        /// Device.
        DeviceId: string <- diagnostic "properties.deviceId";
        /// Operating system of the device.
        DeviceOperatingSystem: string <- diagnostic "properties.deviceOperatingSystem";
        /// Version of the operating system.
        DeviceOperatingSystemVersion: string <- diagnostic "properties.deviceOperatingSystemVersion";
        /// Address as Global Secure Access saw it: the user's own.
        SourceIp: string <- diagnostic "properties.sourceIp";
        /// What the record holds besides.
        AdditionalProperties: dynamic <- diagnostic "properties.additionalProperties";
        /// Product that delivered the record.
        SourceSystem: string;
        /// Name of the table.
        Type: string <- always "EnrichedMicrosoft365AuditLogs";
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
