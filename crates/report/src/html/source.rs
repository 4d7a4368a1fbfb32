//! How it was counted: what makes the numbers of a section checkable.

use crate::document::Source;
use crate::markup::Markup;

/// Writes where a section's numbers come from. Print shows it open.
pub(super) fn write(out: &mut Markup, source: &Source) {
    out.own("<details class=\"source\"><summary>How this was counted</summary>\n<dl>\n");
    for (name, text) in [("Definition", &source.definition), ("Population", &source.population)] {
        if !text.trim().is_empty() {
            out.own("<div>").element("dt", &[], name).element("dd", &[], text.trim()).own("</div>\n");
        }
    }
    if !source.coverage.is_empty() {
        out.own("<div><dt>Coverage</dt>");
        for line in &source.coverage {
            out.element("dd", &[], line);
        }
        out.own("</div>\n");
    }
    out.own("</dl>\n");
    if let Some(query) = &source.query {
        out.own("<p class=\"of\">Query</p>\n");
        // What is wider than the page is scrolled, also by keyboard.
        out.open("pre", &[("tabindex", "0"), ("role", "group"), ("aria-label", "Query")]);
        out.element("code", &[], query.trim_end()).own("</pre>\n");
    }
    out.own("</details>\n");
}
