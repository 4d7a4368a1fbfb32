//! A tenant and its events in order of time.

use crate::events::{Event, Record};
use crate::life::emitter::{Emitter, Window};
use crate::plan::{Error, Plan};
use crate::scenarios::{Silence, Staged, Truth, stage};
use crate::text::Text;
use crate::time::{Moment, day_number};
use crate::world::World;

/// About how many events are made at a time.
const SLICE: u64 = 150_000;

/// Hours a slice may have: divisors of a day.
const HOURS: [i64; 8] = [24, 12, 8, 6, 4, 3, 2, 1];

/// A make-believe tenant, ready to be lived in.
#[derive(Debug)]
pub struct Tenant {
    pub(crate) world: World,
    pub(crate) window: Window,
    pub(crate) truths: Vec<Truth>,
    pub(crate) left_out: Vec<&'static str>,
    staged: Vec<Event>,
    silences: Vec<Silence>,
    intensity: u32,
    records: Option<u64>,
    slice: i64,
}

impl std::fmt::Debug for crate::scenarios::Scenario {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.name)
    }
}

impl Tenant {
    /// Invents the tenant of a plan and stages its scenarios.
    ///
    /// # Errors
    /// A number of the plan is out of bounds, or it names a scenario that does not exist.
    pub fn new(plan: &Plan) -> Result<Self, Error> {
        plan.check()?;
        let world = World::new(plan.seed, plan.people);
        let first = day_number(plan.start);
        let window = Window { from: Moment::from_day(first), until: Moment::from_day(first + i64::from(plan.days)) };
        let Staged { events, truths, silences, left_out } = stage(&world, window, &plan.attacks);
        let daily = (u64::from(plan.people) * 75 + 3000) * u64::from(plan.intensity) / 100 + 1;
        let hours = (SLICE * 24 / daily) as i64;
        let slice = HOURS.into_iter().find(|length| *length <= hours).unwrap_or(1);
        Ok(Self {
            world,
            window,
            truths,
            left_out,
            staged: events,
            silences,
            intensity: plan.intensity,
            records: plan.records,
            slice,
        })
    }

    /// The company's name.
    pub fn company(&self) -> &str {
        &self.world.company
    }

    /// The domain of its sign-in names.
    pub fn domain(&self) -> &str {
        &self.world.domain
    }

    /// The tenant's identifier.
    pub fn id(&self) -> String {
        self.world.tenant.to_string()
    }

    /// Everything that happens, in order of time.
    pub fn events(&self) -> impl Iterator<Item = Event> + '_ {
        let most = self.records.and_then(|records| usize::try_from(records).ok()).unwrap_or(usize::MAX);
        (0..self.slices()).flat_map(|number| self.slice(number)).take(most)
    }

    /// What identifies an event in its log: the same in every format that has the record.
    pub fn record_id(&self, event: &Event) -> String {
        record_id(&self.world, event)
    }

    /// Who did it, by sign-in name where there is one; empty where nobody is named.
    pub fn user(&self, event: &Event) -> String {
        let world = &self.world;
        let mut out = Text::default();
        match &event.record {
            Record::SignIn(sign_in) => {
                let names = crate::render::names(world, sign_in);
                out.raw(if names.sign_in.is_empty() { &names.display } else { &names.sign_in });
            }
            Record::Audit(audit) => crate::render::actor_name(world, &audit.actor, &mut out),
            Record::Unified(unified) => crate::render::unified::user(world, unified, &mut out),
            Record::RiskDetection(detection) => {
                out.raw(&world.person(detection.person).sign_in);
            }
            Record::RiskyUser(user) => {
                out.raw(&world.person(user.person).sign_in);
            }
            Record::Alert(alert) => {
                out.raw(&world.person(alert.person).sign_in);
            }
            Record::Incident(_) => {}
        }
        out.into_string()
    }

    /// What really happened: the text of `ground-truth.json` for the plan the tenant was made of.
    pub fn ground_truth(&self, plan: &Plan) -> String {
        crate::truth::tell(self, plan, self.window.until).0
    }

    /// The record as the service that keeps the log returns it: JSON of Microsoft Graph, or of the Management Activity API
    /// for the unified audit log.
    pub fn record(&self, event: &Event) -> String {
        use crate::render::{graph_audit, graph_security, graph_sign_in, unified};
        let world = &self.world;
        let mut out = Text::default();
        match &event.record {
            Record::SignIn(sign_in) => graph_sign_in::write(world, sign_in, &mut out),
            Record::Audit(audit) => graph_audit::write(world, audit, &mut out),
            Record::Unified(record) => unified::write(world, record, &mut out),
            Record::RiskDetection(detection) => graph_security::risk_detection(world, detection, &mut out),
            Record::RiskyUser(user) => graph_security::risky_user(world, user, &mut out),
            Record::Alert(alert) => graph_security::alert(world, alert, &mut out),
            Record::Incident(incident) => graph_security::incident(world, incident, &mut out),
        }
        out.into_string()
    }

    pub(crate) fn slices(&self) -> u64 {
        let hours = self.window.until.hour_number() - self.window.from.hour_number();
        (hours / self.slice) as u64
    }

    /// The events of one slice of time, in order.
    pub(crate) fn slice(&self, number: u64) -> Vec<Event> {
        let from = self.window.from.plus_seconds(number as i64 * self.slice * 3600);
        let window = Window { from, until: from.plus_seconds(self.slice * 3600) };
        let mut emitter = Emitter::new(&self.world, window, self.intensity);
        crate::life::live(&mut emitter);
        let begin = self.staged.partition_point(|event| event.time < window.from);
        let end = self.staged.partition_point(|event| event.time < window.until);
        let mut events = emitter.events;
        events.retain(|event| !self.silences.iter().any(|silence| silence.swallows(event.stream(), event.time)));
        events.extend_from_slice(&self.staged[begin..end]);
        events.sort_unstable_by_key(Event::order);
        events
    }
}

/// The name of a record in its log.
pub(crate) fn record_id(world: &World, event: &Event) -> String {
    let mut out = Text::default();
    match &event.record {
        Record::SignIn(sign_in) => out.guid(sign_in.id),
        Record::Audit(audit) => {
            audit.name(&mut out);
            &mut out
        }
        Record::Unified(unified) => out.guid(unified.id),
        Record::RiskDetection(detection) => out.guid(detection.id),
        Record::RiskyUser(user) => out.guid(world.person(user.person).id),
        Record::Alert(alert) => {
            crate::render::graph_security::alert_id(alert, &mut out);
            &mut out
        }
        Record::Incident(incident) => out.integer(incident.number),
    };
    out.into_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;

    #[test]
    fn how_time_is_cut_does_not_show() {
        let plan = Plan::new(12, 3, 5, NaiveDate::from_ymd_opt(2026, 10, 23).unwrap());
        let mut tenant = Tenant::new(&plan).unwrap();
        let mut seen: Option<Vec<(String, String)>> = None;
        for hours in [24, 6, 1] {
            tenant.slice = hours;
            let events: Vec<_> = tenant.events().map(|event| (event.time(), tenant.record_id(&event))).collect();
            assert!(events.is_sorted_by_key(|(time, _)| time), "out of order with slices of {hours} hours");
            match &seen {
                Some(seen) => assert!(*seen == events, "slices of {hours} hours give other events"),
                None => seen = Some(events),
            }
        }
    }
}
