//! An administrator mistypes.

use crate::life::attempt::{Second, method_of};
use crate::scenarios::Scenario;
use crate::session::{PORTAL, Session};
use crate::stage::Stage;

pub(super) const SCENARIO: Scenario = Scenario::look_alike("administrator-mistypes", "T1110", &[5, 38], play);

fn play(stage: &mut Stage<'_>) -> Option<String> {
    let administrator = stage.administrator()?;
    let mut attempt = Session::attempt(stage, administrator, 8, PORTAL);
    for _ in 0..4 {
        stage.fail(&mut attempt, 50_126, Second::Absent, (6, 25));
    }
    stage.fail(&mut attempt, 50_074, Second::Absent, (8, 20));
    Session::enter(stage, administrator, &attempt, Second::Given(method_of(administrator)));
    Some(format!("{} mistyped four times after the holidays.", administrator.sign_in))
}
