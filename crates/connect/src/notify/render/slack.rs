//! A message for a Slack incoming webhook, in Block Kit.
//!
//! Texts of alerts stand in `plain_text` objects, where nothing is markup and no emoji code is replaced, so whoever
//! chose a display name chooses neither a mention nor a link.
//!
//! Source: <https://docs.slack.dev/reference/block-kit/composition-objects/text-object>

use serde_json::{Value, json};

use super::super::message::Content;
use super::super::notice::Notice;
use super::escape::{mrkdwn, openable, shortened};
use super::{Room, Templates, alert_title, facts, left_out, summary, title};

/// A header takes 150 characters, a section's text 3,000, a message 50 blocks.
///
/// Source: <https://docs.slack.dev/reference/block-kit/blocks>
const HEADER: usize = 150;
const ROOM: Room = Room { text: 2_900, alerts: 40 };

pub(crate) fn render(content: &Content, templates: &Templates) -> Value {
    let heading = title(content, templates);
    let mut blocks = vec![json!({"type": "header", "text": plain(&heading, HEADER)})];
    match content {
        Content::Alert(notice) => alert(notice, templates, &mut blocks),
        Content::Digest(notices) => digest(notices, templates, &mut blocks),
    }
    json!({"text": shortened(&mrkdwn(&heading), ROOM.text), "blocks": blocks})
}

fn alert(notice: &Notice, templates: &Templates, blocks: &mut Vec<Value>) {
    if let Some(body) = &templates.body {
        let text = shortened(&body.render(notice, str::to_owned, mrkdwn), ROOM.text);
        blocks.push(json!({"type": "section", "text": {"type": "mrkdwn", "text": text}}));
    } else {
        blocks.extend(facts(notice).into_iter().map(|(label, text)| section(&format!("{label}:\n{text}"))));
    }
    if let Some(url) = openable(notice.link.as_deref()) {
        blocks.push(json!({"type": "actions", "elements": [
            {"type": "button", "text": plain("Open the evidence", 75), "url": url}
        ]}));
    }
}

fn digest(notices: &[Notice], templates: &Templates, blocks: &mut Vec<Value>) {
    let shown = notices.iter().take(ROOM.alerts);
    blocks.extend(shown.map(|notice| section(&format!("{}\n{}", alert_title(notice, templates), summary(notice)))));
    blocks.extend(left_out(notices.len().saturating_sub(ROOM.alerts)).map(|rest| section(&rest)));
}

fn section(text: &str) -> Value {
    json!({"type": "section", "text": plain(text, ROOM.text)})
}

fn plain(text: &str, limit: usize) -> Value {
    json!({"type": "plain_text", "text": shortened(text, limit), "emoji": false})
}
