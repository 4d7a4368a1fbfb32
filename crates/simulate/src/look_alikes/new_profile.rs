//! A mailbox synchronised anew, a drive fetched again.

use crate::events::audit::{REGISTER_DEVICE, Target, TargetKind};
use crate::events::unified::{FileOperation, MailClient, MailOperation};
use crate::life::directory::device_details;
use crate::scenarios::Scenario;
use crate::session::{MailDetails, Session};
use crate::stage::Stage;
use crate::world::applications::{EXCHANGE_ONLINE, MICROSOFT_OFFICE, ONEDRIVE_SYNC, SHAREPOINT_ONLINE};
use crate::world::clients::Program;
use crate::world::people::Kind;

pub(super) const MAIL: Scenario = Scenario::look_alike("new-mail-profile", "T1114.002", &[76], mail);
pub(super) const DRIVE: Scenario = Scenario::look_alike("new-laptop-sync", "T1530", &[67, 81], drive);

fn mail(stage: &mut Stage<'_>) -> Option<String> {
    let person = stage.victim_where(|person| person.kind == Kind::Member && person.full_licence)?;
    let mut session = Session::own(stage, person, 10, (MICROSOFT_OFFICE, EXCHANGE_ONLINE));
    for _ in 0..60 {
        let details = MailDetails { client: MailClient::Outlook, ..MailDetails::WEB };
        session.mail(stage, MailOperation::Sync, 1, details);
        session.time = session.time.plus_seconds(-20);
    }
    Some(format!("Outlook of {} built its copy of the mailbox anew.", person.sign_in))
}

fn drive(stage: &mut Stage<'_>) -> Option<String> {
    let person = stage.victim()?;
    let mut session = Session::own(stage, person, 9, (ONEDRIVE_SYNC, SHAREPOINT_ONLINE));
    let id = stage.random.guid();
    let details = device_details(id, "Windows", "Dsreg/10.0 (Windows 10.0.22631.4317)");
    let target = Target::named(TargetKind::Device, id, &format!("LT-S{}", stage.number()));
    session.explain(stage, &REGISTER_DEVICE, vec![target], "", details);
    session.sign_in.client.program = Program::OneDriveSync;
    let files = 320;
    for number in 0..files {
        session.file(stage, FileOperation::FileSyncDownloadedFull, (None, number), (0, 4));
    }
    Some(format!("{} got a new laptop; it fetched all {files} files of the drive.", person.sign_in))
}
