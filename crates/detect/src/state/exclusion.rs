//! Exclusions: what is known and need not be told, by whom, why, and until when.

use std::net::IpAddr;

use rusqlite::Row;
use serde::Serialize;

use super::{State, StateError, record};
use crate::finding::Finding;

/// What an exclusion is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Subject {
    /// An account, by its name or id.
    User,
    /// The accounts of a watchlist.
    Group,
    /// An address, or a range in CIDR notation.
    Address,
    /// The number of an autonomous system.
    Network,
    /// An application, by its name or id.
    Application,
    /// The ranges of a named location.
    Location,
}

impl Subject {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::User, Self::Group, Self::Address, Self::Network, Self::Application, Self::Location];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Group => "group",
            Self::Address => "address",
            Self::Network => "network",
            Self::Application => "application",
            Self::Location => "location",
        }
    }
}

/// Something that need not be told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Exclusion {
    /// Its number.
    pub number: i64,
    /// The rule it is for; all when none.
    pub rule: Option<String>,
    /// What it is about.
    pub subject: Subject,
    /// Which.
    pub value: String,
    /// Why.
    pub reason: String,
    /// Who says so.
    pub author: String,
    /// When it was made, in microseconds since 1970.
    pub created: i64,
    /// When it ends.
    pub expires: i64,
    /// When it was taken back.
    pub removed: Option<i64>,
}

impl Exclusion {
    /// Whether it is in force.
    pub fn is_active(&self, now: i64) -> bool {
        self.removed.is_none() && now < self.expires
    }

    /// Whether it covers a finding. `members` are the accounts of a group or the ranges of a named location.
    pub fn covers(&self, finding: &Finding, members: &dyn Fn(&str) -> Vec<String>) -> bool {
        if self.rule.as_ref().is_some_and(|rule| *rule != finding.rule) {
            return false;
        }
        let of = |kinds: &[&str]| {
            let found = finding.entities.iter().filter(|entity| kinds.contains(&entity.kind.as_str()));
            found.map(|entity| entity.value.as_str()).collect::<Vec<_>>()
        };
        let accounts = || of(&["Account", "Mailbox"]);
        let all = |values: Vec<&str>, holds: &dyn Fn(&str) -> bool| !values.is_empty() && values.into_iter().all(holds);
        let same = |left: &str, right: &str| left.eq_ignore_ascii_case(right);
        let in_row =
            |names: &[&str]| names.iter().find_map(|name| finding.row.get(name)).map(plain).unwrap_or_default();
        match self.subject {
            Subject::User => {
                all(accounts(), &|name| same(name, &self.value)) || same(&in_row(&["UserId", "AadUserId"]), &self.value)
            }
            Subject::Group => {
                let members = members(&self.value);
                all(accounts(), &|name| members.iter().any(|member| same(member, name)))
            }
            Subject::Address => all(of(&["IP"]), &|address| within(address, &self.value)),
            Subject::Location => {
                let ranges = members(&self.value);
                all(of(&["IP"]), &|address| ranges.iter().any(|range| within(address, range)))
            }
            Subject::Network => {
                let number = |text: &str| text.trim_start_matches(['A', 'S', 'a', 's']).to_owned();
                let seen = in_row(&["AutonomousSystemNumber", "Asn"]);
                !seen.is_empty() && number(&seen) == number(&self.value)
            }
            Subject::Application => {
                all(of(&["CloudApplication"]), &|name| same(name, &self.value))
                    || same(&in_row(&["AppId"]), &self.value)
                    || same(&in_row(&["AppDisplayName"]), &self.value)
            }
        }
    }

    fn of_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        let kind: String = row.get("kind")?;
        Ok(Self {
            number: row.get("number")?,
            rule: row.get("rule")?,
            subject: Subject::ALL.into_iter().find(|subject| subject.name() == kind).unwrap_or(Subject::User),
            value: row.get("value")?,
            reason: row.get("reason")?,
            author: row.get("author")?,
            created: row.get("created")?,
            expires: row.get("expires")?,
            removed: row.get("removed")?,
        })
    }
}

fn plain(json: &serde_json::Value) -> String {
    json.as_str().map_or_else(|| if json.is_null() { String::new() } else { json.to_string() }, str::to_owned)
}

/// Returns why an exclusion of this value would leave out everything, or nothing ever; none where it is right.
fn problem_with(subject: Subject, value: &str) -> Option<String> {
    let digits = || value.trim_start_matches(['A', 'S', 'a', 's']).parse::<u32>().is_ok();
    match subject {
        _ if value.is_empty() => Some(format!("say which {} is left out", subject.name())),
        Subject::Address if !is_range(value) => {
            Some(format!("`{value}` is no address and no range: write 192.0.2.7, 192.0.2.0/24 or 2001:db8::/32"))
        }
        Subject::Network if !digits() => {
            Some(format!("`{value}` is no number of an autonomous system: write 64496 or AS64496"))
        }
        _ => None,
    }
}

