//! A rule's detections and its condition → one predicate.

use std::collections::BTreeMap;

use rsigma_parser::{ConditionExpr, Detection, Detections, FieldSpec, Quantifier, SelectorPattern};

use super::Expression;
use super::item::item;
use crate::error::Error;
use crate::mapping::Resolver;

/// The predicate of all detections, as the condition joins them. Several conditions are as many ways to match.
pub(crate) fn detections(
    detections: &Detections,
    resolver: &Resolver,
    notes: &mut Vec<String>,
) -> Result<Expression, Error> {
    if detections.timeframe.is_some() {
        return Err(Error::Unsupported("`timeframe` in a detection; Sigma has correlation rules for it".to_owned()));
    }
    let mut named = BTreeMap::new();
    for (name, detection) in detections.named.iter().collect::<BTreeMap<_, _>>() {
        named.insert(name.as_str(), self::detection(detection, resolver, notes)?);
    }
    let conditions: Result<Vec<_>, _> = detections.conditions.iter().map(|part| condition(part, &named)).collect();
    let only = resolver.table.only.map_or(Expression::True, Expression::written);
    Ok(Expression::all([only, Expression::any(conditions?)]))
}

fn detection(detection: &Detection, resolver: &Resolver, notes: &mut Vec<String>) -> Result<Expression, Error> {
    match detection {
        Detection::AllOf(items) => {
            let mut all = Vec::new();
            for line in items {
                all.push(item(line, resolver, notes)?);
            }
            Ok(Expression::all(all))
        }
        Detection::AnyOf(parts) => {
            let mut any = Vec::new();
            for part in parts {
                any.push(self::detection(part, resolver, notes)?);
            }
            Ok(Expression::any(any))
        }
        Detection::And(parts) => {
            let mut all = Vec::new();
            for part in parts {
                all.push(self::detection(part, resolver, notes)?);
            }
            Ok(Expression::all(all))
        }
        Detection::Keywords(values) => {
            let field = FieldSpec::new(None, Vec::new());
            item(&rsigma_parser::DetectionItem { field, values: values.clone() }, resolver, notes)
        }
        Detection::ArrayMatch { field, .. } => {
            Err(Error::Unsupported(format!("`{field}[…]`, which is no part of Sigma's specification yet")))
        }
        Detection::Conditional { .. } => Err(Error::Unsupported(
            "a condition inside a detection, which is no part of Sigma's specification yet".to_owned(),
        )),
    }
}

/// Source: <https://sigmahq.io/docs/basics/conditions.html>
fn condition(expression: &ConditionExpr, named: &BTreeMap<&str, Expression>) -> Result<Expression, Error> {
    let each = |parts: &[ConditionExpr]| parts.iter().map(|part| condition(part, named)).collect::<Result<Vec<_>, _>>();
    match expression {
        ConditionExpr::And(parts) => Ok(Expression::all(each(parts)?)),
        ConditionExpr::Or(parts) => Ok(Expression::any(each(parts)?)),
        ConditionExpr::Not(part) => Ok(condition(part, named)?.negated()),
        ConditionExpr::Identifier(name) => {
            named.get(name.as_str()).cloned().ok_or_else(|| Error::Detection(name.clone()))
        }
        ConditionExpr::Selector { quantifier, pattern } => {
            let chosen: Vec<Expression> = named
                .iter()
                .filter(|(name, _)| match pattern {
                    SelectorPattern::Them => !name.starts_with('_'),
                    SelectorPattern::Pattern(pattern) => rsigma_parser::detection_name_matches(pattern, name),
                })
                .map(|(_, expression)| expression.clone())
                .collect();
            if chosen.is_empty() {
                return Err(Error::Detection(pattern.to_string()));
            }
            match quantifier {
                Quantifier::Any | Quantifier::Count(1) => Ok(Expression::any(chosen)),
                Quantifier::All => Ok(Expression::all(chosen)),
                Quantifier::Count(number) => {
                    let each = chosen.iter().map(|part| format!("iff({}, 1, 0)", part.text()));
                    Ok(Expression::Test(format!("{} >= {number}", each.collect::<Vec<_>>().join(" + "))))
                }
            }
        }
    }
}
