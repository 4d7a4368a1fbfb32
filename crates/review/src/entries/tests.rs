//! From alerts and answers to entries.

use std::collections::BTreeMap;

use detect::state::{Alert, Body, Closing, Status};
use detect::{Entity, RecordId, RuleSet, Severity};
use serde_json::json;

use super::carry::carry;
use super::fold::entries;
use super::order::order;
use super::pool::pool;
use super::signal::attach;
use crate::model::{Entry, Story};
use crate::question::{Asked, Group, Question};
use crate::state::{Decision, Remembered};
use crate::time::DAY;

fn alert(id: &str, rule: &str, severity: Severity, account: &str, address: &str, at: i64) -> Alert {
    let entity = |kind: &str, value: &str| Entity { kind: kind.into(), value: value.into() };
    Alert {
        id: id.into(),
        rule: rule.into(),
        key: format!("Account={account}"),
        status: Status::New,
        closing: None,
        reason: None,
        muted_until: None,
        owner: None,
        severity,
        first: at,
        last: at,
        findings: 1,
        revision: 1,
        created: at,
        body: Body {
            title: format!("{account}: {rule}"),
            story: format!("{account} did {rule}"),
            entities: vec![entity("Account", account), entity("IP", address)],
            records: vec![RecordId { table: "SigninLogs".into(), id: format!("record of {id}") }],
            ..Body::default()
        },
    }
}

fn question(id: &str) -> Question {
    let all = crate::question::questions().into_iter().filter_map(Result::ok);
    all.into_iter().find(|question| question.id == id).unwrap()
}

fn asked(id: &str, groups: Vec<Group>) -> Asked {
    Asked { question: question(id), rows: kql_plan::Rows::default(), groups }
}

fn group(account: &str, address: &str, level: Severity, at: i64) -> Group {
    let (account, address) = (account.into(), address.into());
    Group { account, address, count: 3, first: at, last: at, level, ..Group::default() }
}

#[test]
fn repeats_of_a_story_are_one_entry_and_every_alert_is_in_one() {
    let rules = RuleSet::default();
    let alerts = [
        alert("a", "spray", Severity::Medium, "bo@t", "1.1.1.1", 0),
        alert("b", "spray-hit", Severity::High, "bo@t", "1.1.1.1", 3_600_000_000),
        alert("c", "inbox-rule", Severity::High, "BO@T", "2.2.2.2", DAY / 2),
        alert("d", "spray", Severity::Low, "cy@t", "9.9.9.9", 0),
        Alert { status: Status::Withdrawn, ..alert("e", "spray", Severity::High, "di@t", "8.8.8.8", 0) },
    ];
    let made = entries(&alerts, &rules);
    let mut found: Vec<&str> =
        made.iter().flat_map(|entry| entry.findings.iter().map(|finding| finding.id.as_str())).collect();
    found.sort_unstable();
    assert_eq!(found, ["a", "b", "c", "d"]);
    let bo = made.iter().find(|entry| entry.findings.len() == 3).unwrap();
    assert_eq!((bo.count, bo.severity, bo.users.len(), bo.addresses.len()), (3, Severity::High, 1, 2));
    assert_eq!(bo.records.len(), 3);
    assert!(bo.title.ends_with("and 2 more findings"), "{}", bo.title);
}

#[test]
fn what_asks_for_a_decision_is_never_left_out() {
    let rules = RuleSet::default();
    let mut made = entries(&[alert("a", "spray", Severity::High, "bo@t", "1.1.1.1", 0)], &rules);
    let put_forward = [
        asked(
            "risky-users",
            vec![
                group("bo@t", "", Severity::High, DAY / 2),
                group("cy@t", "", Severity::High, 0),
                group("di@t", "", Severity::Low, 0),
            ],
        ),
        asked(
            "risky-sign-ins",
            vec![
                group("cy@t", "7.7.7.7", Severity::Medium, 0),
                group("", "1.1.1.1", Severity::Low, 0),
                group("bo@t", "", Severity::Medium, 30 * DAY),
            ],
        ),
    ];
    let taken = attach(&mut made, &put_forward);
    assert_eq!(made.len(), 3, "one of the alert, one of cy, one of bo a month later");
    assert_eq!(made[0].signals.len(), 2, "the same account, the same address");
    let cy = made.iter().find(|entry| entry.users.iter().any(|user| user.name == "cy@t")).unwrap();
    assert_eq!((cy.findings.len(), cy.severity, cy.count), (2, Severity::High, 6));
    let asking =
        put_forward.iter().flat_map(|asked| &asked.groups).filter(|group| group.level >= Severity::Medium).count();
    let of_asking =
        taken.iter().filter(|(question, group, _)| put_forward[*question].groups[*group].level >= Severity::Medium);
    assert_eq!(of_asking.count(), asking);
}

