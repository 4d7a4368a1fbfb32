//! A record's text as each kind of record, twice over, into rows.
#![no_main]

use quaestor_fuzz::{choice, nothing_null_by_mistake, whole};
use tables::{Context, DateOrder, Fidelity, Kind, Mappers, Place, SignInKind, all};

fn kinds() -> Vec<Kind> {
    let mut kinds = vec![
        Kind::SignIn,
        Kind::SignInOf(SignInKind::Interactive),
        Kind::SignInOf(SignInKind::NonInteractive),
        Kind::SignInOf(SignInKind::ServicePrincipal),
        Kind::SignInOf(SignInKind::ManagedIdentity),
        Kind::DirectoryAudit,
        Kind::Provisioning,
        Kind::RiskyUser,
        Kind::RiskDetection,
        Kind::RiskyServicePrincipal,
        Kind::ServicePrincipalRiskDetection,
        Kind::Alert,
        Kind::LegacyAlert,
        Kind::Incident,
        Kind::DefenderIncident,
        Kind::DefenderAlert,
        Kind::Diagnostic,
        Kind::Audit,
        Kind::CloudAppActivity,
        Kind::Other("something else"),
        Kind::Row("NoSuchTable"),
    ];
    kinds.extend(all().iter().map(|table| Kind::Row(table.name)));
    kinds
}

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let kinds = kinds();
    let Some((number, rest)) = choice(data, kinds.len()) else { return };
    let Some((how, bytes)) = choice(rest, 6) else { return };
    let kind = kinds[number];
    let text = String::from_utf8_lossy(bytes);
    let dates = [DateOrder::Unsettled, DateOrder::MonthFirst, DateOrder::DayFirst][how % 3];
    let fidelity = [Fidelity::Native, Fidelity::Rewritten][how / 3];
    let context = Context { dates, fidelity };
    let mut mappers = Mappers::default();
    let mut mapped_twice = Vec::new();
    for line in 1..=2 {
        let place = Place { offset: 7, length: bytes.len() as u32, line };
        let pushed = mappers.push(kind, &text, place, &context);
        assert_eq!(mappers.size().0 > 0, pushed.is_ok(), "a record is a row or a rejection, never both: {pushed:?}");
        if let Err(rejection) = &pushed {
            assert!(!rejection.reason.is_empty() && rejection.reason.len() < 1000, "{rejection}");
        }
        let mapped = mappers.take();
        let primary: usize = mapped.iter().filter(|m| !m.derived).map(|m| m.rows.num_rows()).sum();
        assert_eq!(primary, usize::from(pushed.is_ok()), "one record, one row");
        for mapped in &mapped {
            whole(mapped);
            nothing_null_by_mistake(mapped);
            assert_eq!(mapped.places, [place]);
            assert!(mapped.tenants.iter().flatten().all(|t| t.len() <= 200 && **t == t.to_ascii_lowercase()));
        }
        mapped_twice.push(mapped.into_iter().map(|m| (m.table.name, m.identities)).collect::<Vec<_>>());
    }
    assert_eq!(mapped_twice[0], mapped_twice[1], "the same record gives the same rows");
    let unmapped = mappers.take_unmapped();
    assert!(unmapped.len() <= 2001 * 2);
});
