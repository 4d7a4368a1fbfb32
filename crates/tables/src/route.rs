//! Which table, or tables, a record belongs to.

mod diagnostic;
mod probe;
mod sign_in;

use std::{borrow::Cow, sync::Arc};

use crate::{
    Context, Mapped, Place, Rejection, Shape, Table, by_name,
    map::{
        plan::{Plan, plan},
        rows::Rows,
        unmapped::Unmapped,
    },
};

/// What a record is, as far as its container tells. Where one kind fills several tables (Graph sign-ins, diagnostic
/// records), the record itself decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Graph `signIn`; `signInEventTypes` and `isInteractive` choose among the four sign-in tables.
    SignIn,
    /// Graph `signIn` of a kind that only the file's name or a flag tells, such as a portal CSV.
    SignInOf(SignInKind),
    /// Graph `directoryAudit`.
    DirectoryAudit,
    /// Graph `provisioningObjectSummary`.
    Provisioning,
    /// Graph `riskyUser` or one of its history items.
    RiskyUser,
    /// Graph `riskDetection`.
    RiskDetection,
    /// Graph `riskyServicePrincipal` or one of its history items.
    RiskyServicePrincipal,
    /// Graph `servicePrincipalRiskDetection`.
    ServicePrincipalRiskDetection,
    /// Graph `security/alerts_v2` alert.
    Alert,
    /// Graph `security/alerts` alert, retired.
    LegacyAlert,
    /// Graph `security/incidents` incident.
    Incident,
    /// Incident of the Microsoft 365 Defender API.
    DefenderIncident,
    /// Alert of the Microsoft 365 Defender API.
    DefenderAlert,
    /// Azure Monitor diagnostic record; `category` chooses the table.
    Diagnostic,
    /// Unified audit record.
    Audit,
    /// Defender for Cloud Apps activity.
    CloudAppActivity,
    /// Row of the named table.
    Row(&'static str),
    /// A record that is understood as a record but has no table of its own, such as a secure score.
    Other(&'static str),
}

/// The four kinds of sign-in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SignInKind {
    /// By a person at a screen.
    Interactive,
    /// By a client on behalf of a person.
    NonInteractive,
    /// By an application.
    ServicePrincipal,
    /// By an Azure managed identity.
    ManagedIdentity,
}

/// The mappers in use for one stream of records.
#[derive(Debug, Default)]
pub struct Mappers {
    plans: Vec<(&'static Table, Arc<Plan>)>,
    gathered: Vec<Gathered>,
    probe: probe::Probe,
    unmapped: Unmapped,
}

#[derive(Debug)]
struct Gathered {
    derived: bool,
    rows: Rows,
}

/// Where a record goes.
#[derive(Debug)]
struct Destination<'r> {
    table: &'static Table,
    shape: Shape,
    /// Fills the column `Kind` of [`OTHER`].
    kind: Option<Cow<'r, str>>,
    /// The part of the record that is mapped.
    json: &'r str,
}

/// The table of records that have no table of their own.
const OTHER: &str = "OtherRecords";

/// Workloads whose audit records Log Analytics keeps in `OfficeActivity`.
const OFFICE: [&str; 4] = ["Exchange", "SharePoint", "OneDrive", "MicrosoftTeams"];

