//! A password used on the other side of the world minutes after its owner used it at home.

use crate::events::unified::{Body, File, FileOperation};
use crate::life::attempt::{Second, method_of};
use crate::life::sign_ins::attempt as own_attempt;
use crate::scenarios::Scenario;
use crate::session::Session;
use crate::stage::Stage;
use crate::world::applications::{EXCHANGE_ONLINE, OUTLOOK_WEB};

pub(super) const SCENARIO: Scenario = Scenario::attack("impossible-travel", "T1078.004", &[13], play);

fn play(stage: &mut Stage<'_>) -> Option<String> {
    let victim = stage.victim()?;
    let second = Second::Given(method_of(victim));
    let intrusion = Session::begin(stage, victim, ("Hong Kong", 14), (OUTLOOK_WEB, EXCHANGE_ONLINE), second);
    let day = stage.day(victim);
    let mut own = own_attempt(stage.world, victim, &day, 0, 13 * 3600, &mut stage.random);
    own.time = stage.moment_after(intrusion.time, 0, 300).plus_seconds(-1500);
    stage.context(own.end(stage.world, 0, Second::Earlier));
    stage.detect(&intrusion.sign_in, "unlikelyTravel", "medium", true);
    let mut time = intrusion.time;
    for number in 0..12 {
        time = stage.moment_after(time, 10, 80);
        let file = File {
            operation: FileOperation::FileAccessed,
            person: victim.index,
            source: intrusion.source,
            session: intrusion.session,
            client: intrusion.sign_in.client,
            device: None,
            site: None,
            number,
            with: None,
            words: None,
        };
        stage.unified(time, Body::File(file));
    }
    stage.cloud_alert(intrusion.time, "Impossible travel activity", "T1078.004", victim.index, intrusion.source);
    Some(format!(
        "{} was at home when someone else signed in from Hong Kong and looked through their files.",
        victim.sign_in
    ))
}
