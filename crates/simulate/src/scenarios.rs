//! Staging what stands out from ordinary life: attacks, and harmless events that look like them.

use crate::events::audit::{Activity, Actor, Audit, Target};
use crate::events::security::{Alert, Incident, RiskDetection, RiskyUser};
use crate::events::sign_in::{ClientKind, Protocol, Risk, SignIn, SignInKind, Subject};
use crate::events::unified::{Body, Command, Unified};
use crate::events::{Event, Record, Stream};
use crate::guid::Guid;
use crate::life::attempt::Attempt;
use crate::life::day::Day;
use crate::life::emitter::{Window, directory, logon, mirrored};
use crate::plan::Attacks;
use crate::random::{Purpose, Random};
use crate::time::{DayNumber, Moment, weekday};
use crate::world::World;
use crate::world::applications::ApplicationIndex;
use crate::world::clients::Client;
use crate::world::networks::Source;
use crate::world::people::{Kind, Person, PersonIndex};
use std::collections::BTreeSet;

/// One kind of scenario.
pub(crate) struct Scenario {
    pub(crate) name: &'static str,
    /// Technique of MITRE ATT&CK; of what it looks like, when it is harmless.
    pub(crate) technique: &'static str,
    pub(crate) malicious: bool,
    /// Stages it and tells it in one sentence.
    pub(crate) play: fn(&mut Stage<'_>) -> String,
}

/// All attacks, then all look-alikes.
pub(crate) fn all() -> impl Iterator<Item = &'static Scenario> {
    crate::attacks::ATTACKS.iter().chain(crate::look_alikes::LOOK_ALIKES)
}

/// What really happened, for comparison with what a detection says.
#[derive(Debug, Clone)]
pub(crate) struct Truth {
    pub(crate) name: &'static str,
    pub(crate) technique: &'static str,
    pub(crate) malicious: bool,
    pub(crate) story: String,
    pub(crate) victims: Vec<PersonIndex>,
    pub(crate) sources: Vec<Source>,
    pub(crate) records: Vec<(Stream, Moment, String)>,
}

/// The place where a scenario is staged.
pub(crate) struct Stage<'a> {
    pub(crate) world: &'a World,
    pub(crate) random: Random,
    /// The day it takes place.
    pub(crate) date: DayNumber,
    window: Window,
    number: u32,
    taken: &'a mut BTreeSet<PersonIndex>,
    events: Vec<Event>,
    /// What the people themselves do around it: part of the logs, not of the scenario.
    context: Vec<Event>,
    victims: Vec<PersonIndex>,
    sources: Vec<Source>,
}

/// A scenario leaves this many seconds for itself before the end.
const ROOM: i64 = 3 * 3600;

/// Stages the chosen scenarios, spread over the window.
pub(crate) fn stage(world: &World, window: Window, choice: &Attacks) -> (Vec<Event>, Vec<Truth>) {
    let chosen: Vec<(usize, &Scenario)> = all()
        .enumerate()
        .filter(|(_, scenario)| match choice {
            Attacks::All => true,
            Attacks::None => false,
            Attacks::Only(names) => names.iter().any(|name| name == scenario.name),
        })
        .collect();
    let days = window.until.day() - window.from.day();
    let mut taken = BTreeSet::new();
    let mut events = Vec::new();
    let mut truths = Vec::new();
    let count = chosen.len() as i64;
    for (position, (number, scenario)) in chosen.into_iter().enumerate() {
        // Scenarios of one kind stand together in the list; a step that has no common divisor with most counts mixes them.
        let turn = (position as i64 * 11) % count.max(1);
        let mut date = window.from.day() + i64::from(days > 2) + turn * (days - 2).max(0) / count.max(1);
        while weekday(date) >= 5 && date > window.from.day() {
            date -= 1;
        }
        let mut stage = Stage {
            world,
            random: Random::keyed(world.seed, Purpose::Attack, &[number as u64]),
            date,
            window,
            number: number as u32,
            taken: &mut taken,
            events: Vec::new(),
            context: Vec::new(),
            victims: Vec::new(),
            sources: Vec::new(),
        };
        let story = (scenario.play)(&mut stage);
        stage.events.retain(|event| window.contains(event.time));
        stage.events.sort_by_key(Event::order);
        let mut records = Vec::new();
        for event in &stage.events {
            records.push((event.stream(), event.time, crate::tenant::record_id(world, event)));
        }
        truths.push(Truth {
            name: scenario.name,
            technique: scenario.technique,
            malicious: scenario.malicious,
            story,
            victims: stage.victims,
            sources: stage.sources,
            records,
        });
        stage.context.retain(|event| window.contains(event.time));
        events.append(&mut stage.events);
        events.append(&mut stage.context);
    }
    events.sort_by_key(Event::order);
    (events, truths)
}

