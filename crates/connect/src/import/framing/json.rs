//! JSON in every arrangement that exporters write, cut into records as it streams by.
//!
//! One value after another at the top, with or without line breaks and commas between them; arrays; objects around
//! arrays, which are recognised by the members before the array, so that a page of any size needs no memory. Damage
//! costs the record it is in: reading goes on at the next line that can only begin a record.

use std::sync::Arc;

use super::pages::{Member, Page, TableHeader};
use super::scan::{Step, ValueScan};

/// Where a record stands in a block, and what it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    /// First byte.
    pub(crate) start: usize,
    /// Byte after the last.
    pub(crate) end: usize,
    /// What stands there.
    pub(crate) what: What,
}

/// What stands in a span.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum What {
    /// A JSON value, with the page around it if there is one.
    Record(Option<Arc<Page>>),
    /// An array of values under these columns.
    Row(Arc<TableHeader>),
    /// No JSON value, for this reason.
    Damaged(&'static str),
}

/// What framing found.
#[derive(Debug, Default)]
pub(crate) struct Framed {
    /// The records, in order.
    pub(crate) spans: Vec<Span>,
    /// Whether the last page names a next one; none where no page has ended.
    pub(crate) next_page: Option<bool>,
    /// Whether a list or a page has no end.
    pub(crate) unclosed: bool,
}

/// Reason for what stands at the end of a file without an end of its own.
pub(crate) const CUT_OFF: &str = "cut off at the end of the file";
const INCOMPLETE: &str = "the record has no end; it was cut when it was written";
const NOT_JSON: &str = "this is not JSON";
const TOO_LONG: &str = "the record is longer than the limit for one record";

/// Members looked at before an object without any telltale counts as a record.
const PROBED: u32 = 24;
/// A byte order mark in UTF-8.
const MARK: &[u8] = b"\xEF\xBB\xBF";
/// Arrays in arrays that are looked into.
const NESTED: usize = 16;

#[derive(Debug)]
enum Frame {
    Array(Option<Arc<Page>>),
    Rows(Arc<TableHeader>),
    Object(Members),
}

/// An object whose members are being read: a page, or something that may be one.
#[derive(Debug)]
struct Members {
    /// First byte, while the object may still be a record.
    start: Option<usize>,
    page: Page,
    next: bool,
    read: u32,
    indent: Option<usize>,
}

#[derive(Debug)]
enum State {
    /// Before a value, or after one.
    Next,
    /// Before a key, or after a member.
    Members(Members),
    /// Inside a member's value.
    Skip { members: Members, key: String, value: usize, scan: Option<ValueScan> },
    /// Inside a record.
    Capture { start: usize, scan: ValueScan, indent: Option<usize> },
    /// Inside a record that is too long to keep.
    Discard { scan: ValueScan },
    /// After damage, before the next record.
    Resume(Resumption),
}

/// The search for the next record after a damaged one, which goes on where it stopped when more text comes.
#[derive(Debug)]
struct Resumption {
    /// Where to go on: all before has been looked at.
    from: usize,
    /// Indentation of the damaged record, where it began its line.
    indent: Option<usize>,
    /// Whether the damaged record's first line is still being looked at.
    first_line: bool,
    /// Whether nothing but the bracket stands on that line, so that the record is spread over lines.
    spread: bool,
    /// Last byte before `from` that is not white space.
    previous: u8,
}

impl Resumption {
    /// Returns the search after the record that begins at `start`.
    fn after(bytes: &[u8], start: usize, indent: Option<usize>) -> Self {
        match bytes.get(start) {
            // A text that its line's end cuts off: the search begins with that line break.
            Some(b'\n') => Self { from: start, indent, first_line: false, spread: false, previous: b'"' },
            first => {
                let previous = first.copied().unwrap_or(b'}');
                Self { from: (start + 1).min(bytes.len()), indent, first_line: true, spread: true, previous }
            }
        }
    }

    /// Takes note of what stands before `end`, on the line being looked at.
    fn pass(&mut self, bytes: &[u8], end: usize) {
        let passed = bytes.get(self.from..end).unwrap_or_default();
        if let Some(byte) = passed.iter().rev().find(|b| !b.is_ascii_whitespace()) {
            self.previous = *byte;
            self.spread &= !self.first_line;
        }
        self.from = end;
    }
}

