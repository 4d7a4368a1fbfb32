//! Laws of cases.

use proptest::prelude::*;
use serde_json::{Value, json};
use store::{Act, SealedAct};

use super::*;
use crate::blocker::Kind;
use crate::clock::Rules;

const NOW: i64 = 1_796_000_000_000_000;

fn sealed(entry: u64, who: &str, what: &str, subject: &str, body: Value) -> SealedAct {
    let (who, what, subject) = (who.to_owned(), what.to_owned(), subject.to_owned());
    let act = Act { at: NOW + entry as i64, who, what, subject, body, documents: Vec::new() };
    SealedAct { entry, hash: format!("{entry:064}"), act }
}

/// A chain that drafts are added to.
#[derive(Default)]
struct Chain {
    acts: Vec<SealedAct>,
    register: Register,
}

impl Chain {
    fn put(&mut self, draft: &Draft) -> String {
        self.act(&draft.who, &draft.what, &draft.subject, draft.body.clone());
        draft.subject.split(' ').next_back().unwrap().to_owned()
    }

    fn act(&mut self, who: &str, what: &str, subject: &str, body: Value) {
        let act = sealed(self.acts.len() as u64 + 1, who, what, subject, body);
        self.register.apply(&act);
        self.acts.push(act);
    }

    fn open(&mut self, who: &str, covert: bool, members: &[&str]) -> String {
        let members = members.iter().map(|name| (*name).to_owned()).collect();
        let opened = Opened { title: "Odd sign-ins".into(), covert, members, severity: "high".into() };
        let draft = self.register.seen_by(who).open(&opened).unwrap();
        self.put(&draft)
    }
}

#[test]
fn a_case_is_what_its_acts_add_up_to() {
    let mut chain = Chain::default();
    let id = chain.open("ada", false, &["Ben"]);
    assert_eq!(id, "case-1");
    let rules = Rules::shipped().unwrap();
    let attached = Attached {
        findings: vec!["f1".into()],
        entries: vec!["2026-W46/17".into()],
        records: vec!["SigninLogs/66ea".into()],
    };
    let people = Change { add: vec![" anna@x.example ".into(), "bob@x.example".into()], remove: Vec::new() };
    let fewer = Change { add: Vec::new(), remove: vec!["BOB@x.example".into()] };
    for step in 0..8 {
        let view = chain.register.seen_by("ada");
        let drafts = match step {
            0 => vec![view.note(&id, "called her").unwrap()],
            1 => vec![view.attach(&id, &attached).unwrap()],
            2 => vec![view.people(&id, &people).unwrap()],
            3 => vec![view.people(&id, &fewer).unwrap()],
            4 => view.start_clocks(&id, &rules, ("gdpr-33", None, NOW - 5), "her call", NOW).unwrap(),
            5 => vec![view.meet_clock(&id, &rules, "gdpr-33", (NOW, "BfDI 12"), NOW).unwrap()],
            6 => vec![view.add_blocker(Kind::HiddenOrigin, &[id.clone(), "f1".into()], "NordVPN").unwrap()],
            _ => vec![view.close(&id, "token revoked", "confirmed").unwrap()],
        };
        for draft in &drafts {
            chain.put(draft);
        }
    }
    chain.act("ada", "hold.add", "hold 1", json!({"case": "case-1", "people": ["anna@x.example"]}));
    let case = chain.register.seen_by("anybody").case(&id).unwrap();
    assert_eq!(case.people.iter().collect::<Vec<_>>(), ["anna@x.example"]);
    assert_eq!(case.members.values().collect::<Vec<_>>(), ["ada", "Ben"]);
    assert_eq!((case.findings.len(), case.entries.len(), case.records.len(), case.notes.len()), (1, 1, 1, 1));
    assert_eq!(case.clocks["gdpr-33"].met.as_ref().unwrap().reference, "BfDI 12");
    assert_eq!(
        (case.blockers.as_slice(), case.holds.as_slice()),
        (["blocker-1".to_owned()].as_slice(), [1].as_slice())
    );
    assert_eq!(case.status, CaseStatus::Closed { reason: "token revoked".into(), outcome: "confirmed".into() });
    assert_eq!(case.history.len(), chain.acts.len());
    let begun = format!("gdpr-33: awareness at {}; her call", crate::instant::text(NOW - 5));
    assert_eq!((case.history[5].what.as_str(), case.history[5].text.as_str()), ("clock.start", begun.as_str()));
    assert!(chain.register.seen_by("ada").close(&id, "again", "").unwrap_err().to_string().contains("closed already"));
}

