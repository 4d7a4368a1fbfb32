//! Activities of Defender for Cloud Apps.

use tables::Kind;

use super::{Class, Format};
use crate::import::sniff::{Key, Keys};

/// Returns whether an object is an activity, judging by its keys.
pub(crate) fn recognise(keys: &Keys) -> Option<Class> {
    let event = keys.any(&[Key::EventTypeName, Key::EventTypeValue]);
    let cloud = keys.any(&[Key::SaasId, Key::ResolvedActor, Key::EntityData, Key::MainInfo, Key::AppName]);
    (event && cloud).then(|| Class::plain(Format::CloudAppActivities, Kind::CloudAppActivity))
}
