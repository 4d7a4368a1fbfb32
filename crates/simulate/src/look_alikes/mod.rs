//! Harmless events that look like attacks, one file each.

mod business_trip;
mod carrier_hop;
mod expired_secret;
mod forgotten_password;
mod new_telephone;
mod role_activation;
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
];
