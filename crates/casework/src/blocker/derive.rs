//! Blockers that follow from what the archive covers.

use serde::Serialize;
use store::{Coverage, TableCoverage, WindowKind};

use super::Kind;
use crate::evidence::{Kept, Licences, LostOn, Source, Sources};
use crate::instant::text;

/// What an answer rests on: tables of one tenant in a stretch of time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question<'a> {
    /// The tenant.
    pub tenant: &'a str,
    /// The tables that are asked.
    pub tables: Vec<&'a str>,
    /// First instant, in microseconds since 1970.
    pub from: i64,
    /// Last instant.
    pub to: i64,
}

/// A blocker that nobody had to add.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Derived {
    /// What stands in the way.
    pub kind: Kind,
    /// In which table.
    pub table: String,
    /// First instant that it concerns, in microseconds since 1970.
    pub from: i64,
    /// Last instant.
    pub to: i64,
    /// What exactly.
    pub detail: String,
}

/// Returns what stands in the way of an answer, by kind, table and time.
///
/// Time that no record covers is [`Kind::Expired`] where no licence that the tenant may have keeps it any more, and
/// [`Kind::NotCollected`] where it can perhaps still be fetched. Quiet days in a table of few records are no gap.
pub fn derive(
    question: &Question<'_>,
    coverage: &Coverage,
    sources: &Sources,
    licences: &Licences,
    now: i64,
) -> Vec<Derived> {
    let mut found = Vec::new();
    for table in &question.tables {
        let covered = coverage.0.iter().find(|covered| covered.tenant == question.tenant && covered.table == *table);
        let look = Look { question, table, sources, licences, now };
        found.extend(look.unlicensed());
        match covered {
            None => found.extend(look.uncovered(question.from, question.to, "nothing of this table is in the archive")),
            Some(covered) => {
                found.extend(look.windows(covered));
                found.extend(look.gaps(covered));
            }
        }
    }
    found.sort();
    found.dedup();
    found
}

struct Look<'a> {
    question: &'a Question<'a>,
    table: &'a str,
    sources: &'a Sources,
    licences: &'a Licences,
    now: i64,
}

impl Look<'_> {
    fn blocker(&self, kind: Kind, from: i64, to: i64, detail: String) -> Option<Derived> {
        let (from, to) = (from.max(self.question.from), to.min(self.question.to));
        (from <= to).then(|| Derived { kind, table: self.table.to_owned(), from, to, detail })
    }

    /// What the windows themselves say.
    fn windows(&self, covered: &TableCoverage) -> Vec<Derived> {
        let one = |window: &store::Covered| {
            let cut = window.cut.as_ref().map(|sign| (Kind::ExportCut, format!("{sign} ({})", window.path)));
            let said = match &window.kind {
                WindowKind::Gap(reason) => Some((Kind::NotCollected, reason.clone())),
                WindowKind::Expired => Some((Kind::Expired, "the source no longer kept it".to_owned())),
                WindowKind::NotLicensed => Some((Kind::NotLicensed, "the tenant has no licence for it".to_owned())),
                WindowKind::NotPermitted => Some((Kind::NotPermitted, "the application may not read it".to_owned())),
                _ => None,
            };
            let both: Vec<Derived> = cut
                .into_iter()
                .chain(said)
                .filter_map(|(kind, detail)| self.blocker(kind, window.from, window.to, detail))
                .collect();
            both
        };
        covered.windows.iter().flat_map(one).collect()
    }

    /// What lies before, after and between what is covered.
    fn gaps(&self, covered: &TableCoverage) -> Vec<Derived> {
        let stretches = crate::evidence::held(covered);
        let (Some((first, _)), Some((_, last))) = (stretches.first(), stretches.last()) else {
            return self.uncovered(self.question.from, self.question.to, "nothing of this table is in the archive");
        };
        let mut found = self.uncovered(self.question.from, first - 1, "the archive begins later");
        for ((_, end), (next, _)) in stretches.iter().zip(stretches.iter().skip(1)) {
            found.extend(self.uncovered(end + 1, next - 1, "no record for whole days, where there are many a day"));
        }
        found.extend(self.uncovered(last + 1, self.question.to.min(self.now), "the archive ends earlier"));
        found
    }

    fn uncovered(&self, from: i64, to: i64, why: &str) -> Vec<Derived> {
        let to = to.min(self.now);
        if from > to {
            return Vec::new();
        }
        // From here on, somebody may still have it.
        let edge = self.edge();
        let lost = (from < edge).then(|| {
            let until = format!("{why}; what is older than {} can no longer be fetched", text(edge));
            self.blocker(Kind::Expired, from, to.min(edge - 1), until)
        });
        let there = (to >= edge).then(|| self.blocker(Kind::NotCollected, from.max(edge), to, why.to_owned()));
        [lost, there].into_iter().flatten().flatten().collect()
    }

    /// The earliest instant of which some source may still have records, under some licence that the tenant may have. Of a
    /// table that no source fills, all time.
    fn edge(&self) -> i64 {
        let terms = self.licences.of(self.question.tenant);
        let oldest = self.sources_of().flat_map(|source| {
            let custom = terms.keeps.get(&source.id).copied();
            let licences = terms.licence(source).map_or_else(|| source.family.licences().to_vec(), |one| vec![one]);
            licences.into_iter().map(move |licence| match custom {
                Some(Kept::Always) => i64::MIN,
                Some(kept @ Kept::Days(_)) => match kept.lost_on(0) {
                    LostOn::At(span) => self.now.saturating_sub(span),
                    LostOn::AtOnce | LostOn::Never => i64::MIN,
                },
                Some(Kept::Never) => i64::MAX,
                None => match source.lost_on(self.now, licence) {
                    LostOn::Never => i64::MIN,
                    LostOn::AtOnce => i64::MAX,
                    LostOn::At(_) => source.oldest(self.now, licence).unwrap_or(i64::MIN),
                },
            })
        });
        oldest.min().unwrap_or(i64::MIN).min(self.now.saturating_add(1))
    }

    /// That the only source of the table keeps nothing.
    fn unlicensed(&self) -> Option<Derived> {
        let kept = |source: &Source| {
            let custom = self.licences.of(self.question.tenant).keeps.get(&source.id).copied();
            custom.is_some_and(|kept| kept != Kept::Never) || source.keeps.values().any(|kept| *kept != Kept::Never)
        };
        let mut sources = self.sources_of().peekable();
        sources.peek()?;
        if sources.any(kept) {
            return None;
        }
        let detail = "the service keeps nothing: only what diagnostic settings streamed is anywhere".to_owned();
        self.blocker(Kind::NotLicensed, self.question.from, self.question.to, detail)
    }

    fn sources_of(&self) -> impl Iterator<Item = &Source> {
        self.sources.0.iter().filter(|source| source.tables.iter().any(|table| table == self.table))
    }
}

