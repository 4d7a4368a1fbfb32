//! Records that come late: in the end there are the alerts that there would be, had everything come in time.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};

use connect::import::{BytesSource, LeafInfo, Options, Sink, SinkError, read_file};
use detect::state::{Alert, State, Status};
use detect::watch::Watch;
use detect::{Evaluator, Rule, RuleSet, rule};
use kql_plan::Context;
use query::{Session, Source};
use simulate::{Attacks, Format, Output, Plan};
use store::{Archive, Clock, Origin};
use tables::Mapped;

use crate::support::{HOUR, nobody};

/// Midnight of the first day, 2 March 2026, in microseconds.
const MONDAY: i64 = 1_772_409_600_000_000;
const DAY: i64 = 24 * HOUR;

/// A first sighting, relative to the record: neither the person nor anybody else matters, only what was there before.
const FIRST_SEEN: &str = r#"
id: 00000000-0000-4000-8000-000000000011
name: First use of an application
queryFrequency: 1h
queryPeriod: 7d
query: |
  let frequency = 1h;
  union SigninLogs, AADNonInteractiveUserSignInLogs
  | where ResultType == "0"
  | sort by UserId asc, AppId asc, TimeGenerated asc, Id asc
  | where not(UserId == prev(UserId) and AppId == prev(AppId) and TimeGenerated - prev(TimeGenerated) < 6d)
  | where TimeGenerated > ago(frequency)
  | project TimeGenerated, UserPrincipalName, AppId
entityMappings:
  - {entityType: Account, fieldMappings: [{identifier: FullName, columnName: UserPrincipalName}]}
  - {entityType: CloudApplication, fieldMappings: [{identifier: AppId, columnName: AppId}]}
"#;

/// A count over hours of the clock, of a rule that may be run over any stretch.
const BY_HOUR: &str = r#"
id: 00000000-0000-4000-8000-000000000012
name: Many failures in an hour
queryFrequency: 1h
queryPeriod: 1h
query: |
  SigninLogs
  | where ResultType != "0"
  | summarize StartTime = min(TimeGenerated), EndTime = max(TimeGenerated), Failures = count() by IPAddress, Hour = bin(TimeGenerated, 1h)
  | where Failures >= 3
  | project TimeGenerated = EndTime, StartTime, EndTime, IPAddress, Failures
entityMappings:
  - {entityType: IP, fieldMappings: [{identifier: Address, columnName: IPAddress}]}
"#;

/// A rule as many are in Sentinel: it asks the clock, and has a threshold.
const BY_STEPS: &str = r#"
id: 00000000-0000-4000-8000-000000000013
name: Sign-ins that fail
queryFrequency: 8h
queryPeriod: 12h
triggerOperator: gt
triggerThreshold: 1
query: |
  SigninLogs
  | where TimeGenerated > ago(12h) and ResultType != "0"
  | summarize StartTime = min(TimeGenerated), EndTime = max(TimeGenerated), Failures = count() by UserPrincipalName
entityMappings:
  - {entityType: Account, fieldMappings: [{identifier: FullName, columnName: UserPrincipalName}]}
"#;

/// The rules that are tried: of ours one that groups by hours, one that reads neighbours; then one of each other kind.
fn rules(set: &RuleSet) -> Vec<Rule> {
    let ours = ["phishing-kit-client", "password-spray"].map(|name| set.find(name).unwrap().clone());
    let here = [("first-seen", FIRST_SEEN), ("by-hour", BY_HOUR), ("by-steps", BY_STEPS)];
    let here = here.map(|(name, text)| rule::read(&format!("{name}.yaml"), text).unwrap());
    ours.into_iter().chain(here).collect()
}

/// A record, when it happened, and in which log.
struct Record {
    time: i64,
    interactive: bool,
    text: String,
}

