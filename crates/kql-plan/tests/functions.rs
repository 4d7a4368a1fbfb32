//! Every function's own examples, run; and what every function must have.
#![expect(clippy::expect_used, reason = "a test may")]

mod support;

use kql_plan::plan::Node;
use kql_plan::scalar::{ParameterType, Scalar, all};
use kql_plan::{Value, convert};
use support::{Declared, bound, context};

/// The lines of the `kusto` block of a documentation: expression and expected text.
fn examples(scalar: &Scalar) -> Vec<(String, String)> {
    let text = scalar.documentation_text();
    let Some(block) = text.split("```kusto\n").nth(1).and_then(|rest| rest.split("```").next()) else {
        return Vec::new();
    };
    block
        .lines()
        .filter_map(|line| line.rsplit_once("//"))
        .map(|(expression, expected)| (expression.trim().to_owned(), expected.trim().to_owned()))
        .collect()
}

/// The text of a constant expression's value; the diagnostics when there is none.
fn value(expression: &str) -> Result<String, String> {
    let result = bound(&Declared::default(), &format!("print {expression}"));
    let plan = result.plan().ok_or_else(|| format!("{:?}", result.diagnostics))?;
    let Node::Project { outputs, .. } = &plan.node else {
        return Err("no projection".to_owned());
    };
    let context = context();
    let value = outputs.first().ok_or("no column")?.evaluate(&|_| Value::Null, &context);
    // As a table shows them: `tostring()` would say `True`.
    Ok(match &value {
        Value::Null => "null".to_owned(),
        Value::Bool(value) => value.to_string(),
        other => convert::text(other),
    })
}

#[test]
fn every_function_does_what_its_examples_say() {
    let mut failures = Vec::new();
    for scalar in all() {
        let examples = examples(scalar);
        if examples.is_empty() {
            failures.push(format!("{}: no example", scalar.name));
        }
        for (expression, expected) in examples {
            let found = value(&expression);
            let same = found
                .as_ref()
                .is_ok_and(|found| found.eq_ignore_ascii_case(&expected) || (expected == "\"\"" && found.is_empty()));
            if !same {
                failures.push(format!("{expression}: expected {expected}, got {found:?}"));
            }
        }
    }
    assert!(failures.is_empty(), "{} of the examples fail:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn every_function_has_a_name_a_source_and_a_readable_signature() {
    let mut names = std::collections::BTreeSet::new();
    for scalar in all() {
        assert!(names.insert(scalar.name), "{} is listed twice", scalar.name);
        assert!(
            scalar.documentation_text().contains("Source: <https://learn.microsoft.com/"),
            "{}: no source",
            scalar.name
        );
        let declared = scalar.declaration.replace([' ', '\n'], "");
        for parameter in &scalar.signature().parameters {
            let known = parameter.kind != ParameterType::Any || declared.contains(&format!("{}:any", parameter.name));
            assert!(known, "{}: the type of `{}` is not known", scalar.name, parameter.name);
        }
    }
}