#[test]
fn what_has_a_name_is_called_by_it() {
    let one = |title: &str, status: &str, account: &str| Group {
        title: title.into(),
        text: format!("status: {status}"),
        ..group(account, "", Severity::Medium, 0)
    };
    let groups = vec![one("Malware", "New", ""), one("Malware", "InProgress", ""), one("Phishing", "New", "bo@t")];
    let mut made = Vec::new();
    attach(&mut made, &[asked("defender-alerts", groups)]);
    let titles: Vec<&str> = made.iter().map(|entry| entry.title.as_str()).collect();
    assert_eq!(
        titles,
        ["Alerts of Microsoft Defender: Phishing (bo@t)", "Alerts of Microsoft Defender: Malware"],
        "one name is one story, whatever its status"
    );
    let told = "Alerts of Microsoft Defender: Malware, 3 records";
    assert_eq!(made[1].text, format!("{told} (status: New).\n\n{told} (status: InProgress)."));
}

#[test]
fn pooling_goes_only_as_far_as_it_must_and_loses_nothing() {
    let rules = RuleSet::default();
    let mut alerts = Vec::new();
    for at in 0..30 {
        let far = i64::from(at) * 10 * DAY;
        alerts.push(alert(
            &format!("low{at}"),
            "noise",
            Severity::Low,
            &format!("low{at}@t"),
            &format!("10.0.0.{at}"),
            far,
        ));
        alerts.push(alert(
            &format!("mid{at}"),
            "shell",
            Severity::Medium,
            &format!("mid{at}@t"),
            &format!("10.0.1.{at}"),
            far,
        ));
        alerts.push(alert(
            &format!("high{at}"),
            "travel",
            Severity::High,
            &format!("high{at}@t"),
            &format!("10.0.2.{at}"),
            far,
        ));
    }
    let all = entries(&alerts, &rules);
    assert_eq!(all.len(), 90);
    for (most, left) in [(100, 61), (60, 32), (40, 32), (10, 3)] {
        let pooled = pool(all.clone(), &rules, most);
        assert_eq!(pooled.len(), left, "at most {most}");
        let mut findings: Vec<&str> =
            pooled.iter().flat_map(|entry| entry.findings.iter().map(|finding| finding.id.as_str())).collect();
        findings.sort_unstable();
        findings.dedup();
        assert_eq!(findings.len(), 90, "none is lost, none is twice");
    }
}

#[test]
fn what_many_rules_agree_on_is_pooled_last() {
    let rules = RuleSet::default();
    let mut alerts = Vec::new();
    for at in 0..20 {
        let (account, address, far) = (format!("u{at}@t"), format!("10.0.0.{at}"), i64::from(at) * 10 * DAY);
        for rule in 0..=at {
            let mut alert =
                alert(&format!("{at}-{rule}"), &format!("rule{rule}"), Severity::High, &account, &address, far);
            alert.body.tactics = vec!["InitialAccess".into(), "Persistence".into()];
            alerts.push(alert);
        }
    }
    let pooled = pool(entries(&alerts, &rules), &rules, 10);
    assert_eq!(pooled.len(), 10);
    let whole: Vec<&Entry> = pooled.iter().filter(|entry| !entry.pooled.is_empty()).collect();
    assert_eq!((whole.len(), whole[0].pooled.len()), (1, 11), "the eleven with the least behind them");
    assert_eq!(whole[0].title, "11 stories that end in persistence");
    assert!(pooled.iter().filter(|entry| entry.pooled.is_empty()).all(|entry| entry.findings.len() > 11));
}

