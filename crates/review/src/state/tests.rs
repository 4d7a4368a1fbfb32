//! What people do about a review, act by act.

use serde_json::json;
use store::{Act, SealedAct};

use super::{Decision, NewAct, ReviewState, Reviews, Status, fold};
use crate::model::{Entry, Review, Story};
use crate::{Period, ReviewError};

/// A chain in memory.
#[derive(Default)]
struct Chain(Vec<SealedAct>);

impl Chain {
    fn seal(&mut self, who: &str, act: NewAct) {
        let entry = self.0.len() as u64 + 1;
        let NewAct { what, subject, body, documents } = act;
        let act = Act { at: entry as i64 * 1_000_000, who: who.into(), what: what.into(), subject, body, documents };
        self.0.push(SealedAct { entry, hash: format!("hash {entry}"), act });
    }

    fn reviews(&self) -> Reviews {
        fold(&self.0)
    }

    fn state(&self) -> ReviewState {
        self.reviews().by_name.remove("2026-W46").unwrap()
    }
}

fn review(entries: &[&str]) -> Review {
    let story = |key: &str| Story { rule: "spray".into(), key: key.into(), ..Story::default() };
    let entries = (1_u32..).zip(entries);
    let entries = entries.map(|(id, key)| Entry {
        id,
        title: format!("{key} was sprayed"),
        stories: vec![story(key)],
        ..Entry::default()
    });
    let period = Period::by_name("2026-W46").unwrap();
    serde_json::from_value(json!({
        "format": 1, "period": period, "tenants": [], "made": "2026-11-16T08:00:00Z", "by": "ann", "program": "0", "head": "1:ab", "detection": {"rules": 1, "behind": []},
        "population": crate::Population::default(), "coverage": [], "gaps_closed": [], "put_forward": [], "entries": entries.collect::<Vec<_>>(), "routine": [],
        "comparison": crate::Comparison::default(), "risky_users": [], "defender_alerts": [], "tracked": [], "problems": [],
    }))
    .unwrap()
}

fn made(chain: &mut Chain, review: &Review, document: &str) {
    let before = chain.reviews().by_name.remove("2026-W46");
    let act = NewAct::new_review(before.as_ref(), review, vec![document.into(), "results".into()], "ann", 99).unwrap();
    chain.seal("ann", act);
}

fn refusal(result: Result<NewAct, ReviewError>) -> String {
    result.unwrap_err().to_string()
}

#[test]
fn a_review_goes_from_draft_to_locked_and_what_comes_after_is_an_amendment() {
    let (mut chain, review) = (Chain::default(), review(&["bo", "cy"]));
    made(&mut chain, &review, "first");
    assert_eq!(chain.state().status, Status::Draft);
    assert!(chain.state().is_overdue(100) && !chain.state().is_overdue(99));
    let entry = &review.entries[0];
    assert!(refusal(chain.state().decide(entry, Decision::Expected, "  ", None)).contains("needs a reason"));
    chain.seal("ann", chain.state().decide(entry, Decision::Expected, "moved to Lyon", None).unwrap());
    assert_eq!(chain.state().status, Status::InReview);
    let refused = refusal(chain.state().sign(&review, "ann", "seen", None));
    assert!(refused.contains("1 of 2 entries are undecided (2)"), "{refused}");
    chain.seal("ann", chain.state().decide(&review.entries[1], Decision::Escalate, "not known", None).unwrap());
    chain.seal("ann", chain.state().sign(&review, "ann", "seen", None).unwrap());
    assert_eq!(chain.state().status, Status::Signed);
    assert!(refusal(chain.state().decide(entry, Decision::NoAction, "no", None)).contains("amendment"));
    assert!(refusal(chain.state().sign(&review, " ANN ", "again", None)).contains("another person's"));
    assert!(refusal(chain.state().lock(false)).contains("one signature"));
    chain.seal("bea", chain.state().sign(&review, "bea", "seen too", None).unwrap());
    assert_eq!(chain.state().status, Status::SecondSignature);
    assert!(refusal(chain.state().sign(&review, "cem", "third", None)).contains("nothing is left to sign"));
    chain.seal("bea", chain.state().lock(false).unwrap());
    assert_eq!(chain.state().status, Status::Locked);
    chain.seal(
        "cem",
        chain.state().amend("it was a test", Some(&review.entries[1]), Some(Decision::NoAction), None).unwrap(),
    );
    let state = chain.state();
    assert_eq!(state.status, Status::Locked);
    assert_eq!(state.decisions[&2].decision, Decision::NoAction);
    assert_eq!(state.amendments[0].who, "cem");
    let told: Vec<&str> = state.history.iter().map(|event| event.what.as_str()).collect();
    assert_eq!(told.len(), 7, "nothing is edited away: {told:?}");
    assert_eq!(told[2], "entry 2: escalate, not known");
    assert!(chain.reviews().unknown.is_empty());
}

#[test]
fn a_signed_review_is_not_made_anew_and_an_unsigned_one_forgets_its_numbers() {
    let (mut chain, first) = (Chain::default(), review(&["bo"]));
    made(&mut chain, &first, "first");
    chain.seal("ann", chain.state().decide(&first.entries[0], Decision::Expected, "known", None).unwrap());
    let again = review(&["cy", "bo"]);
    made(&mut chain, &again, "second");
    assert!(chain.state().decisions.is_empty(), "numbers belong to the version they were given in");
    assert!(chain.reviews().memory.contains_key(&("spray".into(), "bo".into())), "the story is remembered");
    chain.seal("ann", chain.state().sign(&again, "ann", "", Some("nobody is here")).unwrap());
    let state = chain.state();
    assert_eq!(state.signatures[0].open, [1, 2]);
    assert!(
        refusal(NewAct::new_review(Some(&state), &again, vec!["third".into()], "ann", 0)).contains("not made anew")
    );
}

#[test]
fn what_is_not_understood_is_named_and_changes_nothing() {
    let (mut chain, review) = (Chain::default(), review(&["bo"]));
    made(&mut chain, &review, "first");
    let before = chain.state();
    let act = |what, body| NewAct { what, subject: "review 2026-W46".into(), body, documents: Vec::new() };
    chain.seal("eve", act("review.unsign", json!({})));
    chain.seal("eve", act("review.decide", json!({"entry": "one"})));
    chain.seal(
        "eve",
        act("review.decide", json!({"entry": 1, "document": "another", "decision": "expected", "reason": "x"})),
    );
    chain.seal("eve", act("review.lock", json!({})));
    chain.seal("eve", NewAct { subject: "review 2026-W47".into(), ..act("review.sign", json!({})) });
    chain.seal("eve", NewAct { subject: "case-17".into(), ..act("case.note", json!({})) });
    assert_eq!(chain.state(), before);
    let unknown = chain.reviews().unknown;
    assert_eq!(unknown.len(), 5, "{unknown:?}");
    assert!(unknown[0].contains("does not know `unsign`"), "{unknown:?}");
    assert!(unknown[4].contains("no such review"), "{unknown:?}");
}
