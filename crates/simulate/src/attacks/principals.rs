//! Programs' identities in strange hands.

use crate::events::audit::{Property, UPDATE_APPLICATION};
use crate::events::sign_in::Odd;
use crate::life::attempt::Second;
use crate::life::background::principal_attempt;
use crate::life::directory::application_target;
use crate::scenarios::Scenario;
use crate::session::{PORTAL, Session};
use crate::stage::Stage;
use crate::world::networks;
use crate::world::places::city_named;
use crate::world::principals::Credential;

pub(super) const NETWORK: Scenario = Scenario::attack("principal-from-new-network", "T1078.004", &[36], network);
pub(super) const FEDERATED: Scenario =
    Scenario::attack("federated-credential-added-and-used", "T1098.001", &[36, 37, 54], federated);

fn network(stage: &mut Stage<'_>) -> Option<String> {
    let world = stage.world;
    let principal = world.principal(2);
    let mut time = stage.at(world.person(0), 23);
    let source = networks::hosting(city_named("Singapore"), &mut stage.random);
    for _ in 0..15 {
        let mut attempt = principal_attempt(principal, time, &mut stage.random);
        attempt.source = source;
        stage.sign_in(attempt.end(world, 0, Second::Absent));
        time = stage.moment_after(time, 30, 400);
    }
    Some(format!("The secret of {} leaked from a repository and was used from Singapore.", principal.name))
}

fn federated(stage: &mut Stage<'_>) -> Option<String> {
    let world = stage.world;
    let administrator = stage.administrator()?;
    let mut session = Session::begin(stage, administrator, ("Hong Kong", 22), PORTAL, Second::Earlier);
    let principal = world.principal(8);
    let id = stage.random.guid();
    let credential = format!(
        "[{{\"Name\":\"build\",\"Issuer\":\"https://tokens.quiet-harbour.example\",\"Subject\":\"system:build\",\"Id\":\"{id}\",\"Audiences\":[\"api://AzureADTokenExchange\"]}}]"
    );
    let target = application_target(principal)
        .with(Property::changed("FederatedIdentityCredentials", "[]", &credential))
        .updated("FederatedIdentityCredentials");
    session.change(stage, &UPDATE_APPLICATION, vec![target]);
    let source = networks::hosting(city_named("Hong Kong"), &mut stage.random);
    for _ in 0..6 {
        let time = session.wait(stage, 60, 600);
        let mut attempt = principal_attempt(principal, time, &mut stage.random);
        attempt.source = source;
        attempt.odd(Odd { credential: Some((Credential::Federated, id)), ..Odd::default() });
        stage.sign_in(attempt.end(world, 0, Second::Absent));
    }
    Some(format!(
        "With the session of {}, someone made {} trust tokens of a server of their own and signed in with them.",
        administrator.sign_in, principal.name
    ))
}
