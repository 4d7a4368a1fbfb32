//! What is known and need not be told.

use detect::state::{Applied, Exclusion, State, Subject};
use detect::{Entity, Finding};
use serde_json::json;

use crate::support::{HOUR, NOW, START, finding, rule, told};

const ANN: &str = "ann@contoso.example";
const BOB: &str = "bob@contoso.example";

/// An exclusion that holds for a hundred hours.
pub(crate) fn exclusion(subject: Subject, value: &str) -> Exclusion {
    Exclusion {
        number: 0,
        rule: None,
        subject,
        value: value.into(),
        reason: "known".into(),
        author: "eve".into(),
        created: NOW,
        expires: NOW + 100 * HOUR,
        removed: None,
    }
}

/// A finding with an address, a network and an application.
fn sign_in(person: &str, address: &str) -> Finding {
    let mut found = finding(person, 4);
    let entity = |kind: &str, value: &str| Entity { kind: kind.into(), value: value.into() };
    found.entities.push(entity("IP", address));
    found.entities.push(entity("CloudApplication", "Azure CLI"));
    found.row =
        json!({"UserPrincipalName": person, "UserId": "id-of-ann", "AutonomousSystemNumber": 64496, "AppId": "app-1"});
    found
}

/// Who belongs to what.
fn members(name: &str) -> Vec<String> {
    match name {
        "HelpDesk" => vec!["ANN@contoso.example".into()],
        "Lyon" => vec!["192.0.2.0/25".into(), "2001:db8:1::/48".into()],
        _ => Vec::new(),
    }
}

fn covers(subject: Subject, value: &str, found: &Finding) -> bool {
    exclusion(subject, value).covers(found, &members)
}

fn apply(state: &mut State, findings: &[Finding], now: i64) -> Applied {
    state.apply(&rule(""), START, START + 10 * HOUR, findings, &members, now).unwrap()
}

#[test]
fn each_kind_covers_what_it_is_about_and_nothing_else() {
    let found = sign_in(ANN, "192.0.2.7");
    for (subject, value, covered) in [
        (Subject::User, "Ann@Contoso.example", true),
        (Subject::User, "id-of-ann", true),
        (Subject::User, BOB, false),
        (Subject::Group, "HelpDesk", true),
        (Subject::Group, "Nobody", false),
        (Subject::Address, "192.0.2.7", true),
        (Subject::Address, "192.0.2.0/24", true),
        (Subject::Address, "192.0.2.8", false),
        (Subject::Address, "2001:db8::/32", false),
        (Subject::Network, "64496", true),
        (Subject::Network, "AS64496", true),
        (Subject::Network, "6449", false),
        (Subject::Application, "azure cli", true),
        (Subject::Application, "APP-1", true),
        (Subject::Application, "Azure", false),
        (Subject::Location, "Lyon", true),
        (Subject::Location, "Paris", false),
    ] {
        assert_eq!(covers(subject, value, &found), covered, "{} {value}", subject.name());
    }
    assert!(covers(Subject::Location, "Lyon", &sign_in(ANN, "2001:db8:1::9")));
    assert!(!covers(Subject::Location, "Lyon", &sign_in(ANN, "192.0.2.200")));
}

#[test]
fn of_several_people_all_must_be_known() {
    let mut found = finding(ANN, 4);
    found.row = json!({});
    found.entities.push(Entity { kind: "Account".into(), value: BOB.into() });
    assert!(!covers(Subject::User, ANN, &found) && !covers(Subject::Group, "HelpDesk", &found));
    found.entities.clear();
    for subject in Subject::ALL {
        assert!(!covers(subject, "HelpDesk", &found), "{} covers a finding about nobody", subject.name());
    }
}

#[test]
fn an_exclusion_of_one_rule_is_of_no_other() {
    let found = sign_in(ANN, "192.0.2.7");
    let of = |name: &str| Exclusion { rule: Some(name.into()), ..exclusion(Subject::User, ANN) };
    assert!(of("thing").covers(&found, &members) && !of("other").covers(&found, &members));
}

#[test]
fn what_is_excluded_is_not_told_and_is_again_when_that_ends() {
    let findings = [sign_in(ANN, "192.0.2.7"), sign_in(BOB, "198.51.100.9")];
    let names = |state: &State| told(state).into_keys().map(|(key, _)| key).collect::<Vec<_>>();
    let mut state = State::in_memory().unwrap();
    apply(&mut state, &findings, NOW - HOUR);
    assert_eq!(names(&state), ["Account=ann@contoso.example", "Account=bob@contoso.example"]);

    let number = state.exclude(&exclusion(Subject::Address, "192.0.2.0/24")).unwrap();
    let applied = apply(&mut state, &findings, NOW);
    assert_eq!((applied.excluded, applied.withdrawn.len()), (1, 1));
    assert_eq!(names(&state), ["Account=bob@contoso.example"]);
    assert_eq!(apply(&mut state, &findings, NOW), Applied { excluded: 1, ..Applied::default() });

    // The last moment it holds, and the first it does not.
    assert_eq!(apply(&mut state, &findings, NOW + 100 * HOUR - 1).excluded, 1);
    let applied = apply(&mut state, &findings, NOW + 100 * HOUR);
    assert_eq!((applied.excluded, applied.updated.len(), names(&state).len()), (0, 1, 2));
    assert!(state.exclusions(NOW + 100 * HOUR).unwrap().is_empty());
    assert_eq!(state.all_exclusions().unwrap().len(), 1);
    assert!(state.remove_exclusion(number, "over", "eve", NOW + 100 * HOUR).is_err());
}

#[test]
fn an_exclusion_can_be_taken_back_and_both_are_recorded() {
    let mut state = State::in_memory().unwrap();
    let number = state.exclude(&exclusion(Subject::User, ANN)).unwrap();
    assert_eq!(apply(&mut state, &[sign_in(ANN, "192.0.2.7")], NOW).excluded, 1);
    state.remove_exclusion(number, "she left", "max", NOW + 1).unwrap();
    assert_eq!(apply(&mut state, &[sign_in(ANN, "192.0.2.7")], NOW + 2).new.len(), 1);
    let lines = state.changes(Some(&format!("exclusion {number}"))).unwrap();
    let said: Vec<(&str, &str, &str)> =
        lines.iter().map(|line| (line.who.as_str(), line.what.as_str(), line.reason.as_str())).collect();
    assert_eq!(said, [("eve", "excludes the user ann@contoso.example", "known"), ("max", "removed", "she left")]);
}

#[test]
fn an_exclusion_that_says_too_little_is_refused() {
    let mut state = State::in_memory().unwrap();
    let refused = |state: &mut State, exclusion: Exclusion| state.exclude(&exclusion).unwrap_err().to_string();
    let good = || exclusion(Subject::User, ANN);
    assert!(refused(&mut state, Exclusion { reason: "  ".into(), ..good() }).contains("reason"));
    assert!(refused(&mut state, Exclusion { expires: NOW, ..good() }).contains("ends"));
    assert!(refused(&mut state, exclusion(Subject::User, " ")).contains("which user"));
    assert!(refused(&mut state, exclusion(Subject::Address, "the office")).contains("no address"));
    assert!(refused(&mut state, exclusion(Subject::Address, "192.0.2.0/33")).contains("no address"));
    assert!(refused(&mut state, exclusion(Subject::Network, "Contoso")).contains("64496"));
    assert_eq!((state.all_exclusions().unwrap(), state.changes(None).unwrap()), (Vec::new(), Vec::new()));
}
