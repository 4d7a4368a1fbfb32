//! Power over sites and over mail, given away.

use crate::life::attempt::Second;
use crate::scenarios::Scenario;
use crate::session::{POWERSHELL, Session, quoted};
use crate::stage::Stage;
use crate::world::applications::{EXCHANGE_ONLINE, EXCHANGE_POWERSHELL, SHAREPOINT_ONLINE};

pub(super) const SITE: Scenario = Scenario::attack("site-administrator-added", "T1098.003", &[85], site);
pub(super) const ROLE_GROUP: Scenario =
    Scenario::attack("exchange-role-group-given", "T1098.003", &[59, 85], role_group);

fn site(stage: &mut Stage<'_>) -> Option<String> {
    let administrator = stage.administrator()?;
    let beneficiary = stage.bystander()?;
    let target = (SHAREPOINT_ONLINE, SHAREPOINT_ONLINE);
    let mut session = Session::begin(stage, administrator, ("Milan", 22), target, Second::Earlier);
    make_administrator(stage, &mut session, &beneficiary.sign_in);
    Some(format!(
        "With the session of {}, someone made {} administrator of a site.",
        administrator.sign_in, beneficiary.sign_in
    ))
}

/// Somebody becomes administrator of the management's site.
pub(crate) fn make_administrator(stage: &mut Stage<'_>, session: &mut Session<'_>, name: &str) {
    let site = format!("https://{}.sharepoint.example/sites/Management/", stage.world.label);
    let changed = [("SiteAdmin", "", name)];
    let mut fields = super::sharing_weakened::site_fields(stage, session, &changed);
    fields.push(("TargetUserOrGroupName", quoted(name)));
    fields.push(("TargetUserOrGroupType", quoted("Member")));
    fields.push(("SiteUrl", quoted(&site)));
    session.entry(stage, ("SiteCollectionAdminAdded", 14, "SharePoint"), site, fields);
}

fn role_group(stage: &mut Stage<'_>) -> Option<String> {
    let administrator = stage.administrator()?;
    let beneficiary = stage.bystander()?;
    let target = (EXCHANGE_POWERSHELL, EXCHANGE_ONLINE);
    let mut session = Session::begin(stage, administrator, ("Dubai", 21), target, Second::Earlier);
    let text = |value: &str| String::from(value);
    let name = "Mail archive operators";
    let parameters = vec![
        ("Name", text(name)),
        ("Roles", text("ApplicationImpersonation;Mailbox Import Export")),
        ("Members", beneficiary.sign_in.clone()),
    ];
    session.command(stage, "New-RoleGroup", POWERSHELL, text(name), parameters);
    let parameters = vec![("Identity", text("Organization Management")), ("Member", beneficiary.sign_in.clone())];
    session.command(stage, "Add-RoleGroupMember", POWERSHELL, text("Organization Management"), parameters);
    Some(format!(
        "With the session of {}, someone let {} act in every mailbox.",
        administrator.sign_in, beneficiary.sign_in
    ))
}
