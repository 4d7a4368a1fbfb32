//! Policies as they are followed.

use std::collections::BTreeSet;

use super::Keep;

/// Policies in the order of their file; the first that a row meets decides.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Policies(pub Vec<Policy>);

/// How long rows of some tenants and tables are kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// Its name, unique in the file.
    pub name: String,
    /// Whose rows.
    pub tenants: Scope,
    /// Rows of which tables.
    pub tables: Scope,
    /// A condition in KQL that a row must meet; all rows when absent.
    pub condition: Option<String>,
    /// How long.
    pub keep: Keep,
}

/// Some names, or all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Whatever the name.
    All,
    /// These.
    Only(BTreeSet<String>),
}

impl Scope {
    /// Whether a name is meant. Ids of tenants are compared letter case aside; names of tables have one writing only.
    pub fn takes(&self, name: &str) -> bool {
        match self {
            Self::All => true,
            Self::Only(names) => names.iter().any(|known| known.eq_ignore_ascii_case(name)),
        }
    }

    fn within(&self, other: &Self) -> bool {
        match (self, other) {
            (_, Self::All) => true,
            (Self::All, Self::Only(_)) => false,
            (Self::Only(names), other) => names.iter().all(|name| other.takes(name)),
        }
    }
}

impl Policies {
    /// Returns the policies that rows of a table and tenant can meet, in the order in which they are asked. All but the last
    /// have a condition; without a last one that has none, the other rows are kept.
    pub fn of<'a>(&'a self, table: &str, tenant: &str) -> Vec<&'a Policy> {
        let mut found = Vec::new();
        for policy in self.0.iter().filter(|policy| policy.tables.takes(table) && policy.tenants.takes(tenant)) {
            found.push(policy);
            if policy.condition.is_none() {
                break;
            }
        }
        found
    }

    /// Returns the policies that no row ever reaches, each with the one before it that takes them all: mostly an order that
    /// was not meant.
    pub fn unreached(&self) -> Vec<(&Policy, &Policy)> {
        let covered = |index: usize, policy: &Policy| {
            self.0.iter().take(index).find(|before| {
                before.condition.is_none()
                    && policy.tables.within(&before.tables)
                    && policy.tenants.within(&before.tenants)
            })
        };
        self.0.iter().enumerate().filter_map(|(index, policy)| Some((policy, covered(index, policy)?))).collect()
    }
}
