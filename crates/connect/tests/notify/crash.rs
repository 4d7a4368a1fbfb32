//! A process that dies between sending and writing down that it sent.

use std::path::Path;
use std::process::Command;

use chrono::{DateTime, TimeDelta, Utc};
use connect::notify::{Failure, Message, Network, Outbox, Severity, Transport, When};

use crate::support::{WebServer, channel, network, noon, notice, round, there};

const OUTBOX: &str = "QUAESTOR_TEST_OUTBOX";
const ADDRESS: &str = "QUAESTOR_TEST_ADDRESS";
const HOOK: &str = "webhook: {url_env: ADDRESS}";

/// Sends, then dies.
struct Dying(Network);

impl Transport for Dying {
    fn send(&self, message: &Message, now: DateTime<Utc>) -> Result<String, Failure> {
        self.0.send(message, now)?;
        std::process::abort()
    }
}

#[test]
#[ignore = "the half of `killed_between_sending_and_settling` that is killed"]
fn the_process_that_is_killed() {
    let (Ok(path), Ok(address)) = (std::env::var(OUTBOX), std::env::var(ADDRESS)) else {
        return;
    };
    let mut outbox = Outbox::open(Path::new(&path)).unwrap();
    let _lock = outbox.lock().unwrap();
    outbox.enqueue(&notice("a1", Severity::High), &there(When::Now), 30, noon()).unwrap();
    round(&mut outbox, &Dying(network(&channel(HOOK, &address))), noon());
}

#[test]
fn killed_between_sending_and_settling() {
    let server = WebServer::start(&[(200, &[], "ok")]);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("notify.sqlite");
    let killed = Command::new(std::env::current_exe().unwrap())
        .args(["crash::the_process_that_is_killed", "--exact", "--ignored"])
        .env(OUTBOX, &path)
        .env(ADDRESS, &server.url)
        .output()
        .unwrap();
    assert!(!killed.status.success());
    assert_eq!(server.got().len(), 1, "it had sent: {}", String::from_utf8_lossy(&killed.stdout));

    let mut outbox = Outbox::open(&path).unwrap();
    let _lock = outbox.lock().unwrap();
    let network = network(&channel(HOOK, &server.url));
    let later = noon() + TimeDelta::minutes(1);
    // Whoever restarts tells the alert again; it is known.
    outbox.enqueue(&notice("a1", Severity::High), &there(When::Now), 30, later).unwrap();
    assert_eq!(round(&mut outbox, &network, noon()).delivered, 0, "not at once: what killed it could kill again");
    assert_eq!(round(&mut outbox, &network, later).delivered, 1);
    assert_eq!(round(&mut outbox, &network, later + TimeDelta::days(1)).delivered, 0);
    let ids: Vec<String> = server.got().iter().map(|got| got.header("webhook-id").to_owned()).collect();
    assert_eq!(ids.len(), 2);
    assert_eq!(ids[0], ids[1], "the same key, never a second one");
}
