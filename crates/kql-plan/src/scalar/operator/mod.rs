//! Operators: arithmetic, comparison, strings, membership. They are not called by name.

use kql::tree::{BinaryOperator, MembershipOperator};

use super::Scalar;

/// The function of an operator with two operands.
pub fn binary(_operator: BinaryOperator) -> &'static Scalar {
    &PLACEHOLDER
}

/// The function of an operator with a list: its arguments are the value, then the elements or one dynamic array.
pub fn membership(_operator: MembershipOperator) -> &'static Scalar {
    &PLACEHOLDER
}

/// The function of the sign `-`.
pub fn negate() -> &'static Scalar {
    &PLACEHOLDER
}

fn placeholder<'a>(_call: &super::Call<'a>) -> crate::Value<'a> {
    crate::Value::Null
}

crate::kql_scalar! {
    /// Replaced by the operators as they are written.
    pub PLACEHOLDER = placeholder(left: any, right: any) -> dynamic => placeholder;
}
