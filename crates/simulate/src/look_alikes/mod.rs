//! Harmless events that look like attacks, one file each.

mod application_rollout;
mod backup_reads;
mod blocked_traveller;
mod border_commuter;
mod business_trip;
mod carrier_hop;
mod conference;
mod contractors;
mod developer;
mod device_rollout;
mod dismissed_risk;
mod expired_secret;
mod failing_administrator;
mod forgotten_password;
mod help_desk;
mod leaver;
mod legal_search;
mod mail_settings;
mod migration;
mod missed_prompts;
mod mistaken_account;
mod new_joiner;
mod new_profile;
mod new_telephone;
mod newsletter;
mod newsletter_rule;
mod office_mistypes;
mod office_opened;
mod old_password;
mod partner_agreement;
mod partner_chat;
mod partner_tenant;
mod pipeline;
mod policy_renamed;
mod private_network;
mod role_activation;
mod role_review;
mod scanner;
mod shared_files;
mod tidy_mailbox;
mod vpn_exit;

use crate::scenarios::Scenario;

/// All look-alikes.
pub(crate) const LOOK_ALIKES: &[Scenario] = &[
    vpn_exit::SCENARIO,
    carrier_hop::SCENARIO,
    business_trip::SCENARIO,
    new_telephone::SCENARIO,
    forgotten_password::SCENARIO,
    expired_secret::SCENARIO,
    role_activation::SCENARIO,
    office_mistypes::SCENARIO,
    old_password::SCENARIO,
    leaver::SCENARIO,
    missed_prompts::MISSED,
    missed_prompts::MISTYPED,
    private_network::SCENARIO,
    border_commuter::SCENARIO,
    conference::SCENARIO,
    new_joiner::SCENARIO,
    help_desk::RESET,
    help_desk::KEY,
    help_desk::DELEGATE,
    developer::SCENARIO,
    scanner::SCENARIO,
    blocked_traveller::SCENARIO,
    dismissed_risk::SCENARIO,
    partner_tenant::SCENARIO,
    pipeline::MOVED,
    pipeline::FEDERATED,
    pipeline::ROTATED,
    role_review::SCENARIO,
    policy_renamed::SCENARIO,
    office_opened::SCENARIO,
    application_rollout::SCENARIO,
    partner_agreement::SCENARIO,
    contractors::SCENARIO,
    mistaken_account::SCENARIO,
    device_rollout::SCENARIO,
    newsletter_rule::SCENARIO,
    mail_settings::DISCLAIMER,
    mail_settings::FILTER,
    mail_settings::AUDIT,
    new_profile::MAIL,
    new_profile::DRIVE,
    migration::SCENARIO,
    legal_search::SCENARIO,
    tidy_mailbox::SCENARIO,
    shared_files::PHOTOS,
    shared_files::CLEAN,
    shared_files::PAYROLL,
    partner_chat::SCENARIO,
    newsletter::SCENARIO,
    failing_administrator::SCENARIO,
    backup_reads::SCENARIO,
];
