//! What will be lost next.

use super::{Kept, Licence, Licences, Owners, Source, Sources, Terms};
use crate::instant::DAY;
use serde::Serialize;

/// How a source stands for one tenant, table and licence. Instants and spans are microseconds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Expiry {
    /// The tenant.
    pub tenant: String,
    /// The source.
    pub source: String,
    /// What it keeps.
    pub title: String,
    /// The table.
    pub table: String,
    /// The licence that decides.
    pub licence: Licence,
    /// Whether the licence is an assumption, because nobody named it.
    pub assumed: bool,
    /// How long the source keeps.
    pub kept: Kept,
    /// Whether that is what the tenant's configuration says, not the licence.
    pub custom: bool,
    /// The oldest record that can still be fetched; none where there is no such edge.
    pub oldest: Option<i64>,
    /// First and last instant of what the archive holds.
    pub held: Option<(i64, i64)>,
    /// The stretch that can be fetched, is not held, and is lost first. Its end is where the archive goes on, or now.
    pub missing: Option<(i64, i64)>,
    /// What was neither fetched in time nor can be any more: from the last record held before the edge, to the edge.
    pub lost: Option<(i64, i64)>,
    /// How long until the first record is lost that is not held.
    pub left: Option<i64>,
    /// How bad that is.
    pub level: Level,
    /// Where to fetch.
    pub fetch: String,
}

/// How bad it is, from good to bad.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// There is time.
    Ok,
    /// The source keeps nothing: only what was streamed is there.
    NotKept,
    /// There is as little time as the configuration wants to hear of.
    Warn,
    /// Records are lost today, or nothing was ever fetched.
    Losing,
    /// Records were lost between what is held and what can still be fetched; more are every hour.
    Lost,
}

impl Level {
    /// Returns its name, in words.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::NotKept => "not kept",
            Self::Warn => "soon",
            Self::Losing => "losing now",
            Self::Lost => "lost",
        }
    }
}

/// Returns how every source stands for every tenant whose logs are kept, the worst first. A source of several tables is told for
/// each; a licence that nobody named, for each that is possible.
pub fn expiry(sources: &Sources, licences: &Licences, owners: &Owners<'_>, now: i64) -> Vec<Expiry> {
    let mut found = Vec::new();
    for tenant in owners.own.iter().copied() {
        let terms = licences.of(tenant);
        for source in &sources.0 {
            for table in &source.tables {
                let stretches = owners.held(tenant, table);
                for (licence, assumed) in possible(source, &terms) {
                    let custom = terms.keeps.get(&source.id).copied();
                    let at = At { tenant, source, table, licence, assumed, custom, warn: licences.warn, now };
                    found.push(at.look(&stretches));
                }
            }
        }
    }
    found.sort_by(|left, right| {
        let key = |e: &Expiry| (std::cmp::Reverse(e.level), e.left.unwrap_or(i64::MAX));
        key(left).cmp(&key(right))
    });
    found
}

/// The licence that counts, or each that may. What a tenant keeps by its own policy asks for no licence.
fn possible(source: &Source, terms: &Terms) -> Vec<(Licence, bool)> {
    match terms.licence(source) {
        Some(licence) => vec![(licence, false)],
        None if terms.keeps.contains_key(&source.id) => {
            source.family.licences().iter().take(1).map(|l| (*l, true)).collect()
        }
        None => source.family.licences().iter().map(|licence| (*licence, true)).collect(),
    }
}

/// Where a look is taken from.
struct At<'a> {
    tenant: &'a str,
    source: &'a Source,
    table: &'a str,
    licence: Licence,
    assumed: bool,
    custom: Option<Kept>,
    warn: i64,
    now: i64,
}

