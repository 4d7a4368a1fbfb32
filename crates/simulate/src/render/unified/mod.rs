//! A record of the unified audit log, as the Management Activity API returns it: one file for each family.
//!
//! Source: <https://learn.microsoft.com/office/office-365-management-api/office-365-management-activity-api-schema>.

mod alert;
pub(crate) mod command;
mod directory;
mod entry;
pub(crate) mod file;
mod logon;
pub(crate) mod mail;
mod report;
mod teams;

use crate::events::unified::{Body, Unified};
use crate::text::Text;
use crate::world::World;

/// What all records begin with.
pub(super) struct Head<'a> {
    pub(super) operation: &'a str,
    pub(super) dot: bool,
    pub(super) record_type: u16,
    /// `ResultStatus`, where there is one.
    pub(super) result: Option<&'a str>,
    pub(super) user_type: u8,
    pub(super) workload: &'a str,
    pub(super) user: &'a str,
}

/// Writes one object.
pub(crate) fn write(world: &World, record: &Unified, out: &mut Text) {
    match &record.body {
        Body::Logon(sign_in) => logon::write(world, record, sign_in, out),
        Body::Directory(audit) => directory::write(world, record, audit, out),
        Body::Mail(mail) => mail::write(world, record, mail, out),
        Body::File(file) => file::write(world, record, file, out),
        Body::Teams(teams) => teams::write(world, record, teams, out),
        Body::Report(report) => report::write(world, record, report, out),
        Body::Command(command) => command::write(world, record, command, out),
        Body::Alert(alert) => alert::write(world, record, alert, out),
        Body::Entry(entry) => entry::write(world, record, entry, out),
    }
}

/// The number of a record's type.
pub(crate) fn record_type(record: &Unified) -> u16 {
    match &record.body {
        Body::Logon(_) => 15,
        Body::Directory(_) => 8,
        Body::Mail(mail) => mail.operation.record_type(),
        Body::File(file) => file.operation.record_type(),
        Body::Teams(_) => 25,
        Body::Report(_) => 20,
        Body::Command(_) => 1,
        Body::Alert(_) => 40,
        Body::Entry(entry) => entry.record_type,
    }
}

/// The name of a record's type.
pub(crate) fn record_type_name(record: &Unified) -> &'static str {
    match record_type(record) {
        1 => "ExchangeAdmin",
        2 => "ExchangeItem",
        3 => "ExchangeItemGroup",
        4 => "SharePoint",
        6 => "SharePointFileOperation",
        8 => "AzureActiveDirectory",
        14 => "SharePointSharingOperation",
        15 => "AzureActiveDirectoryStsLogon",
        18 => "SecurityComplianceCenterEOPCmdlet",
        20 => "PowerBIAudit",
        23 => "SkypeForBusinessCmdlets",
        24 => "Discovery",
        25 => "MicrosoftTeams",
        40 => "SecurityComplianceAlerts",
        50 => "ExchangeItemAggregated",
        102 => "SharePointSearch",
        _ => "ExchangeSearch",
    }
}

/// The operation of a record; directory operations end with a full stop.
pub(crate) fn operation(record: &Unified, out: &mut Text) {
    match &record.body {
        Body::Logon(sign_in) => out.raw(if sign_in.error == 0 { "UserLoggedIn" } else { "UserLoginFailed" }),
        Body::Directory(audit) => directory::operation(audit, out),
        Body::Mail(mail) => out.raw(mail.operation.name()),
        Body::File(file) => out.raw(file.operation.name()),
        Body::Teams(teams) => out.raw(teams.operation.name()),
        Body::Report(_) => out.raw("ViewReport"),
        Body::Command(command) => out.raw(command.name),
        Body::Alert(alert) => out.raw(alert.operation),
        Body::Entry(entry) => out.raw(entry.operation),
    };
}

/// The user of a record.
pub(crate) fn user(world: &World, record: &Unified, out: &mut Text) {
    match &record.body {
        Body::Logon(sign_in) => out.raw(&logon::user(world, sign_in)),
        Body::Directory(audit) => {
            directory::user(world, audit, out);
            out
        }
        Body::Mail(mail) => out.raw(&world.person(mail.owner).workload_name),
        Body::File(file) => out.raw(&world.person(file.person).workload_name),
        Body::Teams(teams) => out.raw(&world.person(teams.person).workload_name),
        Body::Report(report) => out.raw(&world.person(report.person).sign_in),
        Body::Command(command) => match command.person {
            Some(person) => out.raw(&world.person(person).sign_in),
            None => out.raw(command::SYSTEM),
        },
        Body::Alert(_) => out.raw("SecurityComplianceAlerts"),
        Body::Entry(entry) => out.raw(&entry.user),
    };
}

/// The fields every record begins with, up to and without the closing of `UserKey`, which differs most.
pub(super) fn head(world: &World, record: &Unified, head: &Head<'_>, key: impl FnOnce(&mut Text), out: &mut Text) {
    out.raw("{\"CreationTime\":\"").seconds(record.time).raw("\",\"Id\":\"").guid(record.id);
    out.raw("\",\"Operation\":\"").escaped(head.operation).raw(if head.dot { ".\"" } else { "\"" });
    out.raw(",\"OrganizationId\":\"").guid(world.tenant).raw("\",\"RecordType\":").integer(head.record_type);
    if let Some(result) = head.result {
        out.raw(",\"ResultStatus\":\"").raw(result).raw("\"");
    }
    out.raw(",\"UserKey\":\"");
    key(out);
    out.raw("\",\"UserType\":").integer(head.user_type).raw(",\"Version\":1,\"Workload\":\"").raw(head.workload);
    out.raw("\",\"UserId\":").string(head.user);
}