/// The title of the alert about a risk.
fn risk_title(kind: &str) -> &'static str {
    match kind {
        "passwordSpray" => "Password Spray",
        "anomalousToken" => "Anomalous Token",
        "attackerinTheMiddle" => "Attacker in the Middle",
        "maliciousIPAddress" => "Malicious IP address",
        "tokenIssuerAnomaly" => "Token issuer anomaly",
        _ => "Unfamiliar sign-in properties",
    }
}

impl<'a> Stage<'a> {
    /// A number for names made up by the scenario.
    pub(crate) fn number(&self) -> u32 {
        self.number
    }

    /// An employee at work that day whom no other scenario has, if there is one.
    pub(crate) fn victim(&mut self) -> &'a Person {
        self.victim_where(|person| person.kind == Kind::Member)
    }

    /// An administrator, as a victim.
    pub(crate) fn administrator(&mut self) -> &'a Person {
        self.victim_where(|person| person.kind == Kind::Administrator)
    }

    /// Someone of whom `wanted` holds, at work that day if possible, not in another scenario if possible.
    pub(crate) fn victim_where(&mut self, wanted: impl Fn(&Person) -> bool) -> &'a Person {
        let world = self.world;
        let candidates: Vec<&Person> = world.people.iter().filter(|person| wanted(person)).collect();
        let fallback = candidates.first().copied().unwrap_or(world.person(0));
        let mut found = fallback;
        for _ in 0..40 {
            if candidates.is_empty() {
                break;
            }
            found = candidates[self.random.index(candidates.len())];
            let free = !self.taken.contains(&found.index);
            let present = !found.works() || {
                let day = Day::of(world, found, self.date);
                day.works() && !matches!(day.presence, crate::life::day::Presence::Away(_))
            };
            if free && present {
                break;
            }
        }
        self.taken.insert(found.index);
        self.involve(found.index);
        found
    }

    /// Names somebody as affected.
    pub(crate) fn involve(&mut self, person: PersonIndex) {
        if !self.victims.contains(&person) {
            self.victims.push(person);
        }
    }

    /// Names where it comes from.
    pub(crate) fn from(&mut self, source: Source) -> Source {
        if !self.sources.contains(&source) {
            self.sources.push(source);
        }
        source
    }

    /// An hour of the scenario's day by a person's own clock, moved inside the window with room to spare.
    pub(crate) fn at(&mut self, person: &Person, hour: i64) -> Moment {
        let second = hour * 3600 + self.random.below(2400) as i64;
        let moment = Moment::from_day(self.date)
            .plus_seconds(second - person.place().zone.offset(self.date))
            .plus_ticks(self.random.below(10_000_000) as i64);
        let latest = self.window.until.plus_seconds(-ROOM);
        if moment > latest {
            latest.plus_ticks(self.random.below(60 * 10_000_000) as i64)
        } else if moment < self.window.from {
            self.window.from.plus_ticks(self.random.below(3600 * 10_000_000) as i64)
        } else {
            moment
        }
    }

    /// The day of a person, as ordinary life has it.
    pub(crate) fn day(&self, person: &Person) -> Day {
        Day::of(self.world, person, self.date)
    }

    /// An attempt to sign in as somebody, from a place and with a program that are not theirs.
    pub(crate) fn attempt(
        &mut self,
        subject: Subject,
        time: Moment,
        source: Source,
        client: Client,
        (application, resource): (ApplicationIndex, ApplicationIndex),
    ) -> Attempt {
        self.from(source);
        Attempt {
            time,
            id: self.random.guid(),
            correlation: self.random.guid(),
            session: self.random.guid(),
            kind: SignInKind::Interactive,
            subject,
            source,
            device: None,
            client,
            client_kind: ClientKind::Browser,
            application,
            resource,
            protocol: Protocol::None,
            transferred: false,
            risk: Risk::NONE,
        }
    }

    /// The next try of an attempt, between `low` and `high` seconds later.
    pub(crate) fn later(&mut self, attempt: &mut Attempt, low: u64, high: u64) {
        attempt.time = self.moment_after(attempt.time, low, high);
        attempt.id = self.random.guid();
    }

    /// A moment between `low` and `high` seconds after another.
    pub(crate) fn moment_after(&mut self, moment: Moment, low: u64, high: u64) -> Moment {
        moment.plus_milliseconds(self.random.between(low * 1000, high * 1000) as i64)
    }

    pub(crate) fn sign_in(&mut self, sign_in: SignIn) {
        if mirrored(&sign_in) {
            self.events.push(Event::new(Record::Unified(logon(&sign_in))));
        }
        self.events.push(Event::new(Record::SignIn(Box::new(sign_in))));
    }

    /// A sign-in of the person themselves that makes the story complete.
    pub(crate) fn context(&mut self, sign_in: SignIn) {
        if mirrored(&sign_in) {
            self.context.push(Event::new(Record::Unified(logon(&sign_in))));
        }
        self.context.push(Event::new(Record::SignIn(Box::new(sign_in))));
    }

    /// A change in the directory.
    pub(crate) fn audit(&mut self, time: Moment, activity: &'static Activity, actor: Actor, targets: Vec<Target>) {
        self.audit_with(time, activity, actor, targets, Vec::new());
    }

    pub(crate) fn audit_with(
        &mut self,
        time: Moment,
        activity: &'static Activity,
        actor: Actor,
        targets: Vec<Target>,
        details: Vec<(&'static str, String)>,
    ) {
        let audit = Audit {
            time,
            id: self.random.guid(),
            correlation: self.random.guid(),
            activity,
            failure: None,
            reason: String::new(),
            actor,
            targets,
            details,
        };
        self.push_audit(audit);
    }

    pub(crate) fn push_audit(&mut self, audit: Audit) {
        if audit.activity.unified {
            self.events.push(Event::new(Record::Unified(directory(&audit))));
        }
        self.events.push(Event::new(Record::Audit(Box::new(audit))));
    }

    pub(crate) fn unified(&mut self, time: Moment, body: Body) {
        let id = self.random.guid();
        self.events.push(Event::new(Record::Unified(Unified { time, id, body })));
    }

    /// A command in Exchange.
    pub(crate) fn command(
        &mut self,
        time: Moment,
        (person, source, session): (PersonIndex, Source, Guid),
        name: &'static str,
        application: &'static str,
        object: String,
        parameters: Vec<(&'static str, String)>,
    ) {
        let command = Command {
            name,
            person: Some(person),
            source: Some(source),
            session: Some(session),
            application,
            object,
            parameters,
        };
        self.unified(time, Body::Command(Box::new(command)));
    }

    /// The protection service notices a sign-in, some minutes later, and counts the user as at risk.
    pub(crate) fn detect(&mut self, sign_in: &SignIn, kind: &'static str, level: &'static str, at_risk: bool) {
        let Some(person) = sign_in.person() else { return };
        let time = self.moment_after(sign_in.time, 60, 900);
        let (state, detail) =
            if at_risk { ("atRisk", "none") } else { ("remediated", "userPassedMFADrivenByRiskBasedPolicy") };
        let detection = RiskDetection {
            activity: sign_in.time,
            time,
            id: self.random.guid(),
            request: sign_in.id,
            correlation: sign_in.correlation,
            person,
            source: sign_in.source,
            client: sign_in.client,
            kind,
            level,
            state,
            detail,
            real_time: kind == "unfamiliarFeatures" || kind == "anonymizedIPAddress",
        };
        self.events.push(Event::new(Record::RiskDetection(Box::new(detection))));
        if level == "high" {
            let id = self.random.guid();
            self.alert(Alert {
                time: time.plus_seconds(20),
                first: sign_in.time,
                last: sign_in.time,
                id,
                incident: 2000 + self.number,
                title: risk_title(kind),
                severity: "high",
                category: "InitialAccess",
                technique: "T1078.004",
                service: "azureAdIdentityProtection",
                detection: "azureAdIdentityProtection",
                product: "Microsoft Entra ID Protection",
                person,
                source: Some(sign_in.source),
            });
        }
        let time = self.moment_after(time, 5, 60);
        let user = RiskyUser { time, person, level, state, detail };
        self.events.push(Event::new(Record::RiskyUser(Box::new(user))));
    }

    /// An alert and the incident it opens.
    pub(crate) fn alert(&mut self, alert: Alert) {
        let incident = Incident {
            time: alert.time.plus_seconds(40),
            number: alert.incident,
            title: format!("{} involving one user", alert.title),
            severity: alert.severity,
            resolved: false,
        };
        self.events.push(Event::new(Record::Alert(Box::new(alert))));
        self.events.push(Event::new(Record::Incident(Box::new(incident))));
    }

    /// An alert of Defender for Cloud Apps about somebody.
    pub(crate) fn cloud_alert(
        &mut self,
        time: Moment,
        title: &'static str,
        technique: &'static str,
        person: PersonIndex,
        source: Source,
    ) {
        let noticed = self.moment_after(time, 300, 2400);
        let alert = Alert {
            time: noticed,
            first: time,
            last: time,
            id: self.random.guid(),
            incident: 1000 + self.number,
            title,
            severity: "medium",
            category: "SuspiciousActivity",
            technique,
            service: "microsoftDefenderForCloudApps",
            detection: "cloudAppSecurity",
            product: "Microsoft Defender for Cloud Apps",
            person,
            source: Some(source),
        };
        self.alert(alert);
    }
}
