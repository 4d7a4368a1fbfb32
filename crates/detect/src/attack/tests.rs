//! The data is whole, older ids lead to newer ones, and rules stand where ATT&CK has them.

use std::collections::BTreeSet;

use super::layer::layer;
use super::matrix::Matrix;
use super::technique::rows;
use super::*;
use crate::rule::Rule;
use crate::set::RuleSet;

fn rule(slug: &str, tactics: &str, techniques: &str) -> Rule {
    let text = format!(
        "id: 6b1f2a52-0c55-4d2c-9a68-2f0d6f7d0001\nname: Rule {slug}\nseverity: Low\nkind: NRT\ntactics: [{tactics}]\n\
         relevantTechniques: [{techniques}]\nquery: SigninLogs\n"
    );
    crate::rule::read(&format!("{slug}.yaml"), &text).unwrap()
}

/// `tactic technique: rules` of each covered cell.
fn covered(rules: &[Rule]) -> Vec<String> {
    let matrix = Matrix::of(rules);
    let line = |cell: &matrix::Cell<'_>| {
        let rules: Vec<&str> = cell.rules.iter().map(|rule| rule.slug.as_str()).collect();
        format!("{} {}: {}", cell.tactic.shortname, cell.technique.id, rules.join(" "))
    };
    matrix.covered().map(line).collect()
}

/// The release notes count 222 techniques and 475 sub-techniques: <https://attack.mitre.org/resources/updates/updates-april-2026/>.
#[test]
fn all_techniques_are_there() {
    assert_eq!(rows(include_str!("techniques.tsv")).count(), techniques().count(), "each line is read, no id twice");
    let (subs, whole): (Vec<_>, Vec<_>) = techniques().partition(|technique| technique.id.contains('.'));
    assert_eq!((whole.len(), subs.len()), (222, 475));
    for sub in subs {
        assert!(sub.parent().is_some(), "{} belongs to nothing", sub.id);
    }
    let columns: BTreeSet<&str> = MATRIX.iter().map(|column| column.shortname).collect();
    let used: BTreeSet<&str> = techniques().flat_map(|technique| technique.tactics.iter().copied()).collect();
    assert_eq!(used, columns, "every tactic has techniques, every technique stands under tactics of the matrix");
}

#[test]
fn tactics_of_rules_are_columns_of_the_matrix() {
    let columns: BTreeSet<&str> = MATRIX.iter().map(|column| column.shortname).collect();
    let meant: BTreeSet<&str> = TACTICS.iter().flat_map(|tactic| tactic.columns.iter().copied()).collect();
    assert_eq!(meant, columns);
    assert_eq!(problem_with_tactic("DefenseEvasion"), None, "Sentinel's word for what is two tactics now");
    assert!(problem_with_tactic("Defense Evasion").is_some_and(|problem| problem.contains("DefenseEvasion")));
}

#[test]
fn no_older_id_leads_nowhere() {
    for fields in rows(include_str!("renamed.tsv")) {
        let [id, by, since, name] = *fields.as_slice() else { panic!("{fields:?} has not four fields") };
        assert!(technique(id).is_none(), "{id} is in use");
        assert!(!name.is_empty() && since.split('.').all(|part| part.parse::<u8>().is_ok()), "{fields:?}");
        match standing(id) {
            Standing::Replaced { .. } => assert!(!by.is_empty()),
            Standing::Withdrawn { .. } => assert!(by.is_empty() || technique(by).is_none()),
            other => panic!("{id} is {other:?}"),
        }
    }
}

#[test]
fn an_older_id_is_what_it_has_become() {
    assert_eq!(current("T1110.003"), "T1110.003");
    assert_eq!(current("T1562.008"), "T1685.002");
    // Through T1562.001, which it was from 7.0 until 19.0.
    assert_eq!(current("T1089"), "T1685");
    assert_eq!(current("T1064"), "T1064", "withdrawn: nothing took its place");
    assert_eq!(
        current_ids(&["T1562".to_owned(), "T1562.001".to_owned(), "T1621".to_owned()]),
        ["T1685", "T1621"],
        "two that have become one are one"
    );
    assert_eq!(
        note_on_technique("T1562.008").as_deref(),
        Some(
            "T1562.008 is T1685.002 (Disable or Modify Tools: Disable or Modify Cloud Log) since ATT&CK 19.0, and shown as that"
        )
    );
    assert_eq!(
        note_on_technique("T1064").as_deref(),
        Some("T1064 (Scripting) was withdrawn in ATT&CK 7.0: it stays out of the matrix")
    );
    assert_eq!(described("T1110.003"), "T1110.003 Brute Force: Password Spraying");
    assert_eq!(described("T1656"), "T1684.001 Social Engineering: Impersonation (as T1656)");
}

