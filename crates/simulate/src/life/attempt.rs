//! From an attempt to sign in and its outcome to the record of it.
//!
//! What the steps, the required factors and the policies' decisions look like follows from the outcome; ordinary life and
//! attacks go through the same door, so an attack's records cannot be told apart by their shape.

use crate::events::codes::code_of;
use crate::events::sign_in::{
    ClientKind, IncomingToken, Method, Odd, Protocol, Risk, SignIn, SignInKind, Step, StepResult, Subject,
};
use crate::guid::Guid;
use crate::time::Moment;
use crate::world::World;
use crate::world::applications::{
    ApplicationIndex, EXCHANGE_ONLINE, MICROSOFT_GRAPH, OFFICE_PORTAL, SHAREPOINT_ONLINE, TEAMS_SERVICES,
};
use crate::world::clients::Client;
use crate::world::networks::{Network, Source};
use crate::world::people::{Kind, Person, SecondFactor};
use crate::world::policies::{Facts, decide};

/// Everything about an attempt except how it ends.
#[derive(Debug, Clone)]
pub(crate) struct Attempt {
    pub(crate) time: Moment,
    pub(crate) id: Guid,
    pub(crate) correlation: Guid,
    pub(crate) session: Guid,
    pub(crate) kind: SignInKind,
    pub(crate) subject: Subject,
    pub(crate) source: Source,
    pub(crate) device: Option<u8>,
    pub(crate) client: Client,
    pub(crate) client_kind: ClientKind,
    pub(crate) application: ApplicationIndex,
    pub(crate) resource: ApplicationIndex,
    pub(crate) protocol: Protocol,
    pub(crate) transferred: bool,
    pub(crate) risk: Risk,
    pub(crate) odd: Option<Box<Odd>>,
}

/// What became of the second factor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Second {
    /// It was not asked for, or asked for and not given.
    Absent,
    /// A token carried the proof of an earlier one.
    Earlier,
    Given(Method),
    Denied(Method),
    NoAnswer(Method),
    WrongCode(Method),
}

impl Second {
    fn strong(self) -> bool {
        matches!(self, Self::Earlier | Self::Given(_))
    }
}

/// The method a person uses as second factor.
pub(crate) fn method_of(person: &Person) -> Method {
    match person.second_factor {
        SecondFactor::AppCode => Method::AppCode,
        SecondFactor::TextMessage => Method::TextMessage,
        SecondFactor::SecurityKey => Method::SecurityKey,
        SecondFactor::AppNotification | SecondFactor::None => Method::AppNotification,
    }
}

/// Whether the policies want a second factor of a person at a place.
pub(crate) fn needs_second_factor(person: &Person, source: &Source) -> bool {
    match person.kind {
        Kind::ServiceAccount | Kind::BreakGlass => false,
        Kind::Administrator | Kind::Guest => true,
        Kind::Member => source.network != Network::Office,
    }
}

impl Attempt {
    /// Notes what is rare about it.
    pub(crate) fn odd(&mut self, odd: Odd) {
        self.odd = Some(Box::new(odd));
    }

    /// The record of an attempt that ended with `error` (0: success).
    pub(crate) fn end(&self, world: &World, error: u32, second: Second) -> SignIn {
        let code = code_of(error);
        let person = match self.subject {
            Subject::Person(index) => Some(world.person(index)),
            _ => None,
        };
        let interactive = self.kind == SignInKind::Interactive;
        let exempt = self.odd.as_deref().is_some_and(|odd| odd.exempt);
        let asked = !exempt && person.is_some_and(|person| needs_second_factor(person, &self.source));
        let multifactor = code.identified && (asked || second != Second::Absent) && !self.client_kind.legacy();
        let decisions = person.map(|person| decide(self.facts(person, code.identified, second)));
        SignIn {
            time: self.time,
            id: self.id,
            correlation: self.correlation,
            session: self.session,
            kind: self.kind,
            subject: self.subject,
            application: self.application,
            resource: self.resource,
            source: self.source,
            device: self.device,
            client: self.client,
            client_kind: self.client_kind,
            error,
            multifactor,
            steps: if interactive { steps(error, second, multifactor) } else { earlier_steps(second) },
            protocol: self.protocol,
            transferred: self.transferred,
            incoming: match self.kind {
                SignInKind::NonInteractive if self.device.is_some() && self.id.low().is_multiple_of(2) => {
                    IncomingToken::PrimaryRefreshToken
                }
                SignInKind::NonInteractive if self.odd.as_deref().is_some_and(|odd| odd.device.is_some()) => {
                    IncomingToken::PrimaryRefreshToken
                }
                SignInKind::NonInteractive if !self.client_kind.legacy() => IncomingToken::RefreshToken,
                _ => IncomingToken::None,
            },
            decisions,
            risk: self.risk,
            took: (self.id.high() % 600 + 40) as u16,
            odd: self.odd.clone(),
        }
    }

    fn facts(&self, person: &Person, identified: bool, second: Second) -> Facts {
        let device = person.device(self.device);
        Facts {
            administrator: person.kind == Kind::Administrator,
            guest: person.kind == Kind::Guest,
            legacy: self.client_kind.legacy(),
            trusted_network: self.source.network == Network::Office,
            blocked_country: !crate::world::allows(&self.source),
            risky: self.risk.level == "medium" || self.risk.level == "high",
            managed_device: device.is_some_and(|device| device.known() && device.compliant),
            telephone: device.is_some_and(|device| !device.is_computer()),
            office_resource: matches!(
                self.resource,
                EXCHANGE_ONLINE | SHAREPOINT_ONLINE | MICROSOFT_GRAPH | OFFICE_PORTAL | TEAMS_SERVICES
            ),
            strong: second.strong(),
            excluded: matches!(person.kind, Kind::ServiceAccount | Kind::BreakGlass)
                || self.odd.as_deref().is_some_and(|odd| odd.exempt),
            identified,
        }
    }
}

fn steps(error: u32, second: Second, multifactor: bool) -> [Option<Step>; 2] {
    let first = |result| Some(Step { method: Method::Password, result, second: false, after: 0 });
    let then = |method, result, after| Some(Step { method, result, second: true, after });
    match error {
        50_126 | 50_053 | 81_010 => [first(StepResult::WrongPassword), None],
        50_034 | 50_057 | 700_016 | 16_000 => [None, None],
        _ => [
            first(StepResult::Right),
            match second {
                Second::Earlier => then(Method::Earlier, StepResult::ByToken, 0),
                Second::Given(method) => then(method, StepResult::Completed, 11),
                Second::Denied(method) => then(method, StepResult::Denied, 9),
                Second::NoAnswer(method) => then(method, StepResult::NoAnswer, 58),
                Second::WrongCode(method) => then(method, StepResult::WrongCode, 21),
                Second::Absent if multifactor => then(Method::AppNotification, StepResult::Required, 0),
                Second::Absent => None,
            },
        ],
    }
}

fn earlier_steps(second: Second) -> [Option<Step>; 2] {
    match second {
        Second::Absent => [None, None],
        _ => [Some(Step { method: Method::Earlier, result: StepResult::ByToken, second: true, after: 0 }), None],
    }
}
