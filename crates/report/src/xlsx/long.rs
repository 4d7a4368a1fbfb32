//! Texts that a cell cannot hold: they begin where they belong, and stand whole on a sheet of their own.

use kql_plan::{Rows, Type, Value};

/// The name of the sheet.
pub(super) const SHEET: &str = "Long texts";
/// The most UTF-16 units that a cell holds.
const MOST: usize = 32_767;

/// Texts that no cell holds.
#[derive(Debug, Default)]
pub(super) struct LongTexts(Vec<String>);

impl LongTexts {
    /// What is written into a cell for a text: the text; of one that is too long its beginning, and where the whole is.
    pub(super) fn cell(&mut self, text: String) -> String {
        if text.encode_utf16().count() <= MOST {
            return text;
        }
        let reference = format!("… (whole in “{SHEET}”, L{})", self.0.len() + 1);
        let begin = head(&text, MOST - reference.encode_utf16().count()).to_owned();
        self.0.push(text);
        begin + &reference
    }

    /// The rows of the sheet: each text in as many parts as it takes.
    pub(super) fn rows(&self) -> Option<Rows> {
        let columns = [("Reference", Type::String), ("Part", Type::Long), ("Text", Type::String)];
        let mut rows = Rows::new(columns.map(|(name, kind)| (name.to_owned(), kind)).to_vec());
        for (number, text) in self.0.iter().enumerate() {
            let mut rest = text.as_str();
            let mut part = 1;
            while !rest.is_empty() {
                let begin = head(rest, MOST);
                let reference = Value::string(format!("L{}", number + 1));
                rows.rows.push(vec![reference, Value::Long(part), Value::string(begin.to_owned())]);
                rest = rest.strip_prefix(begin).unwrap_or_default();
                part += 1;
            }
        }
        (!rows.rows.is_empty()).then_some(rows)
    }
}

/// The beginning of a text that has at most this many UTF-16 units.
pub(super) fn head(text: &str, most: usize) -> &str {
    let mut left = most;
    let end = text.char_indices().find(|(_, letter)| {
        let fits = letter.len_utf16() <= left;
        left = left.saturating_sub(letter.len_utf16());
        !fits
    });
    end.and_then(|(end, _)| text.get(..end)).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_whole_elsewhere() {
        let mut long = LongTexts::default();
        assert_eq!(long.cell("short".into()), "short");
        let text = "𝄞a".repeat(30_000);
        let cell = long.cell(text.clone());
        assert!(cell.ends_with("… (whole in “Long texts”, L1)"));
        assert!(cell.encode_utf16().count() <= MOST);
        let rows = long.rows().unwrap().rows;
        let whole: String = rows.iter().map(|row| row[2].as_str().to_owned()).collect();
        assert_eq!(whole, text);
        assert!(rows.iter().all(|row| row[2].as_str().encode_utf16().count() <= MOST));
    }
}
