//! The company's own automation changes, by those who run it.

use crate::events::audit::{Property, UPDATE_APPLICATION, UPDATE_APPLICATION_SECRETS};
use crate::events::sign_in::Odd;
use crate::guid::Guid;
use crate::life::attempt::Second;
use crate::life::background::principal_attempt;
use crate::life::directory::application_target;
use crate::scenarios::Scenario;
use crate::session::{PORTAL, Session, quoted};
use crate::stage::Stage;
use crate::world::networks;
use crate::world::principals::Credential;

pub(super) const MOVED: Scenario = Scenario::look_alike("pipeline-moved", "T1078.004", &[36], moved);
pub(super) const FEDERATED: Scenario =
    Scenario::look_alike("pipeline-without-secret", "T1098.001", &[37, 54], federated);
pub(super) const ROTATED: Scenario = Scenario::look_alike("secret-rotated", "T1098.001", &[53], rotated);

fn moved(stage: &mut Stage<'_>) -> Option<String> {
    let world = stage.world;
    let principal = world.principal(3);
    let mut time = stage.at(world.person(0), 7);
    let source = networks::automation(120, principal.source.city);
    for _ in 0..15 {
        let mut attempt = principal_attempt(principal, time, &mut stage.random);
        attempt.source = source;
        stage.sign_in(attempt.end(world, 0, Second::Absent));
        time = stage.moment_after(time, 300, 700);
    }
    Some(format!("{} was moved to a new server beside the old one.", principal.name))
}

fn federated(stage: &mut Stage<'_>) -> Option<String> {
    let world = stage.world;
    let administrator = stage.administrator()?;
    let principal = world.principal(5);
    let mut session = Session::own(stage, administrator, 13, PORTAL);
    let id = stage.random.guid();
    let credential = format!(
        "[{{\"Name\":\"main\",\"Issuer\":\"https://token.actions.githubusercontent.example\",\"Subject\":\"repo:{}/platform:ref:refs/heads/main\",\"Id\":\"{id}\",\"Audiences\":[\"api://AzureADTokenExchange\"]}}]",
        world.label
    );
    let target = application_target(principal)
        .with(Property::changed("FederatedIdentityCredentials", "[]", &credential))
        .updated("FederatedIdentityCredentials");
    session.change(stage, &UPDATE_APPLICATION, vec![target]);
    for _ in 0..4 {
        let time = session.wait(stage, 600, 1800);
        let mut attempt = principal_attempt(principal, time, &mut stage.random);
        attempt.odd(Odd { credential: Some((Credential::Federated, id)), ..Odd::default() });
        stage.sign_in(attempt.end(world, 0, Second::Absent));
    }
    Some(format!(
        "{} let {} sign in with tokens of the build service instead of a secret, from the usual server.",
        administrator.sign_in, principal.name
    ))
}

fn rotated(stage: &mut Stage<'_>) -> Option<String> {
    let administrator = stage.administrator()?;
    let principal = stage.world.principal(1);
    let mut session = Session::own(stage, administrator, 10, PORTAL);
    let key = |id: Guid, name: &str| {
        quoted(&format!("[KeyIdentifier={id},KeyType=Password,KeyUsage=Verify,DisplayName={name}]"))
    };
    let (old, new) = (key(principal.key, "2025"), key(stage.random.guid(), "2026"));
    let both = format!("[{old},{new}]");
    for (before, after) in [(format!("[{old}]"), both.clone()), (both, format!("[{new}]"))] {
        let target = application_target(principal)
            .with(Property::changed("KeyDescription", &before, &after))
            .updated("KeyDescription");
        session.change(stage, &UPDATE_APPLICATION_SECRETS, vec![target]);
        session.wait(stage, 1200, 2400);
    }
    Some(format!("{} replaced the yearly secret of {} and deleted the old one.", administrator.sign_in, principal.name))
}
