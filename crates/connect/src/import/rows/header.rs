//! The first row of delimited text: its columns, and how cells are set apart.

use csv::{ReaderBuilder, StringRecord};

/// A column's heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Heading {
    /// As written, with white space tidied up and without a time zone.
    pub(crate) name: String,
    /// The same in lower case: what rules look for.
    pub(crate) key: String,
    /// Time zone of the column's times, where the heading names one: `[UTC]`, `[Local Time]`.
    pub(crate) zone: Option<String>,
}

/// Columns beyond which a table is none. Exports have some hundreds; work and memory of each row grow with them.
pub(crate) const MOST_COLUMNS: usize = 10_000;

/// The header of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Header {
    headings: Vec<Heading>,
    /// Byte between cells.
    pub(crate) delimiter: u8,
    /// Where the first row after the header begins.
    pub(crate) rows_at: usize,
}

impl Header {
    /// Reads the header at the front of a text; none if the text does not begin like a table.
    pub(crate) fn of(text: &str) -> Option<Self> {
        let mut at = if text.starts_with('\u{FEFF}') { 3 } else { 0 };
        let mut delimiter = None;
        loop {
            let rest = text.get(at..)?;
            let line = rest.lines().next()?;
            let bare = line.trim().trim_matches('"');
            if bare.is_empty() || bare.starts_with("#TYPE ") {
                at += rest.find('\n')? + 1;
            } else if let Some(named) = bare.strip_prefix("sep=").filter(|named| named.len() <= 1) {
                delimiter = Some(named.bytes().next().unwrap_or(b'\t'));
                at += rest.find('\n')? + 1;
            } else {
                break;
            }
        }
        let rest = text.get(at..)?;
        let delimiter = delimiter.unwrap_or_else(|| delimiter_of(rest));
        let mut reader =
            ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(rest.as_bytes());
        let mut cells = StringRecord::new();
        if !reader.read_record(&mut cells).ok()? {
            return None;
        }
        let mut rows_at = at + reader.position().byte() as usize;
        if text.as_bytes().get(rows_at - 1) == Some(&b'\r') && text.as_bytes().get(rows_at) == Some(&b'\n') {
            rows_at += 1;
        }
        Some(Self { headings: cells.iter().map(heading).collect(), delimiter, rows_at })
    }

    /// Returns the number of columns.
    pub(crate) fn len(&self) -> usize {
        self.headings.len()
    }

    /// Returns the headings in their order.
    pub(crate) fn headings(&self) -> impl Iterator<Item = &Heading> {
        self.headings.iter()
    }

    /// Returns the first column of that key.
    pub(crate) fn column(&self, key: &str) -> Option<usize> {
        self.headings.iter().position(|h| h.key == key)
    }

    /// Returns whether all of these columns are there.
    pub(crate) fn has(&self, keys: &[&str]) -> bool {
        keys.iter().all(|key| self.column(key).is_some())
    }
}

fn heading(cell: &str) -> Heading {
    let tidy = cell.split_whitespace().collect::<Vec<_>>().join(" ");
    let zoned = tidy.strip_suffix(']').and_then(|t| t.rsplit_once(" ["));
    let is_zone =
        |zone: &str| zone.starts_with(|c: char| c.is_alphabetic() || c == '(') && !zone.contains(['"', '{', '\\']);
    let (name, zone) = match zoned.filter(|(_, zone)| is_zone(zone)) {
        Some((name, zone)) => (name.to_owned(), Some(zone.to_owned())),
        None => (tidy, None),
    };
    Heading { key: name.to_lowercase(), name, zone }
}

/// Takes the character that occurs most often outside quotes in the first line.
fn delimiter_of(text: &str) -> u8 {
    let mut counts = [(b',', 0_usize), (b';', 0), (b'\t', 0), (b'|', 0)];
    let mut quoted = false;
    for byte in text.bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => break,
            _ if !quoted => {
                if let Some((_, count)) = counts.iter_mut().find(|(d, _)| *d == byte) {
                    *count += 1;
                }
            }
            _ => {}
        }
    }
    counts.iter().rev().max_by_key(|(_, count)| *count).map_or(b',', |(delimiter, _)| *delimiter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_tidied_and_duplicates_kept() {
        let text =
            "\u{FEFF}Date (UTC),Application ID ,Autonomous system  number,Incoming token type,Incoming token type\r\nx";
        let header = Header::of(text).unwrap();
        let keys: Vec<_> = header.headings().map(|h| h.key.as_str()).collect();
        assert_eq!(
            keys,
            ["date (utc)", "application id", "autonomous system number", "incoming token type", "incoming token type"]
        );
        assert_eq!(text.get(header.rows_at..), Some("x"));
    }

    #[test]
    fn what_precedes_the_header_is_stepped_over() {
        for (text, delimiter, rows) in [
            ("#TYPE System.Management.Automation.PSCustomObject\r\n\"A\",\"B\"\r\n1,2", b',', "1,2"),
            ("sep=;\r\nA;B\r\n1;2", b';', "1;2"),
            ("\"sep=,\"\nA,B\n1,2", b',', "1,2"),
            ("A\tB\n1\t2", b'\t', "1\t2"),
            ("\"A, x\";B;C\n1;2;3", b';', "1;2;3"),
        ] {
            let header = Header::of(text).unwrap();
            assert_eq!((header.delimiter, text.get(header.rows_at..)), (delimiter, Some(rows)), "{text}");
        }
        assert_eq!(Header::of(""), None);
    }

    #[test]
    fn a_time_zone_is_taken_off_the_heading() {
        let header = Header::of("TimeGenerated [UTC],CreatedDateTime [Local Time],Type\n").unwrap();
        let zones: Vec<_> = header.headings().map(|h| (h.name.as_str(), h.zone.as_deref())).collect();
        assert_eq!(zones, [("TimeGenerated", Some("UTC")), ("CreatedDateTime", Some("Local Time")), ("Type", None)]);
    }
}
