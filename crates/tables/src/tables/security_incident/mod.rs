//! `SecurityIncident`.

crate::macros::table! {
    /// An incident of Defender XDR or Sentinel: alerts that belong together. One row a change.
    /// Source: <https://learn.microsoft.com/azure/azure-monitor/reference/tables/securityincident>
    SecurityIncident {
        family: "SecurityIncident", identity: ["IncidentName", "LastModifiedTime"], revision: "LastModifiedTime",
    }
    columns {
        /// Log Analytics workspace the row was exported from; empty where it came from elsewhere.
        TenantId: string;
        /// When the incident was made or last changed, UTC.
        TimeGenerated: datetime
            <- graph "lastUpdateDateTime",
               graph "createdDateTime",
               defender "lastUpdateTime",
               defender "createdTime",
               any "properties.lastModifiedTimeUtc",
               any "properties.createdTimeUtc",
               any "last_modified_time_utc",
               any "created_time_utc";
        /// Id of the incident: a GUID in Sentinel, a number in Defender.
        IncidentName: string <- any "name", graph "id", defender "incidentId";
        /// Title.
        Title: string <- graph "displayName", defender "incidentName", any "properties.title", any "title";
        /// What it is about.
        Description: string <- graph "description", defender "summary", any "properties.description", any "description";
        /// `Informational`, `Low`, `Medium`, `High`.
        Severity: string <- any "properties.severity", any "severity" as capitalised;
        /// `New`, `Active` or `Closed`. Sentinel shows Defender's active as `New`, in progress as `Active`.
        Status: string <- any "properties.status", any "" as incident_status;
        /// `TruePositive`, `BenignPositive`, `FalsePositive`, `Undetermined`.
        Classification: string
            <- any "properties.classification" as incident_classification,
               any "classification" as incident_classification;
        /// Remark on the classification.
        ClassificationComment: string
            <- graph "resolvingComment",
               any "properties.classificationComment",
               any "classification_comment";
        /// Reason of the classification.
        ClassificationReason: string
            <- graph "determination",
               defender "determination",
               any "properties.classificationReason",
               any "classification_reason";
        /// Who works on it: `{assignedTo, email, objectId, userPrincipalName}`.
        Owner: dynamic <- any "properties.owner", any "owner", any "assignedTo" as incident_owner;
        /// Service that made it.
        ProviderName: string
            <- any "properties.providerName",
               any "provider_name",
               graph "displayName" as defender_xdr,
               defender "incidentId" as defender_xdr;
        /// Id the service gave it.
        ProviderIncidentId: string
            <- any "properties.providerIncidentId",
               any "provider_incident_id",
               graph "id" as whole,
               defender "incidentId";
        /// When what it is about began, UTC.
        FirstActivityTime: datetime
            <- any "properties.firstActivityTimeUtc",
               any "first_activity_time_utc",
               any "alerts" as first_activity;
        /// When what it is about was last seen, UTC.
        LastActivityTime: datetime
            <- any "properties.lastActivityTimeUtc",
               any "last_activity_time_utc",
               any "alerts" as last_activity;
        /// When it was first changed, UTC.
        FirstModifiedTime: datetime;
        /// When it was last changed, UTC.
        LastModifiedTime: datetime
            <- graph "lastUpdateDateTime",
               defender "lastUpdateTime",
               any "properties.lastModifiedTimeUtc",
               any "last_modified_time_utc";
        /// When it was made, UTC.
        CreatedTime: datetime
            <- graph "createdDateTime",
               defender "createdTime",
               any "properties.createdTimeUtc",
               any "created_time_utc";
        /// When it was closed, UTC.
        ClosedTime: datetime <- any "resolvedDateTime";
        /// Number by which people refer to it.
        IncidentNumber: int
            <- any "properties.incidentNumber",
               any "incident_number",
               graph "id" as whole,
               defender "incidentId";
        /// Sentinel rules behind it.
        RelatedAnalyticRuleIds: dynamic <- any "properties.relatedAnalyticRuleIds", any "related_analytic_rule_ids";
        /// Ids of its alerts (`SystemAlertId` of `SecurityAlert`).
        AlertIds: dynamic <- any "alerts" as ids_of_alerts;
        /// Ids of its bookmarks.
        BookmarkIds: dynamic;
        /// Remarks, each with author and time.
        Comments: dynamic <- any "comments";
        /// What there is to do.
        Tasks: dynamic;
        /// Labels: `[{labelName, labelType}]`.
        Labels: dynamic
            <- any "properties.labels",
               any "labels",
               graph "customTags" as labels,
               defender "tags" as labels;
        /// Page of the incident in its portal.
        IncidentUrl: string
            <- graph "incidentWebUrl",
               any "incidentUri",
               any "properties.incidentUrl",
               any "incident_url";
        /// Number of alerts, tactics, products, and what the record holds besides.
        AdditionalData: dynamic <- any "properties.additionalData", any "additional_data", any "" as rest_of_incident;
        /// Who changed it last.
        ModifiedBy: string <- graph "lastModifiedBy";
        /// Product that delivered the row.
        SourceSystem: string;
        /// Name of the table.
        Type: string <- always "SecurityIncident";
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
