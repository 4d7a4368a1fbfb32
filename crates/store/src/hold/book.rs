//! Which holds are active, from the acts of the chain.

use serde_json::{Value, json};

use super::fold::name;
use super::{Hold, HoldTerms, Release, ReleaseRequest};
use crate::batch::Writer;
use crate::{Act, Archive, Error, Snapshot};

/// Acts of the store itself begin with this.
const OWN: &str = "hold.";
/// A hold was added.
const ADD: &str = "hold.add";
/// Somebody asked for a release.
const REQUEST: &str = "hold.release.request";
/// Somebody else confirmed it.
const RELEASE: &str = "hold.release";

/// Returns whether only the store itself may record an act of this name.
pub(crate) fn is_own(what: &str) -> bool {
    name(what).starts_with(OWN)
}

/// Returns the active holds, by number.
///
/// A release counts only where somebody else asked for it before, whoever wrote the act. A hold that cannot be read, because a newer program made it, holds
/// everything.
pub(crate) fn active<'a>(acts: impl IntoIterator<Item = &'a Act>) -> Vec<Hold> {
    let mut holds: Vec<(Hold, bool)> = Vec::new();
    for act in acts {
        let named = act.body.get("hold").and_then(Value::as_u64).and_then(|number| number.checked_sub(1));
        let named = named.and_then(|at| holds.get_mut(at as usize));
        match act.what.as_str() {
            ADD => {
                let number = holds.len() as u64 + 1;
                let terms = serde_json::from_value(act.body.clone()).unwrap_or_else(|error| HoldTerms {
                    reason: format!("it cannot be read and so holds everything: {error}"),
                    ..HoldTerms::default()
                });
                holds.push((Hold { number, terms, by: act.who.clone(), at: act.at, request: None }, true));
            }
            REQUEST => {
                if let Some((hold, _active)) = named.filter(|(hold, _active)| hold.request.is_none()) {
                    let reason = act.body.get("reason").and_then(Value::as_str).unwrap_or_default().to_owned();
                    hold.request = Some(ReleaseRequest { by: act.who.clone(), at: act.at, reason });
                }
            }
            RELEASE => {
                if let Some((hold, active)) = named
                    && hold.request.as_ref().is_some_and(|request| name(&request.by) != name(&act.who))
                {
                    *active = false;
                }
            }
            _ => {}
        }
    }
    holds.into_iter().filter_map(|(hold, active)| active.then_some(hold)).collect()
}

impl Archive {
    /// Returns the active holds, by number.
    pub fn holds(&self) -> Result<Vec<Hold>, Error> {
        Ok(self.snapshot()?.holds())
    }
}

impl Snapshot {
    /// Returns the active holds, by number.
    pub fn holds(&self) -> Vec<Hold> {
        active(self.acts().iter().map(|sealed| &sealed.act))
    }
}

impl Writer {
    /// Returns the active holds, by number, those not yet committed among them.
    pub fn holds(&self) -> Vec<Hold> {
        active(self.all_acts())
    }

    /// Adds a hold. It is sealed by the next [`Self::commit`], which a removal makes first.
    pub fn hold(&mut self, who: &str, terms: HoldTerms) -> Result<Hold, Error> {
        let terms = checked(terms)?;
        let number = self.all_acts().filter(|act| act.what == ADD).count() as u64 + 1;
        let body = serde_json::to_value(&terms).map_err(Error::storage("write", "a hold"))?;
        let act = self.record(who, ADD, &format!("hold {number}"), body)?;
        Ok(Hold { number, terms, by: act.who, at: act.at, request: None })
    }

