//! `ASimAuthenticationEventLogs`.

crate::macros::table! {
    /// A sign-in of any product in the columns of the Advanced Security Information Model.
    /// Source: <https://learn.microsoft.com/azure/azure-monitor/reference/tables/asimauthenticationeventlogs>
    ASimAuthenticationEventLogs {
        family: "ASimAuthenticationEvent", identity: [],
    }
    columns {
        /// Log Analytics workspace the row was exported from; empty where it came from elsewhere.
        TenantId: string;
        /// When the event was recorded, UTC.
        TimeGenerated: datetime;
        /// Further facts.
        AdditionalFields: dynamic;
        /// Message of the event.
        EventMessage: string;
        /// How many events the row stands for.
        EventCount: int;
        /// When the event began, UTC.
        EventStartTime: datetime;
        /// When the event ended, UTC.
        EventEndTime: datetime;
        /// `Logon`, `Logoff` or `Elevate`.
        EventType: string;
        /// Kind of sign-in: `Interactive`, `Remote`, `Service`, ...
        EventSubType: string;
        /// `Success`, `Partial`, `Failure` or `NA`.
        EventResult: string;
        /// Why it failed, such as `No such user or password`.
        EventResultDetails: string;
        /// Id of the original event.
        EventOriginalUid: string;
        /// Kind of the original event.
        EventOriginalType: string;
        /// Second kind of the original event.
        EventOriginalSubType: string;
        /// Result as the source wrote it.
        EventOriginalResultDetails: string;
        /// `Informational`, `Low`, `Medium`, `High`.
        EventSeverity: string;
        /// Severity as the source wrote it.
        EventOriginalSeverity: string;
        /// Product the event comes from.
        EventProduct: string;
        /// Version of that product.
        EventProductVersion: string;
        /// Maker of that product.
        EventVendor: string;
        /// Version of the schema.
        EventSchemaVersion: string;
        /// Who owns the event.
        EventOwner: string;
        /// Page about the event.
        EventReportUrl: string;
        /// Rule that matched.
        RuleName: string;
        /// Number of that rule.
        RuleNumber: int;
        /// Id of the threat.
        ThreatId: string;
        /// Name of the threat.
        ThreatName: string;
        /// Category of the threat.
        ThreatCategory: string;
        /// Risk of the threat, 0 to 100.
        ThreatRiskLevel: int;
        /// Risk of the threat as the source wrote it.
        ThreatOriginalRiskLevel: string;
        /// How sure the threat is, 0 to 100.
        ThreatConfidence: int;
        /// How sure the threat is, as the source wrote it.
        ThreatOriginalConfidence: string;
        /// Whether the threat is active.
        ThreatIsActive: bool;
        /// When the threat was first reported, UTC.
        ThreatFirstReportedTime: datetime;
        /// When the threat was last reported, UTC.
        ThreatLastReportedTime: datetime;
        /// Column the threat was found in.
        ThreatField: string;
        /// Address the threat was found in.
        ThreatIpAddr: string;
        /// Address of the device that reports.
        DvcIpAddr: string;
        /// Host name of the device that reports.
        DvcHostname: string;
        /// Domain of the device that reports.
        DvcDomain: string;
        /// Kind of domain name of the device that reports.
        DvcDomainType: string;
        /// Full host name of the device that reports.
        DvcFQDN: string;
        /// Description of the device that reports.
        DvcDescription: string;
        /// Id of the device that reports.
        DvcId: string;
        /// Kind of id of the device that reports.
        DvcIdType: string;
        /// MAC address of the reporting device.
        DvcMacAddr: string;
        /// Network zone of the reporting device.
        DvcZone: string;
        /// Operating system of the device that reports.
        DvcOs: string;
        /// Version of the operating system of the device that reports.
        DvcOsVersion: string;
        /// What the reporting device did about it.
        DvcAction: string;
        /// What the reporting device did about it, in its own words.
        DvcOriginalAction: string;
        /// Network interface of the reporting device.
        DvcInterface: string;
        /// Id of the cloud account of the device that reports.
        DvcScopeId: string;
        /// Name of the cloud account of the device that reports.
        DvcScope: string;
        /// User id of who acts.
        ActorUserId: string;
        /// Kind of user id of who acts.
        ActorUserIdType: string;
        /// Id of the cloud account of who acts.
        ActorScopeId: string;
        /// Name of the cloud account of who acts.
        ActorScope: string;
        /// User name of who acts.
        ActorUsername: string;
        /// Kind of user name of who acts.
        ActorUsernameType: string;
        /// Kind of user of who acts.
        ActorUserType: string;
        /// Kind of user in the words of the source of the event, of who acts.
        ActorOriginalUserType: string;
        /// Session of who acts.
        ActorSessionId: string;
        /// Id of the application that acts for the user.
        ActingAppId: string;
        /// Name of the application that acts for the user.
        ActingAppName: string;
        /// Kind of application that acts for the user.
        ActingAppType: string;
        /// Kind of application in the words of its source.
        ActingOriginalAppType: string;
        /// Browser or program.
        HttpUserAgent: string;
        /// User id of the target.
        TargetUserId: string;
        /// Kind of user id of the target.
        TargetUserIdType: string;
        /// Id of the directory of the user of the target.
        TargetUserScopeId: string;
        /// Name of the directory of the user of the target.
        TargetUserScope: string;
        /// User name of the target.
        TargetUsername: string;
        /// Kind of user name of the target.
        TargetUsernameType: string;
        /// Kind of user of the target.
        TargetUserType: string;
        /// Kind of user in the words of the source of the event, of the target.
        TargetOriginalUserType: string;
        /// Session of the target.
        TargetSessionId: string;
        /// Id of the application of the target.
        TargetAppId: string;
        /// Name of the application of the target.
        TargetAppName: string;
        /// Kind of application of the target.
        TargetAppType: string;
        /// Kind of application in the words of the source of the event, of the target.
        TargetOriginalAppType: string;
        /// URL that was signed in to.
        TargetUrl: string;
        /// Address of the source.
        SrcIpAddr: string;
        /// TCP port of the source.
        SrcPortNumber: int;
        /// Host name of the source.
        SrcHostname: string;
        /// Domain of the source.
        SrcDomain: string;
        /// Kind of domain name of the source.
        SrcDomainType: string;
        /// Full host name of the source.
        SrcFQDN: string;
        /// Description of the source.
        SrcDescription: string;
        /// Device id of the source.
        SrcDvcId: string;
        /// Kind of device id of the source.
        SrcDvcIdType: string;
        /// Id of the cloud account of the device of the source.
        SrcDvcScopeId: string;
        /// Name of the cloud account of the device of the source.
        SrcDvcScope: string;
        /// Kind of device of the source.
        SrcDeviceType: string;
        /// Country of the source.
        SrcGeoCountry: string;
        /// Latitude of the source.
        SrcGeoLatitude: real;
        /// Longitude of the source.
        SrcGeoLongitude: real;
        /// Region of the source.
        SrcGeoRegion: string;
        /// City of the source.
        SrcGeoCity: string;
        /// Risk of the source, 0 to 100.
        SrcRiskLevel: int;
        /// Risk of the source as its reporter wrote it.
        SrcOriginalRiskLevel: string;
        /// Internet provider of the source.
        SrcIsp: string;
        /// Operating system of the source.
        SrcDvcOs: string;
        /// Address of the target.
        TargetIpAddr: string;
        /// TCP port of the target.
        TargetPortNumber: int;
        /// Host name of the target.
        TargetHostname: string;
        /// Domain of the target.
        TargetDomain: string;
        /// Kind of domain name of the target.
        TargetDomainType: string;
        /// Full host name of the target.
        TargetFQDN: string;
        /// Description of the target.
        TargetDescription: string;
        /// Device id of the target.
        TargetDvcId: string;
        /// Kind of device id of the target.
        TargetDvcIdType: string;
        /// Id of the cloud account of the device of the target.
        TargetDvcScopeId: string;
        /// Name of the cloud account of the device of the target.
        TargetDvcScope: string;
        /// Kind of device of the target.
        TargetDeviceType: string;
        /// Country of the target.
        TargetGeoCountry: string;
        /// Latitude of the target.
        TargetGeoLatitude: real;
        /// Longitude of the target.
        TargetGeoLongitude: real;
        /// Region of the target.
        TargetGeoRegion: string;
        /// City of the target.
        TargetGeoCity: string;
        /// Risk of the target, 0 to 100.
        TargetRiskLevel: int;
        /// Risk of the target as its reporter wrote it.
        TargetOriginalRiskLevel: string;
        /// Operating system of the target.
        TargetDvcOs: string;
        /// How the user proved who they are.
        LogonMethod: string;
        /// Protocol of the sign-in.
        LogonProtocol: string;
        /// Product that delivered the record.
        SourceSystem: string;
        /// Name of the table.
        Type: string <- always "ASimAuthenticationEventLogs";
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
