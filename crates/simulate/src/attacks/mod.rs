//! Attacks, one file each, with the full trail each leaves in every log it touches.

mod adversary_in_the_middle;
mod application_credential;
mod audit_switched_off;
mod break_glass;
mod brute_force;
mod conditional_access;
mod consent_phishing;
mod device_code;
mod federation;
mod impossible_travel;
mod mailbox_forwarding;
mod mass_download;
mod mfa_fatigue;
mod password_spray;
mod role_grant;
mod steps;
mod token_replay;

use crate::scenarios::Scenario;

/// All attacks.
pub(crate) const ATTACKS: &[Scenario] = &[
    password_spray::SINGLE_SOURCE,
    password_spray::DISTRIBUTED,
    brute_force::SCENARIO,
    mfa_fatigue::SCENARIO,
    impossible_travel::SCENARIO,
    token_replay::SCENARIO,
    device_code::SCENARIO,
    adversary_in_the_middle::SCENARIO,
    consent_phishing::SCENARIO,
    application_credential::SCENARIO,
    role_grant::SCENARIO,
    conditional_access::SCENARIO,
    federation::SCENARIO,
    mailbox_forwarding::SCENARIO,
    mass_download::SCENARIO,
    audit_switched_off::SCENARIO,
    break_glass::SCENARIO,
];
