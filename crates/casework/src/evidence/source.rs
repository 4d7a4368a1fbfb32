//! Services that keep records, and for how long.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};
use serde_saphyr::Spanned;

use super::{Family, Kept, Licence, LostOn};
use crate::configuration::{ConfigurationError, read, wrong};
use crate::instant::DAY;

const FILE: &str = "sources.yaml";

/// A service that keeps records, and for how long.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Source {
    /// Its name, unique among the sources.
    pub id: String,
    /// What it keeps.
    pub title: String,
    /// The tables that its records come into; none where the archive has none for them.
    pub tables: Vec<String>,
    /// Which licence decides.
    pub family: Family,
    /// For how long, by licence.
    pub keeps: BTreeMap<Licence, Kept>,
    /// What held before.
    pub formerly: Option<Formerly>,
    /// Where to fetch records.
    pub fetch: String,
    /// The page that says so; `mem` where none was read.
    pub cite: String,
    /// When it was read.
    pub read: Option<String>,
    /// What else to know.
    pub note: Option<String>,
}

/// What held for older records.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Formerly {
    /// Records created before this instant, in microseconds since 1970.
    pub before: i64,
    /// For how long those were kept, by licence; the others as ever.
    pub keeps: BTreeMap<Licence, Kept>,
}

/// The sources, in the order of their file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sources(pub Vec<Source>);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    sources: Vec<SourceFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SourceFile {
    id: Spanned<String>,
    title: String,
    tables: Spanned<Vec<String>>,
    licence: Family,
    keeps: Spanned<BTreeMap<String, Spanned<String>>>,
    formerly: Option<FormerlyFile>,
    fetch: String,
    cite: String,
    read: Option<String>,
    note: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FormerlyFile {
    before: Spanned<String>,
    keeps: Spanned<BTreeMap<String, Spanned<String>>>,
}

impl<'de> Deserialize<'de> for Family {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match String::deserialize(deserializer)?.as_str() {
            "entra" => Ok(Self::Entra),
            "audit" => Ok(Self::Audit),
            "any" => Ok(Self::Any),
            other => Err(serde::de::Error::custom(format!("`{other}` is not entra, audit or any"))),
        }
    }
}

impl Sources {
    /// Returns the sources that come with the program.
    pub fn shipped() -> Result<Self, ConfigurationError> {
        let file = read::<File>(FILE, include_str!("sources.yaml"))?;
        let sources = file.map(|file| file.sources).unwrap_or_default();
        Ok(Self(sources.into_iter().map(SourceFile::check).collect::<Result<_, _>>()?))
    }

    /// Returns the source of that name.
    pub fn get(&self, id: &str) -> Option<&Source> {
        self.0.iter().find(|source| source.id == id)
    }
}

impl Source {
    /// Returns when a record is given up that was created at an instant, in microseconds since 1970. At once where the licence
    /// is not one that the source asks for.
    pub fn lost_on(&self, created: i64, licence: Licence) -> LostOn {
        self.kept(created, licence).lost_on(created)
    }

    /// Returns the earliest instant of which a record may still be there; none where nothing is kept, and where everything is.
    pub fn oldest(&self, now: i64, licence: Licence) -> Option<i64> {
        let back = |kept: Kept| match kept {
            Kept::Days(days) => Some(now.saturating_sub(i64::from(days) * DAY)),
            Kept::Never | Kept::Always => None,
        };
        let oldest = back(self.kept(i64::MAX, licence))?;
        match &self.formerly {
            // The older rule decides about what is older than its end.
            Some(formerly) if oldest < formerly.before => {
                Some(back(self.kept(i64::MIN, licence)).map_or(oldest, |then| then.min(formerly.before)).max(oldest))
            }
            _ => Some(oldest),
        }
    }

    fn kept(&self, created: i64, licence: Licence) -> Kept {
        let former = self.formerly.as_ref().filter(|formerly| created < formerly.before);
        let kept = former.and_then(|formerly| formerly.keeps.get(&licence)).or_else(|| self.keeps.get(&licence));
        kept.copied().unwrap_or(Kept::Never)
    }
}