/// Cuts JSON text into records. Feed it a growing window with [`Framer::advance`], drop what [`Framer::done`] allows and
/// tell it with [`Framer::rebase`], and end with [`Framer::finish`].
#[derive(Debug)]
pub(crate) struct Framer {
    stack: Vec<Frame>,
    state: State,
    at: usize,
    /// White space between the last line break and `at`; none if anything else stands there.
    indent: Option<usize>,
    limit: usize,
}

impl Framer {
    /// Returns a framer that stands before the first byte and keeps records up to `limit` bytes.
    pub(crate) fn new(limit: usize) -> Self {
        Self { stack: Vec::new(), state: State::Next, at: 0, indent: Some(0), limit }
    }

    /// Returns whether the framer stands between values, outside all lists and pages.
    pub(crate) fn at_top(&self) -> bool {
        self.stack.is_empty() && matches!(self.state, State::Next)
    }

    /// Returns the position before which nothing is needed any more.
    pub(crate) fn done(&self) -> usize {
        match &self.state {
            State::Next | State::Discard { .. } => self.at,
            State::Members(members) | State::Skip { members, .. } => members.start.unwrap_or(self.at),
            State::Capture { start, .. } => *start,
            State::Resume(resumption) => resumption.from,
        }
    }

    /// Tells that the first `dropped` bytes are gone, at most [`Framer::done`] many.
    pub(crate) fn rebase(&mut self, dropped: usize) {
        self.at = self.at.saturating_sub(dropped);
        match &mut self.state {
            State::Next | State::Discard { .. } => {}
            State::Members(members) => members.start = members.start.map(|s| s - dropped),
            State::Skip { members, value, .. } => {
                members.start = members.start.map(|s| s - dropped);
                *value = value.saturating_sub(dropped);
            }
            State::Capture { start, .. } => *start -= dropped,
            State::Resume(resumption) => resumption.from -= dropped,
        }
    }

    /// Goes on as far as `bytes` reach.
    pub(crate) fn advance(&mut self, bytes: &[u8], framed: &mut Framed) {
        while self.step(bytes, false, framed) {}
    }

    /// Goes on to the end of `bytes`, after which nothing comes. `file` tells the end of a file from the end of a block.
    pub(crate) fn finish(&mut self, bytes: &[u8], file: bool, framed: &mut Framed) {
        loop {
            while self.step(bytes, true, framed) {}
            let start = match &self.state {
                State::Capture { start, .. } => Some(*start),
                State::Members(members) | State::Skip { members, .. } => members.start,
                State::Next | State::Discard { .. } | State::Resume(_) => None,
            };
            let Some(start) = start else { break };
            let indent = match &self.state {
                State::Capture { indent, .. } => *indent,
                State::Members(members) | State::Skip { members, .. } => members.indent,
                _ => None,
            };
            let resumed = self.find_resumption(bytes, &mut Resumption::after(bytes, start, indent));
            let reason = if file && resumed.is_none() { CUT_OFF } else { INCOMPLETE };
            framed.spans.push(Span { start, end: bytes.len(), what: What::Damaged(reason) });
            self.state = State::Next;
            self.at = resumed.unwrap_or(bytes.len());
            self.indent = indent;
        }
        framed.unclosed |= !self.at_top();
    }

    /// Takes one step; returns whether another may be possible.
    fn step(&mut self, bytes: &[u8], last: bool, framed: &mut Framed) -> bool {
        match std::mem::replace(&mut self.state, State::Next) {
            State::Next => self.next(bytes, last, framed),
            State::Members(members) => self.members(bytes, last, members, framed),
            State::Skip { members, key, value, scan } => self.skip(bytes, members, key, value, scan, framed),
            State::Capture { start, scan, indent } => self.capture(bytes, start, scan, indent, framed),
            State::Discard { mut scan } => match scan.advance(bytes, self.at) {
                Step::End(end) => self.go(end),
                Step::More => {
                    self.at = bytes.len();
                    self.state = State::Discard { scan };
                    false
                }
                Step::Bad(at, _) => {
                    self.state = State::Resume(Resumption::after(bytes, at, None));
                    true
                }
            },
            State::Resume(mut resumption) => {
                if let Some(at) = self.find_resumption(bytes, &mut resumption) {
                    self.indent = resumption.indent;
                    return self.go(at);
                }
                self.at = bytes.len();
                if last {
                    framed.unclosed |= !self.stack.is_empty();
                    self.stack.clear();
                } else {
                    self.state = State::Resume(resumption);
                }
                false
            }
        }
    }

