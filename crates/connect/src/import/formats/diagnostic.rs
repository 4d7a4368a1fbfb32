//! Azure Monitor diagnostic records: blobs of diagnostic settings, Event Hub messages, and what forwarders make of them.

use tables::Kind;

use super::{Class, Format};
use crate::import::sniff::{Key, Keys};

/// Returns whether an object is a diagnostic record, or an event of the activity log, judging by its keys.
pub(crate) fn recognise(keys: &Keys) -> Option<Class> {
    let envelope = keys.has(Key::Category)
        && (keys.all(&[Key::Properties, Key::OperationName])
            || keys.all(&[Key::Properties, Key::Time])
            || keys.all(&[Key::Time, Key::OperationName]));
    if envelope {
        return Some(Class::plain(Format::Diagnostic, Kind::Diagnostic));
    }
    (keys.has(Key::EventTimestamp) && keys.any(&[Key::Authorization, Key::Claims, Key::OperationName, Key::Properties]))
        .then(|| Class::plain(Format::AzureActivity, Kind::Other("Azure activity event")))
}