/// Five days of a few people, with attacks.
fn life() -> Vec<Record> {
    let start = chrono::NaiveDate::from_ymd_opt(2026, 3, 2).unwrap();
    let names = ["password-spray-single-source", "adversary-in-the-middle", "brute-force-then-success"];
    let plan = Plan {
        formats: vec![Format::GraphSignIns],
        attacks: Attacks::Only(names.map(str::to_owned).to_vec()),
        ..Plan::new(20, 5, 11, start)
    };
    let mut files = Memory::default();
    simulate::write(&plan, &mut files, &mut |_| {}).unwrap();
    let mut records = Vec::new();
    for (kind, interactive) in [("interactiveUser", true), ("nonInteractiveUser", false)] {
        let bytes = files.0.lock().unwrap()[&format!("graph/signIns-{kind}.ndjson")].clone();
        for text in String::from_utf8(bytes).unwrap().lines() {
            let json: serde_json::Value = serde_json::from_str(text).unwrap();
            let time = chrono::DateTime::parse_from_rfc3339(json["createdDateTime"].as_str().unwrap()).unwrap();
            records.push(Record { time: time.timestamp_micros(), interactive, text: text.to_owned() });
        }
    }
    records
}

/// Files in memory.
#[derive(Default, Clone)]
struct Memory(Arc<Mutex<BTreeMap<String, Vec<u8>>>>);

/// One of them.
struct InMemory(Memory, String);

impl Output for Memory {
    fn create(&mut self, path: &str) -> std::io::Result<Box<dyn Write>> {
        Ok(Box::new(InMemory(self.clone(), path.to_owned())))
    }
}

impl Write for InMemory {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.0.lock().unwrap().entry(self.1.clone()).or_default().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// A clock that is set, and ticks whenever it is looked at.
#[derive(Clone, Default)]
struct Hand(Arc<AtomicI64>);

impl Clock for Hand {
    fn now(&self) -> i64 {
        self.0.fetch_add(1, Ordering::Relaxed)
    }
}

struct Appender<'a> {
    writer: &'a mut store::Writer,
    evidence: String,
}

impl Sink for Appender<'_> {
    fn rows(&mut self, leaf: &LeafInfo, mapped: Vec<Mapped>) -> Result<(), SinkError> {
        let origin = Origin { evidence: self.evidence.clone(), member: None, format: leaf.format.name().to_owned() };
        for rows in mapped {
            self.writer.append(&origin, rows)?;
        }
        Ok(())
    }
}

/// An archive that is watched, and what time it is.
struct Watched {
    folder: tempfile::TempDir,
    archive: Archive,
    hand: Hand,
    runtime: tokio::runtime::Runtime,
    set: RuleSet,
    state: State,
    /// Stretches that were judged after the first time, by rule.
    again: BTreeMap<String, usize>,
}

impl Watched {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let hand = Hand::default();
        hand.0.store(MONDAY, Ordering::Relaxed);
        Self {
            archive: Archive::create_or_open(folder.path(), hand.clone()).unwrap(),
            folder,
            hand,
            runtime: tokio::runtime::Builder::new_multi_thread()
                .enable_all()
                .thread_stack_size(64 << 20)
                .build()
                .unwrap(),
            set: RuleSet::embedded(),
            state: State::in_memory().unwrap(),
            again: BTreeMap::new(),
        }
    }

    /// Takes records in at a time.
    fn import<'r>(&mut self, now: i64, records: impl Iterator<Item = &'r Record>) {
        let bytes: Vec<u8> = records.flat_map(|record| record.text.bytes().chain([b'\n'])).collect();
        assert!(!bytes.is_empty(), "nothing to import");
        self.hand.0.store(now, Ordering::Relaxed);
        let mut writer = self.archive.writer().unwrap();
        let evidence = writer.put_evidence("signIns.ndjson", bytes.as_slice()).unwrap().sha256;
        let mut sink = Appender { writer: &mut writer, evidence };
        let outcome = read_file(&BytesSource::new("signIns.ndjson", &bytes), &Options::default(), &mut sink).unwrap();
        assert!(outcome.leaves.iter().all(|leaf| leaf.rejected.is_empty()));
        writer.commit().unwrap();
        writer.close().unwrap();
    }

    fn evaluate<T>(&mut self, work: impl FnOnce(&Evaluator<'_>, &mut State, &mut BTreeMap<String, usize>) -> T) -> T {
        let source = Source::new(Some(self.archive.snapshot().unwrap()), Some(self.folder.path()));
        let session = Session::new(source.with_library(self.set.library()), kql_datafusion::Options::default());
        work(&Evaluator::new(&self.runtime, &session, Context::default()), &mut self.state, &mut self.again)
    }

    /// Brings all rules up to a time.
    fn catch_up(&mut self, now: i64) {
        let rules = rules(&self.set);
        self.evaluate(|evaluator, state, again| {
            let mut watch = Watch::new(evaluator, MONDAY, now, &nobody);
            for rule in &rules {
                let known = state.progress(&rule.slug).unwrap().is_some();
                let caught = watch.catch_up(state, rule).unwrap();
                if known {
                    *again.entry(rule.slug.clone()).or_default() += caught.stretches.len();
                }
            }
        });
    }

    /// The alerts that are not withdrawn: rule, key, first and last record.
    fn told(&self) -> BTreeSet<(String, String, i64, i64)> {
        let live = self.state.alerts().unwrap().into_iter().filter(|alert| alert.status != Status::Withdrawn);
        live.map(|Alert { rule, key, first, last, .. }| (rule, key, first, last)).collect()
    }
}

