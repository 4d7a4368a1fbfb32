//! Arrays as sets: `set_union()`, `set_has_element()`.

pub mod jaccard_index;
pub mod set_difference;
pub mod set_equals;
pub mod set_has_element;
pub mod set_intersect;
pub mod set_union;

use std::collections::HashSet;

use super::Scalar;
use crate::dynamic::identity;
use crate::{Json, Value};

/// The functions of the family.
pub static ALL: &[&Scalar] = &[
    &jaccard_index::JACCARD_INDEX,
    &set_difference::SET_DIFFERENCE,
    &set_equals::SET_EQUALS,
    &set_has_element::SET_HAS_ELEMENT,
    &set_intersect::SET_INTERSECT,
    &set_union::SET_UNION,
];

/// The identities of the elements of an array.
fn identities(array: &[Json]) -> HashSet<String> {
    array.iter().map(identity).collect()
}

/// An array of the first of each distinct element whose identity is wanted.
fn distinct<'a, 'j>(elements: impl IntoIterator<Item = &'j Json>, wanted: impl Fn(&str) -> bool) -> Value<'a> {
    let mut seen = HashSet::new();
    let mut kept = Vec::new();
    for element in elements {
        let identity = identity(element);
        if wanted(&identity) && seen.insert(identity) {
            kept.push(element.clone());
        }
    }
    Value::dynamic(Json::Array(kept))
}
