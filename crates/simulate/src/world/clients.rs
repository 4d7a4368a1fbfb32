//! Client software: what a device says about itself in a request.

use crate::text::Text;
use crate::time::{DayNumber, Moment};

/// An operating system.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Platform {
    Windows10,
    Windows11,
    Mac,
    Ios,
    Android,
    Linux,
    Unknown,
}

/// A program that makes requests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Program {
    Edge,
    Chrome,
    Safari,
    Firefox,
    /// An application that signs in through the platform's own library.
    Native,
    /// A mobile application with a broker.
    MobileApp,
    PowerShell,
    CommandLine,
    /// A mail program over an old protocol.
    Mail,
    PythonRequests,
    Axios,
    /// Tools of attackers, by the name they give themselves.
    AzureHound,
    FastHttp,
    TeamFiltration,
    /// Scripts over files: the `PnP` module, a copying program.
    PnpPowerShell,
    Rclone,
    /// The migration tool of SharePoint.
    Migration,
    OneDriveSync,
    None,
}

/// A program on a platform on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Client {
    pub(crate) platform: Platform,
    pub(crate) program: Program,
    /// Major version.
    pub(crate) version: u16,
}

/// The first day of Chromium 109, the version all others are counted from: a new one every four weeks.
const FIRST_RELEASE: DayNumber = 19_367;

impl Client {
    /// The program as it is on `day` on a device that takes updates `lag` days after their release.
    pub(crate) fn on(platform: Platform, program: Program, moment: Moment, lag: i64) -> Self {
        let releases = (moment.day() - lag - FIRST_RELEASE).max(0) / 28;
        let version = match program {
            Program::Edge | Program::Chrome | Program::Firefox => 109 + releases,
            Program::Safari => 16 + releases / 13,
            Program::MobileApp => 17 + releases / 13,
            _ => 5,
        };
        Self { platform, program, version: version as u16 }
    }

    /// `deviceDetail.browser`.
    pub(crate) fn browser(self, out: &mut Text) {
        let name = match self.program {
            Program::Edge => "Edge ",
            Program::Chrome if self.platform == Platform::Android => "Chrome Mobile ",
            Program::Chrome => "Chrome ",
            Program::Firefox => "Firefox ",
            Program::Native => {
                out.raw("Rich Client 5.0.5.0");
                return;
            }
            Program::Safari | Program::MobileApp if self.platform == Platform::Ios => "Mobile Safari ",
            Program::Safari => "Safari ",
            Program::MobileApp => "Chrome Mobile ",
            Program::PythonRequests => {
                out.raw("Python Requests 2.32");
                return;
            }
            Program::PowerShell
            | Program::CommandLine
            | Program::Mail
            | Program::Axios
            | Program::AzureHound
            | Program::FastHttp
            | Program::TeamFiltration
            | Program::PnpPowerShell
            | Program::Rclone
            | Program::Migration
            | Program::OneDriveSync
            | Program::None => return,
        };
        out.raw(name).integer(self.version);
        if !matches!(self.program, Program::Safari | Program::MobileApp) {
            out.raw(".0.0");
        }
    }

    /// `deviceDetail.operatingSystem`.
    pub(crate) fn operating_system(self) -> &'static str {
        match self.platform {
            Platform::Windows10 => "Windows10",
            Platform::Windows11 => "Windows11",
            Platform::Mac => "MacOs",
            Platform::Ios => "Ios 18.1",
            Platform::Android => "Android 15",
            Platform::Linux => "Linux",
            Platform::Unknown => "",
        }
    }

    /// The `User-Agent` header.
    pub(crate) fn user_agent(self, out: &mut Text) {
        match self.program {
            Program::None => return,
            Program::PowerShell => {
                out.raw("Mozilla/5.0 (Windows NT 10.0; Microsoft Windows 10.0.22631; en-US) PowerShell/7.4.5");
                return;
            }
            Program::CommandLine => {
                out.raw("python-requests/2.32.3");
                return;
            }
            Program::PythonRequests => {
                out.raw("python-requests/2.31.0");
                return;
            }
            Program::Axios => {
                out.raw("axios/1.7.9");
                return;
            }
            Program::Mail => {
                out.raw("BAV2ROPC");
                return;
            }
            Program::AzureHound => {
                out.raw("azurehound/v2.1.8");
                return;
            }
            Program::FastHttp => {
                out.raw("fasthttp");
                return;
            }
            Program::TeamFiltration => {
                out.raw("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Teams/1.3.00.30866 Chrome/80.0.3987.165 Electron/8.5.1 Safari/537.36");
                return;
            }
            Program::PnpPowerShell => {
                out.raw("NONISV|SharePointPnP|PnPPS/2.4.0");
                return;
            }
            Program::Rclone => {
                out.raw("ISV|rclone.org|rclone/v1.68.1");
                return;
            }
            Program::Migration => {
                out.raw("ISV|Microsoft|SharePointMigrationTool/4.1");
                return;
            }
            Program::OneDriveSync => {
                out.raw("Microsoft SkyDriveSync 24.196.0929.0005 ship; Windows NT 10.0 (22631)");
                return;
            }
            _ => {}
        }
        out.raw("Mozilla/5.0 (");
        out.raw(match self.platform {
            Platform::Windows10 | Platform::Windows11 | Platform::Unknown => "Windows NT 10.0; Win64; x64",
            Platform::Mac => "Macintosh; Intel Mac OS X 10_15_7",
            Platform::Ios => "iPhone; CPU iPhone OS 18_1 like Mac OS X",
            Platform::Android => "Linux; Android 10; K",
            Platform::Linux => "X11; Linux x86_64",
        });
        match self.program {
            Program::Edge => {
                out.raw(") AppleWebKit/537.36 (KHTML, like Gecko) Chrome/").integer(self.version);
                out.raw(".0.0.0 Safari/537.36 Edg/").integer(self.version).raw(".0.0.0");
            }
            Program::Chrome => {
                out.raw(") AppleWebKit/537.36 (KHTML, like Gecko) Chrome/").integer(self.version);
                out.raw(if self.platform == Platform::Android {
                    ".0.0.0 Mobile Safari/537.36"
                } else {
                    ".0.0.0 Safari/537.36"
                });
            }
            Program::Safari if self.platform == Platform::Ios => {
                out.raw(") AppleWebKit/605.1.15 (KHTML, like Gecko) Version/").integer(self.version);
                out.raw(".1 Mobile/15E148 Safari/604.1");
            }
            Program::Safari => {
                out.raw(") AppleWebKit/605.1.15 (KHTML, like Gecko) Version/")
                    .integer(self.version)
                    .raw(".1 Safari/605.1.15");
            }
            Program::Firefox => {
                out.raw("; rv:")
                    .integer(self.version)
                    .raw(".0) Gecko/20100101 Firefox/")
                    .integer(self.version)
                    .raw(".0");
            }
            Program::MobileApp if self.platform == Platform::Ios => {
                out.raw(") AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 PKeyAuth/1.0");
            }
            Program::MobileApp => {
                out.raw(") AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/128.0.0.0 Mobile Safari/537.36 PKeyAuth/1.0");
            }
            _ => {
                out.raw(") AppleWebKit/537.36 (KHTML, like Gecko) Chrome/128.0.6613.186 Electron/32.1.2 Safari/537.36");
            }
        }
    }
}