#[test]
fn what_cannot_be_is_refused_before_it_is_sealed() {
    let mut chain = Chain::default();
    let id = chain.open("ada", false, &[]);
    let rules = Rules::shipped().unwrap();
    let view = chain.register.seen_by("ada");
    let told = |error: CaseError| error.to_string();
    assert!(told(view.note(&id, " ").unwrap_err()).contains("empty"));
    assert!(told(view.note("case-9", "x").unwrap_err()).starts_with("there is no case-9"));
    assert!(told(view.reopen(&id, "x").unwrap_err()).contains("is open"));
    assert!(told(view.remove_member(&id, "ADA ").unwrap_err()).contains("last"));
    assert!(told(view.remove_member(&id, "eve").unwrap_err()).contains("does not belong"));
    assert!(told(view.attach(&id, &Attached::default()).unwrap_err()).contains("name a finding"));
    let record = Attached { records: vec!["Signin/1".into()], ..Attached::default() };
    assert!(told(view.attach(&id, &record).unwrap_err()).contains("TABLE/ID"));
    let ahead = view.start_clocks(&id, &rules, ("gdpr-33", None, NOW + 1), "b", NOW).unwrap_err();
    assert!(told(ahead).contains("lies ahead"));
    assert!(
        told(view.meet_clock(&id, &rules, "gdpr-33", (NOW, "r"), NOW).unwrap_err()).contains("has no clock gdpr-33")
    );
    let opened = Opened { title: "t".into(), severity: "bad".into(), ..Opened::default() };
    assert!(told(view.open(&opened).unwrap_err()).contains("informational"));
}

#[test]
fn what_is_not_understood_is_kept_and_told() {
    let mut chain = Chain::default();
    let id = chain.open("ada", false, &[]);
    let subject = format!("case {id}");
    chain.act("ada", "case.merge", &subject, json!({"with": "case-2"}));
    chain.act("ada", "case.note", &subject, json!({"txt": "x"}));
    chain.act("ada", "case.note", "case case-7", json!({"text": "x"}));
    chain.act("ada", "case.open", &subject, json!({"title": "again"}));
    chain.act("ada", "review.sign", "review 2026-W46", json!({}));
    chain.act("ada", "blocker.add", "blocker blocker-1", json!({"kind": "moon-phase", "about": [id], "later": 1}));
    let view = chain.register.seen_by("ada");
    let told: Vec<_> = view.unheeded().map(|unheeded| unheeded.reason.as_str()).collect();
    assert_eq!(told.len(), 4, "{told:?}");
    assert_eq!(told[0], "case.merge is not known to this version");
    assert!(told[1].contains("missing field `text`"));
    assert_eq!((told[2], told[3]), ("nobody opened case-7", "case-1 was opened before"));
    assert_eq!(view.case(&id).unwrap().title, "Odd sign-ins");
    let blocker = view.blocker("blocker-1").unwrap();
    assert_eq!((blocker.kind, blocker.kind_as_written.as_str()), (Kind::Other, "moon-phase"));
}

