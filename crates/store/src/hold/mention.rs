//! Whether a row mentions a person or an address.

use arrow_array::cast::AsArray;
use arrow_array::{Array, RecordBatch, StringArray};
use memchr::memmem::Finder;

use super::address::{Network, contains};
use super::escape::any_form;
use super::fold::fold;

/// Columns that say where a row came from, not what it says.
const PLACE: [&str; 3] = ["_Evidence", "_Format", "_Day"];

/// What may stand beside a name for it to be that name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Edges {
    /// Anything but a letter or a digit, so that rather too much is found: `ada@contoso.com` in `x.ada@contoso.com.au`.
    Loose,
    /// Only what cannot go on a name or an address, so that nobody else is found: that one is another person.
    Strict,
}

/// Names and addresses to look for.
#[derive(Clone, Debug)]
pub(crate) struct Mentions {
    terms: Vec<(String, Finder<'static>)>,
    networks: Vec<Network>,
    edges: Edges,
}

impl Mentions {
    /// Returns what finds these names and addresses; a blank one is passed over.
    pub(crate) fn of<'a>(terms: impl IntoIterator<Item = &'a str>, edges: Edges) -> Self {
        let mut found = Self { terms: Vec::new(), networks: Vec::new(), edges };
        for term in terms.into_iter().map(str::trim).filter(|term| !term.is_empty()) {
            found.networks.extend(Network::read(term));
            let folded = fold(term).into_owned();
            let finder = Finder::new(folded.as_bytes()).into_owned();
            found.terms.push((folded, finder));
        }
        found
    }

    /// Returns whether there is nothing to look for.
    pub(crate) fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// Returns the bytes of the longest term, escaped in the longest way.
    pub(crate) fn reach(&self) -> usize {
        self.terms.iter().map(|(term, _finder)| term.len() * 12).max().unwrap_or(0) + 64
    }

    /// Tells whether a text mentions one of them.
    pub(crate) fn in_text(&self, text: &str) -> bool {
        any_form(text, |form| {
            let folded = fold(form);
            self.terms.iter().any(|(term, finder)| self.stands(&folded, term, finder))
                || !self.networks.is_empty() && contains(&folded, &self.networks)
        })
    }

    fn stands(&self, text: &str, term: &str, finder: &Finder<'_>) -> bool {
        let mut from = 0;
        while let Some(rest) = text.as_bytes().get(from..) {
            let Some(at) = finder.find(rest).map(|at| from + at) else { return false };
            let (before, after) = (text.get(..at), text.get(at + term.len()..));
            if let (Some(before), Some(after)) = (before, after)
                && self.edges.before(before, term)
                && self.edges.after(after, term)
            {
                return true;
            }
            from = at + 1;
        }
        false
    }

    /// Returns the text columns of a batch that are searched.
    pub(crate) fn columns<'a>(&self, batch: &'a RecordBatch) -> Vec<&'a StringArray> {
        let fields = batch.schema_ref().fields().iter().zip(batch.columns());
        let searched = |name: &str| !PLACE.contains(&name) && (self.edges == Edges::Loose || name != "_Member");
        let texts = fields.filter(|(field, _column)| searched(field.name()));
        texts.filter_map(|(_field, column)| column.as_string_opt::<i32>()).collect()
    }

    /// Tells whether a row mentions one of them, in the columns that [`Self::columns`] returns.
    pub(crate) fn in_row(&self, columns: &[&StringArray], row: usize) -> bool {
        columns.iter().any(|column| column.is_valid(row) && self.in_text(column.value(row)))
    }
}

impl Edges {
    fn before(self, before: &str, term: &str) -> bool {
        if !term.chars().next().is_some_and(char::is_alphanumeric) {
            return true;
        }
        match before.chars().next_back() {
            None => true,
            Some(letter) if letter.is_alphanumeric() => false,
            Some(_letter) if self == Self::Loose => true,
            Some('\'') => !before.chars().nth_back(1).is_some_and(char::is_alphanumeric),
            Some(letter) => letter != '.' && !goes_on(letter),
        }
    }

    fn after(self, after: &str, term: &str) -> bool {
        if !term.chars().next_back().is_some_and(char::is_alphanumeric) {
            return true;
        }
        let mut letters = after.chars();
        match letters.next() {
            None => true,
            Some(letter) if letter.is_alphanumeric() => false,
            Some(_letter) if self == Self::Loose => true,
            // The end of a sentence, or of a name.
            Some('.' | '\'') => !letters.next().is_some_and(char::is_alphanumeric),
            Some(letter) => !goes_on(letter),
        }
    }
}

/// Returns whether a name, an address or an id goes on with this.
fn goes_on(letter: char) -> bool {
    "_-+@".contains(letter)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn found(text: &str, term: &str, edges: Edges) -> bool {
        Mentions::of([term], edges).in_text(text)
    }

    #[test]
    fn a_name_is_found_as_a_whole() {
        let ada = "ada@contoso.example";
        for text in [
            "ada@contoso.example",
            "ADA@contoso.example",
            "by ada@contoso.example.",
            r#"["ada@contoso.example"]"#,
            "<ada@contoso.example>",
            r#"{"a":"x\nada@contoso.example"}"#,
            "mailto:ada@contoso.example?x",
            "user=ada%40contoso.example",
            "i:0#.f|membership|ada@contoso.example",
            "live.com#ada@contoso.example",
            "'ada@contoso.example'",
        ] {
            assert!(found(text, ada, Edges::Loose), "{text}");
            assert!(found(text, ada, Edges::Strict), "{text}");
        }
        for text in ["", "ada@contoso.exampleX", "nada@contoso.example", "ada @contoso.example", "0ada@contoso.example"]
        {
            assert!(!found(text, ada, Edges::Loose) && !found(text, ada, Edges::Strict), "{text}");
        }
        // Somebody else: held to be on the safe side, and not removed.
        for text in
            ["lady.ada@contoso.example", "ada@contoso.example.au", "x-ada@contoso.example", "o'ada@contoso.example"]
        {
            assert!(found(text, ada, Edges::Loose) && !found(text, ada, Edges::Strict), "{text}");
        }
    }

    #[test]
    fn an_address_is_not_part_of_another() {
        for edges in [Edges::Loose, Edges::Strict] {
            assert!(!found("11.2.3.45", "1.2.3.4", edges));
            assert!(!found("11.2.3.4", "1.2.3.4", edges));
            assert!(!found("1.2.3.45", "1.2.3.4", edges));
            assert!(found("1.2.3.4:443", "1.2.3.4", edges));
            assert!(found("2001:DB8:0::1", "2001:db8::1", edges));
        }
        assert!(found("192.0.2.9", "192.0.2.0/24", Edges::Loose));
    }

    proptest! {
        /// Whatever stands around it, a name set apart by blanks is found; and what is found strictly is found loosely.
        #[test]
        fn a_name_between_blanks_is_always_found(before in any::<String>(), after in any::<String>(), term in "[a-zA-Z0-9@.é-]{1,12}") {
            let text = format!("{before} {term} {after}");
            prop_assert!(found(&text, &term, Edges::Loose), "{text:?}");
            let bare = format!("{before}{term}{after}");
            prop_assert!(!found(&bare, &term, Edges::Strict) || found(&bare, &term, Edges::Loose), "{bare:?}");
            let json = serde_json::to_string(&serde_json::json!({"nested": serde_json::to_string(&text).unwrap()})).unwrap();
            prop_assert!(found(&json, &term, Edges::Loose), "{json}");
        }
    }
}
