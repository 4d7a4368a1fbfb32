//! Looking for what opens more doors.

use crate::life::attempt::Second;
use crate::scenarios::Scenario;
use crate::session::Session;
use crate::stage::Stage;
use crate::world::applications::{OFFICE_HOME, SHAREPOINT_ONLINE};

pub(super) const SCENARIO: Scenario = Scenario::attack("sensitive-search", "T1213.002", &[84], play);

fn play(stage: &mut Stage<'_>) -> Option<String> {
    let victim = stage.victim()?;
    let target = (OFFICE_HOME, SHAREPOINT_ONLINE);
    let mut session = Session::begin(stage, victim, ("Ashburn", 12), target, Second::Earlier);
    for (site, words) in
        [(0, "password"), (1, "credentials"), (2, "vpn config"), (3, "private key"), (0, "secret"), (4, "bank details")]
    {
        session.search_files(stage, site, words);
    }
    session.search_mail(stage, "password");
    session.search_mail(stage, "vpn");
    Some(format!(
        "With the session of {}, someone searched sites and mail for passwords, keys and accounts.",
        victim.sign_in
    ))
}
