//! Harmless events that look like attacks, one file each.

use crate::scenarios::Scenario;

/// All look-alikes.
pub(crate) const LOOK_ALIKES: &[Scenario] = &[];
