//! An account that was switched off, brought back for a stranger.

use crate::events::audit::{ENABLE_ACCOUNT, Property, RESET_PASSWORD, Target, TargetKind, UPDATE_TOKENS_VALID};
use crate::events::sign_in::Subject;
use crate::life::attempt::Second;
use crate::scenarios::Scenario;
use crate::session::{PORTAL, Session};
use crate::stage::Stage;
use crate::world::applications::{EXCHANGE_ONLINE, OFFICE_HOME, OFFICE_PORTAL, OUTLOOK_WEB};

pub(super) const SCENARIO: Scenario = Scenario::attack("account-enabled-reset-and-used", "T1098", &[52], play);

fn play(stage: &mut Stage<'_>) -> Option<String> {
    let world = stage.world;
    let administrator = stage.administrator()?;
    let mut session = Session::begin(stage, administrator, ("Ashburn", 23), PORTAL, Second::Earlier);
    let number = 20 + u64::from(stage.number());
    let (name, id) = crate::render::unlisted(world, number);
    let account =
        Target { kind: TargetKind::User, id, name: None, sign_in: Some(name.clone()), properties: Vec::new() };
    let enabled =
        account.clone().with(Property::changed("AccountEnabled", "[false]", "[true]")).updated("AccountEnabled");
    session.change(stage, &ENABLE_ACCOUNT, vec![enabled]);
    session.change(stage, &RESET_PASSWORD, vec![account.clone()]);
    session.echo(stage, &UPDATE_TOKENS_VALID, vec![account]);
    let mut attempt = Session::intruder(stage, administrator, ("Ashburn", 23), (OUTLOOK_WEB, EXCHANGE_ONLINE));
    attempt.subject = Subject::Unlisted(number);
    attempt.source = session.source;
    attempt.time = session.wait(stage, 90, 400);
    for target in [(OUTLOOK_WEB, EXCHANGE_ONLINE), (OFFICE_HOME, OFFICE_PORTAL)] {
        (attempt.application, attempt.resource) = target;
        stage.sign_in(attempt.end(world, 0, Second::Absent));
        stage.later(&mut attempt, 60, 300);
    }
    Some(format!(
        "With the session of {}, someone enabled the account of {name}, who left, set a password and signed in with it minutes later.",
        administrator.sign_in
    ))
}
