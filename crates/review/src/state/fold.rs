//! From acts to reviews.

use std::collections::BTreeMap;

use chrono::DateTime;
use serde::Deserialize;
use store::SealedAct;

use super::{Amendment, Decision, Disposition, Event, Remembered, ReviewState, Signature, Status};
use crate::model::Story;

/// What an act's subject begins with when it is about a review.
pub(super) const SUBJECT: &str = "review ";

/// Every review, and what is remembered of all of them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reviews {
    /// By the period's name.
    pub by_name: BTreeMap<String, ReviewState>,
    /// The last decision about each story, by its rule and key.
    pub memory: BTreeMap<(String, String), Remembered>,
    /// Acts about reviews that this program does not understand: they were made by a newer one, or by hand.
    pub unknown: Vec<String>,
}

/// Adds up what was done. Acts about other things are passed over; acts about reviews that are not understood are named.
pub fn fold(acts: &[SealedAct]) -> Reviews {
    let mut reviews = Reviews::default();
    for sealed in acts {
        if let Some(name) = sealed.act.subject.strip_prefix(SUBJECT)
            && let Err(why) = apply(&mut reviews, name, sealed)
        {
            reviews.unknown.push(format!("{} of {name} in entry {}: {why}", sealed.act.what, sealed.entry));
        }
    }
    reviews
}

#[derive(Deserialize)]
struct New {
    owner: String,
    due: i64,
}

#[derive(Deserialize)]
struct Assign {
    #[serde(default)]
    owner: Option<String>,
    #[serde(default)]
    due: Option<i64>,
}

#[derive(Deserialize)]
struct Decide {
    entry: u32,
    document: String,
    decision: Decision,
    reason: String,
    #[serde(default)]
    until: Option<String>,
    #[serde(default)]
    stories: Vec<Story>,
}

#[derive(Deserialize)]
struct Sign {
    document: String,
    decisions: String,
    #[serde(default)]
    statement: String,
    #[serde(default)]
    open: Vec<u32>,
}

#[derive(Deserialize)]
struct Amend {
    text: String,
    #[serde(default)]
    entry: Option<u32>,
    #[serde(default)]
    decision: Option<Decision>,
    #[serde(default)]
    until: Option<String>,
    #[serde(default)]
    stories: Vec<Story>,
}

fn read<T: serde::de::DeserializeOwned>(sealed: &SealedAct) -> Result<T, String> {
    serde_json::from_value(sealed.act.body.clone()).map_err(|error| format!("it cannot be read: {error}"))
}

fn apply(reviews: &mut Reviews, name: &str, sealed: &SealedAct) -> Result<(), String> {
    let act = &sealed.act;
    let what = act.what.strip_prefix("review.").ok_or("it is no act about a review")?;
    if what != "new" && !reviews.by_name.contains_key(name) {
        return Err("there is no such review".to_owned());
    }
    let Reviews { by_name, memory, .. } = reviews;
    let state = by_name.entry(name.to_owned()).or_default();
    let told = match what {
        "new" => {
            let new: New = read(sealed)?;
            if state.status >= Status::Signed {
                return Err("the review was signed before it was made anew".to_owned());
            }
            let document = act.documents.first().cloned().ok_or("it names no document")?;
            name.clone_into(&mut state.name);
            (state.owner, state.due) = (new.owner, new.due);
            state.document = document;
            state.results = act.documents.get(1).cloned().unwrap_or_default();
            state.versions += 1;
            state.decisions.clear();
            if state.versions == 1 { "made it".to_owned() } else { "made it anew".to_owned() }
        }
        "assign" => {
            let assign: Assign = read(sealed)?;
            let mut told = Vec::new();
            if let Some(owner) = assign.owner {
                told.push(format!("gave it to {owner}"));
                state.owner = owner;
            }
            if let Some(due) = assign.due {
                told.push(format!("set it due on {}", crate::time::date(due)));
                state.due = due;
            }
            told.join(", ")
        }
        "decide" => {
            let given: Decide = read(sealed)?;
            if given.document != state.document {
                return Err("it is about an older version of the review".to_owned());
            }
            state.status = state.status.max(Status::InReview);
            let disposition = disposition(given.decision, given.reason, given.until, sealed);
            let told = format!("entry {}: {}, {}", given.entry, disposition.decision.title(), disposition.reason);
            remember(memory, &given.stories, &disposition, name);
            state.decisions.insert(given.entry, disposition);
            told
        }
        "sign" => {
            let sign: Sign = read(sealed)?;
            let again = state.signatures.iter().any(|signature| same(&signature.who, &act.who));
            if again {
                return Err("the same person signed before".to_owned());
            }
            state.status = match state.signatures.len() {
                0 => Status::Signed,
                _ => state.status.max(Status::SecondSignature),
            };
            state.signatures.push(Signature {
                who: act.who.clone(),
                at: act.at,
                document: sign.document,
                decisions: sign.decisions,
                statement: sign.statement,
                open: sign.open,
                entry: sealed.entry,
            });
            if state.signatures.len() == 1 { "signed".to_owned() } else { "signed as the second".to_owned() }
        }
        "lock" => {
            if state.status < Status::Signed {
                return Err("nobody has signed".to_owned());
            }
            state.status = Status::Locked;
            "locked it".to_owned()
        }
        "amend" => {
            let amend: Amend = read(sealed)?;
            let mut change = String::new();
            if let (Some(entry), Some(decision)) = (amend.entry, amend.decision) {
                let before = state.decisions.get(&entry).map_or("undecided", |before| before.decision.title());
                change = format!(", {before}, now {}", decision.title());
                let disposition = disposition(decision, amend.text.clone(), amend.until, sealed);
                remember(memory, &amend.stories, &disposition, name);
                state.decisions.insert(entry, disposition);
            }
            let told = match amend.entry {
                Some(entry) => format!("amended entry {entry}{change}: {}", amend.text),
                None => format!("amended: {}", amend.text),
            };
            state.amendments.push(Amendment {
                who: act.who.clone(),
                at: act.at,
                text: amend.text,
                about: amend.entry,
                decision: amend.decision,
                entry: sealed.entry,
            });
            told
        }
        other => return Err(format!("this program does not know `{other}`")),
    };
    state.history.push(Event { at: act.at, who: act.who.clone(), what: told, entry: sealed.entry });
    Ok(())
}

fn disposition(decision: Decision, reason: String, until: Option<String>, sealed: &SealedAct) -> Disposition {
    Disposition { decision, reason, by: sealed.act.who.clone(), at: sealed.act.at, until, carried_from: None }
}

fn remember(memory: &mut BTreeMap<(String, String), Remembered>, stories: &[Story], given: &Disposition, review: &str) {
    let until = given.until.as_deref().and_then(|text| DateTime::parse_from_rfc3339(text).ok());
    for story in stories {
        let remembered = Remembered::of(story, given, review, until.map(|until| until.timestamp_micros()));
        memory.insert((story.rule.clone(), story.key.clone()), remembered);
    }
}

/// Whether two names are those of one person.
pub(super) fn same(left: &str, right: &str) -> bool {
    left.trim().to_lowercase() == right.trim().to_lowercase()
}
