//! Acts and documents: who did what, sealed with everything else.

use std::collections::BTreeSet;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::support::*;
use crate::seal::{EntryKind, entry_path, seal, sha256};
use crate::{Archive, Aspect, Error, HoldTerms, Verdicts, VerifyOptions};

fn check(archive: &Archive) -> Verdicts {
    archive.verify(&VerifyOptions::default(), &|_done, _all| {}).unwrap()
}

/// An archive of one import, one entry of acts alone, and one import.
fn recorded() -> (tempfile::TempDir, Archive, String) {
    let folder = tempfile::tempdir().unwrap();
    let archive = archive(folder.path());
    import(&archive, &sign_ins(0, 4)).unwrap();
    let mut writer = archive.writer().unwrap();
    let document = writer.put_document("review.html", b"<h1>Review</h1>").unwrap();
    assert_eq!(writer.put_document("other name", b"<h1>Review</h1>").unwrap(), document);
    let body = json!({"zebra": 1, "aardvark": [null, true, "x"]});
    writer.act("ada", "review.sign", "review 2026-W46", body, vec![document.clone()]).unwrap();
    writer.act("grace", "review.note", "review 2026-W46", Value::Null, Vec::new()).unwrap();
    writer.commit().unwrap().unwrap();
    assert!(writer.commit().unwrap().is_none(), "an act is sealed once");
    writer.close().unwrap();
    import(&archive, &sign_ins(4, 8)).unwrap();
    (folder, archive, document)
}

