//! Markdown as GitHub reads it. Charts are tables of the same numbers.

use kql_plan::{Rows, Value};

use crate::document::{Block, Card, Document, Field, Figure, Section, Source};
use crate::form::RenderError;
use crate::number::grouped;
use crate::rows::is_table;
use crate::show::Column;
use crate::text::visible;

/// Rows of a chart that are shown.
const SHOWN: usize = 25;

/// Writes the text.
pub(crate) fn render(document: &Document) -> Result<Vec<u8>, RenderError> {
    let mut out = format!("# {}\n\n", inline(&document.title));
    if !document.subtitle.is_empty() {
        out += &format!("{}\n\n", inline(&document.subtitle));
    }
    for fact in &document.facts {
        out += &format!("- **{}:** {}\n", inline(&fact.name), inline(&fact.value));
    }
    out += "\nAll times are UTC.\n";
    for each in &document.sections {
        section(&mut out, each);
    }
    Ok(out.into_bytes())
}

fn section(out: &mut String, section: &Section) {
    *out += &format!("\n## {}\n\n", inline(&section.title));
    for block in &section.blocks {
        match block {
            Block::Prose(text) => *out += &paragraphs(text),
            Block::Notice(level, text) => {
                let text = paragraphs(text);
                let quoted = text.trim_end().replace('\n', "\n> ");
                *out += &format!("> **{}**\n>\n> {quoted}\n\n", level.of_notice());
            }
            Block::Fields(fields) => *out += &form(fields),
            Block::Figures(figures) => *out += &self::figures(figures),
            Block::Table(table) => *out += &rows(&table.title, &table.rows, table.shown),
            Block::Chart(chart) if is_table(section, &chart.rows) => {}
            Block::Chart(chart) => *out += &rows(&chart.title, &chart.rows, SHOWN),
            Block::Cards(cards) => cards.iter().for_each(|each| *out += &card(each)),
        }
    }
    if let Some(source) = &section.source {
        *out += &self::source(source);
    }
}

fn rows(title: &str, rows: &Rows, shown: usize) -> String {
    let mut out = if title.is_empty() { String::new() } else { format!("### {}\n\n", inline(title)) };
    if rows.columns.is_empty() {
        return out + "No columns.\n\n";
    }
    let columns = Column::of(rows);
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    out += &line(rows.columns.iter().map(|(name, _)| inline(name)).collect());
    out += &line(columns.iter().map(|column| if column.right { "---:" } else { "---" }.to_owned()).collect());
    for row in rows.rows.iter().take(shown) {
        let cell = |(at, column): (usize, &Column)| inline(&column.text(row.get(at).unwrap_or(&Value::Null)));
        out += &line(columns.iter().enumerate().map(cell).collect());
    }
    let all = rows.rows.len();
    if all == 0 {
        out += "\nNo rows.\n";
    } else if shown < all {
        let (shown, all) = (grouped(shown as i128), grouped(all as i128));
        out += &format!("\n{shown} of {all} rows shown. CSV, Excel and JSON have all of them.\n");
    }
    out + "\n"
}

fn form(fields: &[Field]) -> String {
    let mut out = "| Field | |\n| --- | --- |\n".to_owned();
    for field in fields {
        let values = field.values.iter().map(|value| inline(value)).collect::<Vec<_>>().join("<br>");
        out += &format!("| **{}** | {values} |\n", inline(&field.name));
    }
    out + "\n"
}

fn figures(figures: &[Figure]) -> String {
    let mut out = "| | Value | Change | |\n| --- | ---: | --- | --- |\n".to_owned();
    for figure in figures {
        let change = figure.change.as_deref().map(inline).unwrap_or_default();
        let level = figure.level.of_figure();
        out += &format!("| {} | {} | {change} | {level} |\n", inline(&figure.label), inline(&figure.value));
    }
    out + "\n"
}

fn card(card: &Card) -> String {
    let mut out = format!("### {} {}\n\n**{}**", inline(&card.id), inline(&card.title), card.level.title());
    for mark in &card.marks {
        out += &format!(" · {}", inline(mark));
    }
    out += "\n\n";
    out += &paragraphs(&card.text);
    for fact in &card.facts {
        let values = fact.values.iter().map(|value| inline(value)).collect::<Vec<_>>().join("; ");
        out += &format!("- **{}:** {values}\n", inline(&fact.name));
    }
    let decision = card
        .status
        .decision
        .as_deref()
        .map_or("No decision yet".to_owned(), |made| format!("Decision: {}", inline(made)));
    out += &format!("\n**{decision}** {}", inline(&card.status.detail));
    out.trim_end().to_owned() + "\n\n"
}

fn source(source: &Source) -> String {
    let mut out = "<details><summary>How this was counted</summary>\n\n".to_owned();
    for (name, text) in [("Definition", &source.definition), ("Population", &source.population)] {
        out += &format!("**{name}.** {}\n\n", paragraphs(text).trim_end());
    }
    for line in &source.coverage {
        out += &format!("- {}\n", inline(line));
    }
    if let Some(query) = &source.query {
        let query = visible(query);
        // A fence is longer than any in what it holds.
        let ticks = query.split(|letter| letter != '`').map(str::len).max().unwrap_or_default();
        let fence = "`".repeat(ticks.max(2) + 1);
        out += &format!("\n{fence}kusto\n{}\n{fence}\n", query.trim_end());
    }
    out + "\n</details>\n"
}

/// Paragraphs of text: what would be markup is escaped.
fn paragraphs(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let paragraphs = text.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty());
    paragraphs.map(|paragraph| inline(paragraph).replace("<br>", "\\\n") + "\n\n").collect()
}

/// Text on one line: what would be markup is escaped, line breaks are written out, what cannot be seen is made visible. An address stays one to read and none
/// to follow.
fn inline(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut begins = true;
    let text = visible(text);
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let escaped = match letter {
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '$' => true,
            '#' | '+' | '-' | '=' => begins && !out.ends_with(|letter: char| letter.is_ascii_digit()),
            '.' | ')' if begins && letters.peek().is_none_or(|next| next.is_whitespace()) => true,
            '.' => out.ends_with("www") || out.ends_with("WWW"),
            '/' => out.ends_with(':'),
            _ => false,
        };
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\n' => out.push_str("<br>"),
            '\t' => out.push(' '),
            other => {
                if escaped {
                    out.push('\\');
                }
                out.push(other);
            }
        }
        // What follows a number at the beginning may make it a list.
        begins = letter == '\n' || begins && (letter.is_whitespace() || letter.is_ascii_digit());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_strangers_wrote_is_text() {
        for (text, written) in [
            ("<b>|*_`[x](y)", "&lt;b&gt;\\|\\*\\_\\`\\[x\\](y)"),
            ("# x", "\\# x"),
            ("1. x", "1\\. x"),
            ("2026-11-01", "2026-11-01"),
            ("96.4 %", "96.4 %"),
            ("https://evil.example", "https:\\//evil.example"),
            ("www.evil.example", "www\\.evil.example"),
            ("a\nb\u{202e}", "a<br>b‹U+202E›"),
        ] {
            assert_eq!(inline(text), written);
        }
    }
}
