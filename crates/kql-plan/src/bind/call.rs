//! Calls: of functions of the query, of special forms, of aggregates, of scalar functions, of stored functions. And the names that their
//! results have as columns.

use kql::diagnostic::Code;
use kql::tree::{Call, Expression as Syntax, Member, NamedExpression, TypeLiteralKind};

use super::{Binder, Definition, Entity, Result, Stop};
use crate::aggregate::{Aggregate, AggregateArgument};
use crate::expression::Expression;
use crate::plan::AggregateCall;
use crate::scalar::Argument;
use crate::{Type, aggregate, scalar};

/// Functions whose result, as a column, is named as their first argument would be.
///
/// Source: the language service, <https://github.com/microsoft/Kusto-Query-Language>
const NAMED_AS_FIRST_ARGUMENT: &[&str] = &[
    "tostring",
    "split",
    "tohex",
    "todynamic",
    "toobject",
    "tolong",
    "toint",
    "toreal",
    "todouble",
    "todatetime",
    "totimespan",
    "totime",
    "tobool",
    "toboolean",
    "todecimal",
    "toguid",
    "parse_csv",
    "parsejson",
    "parse_json",
    "parse_xml",
    "format_datetime",
    "format_timespan",
    "startofday",
    "bin",
    "floor",
    "bin_at",
    "bin_auto",
    "binary_and",
    "binary_or",
    "binary_xor",
    "binary_not",
    "binary_shift_right",
    "binary_shift_left",
    "bitset_count_ones",
    "series_fir",
    "series_outliers",
    "series_iir",
    "series_fill_backward",
    "series_fill_forward",
    "series_fill_const",
    "series_fill_linear",
    "round",
    "ceiling",
    "pow",
    "sqrt",
    "log",
    "log2",
    "log10",
    "exp",
    "exp2",
    "exp10",
    "cos",
    "sin",
    "tan",
    "acos",
    "asin",
    "atan",
    "atan2",
    "abs",
    "rand",
    "gamma",
    "loggamma",
    "erf",
    "erfc",
    "format_bytes",
];

/// Functions whose result is named by a prefix and their first argument.
const NAMED_WITH_PREFIX: &[(&str, &str)] = &[
    ("strlen", "strlen"),
    ("string_size", "string_size"),
    ("percentile_tdigest", "percentile_tdigest"),
    ("dcount_hll", "dcount_hll"),
    ("treepath", "tree"),
    ("repeat", "repeat"),
    ("percentiles_array_tdigest", "percentile_tdigest"),
];

/// Functions whose result has always the same name.
const NAMED_FIXED: &[(&str, &str)] = &[
    ("tdigest_merge", "tdigests_merge_result"),
    ("merge_tdigest", "tdigests_merge_result"),
    ("hll_merge", "hll_merged_result"),
    ("ingestion_time", "$IngestionTime"),
];

/// The name an expression has as a column when the query gives none; `None`: `Column1`, `Column2`, … in the order they come.
pub(crate) fn result_name(expression: &Syntax) -> Option<String> {
    match expression {
        Syntax::Name(name) => Some(name.text.clone()),
        Syntax::Path(path) => {
            let right = match &path.member {
                Member::Name(name) => name.text.clone(),
                Member::Call(call) => call.function.text.clone(),
                Member::Wildcard(wildcard) => wildcard.pattern.clone(),
            };
            match result_name(&path.base) {
                Some(left) if left != "$left" && left != "$right" => Some(format!("{left}_{right}")),
                _ => Some(right),
            }
        }
        Syntax::Element(element) => {
            let right = match &*element.index {
                Syntax::String(text) => Some(text.value.clone()),
                Syntax::Literal(literal) => match &literal.value {
                    kql::tree::LiteralValue::Long(Some(value)) => Some(value.to_string()),
                    kql::tree::LiteralValue::Int(Some(value)) => Some(value.to_string()),
                    _ => None,
                },
                Syntax::Unary(_) => None,
                other => result_name(other),
            };
            match (result_name(&element.base), right) {
                (Some(left), Some(right)) => Some(format!("{left}_{right}")),
                (left, right) => right.or(left.map(|left| format!("{left}_"))),
            }
        }
        Syntax::Call(call) => call_name(call),
        _ => None,
    }
}