#[test]
fn in_the_end_there_are_the_alerts_that_there_would_be_had_everything_come_in_time() {
    let life = life();
    // In the middle of a morning, of an hour, of a quarter of an hour.
    let days: Vec<i64> = [1, 3, 5].map(|day| MONDAY + day * DAY + 10 * HOUR + HOUR / 7).to_vec();
    let end = MONDAY + 11 * DAY;
    let mut since = i64::MIN;
    let (mut punctual, mut late) = (Watched::new(), Watched::new());
    for now in days {
        let new: Vec<&Record> = life.iter().filter(|record| record.time >= since && record.time < now).collect();
        punctual.import(now, new.iter().copied());
        punctual.catch_up(now);
        late.import(now, new.into_iter().filter(|record| !record.interactive));
        late.catch_up(now);
        since = now;
    }
    punctual.catch_up(end);
    let before = late.told();
    late.import(end - HOUR, life.iter().filter(|record| record.interactive));
    late.catch_up(end);

    // All at once, as if nobody had looked before.
    let mut at_once = Watched::new();
    at_once.import(end, life.iter());
    at_once.catch_up(end);

    let (expected, came_late, in_time) = (at_once.told(), late.told(), punctual.told());
    let found: BTreeSet<&str> = expected.iter().map(|(rule, ..)| rule.as_str()).collect();
    assert_eq!(found.len(), 5, "a rule that finds nothing shows nothing: {found:?}");
    assert_eq!(in_time.symmetric_difference(&expected).collect::<Vec<_>>(), Vec::<&(String, String, i64, i64)>::new());
    assert_eq!(
        came_late.symmetric_difference(&expected).collect::<Vec<_>>(),
        Vec::<&(String, String, i64, i64)>::new()
    );
    assert_ne!(before, came_late, "what came late changed nothing");
    for (rule, stretches) in &late.again {
        assert!(*stretches > 0 && *stretches >= punctual.again[rule], "{rule} was not judged again");
    }
    assert!(at_once.again.is_empty(), "what is judged for the first time is not judged again");
}

/// A record of a batch that is being written while rules run has a time of receipt before theirs, and they do not see it.
#[test]
fn what_was_being_written_while_rules_ran_is_late_too() {
    let life = life();
    let (first, rest): (Vec<&Record>, Vec<&Record>) = life.iter().partition(|record| !record.interactive);
    let now = MONDAY + 6 * DAY;
    let mut watched = Watched::new();
    watched.import(now - 3 * HOUR, first.into_iter());
    watched.catch_up(now);
    let before = watched.told();
    // Its rows were written an hour before the rules ran, and it was sealed afterwards.
    watched.import(now - HOUR, rest.into_iter());
    watched.catch_up(now + 1);
    assert_ne!(watched.told(), before);
    let mut at_once = Watched::new();
    at_once.import(now, life.iter());
    at_once.catch_up(now + 1);
    assert_eq!(watched.told(), at_once.told());
}
