//! Files opened to everybody who has a link.

use crate::events::unified::FileOperation;
use crate::life::attempt::Second;
use crate::life::work::department_site;
use crate::scenarios::Scenario;
use crate::session::{Session, changes, quoted};
use crate::stage::Stage;
use crate::text::Text;
use crate::world::applications::SHAREPOINT_ONLINE;

pub(super) const LINKS: Scenario = Scenario::attack("anonymous-link-burst", "T1567", &[82], links);
pub(super) const POLICY: Scenario = Scenario::attack("sharing-policy-weakened", "T1562", &[82], policy);

fn links(stage: &mut Stage<'_>) -> Option<String> {
    let victim = stage.victim()?;
    let target = (SHAREPOINT_ONLINE, SHAREPOINT_ONLINE);
    let mut session = Session::begin(stage, victim, ("Sao Paulo", 15), target, Second::Earlier);
    let site = Some(department_site(victim));
    let count = stage.random.between(45, 70) as u32;
    for number in 0..count {
        session.file(stage, FileOperation::AnonymousLinkCreated, (site, number), (3, 20));
    }
    Some(format!(
        "With the session of {}, someone made links without sign-in to {count} files of a department.",
        victim.sign_in
    ))
}

fn policy(stage: &mut Stage<'_>) -> Option<String> {
    let administrator = stage.administrator()?;
    let target = (SHAREPOINT_ONLINE, SHAREPOINT_ONLINE);
    let mut session = Session::begin(stage, administrator, ("Bucharest", 23), target, Second::Earlier);
    let site = format!("https://{}-admin.sharepoint.example/", stage.world.label);
    let fields = site_fields(
        stage,
        &session,
        &[
            ("SharingCapability", "ExistingExternalUserSharingOnly", "ExternalUserAndGuestSharing"),
            ("RequireAnonymousLinksExpireInDays", "14", "-1"),
        ],
    );
    session.entry(stage, ("SharingPolicyChanged", 4, "SharePoint"), site, fields);
    Some(format!(
        "With the session of {}, someone let all sites share with anybody, by links that never expire.",
        administrator.sign_in
    ))
}

/// What a change of a site is recorded with.
pub(crate) fn site_fields(
    stage: &mut Stage<'_>,
    session: &Session<'_>,
    changed: &[(&str, &str, &str)],
) -> Vec<(&'static str, String)> {
    let mut agent = Text::default();
    session.sign_in.client.user_agent(&mut agent);
    vec![
        ("CorrelationId", quoted(&stage.random.guid().to_string())),
        ("EventSource", quoted("SharePoint")),
        ("ItemType", quoted("Site")),
        ("Site", quoted(&stage.world.tenant.derived(20_000).to_string())),
        ("WebId", quoted(&stage.world.tenant.derived(20_001).to_string())),
        ("UserAgent", quoted(agent.as_str())),
        ("ModifiedProperties", changes(changed)),
    ]
}
