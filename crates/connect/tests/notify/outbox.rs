//! The outbox's law: an alert, a revision and a channel are told once.

use std::cell::RefCell;

use chrono::{DateTime, TimeDelta, Utc};
use connect::notify::{Content, Counts, Enqueued, Failure, Message, Outbox, Severity, Transport, When};

use crate::support::{noon, notice, round, there, ticking_round};

/// Takes everything, or fails as it is told to.
#[derive(Default)]
struct Notebook {
    taken: RefCell<Vec<Message>>,
    fails: Option<Failure>,
}

impl Transport for Notebook {
    fn send(&self, message: &Message, _: DateTime<Utc>) -> Result<String, Failure> {
        self.taken.borrow_mut().push(message.clone());
        self.fails.clone().map_or(Ok("taken".to_owned()), Err)
    }
}

impl Notebook {
    fn alerts(&self) -> Vec<Vec<String>> {
        let taken = self.taken.borrow();
        let alerts = taken.iter().map(|message| message.content.notices());
        alerts.map(|notices| notices.iter().map(|notice| notice.alert.clone()).collect()).collect()
    }
}

#[test]
fn telling_twice_is_telling_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("notify.sqlite");
    let notebook = Notebook::default();
    let alert = notice("a1", Severity::High);
    for _ in 0..3 {
        let mut outbox = Outbox::open(&path).unwrap();
        outbox.enqueue(&alert, &there(When::Now), 30, noon()).unwrap();
        outbox.enqueue(&alert, &there(When::Now), 30, noon()).unwrap();
        round(&mut outbox, &notebook, noon());
    }
    assert_eq!(notebook.alerts(), [["a1"]]);
    let mut outbox = Outbox::open(&path).unwrap();
    assert_eq!(outbox.enqueue(&alert, &there(When::Now), 30, noon()).unwrap(), [Enqueued::Known]);
    assert_eq!(outbox.forget(noon() + TimeDelta::days(1)).unwrap(), 1);
    assert_eq!(
        outbox.enqueue(&alert, &there(When::Now), 30, noon()).unwrap(),
        [Enqueued::Known],
        "forgotten, not untold"
    );
    let mut next = alert.clone();
    next.revision = 2;
    assert_eq!(outbox.enqueue(&next, &there(When::Now), 30, noon()).unwrap(), [Enqueued::Queued]);
    let mut elsewhere = alert;
    elsewhere.tenant = "fabrikam.example".to_owned();
    assert_eq!(outbox.enqueue(&elsewhere, &there(When::Now), 30, noon()).unwrap(), [Enqueued::Queued]);
    round(&mut outbox, &notebook, noon());
    let keys: std::collections::BTreeSet<String> =
        notebook.taken.borrow().iter().map(|message| message.key.clone()).collect();
    assert_eq!(keys.len(), 3);
}

#[test]
fn a_digest_has_the_newest_state_of_each_alert() {
    let mut outbox = Outbox::in_memory().unwrap();
    let notebook = Notebook::default();
    let due = noon() + TimeDelta::hours(1);
    let mut alert = notice("a1", Severity::Low);
    for revision in 1..=3 {
        alert.revision = revision;
        outbox.enqueue(&alert, &there(When::Digest(due)), 30, noon()).unwrap();
    }
    outbox.enqueue(&notice("a2", Severity::High), &there(When::Digest(due)), 30, noon()).unwrap();
    outbox.enqueue(&notice("a3", Severity::High), &there(When::Digest(due + TimeDelta::days(1))), 30, noon()).unwrap();
    assert_eq!(outbox.next_due().unwrap(), Some(due));
    round(&mut outbox, &notebook, due);
    assert_eq!(notebook.alerts(), [["a2", "a1"]]);
    assert_eq!(notebook.taken.borrow()[0].content.notices()[1].revision, 3);
    assert_eq!(outbox.counts().unwrap(), Counts { held: 1, waiting: 0, delivered: 1, dead: 0 });
}

#[test]
fn a_flood_becomes_a_digest_of_the_next_hour() {
    let mut outbox = Outbox::in_memory().unwrap();
    let notebook = Notebook::default();
    let now = noon() + TimeDelta::minutes(10);
    let became: Vec<Enqueued> = (0..500)
        .map(|number| {
            outbox.enqueue(&notice(&format!("a{number}"), Severity::Low), &there(When::Now), 30, now).unwrap()[0]
        })
        .collect();
    let one = noon() + TimeDelta::hours(1);
    assert_eq!(became.iter().filter(|became| **became == Enqueued::Queued).count(), 30);
    assert_eq!(became.iter().filter(|became| **became == Enqueued::Held(one)).count(), 470);
    ticking_round(&mut outbox, &notebook, one);
    let sizes: Vec<usize> = notebook.alerts().iter().map(Vec::len).collect();
    assert_eq!((sizes.len(), sizes.iter().sum::<usize>()), (31, 500));
    assert!(matches!(notebook.taken.borrow()[30].content, Content::Digest(_)));
}

#[test]
fn one_message_that_fails_does_not_hold_the_others_for_ever() {
    let mut outbox = Outbox::in_memory().unwrap();
    for alert in ["a1", "a2"] {
        outbox.enqueue(&notice(alert, Severity::High), &there(When::Now), 30, noon()).unwrap();
    }
    let failing = Notebook { fails: Some(Failure::later("503")), ..Notebook::default() };
    round(&mut outbox, &failing, noon());
    round(&mut outbox, &failing, noon() + TimeDelta::seconds(1));
    assert_eq!(failing.alerts(), [["a1"], ["a2"]]);
}

#[test]
fn two_processes_do_not_send_from_one_outbox() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("notify.sqlite");
    let (first, second) = (Outbox::open(&path).unwrap(), Outbox::open(&path).unwrap());
    let lock = first.lock().unwrap();
    assert!(second.lock().unwrap_err().to_string().contains("another process does so already"));
    drop(lock);
    second.lock().unwrap();
}

#[test]
fn a_file_of_a_later_program_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("notify.sqlite");
    drop(Outbox::open(&path).unwrap());
    rusqlite::Connection::open(&path).unwrap().pragma_update(None, "user_version", 99).unwrap();
    let error = Outbox::open(&path).unwrap_err().to_string();
    assert!(error.contains("has version 99"), "{error}");
}
