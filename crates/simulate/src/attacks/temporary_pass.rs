//! A pass that stands for password and second factor, made by the wrong hands.

use crate::events::audit::ADMIN_REGISTERED_SECURITY_INFO;
use crate::events::sign_in::Method;
use crate::events::unified::MailClient;
use crate::life::attempt::Second;
use crate::life::sign_ins::user_target;
use crate::scenarios::Scenario;
use crate::session::{PORTAL, Session};
use crate::stage::Stage;
use crate::world::applications::{OFFICE_HOME, OFFICE_PORTAL};

pub(super) const SCENARIO: Scenario = Scenario::attack("temporary-access-pass", "T1078.004", &[51], play);

fn play(stage: &mut Stage<'_>) -> Option<String> {
    let administrator = stage.administrator()?;
    let victim = stage.victim()?;
    let mut session = Session::begin(stage, administrator, ("Sao Paulo", 18), PORTAL, Second::Earlier);
    session.explain(
        stage,
        &ADMIN_REGISTERED_SECURITY_INFO,
        vec![user_target(victim)],
        "Admin registered temporary access pass method for user",
        Vec::new(),
    );
    let mut attempt = Session::intruder(stage, victim, ("Sao Paulo", 18), (OFFICE_HOME, OFFICE_PORTAL));
    attempt.source = session.source;
    attempt.time = session.wait(stage, 120, 500);
    let mut theirs = Session::enter(stage, victim, &attempt, Second::Given(Method::TemporaryPass));
    theirs.read_mail(stage, 6, MailClient::OutlookWeb, None);
    Some(format!(
        "With the session of {}, someone made a temporary access pass for {} and signed in with it.",
        administrator.sign_in, victim.sign_in
    ))
}
