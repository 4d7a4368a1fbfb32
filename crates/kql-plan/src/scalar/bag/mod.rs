//! Property bags: `bag_pack()`, `bag_keys()`, `bag_merge()`.

pub mod bag_has_key;
pub mod bag_keys;
pub mod bag_merge;
pub mod bag_pack;
pub mod bag_remove_keys;
pub mod bag_set_key;
pub mod bag_zip;

use super::Scalar;

/// The functions of the family.
pub static ALL: &[&Scalar] = &[
    &bag_has_key::BAG_HAS_KEY,
    &bag_keys::BAG_KEYS,
    &bag_merge::BAG_MERGE,
    &bag_pack::BAG_PACK,
    &bag_remove_keys::BAG_REMOVE_KEYS,
    &bag_set_key::BAG_SET_KEY,
    &bag_zip::BAG_ZIP,
];
