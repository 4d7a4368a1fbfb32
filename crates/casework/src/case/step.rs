//! What a deed changes. It was admitted before.

use std::collections::{BTreeMap, BTreeSet};

use store::SealedAct;

use super::Register;
use super::deed::{Attached, Change, Deed, Opened};
use super::kept::{Case, CaseStatus, Note, Step};
use super::name::folded;
use crate::blocker::{Blocker, Resolved};
use crate::clock::{Clock, Met, Start, Stop};
use crate::instant::text as at;

pub(super) fn take(register: &mut Register, sealed: &SealedAct, deed: Deed) {
    let text = in_words(&deed);
    let act = &sealed.act;
    match deed {
        Deed::Open(number, opened) => {
            let mut case = open(number, opened, sealed);
            case.history.push(step(sealed, text));
            register.cases.insert(number, case);
        }
        Deed::BlockerAdd(number, raised) => {
            let id = format!("blocker-{number}");
            for case in raised.about.iter().filter_map(|id| super::name::numbered("case", id)) {
                if let Some(case) = register.cases.get_mut(&case) {
                    case.blockers.push(id.clone());
                    case.history.push(step(sealed, text.clone()));
                }
            }
            let blocker = Blocker {
                id,
                kind: raised.kind.parse().unwrap_or_default(),
                kind_as_written: raised.kind,
                about: raised.about,
                detail: raised.detail,
                added: act.at,
                by: act.who.clone(),
                resolved: None,
            };
            register.blockers.insert(number, blocker);
        }
        Deed::BlockerResolve(number, reason) => {
            let Some(blocker) = register.blockers.get_mut(&number) else { return };
            blocker.resolved = Some(Resolved { at: act.at, by: act.who.clone(), reason: reason.reason });
            let about = blocker.about.clone();
            for case in about.iter().filter_map(|id| super::name::numbered("case", id)) {
                if let Some(case) = register.cases.get_mut(&case) {
                    case.history.push(step(sealed, text.clone()));
                }
            }
        }
        Deed::Hold(case) => {
            register.holds.push(case);
            let hold = register.holds.len() as u64;
            if let Some(case) = case.and_then(|case| register.cases.get_mut(&case)) {
                case.holds.push(hold);
                case.history.push(step(sealed, text));
            }
        }
        Deed::Elsewhere => {}
        deed => {
            if let Some(case) = deed.case().and_then(|number| register.cases.get_mut(&number)) {
                change(case, sealed, deed);
                case.history.push(step(sealed, text));
            }
        }
    }
}

fn open(number: u64, opened: Opened, sealed: &SealedAct) -> Case {
    let by = sealed.act.who.clone();
    let members = opened.members.into_iter().chain([by.clone()]);
    Case {
        id: format!("case-{number}"),
        title: opened.title,
        severity: opened.severity,
        status: CaseStatus::Open,
        covert: opened.covert,
        members: members
            .filter(|name| !name.trim().is_empty())
            .map(|name| (folded(&name), name.trim().to_owned()))
            .collect(),
        opened: sealed.act.at,
        by,
        people: BTreeSet::new(),
        addresses: BTreeSet::new(),
        findings: BTreeSet::new(),
        entries: BTreeSet::new(),
        records: BTreeSet::new(),
        notes: Vec::new(),
        holds: Vec::new(),
        clocks: BTreeMap::new(),
        blockers: Vec::new(),
        history: Vec::new(),
    }
}

fn change(case: &mut Case, sealed: &SealedAct, deed: Deed) {
    let (at, by) = (sealed.act.at, sealed.act.who.clone());
    match deed {
        Deed::Note(_, note) => case.notes.push(Note { at, by, text: note.text }),
        Deed::Attach(_, attached) => {
            case.findings.extend(attached.findings);
            case.entries.extend(attached.entries);
            case.records.extend(attached.records);
        }
        Deed::People(_, change) => listed(&mut case.people, change),
        Deed::Addresses(_, change) => listed(&mut case.addresses, change),
        Deed::MemberAdd(_, member) => {
            case.members.insert(folded(&member.name), member.name.trim().to_owned());
        }
        Deed::MemberRemove(_, member) => {
            case.members.remove(&folded(&member.name));
        }
        Deed::Close(_, closed) => {
            case.status = CaseStatus::Closed { reason: closed.reason, outcome: closed.outcome };
        }
        Deed::Reopen(..) => case.status = CaseStatus::Open,
        Deed::ClockStart(_, started) => {
            let clock = clock(case, started.rule);
            // Whoever starts a clock anew says that it runs.
            clock.stopped = None;
            clock.starts.insert(started.event, Start { at: started.at, basis: started.basis, by });
        }
        Deed::ClockMet(_, met) => {
            clock(case, met.rule).met = Some(Met { at: met.at, reference: met.reference, by });
        }
        Deed::ClockStop(_, stop) => clock(case, stop.rule).stopped = Some(Stop { at, reason: stop.reason, by }),
        Deed::Open(..) | Deed::BlockerAdd(..) | Deed::BlockerResolve(..) | Deed::Hold(_) | Deed::Elsewhere => {}
    }
}

fn clock(case: &mut Case, rule: String) -> &mut Clock {
    case.clocks.entry(rule.clone()).or_insert_with(|| Clock { rule, ..Clock::default() })
}

fn listed(list: &mut BTreeSet<String>, change: Change) {
    list.extend(change.add.into_iter().map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()));
    let gone: Vec<String> = change.remove.iter().map(|name| folded(name)).collect();
    list.retain(|name| !gone.contains(&folded(name)));
}

fn step(sealed: &SealedAct, text: String) -> Step {
    let act = &sealed.act;
    Step { at: act.at, by: act.who.clone(), what: act.what.clone(), text, entry: sealed.entry }
}

/// The particulars in a sentence.
fn in_words(deed: &Deed) -> String {
    match deed {
        Deed::Open(_, opened) => opened.title.clone(),
        Deed::Note(_, note) => note.text.clone(),
        Deed::Attach(_, Attached { findings, entries, records }) => {
            [findings.as_slice(), entries, records].concat().join(", ")
        }
        Deed::People(_, change) | Deed::Addresses(_, change) => {
            let added = change.add.iter().map(|name| format!("+{name}"));
            added.chain(change.remove.iter().map(|name| format!("-{name}"))).collect::<Vec<_>>().join(", ")
        }
        Deed::MemberAdd(_, member) | Deed::MemberRemove(_, member) => member.name.clone(),
        Deed::Close(_, closed) if closed.outcome.is_empty() => closed.reason.clone(),
        Deed::Close(_, closed) => format!("{}: {}", closed.outcome, closed.reason),
        Deed::Reopen(_, reason) | Deed::BlockerResolve(_, reason) => reason.reason.clone(),
        Deed::ClockStart(_, start) => format!("{}: {} at {}; {}", start.rule, start.event, at(start.at), start.basis),
        Deed::ClockMet(_, met) => format!("{}: at {}; {}", met.rule, at(met.at), met.reference),
        Deed::ClockStop(_, stop) => format!("{}: {}", stop.rule, stop.reason),
        Deed::BlockerAdd(_, raised) => format!("{}: {}", raised.kind, raised.detail),
        Deed::Hold(_) => "legal hold".to_owned(),
        Deed::Elsewhere => String::new(),
    }
}
