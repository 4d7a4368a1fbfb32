//! Which files can hold a row that a predicate lets through, from what the archive knows of them.

use datafusion::common::ScalarValue;
use datafusion::logical_expr::{Between, BinaryExpr, Expr, Operator};
use store::TableFile;

use super::ticks::ticks;

/// Keeps the files that can hold a row for which all the predicates are true. `time` is the column that the files' times are of.
pub(super) fn prune(mut files: Vec<TableFile>, time: Option<&str>, predicates: &[Expr]) -> Vec<TableFile> {
    files.retain(|file| predicates.iter().all(|predicate| may_hold(file, time, predicate)));
    files
}

fn may_hold(file: &TableFile, time: Option<&str>, predicate: &Expr) -> bool {
    match predicate {
        Expr::BinaryExpr(BinaryExpr { left, op: Operator::And, right }) => {
            may_hold(file, time, left) && may_hold(file, time, right)
        }
        Expr::BinaryExpr(BinaryExpr { left, op: Operator::Or, right }) => {
            may_hold(file, time, left) || may_hold(file, time, right)
        }
        Expr::BinaryExpr(BinaryExpr { left, op, right }) => match (&**left, &**right) {
            (Expr::Column(column), Expr::Literal(value, _)) => compares(file, time, &column.name, *op, value),
            (Expr::Literal(value, _), Expr::Column(column)) => {
                op.swap().is_none_or(|op| compares(file, time, &column.name, op, value))
            }
            _ => true,
        },
        Expr::Between(Between { expr, negated: false, low, high }) => match (&**expr, &**low, &**high) {
            (Expr::Column(column), Expr::Literal(low, _), Expr::Literal(high, _)) => {
                compares(file, time, &column.name, Operator::GtEq, low)
                    && compares(file, time, &column.name, Operator::LtEq, high)
            }
            _ => true,
        },
        _ => true,
    }
}

fn compares(file: &TableFile, time: Option<&str>, column: &str, operator: Operator, value: &ScalarValue) -> bool {
    if column == "_Tenant" {
        return match (operator, value.try_as_str()) {
            (Operator::Eq, Some(Some(tenant))) => file.tenant == tenant,
            _ => true,
        };
    }
    let (Some(time), ScalarValue::Int64(Some(value))) = (time, value) else { return true };
    if time != column {
        return true;
    }
    let Some((first, last)) = file.times else {
        // All rows are without a time, and the null is neither before nor after anything.
        let ordered = [Operator::Gt, Operator::GtEq, Operator::Lt, Operator::LtEq, Operator::Eq];
        return !ordered.contains(&operator);
    };
    let (Some(first), Some(last)) = (ticks(first), ticks(last)) else { return true };
    match operator {
        Operator::Gt => last > *value,
        Operator::GtEq => last >= *value,
        Operator::Lt => first < *value,
        Operator::LtEq => first <= *value,
        Operator::Eq => (first..=last).contains(value),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use datafusion::prelude::{col, lit};

    use super::*;

    fn file(tenant: &str, times: Option<(i64, i64)>) -> TableFile {
        TableFile { path: String::new(), size: 0, rows: 1, tenant: tenant.to_owned(), day: None, times }
    }

    #[test]
    fn files_are_left_out_by_time_and_tenant() {
        let at = |microseconds| lit(ticks(microseconds).unwrap());
        let time = || col("\"TimeGenerated\"");
        let kept = |predicate: Expr| {
            let files = vec![file("a", Some((10, 20))), file("b", Some((30, 40))), file("c", None)];
            let left = prune(files, Some("TimeGenerated"), &[predicate]);
            left.iter().map(|file| file.tenant.clone()).collect::<String>()
        };
        assert_eq!(kept(time().gt(at(20))), "b");
        assert_eq!(kept(time().gt_eq(at(20))), "ab");
        assert_eq!(kept(at(25).gt(time())), "a");
        assert_eq!(kept(time().between(at(0), at(9))), "");
        assert_eq!(kept(time().lt(at(15)).or(col("\"_Tenant\"").eq(lit("c")))), "ac");
        assert_eq!(kept(col("\"Other\"").eq(lit(1))), "abc");
    }
}
