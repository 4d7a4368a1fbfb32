//! Users and resources of other companies.

use crate::events::sign_in::{Odd, Subject};
use crate::life::attempt::Second;
use crate::scenarios::Scenario;
use crate::session::{PORTAL, Session};
use crate::stage::Stage;
use crate::world::applications::{AZURE_PORTAL, MICROSOFT_GRAPH, SHAREPOINT_ONLINE};
use crate::world::clients::{Client, Platform, Program};
use crate::world::networks;
use crate::world::places::city_named;

pub(super) const INTO: Scenario = Scenario::attack("outsider-in-portal", "T1078.004", &[35], into);
pub(super) const OUT_OF: Scenario = Scenario::attack("own-user-in-unknown-tenant", "T1567", &[35], out_of);

fn into(stage: &mut Stage<'_>) -> Option<String> {
    let world = stage.world;
    let someone = world.person(0);
    let time = stage.at(someone, 4);
    let source = networks::hosting(city_named("Hong Kong"), &mut stage.random);
    let client = Client::on(Platform::Windows10, Program::Edge, time, 12);
    let number = stage.random.below(40) * 4;
    let mut attempt = stage.attempt(Subject::Outsider(number), time, source, client, PORTAL);
    for target in [PORTAL, (AZURE_PORTAL, MICROSOFT_GRAPH), PORTAL] {
        (attempt.application, attempt.resource) = target;
        stage.sign_in(attempt.end(world, 0, Second::Earlier));
        stage.later(&mut attempt, 30, 200);
    }
    let (name, _) = crate::render::outsider(world, number);
    Some(format!("{name}, of a company nobody knows, signed in to this tenant's portal."))
}

fn out_of(stage: &mut Stage<'_>) -> Option<String> {
    let victim = stage.victim()?;
    let mut attempt = Session::attempt(stage, victim, 16, (SHAREPOINT_ONLINE, SHAREPOINT_ONLINE));
    let (_, tenant) = crate::render::outsider(stage.world, 2);
    attempt.odd(Odd { resource_tenant: Some(tenant), ..Odd::default() });
    for _ in 0..3 {
        Session::enter(stage, victim, &attempt, Second::Earlier);
        stage.later(&mut attempt, 200, 900);
    }
    Some(format!("{} signed in to SharePoint of a tenant nobody here works with.", victim.sign_in))
}
