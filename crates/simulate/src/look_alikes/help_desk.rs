//! The help desk at work.

use crate::events::audit::{
    ADMIN_DELETED_SECURITY_INFO, ADMIN_REGISTERED_SECURITY_INFO, READ_BITLOCKER_KEY, RESET_PASSWORD, Target,
    TargetKind, UPDATE_TOKENS_VALID,
};
use crate::events::sign_in::Method;
use crate::life::attempt::Second;
use crate::life::sign_ins::user_target;
use crate::scenarios::Scenario;
use crate::session::{PORTAL, Session, WEB_MAIL};
use crate::stage::Stage;
use crate::world::applications::{EXCHANGE_ADMIN_CENTER, EXCHANGE_ONLINE, OFFICE_HOME, OFFICE_PORTAL};

pub(super) const RESET: Scenario = Scenario::look_alike("help-desk-reset", "T1098", &[49, 51, 52], reset);
pub(super) const KEY: Scenario = Scenario::look_alike("help-desk-recovery-key", "T1552", &[68], key);
pub(super) const DELEGATE: Scenario = Scenario::look_alike("delegate-for-the-holidays", "T1098.002", &[75], delegate);

fn reset(stage: &mut Stage<'_>) -> Option<String> {
    let administrator = stage.administrator()?;
    let person = stage.victim()?;
    let mut desk = Session::own(stage, administrator, 10, PORTAL);
    desk.change(stage, &RESET_PASSWORD, vec![user_target(person)]);
    desk.echo(stage, &UPDATE_TOKENS_VALID, vec![user_target(person)]);
    desk.explain(
        stage,
        &ADMIN_DELETED_SECURITY_INFO,
        vec![user_target(person)],
        "Admin deleted Authenticator App with Notification method for user",
        Vec::new(),
    );
    desk.explain(
        stage,
        &ADMIN_REGISTERED_SECURITY_INFO,
        vec![user_target(person)],
        "Admin registered temporary access pass method for user",
        Vec::new(),
    );
    let mut attempt = Session::attempt(stage, person, 10, (OFFICE_HOME, OFFICE_PORTAL));
    attempt.time = desk.wait(stage, 200, 900);
    Session::enter(stage, person, &attempt, Second::Given(Method::TemporaryPass));
    Some(format!(
        "{} lost the telephone; {} reset the password and made a pass, and they signed in on their own computer.",
        person.sign_in, administrator.sign_in
    ))
}

fn key(stage: &mut Stage<'_>) -> Option<String> {
    let administrator = stage.administrator()?;
    let person = stage.bystander()?;
    let device = person.devices.first()?;
    let mut desk = Session::own(stage, administrator, 14, PORTAL);
    let details =
        vec![("BitLocker key identifier", stage.random.guid().to_string()), ("Device Id", device.id.to_string())];
    let target = Target::named(TargetKind::Device, device.id, &device.name);
    desk.explain(stage, &READ_BITLOCKER_KEY, vec![target], "", details);
    Some(format!(
        "{} read one recovery key for {}, whose computer asked for it.",
        administrator.sign_in, person.sign_in
    ))
}

fn delegate(stage: &mut Stage<'_>) -> Option<String> {
    let administrator = stage.administrator()?;
    let owner = stage.bystander()?;
    let colleague = stage.bystander()?;
    let mut desk = Session::own(stage, administrator, 16, (EXCHANGE_ADMIN_CENTER, EXCHANGE_ONLINE));
    let calendar = format!("{}:\\Calendar", owner.sign_in);
    let parameters = vec![
        ("Identity", calendar.clone()),
        ("User", colleague.sign_in.clone()),
        ("AccessRights", String::from("Editor")),
    ];
    desk.command(stage, "Add-MailboxFolderPermission", WEB_MAIL, calendar, parameters);
    let parameters = vec![("Identity", owner.sign_in.clone()), ("GrantSendOnBehalfTo", colleague.sign_in.clone())];
    desk.command(stage, "Set-Mailbox", WEB_MAIL, owner.sign_in.clone(), parameters);
    Some(format!(
        "{} let {} look after the calendar of {} for the holidays.",
        administrator.sign_in, colleague.sign_in, owner.sign_in
    ))
}
