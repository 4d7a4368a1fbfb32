//! The keys of disks and the passwords of local administrators, read one after another.

use crate::events::audit::{READ_BITLOCKER_KEY, RECOVER_LOCAL_PASSWORD, Target, TargetKind};
use crate::life::attempt::Second;
use crate::scenarios::Scenario;
use crate::session::{PORTAL, Session};
use crate::stage::Stage;

pub(super) const SCENARIO: Scenario = Scenario::attack("recovery-secrets-read", "T1552", &[68], play);

fn play(stage: &mut Stage<'_>) -> Option<String> {
    let administrator = stage.administrator()?;
    let mut session = Session::begin(stage, administrator, ("Hong Kong", 22), PORTAL, Second::Earlier);
    let owners = stage.crowd(14);
    for (number, owner) in owners.iter().enumerate() {
        let Some(device) = owner.devices.first() else { continue };
        let target = Target::named(TargetKind::Device, device.id, &device.name);
        let key = stage.random.guid();
        session.wait(stage, 5, 30);
        if number % 2 == 0 {
            let details = vec![("BitLocker key identifier", key.to_string()), ("Device Id", device.id.to_string())];
            session.explain(stage, &READ_BITLOCKER_KEY, vec![target], "", details);
        } else {
            let details =
                vec![("AdditionalInfo", String::from("Successfully recovered local credential by device id"))];
            session.explain(stage, &RECOVER_LOCAL_PASSWORD, vec![target], "", details);
        }
    }
    Some(format!(
        "With the session of {}, someone read the recovery keys and local passwords of {} computers in an hour.",
        administrator.sign_in,
        owners.len()
    ))
}
