//! `SecurityAlert`.

crate::macros::table! {
    /// An alert of Defender, Entra ID Protection or Sentinel. One row a change: the latest of an alert has the greatest
    /// `TimeGenerated`.
    /// Source: <https://learn.microsoft.com/azure/azure-monitor/reference/tables/securityalert>
    SecurityAlert {
        family: "SecurityAlert", identity: ["SystemAlertId", "TimeGenerated"],
    }
    columns {
        /// When the alert was raised or last changed, UTC.
        TimeGenerated: datetime
            <- graph "lastUpdateDateTime",
               graph "createdDateTime",
               legacy "lastModifiedDateTime",
               legacy "createdDateTime",
               legacy "eventDateTime",
               defender "lastUpdateTime",
               defender "lastUpdatedTime",
               defender "alertCreationTime",
               defender "creationTime";
        /// Title of the alert.
        DisplayName: string <- graph "title", legacy "title", defender "title", row "AlertDisplayName";
        /// Title of the alert.
        AlertName: string <- graph "title", legacy "title", defender "title", row "AlertDisplayName";
        /// `Informational`, `Low`, `Medium`, `High`.
        AlertSeverity: string
            <- graph "severity" as capitalised,
               legacy "severity" as capitalised,
               defender "severity" as capitalised,
               row "Severity";
        /// What the alert is about.
        Description: string <- graph "description", legacy "description", defender "description";
        /// Short name of the service that raised it: `MDATP`, `IPC`, `OATP`, `MCAS`, `MTP`, ...
        ProviderName: string
            <- graph "serviceSource" as alert_provider,
               legacy "vendorInformation.provider" as alert_provider,
               defender "serviceSource" as alert_provider,
               defender "detectionSource" as alert_provider;
        /// Maker of that service.
        VendorName: string
            <- graph "id" as microsoft,
               legacy "vendorInformation.vendor",
               defender "alertId" as microsoft,
               defender "id" as microsoft;
        /// Id the service gave the alert.
        VendorOriginalId: string <- graph "providerAlertId", legacy "id", defender "alertId", defender "id";
        /// Id of the alert.
        SystemAlertId: string <- graph "id", legacy "id", defender "id", defender "alertId";
        /// Azure resource it concerns.
        ResourceId: string <- legacy "securityResources[0].resource";
        /// Id of the agent on the computer it concerns.
        SourceComputerId: string;
        /// Id of the rule or detector that raised it.
        AlertType: string <- graph "detectorId", graph "alertPolicyId", legacy "category", defender "detectorId";
        /// How sure the service is, as a word.
        ConfidenceLevel: string;
        /// How sure the service is, as a number.
        ConfidenceScore: real <- legacy "confidence";
        /// Out of use, always false in alerts.
        IsIncident: bool <- always "false";
        /// When what it is about began, UTC.
        StartTime: datetime
            <- graph "firstActivityDateTime",
               legacy "eventDateTime",
               defender "firstEventTime",
               defender "firstActivity",
               row "StartTimeUtc";
        /// When what it is about ended, UTC.
        EndTime: datetime
            <- graph "lastActivityDateTime",
               defender "lastEventTime",
               defender "lastActivity",
               row "EndTimeUtc";
        /// When the alert was published or last changed, UTC.
        ProcessingEndTime: datetime
            <- graph "lastUpdateDateTime",
               legacy "lastModifiedDateTime",
               defender "lastUpdateTime",
               defender "lastUpdatedTime";
        /// What to do: JSON array of steps.
        RemediationSteps: string <- graph "recommendedActions" as list_of_lines, legacy "recommendedActions";
        /// What the alert holds besides: JSON object.
        ExtendedProperties: string
            <- graph "" as rest_of_alert,
               legacy "" as rest_of_alert,
               defender "" as rest_of_alert;
        /// Whom and what it concerns: JSON array of entities with `Type` `account`, `host`, `ip`, `file`, ...
        Entities: string
            <- graph "evidence" as alert_entities,
               graph "" as alert_entities_of_record,
               legacy "" as alert_entities_of_record,
               defender "evidence" as alert_entities,
               defender "entities" as alert_entities;
        /// Azure subscription of the workspace.
        WorkspaceSubscriptionId: string;
        /// Resource group of the workspace.
        WorkspaceResourceGroup: string;
        /// Links that go with the alert: JSON array.
        ExtendedLinks: string <- legacy "sourceMaterials";
        /// Product that raised it.
        ProductName: string
            <- graph "productName",
               graph "serviceSource" as alert_product,
               legacy "vendorInformation.provider" as alert_product,
               defender "serviceSource" as alert_product,
               defender "detectionSource" as alert_product;
        /// Part of the product that raised it.
        ProductComponentName: string <- graph "detectionSource", legacy "vendorInformation.subProvider";
        /// Page of the alert in its portal.
        AlertLink: string <- graph "alertWebUrl", legacy "sourceMaterials[0]";
        /// `New`, `InProgress`, `Resolved`, `Dismissed`.
        Status: string
            <- graph "status" as alert_status,
               legacy "status" as alert_status,
               defender "status" as alert_status;
        /// The user or machine it is chiefly about.
        CompromisedEntity: string
            <- graph "evidence" as compromised_entity,
               graph "deviceEvidence.deviceDnsName",
               graph "userEvidence.userAccount.userPrincipalName",
               legacy "userStates[0].userPrincipalName",
               legacy "hostStates[0].fqdn",
               legacy "hostStates[0].netBiosName",
               defender "computerDnsName",
               defender "devices[0].deviceDnsName",
               defender "relatedUser.userName",
               defender "entities" as compromised_entity;
        /// ATT&CK tactic, such as `InitialAccess`.
        Tactics: string <- graph "category", defender "category";
        /// ATT&CK techniques: JSON array.
        Techniques: string <- graph "mitreTechniques", defender "mitreTechniques";
        /// Those techniques that are sub-techniques: JSON array.
        SubTechniques: string
            <- graph "mitreTechniques" as sub_techniques,
               defender "mitreTechniques" as sub_techniques;
        /// Name of the table.
        Type: string <- always "SecurityAlert";
        /// Whether Log Analytics charged for taking the row in.
        _IsBillable: string;
        /// Size in bytes that Log Analytics charged for.
        _BilledSize: real;
        /// Log Analytics workspace the row was exported from; empty where it came from elsewhere.
        TenantId: string;
        /// Product that delivered the row.
        SourceSystem: string;
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
