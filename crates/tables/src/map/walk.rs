//! Walks a record's text once and puts what the tree asks for into slots. Values nobody looks inside are never parsed.

use sonic_rs::LazyValue;

use super::{
    json,
    slots::Slots,
    trie::{Leaf, Node, Trie},
    unmapped::Unmapped,
};

/// How often a JSON text may be wrapped in a JSON string and still be looked into.
const WRAPPINGS: u8 = 3;

/// Byte at which JSON stops being JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Broken(pub(crate) usize);

/// One walk.
#[derive(Debug)]
pub(crate) struct Walk<'w> {
    /// What to look for.
    pub(crate) trie: &'w Trie,
    /// Where to put it.
    pub(crate) slots: &'w mut Slots,
    /// Where to count keys that lead nowhere.
    pub(crate) unmapped: &'w mut Unmapped,
    /// Whether headers such as `TimeGenerated [UTC]` and `DeviceDetail_dynamic` mean the column without their suffix.
    pub(crate) suffixes: bool,
}

/// The text being walked.
#[derive(Clone, Copy)]
struct Ground<'t> {
    text: &'t str,
    /// Whether it is the record's own, so that a range of it can be kept, and how deep in strings it stands.
    wrappings: u8,
}

impl Walk<'_> {
    /// Walks one JSON value.
    pub(crate) fn run(&mut self, text: &str) -> Result<(), Broken> {
        self.ground(0, Ground { text, wrappings: 0 })
    }

    /// Walks JSON text that will not outlive the walk: what is kept is copied.
    pub(crate) fn copies(&mut self, text: &str) -> Result<(), Broken> {
        self.ground(0, Ground { text, wrappings: 1 })
    }

    fn ground(&mut self, number: u32, ground: Ground<'_>) -> Result<(), Broken> {
        if !json::is_shallow(ground.text) {
            return Err(Broken(0));
        }
        let Some(node) = self.trie.node(number) else { return Ok(()) };
        let text = ground.text.trim_ascii();
        if text.starts_with('{') {
            for entry in sonic_rs::to_object_iter(text) {
                let (key, value) = entry.map_err(|e| Broken(e.offset()))?;
                self.member(node, &key, value, ground);
            }
            for leaf in &node.leaves {
                self.keep(*leaf, text, ground);
            }
        } else {
            let value: LazyValue<'_> = sonic_rs::from_str(text).map_err(|e| Broken(e.offset()))?;
            self.value(number, value, ground);
        }
        Ok(())
    }

    fn member(&mut self, node: &Node, key: &str, value: LazyValue<'_>, ground: Ground<'_>) {
        if let Some(child) = node.keys.get(key) {
            self.value(child, value, ground);
        } else if !is_hollow(value.as_raw_str()) {
            let is_record = || self.trie.node(0).is_some_and(|record| std::ptr::eq(record, node));
            if self.suffixes
                && is_record()
                && let Some(child) = suffixless(key).and_then(|name| node.keys.get(name))
            {
                self.suffixed(child, value.as_raw_str(), ground);
            } else if node.reports {
                self.unmapped.note(key);
            }
        }
    }

    /// A column's name with a suffix stands behind the column's own name.
    fn suffixed(&mut self, number: u32, raw: &str, ground: Ground<'_>) {
        let Some(node) = self.trie.node(number) else { return };
        for leaf in &node.leaves {
            self.keep(Leaf { priority: leaf.priority + 1, ..*leaf }, raw, ground);
        }
    }

    fn value(&mut self, number: u32, value: LazyValue<'_>, ground: Ground<'_>) {
        let Some(node) = self.trie.node(number) else { return };
        let raw = value.as_raw_str();
        if !node.leaves.is_empty() && !is_empty(raw) {
            for leaf in &node.leaves {
                self.keep(*leaf, raw, ground);
            }
        }
        if !node.descends() {
            return;
        }
        match raw.as_bytes().first() {
            Some(b'{') => {
                if node.is_list() {
                    self.lone_element(node, &value, ground);
                }
                for (key, value) in value.into_object_iter().into_iter().flatten().flatten() {
                    self.member(node, &key, value, ground);
                }
            }
            Some(b'[') if node.is_list() => {
                let mut met = 0_u64;
                for (index, element) in value.into_array_iter().into_iter().flatten().flatten().enumerate() {
                    for (_, child) in node.elements.iter().filter(|(i, _)| *i == index) {
                        self.value(*child, element.clone(), ground);
                    }
                    self.bags(node, &element, &mut met, ground);
                }
            }
            Some(b'"') if ground.wrappings < WRAPPINGS && may_hold_json(raw) => {
                // What is in the string is only looked into: where it is damaged, what came before the damage is true,
                // and the string itself is kept by whoever asked for it.
                if let Some(text) = json::string(raw) {
                    let inside = Ground { text: &text, wrappings: ground.wrappings + 1 };
                    let _damage = self.ground(number, inside);
                }
            }
            _ => {}
        }
    }

    fn lone_element(&mut self, node: &Node, value: &LazyValue<'_>, ground: Ground<'_>) {
        for (_, child) in node.elements.iter().filter(|(i, _)| *i == 0) {
            self.value(*child, value.clone(), ground);
        }
        self.bags(node, value, &mut 0, ground);
    }

    /// Follows every bag of `node` that this element answers to first; `met` has a bit for each bag already answered.
    fn bags(&mut self, node: &Node, element: &LazyValue<'_>, met: &mut u64, ground: Ground<'_>) {
        for (number, bag) in node.bags.iter().enumerate().take(64) {
            if *met & (1 << number) != 0 {
                continue;
            }
            let answers = element.clone().into_object_iter().into_iter().flatten().flatten().any(|(key, value)| {
                key.eq_ignore_ascii_case(&bag.name)
                    && json::string(value.as_raw_str())
                        .unwrap_or_else(|| value.as_raw_str().into())
                        .trim()
                        .eq_ignore_ascii_case(&bag.value)
            });
            if answers {
                *met |= 1 << number;
                self.value(bag.node, element.clone(), ground);
            }
        }
    }

    fn keep(&mut self, leaf: Leaf, raw: &str, ground: Ground<'_>) {
        if !self.slots.wants(leaf.slot, leaf.priority) {
            return;
        }
        if let Some(convert) = leaf.convert {
            if let Some(text) = convert(raw) {
                self.slots.keep_text(leaf.slot, leaf.priority, &text);
            }
        } else if ground.wrappings == 0 {
            let start = raw.as_ptr().addr().wrapping_sub(ground.text.as_ptr().addr());
            self.slots.keep_range(leaf.slot, leaf.priority, &(start..start + raw.len()));
        } else {
            self.slots.keep_json(leaf.slot, leaf.priority, raw);
        }
    }
}

