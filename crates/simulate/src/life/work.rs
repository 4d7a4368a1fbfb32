//! A working day in the unified audit log: mail, files, meetings.

use super::day::Day;
use super::emitter::Emitter;
use super::sign_ins::session;
use crate::events::unified::{
    Body, File, FileOperation, Mail, MailClient, MailOperation, Report, Teams, TeamsOperation,
};
use crate::random::Random;
use crate::world::clients::Platform;
use crate::world::networks;
use crate::world::people::{Person, PersonIndex};

/// How many departments have a site of their own.
pub(crate) const SITES: u64 = 12;

const MAIL: &[(u32, MailOperation)] = &[
    (46, MailOperation::Bind),
    (8, MailOperation::Sync),
    (20, MailOperation::Send),
    (8, MailOperation::Update),
    (3, MailOperation::Create),
    (9, MailOperation::MoveToDeletedItems),
    (4, MailOperation::SoftDelete),
    (1, MailOperation::HardDelete),
    (1, MailOperation::Move),
];

/// Something in the person's own mailbox.
pub(crate) fn mail(emitter: &mut Emitter<'_>, person: &Person, day: &Day, second: i64, random: &mut Random) {
    let world = emitter.world;
    let time = day.at(second, random);
    let telephone = random.chance(220) && person.telephone().is_some();
    let device = if telephone { person.telephone() } else { person.computer() }.unwrap_or(0);
    let operation = random.weighted(MAIL);
    // Half of the reads have an address of the service itself: they went through a server of its own.
    let source = if matches!(operation, MailOperation::Bind | MailOperation::Sync) && random.chance(500) {
        networks::service(person.city, random)
    } else {
        day.source(world, person, !telephone, second)
    };
    let client = if telephone {
        MailClient::OutlookMobile
    } else {
        random.weighted(&[(70, MailClient::Outlook), (24, MailClient::OutlookWeb), (6, MailClient::Rest)])
    };
    let body = Body::Mail(Mail {
        operation,
        owner: person.index,
        source,
        session: session(world, person, device, day.date),
        client,
        items: random.weighted(&[(70, 1), (15, 2), (10, 4), (5, 9)]),
        salt: random.next(),
        application: None,
        words: None,
        throttled: false,
    });
    emitter.unified(time, random.guid(), body);
}

const FILES: &[(u32, FileOperation)] = &[
    (34, FileOperation::FileAccessed),
    (16, FileOperation::FileModified),
    (6, FileOperation::FileModifiedExtended),
    (7, FileOperation::FileUploaded),
    (7, FileOperation::FileDownloaded),
    (8, FileOperation::FilePreviewed),
    (9, FileOperation::FileSyncUploadedFull),
    (7, FileOperation::FileSyncDownloadedFull),
    (2, FileOperation::FileRenamed),
    (2, FileOperation::FileRecycled),
    (12, FileOperation::PageViewed),
    (2, FileOperation::SharingSet),
    (2, FileOperation::AddedToSecureLink),
    (1, FileOperation::AnonymousLinkCreated),
    (3, FileOperation::SearchQueryPerformed),
];

/// A look at a report.
pub(crate) fn report(emitter: &mut Emitter<'_>, person: &Person, day: &Day, second: i64, random: &mut Random) {
    let time = day.at(second, random);
    let Some(device) = person.devices.first() else { return };
    let body = Body::Report(Report {
        person: person.index,
        source: day.source(emitter.world, person, true, second),
        client: device.browser_client(time),
        number: random.below(60) as u16,
    });
    emitter.unified(time, random.guid(), body);
}

/// Some minutes with the files of one site.
pub(crate) fn files(emitter: &mut Emitter<'_>, person: &Person, day: &Day, second: i64, random: &mut Random) {
    let world = emitter.world;
    let device = person.computer().unwrap_or(0);
    let mut time = day.at(second, random);
    let source = day.source(world, person, true, second);
    let own = random.chance(550);
    let site = (!own).then(|| if random.chance(700) { department_site(person) } else { random.below(SITES) as u16 });
    let client = match person.devices.get(usize::from(device)) {
        Some(device) => device.browser_client(time),
        None => crate::world::clients::Client {
            platform: Platform::Unknown,
            program: crate::world::clients::Program::None,
            version: 0,
        },
    };
    for _ in 0..random.between(1, 4) {
        let operation = random.weighted(FILES);
        let sharing = matches!(operation, FileOperation::SharingSet | FileOperation::AddedToSecureLink);
        let body = Body::File(File {
            operation,
            person: person.index,
            source,
            session: session(world, person, device, day.date),
            client,
            device: Some(device),
            site,
            number: random.below(if own { 120 } else { 900 }) as u32,
            with: sharing.then(|| random.below(u64::from(world.members)) as PersonIndex),
            words: None,
        });
        emitter.unified(time, random.guid(), body);
        time = time.plus_milliseconds(random.between(800, 90_000) as i64);
    }
}

/// The site of a person's department.
pub(crate) fn department_site(person: &Person) -> u16 {
    crate::world::names::DEPARTMENTS.iter().position(|(_, name, _)| *name == person.department).unwrap_or(0) as u16
}

const TEAMS: &[(u32, TeamsOperation)] = &[
    (10, TeamsOperation::SessionStarted),
    (46, TeamsOperation::MessageSent),
    (8, TeamsOperation::ChatCreated),
    (6, TeamsOperation::MessageEdited),
    (8, TeamsOperation::MessageRead),
    (7, TeamsOperation::MeetingDetail),
    (14, TeamsOperation::MeetingParticipant),
    (1, TeamsOperation::MemberAdded),
];

/// A message, a call or a meeting.
pub(crate) fn teams(emitter: &mut Emitter<'_>, person: &Person, day: &Day, second: i64, random: &mut Random) {
    let world = emitter.world;
    let time = day.at(second, random);
    let telephone = random.chance(200) && person.telephone().is_some();
    let device = if telephone { person.telephone() } else { person.computer() }.unwrap_or(0);
    let client = match person.devices.get(usize::from(device)) {
        Some(device) => device.application_client(time),
        None => return,
    };
    let body = Body::Teams(Teams {
        operation: random.weighted(TEAMS),
        person: person.index,
        source: day.source(world, person, !telephone, second),
        other: random.below(u64::from(world.members)) as PersonIndex,
        client,
        salt: random.next(),
    });
    emitter.unified(time, random.guid(), body);
}
