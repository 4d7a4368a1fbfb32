//! A typed expression on one line, close to how a query would write it.

use crate::expression::{ColumnId, Expression, ExpressionNode, PathStep};
use crate::{Type, Value, convert};

/// Elements of a list that are shown.
const ELEMENTS: usize = 12;

/// Returns the expression; `name` says what a column is called.
pub(super) fn expression(of: &Expression, name: &dyn Fn(ColumnId) -> String) -> String {
    let list =
        |expressions: &[Expression]| -> Vec<String> { expressions.iter().map(|e| expression(e, name)).collect() };
    match &of.node {
        ExpressionNode::Literal(value) => literal(value, Some(of.kind)),
        ExpressionNode::Column(id) => name(*id),
        ExpressionNode::Call(scalar, arguments) => call(scalar.name, &list(arguments)),
        ExpressionNode::Convert(base) => format!("to{}({})", of.kind.name(), expression(base, name)),
        ExpressionNode::Logical { any, operands } => {
            format!("({})", list(operands).join(if *any { " or " } else { " and " }))
        }
        ExpressionNode::Path { base, steps } => {
            expression(base, name) + &steps.iter().map(path_step).collect::<String>()
        }
        ExpressionNode::Case { branches, otherwise } => {
            let branches = branches.iter().flat_map(|(condition, value)| [condition, value]);
            let all = branches.chain([otherwise.as_ref()]).map(|e| expression(e, name));
            format!("case({})", all.collect::<Vec<_>>().join(", "))
        }
        ExpressionNode::InList { value, list, ignore_case } => {
            let mut elements: Vec<String> =
                list.iter().take(ELEMENTS).map(|element| literal(element, Some(value.kind))).collect();
            if list.len() > ELEMENTS {
                elements.push(format!("… {} more", list.len() - ELEMENTS));
            }
            let operator = if *ignore_case { "in~" } else { "in" };
            format!("{} {operator} ({})", expression(value, name), elements.join(", "))
        }
        ExpressionNode::Scalar(_) => "toscalar(query within)".to_owned(),
        ExpressionNode::Values(_) => "values(query within)".to_owned(),
    }
}

/// A call, of an operator as a query writes it.
fn call(name: &str, arguments: &[String]) -> String {
    let symbol = match name {
        "equal" => "==",
        "not_equal" => "!=",
        "less" => "<",
        "less_or_equal" => "<=",
        "greater" => ">",
        "greater_or_equal" => ">=",
        "equal_ignore_case" => "=~",
        "not_equal_ignore_case" => "!~",
        "add" => "+",
        "subtract" => "-",
        "multiply" => "*",
        "divide" => "/",
        "modulo" => "%",
        _ => return format!("{name}({})", arguments.join(", ")),
    };
    format!("({})", arguments.join(&format!(" {symbol} ")))
}

/// A constant, with its type where the text alone does not tell it.
pub(super) fn literal(value: &Value<'_>, kind: Option<Type>) -> String {
    let Some(kind) = value.kind().or(kind) else { return "null".to_owned() };
    match value {
        Value::Null => format!("{}(null)", kind.name()),
        Value::String(text) => serde_json::Value::String(text.to_string()).to_string(),
        Value::Bool(_) | Value::Long(_) | Value::Real(_) => convert::text(value),
        other => format!("{}({})", kind.name(), convert::text(other)),
    }
}

fn path_step(step: &PathStep) -> String {
    match step {
        PathStep::Property(name) if name.chars().all(|c| c.is_alphanumeric() || c == '_') => format!(".{name}"),
        PathStep::Property(name) => format!("[{}]", serde_json::Value::String(name.clone())),
        PathStep::Index(at) => format!("[{at}]"),
    }
}
