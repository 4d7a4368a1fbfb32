//! `UnifiedAuditLog`.

crate::macros::table! {
    /// A record of the unified audit log of Microsoft 365, of any service and record type.
    /// Source: <https://learn.microsoft.com/office/office-365-management-api/office-365-management-activity-api-schema>
    UnifiedAuditLog {
        family: "Audit", identity: ["Id"], tenant: "OrganizationId",
    }
    columns {
        /// When the action happened, UTC.
        TimeGenerated: datetime <- audit "CreationTime", row "TimeGenerated";
        /// Id of the record, a GUID; the same record may be delivered several times.
        Id: string <- audit "Id", row "OfficeId", row "SourceRecordId";
        /// Kind of record as the Management Activity API numbers it; null for a name it does not list.
        RecordType: int <- audit "RecordType" as record_type_number, row "RecordType" as record_type_number;
        /// Kind of record as a name, such as `ExchangeAdmin`; a number no list has stays a number.
        RecordTypeName: string <- audit "RecordType" as record_type_name, row "RecordType" as record_type_name;
        /// What was done, as the service wrote it; Entra puts a full stop behind it.
        Operation: string <- audit "Operation", row "Operation";
        /// What was done, without a final full stop and surplus spaces.
        Activity: string <- audit "Operation" as activity, row "Operation" as activity, row "Activity";
        /// Service in which it was done, such as `Exchange`.
        Workload: string <- audit "Workload", row "OfficeWorkload";
        /// Entra tenant.
        OrganizationId: string <- audit "OrganizationId", row "OrganizationId", row "OrganizationId_";
        /// Who did it, as the service wrote it: a user principal name, or the name of a system account or app.
        UserId: string <- audit "UserId", row "UserId", row "UserId_";
        /// Who did it, by the best name in the record: `UserId`, else the actor's user principal name, else `UserKey`.
        User: string
            <- audit "UserId" as known,
               audit "Actor[Type=5].ID" as known,
               audit "LogonUserDisplayName" as known,
               audit "UserKey" as known,
               audit "UserId",
               row "UserId" as known,
               row "UserId_" as known,
               row "LogonUserDisplayName" as known,
               row "UserKey" as known,
               row "UserId";
        /// Second id of who did it: an object id or Exchange's PUID.
        UserKey: string <- audit "UserKey", row "UserKey";
        /// Kind of account, 0 to 10; see `UserTypeName`.
        UserType: int <- audit "UserType" as user_type_number, row "UserType" as user_type_number;
        /// Kind of account: `Regular`, `Admin`, `DcAdmin`, `System`, `Application`, `ServicePrincipal`, ...
        UserTypeName: string <- audit "UserType" as user_type_name, row "UserType" as user_type_name;
        /// What it was done to, as the service wrote it: a URL, a name, a GUID, a path.
        ObjectId: string <- audit "ObjectId", row "OfficeObjectId";
        /// What it was done to, by the best name in the record: `ObjectId`, else target, item, file, folder or mailbox.
        Object: string
            <- audit "ObjectId" as known,
               audit "Target[Type=5].ID" as known,
               audit "Parameters[Name=Identity].Value" as known,
               audit "Item.Subject" as known,
               audit "AffectedItems[0].Subject" as known,
               audit "Item.InternetMessageId" as known,
               audit "SharePointMetaData.FilePathUrl" as known,
               audit "ExchangeMetaData.Subject" as known,
               audit "AlertEntityId" as known,
               audit "Folder.Path" as known,
               audit "Item.ParentFolder.Path" as known,
               audit "ChannelName" as known,
               audit "TeamName" as known,
               audit "ChatName" as known,
               audit "Name" as known,
               audit "MailboxOwnerUPN" as known,
               row "OfficeObjectId" as known,
               row "Parameters[Name=Identity].Value" as known,
               row "Item.Subject" as known,
               row "AffectedItems[0].Subject" as known,
               row "Folder.Path" as known,
               row "ChannelName" as known,
               row "TeamName" as known,
               row "ChatName" as known,
               row "MailboxOwnerUPN" as known;
        /// What the service says of the result. It says `Success` of most failed sign-ins: use `Outcome`.
        ResultStatus: string <- audit "ResultStatus", row "ResultStatus";
        /// `Success`, `Failure` or `Partial`, judged by operation, error and status; empty where the record is silent.
        Outcome: string
            <- audit "Operation" as outcome_of_operation,
               audit "LogonError" as outcome_of_logon_error,
               audit "ErrorNumber" as outcome_of_error,
               audit "ErrorCode" as outcome_of_error,
               audit "ResultStatus" as outcome_of_status,
               audit "IsSuccess" as outcome_of_status,
               audit "ErrorNumber" as outcome_of_no_error,
               audit "ErrorCode" as outcome_of_no_error,
               row "Operation" as outcome_of_operation,
               row "ResultStatus" as outcome_of_status;
        /// Error number, for sign-ins that of Entra: `50126` is a wrong password.
        ErrorNumber: string <- audit "ErrorNumber", audit "ErrorCode";
        /// Name of a sign-in's error.
        LogonError: string <- audit "LogonError";
        /// Address it came from, without port; IPv6 in short form. For much of Exchange a data centre, not the user.
        ClientIP: string
            <- audit "ClientIP" as client_address,
               audit "ClientIPAddress" as client_address,
               audit "ActorIpAddress" as client_address,
               audit "SenderIp" as client_address,
               audit "ActorIP" as client_address,
               audit "UserIp" as client_address,
               audit "ClientIPs[0]" as client_address,
               row "ClientIP" as client_address,
               row "ClientIP_" as client_address,
               row "Client_IPAddress" as client_address,
               row "ActorIpAddress" as client_address;
        /// TCP port beside that address.
        ClientPort: int
            <- audit "ClientIP" as client_port,
               audit "ClientIPAddress" as client_port,
               audit "ActorIpAddress" as client_port,
               audit "SenderIp" as client_port,
               audit "ActorIP" as client_port,
               audit "UserIp" as client_port,
               row "ClientIP" as client_port,
               row "ClientIP_" as client_port,
               row "Client_IPAddress" as client_port;
        /// The address field as the service wrote it.
        ClientIPRaw: string
            <- audit "ClientIP",
               audit "ClientIPAddress",
               audit "ActorIpAddress",
               audit "SenderIp",
               audit "ActorIP",
               audit "UserIp",
               audit "ClientIPs[0]",
               row "ClientIP",
               row "ClientIP_",
               row "Client_IPAddress",
               row "ActorIpAddress";
        /// Browser or program, by its user agent or what Exchange knows of the client.
        UserAgent: string
            <- audit "UserAgent",
               audit "ExtendedProperties[Name=UserAgent].Value",
               audit "ExtendedProperties[Name=additionalDetails].Value.User-Agent",
               audit "ClientInfoString",
               audit "ActorInfoString",
               row "UserAgent",
               row "ExtendedProperties[Name=UserAgent].Value",
               row "ClientInfoString";
        /// Where the record comes from: the workload, else the kind of record.
        Source: string
            <- audit "Workload",
               audit "RecordType" as record_type_name,
               row "OfficeWorkload",
               row "Workload",
               row "Source";
        /// Application that was used.
        AppId: string
            <- audit "AppId",
               audit "ApplicationId",
               audit "ClientAppId",
               audit "AppAccessContext.ClientAppId",
               audit "ExtendedProperties[Name=additionalDetails].Value.AppId",
               row "AppId",
               row "ApplicationId",
               row "ClientAppId";
        /// Application that called on behalf of the user.
        ClientAppId: string
            <- audit "ClientAppId",
               audit "AppAccessContext.ClientAppId",
               row "ClientAppId",
               row "AppAccessContext.ClientAppId";
        /// Session, the same in sign-ins and in what was done with them.
        SessionId: string
            <- audit "SessionId",
               audit "DeviceProperties[Name=SessionId].Value",
               audit "AppAccessContext.AADSessionId",
               row "AppAccessContext.AADSessionId";
        /// Device, as Entra knows it.
        DeviceId: string
            <- audit "DeviceId",
               audit "DeviceProperties[Name=Id].Value",
               audit "MachineId",
               row "MachineId";
        /// Id of the access token; leads to the sign-in that issued it.
        UniqueTokenId: string
            <- audit "AppAccessContext.UniqueTokenId",
               audit "UniqueTokenIdentifier",
               row "AppAccessContext.UniqueTokenId";
        /// Id shared by the records of one operation; in Entra records `InterSystemsId`.
        CorrelationId: string
            <- audit "CorrelationId",
               audit "InterSystemsId",
               audit "AppAccessContext.CorrelationId",
               row "InterSystemsId",
               row "AppAccessContext.CorrelationId";
        /// In sign-in records the id of the sign-in (`Id` of `SigninLogs`).
        RequestId: string <- audit "IntraSystemId", audit "IntraSystemsId", row "IntraSystemId";
        /// The whole record as received; of a row of `OfficeActivity` that row.
        AuditData: dynamic <- audit "", row "AuditData", row "";
        /// Name of the table.
        Type: string <- row "OfficeWorkload" as unified_audit_log, row "Type", always "UnifiedAuditLog";
    }
}