impl At<'_> {
    fn look(&self, held: &[(i64, i64)]) -> Expiry {
        let kept = self.custom.or_else(|| self.source.keeps.get(&self.licence).copied()).unwrap_or(Kept::Never);
        let oldest = match self.custom {
            Some(Kept::Days(days)) => Some(self.now.saturating_sub(i64::from(days) * DAY)),
            Some(Kept::Never | Kept::Always) => None,
            None => self.source.oldest(self.now, self.licence),
        };
        let mut expiry = Expiry {
            tenant: self.tenant.to_owned(),
            source: self.source.id.clone(),
            title: self.source.title.clone(),
            table: self.table.to_owned(),
            licence: self.licence,
            assumed: self.assumed && self.custom.is_none(),
            kept,
            custom: self.custom.is_some(),
            oldest,
            held: held.first().zip(held.last()).map(|((from, _), (_, to))| (*from, *to)),
            missing: None,
            lost: None,
            left: None,
            level: if kept == Kept::Never { Level::NotKept } else { Level::Ok },
            fetch: self.source.fetch.clone(),
        };
        if let Some(oldest) = oldest {
            self.weigh(&mut expiry, oldest, held);
        }
        expiry
    }

    fn weigh(&self, expiry: &mut Expiry, oldest: i64, held: &[(i64, i64)]) {
        let at_edge = held.iter().find(|(from, to)| *from <= oldest && oldest <= *to);
        // The first instant that can be fetched and is not held.
        let first = at_edge.map_or(oldest, |(_, to)| to.saturating_add(1));
        if first >= self.now {
            expiry.left = Some(self.now.saturating_sub(oldest));
            return;
        }
        let next = held.iter().map(|(from, _)| *from).find(|from| *from > first);
        expiry.missing = Some((first, next.map_or(self.now, |next| next.min(self.now))));
        let left = first.saturating_sub(oldest);
        expiry.left = Some(left);
        let before = held.iter().rev().map(|(_, to)| *to).find(|to| *to < oldest);
        expiry.level = match (at_edge, before) {
            (None, Some(last)) => {
                expiry.lost = Some((last, oldest));
                Level::Lost
            }
            (None, None) => Level::Losing,
            (Some(_), _) if left <= DAY => Level::Losing,
            (Some(_), _) if left <= self.warn => Level::Warn,
            (Some(_), _) => Level::Ok,
        };
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use store::{Coverage, TableCoverage};

    use super::*;
    use crate::evidence::fixture;

    const NOW: i64 = 20_000 * DAY;

    fn covered(table: &str, days: &[(i64, i64)], busy: bool) -> TableCoverage {
        let imports: Vec<_> = days.iter().map(|(from, to)| (NOW - from * DAY, NOW - to * DAY)).collect();
        fixture::covered("a", table, 1000, &imports, busy)
    }

    fn looked(licences: &Licences, tables: Vec<TableCoverage>) -> Vec<Expiry> {
        let coverage = Coverage(tables);
        expiry(&Sources::shipped().unwrap(), licences, &Owners::of(&coverage, licences), NOW)
    }

    fn sign_ins(days: &[(i64, i64)], licences: &str) -> Vec<Expiry> {
        let sources = Sources::shipped().unwrap();
        let licences = Licences::read(licences, &sources).unwrap();
        let found = looked(&licences, vec![covered("SigninLogs", days, true)]);
        found.into_iter().filter(|e| e.table == "SigninLogs").collect()
    }

    const P1: &str = "tenants: {a: {entra: p1}}";

    #[test]
    fn what_is_lost_next_depends_on_what_is_held() {
        let one = |days: &[(i64, i64)]| {
            let found = sign_ins(days, P1);
            assert_eq!(found.len(), 1);
            (found[0].level, found[0].left.unwrap() / DAY, found[0].missing, found[0].lost)
        };
        let at = |days: i64| NOW - days * DAY;
        assert_eq!(one(&[(60, 5)]), (Level::Ok, 25, Some((at(5) + 1, NOW)), None));
        assert_eq!(one(&[(60, 25)]), (Level::Warn, 5, Some((at(25) + 1, NOW)), None));
        assert_eq!(one(&[(60, 30)]), (Level::Losing, 0, Some((at(30) + 1, NOW)), None));
        assert_eq!(one(&[(60, 40)]), (Level::Lost, 0, Some((at(30), NOW)), Some((at(40), at(30)))));
        assert_eq!(one(&[(60, 40), (20, 0)]), (Level::Lost, 0, Some((at(30), at(20))), Some((at(40), at(30)))));
        assert_eq!(one(&[(20, 0)]), (Level::Losing, 0, Some((at(30), at(20))), None));
        assert_eq!(one(&[(60, 0)]), (Level::Ok, 30, None, None));
        assert_eq!(one(&[(60, 26), (20, 0)]), (Level::Warn, 4, Some((at(26) + 1, at(20))), None));
    }

    #[test]
    fn a_licence_that_nobody_named_is_told_for_each_that_it_may_be() {
        let found = sign_ins(&[(60, 5)], "");
        let mut told: Vec<_> = found.iter().map(|e| (e.licence, e.assumed, e.level, e.left.unwrap() / DAY)).collect();
        told.sort_unstable();
        assert_eq!(
            told,
            [
                (Licence::Free, true, Level::Warn, 2),
                (Licence::P1, true, Level::Ok, 25),
                (Licence::P2, true, Level::Ok, 25)
            ]
        );
        let own = sign_ins(&[(120, 50)], "tenants: {a: {keeps: {entra-sign-ins: 90d}}}");
        assert_eq!(
            own.iter().map(|e| (e.custom, e.assumed, e.left.unwrap() / DAY)).collect::<Vec<_>>(),
            [(true, false, 40)]
        );
    }

    #[test]
    fn a_table_that_was_never_fetched_is_told_too() {
        let sources = Sources::shipped().unwrap();
        let licences = Licences::read("tenants: {a: {entra: p1, audit: standard}}", &sources).unwrap();
        let found = looked(&licences, vec![covered("SigninLogs", &[(60, 0)], true)]);
        let level = |source: &str, table: &str| {
            found.iter().find(|e| e.source == source && e.table == table).map(|e| (e.level, e.held)).unwrap()
        };
        assert_eq!(level("entra-audit", "AuditLogs"), (Level::Losing, None));
        assert_eq!(level("graph-activity", "MicrosoftGraphActivityLogs"), (Level::NotKept, None));
        assert_eq!(level("entra-risky-users", "AADRiskyUsers"), (Level::Ok, None));
        assert_eq!(level("entra-sign-ins", "SigninLogs").0, Level::Ok);
        assert!(found.is_sorted_by_key(|e| std::cmp::Reverse(e.level)), "the worst first");
    }

    #[test]
    fn in_a_quiet_table_the_days_between_are_taken_for_held() {
        let level = |busy| {
            let found = looked(&Licences::default(), vec![covered("AzureActivity", &[(200, 150), (20, 10)], busy)]);
            found.into_iter().find(|e| e.source == "azure-activity").unwrap().level
        };
        assert_eq!((level(false), level(true)), (Level::Ok, Level::Lost));
    }

    proptest! {
        /// Against a walk, hour by hour, from the edge to the first hour that is not held.
        #[test]
        fn what_is_left_is_what_a_walk_finds(stretches in proptest::collection::vec((0_i64..900, 0_i64..300), 0..5)) {
            let hour = DAY / 24;
            let held: Vec<(i64, i64)> = stretches.iter().map(|(ago, long)| (NOW - ago * hour, (NOW - ago * hour + long * hour).min(NOW) - 1)).filter(|(from, to)| from <= to).collect();
            let mut table = covered("SigninLogs", &[], true);
            table.intervals.clone_from(&held);
            let sources = Sources::shipped().unwrap();
            let licences = Licences::read(P1, &sources).unwrap();
            let found = looked(&licences, vec![table]);
            let found = found.into_iter().find(|e| e.table == "SigninLogs").unwrap();
            let edge = NOW - 30 * DAY;
            let mut walk = edge;
            while walk < NOW && held.iter().any(|(from, to)| *from <= walk && walk <= *to) { walk += hour; }
            prop_assert_eq!(found.left, Some(walk - edge));
        }
    }
}
