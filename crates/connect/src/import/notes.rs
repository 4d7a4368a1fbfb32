//! What is worth telling about a leaf, gathered while its records go by.

use std::collections::BTreeMap;

/// Something met in a leaf that its reader should know.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Note {
    /// A record was cut and is kept as far as it goes.
    Salvaged,
    /// A cell of this column holds the name of a type instead of a value.
    TypeName(String),
    /// A cell of this column was changed by a spreadsheet.
    Spreadsheet(String),
    /// A row has fewer or more cells than the header.
    Ragged,
    /// A record of no known kind was kept among known ones.
    Unknown,
    /// Something about the leaf as a whole.
    Remark(String),
}

/// How often, and where first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Seen {
    count: u64,
    line: u64,
}

/// Notes of a leaf or of a block of it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Notes {
    seen: BTreeMap<Note, Seen>,
    expected: u64,
}

impl Notes {
    /// Adds a note on the record that begins on `line`.
    pub(crate) fn add(&mut self, note: Note, line: u64) {
        let seen = self.seen.entry(note).or_insert(Seen { count: 0, line });
        seen.count += 1;
    }

    /// Adds that the exporter says it found so many records.
    pub(crate) fn expect(&mut self, records: u64) {
        self.expected = self.expected.max(records);
    }

    /// Returns how many records the exporter says it found; zero if it does not say.
    pub(crate) fn expected(&self) -> u64 {
        self.expected
    }

    /// Adds the notes of a later part.
    pub(crate) fn append(&mut self, later: Self) {
        self.expected = self.expected.max(later.expected);
        for (note, more) in later.seen {
            let seen = self.seen.entry(note).or_insert(Seen { count: 0, line: more.line });
            seen.count += more.count;
            seen.line = seen.line.min(more.line);
        }
    }

    /// Returns how many records were salvaged.
    pub(crate) fn salvaged(&self) -> u64 {
        self.seen.get(&Note::Salvaged).map_or(0, |s| s.count)
    }

    /// Returns the notes in words.
    pub(crate) fn in_words(&self) -> Vec<String> {
        self.seen.iter().map(|(note, seen)| words(note, *seen)).collect()
    }
}

fn words(note: &Note, Seen { count, line }: Seen) -> String {
    let rows =
        if count == 1 { format!("1 record (line {line})") } else { format!("{count} records (first line {line})") };
    match note {
        Note::Salvaged => {
            format!("{rows} cut by the exporter: kept as far as the text goes; export again to get the rest")
        }
        Note::TypeName(column) => format!(
            "data lost at export: column {column} holds the name of a type instead of its value in {rows}; \
             export again with ConvertTo-Json -Depth 10"
        ),
        Note::Spreadsheet(column) => format!(
            "changed by a spreadsheet: column {column} has lost digits or its form in {rows}; use the file as it was downloaded"
        ),
        Note::Ragged => format!("{rows} with fewer or more cells than the header; kept, by position"),
        Note::Unknown => format!("{rows} of no known kind; kept as they are"),
        Note::Remark(text) => text.clone(),
    }
}