fn call_name(call: &Call) -> Option<String> {
    let name = call.function.text.as_str();
    let first = || {
        let argument = call.arguments.first()?;
        argument.name().map(|name| name.text.clone()).or_else(|| result_name(&argument.expression))
    };
    if NAMED_AS_FIRST_ARGUMENT.contains(&name) {
        return first();
    }
    if let Some((_, prefix)) = NAMED_WITH_PREFIX.iter().find(|(function, _)| *function == name) {
        return first().map(|first| format!("{prefix}_{first}"));
    }
    if let Some((_, fixed)) = NAMED_FIXED.iter().find(|(function, _)| *function == name) {
        return Some((*fixed).to_owned());
    }
    match (name, call.arguments.as_slice()) {
        ("make_datetime" | "make_timespan", [_]) => first(),
        ("column_ifexists" | "columnifexists", [argument, ..]) => match &argument.expression {
            Syntax::String(text) => Some(text.value.clone()),
            _ => None,
        },
        // Inside an expression, as in `log(count())`.
        _ => aggregate::by_name(name).map(|found| {
            let prefix = found.name.strip_prefix("make_").unwrap_or(found.name);
            format!("{prefix}_{}", first().unwrap_or_default())
        }),
    }
}

impl Binder<'_> {
    /// A call, whatever it is of.
    pub(crate) fn call(&mut self, call: &Call) -> Result<Entity> {
        let name = call.function.text.as_str();
        match self.scope.find(name).cloned() {
            Some(Definition::Function(declaration, scope)) => {
                let arguments = self.arguments(&call.arguments)?;
                return self.apply(name, &declaration, scope, &arguments, call.span);
            }
            Some(Definition::Flow(_)) if call.arguments.is_empty() => return self.name(&call.function),
            _ => {}
        }
        if let Some(found) = self.pattern(call, None) {
            return found;
        }
        if let Some(found) = self.special(call) {
            return found;
        }
        if let Some(found) = self.graph_call(call) {
            return found.map(Entity::Scalar);
        }
        if let Some(aggregate) = aggregate::by_name(name)
            && self.frames.last().is_some_and(|frame| frame.aggregates.is_some())
        {
            return self.aggregate(aggregate, call).map(Entity::Scalar);
        }
        if let Some(scalar) = scalar::by_name(name) {
            return self.scalar_call(scalar, call).map(Entity::Scalar);
        }
        if let Some(found) = self.stored_function(name, &call.arguments, call.span) {
            return found;
        }
        self.unknown_function(call)
    }

    fn unknown_function(&mut self, call: &Call) -> Result<Entity> {
        let name = call.function.text.as_str();
        if self.calling.iter().any(|outer| outer == name) {
            return self.error(Code::CallsItself, call.span, format!("`{name}` calls itself"));
        }
        if aggregate::by_name(name).is_some() {
            return self.error(
                Code::AggregateExpected,
                call.span,
                format!("`{name}` is an aggregate: it belongs in `summarize` or an operator like it"),
            );
        }
        if let Some((_, reason)) = super::special::REFUSED.iter().find(|(refused, _)| *refused == name) {
            return self.error(Code::NotHere, call.function.span, format!("`{name}` {reason}"));
        }
        let known =
            scalar::all().map(|scalar| scalar.name).chain(aggregate::ALL.iter().map(|aggregate| aggregate.name));
        let declared = self.scope.names();
        let meant = kql::nearest(name, known.chain(declared.iter().map(String::as_str))).map(str::to_owned);
        let found =
            kql::Diagnostic::error(Code::UnknownFunction, call.function.span, format!("there is no function `{name}`"))
                .did_you_mean(call.function.span, meant.as_deref());
        self.diagnostics.push(found);
        Err(Stop)
    }

    fn scalar_call(&mut self, scalar: &'static scalar::Scalar, call: &Call) -> Result<Expression> {
        let mut arguments = Vec::with_capacity(call.arguments.len());
        let mut wanted = None;
        for argument in &call.arguments {
            match &argument.expression {
                // `extract(…, typeof(long))`: the type of the result.
                Syntax::Type(literal) => match &literal.kind {
                    // A function that asks for the type makes its result of it; of any other the result is converted.
                    TypeLiteralKind::Scalar(kind) => match kind.scalar.map(Type::from) {
                        Some(kind)
                            if scalar
                                .signature()
                                .parameters
                                .iter()
                                .any(|parameter| parameter.name.ends_with("type")) =>
                        {
                            arguments.push(Expression::literal(crate::Value::string(kind.name()), Type::String));
                        }
                        kind => wanted = kind,
                    },
                    TypeLiteralKind::Row(row) => {
                        return self.error(Code::WrongType, row.span, "a scalar type belongs here");
                    }
                },
                // `pack(*)`, `bag_pack(*)`: every column.
                Syntax::Star(_) => self.every_column(scalar.name, &mut arguments),
                other => arguments.push(self.scalar(other)?),
            }
        }
        let bound = self.call_scalar(scalar, arguments, call.span)?;
        Ok(match wanted {
            Some(kind) => bound.converted(kind),
            None => bound,
        })
    }

    fn every_column(&mut self, function: &str, arguments: &mut Vec<Expression>) {
        let columns = self.frames.last().map(|frame| frame.columns.clone()).unwrap_or_default();
        for column in columns.iter().filter(|column| super::is_visible(column)) {
            if matches!(function, "bag_pack" | "pack" | "pack_dictionary") {
                arguments.push(Expression::literal(crate::Value::string(column.name.clone()), Type::String));
            }
            arguments.push(Expression::column(column));
        }
    }

    /// A call of an aggregate inside an expression: the call is noted in the frame, its first output stands for it.
    fn aggregate(&mut self, aggregate: &'static Aggregate, call: &Call) -> Result<Expression> {
        let noted = self.aggregate_call(aggregate, &call.arguments, &[], call.span)?;
        let Some(output) = noted.outputs.first().cloned() else {
            return self.error(Code::WrongArguments, call.span, format!("`{}` has no result here", aggregate.name));
        };
        if let Some(calls) = self.frames.last_mut().and_then(|frame| frame.aggregates.as_mut()) {
            calls.push(noted);
        }
        Ok(Expression::column(&output))
    }

    /// The call of an aggregate. `grouped` are the columns that `*` leaves out.
    pub(crate) fn aggregate_call(
        &mut self,
        aggregate: &'static Aggregate,
        arguments: &[NamedExpression],
        grouped: &[crate::ColumnId],
        span: kql::Span,
    ) -> Result<AggregateCall> {
        let saved = self.frames.last_mut().and_then(|frame| frame.aggregates.take());
        let bound = self.aggregate_arguments(arguments, grouped);
        if let Some(frame) = self.frames.last_mut() {
            frame.aggregates = saved;
        }
        let (bound, names) = bound?;
        let described: Vec<Argument> = bound
            .iter()
            .map(|argument| Argument { kind: argument.kind, constant: argument.as_literal().cloned() })
            .collect();
        let resolved = match aggregate.signature().resolve(aggregate.name, &described) {
            Ok(resolved) => resolved,
            Err(error) => return self.error(Code::WrongArguments, span, error.message),
        };
        let arguments: Vec<Expression> = bound
            .into_iter()
            .zip(resolved.parameters)
            .map(|(argument, kind)| match kind {
                Some(kind) => argument.converted(kind),
                None => argument,
            })
            .collect();
        let described: Vec<AggregateArgument> = arguments
            .iter()
            .zip(names)
            .map(|(argument, name)| AggregateArgument {
                argument: Argument { kind: argument.kind, constant: argument.as_literal().cloned() },
                name,
            })
            .collect();
        let outputs = match (aggregate.outputs)(&described) {
            Ok(outputs) => outputs,
            Err(message) => return self.error(Code::WrongArguments, span, message),
        };
        let outputs = outputs.into_iter().map(|output| self.column(output.name, output.kind)).collect();
        Ok(AggregateCall { aggregate, arguments, outputs })
    }

    fn aggregate_arguments(
        &mut self,
        arguments: &[NamedExpression],
        grouped: &[crate::ColumnId],
    ) -> Result<(Vec<Expression>, Vec<Option<String>>)> {
        let (mut bound, mut names) = (Vec::new(), Vec::new());
        for argument in arguments {
            match &argument.expression {
                Syntax::Star(_) => {
                    let columns = self.frames.last().map(|frame| frame.columns.clone()).unwrap_or_default();
                    let given: Vec<_> = bound.iter().filter_map(Expression::as_column).collect();
                    for column in columns {
                        if super::is_visible(&column) && !grouped.contains(&column.id) && !given.contains(&column.id) {
                            bound.push(Expression::column(&column));
                            names.push(Some(column.name));
                        }
                    }
                }
                Syntax::Wildcard(wildcard) => {
                    let columns = self.frames.last().map(|frame| frame.columns.clone()).unwrap_or_default();
                    for column in
                        columns.into_iter().filter(|column| super::name::matches(&wildcard.pattern, &column.name))
                    {
                        bound.push(Expression::column(&column));
                        names.push(Some(column.name));
                    }
                }
                other => {
                    bound.push(self.scalar(other)?);
                    names.push(argument.name().map(|name| name.text.clone()).or_else(|| result_name(other)));
                }
            }
        }
        Ok((bound, names))
    }
}

/// The span of a call's argument, or of the call.
pub(crate) fn argument_span(call: &Call, index: usize) -> kql::Span {
    call.arguments.get(index).map_or(call.span, |argument| argument.expression.span())
}
