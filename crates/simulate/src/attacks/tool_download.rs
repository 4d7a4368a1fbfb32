//! Files carried off by a program made for copying.

use crate::events::unified::FileOperation;
use crate::life::attempt::Second;
use crate::life::work::department_site;
use crate::scenarios::Scenario;
use crate::session::Session;
use crate::stage::Stage;
use crate::world::applications::SHAREPOINT_ONLINE;
use crate::world::clients::{Client, Platform, Program};

pub(super) const SCENARIO: Scenario = Scenario::attack("tool-download", "T1567.002", &[81], play);

fn play(stage: &mut Stage<'_>) -> Option<String> {
    let victim = stage.victim()?;
    let mut attempt = Session::intruder(stage, victim, ("Ashburn", 4), (SHAREPOINT_ONLINE, SHAREPOINT_ONLINE));
    attempt.client = Client { platform: Platform::Unknown, program: Program::Rclone, version: 0 };
    let mut session = Session::enter(stage, victim, &attempt, Second::Earlier);
    let files = stage.random.between(120, 180) as u32;
    for number in 0..files {
        session.file(stage, FileOperation::FileDownloaded, (None, number), (1, 5));
    }
    session.sign_in.client.program = Program::PnpPowerShell;
    let site = Some(department_site(victim));
    for number in 0..40 {
        session.file(stage, FileOperation::FileDownloaded, (site, number), (1, 4));
    }
    Some(format!(
        "With the session of {}, programs for copying took {files} files of their drive and forty of a site.",
        victim.sign_in
    ))
}
