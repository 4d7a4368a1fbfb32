//! The names of an object's members, reduced to the ones that tell formats apart.

use std::sync::LazyLock;

macro_rules! keys {
    ($($name:ident = $text:literal,)*) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u8)]
        pub(crate) enum Key { $($name),* }

        const NAMES: &[(&str, Key)] = &[$(($text, Key::$name)),*];
    };
}

keys! {
    Action = "action",
    ActionType = "actiontype",
    ActivityDateTime = "activitydatetime",
    ActivityDisplayName = "activitydisplayname",
    ActivityGroupName = "activitygroupname",
    AccountEnabled = "accountenabled",
    AccountObjectId = "accountobjectid",
    AdditionalProperties = "additionalproperties",
    AdditionalPropertiesSnake = "additional_properties",
    AlertCreationTime = "alertcreationtime",
    AlertId = "alertid",
    AlertWebUrl = "alertweburl",
    Alerts = "alerts",
    AppDisplayName = "appdisplayname",
    AppId = "appid",
    AppName = "appname",
    AssignedTo = "assignedto",
    AuditData = "auditdata",
    AuditLogRecordType = "auditlogrecordtype",
    Authorization = "authorization",
    AzureTenantId = "azuretenantid",
    Category = "category",
    ChangeId = "changeid",
    Claims = "claims",
    Classification = "classification",
    ClientAppUsed = "clientappused",
    ConditionalAccessStatus = "conditionalaccessstatus",
    ControlCategory = "controlcategory",
    CorrelationId = "correlationid",
    CreatedDateTime = "createddatetime",
    CreatedTime = "createdtime",
    CreationDate = "creationdate",
    CreationTime = "creationtime",
    CurrentScore = "currentscore",
    CycleId = "cycleid",
    Determination = "determination",
    DetectedDateTime = "detecteddatetime",
    DetectionSource = "detectionsource",
    DetectionTimingType = "detectiontimingtype",
    DetectorId = "detectorid",
    DeviceId = "deviceid",
    DisplayName = "displayname",
    EntityData = "entitydata",
    EventDateTime = "eventdatetime",
    EventTimestamp = "eventtimestamp",
    EventTypeName = "eventtypename",
    EventTypeValue = "eventtypevalue",
    Id = "id",
    ImplementationCost = "implementationcost",
    IncidentId = "incidentid",
    IncidentName = "incidentname",
    IncidentNumberSnake = "incident_number",
    IncidentWebUrl = "incidentweburl",
    InitiatedBy = "initiatedby",
    InvestigationState = "investigationstate",
    IpAddress = "ipaddress",
    IsGuest = "isguest",
    IsInteractive = "isinteractive",
    JobId = "jobid",
    LastUpdateDateTime = "lastupdatedatetime",
    LastUpdateTime = "lastupdatetime",
    LoggedByService = "loggedbyservice",
    MainInfo = "maininfo",
    MaxScore = "maxscore",
    NetworkMessageId = "networkmessageid",
    Etag = "etag",
    ODataContext = "@odata.context",
    ODataType = "@odata.type",
    Operation = "operation",
    OperationName = "operationname",
    Operations = "operations",
    OrganizationId = "organizationid",
    Properties = "properties",
    ProviderAlertId = "provideralertid",
    ProvisioningAction = "provisioningaction",
    ProvisioningSteps = "provisioningsteps",
    RecordType = "recordtype",
    RedirectIncidentId = "redirectincidentid",
    ReportId = "reportid",
    ResolvedActor = "resolvedactor",
    ResourceDisplayName = "resourcedisplayname",
    ResourceId = "resourceid",
    Result = "result",
    ResultType = "resulttype",
    RiskEventType = "riskeventtype",
    RiskLastUpdatedDateTime = "risklastupdateddatetime",
    RiskLevel = "risklevel",
    RiskState = "riskstate",
    RiskType = "risktype",
    SaasId = "saasid",
    ServicePrincipalDisplayName = "serviceprincipaldisplayname",
    ServicePrincipalId = "serviceprincipalid",
    ServicePrincipalName = "serviceprincipalname",
    ServicePrincipalType = "serviceprincipaltype",
    ServiceSource = "servicesource",
    Severity = "severity",
    SignInEventTypes = "signineventtypes",
    Status = "status",
    TargetResources = "targetresources",
    Time = "time",
    TimeGenerated = "timegenerated",
    Timestamp = "timestamp",
    Title = "title",
    Type = "type",
    UserDisplayName = "userdisplayname",
    UserId = "userid",
    UserIds = "userids",
    UserPrincipalName = "userprincipalname",
    VendorInformation = "vendorinformation",
    Workload = "workload",
}

/// Longest telling name.
const LONGEST: usize = 32;

/// A name in lower case, and its key.
type Name = (&'static [u8], Key);

/// The names by their length: few share one, so a look-up is a handful of comparisons.
static BY_LENGTH: LazyLock<[Vec<Name>; LONGEST + 1]> = LazyLock::new(|| {
    std::array::from_fn(|length| {
        NAMES.iter().filter(|(name, _)| name.len() == length).map(|(name, key)| (name.as_bytes(), *key)).collect()
    })
});

impl Key {
    /// Returns the key of that name in lower case.
    fn of(lower: &[u8]) -> Option<Self> {
        BY_LENGTH.get(lower.len())?.iter().find(|(name, _)| *name == lower).map(|(_, key)| *key)
    }
}

/// The telling keys of one object.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Keys {
    set: u128,
    capitals: u32,
    count: u32,
    hash: u64,
}

impl Keys {
    /// Adds a member's name.
    pub(crate) fn add(&mut self, name: &str) {
        let bytes = name.as_bytes();
        self.count += 1;
        self.capitals += u32::from(bytes.first().is_some_and(u8::is_ascii_uppercase));
        let mut lower = [0_u8; LONGEST];
        for (at, byte) in bytes.iter().enumerate() {
            self.hash = (self.hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
            if let Some(place) = lower.get_mut(at) {
                *place = byte.to_ascii_lowercase();
            }
        }
        self.hash = self.hash.rotate_left(5) ^ 0x9e37_79b9_7f4a_7c15;
        if let Some(key) = lower.get(..bytes.len()).and_then(Key::of) {
            self.set |= 1 << key as u8;
        }
    }

    /// Returns whether the object has this member.
    pub(crate) fn has(&self, key: Key) -> bool {
        self.set & (1 << key as u8) != 0
    }

    /// Returns whether the object has all of these.
    pub(crate) fn all(&self, keys: &[Key]) -> bool {
        keys.iter().all(|key| self.has(*key))
    }

    /// Returns whether the object has one of these.
    pub(crate) fn any(&self, keys: &[Key]) -> bool {
        keys.iter().any(|key| self.has(*key))
    }

    /// Returns whether most names begin with a capital, as those of .NET objects and table columns do.
    pub(crate) fn pascal(&self) -> bool {
        self.capitals * 2 > self.count
    }

    /// Returns a hash of the names in their order.
    pub(crate) fn hash(&self) -> u64 {
        self.hash
    }

    /// Returns how many names there were.
    pub(crate) fn count(&self) -> u32 {
        self.count
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_keys_fit_their_set_and_letter_case_does_not_matter() {
        assert!((Key::Workload as u8) < 128);
        let mut keys = Keys::default();
        for name in
            ["creationtime", "OPERATION", "Workload", "a name that is far too long to be one that tells anything"]
        {
            keys.add(name);
        }
        assert!(keys.all(&[Key::CreationTime, Key::Operation, Key::Workload]));
        assert!(!keys.has(Key::Id));
    }
}
