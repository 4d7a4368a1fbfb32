//! The stage of one scenario: who is available, when it happens, what it leaves in the logs.

use crate::events::audit::{Activity, Actor, Audit, Target};
use crate::events::security::{Alert, Incident, RiskDetection, RiskyUser};
use crate::events::sign_in::{ClientKind, Protocol, Risk, SignIn, SignInKind, Subject};
use crate::events::unified::{Body, Command, Unified};
use crate::events::{Event, Record};
use crate::guid::Guid;
use crate::life::attempt::{Attempt, Second};
use crate::life::day::{Day, Presence};
use crate::life::emitter::{Window, directory, logon, mirrored};
use crate::random::{Purpose, Random};
use crate::scenarios::Silence;
use crate::time::{DayNumber, Moment};
use crate::world::World;
use crate::world::applications::ApplicationIndex;
use crate::world::clients::Client;
use crate::world::networks::Source;
use crate::world::people::{Kind, Person, PersonIndex};
use std::collections::BTreeMap;

/// In how many scenarios each person is: attacks, look-alikes.
#[derive(Debug, Default)]
pub(crate) struct Casting(BTreeMap<PersonIndex, (u8, u8)>);

impl Casting {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    pub(crate) fn hire(&mut self, cast: &[PersonIndex], malicious: bool) {
        for person in cast {
            let (attacks, look_alikes) = self.0.entry(*person).or_default();
            *if malicious { attacks } else { look_alikes } += 1;
        }
    }

    /// How often somebody has been in scenarios, if they may be in another one: an employee is attacked once at most, and
    /// one in five is never, so that harmless events have somebody to happen to. Administrators are few and are in more.
    fn uses(&self, person: &Person, malicious: bool) -> Option<u8> {
        let (attacks, look_alikes) = self.0.get(&person.index).copied().unwrap_or_default();
        let free = match (person.kind, malicious) {
            (Kind::Member, true) => attacks == 0 && look_alikes == 0 && person.index % 5 != 2,
            (Kind::Member, false) => attacks == 0 && look_alikes < 3,
            (Kind::Administrator, true) => attacks < 4,
            (Kind::Administrator, false) => look_alikes < 6,
            (Kind::Guest | Kind::ServiceAccount | Kind::BreakGlass, _) => attacks + look_alikes < 3,
        };
        free.then_some(2 * attacks + look_alikes)
    }
}

/// What a scenario left.
#[derive(Debug)]
pub(crate) struct Played {
    pub(crate) events: Vec<Event>,
    pub(crate) context: Vec<Event>,
    pub(crate) cast: Vec<PersonIndex>,
    pub(crate) victims: Vec<PersonIndex>,
    pub(crate) sources: Vec<Source>,
    pub(crate) silences: Vec<Silence>,
}

/// The place where a scenario is staged.
pub(crate) struct Stage<'a> {
    pub(crate) world: &'a World,
    pub(crate) random: Random,
    /// The day it takes place.
    pub(crate) date: DayNumber,
    pub(crate) window: Window,
    number: u32,
    malicious: bool,
    casting: &'a Casting,
    /// Whom this scenario has chosen.
    cast: Vec<PersonIndex>,
    events: Vec<Event>,
    /// What the people themselves do around it: part of the logs, not of the scenario.
    context: Vec<Event>,
    victims: Vec<PersonIndex>,
    sources: Vec<Source>,
    silences: Vec<Silence>,
}

/// A scenario leaves this many seconds for itself before the end.
const ROOM: i64 = 3 * 3600;

/// The title of the alert about a risk.
fn risk_title(kind: &str) -> &'static str {
    match kind {
        "passwordSpray" => "Password Spray",
        "anomalousToken" => "Anomalous Token",
        "attackerinTheMiddle" => "Attacker in the Middle",
        "maliciousIPAddress" => "Malicious IP address",
        "tokenIssuerAnomaly" => "Token issuer anomaly",
        "anonymizedIPAddress" => "Anonymous IP address",
        "adminConfirmedUserCompromised" => "Admin confirmed user compromised",
        "leakedCredentials" => "Leaked credentials",
        "newCountry" => "Activity from a new country",
        _ => "Unfamiliar sign-in properties",
    }
}

impl<'a> Stage<'a> {
    pub(crate) fn new(
        world: &'a World,
        window: Window,
        date: DayNumber,
        number: u32,
        malicious: bool,
        casting: &'a Casting,
    ) -> Self {
        Self {
            world,
            random: Random::keyed(world.seed, Purpose::Attack, &[u64::from(number)]),
            date,
            window,
            number,
            malicious,
            casting,
            cast: Vec::new(),
            events: Vec::new(),
            context: Vec::new(),
            victims: Vec::new(),
            sources: Vec::new(),
            silences: Vec::new(),
        }
    }

    /// Ends the scenario: what lies in the window, in order of time.
    pub(crate) fn close(mut self) -> Played {
        self.events.retain(|event| self.window.contains(event.time));
        self.events.sort_by_key(Event::order);
        self.context.retain(|event| self.window.contains(event.time));
        Played {
            events: self.events,
            context: self.context,
            cast: self.cast,
            victims: self.victims,
            sources: self.sources,
            silences: self.silences,
        }
    }

