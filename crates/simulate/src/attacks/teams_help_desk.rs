//! A help desk that is none, and the door it comes in by.

use crate::events::unified::{Body, Entry};
use crate::guid::Guid;
use crate::life::attempt::Second;
use crate::scenarios::Scenario;
use crate::session::{PORTAL, Session, name_values, quoted};
use crate::stage::Stage;
use crate::time::Moment;
use crate::world::networks;
use crate::world::networks::Source;
use crate::world::people::Person;
use crate::world::places::city_named;

pub(super) const CHAT: Scenario = Scenario::attack("teams-help-desk-chat", "T1566.003", &[86], chat);
pub(super) const ACCESS: Scenario = Scenario::attack("teams-external-access-opened", "T1484", &[86], access);

fn chat(stage: &mut Stage<'_>) -> Option<String> {
    let world = stage.world;
    let source = networks::hosting(city_named("Ashburn"), &mut stage.random);
    stage.from(source);
    let number = stage.random.below(40) * 4 + 1;
    let (name, tenant) = crate::render::outsider(world, number);
    let mut names = Vec::new();
    for _ in 0..4 {
        let victim = stage.victim()?;
        let time = stage.at(victim, 15);
        outside_chat(stage, (name.as_str(), "Help Desk"), tenant, victim, source, time);
        names.push(victim.sign_in.clone());
    }
    Some(format!("{name}, of a foreign tenant, wrote to {} as \"Help Desk\".", names.join(", ")))
}

/// Somebody of another tenant begins a chat and writes.
pub(crate) fn outside_chat(
    stage: &mut Stage<'_>,
    (name, display): (&str, &str),
    tenant: Guid,
    with: &Person,
    source: Source,
    begins: Moment,
) {
    let world = stage.world;
    let stranger = tenant.derived(7);
    let thread = format!("19:{}_{stranger}@unq.gbl.spaces", with.id);
    let domain = name.split('@').nth(1).unwrap_or_default();
    let fields = vec![
        ("ChatThreadId", quoted(&thread)),
        ("CommunicationType", quoted("OneOnOne")),
        ("ItemName", quoted(&thread)),
        ("ExtraProperties", String::from("[{\"Key\":\"TimeZone\",\"Value\":\"UTC\"}]")),
        (
            "Members",
            format!(
                "[{{\"DisplayName\":{},\"Role\":0,\"UPN\":{},\"OrganizationId\":\"{tenant}\"}},{{\"DisplayName\":{},\"Role\":0,\"UPN\":{},\"OrganizationId\":\"{}\"}}]",
                quoted(display),
                quoted(name),
                quoted(&with.display),
                quoted(&with.sign_in),
                world.tenant
            ),
        ),
        (
            "ParticipantInfo",
            format!(
                "{{\"HasForeignTenantUsers\":true,\"HasGuestUsers\":false,\"HasOtherGuestUsers\":false,\"HasUnauthenticatedUsers\":false,\"ParticipatingTenantIds\":[\"{}\",\"{tenant}\"],\"ParticipatingDomains\":[{},{}]}}",
                world.tenant,
                quoted(&world.domain),
                quoted(domain)
            ),
        ),
        ("ResourceTenantId", quoted(&tenant.to_string())),
    ];
    let mut time = begins;
    for operation in ["ChatCreated", "MessageSent", "MessageSent"] {
        let entry = Entry {
            operation,
            record_type: 25,
            workload: "MicrosoftTeams",
            result: None,
            user: String::from(name),
            key: stranger.to_string(),
            user_type: 0,
            source: Some(source),
            object: None,
            fields: fields.clone(),
        };
        stage.unified(time, Body::Entry(Box::new(entry)));
        time = stage.moment_after(time, 5, 90);
    }
}

fn access(stage: &mut Stage<'_>) -> Option<String> {
    let administrator = stage.administrator()?;
    let mut session = Session::begin(stage, administrator, ("Istanbul", 19), PORTAL, Second::Earlier);
    for (operation, parameters) in [
        (
            "Set-CsTenantFederationConfiguration",
            name_values(&[("Identity", "Global"), ("AllowFederatedUsers", "True"), ("AllowTeamsConsumer", "True")]),
        ),
        ("Set-CsTeamsClientConfiguration", name_values(&[("Identity", "Global"), ("AllowGuestUser", "True")])),
    ] {
        let fields = vec![
            ("CmdletVersion", quoted("")),
            ("ExternalAccess", String::from("false")),
            ("ObjectName", quoted("Global")),
            ("Parameters", parameters),
            ("SkypeForBusinessEventType", String::from("0")),
            ("TenantName", quoted(&stage.world.domain)),
        ];
        session.entry(stage, (operation, 23, "SkypeForBusiness"), String::from("Global"), fields);
    }
    Some(format!("With the session of {}, someone opened Teams to users of every other tenant.", administrator.sign_in))
}
