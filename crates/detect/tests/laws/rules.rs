//! The rules that come with the program: each is right, has its evidence, and goes to Sentinel and comes from it as it is.

use std::collections::BTreeSet;

use detect::{RuleSet, check, rule};
use kql_datafusion::Options;
use query::{Session, Source};

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread().enable_all().thread_stack_size(64 << 20).build().unwrap()
}

#[test]
fn every_rule_is_right() {
    let set = RuleSet::embedded();
    let session = Session::new(Source::default().with_library(set.library()), Options::default());
    let complaints = check::check(&runtime(), &session, &set, &set.rules, false);
    // A note keeps no rule from being right: Sentinel still writes the older names of techniques.
    let said: Vec<String> =
        complaints.into_iter().filter(|c| !c.note).map(|c| format!("{}: {}", c.rule, c.message)).collect();
    assert!(said.is_empty(), "{}", said.join("\n"));
    assert!(set.rules.len() > 100, "only {} rules are embedded", set.rules.len());
}

#[test]
fn every_rule_has_cases_that_fire_and_cases_that_do_not() {
    for rule in &RuleSet::embedded().rules {
        let fire = rule.tests.iter().filter(|case| case.fires.is_positive()).count();
        assert!(fire >= 3 && rule.tests.len() >= fire + 3, "{} has {fire} of {}", rule.slug, rule.tests.len());
        assert!(
            rule.tests
                .iter()
                .all(|case| !case.fires.is_positive() || !case.events.is_empty() || rule.other.contains_key("absence"))
        );
    }
}

#[test]
fn no_two_rules_share_a_name_an_id_or_a_title() {
    let set = RuleSet::embedded();
    let count = |name: fn(&detect::Rule) -> String| set.rules.iter().map(name).collect::<BTreeSet<_>>().len();
    assert_eq!(count(|rule| rule.slug.clone()), set.rules.len());
    assert_eq!(count(|rule| rule.id.to_lowercase()), set.rules.len());
    assert_eq!(count(|rule| rule.name.to_lowercase()), set.rules.len());
}

#[test]
fn a_rule_that_is_written_and_read_is_the_same_rule() {
    for original in &RuleSet::embedded().rules {
        let text = rule::write(original).unwrap();
        let read = rule::read(&format!("{}.yaml", original.slug), &text).expect("what was written can be read");
        assert_eq!(rule::write(&read).unwrap(), text, "{}", original.slug);
        assert_eq!(
            (&read.query, read.schedule(), read.condition_lasts()),
            (&original.query, original.schedule(), original.condition_lasts())
        );
        assert_eq!(read.tests.len(), original.tests.len());
    }
}

#[test]
fn what_goes_to_sentinel_has_only_what_sentinel_knows() {
    for original in &RuleSet::embedded().rules {
        let text = rule::write(&original.for_sentinel()).unwrap();
        for key in ["tests:", "response:", "falsePositives:", "warmUp:"] {
            assert!(!text.lines().any(|line| line.starts_with(key)), "{}: {key}", original.slug);
        }
        assert!(!text.contains(": null") && !text.contains(": []"), "{} has keys without a value", original.slug);
        let scheduled = original.kind == "Scheduled";
        assert_eq!(text.contains("\ntriggerThreshold:"), scheduled, "{}", original.slug);
        let read = rule::read(&format!("{}.yaml", original.slug), &text).unwrap();
        assert_eq!((&read.id, &read.query, read.severity), (&original.id, &original.query, original.severity));
    }
}

#[test]
fn all_rows_of_a_run_as_one_alert_are_of_that_run() {
    let more = "eventGroupingSettings: {aggregationKind: SingleAlert}\n";
    assert!(!crate::support::rule(more).schedule().any_span);
    assert!(crate::support::rule("eventGroupingSettings: {aggregationKind: AlertPerResult}\n").schedule().any_span);
}
