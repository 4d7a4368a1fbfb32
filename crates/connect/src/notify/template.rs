//! Titles and bodies with `{{Field}}` in them.

use chrono::{DateTime, SecondsFormat, Utc};

use super::notice::Notice;

/// A part of a notice that a template may name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The alert's identity.
    AlertId,
    /// Which state of the alert it is.
    Revision,
    /// `new`, `updated` or `closed`.
    Kind,
    /// The rule's name.
    Rule,
    /// What happened, in a line.
    Title,
    /// What happened, in a few sentences.
    Story,
    /// `Informational` to `High`.
    Severity,
    /// The tenant.
    Tenant,
    /// Who and what it is about.
    Entities,
    /// ATT&CK techniques.
    Techniques,
    /// When it began.
    FirstTime,
    /// When it was last seen.
    LastTime,
    /// How many of what.
    Counts,
    /// What to look at next.
    WhatToCheck,
    /// Where the evidence is.
    Link,
    /// The command that shows the evidence.
    Command,
    /// What could not be seen.
    Coverage,
}

impl Field {
    /// Every field, with its name in templates.
    pub const ALL: [(&'static str, Self); 17] = [
        ("AlertId", Self::AlertId),
        ("Revision", Self::Revision),
        ("Kind", Self::Kind),
        ("Rule", Self::Rule),
        ("Title", Self::Title),
        ("Story", Self::Story),
        ("Severity", Self::Severity),
        ("Tenant", Self::Tenant),
        ("Entities", Self::Entities),
        ("Techniques", Self::Techniques),
        ("FirstTime", Self::FirstTime),
        ("LastTime", Self::LastTime),
        ("Counts", Self::Counts),
        ("WhatToCheck", Self::WhatToCheck),
        ("Link", Self::Link),
        ("Command", Self::Command),
        ("Coverage", Self::Coverage),
    ];

    /// The notice's value as text; lists with a comma or, where they are sentences, a line each.
    pub fn of(self, notice: &Notice) -> String {
        match self {
            Self::AlertId => notice.alert.clone(),
            Self::Revision => notice.revision.to_string(),
            Self::Kind => notice.kind.name().to_owned(),
            Self::Rule => notice.rule.clone(),
            Self::Title => notice.title.clone(),
            Self::Story => notice.story.clone(),
            Self::Severity => notice.severity.name().to_owned(),
            Self::Tenant => notice.tenant.clone(),
            Self::Entities => {
                let entities = notice.entities.iter().map(|entity| format!("{} {}", entity.kind, entity.name));
                entities.collect::<Vec<_>>().join(", ")
            }
            Self::Techniques => notice.techniques.join(", "),
            Self::FirstTime => time(notice.first),
            Self::LastTime => time(notice.last),
            Self::Counts => {
                let counts = notice.counts.iter().map(|(what, number)| format!("{number} {what}"));
                counts.collect::<Vec<_>>().join(", ")
            }
            Self::WhatToCheck => notice.check.join("\n"),
            Self::Link => notice.link.clone().unwrap_or_default(),
            Self::Command => notice.command.clone().unwrap_or_default(),
            Self::Coverage => notice.coverage.join("\n"),
        }
    }
}

/// A time as messages show it: RFC 3339 in UTC, to the second.
pub(crate) fn time(time: DateTime<Utc>) -> String {
    time.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// A text with fields in it.
///
/// ```
/// use connect::notify::Template;
/// assert!(Template::parse("{{Severity}}: {{ Title }}").is_ok());
/// assert!(Template::parse("{{Severty}}").is_err());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template(Vec<Part>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Literal(String),
    Field(Field),
}

/// Why a text is no template.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TemplateError {
    /// A name that no field has.
    #[error("`{{{{{0}}}}}` is no field of an alert; there are {fields}", fields = names())]
    Unknown(String),
    /// Braces that do not close.
    #[error("`{{{{` at character {0} is never closed by `}}}}`")]
    Open(usize),
}

fn names() -> String {
    Field::ALL.map(|(name, _)| name).join(", ")
}

impl Template {
    /// Reads a template: text as it stands, and `{{Field}}` for a field of the alert.
    pub fn parse(text: &str) -> Result<Self, TemplateError> {
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("{{") {
            let Some((name, following)) = after.split_once("}}") else {
                return Err(TemplateError::Open(text.chars().count() - after.chars().count() - 2));
            };
            let name = name.trim();
            let Some((_, field)) = Field::ALL.iter().find(|(known, _)| *known == name) else {
                return Err(TemplateError::Unknown(name.to_owned()));
            };
            if !before.is_empty() {
                parts.push(Part::Literal(before.to_owned()));
            }
            parts.push(Part::Field(*field));
            rest = following;
        }
        if !rest.is_empty() {
            parts.push(Part::Literal(rest.to_owned()));
        }
        Ok(Self(parts))
    }

    /// The text for a notice. What the template itself says passes `literal`, what the notice says passes `value`,
    /// so a value can be made harmless in the channel's markup without touching the operator's own.
    pub fn render(&self, notice: &Notice, literal: impl Fn(&str) -> String, value: impl Fn(&str) -> String) -> String {
        let text = self.0.iter().map(|part| match part {
            Part::Literal(text) => literal(text),
            Part::Field(field) => value(&field.of(notice)),
        });
        text.collect()
    }
}
