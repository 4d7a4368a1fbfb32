//! KQL0101: a `let` that nothing uses; KQL0109: a name that is declared twice.

use std::collections::{HashMap, HashSet};

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::tree::{Call, Let, Name, Statement, Tree, Visitor};

/// Finds declarations at the top of the query whose names nothing mentions later.
pub(super) fn check(tree: &Tree, findings: &mut Vec<Diagnostic>) {
    let mut declared: HashMap<&str, &Let> = HashMap::new();
    for (index, statement) in tree.statements.iter().enumerate() {
        let Statement::Let(declaration) = statement else { continue };
        if let Some(first) = declared.insert(&declaration.name.text, declaration) {
            let message = format!("`{}` is declared twice", first.name.text);
            let finding = Diagnostic::new(Code::LetShadowed, Severity::Warning, declaration.name.span, message);
            findings.push(finding.help("the later one counts; give one of them another name"));
        }
        let mut mentions = Mentions(HashSet::new());
        for later in tree.statements.iter().skip(index + 1) {
            later.walk(&mut mentions);
        }
        // A file of declarations alone is a library: others use it.
        let library = !tree.statements.iter().any(|statement| matches!(statement, Statement::Query(_)));
        if !library && !mentions.0.contains(declaration.name.text.as_str()) && !declaration.name.is_missing() {
            let message = format!("`{}` is declared but not used", declaration.name.text);
            let finding = Diagnostic::new(Code::UnusedLet, Severity::Warning, declaration.name.span, message);
            findings.push(finding.help("remove it, or use it"));
        }
    }
}

struct Mentions<'t>(HashSet<&'t str>);

impl<'t> Visitor<'t> for Mentions<'t> {
    fn name(&mut self, name: &'t Name) {
        self.0.insert(&name.text);
    }

    fn call(&mut self, call: &'t Call) {
        // `table("name")` mentions by a string.
        if call.function.text == "table"
            && let [only] = call.arguments.as_slice()
            && let crate::tree::Expression::String(name) = &only.expression
        {
            self.0.insert(&name.value);
        }
        call.walk(self);
    }
}