    fn go(&mut self, at: usize) -> bool {
        self.at = at;
        true
    }

    /// Between values.
    fn next(&mut self, bytes: &[u8], last: bool, framed: &mut Framed) -> bool {
        loop {
            let Some(&byte) = bytes.get(self.at) else { return false };
            match byte {
                b'\n' => self.indent = Some(0),
                b' ' | b'\t' | b'\r' => self.indent = self.indent.map(|n| n + 1),
                // The record separator of RFC 7464.
                0x1E if self.stack.is_empty() => {}
                // A byte order mark in the middle: files put together.
                0xEF if self.stack.is_empty() => match bytes.get(self.at..self.at + MARK.len()) {
                    Some(mark) if mark == MARK => self.at += MARK.len() - 1,
                    None if !last => return false,
                    _ => break,
                },
                b',' => self.indent = None,
                b']' if matches!(self.stack.last(), Some(Frame::Array(_) | Frame::Rows(_))) => {
                    self.at += 1;
                    self.indent = None;
                    self.stack.pop();
                    if let Some(Frame::Object(_)) = self.stack.last()
                        && let Some(Frame::Object(members)) = self.stack.pop()
                    {
                        self.state = State::Members(members);
                        return true;
                    }
                    continue;
                }
                _ => break,
            }
            self.at += 1;
        }
        let start = self.at;
        let indent = self.indent.take();
        let rows = matches!(self.stack.last(), Some(Frame::Rows(_)));
        match bytes.get(start) {
            Some(b'{') => {
                self.at += 1;
                let members = Members { start: Some(start), page: Page::default(), next: false, read: 0, indent };
                self.state = State::Members(members);
                true
            }
            Some(b'[') if !rows && self.stack.len() < NESTED => {
                self.at += 1;
                let around = match self.stack.last() {
                    Some(Frame::Array(page)) => page.clone(),
                    _ => None,
                };
                self.stack.push(Frame::Array(around));
                true
            }
            Some(b'[' | b'"') => {
                self.state = State::Capture { start, scan: ValueScan::new(), indent };
                true
            }
            _ => self.plain(bytes, start, last, framed),
        }
    }

    /// A number, a word, or no JSON at all: never a record.
    fn plain(&mut self, bytes: &[u8], start: usize, last: bool, framed: &mut Framed) -> bool {
        let rest = bytes.get(start + 1..).unwrap_or_default();
        let end =
            if self.stack.is_empty() { memchr::memchr(b'\n', rest) } else { memchr::memchr3(b'\n', b',', b']', rest) };
        let Some(end) = end.map(|n| start + 1 + n).or_else(|| last.then_some(bytes.len())) else {
            if rest.len() <= self.limit {
                return false;
            }
            let indent = self.stack.is_empty().then_some(0);
            return self.damaged(bytes, Some(start), bytes.len(), indent, NOT_JSON, framed);
        };
        framed.spans.push(Span { start, end, what: What::Damaged(NOT_JSON) });
        self.go(end)
    }

