//! Guests who become more, or vanish.

use crate::events::audit::{
    ADD_GROUP_MEMBER, ADD_USER, Actor, DELETE_USER, INVITE_GUEST, Property, REDEEM_INVITE, Target, TargetKind,
    UPDATE_USER,
};
use crate::life::attempt::Second;
use crate::life::directory::group_target;
use crate::scenarios::Scenario;
use crate::session::{PORTAL, Session};
use crate::stage::Stage;

pub(super) const MEMBER: Scenario = Scenario::attack("guest-made-member", "T1098", &[64], member);
pub(super) const VANISHED: Scenario = Scenario::attack("guest-added-and-removed", "T1136.003", &[64], vanished);

/// The account a guest gets.
pub(crate) fn guest(stage: &mut Stage<'_>, name: &str, company: &str) -> Target {
    let sign_in = format!("{name}_{company}.example#EXT#@{}", stage.world.domain);
    Target {
        kind: TargetKind::User,
        id: stage.random.guid(),
        name: Some(String::from(name)),
        sign_in: Some(sign_in),
        properties: Vec::new(),
    }
}

/// Invites a guest, who accepts.
pub(crate) fn invite(stage: &mut Stage<'_>, session: &mut Session<'_>, guest: &Target, address: &str) {
    let details = vec![
        ("oid", session.person.id.to_string()),
        ("tid", stage.world.tenant.to_string()),
        ("ipaddr", session.source.address.to_string()),
        ("InvitationId", stage.random.guid().to_string()),
        ("invitedUserEmailAddress", String::from(address)),
    ];
    session.explain(stage, &INVITE_GUEST, vec![guest.clone()], "", details);
    let added = guest
        .clone()
        .with(Property::changed("UserType", "[]", "[\"Guest\"]"))
        .with(Property::changed("Mail", "[]", &format!("[\"{address}\"]")))
        .updated("UserType, Mail");
    let service = Actor::Application {
        name: String::from("Microsoft Invitation Acceptance Portal"),
        principal: stage.world.tenant.derived(80),
    };
    let time = session.time.plus_milliseconds(350);
    stage.audit(time, &ADD_USER, service.clone(), vec![added]);
    let time = stage.moment_after(session.time, 200, 1500);
    stage.audit(time, &REDEEM_INVITE, service, vec![guest.clone()]);
}

fn member(stage: &mut Stage<'_>) -> Option<String> {
    let administrator = stage.administrator()?;
    let mut session = Session::begin(stage, administrator, ("Hong Kong", 19), PORTAL, Second::Earlier);
    let target = guest(stage, "consultant7", "grey-willow");
    invite(stage, &mut session, &target, "consultant7@grey-willow.example");
    session.wait(stage, 1500, 2400);
    let changed = target.clone().with(Property::changed("UserType", "[\"Guest\"]", "[\"Member\"]")).updated("UserType");
    session.change(stage, &UPDATE_USER, vec![changed]);
    let group = group_target(stage.world, 3);
    let joined = target
        .with(Property::set("Group.ObjectID", &group.id.to_string()))
        .with(Property::set("Group.DisplayName", group.name.as_deref().unwrap_or_default()));
    session.change(stage, &ADD_GROUP_MEMBER, vec![joined, group]);
    Some(format!(
        "With the session of {}, someone invited a guest of their own and made it a member.",
        administrator.sign_in
    ))
}

fn vanished(stage: &mut Stage<'_>) -> Option<String> {
    let victim = stage.victim()?;
    let administrator = stage.administrator()?;
    let mut session = Session::begin(stage, victim, ("Sao Paulo", 10), PORTAL, Second::Earlier);
    let target = guest(stage, "audit.helper", "open-ledger");
    invite(stage, &mut session, &target, "audit.helper@open-ledger.example");
    session.wait(stage, 3000, 5000);
    let mut second = Session::begin(stage, administrator, ("Sao Paulo", 12), PORTAL, Second::Earlier);
    second.time = second.time.max(session.time);
    second.change(stage, &DELETE_USER, vec![target.with(Property::set("Is Hard Deleted", "False"))]);
    Some(format!(
        "Someone with the session of {} invited a guest; an hour later, with that of {}, they removed it again.",
        victim.sign_in, administrator.sign_in
    ))
}
