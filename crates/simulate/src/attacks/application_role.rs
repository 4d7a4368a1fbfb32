//! What programs are allowed, widened.

use crate::events::audit::{
    ADD_DELEGATED_GRANT, ADD_PRINCIPAL, ADD_PRINCIPAL_ROLE, CONSENT, Property, Target, TargetKind,
};
use crate::events::unified::{MailClient, MailOperation};
use crate::guid::Guid;
use crate::life::attempt::Second;
use crate::life::background::principal_attempt;
use crate::life::directory::principal_target;
use crate::scenarios::Scenario;
use crate::session::{MailDetails, PORTAL, Session};
use crate::stage::Stage;
use crate::world::applications::{ApplicationIndex, EXCHANGE_ONLINE, MICROSOFT_GRAPH, ROGUE};
use crate::world::networks;
use crate::world::places::city_named;
use crate::world::principals::Principal;

pub(super) const ROLE: Scenario = Scenario::attack("high-privilege-application-role", "T1098.003", &[56], role);
pub(super) const CONSENT_FOR_ALL: Scenario =
    Scenario::attack("tenant-wide-consent", "T1098.003", &[57], consent_for_all);
pub(super) const MAILBOXES: Scenario =
    Scenario::attack("application-reads-many-mailboxes", "T1114.002", &[56, 59, 77], mailboxes);

fn role(stage: &mut Stage<'_>) -> Option<String> {
    let administrator = stage.administrator()?;
    let principal = stage.world.principal(9);
    let mut session = Session::begin(stage, administrator, ("Istanbul", 21), PORTAL, Second::Earlier);
    for (value, digits) in [
        ("RoleManagement.ReadWrite.Directory", 0x9e3f_62cf_ca93_4989_b6ce_bf83_c28f_9fe8),
        ("AppRoleAssignment.ReadWrite.All", 0x06b7_08a9_e830_4db3_a914_8e69_da51_d44f),
    ] {
        let targets = role_assignment(stage, principal, MICROSOFT_GRAPH, value, Guid::published(digits));
        session.change(stage, &ADD_PRINCIPAL_ROLE, targets);
    }
    Some(format!(
        "With the session of {}, someone let the program {} give itself every role.",
        administrator.sign_in, principal.name
    ))
}

fn consent_for_all(stage: &mut Stage<'_>) -> Option<String> {
    let administrator = stage.administrator()?;
    let mut session = Session::begin(stage, administrator, ("Hong Kong", 20), PORTAL, Second::Earlier);
    consent(stage, &mut session, ROGUE, "Mail.ReadWrite Files.ReadWrite.All offline_access openid profile");
    Some(format!(
        "With the session of {}, someone consented for everybody to an application that reads mail and files.",
        administrator.sign_in
    ))
}

fn mailboxes(stage: &mut Stage<'_>) -> Option<String> {
    let world = stage.world;
    let administrator = stage.administrator()?;
    let principal = world.principal(8);
    let mut session = Session::begin(stage, administrator, ("Hong Kong", 23), PORTAL, Second::Earlier);
    for (resource, value, digits) in [
        (EXCHANGE_ONLINE, "full_access_as_app", 0xdc89_0d15_9560_4a4c_9b7f_a736_ec74_ec40),
        (MICROSOFT_GRAPH, "Mail.Read", 0x810c_84a8_4a9e_49e6_bf7d_12d1_83f4_0d01),
    ] {
        let targets = role_assignment(stage, principal, resource, value, Guid::published(digits));
        session.change(stage, &ADD_PRINCIPAL_ROLE, targets);
    }
    let source = networks::hosting(city_named("Ashburn"), &mut stage.random);
    session.source = source;
    let owners = stage.crowd(25);
    for owner in &owners {
        let time = session.wait(stage, 10, 40);
        let mut attempt = principal_attempt(principal, time, &mut stage.random);
        attempt.source = source;
        (attempt.application, attempt.resource) = (MICROSOFT_GRAPH, MICROSOFT_GRAPH);
        stage.sign_in(attempt.end(world, 0, Second::Absent));
        for _ in 0..3 {
            let details = MailDetails {
                client: MailClient::Rest,
                application: Some(principal.application),
                owner: Some(owner.index),
                ..MailDetails::WEB
            };
            session.mail(stage, MailOperation::Bind, 6, details);
        }
    }
    Some(format!(
        "With the session of {}, someone let {} read all mail; it read {} mailboxes within the hour.",
        administrator.sign_in,
        principal.name,
        owners.len()
    ))
}

/// The targets of a grant of an application role: the resource with the role, and the program that gets it.
fn role_assignment(
    stage: &Stage<'_>,
    principal: &Principal,
    resource: ApplicationIndex,
    value: &str,
    id: Guid,
) -> Vec<Target> {
    let world = stage.world;
    let granted = Target::named(
        TargetKind::ServicePrincipal,
        world.resource_principal(resource),
        world.application_name(resource),
    )
    .with(Property::set("AppRole.Id", &id.to_string()))
    .with(Property::set("AppRole.Value", value))
    .with(Property::set("AppRole.DisplayName", value))
    .with(Property::set("ServicePrincipal.ObjectID", &principal.id.to_string()))
    .with(Property::set("ServicePrincipal.DisplayName", principal.name))
    .with(Property::set("ServicePrincipal.AppId", &principal.application.to_string()))
    .with(Property::set("TargetId.ServicePrincipalNames", &world.application_id(resource).to_string()));
    vec![granted, principal_target(principal)]
}

/// An administrator consents to an application for everybody.
pub(crate) fn consent(
    stage: &mut Stage<'_>,
    session: &mut Session<'_>,
    application: ApplicationIndex,
    scopes: &'static str,
) {
    let world = stage.world;
    let id = world.application_id(application);
    let principal = id.derived(1);
    let target = || Target::named(TargetKind::ServicePrincipal, principal, world.application_name(application));
    let made = target()
        .with(Property::set("AppId", &id.to_string()))
        .with(Property::set("DisplayName", world.application_name(application)));
    session.change(stage, &ADD_PRINCIPAL, vec![made]);
    let granted = target()
        .with(Property::set("DelegatedPermissionGrant.Scope", scopes))
        .with(Property::set("DelegatedPermissionGrant.ConsentType", "AllPrincipals"))
        .with(Property::set("ServicePrincipal.ObjectID", &principal.to_string()));
    session.echo(stage, &ADD_DELEGATED_GRANT, vec![granted]);
    let permissions = format!(
        "\"[] => [[Id: {}, ClientId: {principal}, PrincipalId: , ResourceId: {}, ConsentType: AllPrincipals, Scope: {scopes}]]; \"",
        id.derived(2),
        world.resource_principal(MICROSOFT_GRAPH)
    );
    let consented = target()
        .with(Property::set("ConsentContext.IsAdminConsent", "True"))
        .with(Property::set("ConsentContext.IsAppOnly", "False"))
        .with(Property::set("ConsentContext.OnBehalfOfAll", "True"))
        .with(Property { name: "ConsentAction.Permissions", old: None, new: Some(permissions) })
        .with(Property::set("TargetId.ServicePrincipalNames", &id.to_string()));
    session.echo(stage, &CONSENT, vec![consented]);
}
