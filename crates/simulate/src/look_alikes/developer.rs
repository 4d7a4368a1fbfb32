//! Somebody of Information Technology at home with the tools of the trade.

use crate::events::sign_in::ClientKind;
use crate::life::attempt::Second;
use crate::scenarios::Scenario;
use crate::session::Session;
use crate::stage::Stage;
use crate::world::applications::{AZURE_CLI, AZURE_MANAGEMENT, AZURE_POWERSHELL, MICROSOFT_GRAPH, VISUAL_STUDIO_CODE};
use crate::world::clients::{Client, Program};
use crate::world::people::Kind;

pub(super) const SCENARIO: Scenario = Scenario::look_alike("developer-shell", "T1059.001", &[18, 24, 26, 27], play);

fn play(stage: &mut Stage<'_>) -> Option<String> {
    let person =
        stage.victim_where(|person| person.kind == Kind::Member && person.department == "Information Technology")?;
    for (application, resource, program) in [
        (VISUAL_STUDIO_CODE, MICROSOFT_GRAPH, Program::Native),
        (AZURE_CLI, AZURE_MANAGEMENT, Program::CommandLine),
        (AZURE_POWERSHELL, AZURE_MANAGEMENT, Program::PowerShell),
    ] {
        let mut attempt = Session::attempt(stage, person, 20, (application, resource));
        let source = person.home();
        attempt.source = source;
        attempt.client_kind = ClientKind::Application;
        attempt.client = Client::on(attempt.client.platform, program, attempt.time, 0);
        Session::enter(stage, person, &attempt, Second::Earlier);
    }
    Some(format!("{} of Information Technology worked with editor and shells from home.", person.sign_in))
}
