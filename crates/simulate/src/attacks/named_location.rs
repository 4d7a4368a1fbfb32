//! The attackers' network, declared a trusted place.

use crate::events::audit::{Property, Target, TargetKind, UPDATE_NAMED_LOCATION, UPDATE_POLICY};
use crate::life::attempt::Second;
use crate::scenarios::Scenario;
use crate::session::{PORTAL, Session};
use crate::stage::Stage;

pub(super) const SCENARIO: Scenario = Scenario::attack("named-location-changed", "T1562.007", &[48], play);

fn play(stage: &mut Stage<'_>) -> Option<String> {
    let administrator = stage.administrator()?;
    let mut session = Session::begin(stage, administrator, ("Istanbul", 20), PORTAL, Second::Earlier);
    let name = "Offices";
    let id = stage.world.tenant.derived(402);
    let before = location(name, &["203.0.113.0/24"]);
    let after = location(name, &["203.0.113.0/24", "198.19.161.0/24"]);
    let target = Target::named(TargetKind::Policy, id, name).with(Property::changed("NamedLocation", &before, &after));
    session.change(stage, &UPDATE_NAMED_LOCATION, vec![target]);
    let target = Target::named(TargetKind::Policy, id, name)
        .with(Property::changed("PolicyDetail", &before, &after))
        .updated("PolicyDetail");
    session.echo(stage, &UPDATE_POLICY, vec![target]);
    Some(format!(
        "With the session of {}, someone added a range of a hosting provider abroad to the trusted offices.",
        administrator.sign_in
    ))
}

/// A named location as the log shows it.
pub(crate) fn location(name: &str, ranges: &[&str]) -> String {
    let list: Vec<String> = ranges
        .iter()
        .map(|range| format!("{{\"@odata.type\":\"#microsoft.graph.iPv4CidrRange\",\"cidrAddress\":\"{range}\"}}"))
        .collect();
    format!(
        "{{\"@odata.type\":\"#microsoft.graph.ipNamedLocation\",\"displayName\":\"{name}\",\"isTrusted\":true,\"ipRanges\":[{}]}}",
        list.join(",")
    )
}
