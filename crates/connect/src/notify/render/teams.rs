//! A message for a Microsoft Teams workflow ("When a Teams webhook request is received"), as an Adaptive Card.
//!
//! Texts of alerts stand in `TextRun`s, which know no Markdown (a `TextBlock` does), so whoever chose a display name
//! chooses no link.
//!
//! Source: <https://adaptivecards.io/explorer/TextRun.html>,
//! <https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/add-incoming-webhook>

use serde_json::{Value, json};

use super::super::message::Content;
use super::super::notice::{Notice, Severity};
use super::escape::{openable, shortened, visible};
use super::{Room, Templates, alert_title, facts, left_out, summary, title};

/// A message to a webhook may have 28 KB; below it, for what the workflow adds.
///
/// Source: <https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using#rate-limiting-for-connectors>
const BYTES: usize = 26_000;

/// Tried in turn until the card is small enough.
const ROOMS: [Room; 4] = [
    Room { text: 4_000, alerts: 60 },
    Room { text: 1_500, alerts: 30 },
    Room { text: 400, alerts: 12 },
    Room { text: 100, alerts: 5 },
];

pub(crate) fn render(content: &Content, templates: &Templates) -> Value {
    let fitting = ROOMS.iter().map(|room| card(content, templates, *room)).find(|card| card.to_string().len() <= BYTES);
    fitting.unwrap_or_else(|| {
        let mut body = vec![heading(content, templates)];
        body.extend(lines("There is more about it than a card can hold; the archive has it."));
        envelope(&body, &[])
    })
}

fn heading(content: &Content, templates: &Templates) -> Value {
    json!({"type": "RichTextBlock", "inlines": [{
        "type": "TextRun",
        "text": shortened(&title(content, templates), 300),
        "weight": "bolder",
        "size": "large",
        "color": color(content.severity()),
    }]})
}

fn card(content: &Content, templates: &Templates, room: Room) -> Value {
    let mut body = vec![heading(content, templates)];
    let mut actions = Vec::new();
    match content {
        Content::Alert(notice) => {
            alert(notice, templates, room, &mut body);
            let link = openable(notice.link.as_deref());
            actions.extend(link.map(|url| json!({"type": "Action.OpenUrl", "title": "Open the evidence", "url": url})));
        }
        Content::Digest(notices) => digest(notices, templates, room, &mut body),
    }
    envelope(&body, &actions)
}

fn envelope(body: &[Value], actions: &[Value]) -> Value {
    json!({"type": "message", "attachments": [{
        "contentType": "application/vnd.microsoft.card.adaptive",
        "contentUrl": null,
        "content": {
            "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
            "type": "AdaptiveCard",
            "version": "1.4",
            "msteams": {"width": "Full"},
            "body": body,
            "actions": actions,
        }
    }]})
}

fn alert(notice: &Notice, templates: &Templates, room: Room, body: &mut Vec<Value>) {
    if let Some(template) = &templates.body {
        let text = visible(&template.render(notice, str::to_owned, str::to_owned));
        body.extend(lines(&shortened(&text, room.text)));
        return;
    }
    for (label, text) in facts(notice) {
        body.push(json!({"type": "RichTextBlock", "spacing": "medium", "inlines": [run(label, true)]}));
        body.extend(lines(&shortened(&text, room.text)));
    }
}

fn digest(notices: &[Notice], templates: &Templates, room: Room, body: &mut Vec<Value>) {
    for notice in notices.iter().take(room.alerts) {
        let heading = shortened(&alert_title(notice, templates), room.text);
        body.push(json!({"type": "RichTextBlock", "spacing": "medium", "inlines": [run(&heading, true)]}));
        body.extend(lines(&shortened(&summary(notice), room.text)));
    }
    body.extend(left_out(notices.len().saturating_sub(room.alerts)).iter().flat_map(|rest| lines(rest)));
}

/// A block for each line: a `TextRun` keeps no line feeds.
fn lines(text: &str) -> Vec<Value> {
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    lines.map(|line| json!({"type": "RichTextBlock", "spacing": "none", "inlines": [run(line, false)]})).collect()
}

fn run(text: &str, bold: bool) -> Value {
    json!({"type": "TextRun", "text": text, "weight": if bold { "bolder" } else { "default" }})
}

fn color(severity: Severity) -> &'static str {
    match severity {
        Severity::High => "attention",
        Severity::Medium => "warning",
        Severity::Low => "accent",
        Severity::Informational => "default",
    }
}
