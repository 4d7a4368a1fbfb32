//! An alert's life: what people do about it, and what stays of that when it goes on, vanishes or the program starts again.

use detect::state::{Change, Closing, Progress, State, StateError, Status};

use crate::support::{HOUR, NOW, START, apply, finding, only, rule};

const ANN: &str = "ann@contoso.example";

/// An alert about Ann that was closed, and what becomes of it when it goes on an hour later.
fn closed_then_goes_on(closing: Closing, more: &str) -> (Status, Option<Closing>, i64) {
    let rule = rule(more);
    let mut state = State::in_memory().unwrap();
    apply(&mut state, &rule, 0, 10, &[finding(ANN, 4)]);
    let id = only(&state).id;
    state.set_status(&id, Status::Closed, Some(closing), "looked at", "eve", NOW).unwrap();
    apply(&mut state, &rule, 0, 10, &[finding(ANN, 4), finding(ANN, 5)]);
    let alert = only(&state);
    assert_eq!(alert.id, id);
    (alert.status, alert.closing, alert.last)
}

#[test]
fn what_is_benign_stays_closed_when_it_goes_on() {
    let last = START + 5 * HOUR;
    for closing in [Closing::Benign, Closing::FalsePositive] {
        assert_eq!(closed_then_goes_on(closing, ""), (Status::Closed, Some(closing), last));
    }
}

#[test]
fn an_attack_that_goes_on_is_open_again() {
    assert_eq!(closed_then_goes_on(Closing::TruePositive, ""), (Status::New, None, START + 5 * HOUR));
}

#[test]
fn a_rule_can_say_that_what_goes_on_is_open_again() {
    let more = "incidentConfiguration: {createIncident: true, groupingConfiguration: {enabled: true, reopenClosedIncident: true, lookbackDuration: 1d}}\n";
    assert_eq!(closed_then_goes_on(Closing::Benign, more), (Status::New, None, START + 5 * HOUR));
}

#[test]
fn what_came_late_and_is_older_opens_nothing() {
    let rule = rule("");
    let mut state = State::in_memory().unwrap();
    apply(&mut state, &rule, 0, 10, &[finding(ANN, 4)]);
    let id = only(&state).id;
    state.set_status(&id, Status::Closed, Some(Closing::TruePositive), "looked at", "eve", NOW).unwrap();
    apply(&mut state, &rule, 0, 10, &[finding(ANN, 3), finding(ANN, 4)]);
    let alert = only(&state);
    assert_eq!((alert.status, alert.first, alert.findings), (Status::Closed, START + 3 * HOUR, 2));
}

#[test]
fn an_alert_whose_findings_vanish_is_withdrawn_and_comes_back_with_them() {
    let rule = rule("");
    let mut state = State::in_memory().unwrap();
    apply(&mut state, &rule, 0, 10, &[finding(ANN, 4)]);
    let id = only(&state).id;
    let applied = apply(&mut state, &rule, 0, 10, &[]);
    assert_eq!(applied.withdrawn.len(), 1);
    let alert = only(&state);
    assert!(alert.status == Status::Withdrawn && !alert.is_open());
    assert!(matches!(
        state.set_status(&id, Status::Acknowledged, None, "", "eve", NOW),
        Err(StateError::Refused(reason)) if reason.contains("withdrawn")
    ));
    apply(&mut state, &rule, 0, 10, &[finding(ANN, 4)]);
    let alert = only(&state);
    assert_eq!((alert.id.as_str(), alert.status), (id.as_str(), Status::New));
    let steps: Vec<String> = state.changes(Some(&id)).unwrap().into_iter().map(|change| change.what).collect();
    assert_eq!(steps, ["new", "new → withdrawn", "withdrawn → new"]);
}

#[test]
fn findings_of_another_rule_or_another_time_are_left_alone() {
    let (one, mut other) = (rule(""), rule(""));
    other.slug = "other".into();
    let mut state = State::in_memory().unwrap();
    apply(&mut state, &one, 0, 10, &[finding(ANN, 4)]);
    assert!(apply(&mut state, &other, 0, 10, &[]).withdrawn.is_empty());
    assert!(apply(&mut state, &one, 5, 10, &[]).withdrawn.is_empty());
    assert!(apply(&mut state, &one, 0, 4, &[]).withdrawn.is_empty());
    assert_eq!(apply(&mut state, &one, 4, 5, &[]).withdrawn.len(), 1);
}

