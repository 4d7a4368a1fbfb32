//! Looks at the few fields of a record that decide where it goes.

use crate::map::{
    json_string, segments,
    slots::{Cell, Slots},
    trie::{Leaf, Trie},
    unmapped::Unmapped,
    walk::Walk,
};

/// Reused trees and slots.
#[derive(Debug)]
pub(crate) struct Probe {
    sign_in: Trie,
    diagnostic: Trie,
    audit: Trie,
    slots: Slots,
}

/// What decides about a diagnostic record.
#[derive(Debug, Default)]
pub(crate) struct Envelope<'r> {
    pub(crate) category: Option<String>,
    pub(crate) resource: Option<String>,
    /// Whether the properties are those of an Intune audit event.
    pub(crate) intune: bool,
    /// Raw JSON.
    pub(crate) properties: Option<&'r str>,
}

/// What decides about a sign-in.
#[derive(Debug, Default)]
pub(crate) struct SignIn {
    pub(crate) types: Option<String>,
    pub(crate) interactive: Option<String>,
    pub(crate) user: Option<String>,
    pub(crate) service_principal: Option<String>,
    pub(crate) managed_identity: Option<String>,
}

impl Default for Probe {
    fn default() -> Self {
        Self {
            sign_in: trie(&[
                "signInEventTypes",
                "isInteractive",
                "userId",
                "servicePrincipalId",
                "managedServiceIdentity.msiType",
            ]),
            diagnostic: trie(&[
                "category",
                "resourceId",
                "properties",
                "properties.AuditEventId",
                "properties.ActivityDate",
            ]),
            audit: trie(&["Workload"]),
            slots: Slots::default(),
        }
    }
}

fn trie(paths: &[&str]) -> Trie {
    let mut trie = Trie::new();
    for (slot, path) in paths.iter().enumerate() {
        if let Some(steps) = segments(path) {
            trie.insert(&steps, Leaf { slot: slot as u16, priority: 0, convert: None });
        }
    }
    trie
}

/// Walks as far as the record is JSON; the mapper reports where it is not.
fn look(trie: &Trie, slots: &mut Slots, count: usize, json: &str) {
    slots.reset(count);
    let _damage = Walk { trie, slots, unmapped: &mut Unmapped::default(), suffixes: false }.run(json);
}

fn text(slots: &Slots, slot: usize, json: &str) -> Option<String> {
    match slots.get(slot, json)? {
        Cell::Json(raw) => Some(json_string(raw).map_or_else(|| raw.to_owned(), std::borrow::Cow::into_owned)),
        Cell::Text(text) => Some(text.to_owned()),
    }
}

impl Probe {
    pub(super) fn sign_in(&mut self, json: &str) -> super::SignInKind {
        look(&self.sign_in, &mut self.slots, 5, json);
        super::sign_in::kind(&SignIn {
            types: text(&self.slots, 0, json),
            interactive: text(&self.slots, 1, json),
            user: text(&self.slots, 2, json),
            service_principal: text(&self.slots, 3, json),
            managed_identity: text(&self.slots, 4, json),
        })
    }

    pub(super) fn diagnostic<'r>(&mut self, json: &'r str) -> Envelope<'r> {
        look(&self.diagnostic, &mut self.slots, 5, json);
        let properties = match self.slots.get(2, json) {
            // Only the record's own text lives as long as the record.
            Some(Cell::Json(raw)) => {
                let start = raw.as_ptr().addr().wrapping_sub(json.as_ptr().addr());
                json.get(start..start.saturating_add(raw.len()))
            }
            _ => None,
        };
        Envelope {
            category: text(&self.slots, 0, json),
            resource: text(&self.slots, 1, json),
            intune: (3..5).any(|slot| self.slots.get(slot, json).is_some()),
            properties,
        }
    }

    pub(super) fn audit(&mut self, json: &str) -> Option<String> {
        look(&self.audit, &mut self.slots, 1, json);
        text(&self.slots, 0, json)
    }
}
