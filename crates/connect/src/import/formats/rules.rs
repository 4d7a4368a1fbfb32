//! Rules by which a cell becomes a value of a record.

use std::borrow::Cow;

use super::tree::{Tree, quoted};
use crate::import::notes::{Note, Notes};
use crate::import::rows::{Heading, Moment, Row, moment};

/// How a cell becomes a value.
#[derive(Clone, Copy, Debug)]
pub(crate) enum How {
    /// As text.
    Text,
    /// As a number if it is one, else as text.
    Number,
    /// As a truth value if it is one, else as text.
    Truth,
    /// As the time of the record, without which it is none.
    Time,
    /// As another time.
    OtherTime,
    /// As text whose first letter is small: `Success` → `success`.
    Small,
    /// As one word in camel case: `Not Applied` → `notApplied`, `Single-factor authentication` → `singleFactorAuthentication`.
    Camel,
    /// As the API spells it, where the portal spaces, hyphenates or capitalises one of these otherwise; else as text:
    /// `Multifactor authentication` → `multiFactorAuthentication`.
    Spelled(&'static [&'static str]),
    /// `City, State, CC` as the members of `location`, from the right.
    Location,
    /// By a list of portal words and what the API calls them, else as text.
    Words(&'static [(&'static str, &'static str)]),
    /// Not at all: another column says it.
    Nothing,
}

/// A column's rule: its heading in lower case, the path of its value, and how the cell becomes it.
pub(crate) type Rule = (&'static str, &'static str, How);

/// A column that a rule or none applies to.
#[derive(Debug)]
pub(crate) struct Ruled {
    at: usize,
    name: String,
    rule: Option<(&'static str, How)>,
}

impl Ruled {
    /// Says at which place of the row the column's cell stands.
    pub(crate) fn move_to(&mut self, place: usize) {
        self.at = place;
    }
}

/// Returns the columns with their rules, by `keys`, the canonical names of the headings. The second column of a name is
/// not the same field again, so it gets no rule and is kept under its own name.
pub(crate) fn ruled<'h>(
    headings: impl Iterator<Item = &'h Heading>,
    keys: &[String],
    rules: &'static [Rule],
) -> Vec<Ruled> {
    let mut seen: Vec<&str> = Vec::new();
    let mut columns = Vec::new();
    for ((at, heading), key) in headings.enumerate().zip(keys) {
        let again = seen.contains(&key.as_str());
        let rule = rules.iter().find(|(name, ..)| name == key).map(|(_, path, how)| (*path, *how));
        let name = match (heading.name.is_empty(), again) {
            (true, _) => format!("Column{}", at + 1),
            (false, true) => format!("{} ({})", heading.name, at + 1),
            (false, false) => heading.name.clone(),
        };
        columns.push(Ruled { at, name, rule: if again { None } else { rule } });
        seen.push(key);
    }
    columns
}

/// Sets what a row's cells say in the record.
pub(crate) fn apply(columns: &[Ruled], row: &Row<'_>, tree: &mut Tree, notes: &mut Notes) -> Result<(), String> {
    for column in columns.iter().filter(|column| row.reaches(column.at)) {
        let cell = row.cell(column.at);
        if cell.is_empty() {
            continue;
        }
        match column.rule {
            Some((path, how)) => set(tree, path, how, cell, &column.name, row.line, notes)?,
            None => tree.own(Cow::Owned(column.name.clone()), quoted(cell)),
        }
    }
    Ok(())
}

fn set(
    tree: &mut Tree,
    path: &'static str,
    how: How,
    cell: &str,
    name: &str,
    line: u64,
    notes: &mut Notes,
) -> Result<(), String> {
    match how {
        How::Text => tree.text(path, cell),
        How::Number => {
            if let Ok(number) = cell.parse::<i64>() {
                tree.raw(path, number.to_string());
            } else {
                if cell.contains("E+") {
                    notes.add(Note::Spreadsheet(name.to_owned()), line);
                }
                tree.text(path, cell);
            }
        }
        How::Truth => match cell.to_lowercase().as_str() {
            "true" | "yes" | "1" => tree.raw(path, "true"),
            "false" | "no" | "0" => tree.raw(path, "false"),
            _ => tree.text(path, cell),
        },
        How::Time | How::OtherTime => match moment(cell) {
            Moment::Serial(iso) => {
                notes.add(Note::Spreadsheet(name.to_owned()), line);
                tree.text(path, &iso);
            }
            Moment::Lost => {
                notes.add(Note::Spreadsheet(name.to_owned()), line);
                if matches!(how, How::Time) {
                    return Err(format!(
                        "the date in {name} is lost: a spreadsheet left no date in the cell; use the file as it was downloaded"
                    ));
                }
                tree.text(path, cell);
            }
            Moment::Empty => {}
            Moment::Written(_) => tree.text(path, cell),
        },
        How::Small => tree.text(path, &small(cell)),
        How::Camel => tree.text(path, &camel(cell)),
        How::Spelled(spellings) => {
            let known = spellings.iter().find(|api| letters(api).eq(letters(cell)));
            tree.text(path, known.copied().unwrap_or(cell));
        }
        How::Location => {
            let mut parts = cell.rsplitn(3, ',').map(str::trim);
            let (country, state, city) = (parts.next(), parts.next(), parts.next());
            for (path, value) in
                [("location.city", city), ("location.state", state), ("location.countryOrRegion", country)]
            {
                if let Some(value) = value.filter(|v| !v.is_empty()) {
                    tree.text(path, value);
                }
            }
        }
        How::Words(words) => {
            let known = words.iter().find(|(portal, _)| portal.eq_ignore_ascii_case(cell)).map(|(_, api)| *api);
            tree.text(path, known.unwrap_or(cell));
        }
        How::Nothing => {}
    }
    Ok(())
}

/// Returns what a word consists of, without case, white space and signs.
fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase)
}

fn small(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| first.to_lowercase().chain(characters).collect())
}

fn camel(text: &str) -> String {
    let mut words = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    let mut joined = small(words.next().unwrap_or_default());
    for word in words {
        let mut characters = word.chars();
        joined.extend(characters.next().into_iter().flat_map(char::to_uppercase).chain(characters));
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn portal_words_become_those_of_the_api() {
        assert_eq!(camel("Single-factor authentication"), "singleFactorAuthentication");
        assert_eq!(camel("Not Applied"), "notApplied");
        assert_eq!(camel("Success"), "success");
        assert_eq!(camel("notApplied"), "notApplied");
        assert_eq!(small("Failure"), "failure");
    }

    #[test]
    fn a_location_is_read_from_the_right() {
        for (cell, expected) in [
            ("Toronto, Ontario, CA", r#"{"location":{"city":"Toronto","state":"Ontario","countryOrRegion":"CA"}}"#),
            ("Ontario, CA", r#"{"location":{"state":"Ontario","countryOrRegion":"CA"}}"#),
            ("CA", r#"{"location":{"countryOrRegion":"CA"}}"#),
            (
                "Washington, D.C., District of Columbia, US",
                r#"{"location":{"city":"Washington, D.C.","state":"District of Columbia","countryOrRegion":"US"}}"#,
            ),
        ] {
            let mut tree = Tree::default();
            set(&mut tree, "location", How::Location, cell, "Location", 1, &mut Notes::default()).unwrap();
            assert_eq!(tree.finish(), expected);
        }
    }
}
