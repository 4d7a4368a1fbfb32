//! The order of arrival does not matter: not to what is shown, not to what is kept as a version.

use proptest::prelude::*;
use tables::{Context, Fidelity, Mapped, Mapper, Place, Shape};

use super::support::*;
use crate::{Archive, Digests, Options, Origin, VerifyOptions};

/// One record in one of the forms in which it may reach us.
#[derive(Clone, Debug)]
struct Form {
    id: u32,
    /// How much the export tells.
    filled: u32,
    /// Whether it went through a portal's flat cells, which makes it worth less but may leave its content the same.
    rewritten: bool,
    /// Which sign-in table the export was taken for.
    other_table: bool,
    /// Whether the export tells the tenant.
    tenant: bool,
}

fn form() -> impl Strategy<Value = Form> {
    (0u32..5, 0u32..3, any::<bool>(), prop::bool::weighted(0.2), any::<bool>())
        .prop_map(|(id, filled, rewritten, other_table, tenant)| Form { id, filled, rewritten, other_table, tenant })
}

fn mapped(form: &Form) -> Mapped {
    let mut json = sign_in(form.id, &format!("2026-03-0{}T23:59:30Z", 1 + form.id % 2), "ada", 0);
    let more = ["", r#","correlationId":"c""#, r#","correlationId":"c","riskState":"none""#];
    json.truncate(json.len() - 1);
    json += more[form.filled as usize];
    json += "}";
    let table = if form.other_table { "AADNonInteractiveUserSignInLogs" } else { "SigninLogs" };
    let mut mapper = Mapper::new(tables::by_name(table).unwrap(), Shape::Graph);
    let fidelity = if form.rewritten { Fidelity::Rewritten } else { Fidelity::Native };
    let context = Context { fidelity, ..Context::default() };
    mapper.push(&json, Place { offset: 0, length: json.len() as u32, line: 1 }, &context).unwrap();
    let mut rows = mapper.take().unwrap();
    rows.tenants = vec![form.tenant.then(|| "11111111-1111-4111-8111-111111111111".into())];
    rows
}

/// Imports forms in an order, with a commit after some of them. Memory is so short that rows are written at once and
/// keys forgotten after each commit.
fn digest(forms: &[(Form, bool)], tight: bool) -> Digests {
    let folder = tempfile::tempdir().unwrap();
    let options = if tight {
        Options { pending_bytes: 0, key_bytes: 0, threads: 1, compact_above: 1, ..Options::default() }
    } else {
        Options { threads: 1, ..Options::default() }
    };
    let archive = Archive::create_or_open(folder.path(), clock).unwrap().with_options(options);
    let mut writer = archive.writer().unwrap();
    for (number, (form, commit)) in forms.iter().enumerate() {
        let object = writer.put_evidence("one", format!("{number} {form:?}").as_bytes()).unwrap();
        let origin = Origin { evidence: object.sha256, member: None, format: "graph".into() };
        writer.append(&origin, mapped(form)).unwrap();
        if *commit {
            writer.commit().unwrap();
        }
        if tight && number % 3 == 2 {
            writer.compact().unwrap();
        }
    }
    writer.commit().unwrap();
    writer.close().unwrap();
    let verdicts =
        archive.verify(&VerifyOptions { threads: 1, ..VerifyOptions::default() }, &|_done, _all| {}).unwrap();
    assert!(verdicts.holds(), "{verdicts:#?}");
    let mut digests = archive.digest().unwrap();
    // A table from which all rows have moved away is as one that never had any.
    digests.0.retain(|_path, (rows, _sum)| *rows > 0);
    digests
}

proptest! {
    #![proptest_config(ProptestConfig { cases: std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(8), ..ProptestConfig::default() })]

    #[test]
    fn any_order_of_import_gives_the_same_archive(
        (one, other, again) in prop::collection::vec((form(), any::<bool>()), 1..9).prop_flat_map(|forms| {
            let shuffled = Just(forms.clone()).prop_shuffle();
            (Just(forms), shuffled.clone(), shuffled)
        })
    ) {
        let expected = digest(&one, false);
        prop_assert_eq!(&digest(&other, true), &expected);
        prop_assert_eq!(&digest(&again.into_iter().map(|(form, commit)| (form, !commit)).collect::<Vec<_>>(), false), &expected);
        let twice: Vec<_> = one.iter().chain(&other).cloned().collect();
        prop_assert_eq!(&digest(&twice, true), &expected);
    }
}