/// A register with a covert case that has something everywhere, an open one, and the acts.
fn covert() -> (Chain, String, String) {
    let mut chain = Chain::default();
    let open = chain.open("ada", false, &[]);
    let secret = chain.open("ada", true, &["Ben Oriol"]);
    let subject = format!("case {secret}");
    chain.act("ada", "case.attach", &subject, json!({"findings": ["f-secret"]}));
    chain.act(
        "ada",
        "blocker.add",
        "blocker blocker-1",
        json!({"kind": "expired", "about": [secret, "f9"], "detail": "secret"}),
    );
    chain.act("ada", "hold.add", "hold 1", json!({"case": secret}));
    chain.act("ada", "hold.release.request", "hold 1", json!({"reason": "secret"}));
    chain.act("ada", "case.future", &subject, json!({}));
    chain.act("eve", "case.note", &subject, json!({"text": "secret: guessed the number"}));
    chain.act("eve", "case.member.add", &subject, json!({"name": "eve"}));
    chain.act("eve", "blocker.add", "blocker blocker-2", json!({"kind": "other", "about": [secret]}));
    chain.act("eve", "blocker.resolve", "blocker blocker-1", json!({"reason": "secret"}));
    chain.act("ada", "blocker.resolve", "blocker blocker-1", json!({"reason": "secret"}));
    chain.act("eve", "case.note", &format!("case {open}"), json!({"text": "harmless"}));
    (chain, open, secret)
}

/// Everything that a view tells, as text. A reader that is added to [`View`] has to be added here.
fn everything(chain: &Chain, viewer: &str) -> String {
    let view = chain.register.seen_by(viewer);
    let ids = ["case-1", "case-2", "case-3", "blocker-1", "blocker-2"];
    let known =
        |id: &&str| view.case(id).map(|case| case.id.clone()).or_else(|_| view.blocker(id).map(|b| b.id.clone()));
    let rules = Rules::shipped().unwrap();
    let change = Change { add: vec!["x".into()], remove: Vec::new() };
    let attached = Attached { findings: vec!["x".into()], ..Attached::default() };
    let tried = |id: &str| {
        let result = |draft: Result<Draft, CaseError>| draft.map(|_| ()).map_err(|error| error.to_string());
        vec![
            result(view.note(id, "x")),
            result(view.attach(id, &attached)),
            result(view.people(id, &change)),
            result(view.addresses(id, &change)),
            result(view.add_member(id, "x")),
            result(view.remove_member(id, "x")),
            result(view.close(id, "x", "")),
            result(view.reopen(id, "x")),
            result(view.start_clocks(id, &rules, ("nis2", None, 0), "x", NOW).map(|mut all| all.remove(0))),
            result(view.meet_clock(id, &rules, "gdpr-33", (0, "x"), NOW)),
            result(view.stop_clock(id, &rules, "gdpr-33", "x", NOW)),
            result(view.add_blocker(Kind::Other, &[id.to_owned()], "x")),
        ]
    };
    format!(
        "cases {:?}\nlookups {:?}\nblockers {:?}\nunheeded {:?}\nacts {:?}\ntried {:?}\nresolve {:?}",
        view.cases().collect::<Vec<_>>(),
        ids.iter().map(known).collect::<Vec<_>>(),
        view.blockers().collect::<Vec<_>>(),
        view.unheeded().collect::<Vec<_>>(),
        view.acts(&chain.acts),
        ["case-2", "case-3"].map(tried),
        view.resolve_blocker("blocker-1", "x").map_err(|error| error.to_string()),
    )
}

/// A way to read, or to act, that is added to [`View`] has to be tried by a stranger above.
#[test]
fn every_reader_is_tried_by_a_stranger() {
    let tests = include_str!("tests.rs");
    for source in [include_str!("view.rs"), include_str!("draft.rs")] {
        let (_, of_view) = source.split_once("View<").unwrap();
        for line in of_view.lines().filter_map(|line| line.trim().strip_prefix("pub fn ")) {
            let (name, _) = line.split_once(['(', '<']).unwrap();
            assert!(name == "record" || tests.contains(&format!("view.{name}(")), "{name} is not tried");
        }
    }
}

