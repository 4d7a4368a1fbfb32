//! `OfficeActivity`.

crate::macros::table! {
    /// An audit record of Exchange, SharePoint, OneDrive or Teams, in the columns of Sentinel's Office 365 connector.
    /// Every record is in `UnifiedAuditLog` too, whole.
    /// Source: <https://learn.microsoft.com/azure/azure-monitor/reference/tables/officeactivity>
    OfficeActivity {
        family: "OfficeActivity", identity: ["OfficeId"], tenant: "OrganizationId",
    }
    columns {
        /// Log Analytics workspace the row was exported from; empty where it came from elsewhere.
        TenantId: string;
        /// Application of a legacy Entra sign-in record.
        Application: string <- audit "Application";
        /// Domain of the user.
        UserDomain: string <- audit "UserDomain", audit "UserId" as domain_of_user;
        /// Activity of a risk record; rarely filled.
        Activity: string <- audit "Activity";
        /// Browser or program.
        UserAgent: string <- audit "UserAgent";
        /// Kind of record as a name, such as `ExchangeAdmin`; a number where no name is known.
        RecordType: string <- audit "RecordType" as record_type_name;
        /// When the action happened, UTC.
        TimeGenerated: datetime <- audit "CreationTime";
        /// What was done: a cmdlet, or the name of an activity.
        Operation: string <- audit "Operation";
        /// Entra tenant.
        OrganizationId: string <- audit "OrganizationId", row "OrganizationId_";
        /// Kind of account: `Regular`, `Admin`, `DcAdmin`, `System`, `Application`, `ServicePrincipal`.
        UserType: string <- audit "UserType" as user_type_name;
        /// Second id of the user.
        UserKey: string <- audit "UserKey";
        /// Service: `Exchange`, `SharePoint`, `OneDrive`, `MicrosoftTeams`.
        OfficeWorkload: string <- audit "Workload";
        /// What the service says of the result: `True`, `Succeeded`, `PartiallySucceeded`, `Failed`.
        ResultStatus: string <- audit "ResultStatus";
        /// Reason of the result; rarely filled.
        ResultReasonType: string <- audit "ResultReasonType";
        /// What it was done to: a URL for SharePoint, the object a cmdlet changed for Exchange.
        OfficeObjectId: string <- audit "ObjectId";
        /// Who did it, as the service wrote it.
        UserId: string <- audit "UserId", row "UserId_";
        /// Address it came from, without port where the record allows.
        ClientIP: string <- audit "ClientIP" as client_address, audit "ClientIP", row "ClientIP_";
        /// GUID of the SharePoint site.
        Site_: string <- audit "Site";
        /// Kind of SharePoint object: `File`, `Folder`, `Web`, `Site`, `Page`.
        ItemType: string <- audit "ItemType" as item_type_name;
        /// Where in SharePoint the event arose: `SharePoint` or `ObjectModel`.
        EventSource: string <- audit "EventSource" as event_source_name;
        /// Product that raised the event.
        Source_Name: string <- audit "SourceName";
        /// What the sync client says of the device's domain.
        MachineDomainInfo: string <- audit "MachineDomainInfo";
        /// What the sync client says of the device.
        MachineId: string <- audit "MachineId";
        /// URL of the site that holds the file or folder.
        Site_Url: string <- audit "SiteUrl", row "Site_Url_";
        /// Folder of the file, relative to the site.
        SourceRelativeUrl: string <- audit "SourceRelativeUrl", row "SourceRelativeUrl_";
        /// Name of the file or folder.
        SourceFileName: string <- audit "SourceFileName", row "SourceFileName_";
        /// Extension of the file.
        SourceFileExtension: string <- audit "SourceFileExtension";
        /// Folder a file was copied or moved to.
        DestinationRelativeUrl: string <- audit "DestinationRelativeUrl";
        /// New name of a copied or moved file.
        DestinationFileName: string <- audit "DestinationFileName";
        /// New extension of a copied or moved file.
        DestinationFileExtension: string <- audit "DestinationFileExtension";
        /// User with whom something was shared.
        UserSharedWith: string <- audit "UserSharedWith";
        /// Kind of permission that was shared.
        SharingType: string <- audit "SharingType";
        /// Text of a custom SharePoint event.
        CustomEvent: string <- audit "CustomEvent";
        /// Details of a sharing event, XML.
        Event_Data: string <- audit "EventData";
        /// Readable name of the object a cmdlet changed.
        ModifiedObjectResolvedName: string <- audit "ModifiedObjectResolvedName";
        /// Parameters of the cmdlet: JSON array of `{Name, Value}`.
        Parameters: string <- audit "Parameters";
        /// Whether it was done by someone outside the organisation, such as Microsoft's staff: `True` or `False`.
        ExternalAccess: string <- audit "ExternalAccess";
        /// Exchange server that ran the cmdlet.
        OriginatingServer: string <- audit "OriginatingServer";
        /// Name of the tenant.
        OrganizationName: string <- audit "OrganizationName";
        /// Capacity in which a mailbox was opened: `Owner`, `Admin`, `Delegated`.
        Logon_Type: string <- audit "LogonType" as logon_type_name;
        /// Reserved by Microsoft.
        InternalLogonType: int <- audit "InternalLogonType" as logon_type_number;
        /// Exchange GUID of the mailbox.
        MailboxGuid: string <- audit "MailboxGuid";
        /// Owner of the mailbox.
        MailboxOwnerUPN: string <- audit "MailboxOwnerUPN";
        /// SID of the mailbox's owner.
        MailboxOwnerSid: string <- audit "MailboxOwnerSid";
        /// SID of the owner's master account.
        MailboxOwnerMasterAccountSid: string <- audit "MailboxOwnerMasterAccountSid";
        /// SID of who opened the mailbox.
        LogonUserSid: string <- audit "LogonUserSid";
        /// Display name of who opened the mailbox.
        LogonUserDisplayName: string <- audit "LogonUserDisplayName";
        /// Client program as Exchange saw it: protocol, version, user agent.
        ClientInfoString: string <- audit "ClientInfoString";
        /// Address of the mail client.
        Client_IPAddress: string <- audit "ClientIPAddress";
        /// Machine the mail client ran on.
        ClientMachineName: string <- audit "ClientMachineName";
        /// Process of the mail client.
        ClientProcessName: string <- audit "ClientProcessName";
        /// Version of the mail client.
        ClientVersion: string <- audit "ClientVersion";
        /// Mail folder: JSON object.
        Folder: string <- audit "Folder";
        /// Whether more than one mailbox was touched.
        CrossMailboxOperations: bool <- audit "CrossMailboxOperations";
        /// GUID of the mailbox moved or copied to.
        DestMailboxId: string <- audit "DestMailboxId";
        /// Owner of the mailbox moved or copied to.
        DestMailboxOwnerUPN: string <- audit "DestMailboxOwnerUPN";
        /// SID of that owner.
        DestMailboxOwnerSid: string <- audit "DestMailboxOwnerSid";
        /// SID of that owner's master account.
        DestMailboxOwnerMasterAccountSid: string <- audit "DestMailboxOwnerMasterAccountSid";
        /// Folder moved or copied to: JSON object.
        DestFolder: string <- audit "DestFolder";
        /// Folders that were touched, with their items: JSON array.
        Folders: string <- audit "Folders";
        /// Messages that were touched: JSON array.
        AffectedItems: string <- audit "AffectedItems";
        /// The message: JSON object.
        Item: string <- audit "Item";
        /// What changed: JSON array.
        ModifiedProperties: string <- audit "ModifiedProperties";
        /// Address as which a message was sent.
        SendAsUserSmtp: string <- audit "SendAsUserSmtp";
        /// Mailbox as which a message was sent.
        SendAsUserMailboxGuid: string <- audit "SendAsUserMailboxGuid";
        /// Address on whose behalf a message was sent.
        SendOnBehalfOfUserSmtp: string <- audit "SendOnBehalfOfUserSmtp";
        /// Mailbox on whose behalf a message was sent.
        SendonBehalfOfUserMailboxGuid: string <- audit "SendOnBehalfOfUserMailboxGuid";
        /// Further properties: JSON array of `{Name, Value}`.
        ExtendedProperties: string <- audit "ExtendedProperties";
        /// Client of a legacy Entra sign-in record.
        Client: string <- audit "Client";
        /// Status of a legacy Entra sign-in record.
        LoginStatus: int <- audit "LoginStatus";
        /// Actor of an Entra record: JSON array.
        Actor: string <- audit "Actor";
        /// Tenant of the actor.
        ActorContextId: string <- audit "ActorContextId";
        /// Address of the actor.
        ActorIpAddress: string <- audit "ActorIpAddress";
        /// Id across services.
        InterSystemsId: string <- audit "InterSystemsId";
        /// Id within the service.
        IntraSystemId: string <- audit "IntraSystemId", audit "IntraSystemsId";
        /// Support ticket for which it was done.
        SupportTicketId: string <- audit "SupportTicketId";
        /// Tenant of the target.
        TargetContextId: string <- audit "TargetContextId";
        /// Kind of cmdlet event in the data centre.
        DataCenterSecurityEventType: int <- audit "DataCenterSecurityEventType";
        /// Tenant the elevated cmdlet was aimed at.
        EffectiveOrganization: string <- audit "EffectiveOrganization";
        /// Begin of a lockbox elevation; in exported rows the time of ingestion.
        ElevationTime: datetime <- audit "ElevationTime";
        /// Microsoft manager who approved the elevation.
        ElevationApprover: string <- audit "ElevationApprover";
        /// When the elevation was approved.
        ElevationApprovedTime: datetime <- audit "ElevationApprovedTime";
        /// Id of the request to elevate.
        ElevationRequestId: string <- audit "ElevationRequestId";
        /// Role asked for.
        ElevationRole: string <- audit "ElevationRole";
        /// How long the elevation held.
        ElevationDuration: int <- audit "ElevationDuration";
        /// Comments and other information.
        GenericInfo: string <- audit "GenericInfo";
        /// Product that delivered the record.
        SourceSystem: string <- always "OfficeActivityManager";
        /// Id of the record.
        OfficeId: string <- audit "Id", row "SourceRecordId";
        /// Id of the record, again.
        SourceRecordId: string <- audit "Id", row "OfficeId";
        /// Kind of Entra event.
        AzureActiveDirectory_EventType: string <- audit "AzureActiveDirectoryEventType";
        /// Target of an Entra record: JSON array.
        AADTarget: string <- audit "Target";
        /// When a cmdlet began; in exported rows the time of ingestion.
        Start_Time: datetime <- audit "StartTime";
        /// Tenant, as the connector wrote it; may be an unfilled placeholder.
        OfficeTenantId: string <- audit "OrganizationId", row "OfficeTenantId_";
        /// User or group with whom something was shared.
        TargetUserOrGroupName: string <- audit "TargetUserOrGroupName";
        /// What it was shared with: `Member`, `Guest`, `Group`, `Partner`.
        TargetUserOrGroupType: string <- audit "TargetUserOrGroupType";
        /// Chat or channel message.
        MessageId: string <- audit "MessageId";
        /// Members of a team or chat that were added, removed or present.
        Members: dynamic <- audit "Members";
        /// Name of the team.
        TeamName: string <- audit "TeamName";
        /// Id of the team.
        TeamGuid: string <- audit "TeamGuid";
        /// Kind of channel.
        ChannelType: string <- audit "ChannelType";
        /// Name of the channel.
        ChannelName: string <- audit "ChannelName";
        /// Id of the channel.
        ChannelGuid: string <- audit "ChannelGuid";
        /// Further Teams properties.
        ExtraProperties: dynamic <- audit "ExtraProperties";
        /// Kind of Teams add-on: `Bot`, `Connector`, `Tab`.
        AddOnType: string <- audit "AddOnType" as add_on_type_name;
        /// Name of the Teams add-on.
        AddonName: string <- audit "AddOnName";
        /// Kind of tab.
        TabType: string <- audit "TabType";
        /// Name of the setting that was changed, or of the alert.
        Name: string <- audit "Name";
        /// Value before a setting was changed.
        OldValue: string <- audit "OldValue";
        /// Value after a setting was changed.
        NewValue: string <- audit "NewValue";
        /// Name of the item.
        ItemName: string <- audit "ItemName";
        /// Id of the chat.
        ChatThreadId: string <- audit "ChatThreadId";
        /// Name of the chat.
        ChatName: string <- audit "ChatName";
        /// Kind of conversation, such as `GroupChat`.
        CommunicationType: string <- audit "CommunicationType";
        /// Entra group behind the team.
        AADGroupId: string <- audit "AADGroupId";
        /// Id of the Teams add-on.
        AddOnGuid: string <- audit "AddOnGuid";
        /// How a Teams app is distributed.
        AppDistributionMode: string <- audit "AppDistributionMode";
        /// User whom a Teams operation was aimed at.
        TargetUserId: string <- audit "TargetUserId";
        /// Scope of a Teams app operation.
        OperationScope: string <- audit "OperationScope";
        /// Entra app behind a Teams app.
        AzureADAppId: string <- audit "AzureADAppId";
        /// Properties of a mailbox operation, such as `MailAccessType`.
        OperationProperties: dynamic <- audit "OperationProperties";
        /// Application that opened the mailbox.
        AppId: string <- audit "AppId";
        /// Application that called on behalf of the user.
        ClientAppId: string <- audit "ClientAppId";
        /// Application that touched SharePoint.
        ApplicationId: string <- audit "ApplicationId";
        /// Sensitive-records policy.
        SRPolicyId: string <- audit "SRPolicyId";
        /// Name of that policy.
        SRPolicyName: string <- audit "SRPolicyName";
        /// Rules of that policy that matched.
        SRRuleMatchDetails: dynamic <- audit "SRRuleMatchDetails";
        /// Whether the device is managed.
        IsManagedDevice: bool <- audit "IsManagedDevice";
        /// Application pool of the SharePoint front end.
        AppPoolName: string <- audit "AppPoolName";
        /// Token and session behind the action.
        AppAccessContext: dynamic <- audit "AppAccessContext";
        /// Who attended a meeting.
        Attendees: dynamic <- audit "Attendees";
        /// What was shared in a meeting.
        ArtifactsShared: dynamic <- audit "ArtifactsShared";
        /// Whether someone came in through the lobby.
        IsJoinedFromLobby: bool <- audit "IsJoinedFromLobby";
        /// When someone joined a meeting.
        JoinTime: datetime <- audit "JoinTime";
        /// When someone left a meeting.
        LeaveTime: datetime <- audit "LeaveTime";
        /// Device used in a meeting.
        DeviceInformation: string <- audit "DeviceInformation";
        /// Id of the meeting.
        MeetingDetailId: string <- audit "MeetingDetailId";
        /// GUID of the SharePoint list item.
        ListItemUniqueId: string <- audit "ListItemUniqueId";
        /// Sensitivity label of the file.
        SensitivityLabelId: string <- audit "SensitivityLabelId";
        /// Id of the sharing link.
        UniqueSharingId: string <- audit "UniqueSharingId";
        /// Name of the table.
        Type: string <- always "OfficeActivity";
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
