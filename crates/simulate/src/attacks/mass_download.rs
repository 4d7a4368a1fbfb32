//! A whole document library, fetched by a script.

use crate::events::unified::{Body, File, FileOperation};
use crate::life::attempt::{Second, method_of};
use crate::life::work::department_site;
use crate::scenarios::Scenario;
use crate::session::Session;
use crate::stage::Stage;
use crate::world::applications::SHAREPOINT_ONLINE;

pub(super) const SCENARIO: Scenario = Scenario::attack("mass-download", "T1530", &[81], play);

fn play(stage: &mut Stage<'_>) -> Option<String> {
    let victim = stage.victim()?;
    let second = Second::Given(method_of(victim));
    let mut intrusion =
        Session::begin(stage, victim, ("Sao Paulo", 13), (SHAREPOINT_ONLINE, SHAREPOINT_ONLINE), second);
    let files = stage.random.between(280, 360) as u32;
    for number in 0..files {
        let time = intrusion.wait(stage, 1, 6);
        let file = File {
            operation: FileOperation::FileDownloaded,
            person: victim.index,
            source: intrusion.source,
            session: intrusion.session,
            client: intrusion.sign_in.client,
            device: None,
            site: Some(department_site(victim)),
            number,
            with: None,
            words: None,
        };
        stage.unified(time, Body::File(file));
    }
    stage.detect(&intrusion.sign_in, "mcasFinSuspiciousFileAccess", "medium", true);
    stage.cloud_alert(intrusion.time, "Mass download by a single user", "T1530", victim.index, intrusion.source);
    Some(format!(
        "With the password of {}, someone downloaded {files} files of one department in some minutes.",
        victim.sign_in
    ))
}
