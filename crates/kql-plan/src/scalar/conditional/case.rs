//! The type of `case()`, `iff()` and `iif()`, which are no functions but expressions of their own: only the chosen value is computed.

use crate::Type;

/// The type that all values of a `case` are brought to.
///
/// A dynamic follows the others; without others it stays a dynamic. An int beside a long becomes a long; a long beside a real is
/// rejected, as the service does when it runs the query.
///
/// Source: <https://learn.microsoft.com/kusto/query/case-function>
///
/// # Errors
/// When two types have none in common, in words for whoever wrote the query.
///
/// ```
/// use kql_plan::{Type, scalar::conditional::case_type};
/// assert_eq!(case_type(&[Type::Dynamic, Type::String]), Ok(Type::String));
/// assert_eq!(case_type(&[Type::Int, Type::Long]), Ok(Type::Long));
/// assert!(case_type(&[Type::Real, Type::Long]).is_err());
/// assert!(case_type(&[Type::String, Type::Long]).is_err());
/// ```
pub fn case_type(values: &[Type]) -> Result<Type, String> {
    let mut common: Option<Type> = None;
    for kind in values.iter().copied().filter(|kind| *kind != Type::Dynamic) {
        common = Some(match common {
            None => kind,
            Some(before) if before == kind => kind,
            Some(before) => before.wider_number(kind).filter(|wider| wider.is_integer()).ok_or_else(|| {
                format!("the values are of types {before} and {kind}, which have none in common: convert one of them")
            })?,
        });
    }
    Ok(common.unwrap_or(Type::Dynamic))
}
