//! A search for a court, as every quarter.

use crate::scenarios::Scenario;
use crate::session::Session;
use crate::stage::Stage;
use crate::world::applications::{EXCHANGE_ONLINE, EXCHANGE_POWERSHELL};

pub(super) const SCENARIO: Scenario = Scenario::look_alike("legal-search", "T1114.002", &[79], play);

fn play(stage: &mut Stage<'_>) -> Option<String> {
    let administrator = stage.administrator()?;
    let mut session = Session::own(stage, administrator, 11, (EXCHANGE_POWERSHELL, EXCHANGE_ONLINE));
    crate::attacks::content_search::export(stage, &mut session, "Case 2026-114", "subject:\"bridge contract\"");
    Some(format!("{} exported what a court asked for, in the office, by day.", administrator.sign_in))
}
