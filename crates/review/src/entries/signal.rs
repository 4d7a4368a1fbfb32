//! What questions put forward goes to the entry of the same people or address, or becomes an entry of its own.

use std::collections::{BTreeMap, BTreeSet};

use detect::{RecordId, Severity};

use super::fold::add;
use crate::model::{Entry, FindingRef, Signal, Story};
use crate::question::{Asked, Group, Question};
use crate::time::DAY;

/// Signals that an entry lists; the others are counted in the last.
const LISTED: usize = 12;

/// Which groups of each question an entry takes up: the question's place, the group's place, the entry's place.
pub(crate) type Taken = Vec<(usize, usize, usize)>;

/// Hands groups to entries. Groups of medium level and worse that no entry takes become entries, those of one account, or else of one address, together.
pub(crate) fn attach(entries: &mut Vec<Entry>, asked: &[Asked]) -> Taken {
    let mut taken = Taken::new();
    let mut left: BTreeMap<(u8, String), Vec<(usize, usize)>> = BTreeMap::new();
    for (question_at, Asked { question, groups, .. }) in asked.iter().enumerate() {
        for (group_at, group) in groups.iter().enumerate() {
            match home(entries, group) {
                Some(at) => {
                    if let Some(entry) = entries.get_mut(at) {
                        signal(entry, question, group);
                    }
                    taken.push((question_at, group_at, at));
                }
                None if group.level >= Severity::Medium => {
                    left.entry(of_its_own(question, group)).or_default().push((question_at, group_at));
                }
                None => {}
            }
        }
    }
    for members in left.into_values() {
        let groups: Vec<(&Question, &Group)> = members
            .iter()
            .filter_map(|(question, group)| {
                let asked = asked.get(*question)?;
                Some((&asked.question, asked.groups.get(*group)?))
            })
            .collect();
        let Some(entry) = made(&groups) else { continue };
        taken.extend(members.iter().map(|(question, group)| (*question, *group, entries.len())));
        entries.push(entry);
    }
    taken
}

/// The entry that a group belongs to: of the same account, or else of the same address, within a day; the worst, then the first.
fn home(entries: &[Entry], group: &Group) -> Option<usize> {
    let near = |entry: &Entry| group.last >= entry.first - DAY && group.first <= entry.last + DAY;
    let best = |fits: &dyn Fn(&Entry) -> bool| {
        let fitting = entries.iter().enumerate().filter(|(_, entry)| near(entry) && fits(entry));
        fitting.max_by_key(|(at, entry)| (entry.severity, std::cmp::Reverse(*at))).map(|(at, _)| at)
    };
    let by_account = (!group.account.is_empty()).then(|| best(&|entry| entry.is_about(&group.account))).flatten();
    let by_address = || {
        let address = group.address.as_str();
        (!address.is_empty()).then(|| best(&|entry| entry.is_from(address))).flatten()
    };
    by_account.or_else(by_address)
}

fn of_its_own(question: &Question, group: &Group) -> (u8, String) {
    if !group.fold.is_empty() {
        return (3, group.fold.clone());
    }
    match (group.account.is_empty(), group.address.is_empty()) {
        (false, _) => (0, group.account.clone()),
        (true, false) => (1, group.address.clone()),
        (true, true) => (2, format!("{}: {}", question.id, named(group))),
    }
}

fn signal(entry: &mut Entry, question: &Question, group: &Group) {
    if entry.signals.len() < LISTED {
        let signal = Signal { question: question.id.clone(), text: said(question, group), count: group.count };
        if !entry.signals.contains(&signal) {
            entry.signals.push(signal);
        }
    }
    // What asks for a decision brings its address; a failure among thousands of records does not, and neither makes the entry's time longer.
    if group.level >= Severity::Medium
        && let Some(address) = address(group)
    {
        entry.add_address(address);
    }
    take_records(entry, group);
}

/// What a group of nobody and nowhere is called.
fn named(group: &Group) -> &str {
    if group.title.is_empty() { &group.text } else { &group.title }
}

/// The address of a group: what is in its place may be a count of them.
fn address(group: &Group) -> Option<&str> {
    group.address.parse::<std::net::IpAddr>().is_ok().then_some(group.address.as_str())
}

fn take_records(entry: &mut Entry, group: &Group) {
    if tables::by_name(&group.table).is_some() {
        for id in &group.ids {
            entry.add_record(RecordId { table: group.table.clone(), id: id.clone() });
        }
    }
}

fn said(question: &Question, group: &Group) -> String {
    let from = if group.address.is_empty() { String::new() } else { format!(" from {}", group.address) };
    let to = if group.application.is_empty() { String::new() } else { format!(" to {}", group.application) };
    let more = if group.text.is_empty() { String::new() } else { format!(" ({})", group.text) };
    let what = if group.title.is_empty() { String::new() } else { format!("{}, ", group.title) };
    format!("{}: {what}{}{from}{to}{more}", question.title, count(group.count))
}

fn count(records: u64) -> String {
    if records == 1 { "1 record".to_owned() } else { format!("{records} records") }
}

/// An entry of groups that no alert explains.
fn made(groups: &[(&Question, &Group)]) -> Option<Entry> {
    let (worst_question, worst) = groups.iter().max_by_key(|(_, group)| group.level)?;
    let whose = [&worst.account, &worst.address].into_iter().find(|text| !text.is_empty());
    let people: BTreeSet<&str> =
        groups.iter().map(|(_, group)| group.account.as_str()).filter(|name| !name.is_empty()).collect();
    let title = if !worst.fold.is_empty() {
        format!("{}: {}", worst.fold, crate::template::counted(people.len(), "person", "people"))
    } else if !worst.title.is_empty() {
        let whose = whose.map(|whose| format!(" ({whose})")).unwrap_or_default();
        format!("{}: {}{whose}", worst_question.title, worst.title)
    } else {
        match whose.map_or(worst.text.as_str(), String::as_str) {
            "" => worst_question.title.clone(),
            subject => format!("{}: {subject}", worst_question.title),
        }
    };
    let mut entry = Entry {
        title,
        text: groups.iter().map(|(question, group)| said(question, group) + ".").collect::<Vec<_>>().join("\n\n"),
        severity: worst.level,
        count: groups.iter().map(|(_, group)| group.count).sum(),
        first: groups.iter().map(|(_, group)| group.first).filter(|time| *time != 0).min().unwrap_or_default(),
        last: groups.iter().map(|(_, group)| group.last).max()?,
        ..Entry::default()
    };
    for (question, group) in groups {
        let key = [group.account.as_str(), group.address.as_str()].into_iter().find(|text| !text.is_empty());
        let key = key.unwrap_or_else(|| named(group)).to_owned();
        let mut facets = Vec::new();
        if !group.account.is_empty() {
            facets.push(format!("Account:{}", group.account));
            entry.add_user(&group.account);
        }
        if let Some(address) = address(group) {
            facets.push(format!("IP:{address}"));
            entry.add_address(address);
        }
        if !group.application.is_empty() {
            add(&mut entry.applications, std::slice::from_ref(&group.application));
        }
        entry.stories.push(Story { rule: question.id.clone(), key: key.clone(), severity: group.level, facets });
        entry.findings.push(FindingRef {
            id: format!("{}/{key}", question.id),
            rule: question.id.clone(),
            title: question.title.clone(),
            severity: group.level,
            count: group.count,
            first: if group.first == 0 { group.last } else { group.first },
            last: group.last,
            story: said(question, group),
            status: "put forward".to_owned(),
        });
        take_records(&mut entry, group);
    }
    Some(entry)
}
