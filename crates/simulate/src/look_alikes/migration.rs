//! A site moved by the administrators' tool.

use crate::events::unified::FileOperation;
use crate::scenarios::Scenario;
use crate::session::Session;
use crate::stage::Stage;
use crate::world::applications::SHAREPOINT_ONLINE;
use crate::world::clients::{Client, Platform, Program};

pub(super) const SCENARIO: Scenario = Scenario::look_alike("site-migration", "T1530", &[81, 83, 85], play);

fn play(stage: &mut Stage<'_>) -> Option<String> {
    let administrator = stage.administrator()?;
    let mut session = Session::own(stage, administrator, 9, (SHAREPOINT_ONLINE, SHAREPOINT_ONLINE));
    crate::attacks::site_administrator::make_administrator(stage, &mut session, &administrator.sign_in);
    session.sign_in.client = Client { platform: Platform::Windows11, program: Program::Migration, version: 0 };
    for number in 0..300 {
        session.file(stage, FileOperation::FileDownloaded, (Some(6), number), (0, 4));
        session.file(stage, FileOperation::FileUploaded, (Some(7), number), (0, 3));
    }
    Some(format!("{} moved three hundred files from one site to another, with the tool for it.", administrator.sign_in))
}
