//! A library emptied, what is left renamed.

use crate::events::unified::FileOperation;
use crate::life::attempt::Second;
use crate::life::work::department_site;
use crate::scenarios::Scenario;
use crate::session::Session;
use crate::stage::Stage;
use crate::world::applications::SHAREPOINT_ONLINE;

pub(super) const SCENARIO: Scenario = Scenario::attack("mass-delete", "T1485", &[83], play);

fn play(stage: &mut Stage<'_>) -> Option<String> {
    let victim = stage.victim()?;
    let target = (SHAREPOINT_ONLINE, SHAREPOINT_ONLINE);
    let mut session = Session::begin(stage, victim, ("Istanbul", 0), target, Second::Earlier);
    let site = Some(department_site(victim));
    let files = stage.random.between(380, 450) as u32;
    for number in 0..files {
        let operation = if number % 3 == 2 { FileOperation::FileRenamed } else { FileOperation::FileRecycled };
        session.file(stage, operation, (site, number), (0, 3));
    }
    session.compliance_alert(stage, "Unusual volume of file deletion");
    stage.cloud_alert(session.time, "Ransomware activity", "T1486", victim.index, session.source);
    Some(format!(
        "With the session of {}, someone deleted or renamed {files} files of a department in some minutes.",
        victim.sign_in
    ))
}
