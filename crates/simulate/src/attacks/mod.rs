//! Attacks, one file each, with the full trail each leaves in every log it touches.

mod administration_shell;
mod administrators_removed;
mod adversary_in_the_middle;
mod anonymiser;
mod application_credential;
mod application_owner;
pub(crate) mod application_policy;
pub(crate) mod application_role;
mod attack_tools;
mod audit_switched_off;
mod authorization_code;
mod autologon_spray;
mod break_glass;
mod brute_force;
mod conditional_access;
mod consent_phishing;
pub(crate) mod content_search;
pub(crate) mod cross_tenant;
mod deleted_warnings;
mod device_chain;
mod device_code;
mod disabled_accounts;
mod elevate_access;
mod failure_elsewhere;
mod federation;
mod first_country;
mod foreign_tenant;
pub(crate) mod guests;
mod hidden_unit;
mod impossible_travel;
mod inbox_rules;
mod legacy_protocol;
mod lockout_burst;
pub(crate) mod mail_protection;
mod mail_surge;
mod mailbox_audit;
mod mailbox_forwarding;
mod mailbox_permission;
mod malware_upload;
mod many_applications;
mod many_devices;
mod mass_delete;
mod mass_download;
mod method_after_risk;
mod methods_policy;
mod mfa_fatigue;
pub(crate) mod named_location;
mod one_time_codes;
mod password_grant;
mod password_spray;
mod pim_weakened;
mod policy_blocks;
mod policy_not_applied;
mod principal_role;
mod principals;
mod privileged_failures;
mod quiet_source;
mod rare_application;
mod recovery_secrets;
mod revived_account;
mod risk_detections;
pub(crate) mod role_grant;
mod second_factor_removed;
mod second_factor_stopped;
mod sending_restricted;
mod sensitive_search;
pub(crate) mod sharing_weakened;
mod short_lived_account;
mod single_factor_administrator;
pub(crate) mod site_administrator;
mod source_anchor;
pub(crate) mod teams_help_desk;
mod temporary_pass;
mod token_replay;
mod tool_download;
mod transport_rule;

use crate::scenarios::Scenario;

/// All attacks.
pub(crate) const ATTACKS: &[Scenario] = &[
    password_spray::SINGLE_SOURCE,
    password_spray::DISTRIBUTED,
    brute_force::SCENARIO,
    mfa_fatigue::SCENARIO,
    mfa_fatigue::REFUSED,
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
    lockout_burst::SCENARIO,
    failure_elsewhere::SCENARIO,
    disabled_accounts::SCENARIO,
    autologon_spray::SCENARIO,
    one_time_codes::SCENARIO,
    second_factor_stopped::SCENARIO,
    first_country::SCENARIO,
    anonymiser::SCENARIO,
    legacy_protocol::SCENARIO,
    password_grant::SCENARIO,
    single_factor_administrator::SCENARIO,
    authorization_code::SCENARIO,
    device_chain::SCENARIO,
    rare_application::SCENARIO,
    administration_shell::SCENARIO,
    policy_blocks::SCENARIO,
    policy_not_applied::SCENARIO,
    many_applications::SCENARIO,
    attack_tools::HOUND,
    attack_tools::FILTRATION,
    risk_detections::HIGH,
    risk_detections::CONFIRMED,
    risk_detections::TWICE,
    foreign_tenant::INTO,
    foreign_tenant::OUT_OF,
    principals::NETWORK,
    principals::FEDERATED,
    privileged_failures::SCENARIO,
    quiet_source::SCENARIO,
    pim_weakened::SCENARIO,
    administrators_removed::SCENARIO,
    principal_role::SCENARIO,
    elevate_access::SCENARIO,
    hidden_unit::SCENARIO,
    named_location::SCENARIO,
    second_factor_removed::SCENARIO,
    method_after_risk::SCENARIO,
    temporary_pass::SCENARIO,
    revived_account::SCENARIO,
    application_owner::SCENARIO,
    application_role::ROLE,
    application_role::CONSENT_FOR_ALL,
    application_role::MAILBOXES,
    application_policy::POLICY,
    application_policy::MULTI_TENANT,
    application_policy::REDIRECT,
    cross_tenant::SCENARIO,
    guests::MEMBER,
    guests::VANISHED,
    short_lived_account::SCENARIO,
    source_anchor::SCENARIO,
    many_devices::SCENARIO,
    recovery_secrets::SCENARIO,
    methods_policy::SCENARIO,
    mailbox_audit::SCENARIO,
    inbox_rules::FORWARDING,
    inbox_rules::HIDING,
    transport_rule::SCENARIO,
    mailbox_permission::FULL,
    mailbox_permission::FOLDER,
    mail_surge::SCENARIO,
    mail_protection::SCENARIO,
    content_search::SCENARIO,
    deleted_warnings::SCENARIO,
    tool_download::SCENARIO,
    sharing_weakened::LINKS,
    sharing_weakened::POLICY,
    mass_delete::SCENARIO,
    sensitive_search::SCENARIO,
    site_administrator::SITE,
    site_administrator::ROLE_GROUP,
    teams_help_desk::CHAT,
    teams_help_desk::ACCESS,
    malware_upload::SCENARIO,
    sending_restricted::SCENARIO,
];
