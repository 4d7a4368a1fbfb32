//! One account, many new computers.

use crate::life::attempt::Second;
use crate::scenarios::Scenario;
use crate::session::Session;
use crate::stage::Stage;
use crate::world::applications::{AUTHENTICATION_BROKER, DEVICE_REGISTRATION};

pub(super) const SCENARIO: Scenario = Scenario::attack("many-device-registrations", "T1098.005", &[67], play);

fn play(stage: &mut Stage<'_>) -> Option<String> {
    let victim = stage.victim()?;
    let target = (AUTHENTICATION_BROKER, DEVICE_REGISTRATION);
    let mut session = Session::begin(stage, victim, ("Frankfurt Am Main", 23), target, Second::Earlier);
    for _ in 0..6 {
        let device = stage.random.guid();
        super::device_chain::register(stage, &mut session, device);
    }
    Some(format!("In one night six computers were registered in the name of {}, by a tool.", victim.sign_in))
}
