//! Applications and resources, with the identifiers Microsoft publishes for its own.
//!
//! Source: <https://learn.microsoft.com/troubleshoot/entra/entra-id/governance/verify-first-party-apps-sign-in>.

use crate::guid::Guid;

/// Position in [`APPLICATIONS`].
pub(crate) type ApplicationIndex = u8;

/// An application, which may also be what another one asks a token for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Application {
    pub(crate) name: &'static str,
    /// `None` for the company's own and other vendors' applications, whose identifier depends on the tenant.
    pub(crate) published: Option<Guid>,
}

const fn first_party(name: &'static str, digits: u128) -> Application {
    Application { name, published: Some(Guid::published(digits)) }
}

const fn other(name: &'static str) -> Application {
    Application { name, published: None }
}

macro_rules! applications {
    ($($constant:ident = $value:expr),* $(,)?) => {
        #[expect(non_camel_case_types, clippy::upper_case_acronyms, reason = "only numbers the constants")]
        #[derive(Clone, Copy)]
        enum Position { $($constant),* }
        $(pub(crate) const $constant: ApplicationIndex = Position::$constant as ApplicationIndex;)*
        /// Every application of the make-believe tenant.
        pub(crate) const APPLICATIONS: &[Application] = &[$($value),*];
    };
}

applications! {
    EXCHANGE_ONLINE = first_party("Office 365 Exchange Online", 0x0000_0002_0000_0ff1_ce00_0000_0000_0000),
    SHAREPOINT_ONLINE = first_party("Office 365 SharePoint Online", 0x0000_0003_0000_0ff1_ce00_0000_0000_0000),
    OFFICE_PORTAL = first_party("Microsoft Office 365 Portal", 0x0000_0006_0000_0ff1_ce00_0000_0000_0000),
    MICROSOFT_GRAPH = first_party("Microsoft Graph", 0x0000_0003_0000_0000_c000_0000_0000_0000),
    DIRECTORY_GRAPH = first_party("Windows Azure Active Directory", 0x0000_0002_0000_0000_c000_0000_0000_0000),
    POWER_BI = first_party("Power BI Service", 0x0000_0009_0000_0000_c000_0000_0000_0000),
    ACCESS_PANEL = first_party("Microsoft App Access Panel", 0x0000_000c_0000_0000_c000_0000_0000_0000),
    TEAMS = first_party("Microsoft Teams", 0x1fec_8e78_bce4_4aaf_ab1b_5451_cc38_7264),
    TEAMS_WEB = first_party("Microsoft Teams Web Client", 0x5e3c_e6c0_2b1f_4285_8d4b_75ee_7878_7346),
    TEAMS_SERVICES = first_party("Microsoft Teams Services", 0xcc15_fd57_2c6c_4117_a88c_83b1_d56b_4bbe),
    OFFICE_HOME = first_party("OfficeHome", 0x4765_445b_32c6_49b0_83e6_1d93_7652_76ca),
    MICROSOFT_OFFICE = first_party("Microsoft Office", 0xd359_0ed6_52b3_4102_aeff_aad2_292a_b01c),
    OUTLOOK_MOBILE = first_party("Outlook Mobile", 0x2792_2004_5251_4030_b22d_91ec_d9a3_7ea4),
    OUTLOOK_WEB = first_party("One Outlook Web", 0x9199_bf20_a13f_4107_85dc_0211_4787_ef48),
    ONEDRIVE_SYNC = first_party("OneDrive SyncEngine", 0xab9b_8c07_8f02_4f72_87fa_8010_5867_a763),
    WINDOWS_SIGN_IN = first_party("Windows Sign In", 0x38aa_3b87_a06d_4817_b275_7a31_6988_d93b),
    EDGE = first_party("Microsoft Edge", 0xecd6_b820_32c2_49b6_98a6_4445_30e5_a77a),
    AZURE_PORTAL = first_party("Azure Portal", 0xc44b_4083_3bb0_49c1_b47d_974e_53cb_df3c),
    AZURE_MANAGEMENT = first_party("Windows Azure Service Management API", 0x797f_4846_ba00_4fd7_ba43_dac1_f8f6_3013),
    AZURE_CLI = first_party("Microsoft Azure CLI", 0x04b0_7795_8ddb_461a_bbee_02f9_e1bf_7b46),
    AZURE_POWERSHELL = first_party("Microsoft Azure PowerShell", 0x1950_a258_227b_4e31_a9cf_7174_9594_5fc2),
    GRAPH_COMMAND_LINE = first_party("Microsoft Graph Command Line Tools", 0x14d8_2eec_204b_4c2f_b7e8_296a_70da_b67e),
    DIRECTORY_POWERSHELL = first_party("Azure Active Directory PowerShell", 0x1b73_0954_1685_4b74_9bfd_dac2_24a7_b894),
    EXCHANGE_POWERSHELL = first_party("Microsoft Exchange REST API Based Powershell", 0xfb78_d390_0c51_40cd_8e17_fdbf_ab77_341b),
    EXCHANGE_ADMIN_CENTER = first_party("Microsoft Exchange Admin Center", 0x497e_ffe9_df71_4043_a8bb_14cf_78c4_b63b),
    AUTHENTICATION_BROKER = first_party("Microsoft Authentication Broker", 0x29d9_ed98_a469_4536_ade2_f981_bc1d_605e),
    AUTHENTICATOR = first_party("Microsoft Authenticator App", 0x4813_382a_8fa7_425e_ab75_3b75_3aab_3abb),
    COMPANY_PORTAL = first_party("Microsoft Intune Company Portal", 0x9ba1_a5c7_f17a_4de9_a1f1_6178_c8d5_1223),
    DEVICE_REGISTRATION = first_party("Device Registration Service", 0x01cb_2876_7ebd_4aa4_9cc9_d28b_d4d3_59a9),
    KEY_VAULT = first_party("Azure Key Vault", 0xcfa8_b339_82a2_471a_a3c9_0fc0_be7a_4093),
    AZURE_STORAGE = first_party("Azure Storage", 0xe406_a681_f3d4_42a8_90b6_c2b0_2949_7af1),
    MY_APPS = first_party("My Apps", 0x2793_995e_0a7d_40d7_bd35_6968_ba14_2197),
    APPLE_MAIL = first_party("Apple Internet Accounts", 0xf8d9_8a96_0999_43f5_8af3_6997_1c7b_b423),
    VISUAL_STUDIO_CODE = first_party("Visual Studio Code", 0xaebc_6443_996d_45c2_90f0_388f_f96f_aa56),
    BING_SEARCH = first_party("Microsoft Bing Search", 0x9ea1_ad79_fdb6_4f9a_8bc3_2b70_f96e_34c7),
    PERSONNEL = other("Ferrant HR"),
    CUSTOMERS = other("Tidewell CRM"),
    EXPENSES = other("Pocketwise Expenses"),
    PLANNING = other("Loomis Planning"),
    ROGUE = other("Mailbox Organizer Plus"),
    NEW_VENDOR = other("Brightloom Surveys"),
}

/// The applications of other vendors that people sign in to.
pub(crate) const VENDOR_APPLICATIONS: &[ApplicationIndex] = &[PERSONNEL, CUSTOMERS, EXPENSES, PLANNING];