#[cfg(test)]
mod tests {
    use store::Covered;

    use super::*;
    use crate::instant::DAY;

    const NOW: i64 = 20_000 * DAY;

    fn ago(days: i64) -> i64 {
        NOW - days * DAY
    }

    fn window(from: i64, to: i64, kind: WindowKind, cut: Option<&str>) -> Covered {
        Covered {
            from: ago(from),
            to: ago(to),
            rows: 1000,
            kind,
            evidence: String::new(),
            path: "a.csv".into(),
            member: None,
            format: None,
            cut: cut.map(str::to_owned),
        }
    }

    fn asked(table: &str, covered: &[(i64, i64)], windows: Vec<Covered>, licences: &str) -> Vec<(Kind, i64, i64)> {
        let intervals = covered.iter().map(|(from, to)| (ago(*from), ago(*to))).collect();
        let of = TableCoverage {
            tenant: "a".into(),
            table: "SigninLogs".into(),
            windows,
            intervals,
            silences: Vec::new(),
            busy: true,
            removed: Vec::new(),
        };
        let question = Question { tenant: "a", tables: vec![table], from: ago(100), to: NOW };
        let sources = Sources::shipped().unwrap();
        let licences = Licences::read(licences, &sources).unwrap();
        let found = derive(&question, &Coverage(vec![of]), &sources, &licences, NOW);
        let days = |at: i64| (NOW - at) / DAY;
        found.into_iter().map(|blocker| (blocker.kind, days(blocker.from), days(blocker.to))).collect()
    }

    #[test]
    fn what_is_not_covered_is_gone_or_can_be_fetched() {
        let found = asked("SigninLogs", &[(80, 60), (50, 10)], Vec::new(), "");
        assert_eq!(
            found,
            [(Kind::Expired, 100, 80), (Kind::Expired, 59, 50), (Kind::NotCollected, 9, 0)],
            "30 days at most, whatever the licence"
        );
        let found = asked("SigninLogs", &[(80, 10)], Vec::new(), "tenants: {a: {entra: free}}");
        assert_eq!(found, [(Kind::Expired, 100, 80), (Kind::Expired, 9, 7), (Kind::NotCollected, 7, 0)]);
        let found = asked("SigninLogs", &[(120, 0)], Vec::new(), "");
        assert_eq!(found, [], "all of it is there");
        let found = asked("SigninLogs", &[(50, 0)], Vec::new(), "tenants: {a: {keeps: {entra-sign-ins: 1y}}}");
        assert_eq!(found, [(Kind::NotCollected, 100, 50)]);
    }

    #[test]
    fn a_table_that_is_not_there_says_nothing() {
        let found = asked("AuditLogs", &[(120, 0)], Vec::new(), "");
        assert_eq!(found, [(Kind::Expired, 100, 30), (Kind::NotCollected, 30, 0)]);
        let found = asked("MicrosoftGraphActivityLogs", &[], Vec::new(), "");
        assert_eq!(found, [(Kind::Expired, 100, 0), (Kind::NotLicensed, 100, 0)]);
        let found = asked("ADFSSignInLogs", &[], Vec::new(), "");
        assert_eq!(found, [(Kind::NotCollected, 100, 0)], "nobody knows how long those are kept");
    }

    #[test]
    fn windows_say_what_they_know() {
        let windows = vec![
            window(120, 90, WindowKind::Imported, Some("exactly 100000 rows")),
            window(40, 30, WindowKind::NotPermitted, None),
            window(20, 10, WindowKind::Gap("throttled".into()), None),
            window(200, 150, WindowKind::Imported, Some("outside the question")),
        ];
        let found = asked("SigninLogs", &[(120, 0)], windows, "");
        assert_eq!(found, [(Kind::NotPermitted, 40, 30), (Kind::ExportCut, 100, 90), (Kind::NotCollected, 20, 10)]);
    }
}
