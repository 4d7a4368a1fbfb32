//! Findings come by stretches of time: cut anyhow, in any order, once or often, with changes in between.

use std::collections::{BTreeMap, BTreeSet};

use detect::state::{Alert, State};
use detect::{Finding, Severity};
use proptest::prelude::*;
use proptest::sample::subsequence;

use crate::support::{HOUR, START, apply, expected, finding, rule, told};

/// Hours of the time that is judged.
const HOURS: i64 = 240;
const PEOPLE: [&str; 2] = ["ann@contoso.example", "bob@contoso.example"];

/// A finding somewhere in the time, about somebody, of some length, of some severity.
fn some_finding() -> impl Strategy<Value = Finding> {
    (0..HOURS, 0..PEOPLE.len(), 0..30_i64, 0..30_i64, 0..3_u8).prop_map(|(hour, person, before, after, severity)| {
        let mut found = finding(PEOPLE[person], hour);
        found.first -= before * HOUR;
        found.last += after * HOUR;
        found.severity = [Severity::Low, Severity::Medium, Severity::High][usize::from(severity)];
        found.title = format!("{} at {hour} for {before} and {after}", found.title);
        found
    })
}

fn some_findings() -> impl Strategy<Value = Vec<Finding>> {
    prop::collection::vec(some_finding(), 0..14).prop_map(|findings| {
        let distinct: BTreeMap<String, Finding> = findings.into_iter().map(|found| (found.id(), found)).collect();
        distinct.into_values().collect()
    })
}

/// Stretches that cover the time without gap or overlap, in some order, some of them twice.
fn some_cut() -> impl Strategy<Value = Vec<(i64, i64)>> {
    let cuts = prop::collection::btree_set(1..HOURS, 0..6);
    (cuts, any::<prop::sample::Index>()).prop_flat_map(|(cuts, again)| {
        let ends: Vec<i64> = cuts.into_iter().chain([HOURS]).collect();
        let mut stretches: Vec<(i64, i64)> = std::iter::once(0).chain(ends.clone()).zip(ends).collect();
        stretches.push(stretches[again.index(stretches.len())]);
        Just(stretches).prop_shuffle()
    })
}

fn within(findings: &[Finding], from: i64, to: i64) -> Vec<Finding> {
    let lies = |found: &&Finding| found.time >= START + from * HOUR && found.time < START + to * HOUR;
    findings.iter().filter(lies).cloned().collect()
}

/// What is worth telling of an alert.
fn says(alert: &Alert) -> impl PartialEq + use<> {
    let (entities, records) = (alert.body.entities.len(), alert.body.records.len());
    let title = alert.body.title.clone();
    (alert.status, alert.severity, alert.first, alert.last, alert.findings, title, entities, records)
}

