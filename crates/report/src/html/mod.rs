//! One page that needs nothing else: no script, no font, no picture is fetched, and the page itself forbids it. It is well-formed XML too, so that a test can
//! hold each of its elements against what was meant.
//!
//! | part | what it writes |
//! |---|---|
//! | this | the page: head, facts, contents, sections |
//! | [`block`] | what a section shows |
//! | [`table`] | rows |
//! | [`chart`] | a drawing with its legend and its numbers |
//! | [`card`] | things that want a decision |
//! | [`source`] | how it was counted |
//! | `style.css` | how it looks, in light, dark and print |

mod block;
mod card;
mod chart;
mod source;
mod table;
#[cfg(test)]
mod tests;

use crate::document::{Document, Section};
use crate::form::RenderError;
use crate::markup::Markup;

/// Light, dark and print.
const STYLE: &str = include_str!("style.css");
/// What the page may do: look as it does.
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

/// What is numbered across the page.
#[derive(Debug, Default)]
pub(super) struct Page {
    markup: Markup,
    charts: usize,
}

/// Writes the page.
pub(crate) fn render(document: &Document) -> Result<Vec<u8>, RenderError> {
    let mut page = Page::default();
    let out = &mut page.markup;
    out.own("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\" />\n");
    out.own("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\" />\n");
    // Apostrophes of a policy are plain in an attribute.
    out.own("<meta http-equiv=\"Content-Security-Policy\" content=\"").own(POLICY).own("\" />\n");
    out.own(
        "<meta name=\"color-scheme\" content=\"light dark\" />\n<meta name=\"referrer\" content=\"no-referrer\" />\n",
    );
    out.element("title", &[], title(document)).own("\n<style>\n").own(STYLE).own("</style>\n</head>\n<body>\n");
    head(out, document);
    out.own("<div class=\"page\">\n");
    contents(out, document);
    out.own("<main>\n");
    for (number, section) in document.sections.iter().enumerate() {
        page.section(number, section);
    }
    let out = &mut page.markup;
    out.own("</main>\n</div>\n<footer><p>All times are UTC. This page is complete in itself: it holds no script and fetches nothing.</p></footer>\n");
    out.own("</body>\n</html>\n");
    Ok(page.markup.into_string().into_bytes())
}

/// A page has to have a title.
fn title(document: &Document) -> &str {
    if document.title.trim().is_empty() { "Untitled" } else { &document.title }
}

fn head(out: &mut Markup, document: &Document) {
    out.own("<header>\n").element("h1", &[], title(document)).own("\n");
    if !document.subtitle.is_empty() {
        out.element("p", &[("class", "subtitle")], &document.subtitle).own("\n");
    }
    if !document.facts.is_empty() {
        out.own("<dl class=\"facts\">\n");
        for fact in &document.facts {
            out.own("<div>").element("dt", &[], &fact.name).element("dd", &[], &fact.value).own("</div>\n");
        }
        out.own("</dl>\n");
    }
    out.own("</header>\n");
}

/// The parts of the page; none where there is only one.
fn contents(out: &mut Markup, document: &Document) {
    if document.sections.len() < 2 {
        return;
    }
    out.own("<nav aria-label=\"Contents\">\n<p>Contents</p>\n<ol>\n");
    for (number, section) in document.sections.iter().enumerate() {
        let target = format!("#{}", anchor(number, section));
        out.own("<li>").element("a", &[("href", &target)], heading(section)).own("</li>\n");
    }
    out.own("</ol>\n</nav>\n");
}

/// The place of a section in the page. Its id is what addresses hold, so what it may not have is left out; without any it is its number.
fn anchor(number: usize, section: &Section) -> String {
    let id: String = section.id.chars().filter(|letter| letter.is_ascii_alphanumeric() || *letter == '-').collect();
    if id == section.id && !id.is_empty() { id } else { format!("section-{}", number + 1) }
}

fn heading(section: &Section) -> &str {
    if section.title.trim().is_empty() { "Untitled" } else { &section.title }
}

impl Page {
    fn section(&mut self, number: usize, section: &Section) {
        let id = anchor(number, section);
        let name = format!("{id}-title");
        self.markup.open("section", &[("id", &id), ("aria-labelledby", &name)]).own("\n");
        self.markup.element("h2", &[("id", &name)], heading(section)).own("\n");
        for block in &section.blocks {
            self.block(block, section);
        }
        if let Some(source) = &section.source {
            source::write(&mut self.markup, source);
        }
        self.markup.own("</section>\n");
    }
}
