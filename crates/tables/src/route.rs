//! Which table, or tables, a record belongs to.

mod diagnostic;
mod sign_in;

use std::{borrow::Cow, sync::Arc};

use crate::{
    Context, Mapped, Place, Rejection, Shape, Table, by_name,
    map::{
        plan::{Plan, plan},
        rows::{Rows, find},
        slots::Slots,
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
    slots: Slots,
    unmapped: Unmapped,
    /// Where the last sign-in and the last diagnostic record went: the next one goes there too, mostly, and then one walk
    /// both decides and maps.
    last_sign_in: Option<&'static Table>,
    last_diagnostic: Option<&'static Table>,
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
    /// Routes one record (JSON text) to its table and, where another table repeats it, to that one too. A record that is no
    /// JSON object, or whose time is missing or unreadable, is refused; any other value that its column cannot hold becomes
    /// null and is counted as unmapped.
    pub fn push(
        &mut self,
        kind: Kind,
        json: &str,
        place: Place,
        context: &Context,
    ) -> Result<&'static Table, Rejection> {
        let primary = self.destination(kind, json)?;
        let office = kind == Kind::Audit && self.is_office(&primary);
        self.append(&primary, false, place, *context)?;
        let repeated = match kind {
            Kind::Audit if office => Some(("OfficeActivity", Shape::Audit)),
            Kind::Row("OfficeActivity") => Some(("UnifiedAuditLog", Shape::Row)),
            _ => None,
        };
        if let Some((name, shape)) = repeated
            && let Some(table) = by_name(name)
            && table.name != primary.table.name
        {
            let repeated = Destination { table, shape, kind: None, json };
            self.walk(&repeated)?;
            self.append(&repeated, true, place, *context)?;
        }
        Ok(primary.table)
    }

    /// Finds where a record goes, and leaves what a walk found in it for that table in the slots.
    fn destination<'r>(&mut self, kind: Kind, json: &'r str) -> Result<Destination<'r>, Rejection> {
        let (name, shape) = match kind {
            Kind::SignIn => return self.sign_in(json),
            Kind::Diagnostic => return self.diagnostic(json),
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
            Kind::Audit => ("UnifiedAuditLog", Shape::Audit),
            Kind::CloudAppActivity => ("CloudAppEvents", Shape::CloudApp),
            Kind::Row(name) => (name, Shape::Row),
            Kind::Other(name) => (name, Shape::Graph),
        };
        let to = match by_name(name) {
            Some(table) if !matches!(kind, Kind::Other(_)) => Destination { table, shape, kind: None, json },
            _ => other(name.into(), json)?,
        };
        self.walk(&to)?;
        Ok(to)
    }

    fn sign_in<'r>(&mut self, json: &'r str) -> Result<Destination<'r>, Rejection> {
        let shape = Shape::Graph;
        if let Some(table) = self.last_sign_in {
            let guess = Destination { table, shape, kind: None, json };
            let plan = self.walk(&guess)?;
            if sign_in::table(sign_in::kind(&self.slots, plan.deciding, json)) == table.name {
                return Ok(guess);
            }
        }
        let first = table_of("SigninLogs")?;
        let plan = self.walk(&Destination { table: first, shape, kind: None, json })?;
        let table = table_of(sign_in::table(sign_in::kind(&self.slots, plan.deciding, json)))?;
        self.last_sign_in = Some(table);
        let to = Destination { table, shape, kind: None, json };
        if table.name != first.name {
            self.walk(&to)?;
        }
        Ok(to)
    }

    fn diagnostic<'r>(&mut self, json: &'r str) -> Result<Destination<'r>, Rejection> {
        let table = self.last_diagnostic.map_or_else(|| table_of("SigninLogs"), Ok)?;
        let guess = Destination { table, shape: Shape::Diagnostic, kind: None, json };
        let plan = self.walk(&guess)?;
        let to = diagnostic::destination(&self.slots, plan.deciding, json)?;
        if to.shape == Shape::Diagnostic {
            self.last_diagnostic = Some(to.table);
        }
        if to.shape != guess.shape || !std::ptr::eq(to.table, guess.table) {
            self.walk(&to)?;
        }
        Ok(to)
    }

    /// Returns whether the record just walked belongs to `OfficeActivity` too.
    fn is_office(&self, walked: &Destination<'_>) -> bool {
        let deciding = walked.table.columns.len() + 1;
        let workload = self.slots.text(deciding, walked.json).unwrap_or_default();
        OFFICE.iter().any(|office| office.eq_ignore_ascii_case(&workload))
    }

    fn walk(&mut self, to: &Destination<'_>) -> Result<Arc<Plan>, Rejection> {
        let plan = self.plan(to.table, to.shape);
        find(&plan, to.json, &mut self.slots, &mut self.unmapped)?;
        if let Some(kind) = &to.kind
            && let Some(slot) = to.table.columns.iter().position(|c| c.name == "Kind")
        {
            self.slots.keep_text(slot as u16, 0, kind);
        }
        Ok(plan)
    }

    fn append(&mut self, to: &Destination<'_>, derived: bool, place: Place, context: Context) -> Result<(), Rejection> {
        let plan = self.plan(to.table, to.shape);
        let known = self.gathered.iter().position(|g| std::ptr::eq(g.rows.table, to.table) && g.derived == derived);
        if known.is_none() {
            self.gathered.push(Gathered { derived, rows: Rows::new(to.table) });
        }
        if derived {
            // What a repeated row leaves out, the first one may hold.
            self.unmapped.forget();
        }
        let position = known.unwrap_or(self.gathered.len() - 1);
        match self.gathered.get_mut(position) {
            Some(gathered) => gathered.rows.append(&plan, &self.slots, to.json, place, context, &mut self.unmapped),
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
    /// batch, whose columns hold less than 1 GiB of text each: take them well before.
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
    Ok(Destination { table: table_of(OTHER)?, shape: Shape::Graph, kind: Some(kind), json })
}

fn table_of(name: &str) -> Result<&'static Table, Rejection> {
    by_name(name).ok_or_else(|| Rejection { reason: format!("there is no table {name}") })
}
