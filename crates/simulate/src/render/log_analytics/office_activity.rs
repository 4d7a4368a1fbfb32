//! `OfficeActivity`: the Exchange, SharePoint and Teams records of the unified audit log, in columns.

use crate::events::unified::{Body, File, Mail, Unified};
use crate::render::cells::ColumnType::{Bool, DateTime, Dynamic, Int, String};
use crate::render::cells::{Cells, Column};
use crate::render::unified::{self, file, mail};
use crate::text::Text;
use crate::world::World;

fn of_mail(record: &Unified, cells: &mut Cells, write: impl FnOnce(&Mail, &mut Text)) {
    match &record.body {
        Body::Mail(mail) => cells.with(|out| write(mail, out)),
        _ => cells.empty(),
    }
}

fn of_file(record: &Unified, cells: &mut Cells, write: impl FnOnce(&File, &mut Text)) {
    match &record.body {
        Body::File(file) => cells.with(|out| write(file, out)),
        _ => cells.empty(),
    }
}

fn optional(cells: &mut Cells, text: Option<&str>) {
    match text {
        Some(text) => cells.text(text),
        None => cells.empty(),
    }
}

/// A field of a rare record: text without its quotes, everything else as JSON.
fn of_entry(record: &Unified, cells: &mut Cells, name: &str) {
    match &record.body {
        Body::Entry(entry) => match entry.field(name) {
            Some(value) => cells.text(value.trim_matches('"')),
            None => cells.empty(),
        },
        _ => cells.empty(),
    }
}

fn user_type(_: &World, record: &Unified, cells: &mut Cells) {
    cells.text(match &record.body {
        Body::Command(command) if command.person.is_some() => "Admin",
        Body::Command(_) => "DcAdmin",
        Body::Entry(entry) => match entry.user_type {
            2 => "Admin",
            4 => "System",
            5 => "Application",
            10 => "Guest",
            _ => "Regular",
        },
        _ => "Regular",
    });
}

fn workload(_: &World, record: &Unified, cells: &mut Cells) {
    cells.text(match &record.body {
        Body::File(file) if file.site.is_none() => "OneDrive",
        Body::File(_) => "SharePoint",
        Body::Teams(_) => "MicrosoftTeams",
        Body::Entry(entry) => entry.workload,
        _ => "Exchange",
    });
}

fn client_address(_: &World, record: &Unified, cells: &mut Cells) {
    let source = match &record.body {
        Body::File(file) => Some(file.source),
        Body::Teams(teams) => Some(teams.source),
        Body::Command(command) => command.source,
        Body::Entry(entry) => entry.source,
        _ => None,
    };
    match source {
        Some(source) => cells.with(|out| {
            out.address(source.address);
        }),
        None => cells.empty(),
    }
}

fn record_id(_: &World, record: &Unified, cells: &mut Cells) {
    cells.guid(record.id);
}

fn organisation(world: &World, _: &Unified, cells: &mut Cells) {
    cells.guid(world.tenant);
}

