//! New computers for a team, set up by the administrators.

use crate::events::audit::{REGISTER_DEVICE, Target, TargetKind};
use crate::life::directory::device_details;
use crate::scenarios::Scenario;
use crate::session::Session;
use crate::stage::Stage;
use crate::world::applications::{COMPANY_PORTAL, DEVICE_REGISTRATION};

pub(super) const SCENARIO: Scenario = Scenario::look_alike("device-roll-out", "T1098.005", &[67], play);

fn play(stage: &mut Stage<'_>) -> Option<String> {
    let administrator = stage.administrator()?;
    let mut session = Session::own(stage, administrator, 8, (COMPANY_PORTAL, DEVICE_REGISTRATION));
    for number in 0..5 {
        let id = stage.random.guid();
        let details = device_details(id, "Windows", "Dsreg/10.0 (Windows 10.0.22631.4317)");
        let target = Target::named(TargetKind::Device, id, &format!("LT-NEW{}{number}", stage.number()));
        session.wait(stage, 600, 1200);
        session.explain(stage, &REGISTER_DEVICE, vec![target], "", details);
    }
    Some(format!("{} set up five new computers in a morning.", administrator.sign_in))
}