fn by_id(state: &State) -> BTreeMap<String, Alert> {
    state.alerts().unwrap().into_iter().map(|alert| (alert.id.clone(), alert)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn the_same_alerts_however_time_is_cut_and_in_whatever_order_it_is_judged(
        findings in some_findings(),
        stretches in some_cut(),
    ) {
        let rule = rule("");
        let mut state = State::in_memory().unwrap();
        for (from, to) in stretches {
            apply(&mut state, &rule, from, to, &within(&findings, from, to));
        }
        prop_assert_eq!(told(&state), expected(&rule, &findings));
    }

    #[test]
    fn the_order_of_findings_does_not_matter(findings in some_findings().prop_flat_map(|f| (Just(f.clone()), Just(f).prop_shuffle()))) {
        let (ordered, shuffled) = findings;
        prop_assert_eq!(
            detect::condition::conditions(ordered, |_| HOUR),
            detect::condition::conditions(shuffled, |_| HOUR)
        );
    }

    #[test]
    fn alerts_are_what_was_judged_last_and_what_changed_is_told_once(
        runs in prop::collection::vec((0..HOURS, 1..HOURS, some_findings()), 1..8),
    ) {
        let rule = rule("");
        let mut state = State::in_memory().unwrap();
        let mut model: Vec<Finding> = Vec::new();
        for (from, length, findings) in runs {
            let to = (from + length).min(HOURS);
            let found = within(&findings, from, to);
            let gone = within(&model, from, to);
            model.retain(|known| !gone.contains(known));
            model.extend(found.clone());
            let before = by_id(&state);
            let applied = apply(&mut state, &rule, from, to, &found);
            let after = by_id(&state);

            prop_assert_eq!(told(&state), expected(&rule, &model));
            let named = |alerts: &[Alert]| alerts.iter().map(|alert| alert.id.clone()).collect::<BTreeSet<_>>();
            let appeared: BTreeSet<String> = after.keys().filter(|id| !before.contains_key(*id)).cloned().collect();
            prop_assert_eq!(named(&applied.new), appeared);
            let changed = before.iter().filter(|(id, alert)| says(&after[*id]) != says(alert)).map(|(id, _)| id.clone());
            let said: BTreeSet<String> = named(&applied.updated).union(&named(&applied.withdrawn)).cloned().collect();
            prop_assert_eq!(said, changed.collect::<BTreeSet<_>>());
            for (id, alert) in &before {
                let rises = after[id].revision > alert.revision;
                prop_assert_eq!(rises, says(&after[id]) != says(alert), "the revision of {}", id);
            }

            let lines = state.changes(None).unwrap();
            let again = apply(&mut state, &rule, from, to, &found);
            prop_assert_eq!(again, detect::state::Applied::default());
            prop_assert_eq!(by_id(&state), after);
            prop_assert_eq!(state.changes(None).unwrap(), lines);
        }
    }

    #[test]
    fn what_vanishes_and_comes_back_leaves_the_same_alerts(
        (findings, some) in some_findings().prop_flat_map(|f| { let n = f.len(); (Just(f.clone()), subsequence(f, 0..=n)) }),
    ) {
        let rule = rule("");
        let mut state = State::in_memory().unwrap();
        apply(&mut state, &rule, 0, HOURS, &findings);
        let before = told(&state);
        apply(&mut state, &rule, 0, HOURS, &some);
        prop_assert_eq!(told(&state), expected(&rule, &some));
        apply(&mut state, &rule, 0, HOURS, &findings);
        prop_assert_eq!(told(&state), before);
    }
}

#[test]
fn an_alert_whose_name_a_later_condition_has_goes_on_as_that_one() {
    let rule = rule("");
    let mut state = State::in_memory().unwrap();
    let (first, bridge, last) = (finding("ann", 34), finding("ann", 53), finding("ann", 72));
    apply(&mut state, &rule, 0, HOURS, std::slice::from_ref(&last));
    let named = state.alerts().unwrap()[0].id.clone();
    apply(&mut state, &rule, 0, HOURS, &[first.clone(), bridge, last.clone()]);
    assert_eq!((state.alerts().unwrap().len(), told(&state).len()), (1, 1));
    // Without what joined them there are two conditions, and the name of the alert is that of the later one.
    let applied = apply(&mut state, &rule, 0, HOURS, &[first, last.clone()]);
    assert_eq!((applied.new.len(), applied.updated.len(), applied.withdrawn.len()), (1, 1, 0));
    assert_eq!(state.alert(&named).unwrap().first, last.first);
}

/// A set of at most five of sixty is another one each time a query runs.
#[test]
fn other_examples_of_the_same_are_shown_and_not_told() {
    let rule = rule("");
    let mut state = State::in_memory().unwrap();
    let with = |example: &str| Finding {
        row: serde_json::json!({"Examples": example}),
        details: vec![("Examples".into(), example.into())],
        story: format!("Sixty accounts, such as {example}"),
        ..finding("ann", 5)
    };
    apply(&mut state, &rule, 0, HOURS, &[with("bob")]);
    let before = crate::support::only(&state);
    assert_eq!(apply(&mut state, &rule, 0, HOURS, &[with("zoe")]), detect::state::Applied::default());
    let after = crate::support::only(&state);
    assert_eq!((after.revision, after.findings, after.body.details[0].1.as_str()), (before.revision, 1, "zoe"));
}

#[test]
fn a_title_that_the_rule_words_anew_is_the_alerts_title() {
    let rule = rule("");
    let mut state = State::in_memory().unwrap();
    let found = finding("ann", 5);
    apply(&mut state, &rule, 0, HOURS, std::slice::from_ref(&found));
    let reworded = Finding { title: "Something else".into(), severity: Severity::High, ..found };
    let applied = apply(&mut state, &rule, 0, HOURS, &[reworded]);
    assert_eq!(applied.updated.len(), 1);
    let alert = crate::support::only(&state);
    assert_eq!((alert.body.title.as_str(), alert.severity), ("Something else", Severity::High));
}
