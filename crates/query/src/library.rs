//! What comes with whoever asks, beside the archive's own folders: stored functions, and the watchlists there may be.

use std::collections::BTreeMap;

use kql_plan::Rows;

use crate::watchlist;

/// Stored functions and watchlists. The archive's own of the same name come first.
#[derive(Debug, Default)]
pub struct Library {
    /// Lambdas, by name.
    functions: BTreeMap<String, String>,
    /// Lists: their columns and items.
    watchlists: BTreeMap<String, List>,
}

#[derive(Debug, Clone)]
struct List {
    columns: Vec<String>,
    items: Vec<Vec<String>>,
}

impl Library {
    /// Adds a stored function: the text of its file, in any of the forms that [`crate::functions::lambda`] reads.
    #[must_use]
    pub fn with_function(mut self, name: &str, text: &str) -> Self {
        self.functions.insert(name.to_owned(), crate::functions::lambda(text));
        self
    }

    /// Adds a watchlist. One without items is what a query finds where the operator keeps no such list: no rows, and the right columns.
    #[must_use]
    pub fn with_watchlist(mut self, name: &str, columns: Vec<String>, items: Vec<Vec<String>>) -> Self {
        self.watchlists.insert(name.to_owned(), List { columns, items });
        self
    }

    pub(crate) fn function(&self, name: &str) -> Option<&str> {
        self.functions.get(name).map(String::as_str)
    }

    pub(crate) fn watchlist(&self, name: &str) -> Option<Rows> {
        let list = self.watchlists.get(name)?;
        Some(watchlist::of_items(name, &list.columns, list.items.iter().map(Vec::as_slice)))
    }
}
