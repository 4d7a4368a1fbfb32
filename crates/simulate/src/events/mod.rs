//! What happens: one type for each log.

pub(crate) mod audit;
pub(crate) mod codes;
pub(crate) mod security;
pub(crate) mod sign_in;
pub(crate) mod unified;

use crate::random::mix;
use crate::text::Text;
use crate::time::Moment;
use audit::Audit;
use security::{Alert, Incident, RiskDetection, RiskyUser};
use sign_in::{SignIn, SignInKind};
use unified::Unified;

/// A log: one kind of record, in order of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stream {
    /// Sign-ins in which a person took part.
    InteractiveSignIns,
    /// Sign-ins by programs on a person's behalf.
    NonInteractiveSignIns,
    /// Sign-ins of service principals.
    ServicePrincipalSignIns,
    /// Sign-ins of managed identities.
    ManagedIdentitySignIns,
    /// Changes in the directory.
    DirectoryAudits,
    /// The unified audit log of all workloads.
    UnifiedAudit,
    /// Risk detections of users.
    RiskDetections,
    /// Users at risk, as they stand at the end.
    RiskyUsers,
    /// Alerts of the Defender products.
    Alerts,
    /// Incidents: alerts that belong together.
    Incidents,
}

impl Stream {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::InteractiveSignIns,
        Self::NonInteractiveSignIns,
        Self::ServicePrincipalSignIns,
        Self::ManagedIdentitySignIns,
        Self::DirectoryAudits,
        Self::UnifiedAudit,
        Self::RiskDetections,
        Self::RiskyUsers,
        Self::Alerts,
        Self::Incidents,
    ];

    /// The name of the table everybody knows its records by.
    pub const fn table(self) -> &'static str {
        match self {
            Self::InteractiveSignIns => "SigninLogs",
            Self::NonInteractiveSignIns => "AADNonInteractiveUserSignInLogs",
            Self::ServicePrincipalSignIns => "AADServicePrincipalSignInLogs",
            Self::ManagedIdentitySignIns => "AADManagedIdentitySignInLogs",
            Self::DirectoryAudits => "AuditLogs",
            Self::UnifiedAudit => "UnifiedAuditLog",
            Self::RiskDetections => "AADUserRiskEvents",
            Self::RiskyUsers => "AADRiskyUsers",
            Self::Alerts => "SecurityAlert",
            Self::Incidents => "SecurityIncident",
        }
    }
}

/// The record behind an event.
#[derive(Debug, Clone)]
pub(crate) enum Record {
    SignIn(Box<SignIn>),
    Audit(Box<Audit>),
    Unified(Unified),
    RiskDetection(Box<RiskDetection>),
    RiskyUser(Box<RiskyUser>),
    Alert(Box<Alert>),
    Incident(Box<Incident>),
}

/// Something that happened, as one log records it.
#[derive(Debug, Clone)]
pub struct Event {
    pub(crate) time: Moment,
    /// Decides the order of events of the same moment.
    pub(crate) within: u64,
    pub(crate) record: Record,
}

impl Event {
    pub(crate) fn new(record: Record) -> Self {
        let (time, within) = match &record {
            Record::SignIn(sign_in) => (sign_in.time, sign_in.id.low()),
            Record::Audit(audit) => (audit.time, audit.id.low()),
            Record::Unified(unified) => (unified.time, unified.id.low() ^ 1),
            Record::RiskDetection(detection) => (detection.time, detection.id.low()),
            Record::RiskyUser(user) => (user.time, mix(u64::from(user.person))),
            Record::Alert(alert) => (alert.time, alert.id.low()),
            Record::Incident(incident) => (incident.time, u64::from(incident.number)),
        };
        Self { time, within, record }
    }

    /// The log it is recorded in.
    pub fn stream(&self) -> Stream {
        match &self.record {
            Record::SignIn(sign_in) => match sign_in.kind {
                SignInKind::Interactive => Stream::InteractiveSignIns,
                SignInKind::NonInteractive => Stream::NonInteractiveSignIns,
                SignInKind::ServicePrincipal => Stream::ServicePrincipalSignIns,
                SignInKind::ManagedIdentity => Stream::ManagedIdentitySignIns,
            },
            Record::Audit(_) => Stream::DirectoryAudits,
            Record::Unified(_) => Stream::UnifiedAudit,
            Record::RiskDetection(_) => Stream::RiskDetections,
            Record::RiskyUser(_) => Stream::RiskyUsers,
            Record::Alert(_) => Stream::Alerts,
            Record::Incident(_) => Stream::Incidents,
        }
    }

    /// When it happened: RFC 3339 in UTC with seven digits after the second.
    pub fn time(&self) -> String {
        let mut out = Text::default();
        out.ticks_z(self.time);
        out.into_string()
    }

    /// The result code of a sign-in, 0 for success; `None` for other records.
    pub fn error_code(&self) -> Option<u32> {
        match &self.record {
            Record::SignIn(sign_in) => Some(sign_in.error),
            _ => None,
        }
    }

    /// The address it came from, where the record knows one.
    pub fn address(&self) -> Option<String> {
        let source = match &self.record {
            Record::SignIn(sign_in) => Some(sign_in.source),
            Record::Audit(audit) => match &audit.actor {
                audit::Actor::Person { source, .. } => *source,
                audit::Actor::Application { .. } => None,
            },
            Record::Unified(unified) => match &unified.body {
                unified::Body::Logon(sign_in) => Some(sign_in.source),
                unified::Body::Mail(mail) => Some(mail.source),
                unified::Body::File(file) => Some(file.source),
                unified::Body::Teams(teams) => Some(teams.source),
                unified::Body::Report(report) => Some(report.source),
                unified::Body::Command(command) => command.source,
                unified::Body::Entry(entry) => entry.source,
                unified::Body::Directory(_) | unified::Body::Alert(_) => None,
            },
            Record::RiskDetection(detection) => Some(detection.source),
            Record::Alert(alert) => alert.source,
            Record::RiskyUser(_) | Record::Incident(_) => None,
        };
        source.map(|source| source.address.to_string())
    }

    /// The key events are put in order by.
    pub(crate) fn order(&self) -> (Moment, u64) {
        (self.time, self.within)
    }
}