#[test]
fn an_entry_whose_alerts_are_all_closed_arrives_decided_and_stands_last() {
    let closed = |id| Alert {
        status: Status::Closed,
        closing: Some(Closing::Benign),
        reason: Some("a test".into()),
        owner: Some("ann".into()),
        ..alert(id, "spray", Severity::High, "bo@t", "1.1.1.1", 0)
    };
    let rules = RuleSet::default();
    let mut made = entries(&[closed("a"), alert("z", "other", Severity::Low, "cy@t", "2.2.2.2", 5 * DAY)], &rules);
    order(&mut made);
    assert_eq!(made[1].carried.as_ref().unwrap().decision, "expected");
    assert_eq!((made[0].id, made[0].title.as_str()), (1, "cy@t: other"));
    let half = entries(&[closed("a"), alert("b", "spray-hit", Severity::High, "bo@t", "1.1.1.1", 1)], &rules);
    assert_eq!((half.len(), half[0].carried.clone()), (1, None));
}

fn story(facets: &[&str], severity: Severity) -> Story {
    let facets = facets.iter().map(|facet| (*facet).to_owned()).collect();
    Story { rule: "travel".into(), key: "Account=bo@t".into(), severity, facets }
}

fn carried(memory: Remembered, story: Story, at: i64) -> Entry {
    let mut entries = [Entry { stories: vec![story], ..Entry::default() }];
    let memory = BTreeMap::from([(("travel".to_owned(), "Account=bo@t".to_owned()), memory)]);
    carry(&mut entries, &memory, at);
    let [entry] = entries;
    entry
}

#[test]
fn a_decision_is_remembered_until_it_expires_or_something_changes() {
    let remembered = |decision| Remembered {
        decision,
        reason: "moved to Lyon".into(),
        by: "ann".into(),
        at: 0,
        review: "2026-W45".into(),
        until: Some(90 * DAY),
        facets: vec!["from:FR AS3215".into(), "Account:bo@t".into()],
        severity: Severity::Medium,
    };
    let same = story(&["from:FR AS3215"], Severity::Medium);
    let entry = carried(remembered(Decision::Expected), same.clone(), 7 * DAY);
    assert_eq!(entry.carried.as_ref().unwrap().from, "2026-W45");
    for (decision, story, at, says) in [
        (Decision::Expected, same.clone(), 90 * DAY, Some("until 1970-04-01")),
        (
            Decision::Expected,
            story(&["from:FR AS3215", "from:HK AS9"], Severity::Medium),
            DAY,
            Some("new since: from HK AS9"),
        ),
        (Decision::Expected, story(&["from:FR AS3215"], Severity::High), DAY, Some("it is high now")),
        (Decision::Investigating, same.clone(), DAY, None),
        (Decision::Escalate, same, DAY, None),
    ] {
        let entry = carried(remembered(decision), story, at);
        assert_eq!(entry.carried, None, "{says:?}");
        match says {
            Some(says) => assert!(entry.changed.as_deref().unwrap().contains(says), "{:?}", entry.changed),
            None => assert_eq!(entry.changed, None),
        }
    }
}

#[test]
fn a_question_reads_its_groups_by_the_names_of_columns() {
    use kql_plan::{Rows, Type, Value};
    let columns = [
        ("Account", Type::String),
        ("Level", Type::Long),
        ("FailureReason", Type::String),
        ("Ids", Type::Dynamic),
        ("Count", Type::Long),
    ];
    let columns = columns.map(|(name, kind)| (name.to_owned(), kind)).to_vec();
    let row = vec![
        Value::string("Bo@T"),
        Value::Long(2),
        Value::string("wrong password"),
        Value::dynamic(json!(["x", null, "y"])),
        Value::Long(7),
    ];
    let groups = question("risky-users").groups(&Rows { columns, rows: vec![row] });
    assert_eq!(groups[0].account, "bo@t");
    assert_eq!(
        (groups[0].level, groups[0].count, groups[0].ids.as_slice()),
        (Severity::Medium, 7, &["x".to_owned(), "y".to_owned()][..])
    );
    assert_eq!(groups[0].text, "failure reason: wrong password");
}
