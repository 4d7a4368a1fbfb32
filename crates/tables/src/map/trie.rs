//! All paths of one table and shape, as one tree, so that a record is walked once.

use super::{keys::Keys, path::Segment};

/// A function from raw JSON text to a column's text.
pub(crate) type Conversion = fn(&str) -> Option<String>;

/// Where a found value goes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Leaf {
    /// The slot.
    pub(crate) slot: u16,
    /// Lower wins.
    pub(crate) priority: u16,
    /// Conversion that is more than the column's type.
    pub(crate) convert: Option<Conversion>,
}

/// A node of the tree.
#[derive(Debug, Default)]
pub(crate) struct Node {
    pub(crate) leaves: Vec<Leaf>,
    pub(crate) keys: Keys,
    pub(crate) elements: Vec<(usize, u32)>,
    pub(crate) bags: Vec<Bag>,
    /// Whether keys that lead nowhere are counted as fields without a column.
    pub(crate) reports: bool,
}

/// Children of a node by the telling member of an array's elements.
#[derive(Debug)]
pub(crate) struct Bag {
    pub(crate) name: Box<str>,
    pub(crate) value: Box<str>,
    pub(crate) node: u32,
}

impl Node {
    /// Returns whether any path goes on below this node.
    pub(crate) fn descends(&self) -> bool {
        !self.keys.is_empty() || self.is_list()
    }

    /// Returns whether any path goes on through an array.
    pub(crate) fn is_list(&self) -> bool {
        !self.elements.is_empty() || !self.bags.is_empty()
    }
}

/// The tree; node 0 is the record.
#[derive(Debug)]
pub(crate) struct Trie {
    nodes: Vec<Node>,
}

impl Trie {
    /// Returns a tree with nothing but the record.
    pub(crate) fn new() -> Self {
        Self { nodes: vec![Node::default()] }
    }

    /// Returns a node; none for a number that no node has.
    pub(crate) fn node(&self, number: u32) -> Option<&Node> {
        self.nodes.get(number as usize)
    }

    /// Counts unknown keys of the node at `steps`, if a path leads there.
    pub(crate) fn report_at(&mut self, steps: &[Segment<'_>]) {
        let number = self.reach(steps);
        if let Some(node) = self.nodes.get_mut(number as usize) {
            node.reports = true;
        }
    }

    /// Adds a path.
    pub(crate) fn insert(&mut self, steps: &[Segment<'_>], leaf: Leaf) {
        let number = self.reach(steps);
        if let Some(node) = self.nodes.get_mut(number as usize) {
            node.leaves.push(leaf);
        }
    }

    fn reach(&mut self, steps: &[Segment<'_>]) -> u32 {
        let mut number = 0;
        for step in steps {
            let next = self.nodes.len() as u32;
            let Some(node) = self.nodes.get_mut(number as usize) else { return number };
            let known = match step {
                Segment::Key(key) => node.keys.get(key),
                Segment::Index(index) => node.elements.iter().find(|(i, _)| i == index).map(|(_, n)| *n),
                Segment::Bag { name, value } => node
                    .bags
                    .iter()
                    .find(|b| b.name.eq_ignore_ascii_case(name) && b.value.eq_ignore_ascii_case(value))
                    .map(|b| b.node),
            };
            number = known.unwrap_or_else(|| {
                match step {
                    Segment::Key(key) => node.keys.insert(key, next),
                    Segment::Index(index) => node.elements.push((*index, next)),
                    Segment::Bag { name, value } => {
                        node.bags.push(Bag { name: (*name).into(), value: (*value).into(), node: next });
                    }
                }
                next
            });
            if number == next {
                self.nodes.push(Node::default());
            }
        }
        number
    }
}