#[test]
fn a_covert_case_is_not_there_for_others() {
    let (chain, open, secret) = covert();
    let shown = everything(&chain, "eve");
    assert!(!shown.contains("secret"), "{shown}");
    assert!(shown.contains("harmless") && shown.contains(&open));
    // What is told of it is what is told of a case that was never opened.
    let view = chain.register.seen_by("eve");
    let error = |id: &str| view.case(id).unwrap_err().to_string().replace(id, "ID");
    assert_eq!(error(&secret), error("case-3"));
    let [hidden, absent] = [&secret, "case-3"].map(|id| view.note(id, "x").unwrap_err().to_string().replace(id, "ID"));
    assert_eq!(hidden, absent);
    let about =
        |id: &str| view.add_blocker(Kind::Other, &[id.to_owned()], "x").unwrap_err().to_string().replace(id, "ID");
    assert_eq!(about(&secret), about("case-3"));
    let error = |id: &str| view.blocker(id).unwrap_err().to_string().replace(id, "ID");
    assert_eq!(error("blocker-1"), error("blocker-9"));
    assert!(!view.shows(&secret) && view.shows(&open) && view.shows("case-3"));
    let subjects: Vec<_> = view.acts(&chain.acts).iter().map(|sealed| sealed.act.subject.as_str()).collect();
    assert_eq!(subjects, ["case case-1", "case case-1"]);
    assert_eq!(view.unheeded().count(), 0);
}

#[test]
fn a_covert_case_is_there_for_its_members() {
    let (chain, _, secret) = covert();
    for member in ["ada", " ADA ", "ben oriol"] {
        let view = chain.register.seen_by(member);
        assert!(view.shows(&secret));
        assert_eq!(
            view.case(&secret).unwrap().members.values().collect::<Vec<_>>(),
            ["ada", "Ben Oriol"],
            "eve is none"
        );
        assert_eq!(
            (view.cases().count(), view.blockers().count(), view.acts(&chain.acts).len()),
            (2, 1, chain.acts.len())
        );
        assert_eq!(view.unheeded().count(), 5, "what the version does not know, and what eve tried");
    }
}

#[test]
fn a_covert_case_tells_nobody() {
    let (chain, open, secret) = covert();
    assert!(chain.register.notifies(&open));
    assert!(!chain.register.notifies(&secret) && !chain.register.notifies("case-99"), "the same answer");
    assert!(chain.register.silences("f-secret") && !chain.register.silences("f9"));
}

fn any_act() -> impl Strategy<Value = (String, String, String, Value)> {
    let who = prop::sample::select(vec!["ada", "ben", "eve"]);
    let number = 1_u64..4;
    let what = prop::sample::select(vec![
        ("case.open", json!({"title": "t", "covert": true, "members": ["ben"]})),
        ("case.open", json!({"title": "t"})),
        ("case.note", json!({"text": "n"})),
        ("case.people", json!({"add": ["p", "q"], "remove": ["Q"]})),
        ("case.member.add", json!({"name": "eve"})),
        ("case.member.remove", json!({"name": "ben"})),
        ("case.close", json!({"reason": "r"})),
        ("case.reopen", json!({"reason": "r"})),
        ("clock.start", json!({"rule": "gdpr-33", "event": "awareness", "at": 5})),
        ("clock.met", json!({"rule": "gdpr-33", "at": 6})),
        ("blocker.add", json!({"kind": "expired", "about": ["case-1"]})),
        ("blocker.resolve", json!({"reason": "r"})),
        ("hold.add", json!({"case": "case-2"})),
        ("case.unknown", json!(null)),
        ("review.sign", json!([])),
    ]);
    (who, number, what).prop_map(|(who, number, (what, body))| {
        let kind = if what.starts_with("blocker") { "blocker" } else { "case" };
        (who.to_owned(), what.to_owned(), format!("{kind} {kind}-{number}"), body)
    })
}

