//! `retention.yaml`, as a person writes it.

use std::collections::BTreeSet;

use serde::Deserialize;
use serde_saphyr::Spanned;

use super::{Keep, Policies, Policy, Scope};
use crate::configuration::{ConfigurationError, nearest, read, wrong};

/// Name of the file, in the archive's folder.
pub const FILE: &str = "retention.yaml";

/// What holds where the archive has no such file.
pub const DEFAULTS: &str = include_str!("defaults.yaml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    policies: Vec<PolicyFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PolicyFile {
    name: Spanned<String>,
    tenant: Option<Names>,
    tables: Spanned<Names>,
    keep: Spanned<String>,
    #[serde(rename = "where")]
    condition: Option<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(untagged, expecting = "a name, a list of names, or \"*\" is expected here")]
enum Names {
    One(String),
    Many(Vec<String>),
}

impl Names {
    fn list(self) -> Vec<String> {
        match self {
            Self::One(name) => vec![name],
            Self::Many(names) => names,
        }
    }
}

impl Policies {
    /// Reads the text of a `retention.yaml`.
    ///
    /// # Errors
    /// When it is no YAML, has a key that nobody knows, names a table that is none, or a time that is none: with the line.
    pub fn read(text: &str) -> Result<Self, ConfigurationError> {
        let mut policies: Vec<Policy> = Vec::new();
        for policy in read::<File>(FILE, text)?.map(|file| file.policies).unwrap_or_default() {
            let place = policy.name.clone();
            let policy = policy.check()?;
            if policies.iter().any(|before| before.name == policy.name) {
                let message = format!("a policy named `{}` stands above: give each its own name", policy.name);
                return Err(wrong(FILE, &place, message));
            }
            policies.push(policy);
        }
        Ok(Self(policies))
    }
}

impl PolicyFile {
    fn check(self) -> Result<Policy, ConfigurationError> {
        let name = self.name.value.trim().to_owned();
        if name.is_empty() {
            return Err(wrong(FILE, &self.name, "a policy has a name, by which a plan tells it"));
        }
        let keep = self.keep.value.parse::<Keep>().map_err(|message| wrong(FILE, &self.keep, message))?;
        let condition = match self.condition {
            Some(condition) if condition.value.trim().is_empty() => {
                return Err(wrong(FILE, &condition, "`where` is empty: write a condition in KQL, or leave it out"));
            }
            condition => condition.map(|condition| condition.value.trim().to_owned()),
        };
        let Spanned { value: tables, .. } = &self.tables;
        let listed: &[String] = match tables {
            Names::One(name) => std::slice::from_ref(name),
            Names::Many(names) => names,
        };
        for table in listed.iter().filter(|table| *table != "*") {
            if tables::by_name(table).is_none() {
                let near = nearest(table, tables::all().iter().map(|table| table.name));
                return Err(wrong(FILE, &self.tables, format!("no table is called `{table}`{near}")));
            }
        }
        if listed.is_empty() {
            return Err(wrong(FILE, &self.tables, "`tables` is empty: name tables, or write \"*\" for all"));
        }
        let tables = scope(self.tables.value);
        let tenants = self.tenant.map_or(Scope::All, scope);
        Ok(Policy { name, tenants, tables, condition, keep })
    }
}

fn scope(names: Names) -> Scope {
    let names: BTreeSet<String> = names.list().into_iter().map(|name| name.trim().to_owned()).collect();
    if names.contains("*") { Scope::All } else { Scope::Only(names) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_defaults_keep_everything() {
        let defaults = Policies::read(DEFAULTS).unwrap();
        assert_eq!(defaults.0.iter().map(|policy| policy.keep).collect::<Vec<_>>(), [Keep::Forever]);
        for table in tables::all() {
            assert_eq!(defaults.of(table.name, "any").len(), 1, "{}", table.name);
        }
    }

    #[test]
    fn an_empty_file_has_no_policy() {
        assert_eq!(Policies::read("# nothing yet\n").unwrap(), Policies::default());
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        let told = |text: &str| Policies::read(text).unwrap_err();
        let policy = |lines: &str| format!("policies:\n  - name: a\n    tables: \"*\"\n{lines}");
        let error = told(&policy("    keep: 7 moons\n"));
        assert_eq!((error.line, error.column), (4, 11));
        assert!(
            error.to_string().starts_with("reading retention.yaml, line 4, column 11: `7 moons` is no time"),
            "{error}"
        );
        let error = told(&policy("    keeps: 7d\n"));
        assert_eq!(error.line, 4, "{error}");
        assert!(error.message.contains("keeps") && error.message.contains("keep"), "{error}");
        let error = told("policies:\n  - name: a\n    tables: [SigninLogs, SiginLogs]\n    keep: 7d\n");
        assert_eq!(error.line, 3, "{error}");
        assert!(error.message.contains("no table is called `SiginLogs`; is `SigninLogs` meant?"), "{error}");
        let error = told(&policy("    keep: 7d\n    where: ''\n"));
        assert!(error.line == 5 && error.message.contains("KQL"), "{error}");
        let error = told("policies:\n  - {name: a, tables: '*', keep: 7d}\n  - {name: a, tables: '*', keep: 8d}\n");
        assert!(error.line == 3 && error.message.contains("its own name"), "{error}");
        let error = told("policies:\n  - {name: a, tables: {}, keep: 7d}\n");
        assert!(error.line == 2 && error.message.contains("a list of names"), "{error}");
        let error = told("policies:\n  - {name: a, tables: '*'}\n");
        assert!(error.message.contains("keep"), "{error}");
    }

    #[test]
    fn a_policy_behind_one_that_takes_all_is_never_reached() {
        let text = "policies:\n\
            - {name: some, tenant: a, tables: [SigninLogs], where: 'ResultType == 0', keep: 7d}\n\
            - {name: all of a, tenant: A, tables: '*', keep: 30d}\n\
            - {name: late, tenant: a, tables: [AuditLogs, SigninLogs], keep: 7d}\n\
            - {name: others, tables: '*', keep: 90d}\n";
        let policies = Policies::read(text).unwrap();
        let unreached: Vec<_> = policies
            .unreached()
            .into_iter()
            .map(|(policy, before)| (policy.name.as_str(), before.name.as_str()))
            .collect();
        assert_eq!(unreached, [("late", "all of a")]);
        let names = |table, tenant| policies.of(table, tenant).iter().map(|p| p.name.as_str()).collect::<Vec<_>>();
        assert_eq!(names("SigninLogs", "a"), ["some", "all of a"]);
        assert_eq!(names("SigninLogs", "b"), ["others"]);
    }
}
