//! Sigma's detections → predicates of KQL.

mod condition;
mod expression;
mod item;
mod needle;
pub(crate) mod text;

pub(crate) use condition::detections;
pub(crate) use expression::Expression;