#[test]
fn an_id_that_is_none_is_said_to_be_none() {
    for id in ["T1110", "T1110.003", "T1562.008", "T1064"] {
        assert_eq!(problem_with_technique(id), None, "{id}");
    }
    for id in ["", "T", "1110", "t1110", "T111", "T11100", "T1110.3", "T1110.003.1", "TA0006", "Ｔ1110", "T111０"] {
        assert_eq!(standing(id), Standing::Malformed, "{id}");
        assert!(problem_with_technique(id).is_some(), "{id}");
    }
    // Not given out, and one of the matrix for industrial control systems.
    for id in ["T9999", "T1110.999", "T0801"] {
        assert_eq!(standing(id), Standing::Unknown, "{id}");
        assert!(problem_with_technique(id).is_some_and(|problem| problem.contains("19.1")), "{id}");
    }
}

#[test]
fn a_rule_stands_under_the_tactics_it_names() {
    // Valid cloud accounts stand under four tactics.
    assert_eq!(covered(&[rule("a", "InitialAccess", "T1078.004")]), ["initial-access T1078.004: a"]);
    assert_eq!(
        covered(&[rule("a", "InitialAccess, Persistence", "T1078.004"), rule("b", "Persistence", "T1078.004")]),
        ["initial-access T1078.004: a", "persistence T1078.004: a b"]
    );
    // What was Defense Evasion is in one of its two halves.
    assert_eq!(
        covered(&[rule("a", "DefenseEvasion", "T1562.008, T1564.008")]),
        ["stealth T1564.008: a", "defense-impairment T1685.002: a"]
    );
    // Tokens were under Defense Evasion, and are not any more: the rule stands where they are.
    assert_eq!(covered(&[rule("a", "DefenseEvasion", "T1550.001")]), ["lateral-movement T1550.001: a"]);
    // Two ids that have become one count once.
    assert_eq!(covered(&[rule("a", "DefenseEvasion", "T1562, T1562.001")]), ["defense-impairment T1685: a"]);
}

#[test]
fn what_has_no_place_is_said() {
    let rules = [rule("a", "Impact", ""), rule("b", "Execution", "T1064, T9999, T1110"), rule("c", "Impact", "T1485")];
    let matrix = Matrix::of(&rules);
    let said: Vec<String> = matrix.left_out.iter().map(|(rule, why)| format!("{}: {why}", rule.slug)).collect();
    assert_eq!(
        said,
        [
            "a: it names no technique",
            "b: T1064 (Scripting) was withdrawn in ATT&CK 7.0: it stays out of the matrix",
            "b: T9999 is no technique of MITRE ATT&CK, Enterprise, in version 19.1: it stays out of the matrix",
        ]
    );
    let figures = matrix.figures();
    assert_eq!((figures.techniques, figures.tactics, figures.rules), (2, 2, 2));
}

/// The fields that the format demands: <https://github.com/mitre-attack/attack-navigator/blob/master/layers/spec/v4.5/layerformat.md>.
#[test]
fn a_layer_is_what_the_navigator_reads() {
    let rules = [rule("a", "InitialAccess", "T1078.004"), rule("b", "InitialAccess", "T1078.004, T1566")];
    let layer = layer(&Matrix::of(&rules));
    assert_eq!(layer["versions"], serde_json::json!({"attack": "19.1", "navigator": "4.9.0", "layer": "4.5"}));
    assert_eq!(layer["domain"], "enterprise-attack");
    assert!(layer["name"].is_string());
    assert_eq!(
        layer["techniques"],
        serde_json::json!([
            {"techniqueID": "T1078.004", "tactic": "initial-access", "score": 2, "comment": "Rule a\nRule b", "enabled": true},
            {"techniqueID": "T1566", "tactic": "initial-access", "score": 1, "comment": "Rule b", "enabled": true},
        ])
    );
    assert_eq!(layer["gradient"]["maxValue"], 2);
    let empty = super::layer::layer(&Matrix::of(&[]));
    assert_eq!((&empty["gradient"]["minValue"], &empty["gradient"]["maxValue"]), (&0.into(), &1.into()), "a span");
}

#[test]
fn our_rules_name_techniques_that_are_known() {
    let set = RuleSet::embedded();
    for rule in &set.rules {
        for id in &rule.relevant_techniques {
            assert_eq!(problem_with_technique(id), None, "{}", rule.slug);
            assert!(!matches!(standing(id), Standing::Withdrawn { .. }), "{}: {id} was withdrawn", rule.slug);
        }
    }
    assert_eq!(Matrix::of(&set.rules).figures().rules, set.rules.len(), "every rule stands in the matrix");
}
