//! `AADRiskyUsers`.

crate::macros::table! {
    /// A change of a user's risk state, as Entra ID Protection sees it. One row a change.
    /// Source: <https://learn.microsoft.com/azure/azure-monitor/reference/tables/aadriskyusers>
    AADRiskyUsers {
        family: "RiskyUser", identity: ["Id", "RiskLastUpdatedDateTime"], revision: "RiskLastUpdatedDateTime",
        category: "RiskyUsers",
    }
    columns {
        /// Log Analytics workspace the row was exported from; empty where it came from another source.
        TenantId: string;
        /// Object id of the user.
        Id: string <- graph "userId", graph "id", diagnostic "properties.id";
        /// Whether the user has been deleted.
        IsDeleted: bool <- graph "isDeleted", diagnostic "properties.isDeleted";
        /// Severity, capitalised (example of a named conversion).
        RiskLevel: string <- graph "riskLevel", diagnostic "properties.riskLevel";
        /// Table name.
        Type: string <- always "AADRiskyUsers";
    }
}
