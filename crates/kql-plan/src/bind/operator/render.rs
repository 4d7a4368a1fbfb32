//! `render`: how the answer is to be shown. The rows are not changed.
//! Source: <https://learn.microsoft.com/kusto/query/render-operator>

use kql::operators::Render;
use kql::tree::{Parameter, ParameterValue};

use crate::bind::{Binder, Result, Visualization};
use crate::plan::Plan;

pub(super) fn bind(binder: &mut Binder<'_>, input: Plan, tree: &Render) -> Result<Plan> {
    let mut properties = Vec::new();
    for parameter in tree.older_properties.iter().chain(&tree.properties) {
        properties.push((parameter.name.text().to_owned(), value(binder, parameter)?));
    }
    if !tree.by.is_empty() {
        let names: Vec<&str> = tree.by.iter().map(|name| name.text.as_str()).collect();
        properties.push(("series".to_owned(), names.join(",")));
    }
    binder.visualization = Some(Visualization { chart: tree.chart.text.clone(), properties });
    Ok(input)
}

fn value(binder: &mut Binder<'_>, parameter: &Parameter) -> Result<String> {
    Ok(match &parameter.value {
        ParameterValue::Word(name) => name.text.clone(),
        ParameterValue::Words(list) => list.words.iter().map(|name| name.text.as_str()).collect::<Vec<_>>().join(","),
        ParameterValue::Expression(expression) => {
            let (value, _) = binder.isolated(|binder| binder.constant(expression, "a property of a chart"))?;
            crate::convert::text(&value)
        }
    })
}
