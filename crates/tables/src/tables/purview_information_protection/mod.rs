//! `MicrosoftPurviewInformationProtection`.

crate::macros::table! {
    /// A unified audit record of sensitivity labels and protection, in the columns of Sentinel's Purview connector.
    /// Source: <https://learn.microsoft.com/azure/azure-monitor/reference/tables/microsoftpurviewinformationprotection>
    MicrosoftPurviewInformationProtection {
        family: "InformationProtection", identity: ["Id"], tenant: "OrganizationId",
    }
    columns {
        /// Log Analytics workspace the row was exported from; empty where it came from elsewhere.
        TenantId: string;
        /// Id of the audit record.
        Id: string;
        /// Kind of record as a number.
        RecordType: int <- row "RecordType" as record_type_number;
        /// Kind of record as a name.
        RecordTypeName: string;
        /// When the action happened, UTC.
        TimeGenerated: datetime;
        /// What was done.
        Operation: string;
        /// Entra tenant.
        OrganizationId: string;
        /// Kind of account.
        UserType: string;
        /// Second id of the user.
        UserKey: string;
        /// Service.
        Workload: string;
        /// What the service says of the result.
        ResultStatus: string;
        /// File, mail or site it was done to.
        ObjectId: string;
        /// Who did it.
        UserId: string;
        /// Address it came from.
        ClientIP: string;
        /// Whether it was done online or on premises.
        Scope: string;
        /// Token and session behind the action.
        AppAccessContext: dynamic;
        /// Application in which it was done.
        Application: string;
        /// Platform it was done on.
        Platform: string;
        /// Device it was done on.
        DeviceName: string;
        /// The mail it concerns.
        EmailInfo: dynamic;
        /// Protection after the action.
        CurrentProtectionTypeName: string;
        /// Protection before the action.
        PreviousProtectionTypeName: string;
        /// Kind of content.
        ContentType: string;
        /// Where the content is.
        TargetLocation: string;
        /// Id of the rights-managed content.
        IrmContentId: string;
        /// Label after the action.
        SensitivityLabelId: string;
        /// Owner of that label.
        SensitivityLabelOwnerEmail: string;
        /// Label before the action.
        OldSensitivityLabelId: string;
        /// Owner of that label.
        OldSensitivityLabelOwnerEmail: string;
        /// Policy that set the label.
        SensitivityLabelPolicyId: string;
        /// Kind of change of the label: raised, lowered, removed, same.
        LabelEventType: string;
        /// Whether it was done by hand or automatically.
        ActionSource: string;
        /// More about that.
        ActionSourceDetail: string;
        /// Reason the user gave.
        JustificationText: string;
        /// Sensitive information that was found.
        SensitiveInfoTypeData: dynamic;
        /// Details of the change of protection.
        ProtectionEventData: dynamic;
        /// Facts common to records of the scanner and the client.
        Common: dynamic;
        /// State of the data: at rest, in use, in motion.
        DataState: string;
        /// Kind of change of protection.
        ProtectionEventTypeName: string;
        /// Sender of the mail.
        Sender: string;
        /// Recipients of the mail.
        Receivers: dynamic;
        /// Name of the item.
        ItemName: string;
        /// Name of the label.
        LabelName: string;
        /// What was done to the label.
        LabelAction: string;
        /// When the label was put on, UTC.
        LabelAppliedDateTime: datetime;
        /// How the label was put on: by hand, recommended, automatically.
        ApplicationMode: string;
        /// The mail a rule matched.
        ExchangeMetaData: dynamic;
        /// Conditions that matched.
        ConditionMatch: dynamic;
        /// What the rule did.
        RuleActions: dynamic;
        /// Id of the item in its service.
        WorkLoadItemId: string;
        /// Actions the user overrode.
        OverriddenActions: dynamic;
        /// Whether the matched content is in the record.
        SensitiveInfoDetectionIsIncluded: bool;
        /// Whether people outside can see it.
        IsViewableByExternalUsers: bool;
        /// Kind of override.
        OverRideType: string;
        /// When the item was made, UTC.
        ItemCreationTime: datetime;
        /// When the item was last changed, UTC.
        ItemLastModifiedTime: datetime;
        /// Size of the item in bytes.
        ItemSize: string;
        /// Reason given for the override.
        OverRideReason: string;
        /// Id shared by the records of one operation.
        CorrelationId: string;
        /// Location within the policy's scope.
        ScopedLocationId: string;
        /// Machine it was done on.
        MachineName: string;
        /// Policy that matched.
        PolicyId: string;
        /// Name of that policy.
        PolicyName: string;
        /// Version of that policy.
        PolicyVersion: string;
        /// Rule that was carried out.
        ExecutionRuleId: string;
        /// Name of that rule.
        ExecutionRuleName: string;
        /// Version of that rule.
        ExecutionRuleVersion: string;
        /// Whether the rule acts or only tests.
        RuleMode: string;
        /// Severity of the match.
        Severity: string;
        /// Version of the label.
        LabelVersion: string;
        /// Id of the management rule.
        MgtRuleId: string;
        /// The file a rule matched.
        SharePointMetaData: dynamic;
        /// Protection after the action, in detail.
        CurrentProtectionType: dynamic;
        /// Protection before the action, in detail.
        PreviousProtectionType: dynamic;
        /// Why the label could not be set.
        SensitivityLabelEventFailureData: dynamic;
        /// Policy that labels automatically.
        AutoSensitivityLabelPolicyInfo: dynamic;
        /// Product that delivered the record.
        SourceSystem: string;
        /// Name of the table.
        Type: string <- always "MicrosoftPurviewInformationProtection";
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
