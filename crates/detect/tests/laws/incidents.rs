//! Alerts that belong together.

use detect::incident::incidents;
use detect::state::{Alert, Closing, State, Status};
use detect::{Entity, Severity};
use proptest::prelude::*;

use crate::support::{HOUR, apply, finding, rule};

const ANN: &str = "ann@contoso.example";
const BOB: &str = "bob@contoso.example";

/// An alert about entities, over hours.
fn alert(id: &str, from: i64, to: i64, entities: &[(&str, &str)]) -> Alert {
    let mut state = State::in_memory().unwrap();
    let mut found = finding(id, from);
    found.last += (to - from) * HOUR;
    found.entities =
        entities.iter().map(|(kind, value)| Entity { kind: (*kind).into(), value: (*value).into() }).collect();
    apply(&mut state, &rule(""), from, from + 1, &[found]);
    Alert { id: id.into(), ..crate::support::only(&state) }
}

fn groups(alerts: &[Alert]) -> Vec<Vec<String>> {
    let mut groups: Vec<Vec<String>> = incidents(alerts)
        .into_iter()
        .map(|incident| incident.alerts.into_iter().map(|alert| alert.id).collect())
        .collect();
    groups.sort();
    groups
}

#[test]
fn the_same_person_within_a_day_is_one_incident() {
    let alerts = [
        alert("a", 0, 0, &[("Account", ANN)]),
        alert("b", 24, 24, &[("Mailbox", "Ann@Contoso.example")]),
        alert("c", 49, 49, &[("Account", ANN)]),
        alert("d", 1, 1, &[("Account", BOB), ("IP", "203.0.113.9")]),
        alert("e", 2, 2, &[("Account", "zoe@contoso.example"), ("IP", "203.0.113.9")]),
        alert("f", 1, 1, &[("CloudApplication", "Azure CLI")]),
        alert("g", 1, 1, &[("CloudApplication", "Azure CLI")]),
    ];
    assert_eq!(groups(&alerts), [vec!["a", "b"], vec!["c"], vec!["d", "e"], vec!["f"], vec!["g"]]);
}

#[test]
fn a_short_alert_in_the_middle_of_a_long_one_does_not_end_it() {
    let alerts = [
        alert("a", 0, 200, &[("Account", ANN)]),
        alert("b", 10, 10, &[("Account", ANN)]),
        alert("c", 210, 210, &[("Account", ANN)]),
    ];
    assert_eq!(groups(&alerts), [["a", "b", "c"]]);
}

#[test]
fn an_address_that_everybody_shares_joins_nothing() {
    let people: Vec<String> = (0..26).map(|n| format!("user{n}@contoso.example")).collect();
    let all: Vec<Alert> =
        people.iter().map(|person| alert(person, 0, 0, &[("Account", person), ("IP", "203.0.113.9")])).collect();
    assert_eq!(groups(&all).len(), 26);
    assert_eq!(groups(&all[..25]).len(), 1);
}

#[test]
fn what_was_no_attack_belongs_to_none() {
    let base = alert("a", 0, 0, &[("Account", ANN)]);
    let with =
        |id: &str, status: Status, closing: Option<Closing>| Alert { id: id.into(), status, closing, ..base.clone() };
    let alerts = [
        with("open", Status::Acknowledged, None),
        with("attack", Status::Closed, Some(Closing::TruePositive)),
        with("benign", Status::Closed, Some(Closing::Benign)),
        with("wrong", Status::Closed, Some(Closing::FalsePositive)),
        with("gone", Status::Withdrawn, None),
    ];
    assert_eq!(groups(&alerts), [["attack", "open"]]);
}

#[test]
fn an_incident_is_called_by_its_worst_alert_and_tells_in_the_order_of_time() {
    let mut high = alert("b", 3, 4, &[("Account", ANN), ("IP", "203.0.113.9")]);
    high.severity = Severity::High;
    high.body.title = "The worst".into();
    high.body.tactics = vec!["Exfiltration".into(), "InitialAccess".into()];
    let alerts = [high, alert("a", 1, 1, &[("Account", ANN)]), alert("c", 5, 9, &[("IP", "203.0.113.9")])];
    let found = incidents(&alerts);
    let incident = &found[0];
    assert_eq!(found.len(), 1);
    assert_eq!((incident.id.as_str(), incident.title.as_str()), ("a", "The worst, and 2 more alerts"));
    assert_eq!(
        (incident.severity, incident.tactics.join(", ").as_str()),
        (Severity::High, "InitialAccess, Exfiltration")
    );
    assert_eq!(incident.alerts.iter().map(|alert| alert.id.as_str()).collect::<Vec<_>>(), ["a", "b", "c"]);
    assert_eq!((incident.first, incident.last), (alerts[1].first, alerts[2].last));
    assert_eq!(incident.entities.len(), 2);
}

fn some_alerts() -> impl Strategy<Value = Vec<Alert>> {
    let one = (0..120_i64, 0..40_i64, prop::collection::btree_set(0..5_usize, 1..3), 0..4_u8);
    prop::collection::vec(one, 0..10).prop_map(|alerts| {
        let names = [("Account", ANN), ("Mailbox", ANN), ("Account", BOB), ("IP", "203.0.113.9"), ("Host", "PC-1")];
        let made = alerts.into_iter().enumerate().map(|(number, (from, length, entities, severity))| {
            let entities: Vec<(&str, &str)> = entities.into_iter().map(|at| names[at]).collect();
            let mut made = alert(&format!("{number:02}"), from, from + length, &entities);
            made.severity =
                [Severity::Informational, Severity::Low, Severity::Medium, Severity::High][usize::from(severity)];
            made
        });
        made.collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_alerts_does_not_matter((ordered, shuffled) in some_alerts().prop_flat_map(|a| (Just(a.clone()), Just(a).prop_shuffle()))) {
        prop_assert_eq!(incidents(&ordered), incidents(&shuffled));
    }

    #[test]
    fn each_open_alert_is_in_one_incident_and_those_apart_are_a_day_apart(alerts in some_alerts()) {
        let found = incidents(&alerts);
        prop_assert_eq!(found.iter().map(|incident| incident.alerts.len()).sum::<usize>(), alerts.len());
        let kind = |entity: &Entity| match entity.kind.as_str() {
            "Account" | "Mailbox" => Some(("account", entity.value.clone())),
            "IP" => Some(("address", entity.value.clone())),
            _ => None,
        };
        for (at, incident) in found.iter().enumerate() {
            for other in found.iter().skip(at + 1) {
                for (left, right) in incident.alerts.iter().flat_map(|l| other.alerts.iter().map(move |r| (l, r))) {
                    let shared = left.body.entities.iter().any(|e| kind(e).is_some() && right.body.entities.iter().any(|o| kind(o) == kind(e)));
                    let apart = (right.first - left.last).max(left.first - right.last);
                    prop_assert!(!shared || apart > 24 * HOUR, "{} and {} belong together", left.id, right.id);
                }
            }
        }
    }
}
