//! Mailbox records (types 2, 3, 50 and 101).

use super::{Head, head};
use crate::events::unified::{Mail, MailOperation, Unified};
use crate::guid::Guid;
use crate::random::mix;
use crate::text::Text;
use crate::world::World;

const SUBJECTS: &[&str] = &[
    "Minutes of Tuesday",
    "Re: delivery next week",
    "Quarterly figures",
    "Invoice",
    "Fwd: question from a customer",
    "Lunch?",
    "Planning",
    "Re: contract",
    "Travel request",
    "Weekly report",
    "Drawing rev. C",
    "Reminder: training",
];

pub(super) fn write(world: &World, record: &Unified, mail: &Mail, out: &mut Text) {
    let person = world.person(mail.owner);
    let fields = Head {
        operation: mail.operation.name(),
        dot: false,
        record_type: mail.operation.record_type(),
        result: Some("Succeeded"),
        user_type: 0,
        workload: "Exchange",
        user: &person.workload_name,
    };
    head(
        world,
        record,
        &fields,
        |out| {
            out.hexadecimal(person.passport);
        },
        out,
    );
    out.raw(",\"AppAccessContext\":{\"AADSessionId\":\"").guid(mail.session).raw("\",\"IssuedAtTime\":\"");
    out.seconds(record.time.plus_seconds(-((mail.salt % 3000) as i64)))
        .raw("\",\"UniqueTokenId\":\"")
        .token(record.id.derived(3));
    out.raw("\"},\"ClientIPAddress\":\"")
        .address(mail.source.address)
        .raw("\",\"ClientInfoString\":\"")
        .raw(mail.client.text());
    if !matches!(mail.operation, MailOperation::Bind | MailOperation::Sync) {
        out.raw("\",\"ClientIP\":\"").address(mail.source.address);
    }
    out.raw("\",\"AppId\":\"");
    application(mail, out);
    out.raw("\",\"ExternalAccess\":false,\"InternalLogonType\":0,\"LogonType\":0,\"LogonUserSid\":\"");
    security(person.security, out);
    out.raw("\",\"MailboxGuid\":\"").guid(person.mailbox).raw("\",\"MailboxOwnerSid\":\"");
    security(person.security, out);
    out.raw("\",\"MailboxOwnerUPN\":").string(&person.workload_name).raw(",\"OrganizationName\":\"").raw(&world.domain);
    out.raw("\",\"OriginatingServer\":\"AM0PR05MB").integer(4000 + person.index % 5000).raw(" (15.20.8158.0)\"");
    out.raw(",\"SessionId\":\"").guid(mail.session).raw("\"");
    match mail.operation {
        MailOperation::Bind => bound(world, mail, out),
        MailOperation::Sync => synchronised(mail, out),
        MailOperation::Send | MailOperation::Create | MailOperation::Update => {
            out.raw(",\"Item\":");
            item(world, mail, 0, out);
        }
        MailOperation::MoveToDeletedItems
        | MailOperation::SoftDelete
        | MailOperation::HardDelete
        | MailOperation::Move => {
            affected(world, mail, out);
        }
        MailOperation::Search => {
            out.raw(",\"QueryText\":\"").raw(words(mail, mail.salt)).raw("\"");
        }
    }
    out.raw("}");
}

fn security(numbers: [u32; 3], out: &mut Text) {
    out.raw("S-1-5-21-").integer(numbers[0]).raw("-").integer(numbers[1]).raw("-3338807533-").integer(numbers[2]);
}

fn folder(name: &str, salt: u64, out: &mut Text) {
    out.raw("{\"Id\":\"LgAAAA").token(Guid::from_parts(salt % 7, 1)).raw("AAAB\",\"Path\":\"\\\\").raw(name).raw("\"");
}

fn message_id(world: &World, salt: u64, out: &mut Text) {
    out.raw("<").hexadecimal(mix(salt)).raw("@mail.").raw(&world.domain).raw(">");
}

