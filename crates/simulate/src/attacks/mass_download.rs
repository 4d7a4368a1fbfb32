//! A whole document library, fetched by a script.

use super::steps::Intrusion;
use crate::events::unified::{Body, File, FileOperation};
use crate::life::attempt::{Second, method_of};
use crate::life::work::department_site;
use crate::scenarios::{Scenario, Stage};
use crate::world::applications::SHAREPOINT_ONLINE;

pub(super) const SCENARIO: Scenario = Scenario { name: "mass-download", technique: "T1530", malicious: true, play };

fn play(stage: &mut Stage<'_>) -> String {
    let victim = stage.victim();
    let second = Second::Given(method_of(victim));
    let mut intrusion =
        Intrusion::begin(stage, victim, ("Sao Paulo", 13), (SHAREPOINT_ONLINE, SHAREPOINT_ONLINE), second);
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
        };
        stage.unified(time, Body::File(file));
    }
    stage.detect(&intrusion.sign_in, "mcasFinSuspiciousFileAccess", "medium", true);
    stage.cloud_alert(intrusion.time, "Mass download by a single user", "T1530", victim.index, intrusion.source);
    format!(
        "With the password of {}, someone downloaded {files} files of one department in some minutes.",
        victim.sign_in
    )
}