/// A register with the numbers of entries left out.
fn without_entries(register: &Register) -> String {
    let mut register = register.clone();
    for case in register.cases.values_mut() {
        case.history.iter_mut().for_each(|step| step.entry = 0);
    }
    register.unheeded.iter_mut().for_each(|(_, unheeded)| unheeded.entry = 0);
    format!("{register:?}")
}

proptest! {
    #[test]
    fn how_acts_were_batched_does_not_matter(acts in prop::collection::vec((any_act(), 0_u64..2), 0..40), cut in 0_usize..40) {
        let mut entry = 1;
        let (mut batched, mut single) = (Vec::new(), Vec::new());
        for (index, ((who, what, subject, body), step)) in acts.into_iter().enumerate() {
            entry += step;
            let act = Act { at: NOW + index as i64, who, what, subject, body, documents: Vec::new() };
            batched.push(SealedAct { entry, hash: String::new(), act: act.clone() });
            single.push(SealedAct { entry: index as u64 + 1, hash: String::new(), act });
        }
        let whole = Register::of(&single);
        prop_assert_eq!(without_entries(&whole), without_entries(&Register::of(&batched)));
        let (first, rest) = single.split_at(cut.min(single.len()));
        let mut grown = Register::of(first);
        for act in rest { grown.apply(act); }
        prop_assert_eq!(&grown, &whole);
        // Nothing is lost: every act is followed, told as not followed, or another part's.
        let steps: usize = whole.cases.values().map(|case| case.history.iter().filter(|step| step.what.starts_with("case.")).count()).sum();
        let unheeded = whole.unheeded.iter().filter(|(_, unheeded)| unheeded.what.starts_with("case.")).count();
        prop_assert_eq!(steps + unheeded, single.iter().filter(|act| act.act.what.starts_with("case.")).count());
    }

    /// Whatever happened, no text of a covert case is in anything that a stranger is shown.
    #[test]
    fn strangers_see_nothing(acts in prop::collection::vec(any_act(), 0..40)) {
        let mut chain = Chain::default();
        for (who, what, subject, body) in acts { chain.act(&who, &what, &subject, body); }
        for (number, case) in &chain.register.cases {
            if !case.is_visible("stranger") {
                let shown = everything(&chain, "stranger").split("\ntried").next().unwrap().to_owned();
                let id = format!("case-{number}");
                // The lookups repeat what was asked for, and say that it is not there.
                let lookups = shown.lines().filter(|line| !line.starts_with("lookups")).collect::<String>();
                prop_assert!(!lookups.contains(&id), "{} in {}", id, lookups);
            }
        }
    }

    /// What a view drafts, the register follows.
    #[test]
    fn what_is_drafted_is_followed(acts in prop::collection::vec(any_act(), 0..30), who in prop::sample::select(vec!["ada", "eve", "stranger"])) {
        let mut chain = Chain::default();
        for (who, what, subject, body) in acts { chain.act(&who, &what, &subject, body); }
        let view = chain.register.seen_by(who);
        let drafts: Vec<Draft> = ["case-1", "case-2", "case-3"].iter().flat_map(|id| [
            view.note(id, "x"), view.close(id, "x", ""), view.reopen(id, "x"), view.add_member(id, "x"), view.remove_member(id, "ben"),
            view.add_blocker(Kind::Expired, &[(*id).to_owned()], "x"), view.resolve_blocker("blocker-1", "x"),
        ]).flatten().collect();
        for draft in drafts {
            let mut after = chain.register.clone();
            after.apply(&sealed(99, &draft.who, &draft.what, &draft.subject, draft.body.clone()));
            prop_assert_eq!(after.unheeded.len(), chain.register.unheeded.len(), "{:?}", draft);
        }
    }
}
