//! A message → what goes over the wire to one kind of channel. Pure: the same message gives the same bytes.

pub(crate) mod escape;
pub(crate) mod mail;
pub(crate) mod slack;
pub(crate) mod teams;
pub(crate) mod webhook;

use super::message::Content;
use super::notice::{Kind, Notice, Severity};
use super::template::{Field, Template, time};
use escape::{line, shortened, visible};

/// The operator's own words for a channel, where there are any.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Templates {
    /// The title of an alert, and its line in a digest.
    pub title: Option<Template>,
    /// The text of an alert in place of all that is written about it otherwise.
    pub body: Option<Template>,
}

/// How much a channel takes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Room {
    /// Characters of one text.
    pub(crate) text: usize,
    /// Alerts of a digest.
    pub(crate) alerts: usize,
}

/// The title of a message, in one line.
pub(crate) fn title(content: &Content, templates: &Templates) -> String {
    match content {
        Content::Alert(notice) => alert_title(notice, templates),
        Content::Digest(notices) => digest_title(notices),
    }
}

/// The title of an alert, in one line.
pub(crate) fn alert_title(notice: &Notice, templates: &Templates) -> String {
    if let Some(template) = &templates.title {
        return line(&template.render(notice, str::to_owned, str::to_owned));
    }
    let state = match notice.kind {
        Kind::New => "",
        Kind::Updated => " (updated)",
        Kind::Closed => " (closed)",
    };
    line(&format!("[{}] {}{state}", notice.severity.name(), notice.title))
}

fn digest_title(notices: &[Notice]) -> String {
    let counts = Severity::ALL.iter().rev().filter_map(|severity| {
        let number = notices.iter().filter(|notice| notice.severity == *severity).count();
        (number > 0).then(|| format!("{number} {}", severity.name()))
    });
    let counts = counts.collect::<Vec<_>>().join(", ");
    match notices.len() {
        1 => format!("1 alert: {counts}"),
        number => format!("{number} alerts: {counts}"),
    }
}

/// What is written about an alert beside its title: a label and a text each, in the order of reading.
pub(crate) fn facts(notice: &Notice) -> Vec<(&'static str, String)> {
    let span = if notice.first == notice.last {
        time(notice.first)
    } else {
        format!("{} to {}", time(notice.first), time(notice.last))
    };
    let entities: Vec<String> =
        notice.entities.iter().map(|entity| format!("{}: {}", entity.kind, line(&entity.name))).collect();
    let all = [
        ("What happened", notice.story.clone()),
        ("When", span),
        ("Who and what", entities.join("\n")),
        ("How often", Field::Counts.of(notice)),
        ("What to check", Field::WhatToCheck.of(notice)),
        ("Techniques", Field::Techniques.of(notice)),
        ("Evidence", evidence(notice)),
        ("Not seen", Field::Coverage.of(notice)),
        ("Tenant", notice.tenant.clone()),
        ("Rule", notice.rule.clone()),
        ("Alert", format!("{}, revision {}", notice.alert, notice.revision)),
    ];
    all.into_iter().map(|(label, text)| (label, visible(&text))).filter(|(_, text)| !text.is_empty()).collect()
}

fn evidence(notice: &Notice) -> String {
    [notice.link.as_deref(), notice.command.as_deref()].into_iter().flatten().collect::<Vec<_>>().join("\n")
}

/// An alert's line below its title in a digest.
pub(crate) fn summary(notice: &Notice) -> String {
    let entities = notice.entities.iter().map(|entity| line(&entity.name)).collect::<Vec<_>>().join(", ");
    let parts = [time(notice.last), entities, line(&notice.rule), line(&notice.tenant), line(&notice.alert)];
    shortened(&parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · "), 500)
}

/// What a digest says about the alerts that it has no room for.
pub(crate) fn left_out(number: usize) -> Option<String> {
    (number > 0).then(|| format!("{number} more alerts are not shown here; the archive has them all."))
}

#[cfg(test)]
mod tests;
