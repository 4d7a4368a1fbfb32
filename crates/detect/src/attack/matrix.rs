//! What rules look for, laid out as ATT&CK's matrix: a cell is a technique under one of its tactics.

use std::collections::BTreeSet;

use super::{
    Column, MATRIX, Standing, TACTICS, Technique, note_on_technique, problem_with_technique, standing, techniques,
};
use crate::rule::Rule;

/// The matrix, with the rules in each cell.
#[derive(Debug, Clone)]
pub struct Matrix<'a> {
    /// All cells: by tactic in the matrix's order, then by id.
    pub cells: Vec<Cell<'a>>,
    /// What has no cell: the rule, and why.
    pub left_out: Vec<(&'a Rule, String)>,
}

/// A technique under one of its tactics.
#[derive(Debug, Clone)]
pub struct Cell<'a> {
    /// The tactic.
    pub tactic: Column,
    /// The technique.
    pub technique: &'static Technique,
    /// The rules that look for it, by short name.
    pub rules: Vec<&'a Rule>,
}

/// How much is covered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Figures {
    /// Techniques and sub-techniques that a rule looks for.
    pub techniques: usize,
    /// All that there are.
    pub all_techniques: usize,
    /// Tactics with a rule.
    pub tactics: usize,
    /// All that there are.
    pub all_tactics: usize,
    /// Rules that stand in a cell.
    pub rules: usize,
}

impl<'a> Matrix<'a> {
    /// Lays rules out. A rule stands under those tactics of its technique that it names itself; under all of them when it names none of them.
    pub fn of(rules: &'a [Rule]) -> Self {
        let mut cells: Vec<Cell<'a>> = MATRIX
            .iter()
            .flat_map(|tactic| {
                let under = techniques().filter(move |technique| technique.tactics.contains(&tactic.shortname));
                under.map(move |technique| Cell { tactic: *tactic, technique, rules: Vec::new() })
            })
            .collect();
        let mut left_out = Vec::new();
        for rule in rules {
            if rule.relevant_techniques.is_empty() {
                left_out.push((rule, "it names no technique".to_owned()));
            }
            let named = named(rule);
            let mut seen = BTreeSet::new();
            for id in &rule.relevant_techniques {
                let (Standing::Current(technique) | Standing::Replaced { by: technique, .. }) = standing(id) else {
                    left_out
                        .extend(problem_with_technique(id).or_else(|| note_on_technique(id)).map(|why| (rule, why)));
                    continue;
                };
                // Two older ids may have become one.
                if !seen.insert(technique.id) {
                    continue;
                }
                let meant: Vec<&str> =
                    technique.tactics.iter().copied().filter(|tactic| named.contains(tactic)).collect();
                let meant = if meant.is_empty() { &technique.tactics } else { &meant };
                for cell in &mut cells {
                    if cell.technique.id == technique.id && meant.contains(&cell.tactic.shortname) {
                        cell.rules.push(rule);
                    }
                }
            }
        }
        Self { cells, left_out }
    }

    /// The cells that a rule stands in.
    pub fn covered(&self) -> impl Iterator<Item = &Cell<'a>> {
        self.cells.iter().filter(|cell| !cell.rules.is_empty())
    }

    /// How much is covered.
    pub fn figures(&self) -> Figures {
        let techniques_covered: BTreeSet<&str> = self.covered().map(|cell| cell.technique.id).collect();
        let tactics: BTreeSet<&str> = self.covered().map(|cell| cell.tactic.shortname).collect();
        let rules: BTreeSet<&str> =
            self.covered().flat_map(|cell| &cell.rules).map(|rule| rule.slug.as_str()).collect();
        Figures {
            techniques: techniques_covered.len(),
            all_techniques: techniques().count(),
            tactics: tactics.len(),
            all_tactics: MATRIX.len(),
            rules: rules.len(),
        }
    }
}

/// The columns that a rule's tactics mean.
fn named(rule: &Rule) -> BTreeSet<&'static str> {
    let tactics = TACTICS.iter().filter(|tactic| rule.tactics.iter().any(|name| name == tactic.spelling));
    tactics.flat_map(|tactic| tactic.columns.iter().copied()).collect()
}
