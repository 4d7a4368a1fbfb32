//! A message as mail: a subject, a text part and an HTML part that say the same.

use super::super::message::Content;
use super::super::notice::{Notice, Severity};
use super::escape::{html, line, openable, shortened, visible};
use super::{Room, Templates, alert_title, facts, left_out, summary, title};

/// RFC 5322 advises 78 characters for a line; a longer subject is cut by most readers.
const SUBJECT: usize = 150;
const ROOM: Room = Room { text: 20_000, alerts: 200 };

/// The texts of a mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mail {
    pub(crate) subject: String,
    pub(crate) text: String,
    pub(crate) html: String,
}

pub(crate) fn render(content: &Content, templates: &Templates) -> Mail {
    let heading = title(content, templates);
    let (text, inner) = match content {
        Content::Alert(notice) => alert(notice, templates),
        Content::Digest(notices) => digest(notices, templates),
    };
    let color = color(content.severity());
    let html = format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>{title}</title></head>\n\
         <body style=\"font-family:sans-serif;font-size:14px;color:#1b1b1b\">\n\
         <h1 style=\"font-size:18px;border-left:6px solid {color};padding-left:10px\">{title}</h1>\n{inner}\
         </body></html>\n",
        title = html(&heading),
    );
    Mail { subject: shortened(&heading, SUBJECT), text: format!("{heading}\n\n{text}"), html }
}

fn alert(notice: &Notice, templates: &Templates) -> (String, String) {
    if let Some(body) = &templates.body {
        let written = shortened(&visible(&body.render(notice, str::to_owned, str::to_owned)), ROOM.text);
        return (format!("{written}\n"), format!("<p>{}</p>\n", html(&written)));
    }
    let mut text = String::new();
    let mut rows = String::new();
    for (label, value) in facts(notice) {
        let value = shortened(&value, ROOM.text);
        text.push_str(&format!("{label}:\n  {}\n\n", value.replace('\n', "\n  ")));
        rows.push_str(&format!(
            "<tr><th style=\"text-align:left;vertical-align:top;padding:4px 16px 4px 0;white-space:nowrap\">{}</th>\
             <td style=\"padding:4px 0\">{}</td></tr>\n",
            html(label),
            html(&value)
        ));
    }
    let link = openable(notice.link.as_deref())
        .map(|url| format!("<p><a href=\"{}\">Open the evidence</a></p>\n", html(url)))
        .unwrap_or_default();
    (text, format!("<table style=\"border-collapse:collapse\">\n{rows}</table>\n{link}"))
}

fn digest(notices: &[Notice], templates: &Templates) -> (String, String) {
    let mut text = String::new();
    let mut items = String::new();
    for notice in notices.iter().take(ROOM.alerts) {
        let heading = alert_title(notice, templates);
        let below = summary(notice);
        text.push_str(&format!("{heading}\n  {below}\n"));
        let named = match openable(notice.link.as_deref()) {
            Some(url) => format!("<a href=\"{}\">{}</a>", html(url), html(&heading)),
            None => html(&heading),
        };
        if let Some(command) = &notice.command {
            text.push_str(&format!("  {}\n", line(command)));
        }
        text.push('\n');
        items.push_str(&format!("<li style=\"margin-bottom:8px\">{named}<br>{}</li>\n", html(&below)));
    }
    let rest = left_out(notices.len().saturating_sub(ROOM.alerts)).unwrap_or_default();
    (format!("{text}{rest}"), format!("<ul>\n{items}</ul>\n<p>{}</p>\n", html(&rest)))
}

fn color(severity: Severity) -> &'static str {
    match severity {
        Severity::High => "#b3261e",
        Severity::Medium => "#c77700",
        Severity::Low => "#2f6fb0",
        Severity::Informational => "#6b6b6b",
    }
}
