//! `licences.yaml`: what each tenant has bought, and what it keeps by policies of its own.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_saphyr::Spanned;

use super::{Family, Kept, Licence, Source, Sources};
use crate::configuration::{ConfigurationError, nearest, read, wrong};
use crate::instant::DAY;

/// Name of the file, in the archive's folder.
pub const FILE: &str = "licences.yaml";

/// How long before a loss to warn where no file says so.
const WARN: i64 = 7 * DAY;

/// What each tenant has bought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Licences {
    /// How long before a loss to warn, in microseconds.
    pub warn: i64,
    /// By tenant, in small letters; `*` stands for all others, and for what a tenant's own entry leaves out.
    pub tenants: BTreeMap<String, Terms>,
}

/// What one tenant has bought.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    /// Of Entra ID.
    pub entra: Option<Licence>,
    /// Of Purview Audit: the licence of most people who act.
    pub audit: Option<Licence>,
    /// What is kept by a policy of the tenant's own, by source.
    pub keeps: BTreeMap<String, Kept>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    warn: Option<Spanned<String>>,
    #[serde(default)]
    tenants: BTreeMap<String, TermsFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TermsFile {
    entra: Option<Spanned<String>>,
    audit: Option<Spanned<String>>,
    #[serde(default)]
    keeps: BTreeMap<String, Spanned<String>>,
}

impl Default for Licences {
    fn default() -> Self {
        Self { warn: WARN, tenants: BTreeMap::new() }
    }
}

impl Licences {
    /// Reads the text of a `licences.yaml`.
    pub fn read(text: &str, sources: &Sources) -> Result<Self, ConfigurationError> {
        let Some(file) = read::<File>(FILE, text)? else { return Ok(Self::default()) };
        let warn = match file.warn {
            None => WARN,
            Some(warn) => match warn.value.parse() {
                Ok(Kept::Days(days)) => i64::from(days) * DAY,
                _ => return Err(wrong(FILE, &warn, format!("`{}` is no number of days: write 7d", warn.value))),
            },
        };
        let mut tenants = BTreeMap::new();
        for (tenant, terms) in file.tenants {
            tenants.insert(tenant.to_lowercase(), terms.check(sources)?);
        }
        Ok(Self { warn, tenants })
    }

    /// Whether the file has an entry of this tenant's own.
    pub fn names(&self, tenant: &str) -> bool {
        self.tenants.contains_key(&tenant.to_lowercase())
    }

    /// Returns what a tenant has bought, as far as anybody said.
    pub fn of(&self, tenant: &str) -> Terms {
        let all = self.tenants.get("*").cloned().unwrap_or_default();
        let Some(own) = self.tenants.get(&tenant.to_lowercase()) else { return all };
        let mut keeps = all.keeps;
        keeps.extend(own.keeps.clone());
        Terms { entra: own.entra.or(all.entra), audit: own.audit.or(all.audit), keeps }
    }
}

impl Terms {
    /// Returns the licence that decides about a source; none where nobody said which it is.
    pub fn licence(&self, source: &Source) -> Option<Licence> {
        match source.family {
            Family::Entra => self.entra,
            Family::Audit => self.audit,
            Family::Any => Some(Licence::Any),
        }
    }
}

impl TermsFile {
    fn check(self, sources: &Sources) -> Result<Terms, ConfigurationError> {
        let licence = |family: Family, value: Option<Spanned<String>>| {
            let Some(value) = value else { return Ok(None) };
            family.licence(&value.value).map(Some).ok_or_else(|| {
                let names: Vec<&str> = family.licences().iter().map(|licence| licence.name()).collect();
                wrong(FILE, &value, format!("`{}` is no licence here: write {}", value.value, names.join(", ")))
            })
        };
        let mut keeps = BTreeMap::new();
        for (id, value) in self.keeps {
            if sources.get(&id).is_none() {
                let near = nearest(&id, sources.0.iter().map(|source| source.id.as_str()));
                return Err(wrong(FILE, &value, format!("no source is called `{id}`{near}")));
            }
            keeps.insert(id, value.value.parse().map_err(|message: String| wrong(FILE, &value, message))?);
        }
        Ok(Terms { entra: licence(Family::Entra, self.entra)?, audit: licence(Family::Audit, self.audit)?, keeps })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tenant_has_its_own_and_for_the_rest_what_all_have() {
        let sources = Sources::shipped().unwrap();
        let text = "warn: 3d\ntenants:\n  '*': {entra: p1, audit: standard, keeps: {azure-activity: 1y}}\n  AAAA: {entra: p2, keeps: {audit-other: 1y}}\n";
        let licences = Licences::read(text, &sources).unwrap();
        assert_eq!(licences.warn, 3 * DAY);
        let own = licences.of("aaaa");
        assert_eq!((own.entra, own.audit), (Some(Licence::P2), Some(Licence::Standard)));
        assert_eq!(own.keeps.keys().collect::<Vec<_>>(), ["audit-other", "azure-activity"]);
        assert_eq!(licences.of("b").entra, Some(Licence::P1));
        assert_eq!(Licences::read("", &sources).unwrap().of("b"), Terms::default());
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        let told = |line: &str| {
            let error =
                Licences::read(&format!("tenants:\n  a:\n    {line}\n"), &Sources::shipped().unwrap()).unwrap_err();
            assert_eq!(error.line, 3, "{error}");
            error.to_string()
        };
        assert!(told("entra: e5").contains("write free, p1, p2"));
        assert!(told("audit: e3").contains("write standard, premium, ten-year"));
        assert!(told("keeps: {entra-signins: 1y}").contains("is `entra-sign-ins` meant?"));
        assert!(told("keeps: {entra-sign-ins: long}").contains("write 30d, 1y"));
        assert!(told("licence: p1").contains("licence"));
    }
}
