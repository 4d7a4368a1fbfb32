//! Operators: arithmetic, comparison, strings, membership. They are not called by name.

pub mod arithmetic;
pub mod comparison;
pub mod membership;
pub mod pattern;
pub mod terms;
pub mod text;

pub use arithmetic::{added, subtracted};
pub use comparison::{compare, equal};
use kql::tree::{BinaryOperator, MembershipOperator};
pub use pattern::{has_wildcard_term, is_like};

use super::Scalar;

/// The function of an operator with two operands.
pub fn binary(operator: BinaryOperator) -> &'static Scalar {
    match operator {
        BinaryOperator::Multiply => &arithmetic::MULTIPLY,
        BinaryOperator::Divide => &arithmetic::DIVIDE,
        BinaryOperator::Modulo => &arithmetic::MODULO,
        BinaryOperator::Add => &arithmetic::ADD,
        BinaryOperator::Subtract => &arithmetic::SUBTRACT,
        BinaryOperator::Less => &comparison::LESS,
        BinaryOperator::LessOrEqual => &comparison::LESS_OR_EQUAL,
        BinaryOperator::Greater => &comparison::GREATER,
        BinaryOperator::GreaterOrEqual => &comparison::GREATER_OR_EQUAL,
        BinaryOperator::Equal => &comparison::EQUAL,
        BinaryOperator::NotEqual => &comparison::NOT_EQUAL,
        BinaryOperator::EqualIgnoreCase => &text::EQUAL_IGNORE_CASE,
        BinaryOperator::NotEqualIgnoreCase => &text::NOT_EQUAL_IGNORE_CASE,
        BinaryOperator::Search => &pattern::SEARCH,
        BinaryOperator::Has => &text::HAS,
        BinaryOperator::NotHas => &text::NOT_HAS,
        BinaryOperator::HasCs => &text::HAS_CS,
        BinaryOperator::NotHasCs => &text::NOT_HAS_CS,
        BinaryOperator::HasPrefix => &text::HAS_PREFIX,
        BinaryOperator::NotHasPrefix => &text::NOT_HAS_PREFIX,
        BinaryOperator::HasPrefixCs => &text::HAS_PREFIX_CS,
        BinaryOperator::NotHasPrefixCs => &text::NOT_HAS_PREFIX_CS,
        BinaryOperator::HasSuffix => &text::HAS_SUFFIX,
        BinaryOperator::NotHasSuffix => &text::NOT_HAS_SUFFIX,
        BinaryOperator::HasSuffixCs => &text::HAS_SUFFIX_CS,
        BinaryOperator::NotHasSuffixCs => &text::NOT_HAS_SUFFIX_CS,
        BinaryOperator::Contains => &text::CONTAINS,
        BinaryOperator::NotContains => &text::NOT_CONTAINS,
        BinaryOperator::ContainsCs => &text::CONTAINS_CS,
        BinaryOperator::NotContainsCs => &text::NOT_CONTAINS_CS,
        BinaryOperator::StartsWith => &text::STARTS_WITH,
        BinaryOperator::NotStartsWith => &text::NOT_STARTS_WITH,
        BinaryOperator::StartsWithCs => &text::STARTS_WITH_CS,
        BinaryOperator::NotStartsWithCs => &text::NOT_STARTS_WITH_CS,
        BinaryOperator::EndsWith => &text::ENDS_WITH,
        BinaryOperator::NotEndsWith => &text::NOT_ENDS_WITH,
        BinaryOperator::EndsWithCs => &text::ENDS_WITH_CS,
        BinaryOperator::NotEndsWithCs => &text::NOT_ENDS_WITH_CS,
        BinaryOperator::Like => &pattern::LIKE,
        BinaryOperator::NotLike => &pattern::NOT_LIKE,
        BinaryOperator::LikeCs => &pattern::LIKE_CS,
        BinaryOperator::NotLikeCs => &pattern::NOT_LIKE_CS,
        BinaryOperator::MatchesRegex => &pattern::MATCHES_REGEX,
    }
}

/// The function of an operator with a list: its arguments are the value, then the elements or dynamic arrays of them.
pub fn membership(operator: MembershipOperator) -> &'static Scalar {
    match operator {
        MembershipOperator::In => &membership::IN,
        MembershipOperator::NotIn => &membership::NOT_IN,
        MembershipOperator::InIgnoreCase => &membership::IN_IGNORE_CASE,
        MembershipOperator::NotInIgnoreCase => &membership::NOT_IN_IGNORE_CASE,
        MembershipOperator::HasAny => &membership::HAS_ANY,
        MembershipOperator::HasAll => &membership::HAS_ALL,
    }
}

/// The function of the sign `-`.
pub fn negate() -> &'static Scalar {
    &arithmetic::NEGATE
}
