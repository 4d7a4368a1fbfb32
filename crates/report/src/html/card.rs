//! Things that each want a decision.

use super::block::{badge, paragraphs, values};
use crate::document::{Card, Status};
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
                out.own("<div>").element("dt", &[], &fact.name);
                values(out, &fact.values);
                out.own("</div>\n");
            }
            out.own("</dl>\n");
        }
        status(out, &card.status);
        out.own("</article>\n");
    }
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
