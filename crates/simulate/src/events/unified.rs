//! A record of the unified audit log.

use super::audit::Audit;
use super::sign_in::SignIn;
use crate::guid::Guid;
use crate::time::Moment;
use crate::world::clients::Client;
use crate::world::networks::Source;
use crate::world::people::PersonIndex;

/// What happened in a mailbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MailOperation {
    /// Single messages were opened.
    Bind,
    /// A folder was synchronised.
    Sync,
    Send,
    Create,
    Update,
    MoveToDeletedItems,
    SoftDelete,
    HardDelete,
    Move,
    Search,
}

impl MailOperation {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Bind | Self::Sync => "MailItemsAccessed",
            Self::Send => "Send",
            Self::Create => "Create",
            Self::Update => "Update",
            Self::MoveToDeletedItems => "MoveToDeletedItems",
            Self::SoftDelete => "SoftDelete",
            Self::HardDelete => "HardDelete",
            Self::Move => "Move",
            Self::Search => "SearchQueryInitiatedExchange",
        }
    }

    pub(crate) fn record_type(self) -> u16 {
        match self {
            Self::Bind | Self::Sync => 50,
            Self::Send | Self::Create | Self::Update => 2,
            Self::MoveToDeletedItems | Self::SoftDelete | Self::HardDelete | Self::Move => 3,
            Self::Search => 101,
        }
    }
}

/// The program that opened the mailbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MailClient {
    Outlook,
    OutlookWeb,
    OutlookMobile,
    Rest,
    Imap,
}

impl MailClient {
    /// `ClientInfoString`.
    pub(crate) fn text(self) -> &'static str {
        match self {
            Self::Outlook => "Client=MSExchangeRPC",
            Self::OutlookWeb => "Client=OWA;Action=ViaProxy",
            Self::OutlookMobile => "Client=OutlookService;Outlook-iOS/2.0;",
            Self::Rest => "Client=REST;Client=RESTSystem;;",
            Self::Imap => "Client=POP3/IMAP4;Protocol=IMAP4",
        }
    }

    /// `AppId`.
    pub(crate) fn application(self) -> &'static str {
        match self {
            Self::Outlook => "d3590ed6-52b3-4102-aeff-aad2292ab01c",
            Self::OutlookWeb => "9199bf20-a13f-4107-85dc-02114787ef48",
            Self::OutlookMobile => "27922004-5251-4030-b22d-91ecd9a37ea4",
            Self::Rest => "00000003-0000-0000-c000-000000000000",
            Self::Imap => "",
        }
    }
}

/// An action in a mailbox.
#[derive(Debug, Clone)]
pub(crate) struct Mail {
    pub(crate) operation: MailOperation,
    pub(crate) owner: PersonIndex,
    pub(crate) source: Source,
    pub(crate) session: Guid,
    pub(crate) client: MailClient,
    /// How many items it touched.
    pub(crate) items: u16,
    /// Decides which items.
    pub(crate) salt: u64,
    /// The application, when it is not the client's own: a consented one.
    pub(crate) application: Option<Guid>,
    /// The subject of all items, or the words looked for, when they matter.
    pub(crate) words: Option<&'static str>,
    /// Whether the service stopped recording reads, because there were too many.
    pub(crate) throttled: bool,
}

/// What happened to a file or page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FileOperation {
    FileAccessed,
    FileModified,
    FileModifiedExtended,
    FileUploaded,
    FileDownloaded,
    FilePreviewed,
    FileSyncUploadedFull,
    FileSyncDownloadedFull,
    FileRenamed,
    FileRecycled,
    FileMalwareDetected,
    PageViewed,
    SharingSet,
    AddedToSecureLink,
    AnonymousLinkCreated,
    SearchQueryPerformed,
}

impl FileOperation {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::FileAccessed => "FileAccessed",
            Self::FileModified => "FileModified",
            Self::FileModifiedExtended => "FileModifiedExtended",
            Self::FileUploaded => "FileUploaded",
            Self::FileDownloaded => "FileDownloaded",
            Self::FilePreviewed => "FilePreviewed",
            Self::FileSyncUploadedFull => "FileSyncUploadedFull",
            Self::FileSyncDownloadedFull => "FileSyncDownloadedFull",
            Self::FileRenamed => "FileRenamed",
            Self::FileRecycled => "FileRecycled",
            Self::FileMalwareDetected => "FileMalwareDetected",
            Self::PageViewed => "PageViewed",
            Self::SharingSet => "SharingSet",
            Self::AddedToSecureLink => "AddedToSecureLink",
            Self::AnonymousLinkCreated => "AnonymousLinkCreated",
            Self::SearchQueryPerformed => "SearchQueryPerformed",
        }
    }

    pub(crate) fn record_type(self) -> u16 {
        match self {
            Self::PageViewed | Self::SearchQueryPerformed => 4,
            Self::SharingSet | Self::AddedToSecureLink | Self::AnonymousLinkCreated => 14,
            _ => 6,
        }
    }
}