    /// Before a key, or after a member.
    fn members(&mut self, bytes: &[u8], last: bool, mut members: Members, framed: &mut Framed) -> bool {
        let mut at = skip(bytes, self.at, b",");
        match bytes.get(at) {
            Some(b'}') => {
                if members.page.is_frame() {
                    return self.go(at + 1);
                }
                if let Some(start) = members.start {
                    framed.spans.push(Span { start, end: at + 1, what: self.record() });
                } else {
                    framed.next_page = Some(members.next);
                }
                return self.go(at + 1);
            }
            Some(b'"') => {}
            Some(_) => {
                return self.damaged(bytes, members.start, at, members.indent, "a member without a name", framed);
            }
            None => {
                self.at = at;
                self.state = State::Members(members);
                return false;
            }
        }
        self.at = at;
        let Some(key_end) = string_end(bytes, at) else {
            return self.wait(bytes, last, members, framed);
        };
        let key = bytes.get(at + 1..key_end - 1).map(String::from_utf8_lossy).unwrap_or_default().into_owned();
        at = skip(bytes, key_end, b"");
        match bytes.get(at) {
            Some(b':') => at = skip(bytes, at + 1, b""),
            Some(_) => return self.damaged(bytes, members.start, at, members.indent, "a name without a value", framed),
            None => return self.wait(bytes, last, members, framed),
        }
        let Some(&first) = bytes.get(at) else { return self.wait(bytes, last, members, framed) };
        let element = if first == b'[' { bytes.get(skip(bytes, at + 1, b"")).copied() } else { None };
        if first == b'[' && element.is_none() && !last {
            return self.wait(bytes, last, members, framed);
        }
        members.read += 1;
        match members.page.member(&key, first, element) {
            Member::Records if self.stack.len() < NESTED => {
                members.start = None;
                let page = Arc::new(members.page.clone());
                self.stack.push(Frame::Object(members));
                self.stack.push(Frame::Array(Some(page)));
                self.go(at + 1)
            }
            Member::Rows if self.stack.len() < NESTED => {
                members.start = None;
                let table = Arc::new(members.page.table());
                self.stack.push(Frame::Object(members));
                self.stack.push(Frame::Rows(table));
                self.go(at + 1)
            }
            verdict => {
                if let Some(start) = members.start
                    && (verdict != Member::Silent || members.read > PROBED)
                {
                    let indent = members.indent;
                    self.state = State::Capture { start, scan: ValueScan::inside_object(), indent };
                    return true;
                }
                members.next |= first == b'"' && is_next_link(&key) && bytes.get(at + 1) != Some(&b'"')
                    || first == b't' && key == "hasNext";
                let scan = matches!(first, b'{' | b'[' | b'"').then(ValueScan::new);
                self.at = at;
                self.state = State::Skip { members, key, value: at, scan };
                true
            }
        }
    }

    /// Waits for more bytes, unless the member is longer than any name can be.
    fn wait(&mut self, bytes: &[u8], last: bool, members: Members, framed: &mut Framed) -> bool {
        if !last && bytes.len().saturating_sub(self.at) > self.limit {
            return self.damaged(bytes, members.start, self.at, members.indent, TOO_LONG, framed);
        }
        self.state = State::Members(members);
        false
    }

    /// Inside a member's value.
    fn skip(
        &mut self,
        bytes: &[u8],
        mut members: Members,
        key: String,
        value: usize,
        mut scan: Option<ValueScan>,
        framed: &mut Framed,
    ) -> bool {
        let step = if let Some(scan) = &mut scan {
            scan.advance(bytes, self.at)
        } else {
            let rest = bytes.get(self.at..).unwrap_or_default();
            let end = rest.iter().position(|b| matches!(b, b',' | b'}' | b']' | b' ' | b'\t' | b'\r' | b'\n'));
            end.map_or(Step::More, |end| Step::End(self.at + end))
        };
        match step {
            Step::End(end) => {
                // Only while all of the object is at hand is its text there to be read.
                if members.start.is_some()
                    && let Some(text) = bytes.get(value..end).and_then(|v| std::str::from_utf8(v).ok())
                {
                    members.page.learn(&key, text);
                }
                self.state = State::Members(members);
                self.go(end)
            }
            Step::More => {
                self.at = bytes.len();
                if let Some(start) = members.start
                    && bytes.len() - start > self.limit
                {
                    framed.spans.push(Span { start, end: bytes.len(), what: What::Damaged(TOO_LONG) });
                    let scan = scan.map_or_else(ValueScan::inside_object, ValueScan::within_object);
                    self.state = State::Discard { scan };
                } else {
                    self.state = State::Skip { members, key, value, scan };
                }
                false
            }
            Step::Bad(at, why) => self.damaged(bytes, members.start, at, members.indent, why, framed),
        }
    }

