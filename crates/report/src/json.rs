//! JSON: the document as it is, with typed values.

use kql_plan::Rows;
use kql_plan::convert;
use serde_json::{Map, Value as Json, json};

use crate::document::{Block, Card, Chart, Document, Field, Section, Source, Table};
use crate::form::RenderError;

/// Writes the document, indented.
pub(crate) fn render(document: &Document) -> Result<Vec<u8>, RenderError> {
    let facts = document.facts.iter().map(|fact| (fact.name.clone(), Json::from(fact.value.clone())));
    let json = json!({
        "title": document.title,
        "subtitle": document.subtitle,
        "facts": facts.collect::<Map<_, _>>(),
        "sections": document.sections.iter().map(section).collect::<Vec<_>>(),
    });
    let text = serde_json::to_string_pretty(&json).map_err(|error| RenderError {
        form: "json",
        title: document.title.clone(),
        reason: error.to_string(),
    })?;
    Ok((text + "\n").into_bytes())
}

fn section(section: &Section) -> Json {
    json!({
        "id": section.id,
        "title": section.title,
        "blocks": section.blocks.iter().map(block).collect::<Vec<_>>(),
        "source": section.source.as_ref().map(source),
    })
}

fn source(source: &Source) -> Json {
    json!({
        "definition": source.definition,
        "population": source.population,
        "coverage": source.coverage,
        "query": source.query,
    })
}

fn block(block: &Block) -> Json {
    match block {
        Block::Prose(text) => json!({"kind": "prose", "text": text}),
        Block::Notice(level, text) => json!({"kind": "notice", "level": level.name(), "text": text}),
        Block::Fields(fields) => json!({"kind": "fields", "fields": self::fields(fields)}),
        Block::Figures(figures) => {
            let figure = |figure: &crate::document::Figure| json!({"label": figure.label, "value": figure.value, "change": figure.change, "level": figure.level.name()});
            json!({"kind": "figures", "figures": figures.iter().map(figure).collect::<Vec<_>>()})
        }
        Block::Table(table) => self::table(table),
        Block::Chart(chart) => self::chart(chart),
        Block::Cards(cards) => json!({"kind": "cards", "cards": cards.iter().map(card).collect::<Vec<_>>()}),
    }
}

fn fields(fields: &[Field]) -> Vec<Json> {
    fields.iter().map(|field| json!({"name": field.name, "values": field.values})).collect()
}

fn table(table: &Table) -> Json {
    json!({"kind": "table", "title": table.title, "columns": columns(&table.rows), "rows": rows(&table.rows)})
}

fn chart(chart: &Chart) -> Json {
    json!({
        "kind": "chart",
        "title": chart.title,
        "chart": chart.kind.name(),
        "x": chart.x,
        "y": chart.y,
        "series": chart.series,
        "unit": chart.unit,
        "columns": columns(&chart.rows),
        "rows": rows(&chart.rows),
    })
}

fn card(card: &Card) -> Json {
    json!({
        "id": card.id,
        "level": card.level.name(),
        "title": card.title,
        "text": card.text,
        "marks": card.marks,
        "facts": fields(&card.facts),
        "decision": card.status.decision,
        "detail": card.status.detail,
    })
}

/// Name and type of each column, as the query language calls it.
fn columns(rows: &Rows) -> Vec<Json> {
    rows.columns.iter().map(|(name, kind)| json!({"name": name, "type": kind.name()})).collect()
}

/// A list a row: numbers, bools and nulls as JSON has them, dynamics as they are, all else as text.
fn rows(rows: &Rows) -> Vec<Json> {
    rows.rows.iter().map(|row| row.iter().map(convert::to_json).collect()).collect()
}
