//! Whose logs the archive holds.

use store::{Coverage, TableCoverage, UNKNOWN_TENANT};

use super::Licences;
use super::held::{held, merged};

/// A tenant with fewer than one in so many of the records of the largest is a stranger, unless `licences.yaml` names it.
const FEW: u64 = 100;

/// Tenants whose logs are kept, and strangers: tenants that own people signed in to, or guests came from.
///
/// Records that tell no tenant are those of the only tenant whose logs are kept. Where there are several, or none, they stand
/// for themselves.
#[derive(Clone, Debug)]
pub struct Owners<'a> {
    coverage: &'a Coverage,
    /// Whose the records are that tell no tenant.
    unknown_of: Option<&'a str>,
    /// Whose logs are kept, those with the most records first.
    pub own: Vec<&'a str>,
    /// Of whom there are a few records.
    pub strangers: Vec<&'a str>,
}

impl<'a> Owners<'a> {
    /// Tells them apart.
    pub fn of(coverage: &'a Coverage, licences: &Licences) -> Self {
        let (unknown, known): (Vec<_>, Vec<_>) =
            coverage.tenants().into_iter().partition(|(tenant, _)| *tenant == UNKNOWN_TENANT);
        let most = known.first().map_or(0, |(_, records)| *records);
        let (mut own, mut strangers) = (Vec::new(), Vec::new());
        for (tenant, records) in known {
            let is_own = records * FEW >= most || licences.names(tenant);
            if is_own { own.push(tenant) } else { strangers.push(tenant) }
        }
        let unknown_of = if let [only] = own.as_slice() { Some(*only) } else { None };
        if unknown_of.is_none() {
            own.extend(unknown.into_iter().map(|(tenant, _)| tenant));
        }
        Self { coverage, unknown_of, own, strangers }
    }

    /// Takes strangers for owners too.
    pub fn admit(&mut self) {
        self.own.append(&mut self.strangers);
    }

    /// What is held of a tenant's table, in the order of time.
    pub(super) fn held(&self, tenant: &str, table: &str) -> Vec<(i64, i64)> {
        let takes_unknown = self.unknown_of == Some(tenant);
        let belongs = |covered: &&TableCoverage| {
            covered.table == table && (covered.tenant == tenant || (takes_unknown && covered.tenant == UNKNOWN_TENANT))
        };
        merged(self.coverage.0.iter().filter(belongs).flat_map(held).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::{Sources, fixture};

    fn table(tenant: &str, table: &str, rows: u64, import: (i64, i64)) -> TableCoverage {
        fixture::covered(tenant, table, rows, &[import], true)
    }

    #[test]
    fn who_has_few_records_is_a_stranger_unless_named() {
        let coverage = Coverage(vec![
            table("ours", "SigninLogs", 1000, (0, 9)),
            table("theirs", "SigninLogs", 3, (0, 9)),
            table(UNKNOWN_TENANT, "AuditLogs", 50, (0, 9)),
            table(UNKNOWN_TENANT, "SigninLogs", 5, (10, 20)),
        ]);
        let mut owners = Owners::of(&coverage, &Licences::default());
        assert_eq!((&owners.own[..], &owners.strangers[..]), (&["ours"][..], &["theirs"][..]));
        assert_eq!(owners.held("ours", "AuditLogs"), [(0, 9)], "it can be nobody else's");
        assert_eq!(owners.held("ours", "SigninLogs"), [(0, 20)]);
        owners.admit();
        assert_eq!(owners.own, ["ours", "theirs"]);
        assert_eq!((owners.held("ours", "AuditLogs").len(), owners.held("theirs", "AuditLogs").len()), (1, 0));
        let licences = Licences::read("tenants: {THEIRS: {entra: p1}}", &Sources::shipped().unwrap()).unwrap();
        assert_eq!(Owners::of(&coverage, &licences).own, ["ours", "theirs", UNKNOWN_TENANT]);
    }

    #[test]
    fn of_several_tenants_what_is_unknown_stands_by_itself() {
        let coverage = Coverage(vec![
            table("a", "SigninLogs", 1000, (0, 9)),
            table("b", "SigninLogs", 900, (0, 9)),
            table(UNKNOWN_TENANT, "AuditLogs", 50, (0, 9)),
        ]);
        let owners = Owners::of(&coverage, &Licences::default());
        assert_eq!((owners.own.len(), owners.held("a", "AuditLogs").len()), (3, 0));
        assert_eq!(owners.held(UNKNOWN_TENANT, "AuditLogs"), [(0, 9)]);
        let coverage = Coverage(vec![table(UNKNOWN_TENANT, "AuditLogs", 50, (0, 9))]);
        assert_eq!(Owners::of(&coverage, &Licences::default()).own, [UNKNOWN_TENANT]);
        assert_eq!(Owners::of(&Coverage::default(), &Licences::default()).own, <[&str; 0]>::default());
    }
}
