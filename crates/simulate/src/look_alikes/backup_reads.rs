//! The backup reads every mailbox, as every night.

use crate::events::unified::{Body, Mail, MailClient, MailOperation};
use crate::guid::Guid;
use crate::scenarios::Scenario;
use crate::stage::Stage;

pub(super) const SCENARIO: Scenario = Scenario::look_alike("backup-reads-mailboxes", "T1114.002", &[77], play);

fn play(stage: &mut Stage<'_>) -> Option<String> {
    let world = stage.world;
    let principal = world.principal(0);
    let source = principal.source;
    stage.from(source);
    let someone = world.person(0);
    for night in [-7, -5, -3, -1, 0] {
        let mut time = stage.at(someone, 1).plus_seconds(night * 86_400);
        for owner in stage.crowd(30) {
            let mail = Mail {
                operation: MailOperation::Bind,
                owner: owner.index,
                source,
                session: Guid::ZERO,
                client: MailClient::Rest,
                items: 9,
                salt: stage.random.next(),
                application: Some(principal.application),
                words: None,
                throttled: false,
            };
            stage.unified(time, Body::Mail(mail));
            time = stage.moment_after(time, 10, 60);
        }
    }
    Some(format!("{} read thirty mailboxes a night from its own server, night after night.", principal.name))
}
