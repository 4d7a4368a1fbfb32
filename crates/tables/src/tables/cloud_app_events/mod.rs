//! `CloudAppEvents`.

crate::macros::table! {
    /// An activity in a cloud application, as Defender for Cloud Apps saw it.
    /// Source: <https://learn.microsoft.com/defender-xdr/advanced-hunting-cloudappevents-table>
    CloudAppEvents {
        family: "CloudAppEvent", identity: ["ReportId"], category: "AdvancedHunting-CloudAppEvents",
    }
    columns {
        /// Log Analytics workspace the row was exported from; empty where it came from elsewhere.
        TenantId: string;
        /// Id of the account in Defender for Cloud Apps.
        AccountId: string <- diagnostic "properties.accountId", cloudapp "user.userName", cloudapp "resolvedActor.id";
        /// Kind of account: `Regular`, `Admin`, `System`, `Application`.
        AccountType: string <- diagnostic "properties.accountType";
        /// What the record holds besides: JSON object; for an activity of the API the whole activity.
        AdditionalFields: dynamic <- diagnostic "properties.additionalFields", cloudapp "";
        /// The event as the application reported it.
        RawEventData: dynamic <- diagnostic "properties.rawEventData", cloudapp "rawDataJson";
        /// Id of the event.
        ReportId: string <- diagnostic "properties.reportId", cloudapp "_id", cloudapp "uid";
        /// Id of the object.
        ObjectId: string <- diagnostic "properties.objectId", cloudapp "mainInfo.eventObjects[0].id";
        /// Kind of object.
        ObjectType: string <- diagnostic "properties.objectType", cloudapp "mainInfo.eventObjects[0].objType";
        /// Name of the object.
        ObjectName: string <- diagnostic "properties.objectName", cloudapp "mainInfo.eventObjects[0].name";
        /// Everything the activity touched: JSON array.
        ActivityObjects: dynamic <- diagnostic "properties.activityObjects", cloudapp "mainInfo.eventObjects";
        /// Kind of activity.
        ActivityType: string
            <- diagnostic "properties.activityType",
               cloudapp "mainInfo.type",
               cloudapp "eventTypeName";
        /// Browser or program.
        UserAgent: string <- diagnostic "properties.userAgent", cloudapp "device.userAgent";
        /// Internet provider of the address.
        ISP: string <- diagnostic "properties.ISP", cloudapp "location.organizationSearchable";
        /// City of the address.
        City: string <- diagnostic "properties.city", cloudapp "location.city";
        /// Country of the address, two letters.
        CountryCode: string
            <- diagnostic "properties.countryCode",
               cloudapp "location.countryCode",
               cloudapp "device.countryCode";
        /// Whether the address is that of a proxy that hides its users.
        IsAnonymousProxy: bool <- diagnostic "properties.isAnonymousProxy", cloudapp "location.anonymousProxy";
        /// Whether the user is from outside the organisation.
        IsExternalUser: bool <- diagnostic "properties.isExternalUser";
        /// Whether one user acted as another.
        IsImpersonated: bool <- diagnostic "properties.isImpersonated";
        /// Address it came from.
        IPAddress: string <- diagnostic "properties.IPAddress", cloudapp "device.clientIP";
        /// Kind of address: `Corporate`, `Administrative`, `Risky`, `VPN`, `Cloud provider`, `Other`.
        IPCategory: string <- diagnostic "properties.IPCategory", cloudapp "location.categoryValue";
        /// Tags of the address.
        IPTags: dynamic <- diagnostic "properties.IPTags", cloudapp "device.clientIPTags";
        /// Operating system.
        OSPlatform: string <- diagnostic "properties.OSPlatform", cloudapp "userAgent.operatingSystem.name";
        /// Kind of device.
        DeviceType: string <- diagnostic "properties.deviceType", cloudapp "userAgent.deviceType";
        /// Whether an administrator did it.
        IsAdminOperation: bool <- diagnostic "properties.isAdminOperation", cloudapp "adminEvent";
        /// Name of the account.
        AccountDisplayName: string
            <- diagnostic "properties.accountDisplayName",
               cloudapp "resolvedActor.name",
               cloudapp "user.userName";
        /// Entra object id of the account.
        AccountObjectId: string <- diagnostic "properties.accountObjectId", cloudapp "resolvedActor.id";
        /// Which instance of the application.
        AppInstanceId: int <- diagnostic "properties.appInstanceId", cloudapp "resolvedActor.instanceId";
        /// Id of the application in Defender for Cloud Apps.
        ApplicationId: int <- diagnostic "properties.applicationId", cloudapp "appId", cloudapp "saasId";
        /// Application.
        Application: string <- diagnostic "properties.application", cloudapp "appName";
        /// What was done.
        ActionType: string
            <- diagnostic "properties.actionType",
               cloudapp "mainInfo.rawOperationName",
               cloudapp "eventTypeValue";
        /// Tags of the user agent.
        UserAgentTags: dynamic <- diagnostic "properties.userAgentTags", cloudapp "userAgent.tags";
        /// When it was done, UTC.
        TimeGenerated: datetime
            <- row "Timestamp",
               diagnostic "properties.timestamp",
               diagnostic "time",
               cloudapp "timestamp",
               cloudapp "timestampRaw";
        /// How Defender for Cloud Apps learned of it.
        AuditSource: string <- diagnostic "properties.auditSource";
        /// When the user last did something with the same traits, in days.
        LastSeenForUser: dynamic <- diagnostic "properties.lastSeenForUser";
        /// Id of the OAuth application.
        OAuthAppId: string <- diagnostic "properties.OAuthAppId";
        /// The session behind it: JSON object.
        SessionData: dynamic <- diagnostic "properties.sessionData", cloudapp "session";
        /// Traits that are unusual for the user.
        UncommonForUser: dynamic <- diagnostic "properties.uncommonForUser";
        /// Product that delivered the record.
        SourceSystem: string;
        /// Name of the table.
        Type: string <- always "CloudAppEvents";
        /// Whether Log Analytics charged for taking the row in.
        _IsBillable: string;
        /// Size in bytes that Log Analytics charged for.
        _BilledSize: real;
        /// When it was done, UTC.
        Timestamp: datetime
            <- diagnostic "properties.timestamp",
               row "TimeGenerated",
               cloudapp "timestamp",
               cloudapp "timestampRaw";
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
