//! Files shared, cleaned up and looked for, as work needs it.

use crate::events::unified::FileOperation;
use crate::life::work::department_site;
use crate::scenarios::Scenario;
use crate::session::Session;
use crate::stage::Stage;
use crate::world::applications::SHAREPOINT_ONLINE;

pub(super) const PHOTOS: Scenario = Scenario::look_alike("event-photo-links", "T1567", &[82], photos);
pub(super) const CLEAN: Scenario = Scenario::look_alike("old-project-deleted", "T1485", &[83], clean);
pub(super) const PAYROLL: Scenario = Scenario::look_alike("payroll-search", "T1213.002", &[84], payroll);

fn photos(stage: &mut Stage<'_>) -> Option<String> {
    let person = stage.victim()?;
    let mut session = Session::own(stage, person, 15, (SHAREPOINT_ONLINE, SHAREPOINT_ONLINE));
    let site = Some(department_site(person));
    for number in 500..507 {
        session.file(stage, FileOperation::AnonymousLinkCreated, (site, number), (20, 120));
    }
    Some(format!("{} sent seven links to photos of an event to visitors.", person.sign_in))
}

fn clean(stage: &mut Stage<'_>) -> Option<String> {
    let person = stage.victim()?;
    let mut session = Session::own(stage, person, 14, (SHAREPOINT_ONLINE, SHAREPOINT_ONLINE));
    let files = 70;
    for number in 0..files {
        session.file(stage, FileOperation::FileRecycled, (None, number), (2, 12));
    }
    Some(format!("{} deleted {files} files of a project that ended.", person.sign_in))
}

fn payroll(stage: &mut Stage<'_>) -> Option<String> {
    let person = stage.victim()?;
    let mut session = Session::own(stage, person, 10, (SHAREPOINT_ONLINE, SHAREPOINT_ONLINE));
    let site = department_site(person);
    for words in ["payroll october", "password policy", "holiday planning"] {
        session.search_files(stage, site, words);
    }
    Some(format!("{} looked for the password policy and two other documents.", person.sign_in))
}