/// Returns whether a value says nothing, so that the next source is asked.
fn is_empty(raw: &str) -> bool {
    raw == "null" || raw == "\"\""
}

/// Returns whether nothing is lost by not keeping a value.
fn is_hollow(raw: &str) -> bool {
    is_empty(raw) || raw == "[]" || raw == "{}"
}

/// Returns whether the text of a JSON string may be JSON itself.
fn may_hold_json(raw: &str) -> bool {
    let inside = raw.trim_start_matches(['"', ' ']);
    inside.starts_with(['{', '[']) || (inside.starts_with('\\') && inside.len() > 4)
}

/// Returns a column's name without the suffix that an exporter gave its header; none where there is none. A time zone
/// other than UTC is no suffix: the value under it is another instant.
fn suffixless(key: &str) -> Option<&str> {
    const TYPES: [&str; 9] = ["_dynamic", "_string", "_s", "_d", "_b", "_t", "_g", "_", " [UTC]"];
    let name = key.trim_ascii();
    let bare = TYPES.iter().find_map(|suffix| {
        let (name, end) = name.split_at_checked(name.len().checked_sub(suffix.len())?)?;
        end.eq_ignore_ascii_case(suffix).then_some(name)
    });
    bare.or_else(|| (name.len() < key.len()).then_some(name))
}

#[cfg(test)]
mod tests {
    use super::suffixless;

    #[test]
    fn takes_suffixes_off() {
        for (key, name) in [
            ("TimeGenerated [UTC]", Some("TimeGenerated")),
            ("DeviceDetail_dynamic", Some("DeviceDetail")),
            ("UserId_", Some("UserId")),
            ("ResultType_s", Some("ResultType")),
            ("Id ", Some("Id")),
            ("TimeGenerated [Local Time]", None),
            ("UserId", None),
            ("é", None),
        ] {
            assert_eq!(suffixless(key), name, "{key}");
        }
    }
}