/// `AppId`.
pub(crate) fn application(mail: &Mail, out: &mut Text) {
    match mail.application {
        Some(application) => out.guid(application),
        None => out.raw(mail.client.application()),
    };
}

/// `OperationProperties`; nothing for operations that have none.
pub(crate) fn operation_properties(mail: &Mail, out: &mut Text) {
    let kind = match mail.operation {
        MailOperation::Bind => "Bind",
        MailOperation::Sync => "Sync",
        _ => return,
    };
    out.raw("[{\"Name\":\"MailAccessType\",\"Value\":\"").raw(kind);
    out.raw("\"},{\"Name\":\"IsThrottled\",\"Value\":\"")
        .raw(if mail.throttled { "True" } else { "False" })
        .raw("\"}]");
}

/// `Folders`; nothing unless single messages were opened.
pub(crate) fn folders(world: &World, mail: &Mail, out: &mut Text) {
    if mail.operation != MailOperation::Bind {
        return;
    }
    out.raw("[");
    folder("Inbox", mail.salt, out);
    out.raw(",\"FolderItems\":[");
    for number in 0..u64::from(mail.items) {
        if number > 0 {
            out.raw(",");
        }
        out.raw("{\"Id\":\"RgAAAA").token(Guid::from_parts(mail.salt, number)).raw("AAAJ\",\"InternetMessageId\":\"");
        message_id(world, mail.salt.wrapping_add(number), out);
        out.raw("\",\"SizeInBytes\":").integer(8000 + mix(mail.salt.wrapping_add(number)) % 90_000).raw("}");
    }
    out.raw("]}]");
}

fn bound(world: &World, mail: &Mail, out: &mut Text) {
    out.raw(",\"OperationProperties\":");
    operation_properties(mail, out);
    out.raw(",\"Folders\":");
    folders(world, mail, out);
    out.raw(",\"OperationCount\":").integer(mail.items);
}

fn synchronised(mail: &Mail, out: &mut Text) {
    out.raw(",\"OperationProperties\":");
    operation_properties(mail, out);
    out.raw(",\"Item\":{\"ParentFolder\":");
    folder("Inbox", mail.salt, out);
    out.raw(",\"Name\":\"Inbox\"}},\"OperationCount\":1");
}

/// The subject of an item, or what was looked for.
fn words(mail: &Mail, salt: u64) -> &'static str {
    mail.words.unwrap_or(SUBJECTS[(salt % SUBJECTS.len() as u64) as usize])
}

fn item(world: &World, mail: &Mail, number: u64, out: &mut Text) {
    let salt = mail.salt.wrapping_add(number);
    out.raw("{\"Id\":\"RgAAAA").token(Guid::from_parts(salt, 5)).raw("AAAJ\",\"InternetMessageId\":\"");
    message_id(world, salt, out);
    out.raw("\",\"ParentFolder\":");
    folder(if mail.operation == MailOperation::Send { "Drafts" } else { "Inbox" }, salt, out);
    out.raw("},\"SizeInBytes\":").integer(6000 + mix(salt) % 120_000);
    out.raw(",\"Subject\":\"").raw(words(mail, salt)).raw("\"}");
}

fn affected(world: &World, mail: &Mail, out: &mut Text) {
    out.raw(",\"CrossMailboxOperation\":false,\"AffectedItems\":[");
    for number in 0..u64::from(mail.items) {
        if number > 0 {
            out.raw(",");
        }
        item(world, mail, number, out);
    }
    out.raw("],\"Folder\":");
    folder("Inbox", mail.salt, out);
    out.raw("}");
    let destination = match mail.operation {
        MailOperation::MoveToDeletedItems => "Deleted Items",
        MailOperation::Move => "Archive",
        _ => return,
    };
    out.raw(",\"DestFolder\":");
    folder(destination, mail.salt.wrapping_add(1), out);
    out.raw("}");
}