impl SourceFile {
    fn check(self) -> Result<Source, ConfigurationError> {
        let family = self.licence;
        let keeps = kept(family, &self.keeps)?;
        if let Some(missing) = family.licences().iter().find(|licence| !keeps.contains_key(licence)) {
            return Err(wrong(FILE, &self.keeps, format!("`keeps` does not say what {} keeps", missing.name())));
        }
        if let Some(table) = self.tables.value.iter().find(|table| tables::by_name(table).is_none()) {
            return Err(wrong(FILE, &self.tables, format!("no table is called `{table}`")));
        }
        let formerly = self.formerly.map(|formerly| formerly.check(family)).transpose()?;
        Ok(Source {
            id: self.id.value,
            title: self.title,
            tables: self.tables.value,
            family,
            keeps,
            formerly,
            fetch: self.fetch,
            cite: self.cite,
            read: self.read,
            note: self.note,
        })
    }
}

impl FormerlyFile {
    fn check(self, family: Family) -> Result<Formerly, ConfigurationError> {
        let date: NaiveDate = self.before.value.parse().map_err(|error: chrono::ParseError| {
            wrong(FILE, &self.before, format!("`{}` is no date: {error}", self.before.value))
        })?;
        let before = date.and_time(NaiveTime::MIN).and_utc().timestamp_micros();
        Ok(Formerly { before, keeps: kept(family, &self.keeps)? })
    }
}

fn kept(
    family: Family,
    keeps: &Spanned<BTreeMap<String, Spanned<String>>>,
) -> Result<BTreeMap<Licence, Kept>, ConfigurationError> {
    let one = |(name, value): (&String, &Spanned<String>)| {
        let Some(licence) = family.licence(name) else {
            let names: Vec<&str> = family.licences().iter().map(|licence| licence.name()).collect();
            return Err(wrong(FILE, value, format!("`{name}` is no licence here: {}", names.join(", "))));
        };
        Ok((licence, value.value.parse().map_err(|message: String| wrong(FILE, value, message))?))
    };
    keeps.value.iter().map(one).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn micros(date: &str) -> i64 {
        date.parse::<NaiveDate>().unwrap().and_time(NaiveTime::MIN).and_utc().timestamp_micros()
    }

    #[test]
    fn every_source_says_what_it_keeps_and_where_to_fetch_it() {
        let sources = Sources::shipped().unwrap();
        for source in &sources.0 {
            assert!(!source.fetch.is_empty() && !source.cite.is_empty(), "{}", source.id);
            assert_eq!(source.keeps.len(), source.family.licences().len(), "{}", source.id);
            assert_eq!(sources.0.iter().filter(|other| other.id == source.id).count(), 1, "{}", source.id);
            assert!(source.cite == "mem" || source.read.is_some(), "{}: when was the page read?", source.id);
        }
    }

    #[test]
    fn unified_audit_records_of_before_the_change_were_kept_for_90_days() {
        let sources = Sources::shipped().unwrap();
        let core = sources.get("audit-core").unwrap();
        let lost = |created: &str, licence| core.lost_on(micros(created), licence);
        assert_eq!(lost("2023-10-16", Licence::Standard), LostOn::At(micros("2024-01-14")));
        assert_eq!(lost("2023-10-17", Licence::Standard), LostOn::At(micros("2024-04-14")));
        assert_eq!(lost("2023-10-16", Licence::Premium), LostOn::At(micros("2024-10-15")), "a year then as now");
        let oldest = |now: &str| core.oldest(micros(now), Licence::Standard).unwrap();
        assert_eq!(oldest("2023-11-01"), micros("2023-08-03"));
        assert_eq!(oldest("2024-03-01"), micros("2023-10-17"), "the older ones went early");
        assert_eq!(oldest("2026-11-29"), micros("2026-06-02"));
        let sign_ins = sources.get("entra-sign-ins").unwrap();
        assert_eq!(sign_ins.lost_on(0, Licence::Free), LostOn::At(7 * DAY));
        assert_eq!(sources.get("graph-activity").unwrap().lost_on(0, Licence::P2), LostOn::AtOnce);
        assert_eq!(sources.get("entra-risky-users").unwrap().lost_on(0, Licence::P1), LostOn::Never);
    }

    proptest! {
        /// The oldest record is the first that is not lost yet.
        #[test]
        fn the_oldest_record_is_on_the_edge(hour in 460_000_i64..500_000, which in 0_usize..16) {
            let now = hour * 3_600_000_000;
            let sources = Sources::shipped().unwrap();
            let source = &sources.0[which];
            for licence in source.family.licences() {
                if let Some(oldest) = source.oldest(now, *licence) {
                    let there = |created| matches!(source.lost_on(created, *licence), LostOn::At(lost) if lost >= now);
                    prop_assert!(there(oldest), "{} {}", source.id, licence.name());
                    prop_assert!(!there(oldest - 1), "{} {}", source.id, licence.name());
                }
            }
        }
    }
}
