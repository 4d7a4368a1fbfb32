//! Outcomes of sign-ins: the error codes that occur, in words of our own.
//!
//! Source of the numbers: <https://learn.microsoft.com/entra/identity-platform/reference-error-codes>.

/// What a code means.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Code {
    pub(crate) number: u32,
    /// Name in unified audit records.
    pub(crate) name: &'static str,
    pub(crate) reason: &'static str,
    /// Whether the user was only asked for another step.
    pub(crate) interrupt: bool,
    /// Whether it shows that the first factor was right.
    pub(crate) identified: bool,
}

const fn code(number: u32, name: &'static str, reason: &'static str, interrupt: bool, identified: bool) -> Code {
    Code { number, name, reason, interrupt, identified }
}

const CODES: &[Code] = &[
    code(0, "", "", false, true),
    code(16_000, "SelectUserAccount", "The user has to choose an account.", true, false),
    code(50_034, "UserAccountNotFound", "The user account does not exist in the directory.", false, false),
    code(50_053, "IdsLocked", "The account is locked after too many wrong sign-in attempts.", false, false),
    code(50_055, "InvalidPasswordExpiredPassword", "The password has expired.", true, true),
    code(50_057, "UserDisabled", "The user account is disabled.", false, false),
    code(50_072, "UserStrongAuthEnrollmentRequiredInterrupt", "The user has to enrol for a second factor.", true, true),
    code(50_074, "UserStrongAuthClientAuthNRequiredInterrupt", "Strong authentication is required.", true, true),
    code(
        50_076,
        "UserStrongAuthClientAuthNRequired",
        "Multifactor authentication is required to reach the resource.",
        true,
        true,
    ),
    code(50_097, "DeviceAuthenticationRequired", "Device authentication is required.", true, true),
    code(
        50_125,
        "PasswordResetRegistrationRequiredInterrupt",
        "Sign-in paused for a password reset or registration.",
        true,
        true,
    ),
    code(50_126, "InvalidUserNameOrPassword", "Invalid user name or password.", false, false),
    code(50_140, "KmsiInterrupt", "Sign-in paused to ask whether to stay signed in.", true, true),
    code(50_173, "FreshTokenNeeded", "The grant was revoked; a fresh sign-in is needed.", false, false),
    code(50_199, "CmsiInterrupt", "The user was asked to confirm the application.", true, true),
    code(50_158, "ExternalSecurityChallenge", "An external security challenge was not satisfied.", true, true),
    code(53_000, "DeviceNotCompliant", "The device is not compliant, and a policy wants one that is.", false, true),
    code(53_003, "BlockedByConditionalAccess", "Access was blocked by conditional access.", false, true),
    code(
        65_001,
        "DelegationDoesNotExist",
        "The user or an administrator has not consented to the application.",
        true,
        true,
    ),
    code(
        70_043,
        "BadTokenDueToSignInFrequency",
        "The refresh token expired by the sign-in frequency policy.",
        false,
        true,
    ),
    code(70_044, "UserSessionExpired", "The session expired by the sign-in frequency policy.", false, true),
    code(81_010, "DesktopSsoAuthTokenInvalid", "The Kerberos ticket of seamless sign-on is not valid.", false, false),
    code(90_094, "AdminConsentRequired", "An administrator has to consent.", true, true),
    code(
        500_121,
        "AuthenticationFailedDuringStrongAuthentication",
        "The second factor was not completed.",
        false,
        true,
    ),
    code(700_016, "UnauthorizedClient", "The application was not found in the directory.", false, false),
    code(700_082, "ExpiredOrRevokedGrantInactiveToken", "The refresh token expired after inactivity.", false, false),
    code(7_000_215, "InvalidClientSecretProvided", "The client secret is not valid.", false, false),
    code(7_000_222, "InvalidClientSecretExpiredKeysProvided", "The client secret has expired.", false, false),
];

/// Looks up a code; an unknown number is described as such.
pub(crate) fn code_of(number: u32) -> Code {
    CODES.iter().find(|code| code.number == number).copied().unwrap_or(code(
        number,
        "Unknown",
        "Unknown error.",
        false,
        false,
    ))
}
