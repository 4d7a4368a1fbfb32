//! An administrator takes on a role the proper way, in the evening.

use crate::life::attempt::{Second, method_of};
use crate::life::directory::role_activation;
use crate::life::sign_ins::attempt as own_attempt;
use crate::scenarios::Scenario;
use crate::stage::Stage;
use crate::world::applications::{AZURE_MANAGEMENT, AZURE_PORTAL};

pub(super) const SCENARIO: Scenario = Scenario::look_alike("role-activation", "T1098.003", &[40, 41], play);

fn play(stage: &mut Stage<'_>) -> Option<String> {
    let world = stage.world;
    let administrator = stage.administrator()?;
    let day = stage.day(administrator);
    let mut attempt = own_attempt(world, administrator, &day, 0, 20 * 3600, &mut stage.random);
    attempt.time = stage.at(administrator, 20);
    let source = administrator.home();
    attempt.source = source;
    (attempt.application, attempt.resource) = (AZURE_PORTAL, AZURE_MANAGEMENT);
    stage.sign_in(attempt.end(world, 50_074, Second::Absent));
    stage.later(&mut attempt, 10, 25);
    stage.sign_in(attempt.end(world, 0, Second::Given(method_of(administrator))));
    let begins = stage.moment_after(attempt.time, 40, 90);
    for audit in role_activation(world, administrator, source, begins, "Maintenance window", &mut stage.random) {
        stage.push_audit(audit);
    }
    Some(format!(
        "{} activated a role in the evening with a reason, from home, with the second factor given.",
        administrator.sign_in
    ))
}
