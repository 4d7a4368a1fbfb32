//! Kinds of blockers: what each means, and what can be done.

use std::str::FromStr;

use serde::Serialize;

/// What stands in the way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// The service no longer keeps the records.
    Expired,
    /// Auditing was off.
    NotAudited,
    /// The licence that records come with is missing.
    NotLicensed,
    /// Whoever fetches may not read it.
    NotPermitted,
    /// The address is a VPN's or proxy's.
    HiddenOrigin,
    /// A duty to delete and a duty to keep meet.
    PreservationConflict,
    /// An export holds less than was asked for.
    ExportCut,
    /// The table was not fetched, or not for this time.
    NotCollected,
    /// Something else.
    #[default]
    Other,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 9] = [
        Self::Expired,
        Self::NotAudited,
        Self::NotLicensed,
        Self::NotPermitted,
        Self::HiddenOrigin,
        Self::PreservationConflict,
        Self::ExportCut,
        Self::NotCollected,
        Self::Other,
    ];

    /// Returns its name in acts and commands.
    pub fn id(self) -> &'static str {
        self.row().0
    }

    /// Returns its name in words.
    pub fn title(self) -> &'static str {
        self.row().1
    }

    /// Returns what it means for an answer.
    pub fn meaning(self) -> &'static str {
        self.row().2
    }

    /// Returns what can be done, a sentence each.
    pub fn remedies(self) -> &'static [&'static str] {
        self.row().3
    }

    fn row(self) -> (&'static str, &'static str, &'static str, &'static [&'static str]) {
        match self {
            Self::Expired => (
                "expired",
                "log expired at source",
                "Microsoft no longer keeps the records of this time. That nothing is shown does not mean that nothing happened.",
                &[
                    "Look for copies: a SIEM, a storage account of diagnostic settings, an export somebody made, a backup.",
                    "Ask Microsoft support whether the records can still be had; seldom, and soon.",
                    "Answer from what is left: unified audit where sign-ins are gone, message trace, devices, the other side's logs.",
                ],
            ),
            Self::NotAudited => (
                "not-audited",
                "auditing not enabled",
                "What was not audited was not recorded, and cannot be had afterwards.",
                &[
                    "Check Get-AdminAuditLogConfig (UnifiedAuditLogIngestionEnabled), Get-Mailbox (AuditEnabled, DefaultAuditSet) and bypasses (Get-MailboxAuditBypassAssociation).",
                    "Switch it on now, and note since when.",
                    "If somebody switched it off, that is a finding of its own.",
                ],
            ),
            Self::NotLicensed => (
                "not-licensed",
                "licence missing",
                "The tenant, or the person who acted, has no licence with which these records or fields are made. Values such as `hidden` stand where a level would.",
                &[
                    "See which licence the source asks for: `quaestor expiry --sources`.",
                    "A trial licence brings records from now on, and some of the days before.",
                    "Say in the answer that it rests on less.",
                ],
            ),
            Self::NotPermitted => (
                "not-permitted",
                "not permitted",
                "The account or application that fetched may not read these records. They are perhaps there.",
                &[
                    "Grant the reader's role or the application permission that the source names, and fetch again.",
                    "Let somebody fetch who may, and import the export.",
                ],
            ),
            Self::HiddenOrigin => (
                "hidden-origin",
                "VPN or proxy origin",
                "The address belongs to a VPN, proxy, relay or hosting provider. Place and network say nothing about where the person was.",
                &[
                    "Compare device, browser, session id and token instead of place.",
                    "Ask the person whether they use a VPN; ask the provider through counsel, soon, since few keep logs for long.",
                    "Put known VPN ranges on the watchlist `VpnRanges`, so that rules know them.",
                ],
            ),
            Self::PreservationConflict => (
                "preservation-conflict",
                "preservation conflict",
                "A retention policy, or a person's right to be forgotten, asks to delete what a case asks to keep.",
                &[
                    "Place a legal hold: `quaestor hold add`. A hold beats every policy.",
                    "Let counsel decide between the duties, and attach the decision to the case.",
                    "Narrow the hold to people and time, so that the rest can go.",
                ],
            ),
            Self::ExportCut => (
                "export-cut",
                "export cut",
                "An export ends at a row limit, or a page was not fetched. It holds less than the time that was asked for.",
                &[
                    "Export the time again in smaller pieces, and import those: records that are there already are not doubled.",
                    "Use JSON, Graph or Search-UnifiedAuditLog with a session, which have no such limit or a higher one.",
                ],
            ),
            Self::NotCollected => (
                "not-collected",
                "table not collected",
                "The archive has no records of this table, or none for this time. An empty answer says nothing.",
                &[
                    "Fetch it while it is there: `quaestor expiry` says until when, and where.",
                    "Import what others have of it.",
                ],
            ),
            Self::Other => (
                "other",
                "other",
                "Something else stands in the way; the detail says what.",
                &["Say in the answer what it rests on."],
            ),
        }
    }
}

impl FromStr for Kind {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL.into_iter().find(|kind| kind.id() == text).ok_or_else(|| {
            let names: Vec<&str> = Self::ALL.iter().map(|kind| kind.id()).collect();
            format!("`{text}` is no kind of blocker: write {}", names.join(", "))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_says_what_it_means_and_what_can_be_done() {
        for kind in Kind::ALL {
            assert_eq!(kind.id().parse(), Ok(kind));
            assert!(kind.meaning().ends_with(['.', '`']) && !kind.remedies().is_empty(), "{}", kind.id());
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.id(), "one name everywhere");
        }
        assert!("vpn".parse::<Kind>().is_err());
    }
}
