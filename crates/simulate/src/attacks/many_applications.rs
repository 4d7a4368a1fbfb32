//! One password tried at every door: which of them asks for no second factor?

use crate::life::attempt::Second;
use crate::scenarios::Scenario;
use crate::session::Session;
use crate::stage::Stage;
use crate::world::applications::{
    AZURE_CLI, AZURE_MANAGEMENT, AZURE_POWERSHELL, EXCHANGE_ONLINE, EXCHANGE_POWERSHELL, MICROSOFT_GRAPH, OFFICE_HOME,
    OFFICE_PORTAL, OUTLOOK_MOBILE, OUTLOOK_WEB, POWER_BI, SHAREPOINT_ONLINE, TEAMS_SERVICES, TEAMS_WEB,
};
use crate::world::clients::{Client, Platform, Program};

pub(super) const SCENARIO: Scenario = Scenario::attack("many-applications-burst", "T1078", &[31], play);

fn play(stage: &mut Stage<'_>) -> Option<String> {
    let world = stage.world;
    let victim = stage.victim()?;
    let mut attempt = Session::intruder(stage, victim, ("Sao Paulo", 11), (AZURE_POWERSHELL, AZURE_MANAGEMENT));
    let doors = [
        (AZURE_POWERSHELL, MICROSOFT_GRAPH, Platform::Windows10, Program::PowerShell),
        (AZURE_POWERSHELL, AZURE_MANAGEMENT, Platform::Windows10, Program::PowerShell),
        (EXCHANGE_POWERSHELL, EXCHANGE_ONLINE, Platform::Windows10, Program::Chrome),
        (OFFICE_HOME, OFFICE_PORTAL, Platform::Windows10, Program::Edge),
        (OFFICE_HOME, OFFICE_PORTAL, Platform::Linux, Program::Firefox),
        (OUTLOOK_WEB, EXCHANGE_ONLINE, Platform::Mac, Program::Safari),
        (OUTLOOK_MOBILE, EXCHANGE_ONLINE, Platform::Android, Program::Chrome),
        (OUTLOOK_MOBILE, EXCHANGE_ONLINE, Platform::Ios, Program::Safari),
        (TEAMS_WEB, TEAMS_SERVICES, Platform::Windows11, Program::Chrome),
        (SHAREPOINT_ONLINE, SHAREPOINT_ONLINE, Platform::Linux, Program::Chrome),
        (AZURE_CLI, AZURE_MANAGEMENT, Platform::Linux, Program::PythonRequests),
        (POWER_BI, POWER_BI, Platform::Windows11, Program::Edge),
    ];
    for (application, resource, platform, program) in doors {
        (attempt.application, attempt.resource) = (application, resource);
        attempt.client = Client::on(platform, program, attempt.time, 10);
        attempt.correlation = stage.random.guid();
        attempt.session = stage.random.guid();
        stage.sign_in(attempt.end(world, 50_076, Second::Absent));
        stage.later(&mut attempt, 6, 18);
    }
    Some(format!(
        "A tool tried the password of {} at {} doors with as many faces within minutes, looking for one without a second factor.",
        victim.sign_in,
        doors.len()
    ))
}
