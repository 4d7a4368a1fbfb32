//! Routes: which alerts go to which channel, and when.

use std::collections::BTreeMap;

use chrono::NaiveTime;
use serde::Deserialize;

use super::super::notice::{Notice, Severity};
use super::{Channel, ConfigError};

/// Which alerts go to which channels, and when. For each channel the first route that names it and fits decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// The channels it leads to.
    pub channels: Vec<String>,
    /// The severities it takes.
    pub severities: Vec<Severity>,
    /// Patterns of rule names it takes, `*` for any characters.
    pub rules: Vec<String>,
    /// When it sends.
    pub send: Send,
}

/// When a route sends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Send {
    /// At once.
    AtOnce,
    /// In a digest, every day at a time.
    Daily(NaiveTime),
    /// In a digest, once a week.
    Weekly(Weekly),
    /// Not at all: for what a later route would take.
    Never,
}

/// A time of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weekly {
    /// The day.
    pub day: Weekday,
    /// The time of the day.
    pub time: NaiveTime,
}

/// A day of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the names of days say it all")]
pub enum Weekday {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

impl Weekday {
    /// The same day in chrono's words.
    pub(crate) fn chrono(self) -> chrono::Weekday {
        match self {
            Self::Monday => chrono::Weekday::Mon,
            Self::Tuesday => chrono::Weekday::Tue,
            Self::Wednesday => chrono::Weekday::Wed,
            Self::Thursday => chrono::Weekday::Thu,
            Self::Friday => chrono::Weekday::Fri,
            Self::Saturday => chrono::Weekday::Sat,
            Self::Sunday => chrono::Weekday::Sun,
        }
    }
}

/// When nothing is sent at once, except what may. What is held is sent when they end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuietHours {
    /// When they begin.
    pub from: NaiveTime,
    /// When they end; before `from`, it is the next day.
    pub to: NaiveTime,
    /// The days they begin on.
    pub days: Vec<Weekday>,
    /// What is sent nevertheless.
    pub let_through: Vec<Severity>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RouteFile {
    channels: Vec<String>,
    severity: Option<Vec<Severity>>,
    rules: Option<Vec<String>>,
    daily: Option<String>,
    weekly: Option<WeeklyFile>,
    #[serde(default)]
    never: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WeeklyFile {
    day: Weekday,
    time: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct QuietHoursFile {
    from: String,
    to: String,
    days: Option<Vec<Weekday>>,
    #[serde(default)]
    let_through: Vec<Severity>,
}

const WEEK: [Weekday; 7] = [
    Weekday::Monday,
    Weekday::Tuesday,
    Weekday::Wednesday,
    Weekday::Thursday,
    Weekday::Friday,
    Weekday::Saturday,
    Weekday::Sunday,
];

impl RouteFile {
    pub(super) fn check(self, number: usize, channels: &BTreeMap<String, Channel>) -> Result<Route, ConfigError> {
        let place = format!("route {number}");
        if let Some(unknown) = self.channels.iter().find(|name| !channels.contains_key(*name)) {
            let known = channels.keys().cloned().collect::<Vec<_>>().join(", ");
            return Err(ConfigError::value(place, format!("there is no channel `{unknown}`; there are {known}")));
        }
        if self.channels.is_empty() {
            return Err(ConfigError::value(place, "channels names none"));
        }
        let send = match (self.daily, self.weekly, self.never) {
            (None, None, false) => Send::AtOnce,
            (Some(time), None, false) => Send::Daily(time_of_day(&place, &time)?),
            (None, Some(weekly), false) => {
                Send::Weekly(Weekly { day: weekly.day, time: time_of_day(&place, &weekly.time)? })
            }
            (None, None, true) => Send::Never,
            _ => return Err(ConfigError::value(place, "at most one of daily, weekly and never is expected")),
        };
        Ok(Route {
            channels: self.channels,
            severities: self.severity.unwrap_or_else(|| Severity::ALL.to_vec()),
            rules: self.rules.unwrap_or_else(|| vec!["*".to_owned()]),
            send,
        })
    }
}

impl QuietHoursFile {
    pub(super) fn check(self) -> Result<QuietHours, ConfigError> {
        let place = "quiet_hours";
        let (from, to) = (time_of_day(place, &self.from)?, time_of_day(place, &self.to)?);
        if from == to {
            return Err(ConfigError::value(place, "from and to are the same time"));
        }
        Ok(QuietHours { from, to, days: self.days.unwrap_or_else(|| WEEK.to_vec()), let_through: self.let_through })
    }
}

fn time_of_day(place: &str, text: &str) -> Result<NaiveTime, ConfigError> {
    NaiveTime::parse_from_str(text, "%H:%M")
        .map_err(|error| ConfigError::value(place, format!("`{text}` is no time of day such as \"08:00\": {error}")))
}

impl Route {
    /// Whether it takes a notice.
    pub fn takes(&self, notice: &Notice) -> bool {
        self.severities.contains(&notice.severity) && self.rules.iter().any(|pattern| matches(pattern, &notice.rule))
    }
}

/// Whether a pattern with `*` in it covers a whole name.
fn matches(pattern: &str, name: &str) -> bool {
    let Some((before, after)) = pattern.split_once('*') else {
        return pattern == name;
    };
    let Some(rest) = name.strip_prefix(before) else {
        return false;
    };
    let starts = rest.char_indices().map(|(start, _)| start).chain([rest.len()]);
    starts.into_iter().any(|start| rest.get(start..).is_some_and(|rest| matches(after, rest)))
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn a_star_is_any_characters() {
        for (pattern, name) in
            [("*", ""), ("*", "a"), ("mfa-*", "mfa-fatigue"), ("*-spray", "password-spray"), ("a*c*", "abc")]
        {
            assert!(matches(pattern, name), "{pattern} {name}");
        }
        for (pattern, name) in [("", "a"), ("mfa-*", "amfa-"), ("*-spray", "spray"), ("a*c", "acb")] {
            assert!(!matches(pattern, name), "{pattern} {name}");
        }
    }
}
