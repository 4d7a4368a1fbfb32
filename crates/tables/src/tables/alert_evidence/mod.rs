//! `AlertEvidence`.

crate::macros::table! {
    /// A file, address, user, device or other thing that a Defender XDR alert concerns.
    /// Source: <https://learn.microsoft.com/defender-xdr/advanced-hunting-alertevidence-table>
    AlertEvidence {
        family: "AlertEvidence", identity: [], category: "AdvancedHunting-AlertEvidence",
    }
    columns {
        /// Log Analytics workspace the row was exported from; empty where it came from elsewhere.
        TenantId: string;
        /// When the event was recorded, UTC.
        TimeGenerated: datetime <- row "Timestamp", diagnostic "properties.timestamp", diagnostic "time";
        /// Id of the alert.
        AlertId: string <- diagnostic "properties.alertId";
        /// Title of the alert.
        Title: string <- diagnostic "properties.title";
        /// Categories of the alert: JSON array.
        Categories: string <- diagnostic "properties.categories";
        /// ATT&CK techniques: JSON array.
        AttackTechniques: string <- diagnostic "properties.attackTechniques";
        /// Product that raised the alert.
        ServiceSource: string <- diagnostic "properties.serviceSource";
        /// Technique or sensor that found it.
        DetectionSource: string <- diagnostic "properties.detectionSource";
        /// Kind of thing: `File`, `Process`, `Ip`, `User`, `Machine`, `Mailbox`, ...
        EntityType: string <- diagnostic "properties.entityType";
        /// Part it plays: `Impacted` or `Related`.
        EvidenceRole: string <- diagnostic "properties.evidenceRole";
        /// Whether it is source or destination of a connection.
        EvidenceDirection: string <- diagnostic "properties.evidenceDirection";
        /// Name of the file.
        FileName: string <- diagnostic "properties.fileName";
        /// Folder of the file.
        FolderPath: string <- diagnostic "properties.folderPath";
        /// SHA-1 of the file.
        SHA1: string <- diagnostic "properties.SHA1";
        /// SHA-256 of the file.
        SHA256: string <- diagnostic "properties.SHA256";
        /// Size of the file in bytes.
        FileSize: long <- diagnostic "properties.fileSize";
        /// Malware family.
        ThreatFamily: string <- diagnostic "properties.threatFamily";
        /// Address that was connected to.
        RemoteIP: string <- diagnostic "properties.RemoteIP";
        /// URL or name that was connected to.
        RemoteUrl: string <- diagnostic "properties.remoteUrl";
        /// Name of the account.
        AccountName: string <- diagnostic "properties.accountName";
        /// Domain of the account.
        AccountDomain: string <- diagnostic "properties.accountDomain";
        /// SID of the account.
        AccountSid: string <- diagnostic "properties.accountSid";
        /// Entra object id of the account.
        AccountObjectId: string <- diagnostic "properties.accountObjectId";
        /// User principal name of the account.
        AccountUpn: string <- diagnostic "properties.accountUpn";
        /// Id of the device in Defender.
        DeviceId: string <- diagnostic "properties.deviceId";
        /// Name of the device.
        DeviceName: string <- diagnostic "properties.deviceName";
        /// Address of the device.
        LocalIP: string <- diagnostic "properties.LocalIP";
        /// Id of the mail in Exchange Online.
        NetworkMessageId: string <- diagnostic "properties.networkMessageId";
        /// Subject of the mail.
        EmailSubject: string <- diagnostic "properties.emailSubject";
        /// Id of the cloud application in Defender.
        ApplicationId: int <- diagnostic "properties.applicationId";
        /// Cloud application.
        Application: string <- diagnostic "properties.application";
        /// Id of the OAuth application.
        OAuthApplicationId: string <- diagnostic "properties.OAuthApplicationId";
        /// Command line of the process.
        ProcessCommandLine: string <- diagnostic "properties.processCommandLine";
        /// Further facts: JSON object.
        AdditionalFields: dynamic <- diagnostic "properties.additionalFields";
        /// Registry key.
        RegistryKey: string <- diagnostic "properties.registryKey";
        /// Name of the registry value.
        RegistryValueName: string <- diagnostic "properties.registryValueName";
        /// Data of the registry value.
        RegistryValueData: string <- diagnostic "properties.registryValueData";
        /// Cloud the resource is in.
        CloudPlatform: string <- diagnostic "properties.cloudPlatform";
        /// Name of the cloud resource.
        CloudResource: string <- diagnostic "properties.cloudResource";
        /// Severity of the alert.
        Severity: string <- diagnostic "properties.severity";
        /// Product that delivered the record.
        SourceSystem: string;
        /// Name of the table.
        Type: string <- always "AlertEvidence";
        /// Whether Log Analytics charged for taking the row in.
        _IsBillable: string;
        /// Size in bytes that Log Analytics charged for.
        _BilledSize: real;
        /// When the event was recorded, UTC.
        Timestamp: datetime <- diagnostic "properties.timestamp", row "TimeGenerated";
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
