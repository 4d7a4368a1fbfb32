//! Attacks, one file each, with the full trail each leaves in every log it touches.

mod mailbox_forwarding;
mod password_spray;

use crate::scenarios::Scenario;

/// All attacks.
pub(crate) const ATTACKS: &[Scenario] =
    &[password_spray::SINGLE_SOURCE, password_spray::DISTRIBUTED, mailbox_forwarding::SCENARIO];
