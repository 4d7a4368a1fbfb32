//! The rules about programs, weakened.

use crate::events::audit::{Property, Target, TargetKind, UPDATE_APPLICATION, UPDATE_AUTHORIZATION_POLICY};
use crate::life::attempt::Second;
use crate::life::directory::application_target;
use crate::scenarios::Scenario;
use crate::session::{PORTAL, Session};
use crate::stage::Stage;

pub(super) const POLICY: Scenario = Scenario::attack("consent-policy-weakened", "T1562", &[60], policy);
pub(super) const MULTI_TENANT: Scenario =
    Scenario::attack("application-made-multi-tenant", "T1098.003", &[60], multi_tenant);
pub(super) const REDIRECT: Scenario = Scenario::attack("redirect-address-changed", "T1528", &[61], redirect);

fn policy(stage: &mut Stage<'_>) -> Option<String> {
    let administrator = stage.administrator()?;
    let mut session = Session::begin(stage, administrator, ("Bucharest", 18), PORTAL, Second::Earlier);
    let target = Target::named(TargetKind::Policy, stage.world.tenant.derived(403), "Default Authorization Policy")
        .with(Property::changed(
            "PermissionGrantPolicyIdsAssignedToDefaultUserRole",
            "[\"ManagePermissionGrantsForSelf.microsoft-user-default-low\"]",
            "[\"ManagePermissionGrantsForSelf.microsoft-user-default-legacy\"]",
        ))
        .with(Property::changed("AllowUserConsentForRiskyApps", "[false]", "[true]"))
        .updated("PermissionGrantPolicyIdsAssignedToDefaultUserRole, AllowUserConsentForRiskyApps");
    session.change(stage, &UPDATE_AUTHORIZATION_POLICY, vec![target]);
    Some(format!(
        "With the session of {}, someone let everybody consent to every application, risky ones too.",
        administrator.sign_in
    ))
}

fn multi_tenant(stage: &mut Stage<'_>) -> Option<String> {
    let administrator = stage.administrator()?;
    let principal = stage.world.principal(1);
    let mut session = Session::begin(stage, administrator, ("Milan", 18), PORTAL, Second::Earlier);
    let target = application_target(principal)
        .with(Property::changed("AvailableToOtherTenants", "[false]", "[true]"))
        .updated("AvailableToOtherTenants");
    session.change(stage, &UPDATE_APPLICATION, vec![target]);
    Some(format!(
        "With the session of {}, someone opened {} to users of other tenants.",
        administrator.sign_in, principal.name
    ))
}

fn redirect(stage: &mut Stage<'_>) -> Option<String> {
    let administrator = stage.administrator()?;
    let principal = stage.world.principal(2);
    let mut session = Session::begin(stage, administrator, ("Istanbul", 22), PORTAL, Second::Earlier);
    let own = format!("https://tickets.{}/signin", stage.world.domain);
    let target = application_target(principal)
        .with(Property::changed(
            "AppAddress",
            &addresses(&[&own]),
            &addresses(&[&own, "http://login.quiet-harbour.example/callback"]),
        ))
        .updated("AppAddress");
    session.change(stage, &UPDATE_APPLICATION, vec![target]);
    Some(format!(
        "With the session of {}, someone added a strange host to the addresses {} sends its tokens to.",
        administrator.sign_in, principal.name
    ))
}

/// `AppAddress`: where an application may send tokens.
pub(crate) fn addresses(list: &[&str]) -> String {
    let list: Vec<String> = list
        .iter()
        .map(|address| {
            format!("{{\"AddressType\":0,\"Address\":\"{address}\",\"ReplyAddressClientType\":1,\"ReplyAddressIndex\":null,\"IsReplyAddressDefault\":false}}")
        })
        .collect();
    format!("[{}]", list.join(","))
}
