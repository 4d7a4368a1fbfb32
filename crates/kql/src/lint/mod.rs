//! What could be better, as far as the tree alone tells. Each rule is a file.

mod after_the_end;
mod case_folded;
mod contains_word;
mod join_kind;
mod plain_regex;
mod searches_everything;
mod sort_discarded;
mod unused_let;

use crate::Diagnostic;
use crate::tree::Tree;

/// Looks through a tree for what runs but may not be meant, or could be better.
pub fn lint(tree: &Tree) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for rule in RULES {
        rule(tree, &mut findings);
    }
    findings.sort_by_key(|finding| (finding.span.start, finding.code));
    findings
}

/// The rules.
const RULES: &[fn(&Tree, &mut Vec<Diagnostic>)] = &[
    after_the_end::check,
    case_folded::check,
    contains_word::check,
    join_kind::check,
    plain_regex::check,
    searches_everything::check,
    sort_discarded::check,
    unused_let::check,
];
