//! Somebody makes themselves owner of a program that may do much.

use crate::events::audit::{ADD_APPLICATION_OWNER, ADD_PRINCIPAL_OWNER, Property};
use crate::life::attempt::Second;
use crate::life::directory::{application_target, principal_target};
use crate::life::sign_ins::user_target;
use crate::scenarios::Scenario;
use crate::session::{PORTAL, Session};
use crate::stage::Stage;

pub(super) const SCENARIO: Scenario = Scenario::attack("owner-added", "T1098", &[55], play);

fn play(stage: &mut Stage<'_>) -> Option<String> {
    let administrator = stage.administrator()?;
    let owner = stage.bystander()?;
    let principal = stage.world.principal(0);
    let mut session = Session::begin(stage, administrator, ("Istanbul", 18), PORTAL, Second::Earlier);
    let application = user_target(owner)
        .with(Property::set("Application.ObjectID", &principal.application_object.to_string()))
        .with(Property::set("Application.DisplayName", principal.name))
        .with(Property::set("Application.AppId", &principal.application.to_string()));
    session.change(stage, &ADD_APPLICATION_OWNER, vec![application, application_target(principal)]);
    let service = user_target(owner)
        .with(Property::set("ServicePrincipal.ObjectID", &principal.id.to_string()))
        .with(Property::set("ServicePrincipal.DisplayName", principal.name))
        .with(Property::set("ServicePrincipal.AppId", &principal.application.to_string()));
    session.change(stage, &ADD_PRINCIPAL_OWNER, vec![service, principal_target(principal)]);
    Some(format!(
        "With the session of {}, someone made {} owner of {}, which may read all mail.",
        administrator.sign_in, owner.sign_in, principal.name
    ))
}
