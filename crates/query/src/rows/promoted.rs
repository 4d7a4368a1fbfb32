//! What a predicate on a path inside a column says of the typed copy that the archive keeps of it.
//!
//! `tostring(DeviceDetail.operatingSystem) == "Windows 11"` lets no row through whose copy is another text, and the copy has statistics and is read
//! without reading JSON. So the copy is asked first, and the predicate itself, which stays as it is, of the rows that are left. A copy says less than
//! the path: it is null where the value is of an unusual type and in files from before it was kept, it takes the next source where the path leads
//! nowhere, and its keys match in any letter case. Therefore a row whose copy is null is kept, nothing is concluded from a value that is absent or
//! different, and no value is ever taken from a copy.

use datafusion::common::{Column, ScalarValue};
use datafusion::logical_expr::expr::InList;
use datafusion::logical_expr::{BinaryExpr, Expr, Operator};
use datafusion::prelude::lit;
use kql_datafusion::ColumnPath;
use kql_plan::convert::convert;
use kql_plan::expression::PathStep;
use kql_plan::{Type, Value};
use tables::{KustoType, Promoted, Table};

/// Returns what must be true of the copies for a predicate to be; none where nothing is known.
pub(super) fn implied(table: &Table, predicate: &Expr) -> Option<Expr> {
    match predicate {
        Expr::IsTrue(inner) => implied(table, inner),
        Expr::BinaryExpr(BinaryExpr { left, op: Operator::And, right }) => {
            match (implied(table, left), implied(table, right)) {
                (Some(left), Some(right)) => Some(left.and(right)),
                (one, other) => one.or(other),
            }
        }
        Expr::BinaryExpr(BinaryExpr { left, op: Operator::Or, right }) => {
            Some(implied(table, left)?.or(implied(table, right)?))
        }
        Expr::BinaryExpr(BinaryExpr { left, op: Operator::Eq | Operator::IsNotDistinctFrom, right }) => {
            match (&**left, &**right) {
                (path, Expr::Literal(value, _)) | (Expr::Literal(value, _), path) => {
                    one_of(table, &ColumnPath::of(path)?, &[value])
                }
                _ => None,
            }
        }
        Expr::InList(InList { expr, list, negated: false }) => {
            let values = list.iter().map(|element| match element {
                Expr::Literal(value, _) => Some(value),
                _ => None,
            });
            one_of(table, &ColumnPath::of(expr)?, &values.collect::<Option<Vec<_>>>()?)
        }
        call => {
            let (path, values) = ColumnPath::one_of(call)?;
            one_of(table, &path, &values)
        }
    }
}

/// The copy of what stands at the path is one of these values, or tells nothing.
fn one_of(table: &Table, path: &ColumnPath<'_>, values: &[&ScalarValue]) -> Option<Expr> {
    let copy = copy(table, path)?;
    let values = values.iter().map(|value| stored(copy.kind, value)).collect::<Option<Vec<_>>>()?;
    let column = || Expr::Column(Column::new_unqualified(copy.name));
    let mut whole = column().is_null();
    for value in values {
        whole = column().eq(lit(value)).or(whole);
    }
    if path.kind == Type::Int {
        // `toint()` of a larger number keeps its lower bits.
        whole = whole.or(column().lt(lit(i64::from(i32::MIN)))).or(column().gt(lit(i64::from(i32::MAX))));
    }
    Some(whole)
}

/// The copy of a path, if the archive keeps one from which the conversion can be told.
fn copy(table: &Table, path: &ColumnPath<'_>) -> Option<&'static Promoted> {
    let way = written(path.steps)?;
    let first =
        |copy: &&Promoted| copy.from.first().is_some_and(|(column, steps)| (*column, *steps) == (path.column, &way));
    let copy = table.promoted.iter().find(first)?;
    match (copy.kind, path.kind) {
        (KustoType::String, Type::String | Type::Dynamic)
        | (KustoType::Long, Type::String | Type::Int | Type::Long | Type::Dynamic) => Some(copy),
        _ => None,
    }
}

/// The path as the tables write it.
fn written(steps: &[PathStep]) -> Option<String> {
    let mut text = String::new();
    for step in steps {
        match step {
            PathStep::Property(name) if !name.contains(['.', '[']) => {
                if !text.is_empty() {
                    text.push('.');
                }
                text.push_str(name);
            }
            PathStep::Index(index) if *index >= 0 => text.push_str(&format!("[{index}]")),
            _ => return None,
        }
    }
    Some(text)
}

/// What a copy of this type holds where the path's value is this one; none where it may hold something else.
fn stored(kind: KustoType, value: &ScalarValue) -> Option<ScalarValue> {
    let text = value.try_as_str().flatten();
    match (kind, value) {
        (KustoType::Long, ScalarValue::Int64(Some(number))) => Some(ScalarValue::Int64(Some(*number))),
        (KustoType::Long, ScalarValue::Int32(Some(number))) => Some(ScalarValue::Int64(Some(i64::from(*number)))),
        (KustoType::Long, _) => {
            let number: i64 = text?.parse().ok()?;
            (number.to_string() == text?).then_some(ScalarValue::Int64(Some(number)))
        }
        (KustoType::String, _) => {
            // A number, truth value, array or bag has more spellings than the one that `tostring()` gives, and beside a dynamic that holds a number
            // or truth value a text is read as such.
            let text = text?;
            let reads_as = |kind| !convert(&Value::string(text), kind).is_null();
            let other = text.starts_with(['{', '[']) || [Type::Long, Type::Real, Type::Bool].into_iter().any(reads_as);
            (!text.is_empty() && !other).then(|| ScalarValue::Utf8View(Some(text.to_owned())))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_written_as_the_tables_do() {
        let steps = [PathStep::Index(0), PathStep::Property("displayName".into())];
        assert_eq!(written(&steps).as_deref(), Some("[0].displayName"));
        assert_eq!(written(&[PathStep::Property("a.b".into())]), None);
        assert_eq!(written(&[PathStep::Index(-1)]), None);
    }

    #[test]
    fn only_texts_with_one_spelling_are_looked_for() {
        let text = |kind, text: &str| stored(kind, &ScalarValue::Utf8View(Some(text.into())));
        assert_eq!(text(KustoType::Long, "50126"), Some(ScalarValue::Int64(Some(50126))));
        for other in ["050126", "5e4", "", "none"] {
            assert_eq!(text(KustoType::Long, other), None, "{other}");
        }
        assert!(text(KustoType::String, "Windows 11").is_some());
        for other in ["", "12", "1e3", "0x1f", "True", "[1]", "{}"] {
            assert_eq!(text(KustoType::String, other), None, "{other}");
        }
    }
}
