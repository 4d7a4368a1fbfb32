//! `IdentityInfo`.

crate::macros::table! {
    /// A person's or account's attributes at a time. The latest row of an account holds what is true now.
    /// Source: <https://learn.microsoft.com/azure/azure-monitor/reference/tables/identityinfo>
    IdentityInfo {
        family: "IdentityInfo", identity: ["AccountObjectId", "TimeGenerated"], tenant: "AccountTenantId",
    }
    columns {
        /// Log Analytics workspace the row was exported from; empty where it came from elsewhere.
        TenantId: string;
        /// When the attributes were taken, UTC.
        TimeGenerated: datetime <- row "Timestamp";
        /// User name without domain.
        AccountName: string;
        /// Domain of the account.
        AccountDomain: string;
        /// User principal name.
        AccountUPN: string <- row "AccountUpn";
        /// SID on premises.
        AccountSID: string <- row "OnPremSid";
        /// Entra object id.
        AccountObjectId: string;
        /// Entra tenant.
        AccountTenantId: string;
        /// Display name.
        AccountDisplayName: string;
        /// First name.
        GivenName: string;
        /// Family name.
        Surname: string;
        /// Extension attributes from Active Directory, JSON.
        OnPremisesExtensionAttributes: string;
        /// Distinguished name in Active Directory.
        OnPremisesDistinguishedName: string <- row "DistinguishedName";
        /// Tags, such as `sensitive`.
        Tags: string;
        /// When the account was made, UTC.
        AccountCreationTime: datetime <- row "CreatedDateTime";
        /// Score of suspicion, 0 to 10.
        InvestigationPriority: int;
        /// Where that score stands in the organisation, in percent.
        InvestigationPriorityPercentile: int;
        /// Risk of the user: `Low`, `Medium`, `High`.
        RiskLevel: string;
        /// Why the risk is what it is.
        RiskLevelDetails: string;
        /// State of the risk.
        RiskState: string <- row "RiskStatus";
        /// Harm the account could do: `Low`, `Medium`, `High`.
        BlastRadius: string;
        /// Groups.
        GroupMembership: dynamic;
        /// Entra roles.
        AssignedRoles: dynamic;
        /// Department.
        Department: string;
        /// Employee number.
        EmployeeId: string;
        /// Job title.
        JobTitle: string;
        /// Other accounts of the same person.
        RelatedAccounts: dynamic;
        /// Main mail address.
        MailAddress: string <- row "EmailAddress";
        /// Other mail addresses.
        AdditionalMailAddresses: dynamic;
        /// Manager.
        Manager: string;
        /// Street.
        StreetAddress: string;
        /// City.
        City: string;
        /// Company.
        CompanyName: string;
        /// Country.
        Country: string;
        /// State or province.
        State: string;
        /// Telephone number.
        Phone: string;
        /// Whether the account may sign in.
        IsAccountEnabled: bool;
        /// Whether it is a service account.
        IsServiceAccount: bool;
        /// When it was deleted, UTC.
        DeletedDateTime: datetime;
        /// When it was last seen, UTC.
        LastSeenDate: datetime;
        /// User account control flags of Active Directory.
        UACFlags: string;
        /// State of a guest's invitation.
        UserState: string;
        /// When that state last changed, UTC.
        UserStateChangedOn: datetime;
        /// `Member` or `Guest`.
        UserType: string;
        /// Extension properties of the directory.
        ExtensionProperty: dynamic;
        /// SID in Entra.
        AccountCloudSID: string <- row "CloudSid";
        /// Whether a second factor is registered.
        IsMFARegistered: bool;
        /// Applications the account uses.
        Applications: string;
        /// Service principals the account owns.
        ServicePrincipals: dynamic;
        /// Where the attributes come from.
        SourceSystem: string;
        /// User account control flags as names.
        UserAccountControl: dynamic;
        /// What changed the row.
        ChangeSource: string;
        /// Score of risk, with its parts.
        EntityRiskScore: dynamic;
        /// Name in Active Directory before Windows 2000.
        SAMAccountName: string;
        /// Name of the table.
        Type: string <- always "IdentityInfo";
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