#[test]
fn acts_and_documents_are_read_back_as_they_were_made() {
    let (_folder, archive, document) = recorded();
    let acts = archive.acts().unwrap();
    let said: Vec<_> = acts.iter().map(|sealed| (sealed.entry, sealed.act.who.as_str(), sealed.act.at)).collect();
    assert_eq!(said, [(2, "ada", NOW), (2, "grace", NOW)]);
    assert_eq!(acts[0].act.body.to_string(), r#"{"zebra":1,"aardvark":[null,true,"x"]}"#);
    assert_eq!(acts[0].act.documents, std::slice::from_ref(&document));
    let snapshot = archive.snapshot().unwrap();
    assert_eq!(snapshot.acts(), acts);
    assert_eq!(snapshot.documents().collect::<Vec<_>>(), [(document.as_str(), "review.html", 15)]);
    assert_eq!(snapshot.document(&document).unwrap(), b"<h1>Review</h1>");
    assert!(matches!(snapshot.document(&sha256(b"other")), Err(Error::Unknown { what: "document", .. })));
    assert_eq!(snapshot.entry_of_document(&document), Some(2));
    let evidence = snapshot.evidence();
    let entries: BTreeSet<_> = evidence.list().map(|object| snapshot.entry_of_evidence(object.0).unwrap()).collect();
    assert_eq!(entries, [1, 3].into());
    assert_eq!(snapshot.head(), archive.head().unwrap());
    assert_eq!((snapshot.accounts().len(), snapshot.coverage()), (2, archive.coverage().unwrap()));
    let (state, _last) = archive.fold(Some(2)).unwrap();
    assert_eq!(acts[0].hash, state.hash);
    let verdicts = check(&archive);
    assert!(verdicts.holds() && verdicts.checked.documents == 1, "{verdicts:#?}");
}

#[test]
fn entries_without_acts_are_as_they_were_before_there_were_any() {
    let (folder, archive, _document) = recorded();
    let text = |number| std::fs::read_to_string(folder.path().join(entry_path(number))).unwrap();
    assert!(!text(1).contains("\"acts\"") && !text(1).contains("\"documents\""));
    assert!(text(2).contains("\"kind\":\"record\"") && text(2).contains("\"acts\":[{\"at\":"));
    let mut writer = archive.writer().unwrap();
    append(&mut writer, "SigninLogs", tables::Shape::Graph, &sign_ins(8, 9)).unwrap();
    writer.act("ada", "import.note", "records.ndjson", json!("by hand"), Vec::new()).unwrap();
    writer.commit().unwrap();
    let (_state, last) = archive.fold(None).unwrap();
    let last = last.unwrap();
    assert_eq!((last.kind, last.acts.len(), last.evidence.len()), (EntryKind::Import, 1, 1));
}

#[test]
fn what_was_not_committed_was_never_said() {
    let (_folder, archive, _document) = recorded();
    let before = archive.acts().unwrap();
    let mut writer = archive.writer().unwrap();
    let document = writer.put_document("draft", b"draft").unwrap();
    writer.act("ada", "review.draft", "review 2026-W46", Value::Null, vec![document.clone()]).unwrap();
    let unknown = writer.act("ada", "review.sign", "review 2026-W46", Value::Null, vec![sha256(b"none")]);
    assert!(matches!(unknown, Err(Error::Unknown { what: "document", .. })), "{unknown:?}");
    writer.close().unwrap();
    assert_eq!(archive.acts().unwrap(), before);
    assert_eq!(archive.storage.size(&crate::evidence::document_path(&document)).unwrap(), None);
    assert!(check(&archive).holds());
    // A writer that dies leaves its document; the next one takes it away.
    let mut writer = archive.writer().unwrap();
    writer.put_document("draft", b"draft").unwrap();
    drop(writer);
    assert!(check(&archive).findings.iter().any(|finding| finding.aspect == Aspect::Note));
    archive.writer().unwrap().close().unwrap();
    assert_eq!(archive.storage.size(&crate::evidence::document_path(&document)).unwrap(), None);
}

#[test]
fn an_act_that_names_a_document_nobody_kept_is_broken() {
    let (folder, archive, _document) = recorded();
    let (mut state, last) = archive.fold(None).unwrap();
    let mut entry = last.unwrap();
    entry.number = state.number + 1;
    entry.previous = std::mem::take(&mut state.hash);
    entry.kind = EntryKind::Record;
    (entry.evidence, entry.leaves, entry.completed) = Default::default();
    entry.tables.clear();
    entry.acts = vec![archive.acts().unwrap()[0].act.clone()];
    entry.acts[0].documents = vec![sha256(b"nobody kept it")];
    let signer = crate::seal::Signer::load(folder.path()).unwrap().unwrap();
    let (bytes, hash) = seal("entry", &entry, &signer).unwrap();
    archive.storage.put_new(&entry_path(entry.number), bytes.into()).unwrap();
    crate::batch::publish(&archive.storage, &signer, &entry, &hash).unwrap();
    let verdicts = check(&archive);
    let named =
        |finding: &crate::Finding| finding.object == entry_path(4) && finding.what.contains("rests on document");
    assert!(!verdicts.holds() && verdicts.findings.iter().any(named), "{verdicts:#?}");
}

#[test]
fn a_proof_is_the_files_that_lead_from_the_entries_to_the_head() {
    let (folder, archive, _document) = recorded();
    let snapshot = archive.snapshot().unwrap();
    let paths = |entries: &[u64]| -> Vec<String> {
        let proof = snapshot.proof(&entries.iter().copied().collect()).unwrap();
        for (path, bytes) in &proof {
            assert_eq!(*bytes, std::fs::read(folder.path().join(path)).unwrap(), "{path}");
        }
        proof.into_iter().map(|(path, _bytes)| path).collect()
    };
    let chain = |number: u32| format!("ledger/chain/{number:010}.json");
    let receipt = |number: u32| format!("ledger/receipt/{number:010}.json");
    let (identity, head) = ("archive.json".to_owned(), "ledger/head.json".to_owned());
    assert_eq!(paths(&[]), [identity.clone(), head.clone()]);
    assert_eq!(paths(&[2]), [identity.clone(), chain(2), chain(3), receipt(2), head.clone()]);
    import(&archive, &sign_ins(8, 9)).unwrap();
    let later = [identity, chain(1), chain(2), chain(3), chain(4), receipt(1), receipt(3), head];
    assert_eq!(paths(&[1, 3]), later, "up to the head of now");
    for unknown in [0, 4] {
        let refused = snapshot.proof(&[unknown].into());
        assert!(matches!(refused, Err(Error::Unknown { what: "entry", .. })), "{refused:?}");
    }
    std::fs::remove_file(folder.path().join(chain(3))).unwrap();
    assert!(matches!(snapshot.proof(&[2].into()), Err(Error::Broken { .. })));
    assert!(snapshot.proof(&[4].into()).is_err());
}

#[test]
fn the_archive_signs_what_leaves_it() {
    let (folder, archive, _document) = recorded();
    let hash = sha256(b"manifest");
    let signature = archive.sign("pack", &hash).unwrap();
    assert_eq!(signature.key, archive.public_key());
    assert!(signature.holds("pack", &hash) && !signature.holds("pack", &sha256(b"another")));
    assert!(matches!(archive.sign("entry", &hash), Err(Error::Refused { .. })));
    assert_eq!(archive.id().len(), 32);
    std::fs::remove_file(folder.path().join("seal/signing.key")).unwrap();
    assert!(matches!(archive.sign("pack", &hash), Err(Error::Broken { .. })));
}

fn any_json() -> impl Strategy<Value = Value> {
    let number = prop_oneof![
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        (-1e6..1e6).prop_map(Value::from),
    ];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        number,
        any::<String>().prop_map(Value::from)
    ];
    leaf.prop_recursive(5, 40, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec((any::<String>(), inner), 0..6)
                .prop_map(|items| Value::Object(items.into_iter().collect())),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn any_body_survives_byte_for_byte(
        bodies in prop::collection::vec((any_json(), any::<String>()), 1..12)
    ) {
        let folder = tempfile::tempdir().unwrap();
        let archive = archive(folder.path());
        let mut writer = archive.writer().unwrap();
        for (body, subject) in &bodies {
            writer.act("ada", "note", subject, body.clone(), Vec::new()).unwrap();
        }
        writer.commit().unwrap();
        let acts = archive.acts().unwrap();
        prop_assert_eq!(acts.len(), bodies.len());
        for (sealed, (body, subject)) in acts.iter().zip(&bodies) {
            prop_assert_eq!(sealed.act.body.to_string(), body.to_string());
            prop_assert_eq!(&sealed.act.subject, subject);
        }
        prop_assert!(check(&archive).holds());
    }
}

#[test]
fn what_is_confided_is_read_back_and_not_in_the_chain() {
    let folder = tempfile::tempdir().unwrap();
    let archive = archive(folder.path());
    let mut writer = archive.writer().unwrap();
    assert!(matches!(writer.confide(), Err(Error::Refused { .. })), "there is nothing to confide");
    writer.act("ada", "case.note", "case 1", json!({"text": "open"}), Vec::new()).unwrap();
    writer.act("ada", "case.note", "case 2", json!({"text": "Quiet"}), Vec::new()).unwrap();
    writer.confide().unwrap();
    let terms =
        HoldTerms { case: "case-2".into(), people: vec!["grace".into()], reason: "r".into(), ..HoldTerms::default() };
    let hold = writer.hold("ada", terms).unwrap();
    writer.confide().unwrap();
    assert_eq!(writer.holds(), std::slice::from_ref(&hold), "before the commit");
    writer.commit().unwrap();
    assert_eq!(writer.holds(), std::slice::from_ref(&hold), "after it");
    writer.release(1, "ada", "settled").unwrap();
    writer.confide().unwrap();
    writer.commit().unwrap();
    writer.close().unwrap();

    let acts = archive.acts().unwrap();
    assert_eq!(acts[1].act.body, json!({"text": "Quiet"}));
    assert_eq!(acts[1].act.documents, Vec::<String>::new(), "the document is the store's own");
    assert_eq!(archive.holds().unwrap()[0].terms, hold.terms);
    assert_eq!(archive.holds().unwrap()[0].request.as_ref().unwrap().reason, "settled");
    for entry in 1..=archive.head().unwrap().entry {
        let text = std::fs::read_to_string(folder.path().join(entry_path(entry))).unwrap();
        assert!(!text.contains("Quiet") && !text.contains("grace") && !text.contains("settled"), "{text}");
    }
    let verdicts = check(&archive);
    assert!(verdicts.holds() && verdicts.checked.documents == 3, "{verdicts:#?}");

    // A document that is lost is named by verify; the archive can still be read, and the hold holds everything.
    let lost = archive.snapshot().unwrap().documents().map(|(sha256, ..)| sha256.to_owned()).collect::<Vec<_>>();
    for sha256 in lost {
        std::fs::remove_file(folder.path().join(crate::evidence::document_path(&sha256))).unwrap();
    }
    assert_eq!(archive.holds().unwrap()[0].terms.people, Vec::<String>::new());
    assert!(!check(&archive).holds());
}