/// Whether a text is an address, or one with a prefix length that it can have.
fn is_range(text: &str) -> bool {
    let (base, length) = text.split_once('/').map_or((text, None), |(base, length)| (base, Some(length)));
    let most = match base.trim().parse::<IpAddr>() {
        Ok(IpAddr::V4(_)) => 32,
        Ok(IpAddr::V6(_)) => 128,
        Err(_) => return false,
    };
    length.is_none_or(|length| length.parse::<u32>().is_ok_and(|length| length <= most))
}

/// Whether an address lies in a range; a range is an address, or one with a prefix length.
fn within(address: &str, range: &str) -> bool {
    let Ok(address) = address.parse::<IpAddr>() else { return false };
    let (base, length) =
        range.split_once('/').map_or((range, None), |(base, length)| (base, length.parse::<u32>().ok()));
    let Ok(base) = base.trim().parse::<IpAddr>() else { return false };
    let (address, base, bits) = match (address, base) {
        (IpAddr::V4(left), IpAddr::V4(right)) => (u128::from(left.to_bits()), u128::from(right.to_bits()), 32),
        (IpAddr::V6(left), IpAddr::V6(right)) => (left.to_bits(), right.to_bits(), 128),
        _ => return false,
    };
    if range.contains('/') && length.is_none() {
        return false;
    }
    let ignored = bits - length.unwrap_or(bits).min(bits);
    ignored >= 128 || (address >> ignored) == (base >> ignored)
}

impl State {
    /// The exclusions in force.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn exclusions(&self, now: i64) -> Result<Vec<Exclusion>, StateError> {
        Ok(self.all_exclusions()?.into_iter().filter(|exclusion| exclusion.is_active(now)).collect())
    }

    /// All exclusions there ever were.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn all_exclusions(&self) -> Result<Vec<Exclusion>, StateError> {
        self.read(|connection| {
            let mut statement = connection.prepare("SELECT * FROM exclusion ORDER BY number")?;
            let rows = statement.query_map([], Exclusion::of_row)?;
            rows.collect()
        })
    }

    /// Adds an exclusion; returns its number. It takes effect on what is found from now on, and on what is evaluated again.
    ///
    /// # Errors
    /// When it has no reason or no end in the future, or cannot be written.
    pub fn exclude(&mut self, exclusion: &Exclusion) -> Result<i64, StateError> {
        if exclusion.reason.trim().is_empty() {
            return Err(StateError::Refused("an exclusion has a reason".into()));
        }
        if exclusion.expires <= exclusion.created {
            return Err(StateError::Refused("an exclusion ends, and it ends in the future".into()));
        }
        if let Some(problem) = problem_with(exclusion.subject, exclusion.value.trim()) {
            return Err(StateError::Refused(problem));
        }
        self.transaction(|connection| {
            connection.execute(
                "INSERT INTO exclusion (rule, kind, value, reason, author, created, expires) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                (
                    &exclusion.rule,
                    exclusion.subject.name(),
                    exclusion.value.trim(),
                    &exclusion.reason,
                    &exclusion.author,
                    exclusion.created,
                    exclusion.expires,
                ),
            )?;
            let number = connection.last_insert_rowid();
            let what = format!("excludes the {} {}", exclusion.subject.name(), exclusion.value);
            record(connection, exclusion.created, &exclusion.author, &format!("exclusion {number}"), &what, &exclusion.reason)?;
            Ok(number)
        })
    }

    /// Takes an exclusion back.
    ///
    /// # Errors
    /// When there is none of this number in force, or it cannot be written.
    pub fn remove_exclusion(&mut self, number: i64, reason: &str, who: &str, now: i64) -> Result<(), StateError> {
        if !self.exclusions(now)?.iter().any(|exclusion| exclusion.number == number) {
            return Err(StateError::Refused(format!(
                "no exclusion {number} is in force: `quaestor alerts exclusions` lists them"
            )));
        }
        self.transaction(|connection| {
            connection.execute("UPDATE exclusion SET removed = ?2 WHERE number = ?1", (number, now))?;
            record(connection, now, who, &format!("exclusion {number}"), "removed", reason)?;
            Ok(())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::within;

    #[test]
    fn addresses_lie_in_ranges() {
        assert!(
            within("192.0.2.7", "192.0.2.0/24")
                && within("192.0.2.7", "192.0.2.7")
                && within("2001:db8::1", "2001:db8::/32")
        );
        assert!(within("192.0.2.7", "0.0.0.0/0") && within("2001:db8::1", "::/0"));
        assert!(
            !within("192.0.3.7", "192.0.2.0/24")
                && !within("192.0.2.7", "2001:db8::/32")
                && !within("192.0.2.7", "192.0.2.0/x")
        );
    }
}
