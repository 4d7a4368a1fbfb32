//! Holds: added by one, released by two.

use serde_json::{Value, json};

use super::support::*;
use crate::{Error, HoldTerms, Release};

fn terms(person: &str) -> HoldTerms {
    HoldTerms {
        case: "case-17".into(),
        people: vec![person.into()],
        reason: "litigation".into(),
        ..HoldTerms::default()
    }
}

#[test]
fn it_takes_two_people_to_release_a_hold() {
    let folder = tempfile::tempdir().unwrap();
    let archive = archive(folder.path());
    let mut writer = archive.writer().unwrap();
    let first = writer.hold("ada", terms("grace@contoso.example")).unwrap();
    let second = writer.hold("ada", terms("edsger@contoso.example")).unwrap();
    assert_eq!((first.number, second.number, first.at), (1, 2, NOW));
    assert_eq!(writer.holds(), [first.clone(), second.clone()], "before the commit too");
    writer.commit().unwrap();
    assert_eq!(archive.holds().unwrap(), [first.clone(), second]);
    assert_eq!(writer.release(1, "Ada ", "settled").unwrap(), Release::Requested);
    for same in ["ada", " ADA", "Ada\u{a0}"] {
        let refused = writer.release(1, same, "settled").unwrap_err();
        assert!(matches!(refused, Error::Refused { .. }), "{refused}");
    }
    assert_eq!(writer.holds().len(), 2);
    writer.commit().unwrap();
    let asked = archive.holds().unwrap().remove(0).request.unwrap();
    assert_eq!((asked.by.as_str(), asked.reason.as_str()), ("Ada ", "settled"));
    assert_eq!(writer.release(1, "grace", "settled").unwrap(), Release::Released);
    assert!(matches!(writer.release(1, "grace", "again"), Err(Error::Unknown { what: "active hold", .. })));
    writer.commit().unwrap();
    writer.close().unwrap();
    assert_eq!(archive.holds().unwrap().iter().map(|hold| hold.number).collect::<Vec<_>>(), [2]);
    let said: Vec<String> = archive.acts().unwrap().into_iter().map(|sealed| sealed.act.what).collect();
    assert_eq!(said, ["hold.add", "hold.add", "hold.release.request", "hold.release"]);
    let mut writer = archive.writer().unwrap();
    assert_eq!(writer.hold("grace", terms("x@contoso.example")).unwrap().number, 3, "a number is never used again");
}

#[test]
fn no_act_goes_round_the_two_people() {
    let folder = tempfile::tempdir().unwrap();
    let archive = archive(folder.path());
    let mut writer = archive.writer().unwrap();
    writer.hold("ada", terms("grace@contoso.example")).unwrap();
    for what in ["hold.release", "hold.release.request", "Hold.Release", " hold.release"] {
        let refused = writer.act("grace", what, "hold 1", json!({"hold": 1}), Vec::new());
        assert!(matches!(refused, Err(Error::Refused { .. })), "{what}");
    }
    assert_eq!(writer.holds().len(), 1);
    writer.act("grace", "review.note", "hold 1", Value::Null, Vec::new()).unwrap();
}

#[test]
fn a_hold_that_would_not_hold_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let archive = archive(folder.path());
    let mut writer = archive.writer().unwrap();
    let good = || terms("grace@contoso.example");
    for (bad, why) in [
        (HoldTerms { case: " ".into(), ..good() }, "a case"),
        (HoldTerms { reason: String::new(), ..good() }, "a reason"),
        (HoldTerms { people: vec!["x@y".into(), " ".into()], ..good() }, "blank"),
        (HoldTerms { addresses: vec!["1".into()], ..good() }, "too short"),
        (HoldTerms { from: Some(2), to: Some(1), ..good() }, "before it begins"),
        (HoldTerms { tables: vec!["SigninLog".into()], ..good() }, "no table SigninLog"),
    ] {
        let refused = writer.hold("ada", bad).unwrap_err().to_string();
        assert!(refused.contains(why), "{refused}");
    }
    assert!(writer.hold(" ", good()).is_err());
    assert!(writer.holds().is_empty() && writer.commit().unwrap().is_none());
}
