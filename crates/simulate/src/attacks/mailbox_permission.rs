//! Other people's mailboxes, opened.

use crate::life::attempt::Second;
use crate::scenarios::Scenario;
use crate::session::{POWERSHELL, Session, WEB_MAIL};
use crate::stage::Stage;
use crate::world::applications::{EXCHANGE_ONLINE, EXCHANGE_POWERSHELL, OUTLOOK_WEB};

pub(super) const FULL: Scenario = Scenario::attack("mailbox-permission-given", "T1098.002", &[75], full);
pub(super) const FOLDER: Scenario = Scenario::attack("folder-opened-to-all", "T1098.002", &[75], folder);

fn full(stage: &mut Stage<'_>) -> Option<String> {
    let administrator = stage.administrator()?;
    let owner = stage.bystander()?;
    let reader = stage.victim()?;
    let target = (EXCHANGE_POWERSHELL, EXCHANGE_ONLINE);
    let mut session = Session::begin(stage, administrator, ("Ashburn", 21), target, Second::Earlier);
    let text = |value: &str| String::from(value);
    let parameters = vec![
        ("Identity", owner.sign_in.clone()),
        ("User", reader.sign_in.clone()),
        ("AccessRights", text("FullAccess")),
        ("InheritanceType", text("All")),
        ("AutoMapping", text("False")),
    ];
    session.command(stage, "Add-MailboxPermission", POWERSHELL, owner.sign_in.clone(), parameters);
    let parameters = vec![
        ("Identity", owner.sign_in.clone()),
        ("Trustee", reader.sign_in.clone()),
        ("AccessRights", text("SendAs")),
    ];
    session.command(stage, "Add-RecipientPermission", POWERSHELL, owner.sign_in.clone(), parameters);
    Some(format!(
        "With the session of {}, someone let {} read the mailbox of {} and send in their name.",
        administrator.sign_in, reader.sign_in, owner.sign_in
    ))
}

fn folder(stage: &mut Stage<'_>) -> Option<String> {
    let victim = stage.victim()?;
    let target = (OUTLOOK_WEB, EXCHANGE_ONLINE);
    let mut session = Session::begin(stage, victim, ("Bucharest", 14), target, Second::Earlier);
    let folder = format!("{}:\\Inbox", victim.sign_in);
    for user in ["Default", "Anonymous"] {
        let parameters = vec![
            ("Identity", folder.clone()),
            ("User", String::from(user)),
            ("AccessRights", String::from("Reviewer")),
        ];
        session.command(stage, "Add-MailboxFolderPermission", WEB_MAIL, folder.clone(), parameters);
    }
    Some(format!("Someone with the session of {} opened their inbox to everybody.", victim.sign_in))
}