#[test]
fn everything_that_is_done_is_recorded_and_what_is_refused_is_not_done() {
    let mut state = State::in_memory().unwrap();
    apply(&mut state, &rule(""), 0, 10, &[finding(ANN, 4)]);
    let id = only(&state).id;
    let prefix: String = id.chars().take(6).collect();
    state.set_status(&prefix, Status::Acknowledged, None, "seen", "eve", NOW + 1).unwrap();
    state.set_status(&id, Status::InProgress, None, "", "eve", NOW + 2).unwrap();
    state.note(&id, "asked Ann", "eve", NOW + 3).unwrap();
    state.mute(&id, NOW + HOUR, "until she answers", "eve", NOW + 4).unwrap();
    assert!(only(&state).is_muted(NOW + 5) && !only(&state).is_muted(NOW + HOUR));
    assert_eq!(only(&state).owner.as_deref(), Some("eve"));

    let before = (only(&state), state.changes(None).unwrap());
    let refused = [
        state.set_status(&id, Status::Closed, None, "why", "eve", NOW).is_err(),
        state.set_status(&id, Status::Closed, Some(Closing::Benign), " ", "eve", NOW).is_err(),
        state.mute(&id, NOW + HOUR, "", "eve", NOW).is_err(),
        state.note("no-such-alert", "text", "eve", NOW).is_err(),
        state.set_status(&id, Status::Withdrawn, None, "gone", "eve", NOW).is_err(),
    ];
    assert_eq!(refused, [true; 5]);
    assert_eq!((only(&state), state.changes(None).unwrap()), before);

    state.set_status(&id, Status::Closed, Some(Closing::Benign), "she travels", "max", NOW + 6).unwrap();
    state.set_status(&id, Status::New, None, "she does not", "max", NOW + 7).unwrap();
    assert_eq!((only(&state).closing, only(&state).owner), (None, None));
    let said: Vec<(i64, String, String, String)> = state
        .changes(Some(&id))
        .unwrap()
        .into_iter()
        .map(|Change { time, who, what, reason, .. }| (time, who, what, reason))
        .collect();
    let line =
        |time: i64, who: &str, what: &str, reason: &str| (time, who.to_owned(), what.to_owned(), reason.to_owned());
    let muted = said[4].2.clone();
    assert!(muted.starts_with("muted until 2026-"), "{muted}");
    assert_eq!(
        said,
        [
            line(NOW, "quaestor", "new", ""),
            line(NOW + 1, "eve", "new → acknowledged", "seen"),
            line(NOW + 2, "eve", "acknowledged → in-progress", ""),
            line(NOW + 3, "eve", "note", "asked Ann"),
            line(NOW + 4, "eve", &muted, "until she answers"),
            line(NOW + 6, "max", "in-progress → closed (benign)", "she travels"),
            line(NOW + 7, "max", "closed → new", "she does not"),
        ]
    );
}

#[test]
fn a_restart_keeps_everything() {
    let folder = tempfile::tempdir().unwrap();
    let progress = Progress { evaluated: NOW, received: NOW - 1, query: "print".into() };
    let all = |state: &State| {
        (
            state.alerts().unwrap(),
            state.changes(None).unwrap(),
            state.all_exclusions().unwrap(),
            state.progress("thing").unwrap(),
        )
    };
    let before = {
        let mut state = State::open(folder.path()).unwrap();
        apply(&mut state, &rule(""), 0, 10, &[finding(ANN, 4), finding("bob@contoso.example", 4)]);
        let id = state.alerts().unwrap()[0].id.clone();
        state.set_status(&id, Status::Closed, Some(Closing::Benign), "known", "eve", NOW).unwrap();
        state.exclude(&crate::exclusions::exclusion(detect::state::Subject::User, "zoe@contoso.example")).unwrap();
        state.set_progress("thing", &progress).unwrap();
        all(&state)
    };
    let mut state = State::open(folder.path()).unwrap();
    assert_eq!(all(&state), before);
    assert_eq!(state.progress("thing").unwrap(), Some(progress));
    let again = apply(&mut state, &rule(""), 0, 10, &[finding(ANN, 4), finding("bob@contoso.example", 4)]);
    assert_eq!(again, detect::state::Applied::default());
}

#[test]
fn what_a_newer_program_wrote_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    drop(State::open(folder.path()).unwrap());
    let path = folder.path().join("state").join("detect.db");
    rusqlite::Connection::open(&path).unwrap().pragma_update(None, "user_version", 99).unwrap();
    let error = State::open(folder.path()).unwrap_err();
    assert!(matches!(error, StateError::Newer { found: 99, .. }), "{error}");
}