/// An action on a file of a site.
#[derive(Debug, Clone)]
pub(crate) struct File {
    pub(crate) operation: FileOperation,
    pub(crate) person: PersonIndex,
    pub(crate) source: Source,
    pub(crate) session: Guid,
    pub(crate) client: Client,
    pub(crate) device: Option<u8>,
    /// A department's site, or the person's own drive.
    pub(crate) site: Option<u16>,
    /// Number of the file within the site.
    pub(crate) number: u32,
    /// With whom it is shared, where it is.
    pub(crate) with: Option<PersonIndex>,
    /// The words looked for, when they matter.
    pub(crate) words: Option<&'static str>,
}

/// What happened in Teams.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TeamsOperation {
    SessionStarted,
    ChatCreated,
    MessageSent,
    MessageRead,
    MessageEdited,
    MeetingDetail,
    MeetingParticipant,
    MemberAdded,
}

impl TeamsOperation {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::SessionStarted => "TeamsSessionStarted",
            Self::ChatCreated => "ChatCreated",
            Self::MessageSent => "MessageSent",
            Self::MessageRead => "MessagesListed",
            Self::MessageEdited => "MessageEditedHasLink",
            Self::MeetingDetail => "MeetingDetail",
            Self::MeetingParticipant => "MeetingParticipantDetail",
            Self::MemberAdded => "MemberAdded",
        }
    }
}

/// An action in Teams.
#[derive(Debug, Clone)]
pub(crate) struct Teams {
    pub(crate) operation: TeamsOperation,
    pub(crate) person: PersonIndex,
    pub(crate) source: Source,
    pub(crate) other: PersonIndex,
    pub(crate) client: Client,
    /// Decides which chat, team or meeting.
    pub(crate) salt: u64,
}

/// An administrative command in Exchange.
#[derive(Debug, Clone)]
pub(crate) struct Command {
    pub(crate) name: &'static str,
    /// `None` when the service itself runs it.
    pub(crate) person: Option<PersonIndex>,
    pub(crate) source: Option<Source>,
    pub(crate) session: Option<Guid>,
    /// `AppId`: through which application.
    pub(crate) application: &'static str,
    pub(crate) object: String,
    pub(crate) parameters: Vec<(&'static str, String)>,
}

/// An alert of the compliance centre.
#[derive(Debug, Clone)]
pub(crate) struct ComplianceAlert {
    pub(crate) name: &'static str,
    pub(crate) category: &'static str,
    pub(crate) severity: &'static str,
    pub(crate) person: PersonIndex,
    pub(crate) operation: &'static str,
}

/// A report opened in Power BI.
#[derive(Debug, Clone)]
pub(crate) struct Report {
    pub(crate) person: PersonIndex,
    pub(crate) source: Source,
    pub(crate) client: Client,
    /// Which report.
    pub(crate) number: u16,
}

/// A record of a rare kind, field by field.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub(crate) operation: &'static str,
    pub(crate) record_type: u16,
    pub(crate) workload: &'static str,
    /// `ResultStatus`, where there is one.
    pub(crate) result: Option<&'static str>,
    pub(crate) user: String,
    /// `UserKey`.
    pub(crate) key: String,
    pub(crate) user_type: u8,
    pub(crate) source: Option<Source>,
    /// `ObjectId`, where there is one.
    pub(crate) object: Option<String>,
    /// What else it has: names and JSON texts.
    pub(crate) fields: Vec<(&'static str, String)>,
}

impl Entry {
    /// The JSON text of a field.
    pub(crate) fn field(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(other, _)| *other == name).map(|(_, value)| value.as_str())
    }
}

/// What a record is about.
#[derive(Debug, Clone)]
pub(crate) enum Body {
    Logon(Box<SignIn>),
    Directory(Box<Audit>),
    Mail(Mail),
    File(File),
    Teams(Teams),
    Report(Report),
    Command(Box<Command>),
    Alert(Box<ComplianceAlert>),
    Entry(Box<Entry>),
}

/// One record of the unified audit log.
#[derive(Debug, Clone)]
pub(crate) struct Unified {
    pub(crate) time: Moment,
    pub(crate) id: Guid,
    pub(crate) body: Body,
}
