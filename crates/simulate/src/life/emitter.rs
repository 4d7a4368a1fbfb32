//! Collecting the events of a stretch of time, each with its echoes in other logs.

use crate::events::audit::Audit;
use crate::events::security::RiskDetection;
use crate::events::sign_in::{SignIn, SignInKind};
use crate::events::unified::{Body, Unified};
use crate::events::{Event, Record};
use crate::guid::Guid;
use crate::time::Moment;
use crate::world::World;

/// A stretch of time: from the first moment up to, but not including, the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Window {
    pub(crate) from: Moment,
    pub(crate) until: Moment,
}

impl Window {
    pub(crate) fn contains(self, moment: Moment) -> bool {
        self.from <= moment && moment < self.until
    }

    /// Whether something that begins at `moment` and lasts up to `seconds` touches it.
    pub(crate) fn touches(self, moment: Moment, seconds: i64) -> bool {
        moment < self.until && moment.plus_seconds(seconds) >= self.from
    }
}

/// Takes events, keeps those of its window.
///
/// Everything is made from keyed random numbers, so an episode that crosses the edge of a window is made twice and each
/// window keeps its own part: the output does not depend on how time is cut.
#[derive(Debug)]
pub(crate) struct Emitter<'a> {
    pub(crate) world: &'a World,
    pub(crate) window: Window,
    /// Percent of true-to-life volume.
    pub(crate) intensity: u64,
    pub(crate) events: Vec<Event>,
}

impl<'a> Emitter<'a> {
    pub(crate) fn new(world: &'a World, window: Window, intensity: u32) -> Self {
        Self { world, window, intensity: u64::from(intensity), events: Vec::new() }
    }

    /// A mean scaled by the intensity, in hundredths.
    pub(crate) fn mean(&self, hundredths: u64) -> u64 {
        hundredths * self.intensity / 100
    }

    pub(crate) fn sign_in(&mut self, sign_in: SignIn) {
        if self.window.contains(sign_in.time) {
            if mirrored(&sign_in) {
                self.events.push(Event::new(Record::Unified(logon(&sign_in))));
            }
            self.events.push(Event::new(Record::SignIn(Box::new(sign_in))));
        }
    }

    pub(crate) fn audit(&mut self, audit: Audit) {
        if self.window.contains(audit.time) {
            if audit.activity.unified {
                self.events.push(Event::new(Record::Unified(directory(&audit))));
            }
            self.events.push(Event::new(Record::Audit(Box::new(audit))));
        }
    }

    pub(crate) fn risk_detection(&mut self, detection: RiskDetection) {
        if self.window.contains(detection.time) {
            self.events.push(Event::new(Record::RiskDetection(Box::new(detection))));
        }
    }

    pub(crate) fn unified(&mut self, time: Moment, id: Guid, body: Body) {
        if self.window.contains(time) {
            self.events.push(Event::new(Record::Unified(Unified { time, id, body })));
        }
    }
}

/// Whether the unified audit log has a sign-in too: all with a person, some of those without.
pub(crate) fn mirrored(sign_in: &SignIn) -> bool {
    match sign_in.kind {
        SignInKind::Interactive => true,
        SignInKind::NonInteractive => sign_in.id.low() % 4 == 1,
        SignInKind::ServicePrincipal | SignInKind::ManagedIdentity => false,
    }
}

/// The unified audit record of a sign-in: it has the sign-in's own identifier.
pub(crate) fn logon(sign_in: &SignIn) -> Unified {
    Unified { time: sign_in.time, id: sign_in.id, body: Body::Logon(Box::new(sign_in.clone())) }
}

/// The unified audit record of a change in the directory.
pub(crate) fn directory(audit: &Audit) -> Unified {
    Unified { time: audit.time, id: audit.id.derived(8), body: Body::Directory(Box::new(audit.clone())) }
}
