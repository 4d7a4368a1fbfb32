//! Tools that give their own name.

use crate::events::sign_in::{ClientKind, Protocol, SignInKind, Subject};
use crate::life::attempt::Second;
use crate::scenarios::Scenario;
use crate::session::Session;
use crate::stage::Stage;
use crate::world::applications::{AZURE_MANAGEMENT, AZURE_POWERSHELL, MICROSOFT_GRAPH, TEAMS, TEAMS_SERVICES};
use crate::world::clients::{Client, Platform, Program};

pub(super) const HOUND: Scenario = Scenario::attack("attack-tool-user-agent", "T1087.004", &[32], hound);
pub(super) const FILTRATION: Scenario = Scenario::attack("attack-tool-spray-and-take", "T1110.003", &[32], filtration);

fn hound(stage: &mut Stage<'_>) -> Option<String> {
    let victim = stage.victim()?;
    let mut attempt = Session::intruder(stage, victim, ("Hong Kong", 10), (AZURE_POWERSHELL, MICROSOFT_GRAPH));
    attempt.client = Client { platform: Platform::Unknown, program: Program::AzureHound, version: 0 };
    attempt.client_kind = ClientKind::Application;
    attempt.kind = SignInKind::NonInteractive;
    for resource in [MICROSOFT_GRAPH, AZURE_MANAGEMENT, MICROSOFT_GRAPH] {
        attempt.resource = resource;
        attempt.correlation = stage.random.guid();
        Session::enter(stage, victim, &attempt, Second::Earlier);
        stage.later(&mut attempt, 30, 300);
    }
    Some(format!("A tool that maps a directory for attackers ran with a token of {}.", victim.sign_in))
}

fn filtration(stage: &mut Stage<'_>) -> Option<String> {
    let world = stage.world;
    let crowd = stage.crowd(12);
    let victim = stage.victim()?;
    let mut attempt = Session::intruder(stage, victim, ("Ashburn", 3), (TEAMS, TEAMS_SERVICES));
    attempt.client_kind = ClientKind::Application;
    attempt.protocol = Protocol::PasswordGrant;
    attempt.client = Client { platform: Platform::Windows10, program: Program::TeamFiltration, version: 0 };
    for person in crowd {
        attempt.subject = Subject::Person(person.index);
        attempt.correlation = stage.random.guid();
        stage.sign_in(attempt.end(world, 50_126, Second::Absent));
        stage.later(&mut attempt, 3, 12);
    }
    attempt.client.program = Program::FastHttp;
    attempt.subject = Subject::Person(victim.index);
    stage.fail(&mut attempt, 50_076, Second::Absent, (5, 20));
    Some(format!(
        "Two known tools went over the accounts; the password of {} was right, the second factor stopped it.",
        victim.sign_in
    ))
}
