//! A script whose secret ran out and that does not give up.

use crate::life::attempt::Second;
use crate::life::background::principal_attempt;
use crate::scenarios::Scenario;
use crate::stage::Stage;

pub(super) const SCENARIO: Scenario = Scenario::look_alike("script-with-expired-secret", "T1110", &[3], play);

fn play(stage: &mut Stage<'_>) -> Option<String> {
    let world = stage.world;
    let principal = world.principal(5);
    let someone = world.person(0);
    let mut time = stage.at(someone, 1);
    for _ in 0..120 {
        let attempt = principal_attempt(principal, time, &mut stage.random);
        stage.sign_in(attempt.end(world, 7_000_222, Second::Absent));
        time = stage.moment_after(time, 50, 70);
    }
    Some(format!(
        "The secret of {} expired; it kept trying every minute for two hours from its usual server.",
        principal.name
    ))
}
