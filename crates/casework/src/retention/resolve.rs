//! From policies to rows.

use serde::Serialize;

use super::{Keep, Policies};
use crate::text::{datetime, literal};

/// Rows of one tenant and table that a policy gives up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Selection {
    /// The table.
    pub table: String,
    /// The tenant.
    pub tenant: String,
    /// Rows whose time lies before this instant, in microseconds since 1970. A row without a time is not selected.
    pub before: i64,
    /// What else a row must meet, as one condition in KQL; none where its time decides alone.
    pub condition: Option<String>,
    /// Name of the policy.
    pub policy: String,
    /// How long the policy keeps.
    pub keep: Keep,
}

impl Selection {
    /// Returns the selected rows as a query in KQL, without an end: what is to be told of them goes behind it.
    pub fn query(&self) -> String {
        let (tenant, before) = (literal(&self.tenant), datetime(self.before));
        let mut text = format!("{}\n| where _Tenant == {tenant} and TimeGenerated < {before}", self.table);
        if let Some(condition) = &self.condition {
            text += &format!("\n| where {condition}");
        }
        text
    }
}

/// Returns what policies give up at an instant, by table, tenant and policy. No row is in two selections.
///
/// A policy with a condition leaves the other rows to the policies after it: their selections exclude its rows. A condition
/// that has no value for a row (a comparison with a null) is not met.
pub fn resolve(policies: &Policies, tables: &[&str], tenants: &[&str], now: i64) -> Vec<Selection> {
    let mut selections = Vec::new();
    for table in tables {
        for tenant in tenants {
            let mut passed: Vec<&str> = Vec::new();
            for policy in policies.of(table, tenant) {
                if let Some(before) = policy.keep.before(now) {
                    selections.push(Selection {
                        table: (*table).to_owned(),
                        tenant: (*tenant).to_owned(),
                        before,
                        condition: together(policy.condition.as_deref(), &passed),
                        policy: policy.name.clone(),
                        keep: policy.keep,
                    });
                }
                passed.extend(policy.condition.as_deref());
            }
        }
    }
    selections
}

/// Returns the condition of rows that meet one and none of some. A null is taken for false: `not()` of a null would be null,
/// and the row would belong to no policy.
fn together(own: Option<&str>, passed: &[&str]) -> Option<String> {
    let met = own.map(bracketed);
    let unmet = passed.iter().map(|passed| format!("not(coalesce({}, false))", bracketed(passed)));
    let all: Vec<String> = met.into_iter().chain(unmet).collect();
    (!all.is_empty()).then(|| all.join(" and "))
}

/// A condition in parentheses; a comment at its end does not swallow them.
fn bracketed(condition: &str) -> String {
    if condition.contains("//") { format!("({condition}\n)") } else { format!("({condition})") }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: i64 = 1_796_000_000_000_000;

    fn resolved(text: &str) -> Vec<(String, Option<String>)> {
        let policies = Policies::read(text).unwrap();
        let found = resolve(&policies, &["SigninLogs", "AuditLogs"], &["a", "b"], NOW);
        found.into_iter().map(|s| (format!("{} {} {} {}", s.table, s.tenant, s.policy, s.keep), s.condition)).collect()
    }

    #[test]
    fn the_first_policy_that_a_row_meets_decides() {
        let found = resolved(
            "policies:\n\
             - {name: guests, tables: [SigninLogs], where: 'UserType == \"Guest\"', keep: forever}\n\
             - {name: noise, tables: [SigninLogs], where: 'ResultType == 0 // worked', keep: 30d}\n\
             - {name: a alone, tenant: a, tables: '*', keep: 7y}\n",
        );
        let guest = "not(coalesce((UserType == \"Guest\"), false))";
        let noise = "(ResultType == 0 // worked\n)";
        assert_eq!(
            found,
            [
                ("SigninLogs a noise 30 days".to_owned(), Some(format!("{noise} and {guest}"))),
                ("SigninLogs a a alone 7 years".to_owned(), Some(format!("{guest} and not(coalesce({noise}, false))"))),
                ("SigninLogs b noise 30 days".to_owned(), Some(format!("{noise} and {guest}"))),
                ("AuditLogs a a alone 7 years".to_owned(), None),
            ]
        );
    }

    #[test]
    fn a_selection_is_a_query() {
        let text = "policies:\n- {name: noise, tables: [SigninLogs], where: 'ResultType == 0 // worked', keep: 30d}\n";
        let found = resolve(&Policies::read(text).unwrap(), &["SigninLogs"], &["a\"b"], NOW);
        assert_eq!(
            found[0].query(),
            "SigninLogs\n| where _Tenant == \"a\\\"b\" and TimeGenerated < datetime(2026-10-31T00:00:00.000000Z)\n| where (ResultType == 0 // worked\n)"
        );
    }

    #[test]
    fn what_is_kept_forever_or_met_by_no_policy_is_not_selected() {
        assert_eq!(resolved("policies:\n- {name: a, tables: '*', keep: forever}\n"), []);
        assert_eq!(resolved("policies: []\n"), []);
        let found = resolved("policies:\n- {name: c, tenant: c, tables: '*', keep: 1d}\n");
        assert_eq!(found, [], "neither tenant is c");
    }
}
