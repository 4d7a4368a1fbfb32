//! People's devices.

use super::clients::{Client, Platform, Program};
use crate::guid::Guid;
use crate::random::Random;
use crate::time::Moment;

/// How a device is known to the directory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Trust {
    Unknown,
    Registered,
    Joined,
    HybridJoined,
}

impl Trust {
    /// `deviceDetail.trustType`; `None` for a device the directory does not know.
    pub(crate) fn name(self) -> Option<&'static str> {
        match self {
            Self::Unknown => None,
            Self::Registered => Some("Azure AD registered"),
            Self::Joined => Some("Azure AD joined"),
            Self::HybridJoined => Some("Hybrid Azure AD joined"),
        }
    }
}

/// A computer or a telephone.
#[derive(Debug, Clone)]
pub(crate) struct Device {
    pub(crate) id: Guid,
    pub(crate) name: String,
    pub(crate) platform: Platform,
    pub(crate) browser: Program,
    pub(crate) trust: Trust,
    pub(crate) compliant: bool,
    /// Days after a release until its owner updates.
    pub(crate) lag: i64,
}

impl Device {
    pub(crate) fn is_computer(&self) -> bool {
        matches!(self.platform, Platform::Windows10 | Platform::Windows11 | Platform::Mac | Platform::Linux)
    }

    pub(crate) fn known(&self) -> bool {
        self.trust != Trust::Unknown
    }

    /// The browser of this device at a moment.
    pub(crate) fn browser_client(&self, moment: Moment) -> Client {
        Client::on(self.platform, self.browser, moment, self.lag)
    }

    /// The applications of this device at a moment.
    pub(crate) fn application_client(&self, moment: Moment) -> Client {
        let program = if self.is_computer() { Program::Native } else { Program::MobileApp };
        Client::on(self.platform, program, moment, self.lag)
    }
}

fn name(prefix: &str, random: &mut Random) -> String {
    let mut out = String::from(prefix);
    for _ in 0..6 {
        out.push(char::from(random.pick(b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789")));
    }
    out
}

/// The devices of one person: a computer first, then a telephone, then perhaps one of their own.
pub(crate) fn devices(given_name: &str, random: &mut Random) -> Vec<Device> {
    let mac = random.chance(170);
    let mut out = Vec::with_capacity(3);
    if mac {
        out.push(Device {
            id: random.guid(),
            name: format!("{given_name}s-MacBook-Pro"),
            platform: Platform::Mac,
            browser: random.weighted(&[(55, Program::Safari), (35, Program::Chrome), (10, Program::Edge)]),
            trust: Trust::Registered,
            compliant: random.chance(930),
            lag: random.between(2, 40) as i64,
        });
    } else {
        out.push(Device {
            id: random.guid(),
            name: name("LT-", random),
            platform: random.weighted(&[(30, Platform::Windows10), (70, Platform::Windows11)]),
            browser: random.weighted(&[(68, Program::Edge), (25, Program::Chrome), (7, Program::Firefox)]),
            trust: random.weighted(&[(60, Trust::Joined), (40, Trust::HybridJoined)]),
            compliant: random.chance(960),
            lag: random.between(1, 30) as i64,
        });
    }
    let ios = random.chance(if mac { 850 } else { 480 });
    out.push(Device {
        id: random.guid(),
        name: if ios { format!("{given_name}s iPhone") } else { name("Android-", random) },
        platform: if ios { Platform::Ios } else { Platform::Android },
        browser: if ios { Program::Safari } else { Program::Chrome },
        trust: if random.chance(850) { Trust::Registered } else { Trust::Unknown },
        compliant: random.chance(880),
        lag: random.between(3, 90) as i64,
    });
    if random.chance(220) {
        out.push(Device {
            id: Guid::ZERO,
            name: String::new(),
            platform: random.weighted(&[(40, Platform::Windows10), (35, Platform::Windows11), (25, Platform::Mac)]),
            browser: random.weighted(&[(60, Program::Chrome), (25, Program::Edge), (15, Program::Firefox)]),
            trust: Trust::Unknown,
            compliant: false,
            lag: random.between(1, 60) as i64,
        });
    }
    out
}