    /// Inside a record.
    fn capture(
        &mut self,
        bytes: &[u8],
        start: usize,
        mut scan: ValueScan,
        indent: Option<usize>,
        framed: &mut Framed,
    ) -> bool {
        match scan.advance(bytes, self.at) {
            Step::End(end) if end - start > self.limit => {
                framed.spans.push(Span { start, end, what: What::Damaged(TOO_LONG) });
                self.go(end)
            }
            Step::End(end) => {
                let what = if bytes.get(start) == Some(&b'[') { self.row() } else { self.record() };
                framed.spans.push(Span { start, end, what });
                self.go(end)
            }
            Step::More => {
                self.at = bytes.len();
                if bytes.len() - start > self.limit {
                    framed.spans.push(Span { start, end: bytes.len(), what: What::Damaged(TOO_LONG) });
                    self.state = State::Discard { scan };
                } else {
                    self.state = State::Capture { start, scan, indent };
                }
                false
            }
            Step::Bad(at, why) => self.damaged(bytes, Some(start), at, indent, why, framed),
        }
    }

    fn record(&self) -> What {
        match self.stack.last() {
            Some(Frame::Array(page)) => What::Record(page.clone()),
            _ => What::Record(None),
        }
    }

    fn row(&self) -> What {
        match self.stack.last() {
            Some(Frame::Rows(table)) => What::Row(Arc::clone(table)),
            _ => What::Damaged("a list inside lists, too deep to look into"),
        }
    }

    /// Gives up the record that begins at `start` and looks for the next one after it.
    fn damaged(
        &mut self,
        bytes: &[u8],
        start: Option<usize>,
        at: usize,
        indent: Option<usize>,
        why: &'static str,
        framed: &mut Framed,
    ) -> bool {
        let from = start.unwrap_or(at);
        framed.spans.push(Span { start: from, end: at.max(from), what: What::Damaged(why) });
        self.at = at;
        self.state = State::Resume(Resumption::after(bytes, from, indent));
        true
    }

    /// Returns where the next record begins after the damaged one: at the first line that is indented as that one was
    /// and, where that one is spread over lines, cannot continue it. A record that shares its line with others gives no
    /// such hold. Without one, the search stands where it can go on with more text.
    fn find_resumption(&mut self, bytes: &[u8], search: &mut Resumption) -> Option<usize> {
        let wanted = search.indent.unwrap_or(usize::MAX);
        loop {
            let rest = bytes.get(search.from..)?;
            let Some(length) = memchr::memchr(b'\n', rest) else {
                search.pass(bytes, bytes.len());
                return None;
            };
            let newline = search.from + length;
            search.pass(bytes, newline);
            search.first_line = false;
            let inset = bytes.get(newline + 1..)?.iter().position(|b| !matches!(b, b' ' | b'\t' | b'\r'))?;
            let begin = newline + 1 + inset;
            let top = self.stack.is_empty();
            let previous = search.previous;
            let continues = search.spread && (matches!(previous, b':' | b'[' | b'{') || (top && previous == b','));
            match bytes.get(begin) {
                Some(b'{') if inset == wanted && !continues => return Some(begin),
                Some(b'[') if inset == 0 && !continues && previous != b',' => {
                    self.stack.clear();
                    return Some(begin);
                }
                Some(b']') if !top && inset < wanted && wanted != usize::MAX => return Some(begin),
                _ => {}
            }
            search.from = newline + 1;
        }
    }
}

/// Returns the first position from `at` on that holds neither white space nor one of `others`.
fn skip(bytes: &[u8], mut at: usize, others: &[u8]) -> usize {
    while let Some(byte) = bytes.get(at) {
        if !matches!(byte, b' ' | b'\t' | b'\r' | b'\n') && !others.contains(byte) {
            break;
        }
        at += 1;
    }
    at
}

/// Returns the position after the string that begins at `at`, if it ends in `bytes`.
fn string_end(bytes: &[u8], at: usize) -> Option<usize> {
    let mut from = at + 1;
    loop {
        let found = from + memchr::memchr2(b'"', b'\\', bytes.get(from..)?)?;
        if bytes.get(found) == Some(&b'"') {
            return Some(found + 1);
        }
        from = found + 2;
    }
}

fn is_next_link(key: &str) -> bool {
    matches!(key, "@odata.nextLink" | "odata.nextLink" | "nextLink" | "NextLink" | "NextPageUri")
}

#[cfg(test)]
#[path = "json_tests.rs"]
mod tests;
