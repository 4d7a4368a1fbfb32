//! Walks a record's text once and puts what the tree asks for into slots. Values nobody looks inside are never parsed.

use std::borrow::Cow;

use super::{
    json,
    scan::{Broken, Scanner},
    slots::Slots,
    trie::{Leaf, Node, Trie},
    unmapped::Unmapped,
};

/// How often a JSON text may be wrapped in a JSON string and still be looked into.
const WRAPPINGS: u8 = 3;

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
        let mut scanner = Scanner::new(ground.text);
        self.value(number, &mut scanner, ground)?;
        scanner.end()
    }

    /// Walks the value at which the scanner stands.
    fn value(&mut self, number: u32, scanner: &mut Scanner<'_>, ground: Ground<'_>) -> Result<(), Broken> {
        let Some(node) = self.trie.node(number) else { return scanner.value().map(drop) };
        let first = scanner.peek();
        let start = scanner.at();
        if !node.descends() {
            let raw = scanner.value()?;
            self.keep_all(node, raw, ground);
            return Ok(());
        }
        match first {
            Some(b'{') => self.object(node, scanner, ground)?,
            Some(b'[') if node.is_list() => self.array(node, scanner, ground)?,
            _ => {
                let raw = scanner.value()?;
                self.keep_all(node, raw, ground);
                if first == Some(b'"') && ground.wrappings < WRAPPINGS && may_hold_json(raw) {
                    // What is in the string is only looked into: where it is damaged, what came before the damage is
                    // true, and the string itself is kept by whoever asked for it.
                    let text = json::string(raw).unwrap_or_default();
                    let inside = Ground { text: &text, wrappings: ground.wrappings + 1 };
                    let _damage = self.ground(number, inside);
                }
                return Ok(());
            }
        }
        let raw = scanner.since(start);
        self.keep_all(node, raw, ground);
        if node.is_list() && first == Some(b'{') {
            self.element(node, 0, raw, &mut 0, ground)?;
        }
        Ok(())
    }

    fn object(&mut self, node: &Node, scanner: &mut Scanner<'_>, ground: Ground<'_>) -> Result<(), Broken> {
        scanner.take(b'{');
        let mut first = true;
        while scanner.another(b'}', first)? {
            first = false;
            let key = scanner.key()?;
            if let Some(child) = node.keys.get(key) {
                self.value(child, scanner, ground)?;
                continue;
            }
            let escaped = key.as_bytes().contains(&b'\\');
            let key = if escaped { json::unescaped(key) } else { Cow::Borrowed(key) };
            match node.keys.get(&key) {
                Some(child) if escaped => self.value(child, scanner, ground)?,
                _ => self.stranger(node, &key, scanner.value()?, ground),
            }
        }
        Ok(())
    }

    /// Deals with a member that no path names.
    fn stranger(&mut self, node: &Node, key: &str, raw: &str, ground: Ground<'_>) {
        if is_hollow(raw) {
            return;
        }
        let is_record = || self.trie.node(0).is_some_and(|record| std::ptr::eq(record, node));
        if self.suffixes
            && is_record()
            && let Some(child) = suffixless(key).and_then(|name| node.keys.get(name))
        {
            self.suffixed(child, raw, ground);
        } else if node.reports {
            self.unmapped.note(key);
        }
    }

    /// A column's name with a suffix stands behind the column's own name.
    fn suffixed(&mut self, number: u32, raw: &str, ground: Ground<'_>) {
        let Some(node) = self.trie.node(number) else { return };
        for leaf in &node.leaves {
            self.keep(Leaf { priority: leaf.priority + 1, ..*leaf }, raw, ground);
        }
    }

    fn array(&mut self, node: &Node, scanner: &mut Scanner<'_>, ground: Ground<'_>) -> Result<(), Broken> {
        scanner.take(b'[');
        let mut met = 0;
        let mut index = 0;
        while scanner.another(b']', index == 0)? {
            let raw = scanner.value()?;
            self.element(node, index, raw, &mut met, ground)?;
            index += 1;
        }
        Ok(())
    }

    /// Follows the paths through one element; `met` has a bit for each bag to which an earlier one answered.
    fn element(
        &mut self,
        node: &Node,
        index: usize,
        raw: &str,
        met: &mut u64,
        ground: Ground<'_>,
    ) -> Result<(), Broken> {
        for (_, child) in node.elements.iter().filter(|(wanted, _)| *wanted == index) {
            self.value(*child, &mut Scanner::new(raw), ground)?;
        }
        for (number, bag) in node.bags.iter().enumerate().take(64) {
            if *met & (1 << number) == 0 && says(raw, &bag.name, &bag.value)? {
                *met |= 1 << number;
                self.value(bag.node, &mut Scanner::new(raw), ground)?;
            }
        }
        Ok(())
    }

    fn keep_all(&mut self, node: &Node, raw: &str, ground: Ground<'_>) {
        if !node.leaves.is_empty() && !is_empty(raw) {
            for leaf in &node.leaves {
                self.keep(*leaf, raw, ground);
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

/// Returns whether an object has this member with this value.
fn says(object: &str, name: &str, value: &str) -> Result<bool, Broken> {
    let mut scanner = Scanner::new(object);
    let mut first = true;
    if !scanner.take(b'{') {
        return Ok(false);
    }
    while scanner.another(b'}', first)? {
        first = false;
        let key = scanner.key()?;
        let raw = scanner.value()?;
        if key.eq_ignore_ascii_case(name) {
            let text = json::string(raw).unwrap_or(Cow::Borrowed(raw));
            if text.trim().eq_ignore_ascii_case(value) {
                return Ok(true);
            }
        }
    }
    Ok(false)
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
