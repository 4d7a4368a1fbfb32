//! `parse`, `parse-where`, `parse-kv`: columns out of texts.
//!
//! A function finds all parts of a text at once, as an array; each column is an element of it.
//! Source: <https://learn.microsoft.com/kusto/query/parse-operator>, <https://learn.microsoft.com/kusto/query/parse-where-operator>,
//! <https://learn.microsoft.com/kusto/query/parse-kv-operator>

use kql::Span;
use kql::diagnostic::Code;
use kql::operators::{Parse, ParseKind, ParseKv, ParseWhere, PatternPiece};
use kql::tree::{Expression as Syntax, Name, Parameter, ParameterName, ParameterValue};

use super::project::unique;
use crate::bind::{Binder, Result};
use crate::expression::{ExpressionNode, PathStep};
use crate::operator::parse::{PARSE_PATTERN, ParseMode, ParsePattern, Piece, pattern_text};
use crate::operator::parse_kv::{PARSE_PAIRS, PairParser, PairRules, pairs_text};
use crate::plan::{Node, Plan};
use crate::{Column, Expression, Type, Value, scalar};

pub(super) fn bind(binder: &mut Binder<'_>, input: Plan, tree: &Parse) -> Result<Plan> {
    let written = Written { parameters: &tree.parameters, text: &tree.text, pattern: &tree.pattern, span: tree.span };
    pattern(binder, input, &written, tree.kind(), false)
}

pub(super) fn bind_where(binder: &mut Binder<'_>, input: Plan, tree: &ParseWhere) -> Result<Plan> {
    let written = Written { parameters: &tree.parameters, text: &tree.text, pattern: &tree.pattern, span: tree.span };
    pattern(binder, input, &written, tree.kind(), true)
}

/// What `parse` and `parse-where` have in common.
struct Written<'t> {
    parameters: &'t [Parameter],
    text: &'t Syntax,
    pattern: &'t [PatternPiece],
    span: Span,
}

fn pattern(
    binder: &mut Binder<'_>,
    input: Plan,
    written: &Written<'_>,
    kind: ParseKind,
    only_matches: bool,
) -> Result<Plan> {
    let mode = match kind {
        ParseKind::Simple => ParseMode::Simple,
        ParseKind::Regex => ParseMode::Regex,
        ParseKind::Relaxed => ParseMode::Relaxed,
    };
    let flags = match Parameter::find(written.parameters, ParameterName::Flags) {
        Some(parameter) => text_of(binder, parameter)?,
        None => String::new(),
    };
    let mut pieces = Vec::new();
    let mut columns = Vec::new();
    for piece in written.pattern {
        pieces.push(match piece {
            PatternPiece::Skip(_) => Piece::Skip,
            PatternPiece::Text(text) => Piece::Text(text.value.clone()),
            PatternPiece::Column(column) => {
                let kind = column.data_type.as_ref().and_then(|kind| kind.scalar).map_or(Type::String, Type::from);
                columns.push((&column.name, kind));
                Piece::Column(kind)
            }
        });
    }
    if let Err(message) = ParsePattern::new(mode, &flags, &pieces) {
        return binder.error(Code::InvalidArgument, written.span, message);
    }
    let (input, parts) = found(binder, input, written.text, &PARSE_PATTERN, pattern_text(mode, &flags, &pieces))?;
    let input = if only_matches { matched(binder, input, &parts, written.span)? } else { input };
    with_parts(binder, input, &parts, &columns)
}

pub(super) fn bind_kv(binder: &mut Binder<'_>, input: Plan, tree: &ParseKv) -> Result<Plan> {
    let mut rules = PairRules::default();
    for parameter in &tree.properties {
        let text = text_of(binder, parameter)?;
        let characters: Vec<char> = text.chars().collect();
        match (parameter.name, characters.as_slice()) {
            (ParameterName::PairDelimiter, _) => rules.pairs = Some(text),
            (ParameterName::KeyValueDelimiter, _) => rules.between = Some(text),
            (ParameterName::Regex, _) => rules.regex = Some(text),
            (ParameterName::Greedy, _) => rules.greedy = text.eq_ignore_ascii_case("true") || text == "1",
            (ParameterName::Quote, [both]) => rules.quotes.push((*both, *both)),
            (ParameterName::Quote, [open, close]) => rules.quotes.push((*open, *close)),
            (ParameterName::Escape, [escape]) => rules.escapes.push(*escape),
            (ParameterName::Quote, _) => {
                return binder.error(Code::InvalidArgument, parameter.span, "`quote` is one character, or two");
            }
            (ParameterName::Escape, _) => {
                return binder.error(Code::InvalidArgument, parameter.span, "`escape` is one character");
            }
            _ => {
                let message = format!("`parse-kv` has no property `{}`", parameter.spelling);
                return binder.error(Code::InvalidArgument, parameter.span, message);
            }
        }
    }
    let mut columns = Vec::new();
    for declared in &tree.keys.columns {
        columns.push((&declared.name, declared.data_type.scalar.map_or(Type::String, Type::from)));
    }
    let keys: Vec<(String, Type)> = columns.iter().map(|(name, kind)| (name.text.clone(), *kind)).collect();
    if let Err(message) = PairParser::new(rules.clone(), keys.clone()) {
        return binder.error(Code::InvalidArgument, tree.span, message);
    }
    let (input, parts) = found(binder, input, &tree.text, &PARSE_PAIRS, pairs_text(&rules, &keys))?;
    with_parts(binder, input, &parts, &columns)
}