    /// A number for names made up by the scenario.
    pub(crate) fn number(&self) -> u32 {
        self.number
    }

    /// An employee to whom it happens, if one is left.
    pub(crate) fn victim(&mut self) -> Option<&'a Person> {
        self.victim_where(|person| person.kind == Kind::Member)
    }

    /// An administrator, as a victim.
    pub(crate) fn administrator(&mut self) -> Option<&'a Person> {
        self.victim_where(|person| person.kind == Kind::Administrator)
    }

    /// Someone of whom `wanted` holds: whoever has been in the fewest scenarios, at work that day if possible.
    pub(crate) fn victim_where(&mut self, wanted: impl Fn(&Person) -> bool) -> Option<&'a Person> {
        let found = self.choose(wanted)?;
        self.cast.push(found.index);
        self.involve(found.index);
        Some(found)
    }

    /// An employee whom it concerns without happening to them: a colleague whose account is changed, or gains by it.
    pub(crate) fn bystander(&mut self) -> Option<&'a Person> {
        let found = self.choose(|person| person.kind == Kind::Member)?;
        self.involve(found.index);
        Some(found)
    }

    fn choose(&mut self, wanted: impl Fn(&Person) -> bool) -> Option<&'a Person> {
        let world = self.world;
        let candidates: Vec<&Person> =
            world.people.iter().filter(|person| wanted(person) && !self.victims.contains(&person.index)).collect();
        let first = self.random.index(candidates.len());
        let (before, after) = candidates.split_at(first.min(candidates.len()));
        let mut best: Option<((u8, bool), &'a Person)> = None;
        for person in after.iter().chain(before).copied() {
            let Some(uses) = self.casting.uses(person, self.malicious) else { continue };
            let day = Day::of(world, person, self.date);
            let absent = person.works() && (!day.works() || matches!(day.presence, Presence::Away(_)));
            let rank = (uses, absent);
            if best.is_none_or(|(other, _)| rank < other) {
                best = Some((rank, person));
            }
            if rank == (0, false) {
                break;
            }
        }
        best.map(|(_, person)| person)
    }

    /// Up to `count` employees, spread over the company, whom it touches without being about any of them.
    pub(crate) fn crowd(&mut self, count: usize) -> Vec<&'a Person> {
        let all: Vec<&Person> = self.world.people.iter().filter(|person| person.works()).collect();
        let step = (all.len() / count.max(1)).max(1);
        let first = self.random.index(step);
        let crowd: Vec<&Person> = all.into_iter().skip(first).step_by(step).take(count).collect();
        for person in &crowd {
            self.involve(person.index);
        }
        crowd
    }

    /// Loses what a log receives in a stretch of time.
    pub(crate) fn silence(&mut self, stream: crate::events::Stream, window: Window) {
        self.silences.push(Silence { stream, window });
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
            odd: None,
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

    /// An attempt fails; the next one is between `low` and `high` seconds later.
    pub(crate) fn fail(&mut self, attempt: &mut Attempt, error: u32, second: Second, (low, high): (u64, u64)) {
        self.sign_in(attempt.end(self.world, error, second));
        self.later(attempt, low, high);
    }

    /// A sign-in of the scenario: where it comes from is a source of it.
    pub(crate) fn sign_in(&mut self, sign_in: SignIn) {
        self.from(sign_in.source);
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
        self.audit_because(time, activity, actor, targets, "", Vec::new());
    }

    /// A change with details and the words the service gives as result.
    pub(crate) fn audit_because(
        &mut self,
        time: Moment,
        activity: &'static Activity,
        actor: Actor,
        targets: Vec<Target>,
        reason: &str,
        details: Vec<(&'static str, String)>,
    ) {
        let audit = Audit {
            time,
            id: self.random.guid(),
            correlation: self.random.guid(),
            activity,
            failure: None,
            reason: String::from(reason),
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

    /// An administrator confirms, an hour or two later, that a sign-in was somebody else's.
    pub(crate) fn confirm(&mut self, sign_in: &SignIn) {
        let Some(person) = sign_in.person() else { return };
        let time = self.moment_after(sign_in.time, 3600, 7200);
        let (level, state, detail) = ("high", "confirmedCompromised", "adminConfirmedUserCompromised");
        let detection = RiskDetection {
            activity: sign_in.time,
            time,
            id: self.random.guid(),
            request: sign_in.id,
            correlation: sign_in.correlation,
            person,
            source: sign_in.source,
            client: sign_in.client,
            kind: "adminConfirmedUserCompromised",
            level,
            state,
            detail,
            real_time: false,
        };
        self.events.push(Event::new(Record::RiskDetection(Box::new(detection))));
        let time = time.plus_seconds(20);
        self.events.push(Event::new(Record::RiskyUser(Box::new(RiskyUser { time, person, level, state, detail }))));
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
