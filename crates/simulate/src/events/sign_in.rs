//! A sign-in of a person, a service principal or a managed identity.

use super::codes::{Code, code_of};
use crate::guid::Guid;
use crate::time::Moment;
use crate::world::applications::ApplicationIndex;
use crate::world::clients::Client;
use crate::world::networks::Source;
use crate::world::people::PersonIndex;
use crate::world::policies::Decisions;
use crate::world::principals::{Credential, PrincipalIndex};

/// Which of the four sign-in logs it belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum SignInKind {
    Interactive,
    NonInteractive,
    ServicePrincipal,
    ManagedIdentity,
}

/// Who signs in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Subject {
    Person(PersonIndex),
    /// A user name nobody has, made from a number.
    Stranger(u64),
    /// An account of this tenant that is not among the people, made from a number: switched off, or new.
    Unlisted(u64),
    /// A user of another tenant, made from a number.
    Outsider(u64),
    Principal(PrincipalIndex),
}

/// `clientAppUsed`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ClientKind {
    Browser,
    Application,
    Imap,
    Smtp,
    ActiveSync,
    ExchangePowerShell,
    None,
}

impl ClientKind {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Browser => "Browser",
            Self::Application => "Mobile Apps and Desktop clients",
            Self::Imap => "IMAP4",
            Self::Smtp => "Authenticated SMTP",
            Self::ActiveSync => "Exchange ActiveSync",
            Self::ExchangePowerShell => "Exchange Online PowerShell",
            Self::None => "",
        }
    }

    pub(crate) fn legacy(self) -> bool {
        matches!(self, Self::Imap | Self::Smtp | Self::ActiveSync)
    }
}

/// How one step of authentication was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Method {
    Password,
    /// A claim in a token from an earlier sign-in.
    Earlier,
    AppNotification,
    AppCode,
    TextMessage,
    SecurityKey,
    TemporaryPass,
}

impl Method {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Password => "Password",
            Self::Earlier => "Previously satisfied",
            Self::AppNotification => "Mobile app notification",
            Self::AppCode => "OATH verification code",
            Self::TextMessage => "Text message",
            Self::SecurityKey => "FIDO2 security key",
            Self::TemporaryPass => "Temporary Access Pass",
        }
    }

    pub(crate) fn detail(self) -> Option<&'static str> {
        match self {
            Self::Password => Some("Password in the cloud"),
            Self::TextMessage => Some("+X XXXXXXXX12"),
            Self::SecurityKey => Some("YubiKey 5"),
            _ => None,
        }
    }
}

/// How a step ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum StepResult {
    Right,
    WrongPassword,
    ByToken,
    Completed,
    Denied,
    NoAnswer,
    WrongCode,
    Required,
}

impl StepResult {
    pub(crate) fn text(self) -> &'static str {
        match self {
            Self::Right => "Correct password",
            Self::WrongPassword => "Invalid username or password or Invalid on-premise username or password.",
            Self::ByToken => "MFA requirement satisfied by claim in the token",
            Self::Completed => "MFA successfully completed",
            Self::Denied => "MFA denied; user declined the authentication",
            Self::NoAnswer => "MFA denied; user did not respond to mobile app notification",
            Self::WrongCode => "MFA denied; invalid verification code",
            Self::Required => "MFA required in Azure AD",
        }
    }

    pub(crate) fn succeeded(self) -> bool {
        matches!(self, Self::Right | Self::ByToken | Self::Completed)
    }
}

/// One step of authentication.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Step {
    pub(crate) method: Method,
    pub(crate) result: StepResult,
    /// Whether it is the second factor.
    pub(crate) second: bool,
    /// Seconds after the beginning.
    pub(crate) after: u8,
}

/// `authenticationProtocol`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Protocol {
    None,
    DeviceCode,
    PasswordGrant,
    SeamlessSignOn,
}

impl Protocol {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::DeviceCode => "deviceCode",
            Self::PasswordGrant => "ropc",
            Self::SeamlessSignOn => "seamlessSso",
        }
    }
}

/// `incomingTokenType`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum IncomingToken {
    None,
    PrimaryRefreshToken,
    RefreshToken,
}

impl IncomingToken {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::PrimaryRefreshToken => "primaryRefreshToken",
            Self::RefreshToken => "refreshToken",
        }
    }
}

/// What risk was seen during the sign-in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Risk {
    pub(crate) level: &'static str,
    pub(crate) state: &'static str,
    /// `riskEventTypes_v2`, one at most.
    pub(crate) kind: &'static str,
}

impl Risk {
    pub(crate) const NONE: Self = Self { level: "none", state: "none", kind: "" };
}

/// What few sign-ins have.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Odd {
    /// Whether the policies leave it out: an exclusion somebody made.
    pub(crate) exempt: bool,
    /// A device that was registered a moment ago and is not among the person's own.
    pub(crate) device: Option<Guid>,
    /// The tenant of the resource, where it is another one.
    pub(crate) resource_tenant: Option<Guid>,
    /// The credential of a principal and its key, where they are not the usual ones.
    pub(crate) credential: Option<(Credential, Guid)>,
}

/// One row of a sign-in log.
#[derive(Debug, Clone)]
pub(crate) struct SignIn {
    pub(crate) time: Moment,
    pub(crate) id: Guid,
    pub(crate) correlation: Guid,
    pub(crate) session: Guid,
    pub(crate) kind: SignInKind,
    pub(crate) subject: Subject,
    pub(crate) application: ApplicationIndex,
    pub(crate) resource: ApplicationIndex,
    pub(crate) source: Source,
    /// Position among the person's devices, when the device is one the directory knows.
    pub(crate) device: Option<u8>,
    pub(crate) client: Client,
    pub(crate) client_kind: ClientKind,
    pub(crate) error: u32,
    /// Whether a second factor was required.
    pub(crate) multifactor: bool,
    pub(crate) steps: [Option<Step>; 2],
    pub(crate) protocol: Protocol,
    /// Whether the session began with a device code.
    pub(crate) transferred: bool,
    pub(crate) incoming: IncomingToken,
    pub(crate) decisions: Option<Decisions>,
    pub(crate) risk: Risk,
    /// Milliseconds the service took.
    pub(crate) took: u16,
    pub(crate) odd: Option<Box<Odd>>,
}

impl SignIn {
    pub(crate) fn code(&self) -> Code {
        code_of(self.error)
    }

    pub(crate) fn person(&self) -> Option<PersonIndex> {
        match self.subject {
            Subject::Person(person) => Some(person),
            _ => None,
        }
    }

    /// What is rare about it; nothing, mostly.
    pub(crate) fn odd(&self) -> Odd {
        self.odd.as_deref().copied().unwrap_or_default()
    }

    /// When the first record of it reached a log: some minutes later.
    pub(crate) fn arrives(&self) -> Moment {
        self.time.plus_milliseconds(90_000 + (self.id.low() % 240_000) as i64)
    }
}