impl Mappers {
    /// Routes one record (JSON text) to its table and, where another table repeats it, to that one too.
    pub fn push(
        &mut self,
        kind: Kind,
        json: &str,
        place: Place,
        context: &Context,
    ) -> Result<&'static Table, Rejection> {
        let primary = self.destination(kind, json)?;
        self.map(&primary, false, place, *context)?;
        let repeated = match kind {
            Kind::Audit
                if self.probe.audit(json).is_some_and(|w| OFFICE.iter().any(|o| o.eq_ignore_ascii_case(&w))) =>
            {
                Some(("OfficeActivity", Shape::Audit))
            }
            Kind::Row("OfficeActivity") => Some(("UnifiedAuditLog", Shape::Row)),
            _ => None,
        };
        if let Some((name, shape)) = repeated
            && let Some(table) = by_name(name)
            && table.name != primary.table.name
        {
            self.map(&Destination { table, shape, kind: None, json }, true, place, *context)?;
        }
        Ok(primary.table)
    }

    fn destination<'r>(&mut self, kind: Kind, json: &'r str) -> Result<Destination<'r>, Rejection> {
        let (name, shape) = match kind {
            Kind::SignIn => (sign_in::table(self.probe.sign_in(json)), Shape::Graph),
            Kind::SignInOf(of) => (sign_in::table(of), Shape::Graph),
            Kind::DirectoryAudit => ("AuditLogs", Shape::Graph),
            Kind::Provisioning => ("AADProvisioningLogs", Shape::Graph),
            Kind::RiskyUser => ("AADRiskyUsers", Shape::Graph),
            Kind::RiskDetection => ("AADUserRiskEvents", Shape::Graph),
            Kind::RiskyServicePrincipal => ("AADRiskyServicePrincipals", Shape::Graph),
            Kind::ServicePrincipalRiskDetection => ("AADServicePrincipalRiskEvents", Shape::Graph),
            Kind::Alert => ("SecurityAlert", Shape::Graph),
            Kind::LegacyAlert => ("SecurityAlert", Shape::GraphLegacy),
            Kind::Incident => ("SecurityIncident", Shape::Graph),
            Kind::DefenderIncident => ("SecurityIncident", Shape::Defender),
            Kind::DefenderAlert => ("SecurityAlert", Shape::Defender),
            Kind::Diagnostic => return diagnostic::destination(&mut self.probe, json),
            Kind::Audit => ("UnifiedAuditLog", Shape::Audit),
            Kind::CloudAppActivity => ("CloudAppEvents", Shape::CloudApp),
            Kind::Row(name) => (name, Shape::Row),
            Kind::Other(name) => return other(name.into(), json),
        };
        match by_name(name) {
            Some(table) => Ok(Destination { table, shape, kind: None, json }),
            None => other(name.into(), json),
        }
    }

    fn map(&mut self, to: &Destination<'_>, derived: bool, place: Place, context: Context) -> Result<(), Rejection> {
        let plan = self.plan(to.table, to.shape);
        let known = self.gathered.iter().position(|g| std::ptr::eq(g.rows.table, to.table) && g.derived == derived);
        if known.is_none() {
            self.gathered.push(Gathered { derived, rows: Rows::new(to.table) });
        }
        // What a repeated row leaves out, the first one may hold.
        let mut ignored = Unmapped::default();
        let unmapped = if derived { &mut ignored } else { &mut self.unmapped };
        let position = known.unwrap_or(self.gathered.len() - 1);
        match self.gathered.get_mut(position) {
            Some(gathered) => gathered.rows.push(&plan, to.kind.as_deref(), to.json, place, context, unmapped),
            None => Ok(()),
        }
    }

    fn plan(&mut self, table: &'static Table, shape: Shape) -> Arc<Plan> {
        let known = self.plans.iter().find(|(t, plan)| std::ptr::eq(*t, table) && plan.shape == shape);
        if let Some((_, plan)) = known {
            return plan.clone();
        }
        let new = plan(table, shape);
        self.plans.push((table, new.clone()));
        new
    }

    /// Returns how many rows wait to be taken, and from how many bytes of records. Rows of one table are taken as one
    /// batch, whose columns hold less than 2 GiB of text each: take them well before.
    pub fn size(&self) -> (usize, usize) {
        self.gathered.iter().map(|g| g.rows.size()).fold((0, 0), |(rows, bytes), (r, b)| (rows + r, bytes + b))
    }

    /// Takes the names of fields that no column holds, with how often each was seen. Their values are in the evidence.
    pub fn take_unmapped(&mut self) -> Vec<(String, u64)> {
        self.unmapped.take()
    }

    /// Takes the rows gathered so far, in the order of [`crate::all`]: one [`Mapped`] a table, and a second one for rows
    /// that another table holds as well.
    pub fn take(&mut self) -> Vec<Mapped> {
        let mut taken: Vec<Mapped> = self.gathered.iter_mut().filter_map(|g| g.rows.take(g.derived)).collect();
        let order = |mapped: &Mapped| crate::all().iter().position(|t| std::ptr::eq(*t, mapped.table));
        taken.sort_by_key(|mapped| (order(mapped), mapped.derived));
        taken
    }
}

/// Sends a record to the table of those without one, under the name of what it is.
fn other<'r>(kind: Cow<'r, str>, json: &'r str) -> Result<Destination<'r>, Rejection> {
    match by_name(OTHER) {
        Some(table) => Ok(Destination { table, shape: Shape::Graph, kind: Some(kind), json }),
        None => Err(Rejection { reason: format!("no table holds records of the kind {kind}") }),
    }
}
