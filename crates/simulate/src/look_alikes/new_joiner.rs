//! A first day: everything is new.

use crate::events::audit::{ADD_USER, ADMIN_REGISTERED_SECURITY_INFO, CHANGE_LICENCE, Property, Target, TargetKind};
use crate::events::sign_in::{Method, Odd, Subject};
use crate::life::attempt::Second;
use crate::scenarios::Scenario;
use crate::session::{PORTAL, Session};
use crate::stage::Stage;
use crate::world::applications::{
    ACCESS_PANEL, COMPANY_PORTAL, EXCHANGE_ONLINE, EXPENSES, MICROSOFT_GRAPH, MY_APPS, OFFICE_HOME, OFFICE_PORTAL,
    OUTLOOK_WEB, PERSONNEL, PLANNING, POWER_BI, SHAREPOINT_ONLINE, TEAMS_SERVICES, TEAMS_WEB,
};
use crate::world::clients::{Client, Platform, Program};
use crate::world::networks;

pub(super) const SCENARIO: Scenario = Scenario::look_alike("new-joiner", "T1078.004", &[14, 26, 31, 51, 65], play);

fn play(stage: &mut Stage<'_>) -> Option<String> {
    let world = stage.world;
    let administrator = stage.administrator()?;
    let mut desk = Session::own(stage, administrator, 8, PORTAL);
    let number = 40 + u64::from(stage.number());
    let (name, id) = crate::render::unlisted(world, number);
    let account =
        Target { kind: TargetKind::User, id, name: None, sign_in: Some(name.clone()), properties: Vec::new() };
    let added = account
        .clone()
        .with(Property::changed("AccountEnabled", "[]", "[true]"))
        .with(Property::changed("UserPrincipalName", "[]", &format!("[\"{name}\"]")))
        .with(Property::changed("UserType", "[]", "[\"Member\"]"))
        .updated("AccountEnabled, UserPrincipalName, UserType");
    desk.change(stage, &ADD_USER, vec![added]);
    desk.change(stage, &CHANGE_LICENCE, vec![account.clone()]);
    desk.explain(
        stage,
        &ADMIN_REGISTERED_SECURITY_INFO,
        vec![account],
        "Admin registered temporary access pass method for user",
        Vec::new(),
    );
    let site = world.sites.first().copied().unwrap_or(0);
    let source = networks::office(0, site, 0);
    let time = desk.wait(stage, 600, 1800);
    let client = Client::on(Platform::Windows11, Program::Edge, time, 3);
    let mut attempt = stage.attempt(Subject::Unlisted(number), time, source, client, (MY_APPS, ACCESS_PANEL));
    attempt.odd(Odd { device: Some(stage.random.guid()), ..Odd::default() });
    for (position, target) in [
        (MY_APPS, ACCESS_PANEL),
        (OFFICE_HOME, OFFICE_PORTAL),
        (OUTLOOK_WEB, EXCHANGE_ONLINE),
        (TEAMS_WEB, TEAMS_SERVICES),
        (SHAREPOINT_ONLINE, SHAREPOINT_ONLINE),
        (PERSONNEL, PERSONNEL),
        (EXPENSES, EXPENSES),
        (PLANNING, PLANNING),
        (POWER_BI, POWER_BI),
        (COMPANY_PORTAL, MICROSOFT_GRAPH),
    ]
    .into_iter()
    .enumerate()
    {
        (attempt.application, attempt.resource) = target;
        let second = if position == 0 { Second::Given(Method::TemporaryPass) } else { Second::Earlier };
        stage.sign_in(attempt.end(world, 0, second));
        stage.later(&mut attempt, 30, 90);
        attempt.correlation = stage.random.guid();
    }
    Some(format!(
        "The first day of {name}: an account and a pass from {}, and ten applications in a quarter of an hour.",
        administrator.sign_in
    ))
}
