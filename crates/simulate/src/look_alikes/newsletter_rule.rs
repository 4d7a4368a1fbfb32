//! Rules in the mailbox that tidy up.

use crate::scenarios::Scenario;
use crate::session::Session;
use crate::stage::Stage;
use crate::world::applications::{EXCHANGE_ONLINE, OUTLOOK_WEB};

pub(super) const SCENARIO: Scenario = Scenario::look_alike("newsletter-rule", "T1564.008", &[71, 72], play);

fn play(stage: &mut Stage<'_>) -> Option<String> {
    let person = stage.victim()?;
    let colleague = stage.bystander()?;
    let mut session = Session::own(stage, person, 13, (OUTLOOK_WEB, EXCHANGE_ONLINE));
    let parameters = vec![
        ("From", format!("newsletter@{}", stage.world.domain)),
        ("MoveToFolder", String::from("Newsletters")),
        ("StopProcessingRules", String::from("True")),
    ];
    session.rule(stage, "Newsletters", parameters);
    let parameters = vec![
        ("SubjectContainsWords", String::from("duty roster")),
        ("ForwardTo", colleague.sign_in.clone()),
        ("StopProcessingRules", String::from("False")),
    ];
    session.rule(stage, "Roster to deputy", parameters);
    Some(format!(
        "{} moves newsletters to a folder and sends the duty roster on to {} in the next room.",
        person.sign_in, colleague.sign_in
    ))
}
