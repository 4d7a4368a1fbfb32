//! What of a document is rows: for the forms that machines read.

use std::borrow::Cow;

use kql_plan::{Rows, Type, Value};

use crate::document::{Block, Card, Section};

/// Rows of a section, under a title.
#[derive(Debug, Clone)]
pub(crate) struct Sheet<'d> {
    /// The title of the table; of one that has none, that of its section.
    pub(crate) title: &'d str,
    /// The rows.
    pub(crate) rows: Cow<'d, Rows>,
}

/// All rows of a section, in order. A chart of rows that a table of the section has too is not told twice.
pub(crate) fn of(section: &Section) -> Vec<Sheet<'_>> {
    let mut sheets: Vec<Sheet<'_>> = Vec::new();
    for block in &section.blocks {
        let (title, rows) = match block {
            Block::Table(table) => (&table.title, Cow::Borrowed(&table.rows)),
            Block::Chart(chart) if is_table(section, &chart.rows) => continue,
            Block::Chart(chart) => (&chart.title, Cow::Borrowed(&chart.rows)),
            Block::Cards(cards) => (&section.title, Cow::Owned(cards_as_rows(cards))),
            Block::Prose(_) | Block::Notice(..) | Block::Fields(_) | Block::Figures(_) => continue,
        };
        sheets.push(Sheet { title: if title.is_empty() { &section.title } else { title }, rows });
    }
    sheets
}

/// Whether a table of the section has these rows.
pub(crate) fn is_table(section: &Section, rows: &Rows) -> bool {
    section.blocks.iter().any(|block| matches!(block, Block::Table(table) if table.rows == *rows))
}

/// A row a card; a column for each name of their facts.
fn cards_as_rows(cards: &[Card]) -> Rows {
    let mut names: Vec<&str> = Vec::new();
    for fact in cards.iter().flat_map(|card| &card.facts) {
        if !names.contains(&fact.name.as_str()) {
            names.push(&fact.name);
        }
    }
    let columns = ["Number", "Level", "Title", "Text", "Marks"].into_iter().chain(names.iter().copied());
    let columns = columns.chain(["Decision", "By whom, when and why"]).map(|name| (name.to_owned(), Type::String));
    let mut rows = Rows::new(columns.collect());
    for card in cards {
        let fact = |name: &&str| {
            let values = card.facts.iter().filter(|fact| fact.name == *name).flat_map(|fact| &fact.values);
            values.map(String::as_str).collect::<Vec<_>>().join("\n")
        };
        let own = [
            card.id.clone(),
            card.level.name().to_owned(),
            card.title.clone(),
            card.text.clone(),
            card.marks.join(", "),
        ];
        let decision = card.status.decision.clone().unwrap_or_default();
        let texts = own.into_iter().chain(names.iter().map(fact)).chain([decision, card.status.detail.clone()]);
        rows.rows.push(texts.map(Value::string).collect());
    }
    rows
}