pub(super) const COLUMNS: &[Column<Unified>] = &[
    ("TenantId", String, |world, _, cells| cells.guid(world.workspace)),
    ("SourceSystem", String, |_, _, cells| cells.text("OfficeActivityManager")),
    ("TimeGenerated", DateTime, |_, record, cells| cells.time(record.time)),
    ("RecordType", String, |_, record, cells| cells.text(unified::record_type_name(record))),
    ("Operation", String, |_, record, cells| cells.with(|out| unified::operation(record, out))),
    ("OrganizationId", String, organisation),
    ("UserType", String, user_type),
    ("UserKey", String, |world, record, cells| {
        cells.with(|out| unified::user(world, record, out));
    }),
    ("OfficeWorkload", String, workload),
    ("ResultStatus", String, |_, record, cells| match &record.body {
        Body::Mail(_) => cells.text("Succeeded"),
        Body::Command(_) => cells.text("True"),
        Body::Entry(entry) => optional(cells, entry.result),
        _ => cells.empty(),
    }),
    ("OfficeObjectId", String, |world, record, cells| match &record.body {
        Body::File(action) => cells.with(|out| file::object(world, action, out)),
        Body::Command(command) => cells.text(&command.object),
        Body::Entry(entry) => optional(cells, entry.object.as_deref()),
        _ => cells.empty(),
    }),
    ("UserId", String, |world, record, cells| cells.with(|out| unified::user(world, record, out))),
    ("ClientIP", String, client_address),
    ("OfficeId", String, record_id),
    ("SourceRecordId", String, record_id),
    ("OfficeTenantId", String, organisation),
    ("Start_Time", DateTime, |_, record, cells| cells.time(record.time.plus_seconds(1500))),
    ("ExternalAccess", String, |_, record, cells| match &record.body {
        Body::Mail(_) => cells.text("False"),
        Body::Command(command) => cells.text(if command.person.is_some() { "False" } else { "True" }),
        _ => cells.empty(),
    }),
    ("OrganizationName", String, |world, record, cells| match &record.body {
        Body::Mail(_) | Body::Command(_) => cells.text(&world.domain),
        _ => cells.empty(),
    }),
    ("Logon_Type", String, |_, record, cells| {
        of_mail(record, cells, |_, out| {
            out.raw("Owner");
        });
    }),
    ("InternalLogonType", Int, |_, record, cells| {
        of_mail(record, cells, |_, out| {
            out.raw("0");
        });
    }),
    ("MailboxGuid", String, |world, record, cells| {
        of_mail(record, cells, |mail, out| {
            out.guid(world.person(mail.owner).mailbox);
        });
    }),
    ("MailboxOwnerUPN", String, |world, record, cells| {
        of_mail(record, cells, |mail, out| {
            out.raw(&world.person(mail.owner).sign_in);
        });
    }),
    ("ClientInfoString", String, |_, record, cells| {
        of_mail(record, cells, |mail, out| {
            out.raw(mail.client.text());
        });
    }),
    ("Client_IPAddress", String, |_, record, cells| {
        of_mail(record, cells, |mail, out| {
            out.address(mail.source.address);
        });
    }),
    ("AppId", String, |_, record, cells| match &record.body {
        Body::Mail(mail) => cells.with(|out| mail::application(mail, out)),
        Body::Command(command) => cells.text(command.application),
        _ => cells.empty(),
    }),
    ("OperationProperties", Dynamic, |_, record, cells| of_mail(record, cells, mail::operation_properties)),
    ("Folders", String, |world, record, cells| of_mail(record, cells, |mail, out| mail::folders(world, mail, out))),
    ("Parameters", String, |_, record, cells| match &record.body {
        Body::Command(command) => cells.with(|out| unified::command::parameters(command, out)),
        _ => of_entry(record, cells, "Parameters"),
    }),
    ("ModifiedProperties", String, |_, record, cells| of_entry(record, cells, "ModifiedProperties")),
    ("ExtraProperties", Dynamic, |_, record, cells| of_entry(record, cells, "ExtraProperties")),
    ("Site_Url", String, |world, record, cells| of_file(record, cells, |file, out| file::site(world, file, out))),
    ("SourceRelativeUrl", String, |_, record, cells| {
        of_file(record, cells, |file, out| {
            out.raw(file::library(file));
        });
    }),
    ("SourceFileName", String, |world, record, cells| of_file(record, cells, |file, out| file::name(world, file, out))),
    ("SourceFileExtension", String, |world, record, cells| {
        of_file(record, cells, |file, out| {
            out.raw(file::extension_of(world, file));
        });
    }),
    ("ItemType", String, |_, record, cells| {
        of_file(record, cells, |_, out| {
            out.raw("File");
        });
    }),
    ("EventSource", String, |_, record, cells| {
        of_file(record, cells, |_, out| {
            out.raw("SharePoint");
        });
    }),
    ("UserAgent", String, |_, record, cells| of_file(record, cells, |file, out| file.client.user_agent(out))),
    ("IsManagedDevice", Bool, |world, record, cells| match &record.body {
        Body::File(file) => {
            cells.boolean(world.person(file.person).device(file.device).is_some_and(|device| device.compliant));
        }
        _ => cells.empty(),
    }),
    ("CommunicationType", String, |_, record, cells| match &record.body {
        Body::Teams(_) => cells.text("OneOnOne"),
        _ => of_entry(record, cells, "CommunicationType"),
    }),
    ("Members", Dynamic, |_, record, cells| of_entry(record, cells, "Members")),
    ("Type", String, |_, _, cells| cells.text("OfficeActivity")),
];
