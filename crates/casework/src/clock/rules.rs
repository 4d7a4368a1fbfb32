//! The rules, from `clocks.yaml`.

use std::collections::BTreeMap;

use chrono::NaiveTime;
use serde::Deserialize;
use serde_saphyr::Spanned;

use super::{Calendar, Due, Origin, Rule, Within};
use crate::configuration::{ConfigurationError, nearest, read, wrong};

/// Name of the file, in the archive's folder.
pub const FILE: &str = "clocks.yaml";

/// The rules that come with the program.
pub const SHIPPED: &str = include_str!("../../../../clocks.yaml");

/// Rules, and the events that start them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rules {
    /// What each event means, by its name.
    pub events: BTreeMap<String, String>,
    /// The rules, in the order of their file.
    pub rules: Vec<Rule>,
}

/// Why a clock cannot be started as asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RuleError {
    /// Neither a rule nor a regime.
    #[error("starting a clock: no rule and no regime is called {name}{near}; `quaestor case clock rules` lists them")]
    Unknown {
        /// What was named.
        name: String,
        /// What was perhaps meant.
        near: String,
    },
    /// The rule starts with other events.
    #[error("starting {rule}: {event} does not start it; it starts with {events}")]
    OtherEvent {
        /// The rule.
        rule: String,
        /// The event that was named.
        event: String,
        /// Those that it knows.
        events: String,
    },
    /// The rule follows another one.
    #[error("starting {rule}: it starts by itself when {before} is met; record that with `quaestor case clock met`")]
    Follows {
        /// The rule.
        rule: String,
        /// The one that it follows.
        before: String,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    events: BTreeMap<String, String>,
    #[serde(default)]
    clocks: Vec<RuleFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleFile {
    id: Spanned<String>,
    regime: String,
    title: String,
    citation: String,
    to: String,
    due: Spanned<Vec<DueFile>>,
    note: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DueFile {
    from: Spanned<String>,
    within: Spanned<String>,
    calendar: Option<Spanned<String>>,
    day_at: Option<Spanned<i32>>,
    closes: Option<Spanned<String>>,
}

impl Rules {
    /// Returns the rules that come with the program.
    pub fn shipped() -> Result<Self, ConfigurationError> {
        Self::default().with(SHIPPED)
    }

    /// Adds the rules of a `clocks.yaml`; one of the same id takes the place of the one before.
    pub fn with(mut self, text: &str) -> Result<Self, ConfigurationError> {
        let Some(file) = read::<File>(FILE, text)? else { return Ok(self) };
        self.events.extend(file.events);
        let mut places: Vec<(String, Spanned<String>)> = Vec::new();
        let ids: Vec<String> = file.clocks.iter().map(|rule| rule.id.value.clone()).collect();
        let known: Vec<String> = self.rules.iter().map(|rule| rule.id.clone()).chain(ids).collect();
        for rule in file.clocks {
            let id = rule.id.clone();
            if places.iter().any(|(before, _)| *before == id.value) {
                return Err(wrong(FILE, &id, format!("a clock `{}` stands above: give each its own id", id.value)));
            }
            places.push((id.value.clone(), id));
            let rule = rule.check(&self.events, &known)?;
            match self.rules.iter_mut().find(|before| before.id == rule.id) {
                Some(before) => *before = rule,
                None => self.rules.push(rule),
            }
        }
        for (id, place) in &places {
            if self.is_circular(id) {
                return Err(wrong(
                    FILE,
                    place,
                    format!("`{id}` waits for itself: one of the clocks before it must start with an event"),
                ));
            }
        }
        Ok(self)
    }

    /// Returns the rule of that name.
    pub fn get(&self, id: &str) -> Option<&Rule> {
        self.rules.iter().find(|rule| rule.id == id)
    }

    /// Returns the rules that an event starts when a person names a rule, or a whole regime: of a rule, that one; of a regime,
    /// all that know the event. Without an event, the first one of the first rule. What follows them starts by itself.
    pub fn start(&self, name: &str, event: Option<&str>) -> Result<(String, Vec<&Rule>), RuleError> {
        if let Some(rule) = self.get(name) {
            let Some(first) = rule.events().next() else {
                let before = rule.follows().collect::<Vec<_>>().join(" or ");
                return Err(RuleError::Follows { rule: rule.id.clone(), before });
            };
            let event = event.unwrap_or(first);
            if !rule.events().any(|known| known == event) {
                let events = rule.events().collect::<Vec<_>>().join(" or ");
                return Err(RuleError::OtherEvent { rule: rule.id.clone(), event: event.to_owned(), events });
            }
            return Ok((event.to_owned(), vec![rule]));
        }
        let regime = || self.rules.iter().filter(|rule| rule.regime == name);
        let Some(first) = regime().find_map(|rule| rule.events().next()) else {
            let names = self.rules.iter().flat_map(|rule| [rule.id.as_str(), rule.regime.as_str()]);
            return Err(RuleError::Unknown { name: name.to_owned(), near: nearest(name, names) });
        };
        let event = event.unwrap_or(first);
        let started: Vec<&Rule> = regime().filter(|rule| rule.events().any(|known| known == event)).collect();
        if started.is_empty() {
            let mut events: Vec<&str> = regime().flat_map(Rule::events).collect();
            events.sort_unstable();
            events.dedup();
            let (rule, event) = (name.to_owned(), event.to_owned());
            return Err(RuleError::OtherEvent { rule, event, events: events.join(" or ") });
        }
        Ok((event.to_owned(), started))
    }

    fn is_circular(&self, id: &str) -> bool {
        let mut waiting: Vec<&str> = vec![id];
        let mut seen: Vec<&str> = Vec::new();
        while let Some(next) = waiting.pop() {
            for before in self.get(next).into_iter().flat_map(Rule::follows) {
                if before == id {
                    return true;
                }
                if !seen.contains(&before) {
                    seen.push(before);
                    waiting.push(before);
                }
            }
        }
        false
    }
}

impl RuleFile {
    fn check(self, events: &BTreeMap<String, String>, rules: &[String]) -> Result<Rule, ConfigurationError> {
        if self.due.value.is_empty() {
            return Err(wrong(FILE, &self.due, "`due` is empty: name what starts the clock, and how long it runs"));
        }
        let due = self.due.value.into_iter().map(|due| due.check(events, rules)).collect::<Result<_, _>>()?;
        Ok(Rule {
            id: self.id.value,
            regime: self.regime,
            title: self.title,
            citation: self.citation,
            to: self.to,
            due,
            note: self.note,
        })
    }
}

impl DueFile {
    fn check(self, events: &BTreeMap<String, String>, rules: &[String]) -> Result<Due, ConfigurationError> {
        let from = if events.contains_key(&self.from.value) {
            Origin::Event(self.from.value)
        } else if rules.contains(&self.from.value) {
            Origin::Met(self.from.value)
        } else {
            let names = events.keys().chain(rules).map(String::as_str);
            let near = nearest(&self.from.value, names);
            let message =
                format!("`{}` is neither an event nor a clock{near}; events stand under `events:`", self.from.value);
            return Err(wrong(FILE, &self.from, message));
        };
        let within: Within = self.within.value.parse().map_err(|message: String| wrong(FILE, &self.within, message))?;
        if matches!(within, Within::BusinessDays(_)) && self.calendar.is_none() {
            let message =
                "business days need a calendar: write `calendar: us-federal` or `calendar: weekdays` beside it";
            return Err(wrong(FILE, &self.within, message));
        }
        let calendar = match self.calendar {
            None => Calendar::Weekdays,
            Some(name) => name.value.parse().map_err(|message: String| wrong(FILE, &name, message))?,
        };
        let day_at = match self.day_at {
            Some(hours) if !(-12..=14).contains(&hours.value) => {
                return Err(wrong(FILE, &hours, "`day_at` is hours from UTC, -12 to 14"));
            }
            hours => hours.map_or(0, |hours| hours.value),
        };
        let closes = match self.closes {
            None => NaiveTime::from_hms_opt(23, 59, 0).unwrap_or_default(),
            Some(place) => NaiveTime::parse_from_str(&place.value, "%H:%M")
                .map_err(|_error| wrong(FILE, &place, format!("`{}` is no time of day: write 21:30", place.value)))?,
        };
        Ok(Due { from, within, calendar, day_at, closes })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_rules_are_whole() {
        let rules = Rules::shipped().unwrap();
        for rule in &rules.rules {
            assert!(!rule.title.is_empty() && !rule.citation.is_empty() && !rule.to.is_empty(), "{}", rule.id);
            assert!(!rule.due.is_empty(), "{}", rule.id);
        }
        let used: Vec<&str> = rules.rules.iter().flat_map(Rule::events).collect();
        for event in rules.events.keys() {
            assert!(used.contains(&event.as_str()), "{event} starts nothing");
        }
        for regime in ["gdpr", "uk-gdpr", "sec", "hipaa", "nis2", "dora", "nydfs", "circia", "pci"] {
            assert!(rules.rules.iter().any(|rule| rule.regime == regime), "{regime}");
        }
    }

    #[test]
    fn an_archive_replaces_and_adds() {
        let own = "events: {told: a customer was told}\nclocks:\n\
            - {id: gdpr-33, regime: gdpr, title: sooner, citation: our policy, to: DPO, due: [{from: awareness, within: 24h}]}\n\
            - {id: contract, regime: ours, title: t, citation: c, to: customer, due: [{from: told, within: 2 business days, calendar: weekdays}]}\n";
        let shipped = Rules::shipped().unwrap();
        let rules = shipped.clone().with(own).unwrap();
        assert_eq!(rules.rules.len(), shipped.rules.len() + 1);
        assert_eq!(rules.get("gdpr-33").unwrap().due[0].within, Within::Hours(24));
        assert_eq!(shipped.clone().with("# none\n").unwrap(), shipped);
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        let told = |due: &str| {
            let text = format!("clocks:\n- id: a\n  regime: r\n  title: t\n  citation: c\n  to: w\n  due: [{due}]\n");
            let error = Rules::shipped().unwrap().with(&text).unwrap_err();
            assert_eq!(error.line, if due.contains("from: a,") { 2 } else { 7 }, "{error}");
            error.message
        };
        assert!(told("{from: awarenes, within: 1h}").contains("is `awareness` meant?"));
        assert!(told("{from: awareness, within: soon}").contains("write 72h"));
        assert!(told("{from: awareness, within: 4 business days}").contains("calendar: us-federal"));
        assert!(told("{from: awareness, within: 4 business days, calendar: lunar}").contains("no calendar"));
        assert!(told("{from: awareness, within: 1h, closes: 25h}").contains("no time of day"));
        assert!(told("{from: awareness, within: 1h, day_at: 20}").contains("hours from UTC"));
        assert!(told("{from: awareness, until: 1h}").contains("until"));
        assert!(told("").contains("empty"));
        assert!(told("{from: a, within: 1h}").contains("waits for itself"));
    }

    #[test]
    fn a_regime_starts_all_that_the_event_starts() {
        let rules = Rules::shipped().unwrap();
        let ids = |name: &str, event: Option<&str>| {
            rules
                .start(name, event)
                .map(|(event, rules)| (event, rules.iter().map(|rule| rule.id.clone()).collect::<Vec<_>>()))
        };
        let nis2 = ["nis2-early-warning", "nis2-notification"].map(str::to_owned).to_vec();
        assert_eq!(ids("nis2", None), Ok(("awareness".into(), nis2)));
        assert_eq!(ids("dora-initial", Some("awareness")), Ok(("awareness".into(), vec!["dora-initial".into()])));
        assert_eq!(ids("dora", None).unwrap().0, "classification");
        assert!(ids("gdpr", Some("payment")).unwrap_err().to_string().ends_with("it starts with awareness"));
        assert!(ids("nis2-final-report", None).unwrap_err().to_string().contains("when nis2-notification is met"));
        assert!(ids("gpdr", None).unwrap_err().to_string().contains("is `gdpr` meant?"));
    }
}