    /// Asks for the release of a hold, or confirms it where somebody else asked before. Who asked cannot confirm; names are compared without regard to case
    /// and blanks.
    pub fn release(&mut self, hold: u64, who: &str, reason: &str) -> Result<Release, Error> {
        let Some(known) = self.holds().into_iter().find(|known| known.number == hold) else {
            return Err(Error::Unknown { what: "active hold", name: hold.to_string() });
        };
        let subject = format!("hold {hold}");
        let refuse = |why: String| Err(Error::Refused { what: format!("to release hold {hold}"), why });
        if reason.trim().is_empty() {
            return refuse("it needs a reason".into());
        }
        let body = json!({"hold": hold, "case": known.terms.case, "reason": reason});
        match known.request {
            None => self.record(who, REQUEST, &subject, body).map(|_act| Release::Requested),
            Some(request) if name(&request.by) == name(who) => {
                refuse(format!("{} asked for it; somebody else has to confirm", request.by))
            }
            Some(_request) => self.record(who, RELEASE, &subject, body).map(|_act| Release::Released),
        }
    }
}

/// Refuses a hold that would not hold what it seems to.
fn checked(mut terms: HoldTerms) -> Result<HoldTerms, Error> {
    let refuse = |why: &str| Err(Error::Refused { what: "the hold".into(), why: why.into() });
    if terms.case.trim().is_empty() || terms.reason.trim().is_empty() {
        return refuse("it needs a case and a reason");
    }
    if terms.people.iter().chain(&terms.addresses).any(|term| term.trim().chars().count() < 2) {
        return refuse("a name or an address in it is blank, or too short to tell anybody by");
    }
    if let (Some(from), Some(to)) = (terms.from, terms.to)
        && from > to
    {
        return refuse("it ends before it begins");
    }
    if let Some(unknown) = terms.tables.iter().find(|table| tables::by_name(table).is_none()) {
        return Err(Error::Unknown { what: "table", name: unknown.clone() });
    }
    terms.condition = terms.condition.filter(|condition| !condition.trim().is_empty());
    Ok(terms)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn act(who: &str, what: &str, body: Value) -> Act {
        Act { at: 7, who: who.into(), what: what.into(), subject: String::new(), body, documents: Vec::new() }
    }

    fn numbers(acts: &[Act]) -> Vec<u64> {
        active(acts).into_iter().map(|hold| hold.number).collect()
    }

    #[test]
    fn a_hold_lasts_until_two_people_have_agreed() {
        let add = act("ada", ADD, json!({"case": "case-1", "people": ["grace"], "reason": "x"}));
        let request = |who| act(who, REQUEST, json!({"hold": 1, "reason": "over"}));
        let release = |who| act(who, RELEASE, json!({"hold": 1, "reason": "over"}));
        assert_eq!(numbers(&[add.clone(), add.clone()]), [1, 2]);
        for (acts, left) in [
            (vec![release("ada")], vec![1]),
            (vec![request("ada")], vec![1]),
            (vec![request("ada"), release("ada")], vec![1]),
            (vec![request("ada"), release(" ADA ")], vec![1]),
            (vec![request("ada"), request("grace"), release("ada")], vec![1]),
            (vec![request("ada"), release("grace")], vec![]),
            (vec![request("ada"), release("ADA"), release("grace")], vec![]),
            (vec![request("ada"), act("grace", RELEASE, json!({"hold": 2}))], vec![1]),
            (vec![request("ada"), act("grace", RELEASE, json!({"hold": 0}))], vec![1]),
        ] {
            let all: Vec<Act> = std::iter::once(add.clone()).chain(acts).collect();
            assert_eq!(numbers(&all), left, "{all:#?}");
        }
    }

    #[test]
    fn a_hold_that_cannot_be_read_holds_everything() {
        for body in [json!({"case": "c", "only_if": "full moon"}), json!("x"), json!({"people": 7}), Value::Null] {
            let holds = active(&[act("ada", ADD, body)]);
            assert_eq!(holds.len(), 1);
            assert!(holds[0].terms.reason.contains("holds everything"), "{holds:?}");
            assert!(holds[0].terms.people.is_empty() && holds[0].terms.tables.is_empty());
        }
    }

    #[test]
    fn only_the_store_records_acts_of_holds() {
        assert!(is_own("hold.add") && is_own(" Hold.Release") && is_own("ｈｏｌｄ.add"));
        assert!(!is_own("holder.add") && !is_own("review.hold."));
    }
}
