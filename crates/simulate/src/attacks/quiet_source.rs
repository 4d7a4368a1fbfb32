//! A log that stops arriving.

use crate::events::Stream;
use crate::life::emitter::Window;
use crate::scenarios::Scenario;
use crate::stage::Stage;
use crate::time::{Moment, weekday};

pub(super) const SCENARIO: Scenario = Scenario::attack("source-gone-quiet", "T1562.008", &[70], play);

fn play(stage: &mut Stage<'_>) -> Option<String> {
    if stage.window.until.day() - stage.window.from.day() < 14 {
        return None;
    }
    // Two days in the middle of a week, when every other log is full.
    let mut first = stage.date.min(stage.window.until.day() - 4);
    while weekday(first) > 2 {
        first -= 1;
    }
    let window = Window { from: Moment::from_day(first), until: Moment::from_day(first + 2) };
    stage.silence(Stream::ManagedIdentitySignIns, window);
    Some(String::from(
        "For two days no sign-in of a managed identity arrived: the export was cut, the identities worked on.",
    ))
}
