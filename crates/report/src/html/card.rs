//! Things that each want a decision.

use super::block::{badge, paragraphs, values};
use crate::document::{Card, Field, Status};
use crate::markup::Markup;

/// Writes the cards.
pub(super) fn write(out: &mut Markup, cards: &[Card]) {
    for card in cards {
        out.open("article", &[("class", &format!("card {}", card.level.name()))]).own("\n<div class=\"top\">");
        badge(out, card.level, card.level.title());
        for mark in &card.marks {
            out.element("span", &[("class", "mark")], mark);
        }
        out.own("</div>\n<h3>").element("span", &[("class", "number")], &card.id).own(" ").text(&card.title);
        out.own("</h3>\n");
        paragraphs(out, &card.text);
        if !card.facts.is_empty() {
            out.own("<dl>\n");
            for fact in &card.facts {
                out.open("div", &[("class", if is_wide(fact) { "wide" } else { "" })]).element("dt", &[], &fact.name);
                values(out, &fact.values);
                out.own("</div>\n");
            }
            out.own("</dl>\n");
        }
        status(out, &card.status);
        out.own("</article>\n");
    }
}

/// Whether a fact needs the whole width: a list of sentences does, a name or an address does not.
fn is_wide(fact: &Field) -> bool {
    let longest = fact.values.iter().map(|value| value.chars().count()).max().unwrap_or_default();
    longest > 70 || fact.values.len() > 2 && longest > 40
}

fn status(out: &mut Markup, status: &Status) {
    match &status.decision {
        Some(decision) => {
            out.own("<p class=\"decision made\"><strong>Decision: ").text(decision).own("</strong>");
        }
        None => {
            out.own("<p class=\"decision open\"><strong>No decision yet</strong>");
        }
    }
    if !status.detail.is_empty() {
        out.own(" <span>").text(&status.detail).own("</span>");
    }
    out.own("</p>\n");
}