/// The text a parameter is set to.
fn text_of(binder: &mut Binder<'_>, parameter: &Parameter) -> Result<String> {
    match &parameter.value {
        ParameterValue::Word(name) => match binder.scope.find(&name.text) {
            Some(crate::bind::Definition::Scalar(value)) => {
                Ok(value.as_literal().map_or_else(|| name.text.clone(), crate::convert::text))
            }
            _ => Ok(name.text.clone()),
        },
        ParameterValue::Words(words) => {
            binder.error(Code::InvalidArgument, words.span, format!("`{}` takes one value", parameter.spelling))
        }
        ParameterValue::Expression(expression) => {
            let what = format!("`{}`", parameter.spelling);
            let (value, _) = binder.isolated(|binder| binder.constant(expression, &what))?;
            Ok(crate::convert::text(&value))
        }
    }
}

/// The input with a hidden column more: what is found in the text.
fn found(
    binder: &mut Binder<'_>,
    input: Plan,
    text: &Syntax,
    function: &'static scalar::Scalar,
    rules: String,
) -> Result<(Plan, Column)> {
    let (text, frame) = binder.over(&input, |binder| binder.scalar(text))?;
    let input = binder.with_windows(input, frame.windows);
    let rules = Expression::literal(Value::string(rules), Type::String);
    let call = Expression::call(function, vec![text.converted(Type::String), rules], Type::Dynamic);
    let parts = binder.column(String::new(), Type::Dynamic);
    let parts = Column { name: format!("$parts{}", parts.id.0), ..parts };
    let mut outputs: Vec<(Column, Expression)> =
        input.columns.iter().map(|column| (column.clone(), Expression::column(column))).collect();
    outputs.push((parts.clone(), call));
    Ok((input.projected(outputs), parts))
}

/// The rows in which something was found.
fn matched(binder: &mut Binder<'_>, input: Plan, parts: &Column, span: Span) -> Result<Plan> {
    let Some(not_null) = scalar::by_name("isnotnull") else {
        return binder.error(Code::NotYet, span, "`isnotnull` is not done yet");
    };
    let predicate = binder.call_scalar(not_null, vec![Expression::column(parts)], span)?;
    let (columns, ordered, open) = (input.columns.clone(), input.ordered, input.open);
    Ok(Plan { node: Node::Filter { input: Box::new(input), predicate }, columns, ordered, open })
}

/// The input with the parts as columns. A name that a column has already gets a number.
fn with_parts(binder: &mut Binder<'_>, input: Plan, parts: &Column, columns: &[(&Name, Type)]) -> Result<Plan> {
    let mut outputs: Vec<(Column, Expression)> = input
        .columns
        .iter()
        .filter(|column| column.id != parts.id)
        .map(|column| (column.clone(), Expression::column(column)))
        .collect();
    let mut named: Vec<&str> = Vec::new();
    for (place, (name, kind)) in columns.iter().enumerate() {
        if named.contains(&name.text.as_str()) {
            return binder.error(
                Code::DuplicateColumn,
                name.span,
                format!("there is already a column `{}`", name.text),
            );
        }
        named.push(&name.text);
        let steps = vec![PathStep::Index(i64::try_from(place).unwrap_or_default())];
        let node = ExpressionNode::Path { base: Box::new(Expression::column(parts)), steps };
        let value = Expression { node, kind: Type::Dynamic }.converted(*kind);
        let name = unique(&name.text, |name| outputs.iter().any(|(column, _)| column.name == name));
        outputs.push((binder.column(name, *kind), value));
    }
    Ok(input.projected(outputs))
}
