//! Sign-ins of the Entra portal's CSV download, rewritten as Graph sign-ins.

use std::borrow::Cow;

use tables::{Fidelity, Kind, SignInKind};

use super::portal_headings::{SIGN_INS, canonical};
use super::rules::{How, Rule, Ruled, apply, ruled};
use super::tabular::{Recognised, Table};
use super::tree::Tree;
use super::{Format, Record};
use crate::import::notes::{Note, Notes};
use crate::import::rows::{Convert, Row};

const ISSUERS: &[(&str, &str)] = &[
    ("Microsoft Entra ID", "AzureAD"),
    ("Azure AD", "AzureAD"),
    ("AD Federation Services", "ADFederationServices"),
    ("Active Directory Federation Services", "ADFederationServices"),
];

const REQUIREMENTS: &[&str] = &["singleFactorAuthentication", "multiFactorAuthentication"];
const CONDITIONAL_ACCESS: &[&str] = &["success", "failure", "notApplied", "reportOnly"];
const USER_TYPES: &[&str] = &["member", "guest"];
const CROSS_TENANT: &[&str] =
    &["none", "b2bCollaboration", "b2bDirectConnect", "microsoftSupport", "serviceProvider", "passthrough"];
const TOKEN_TYPES: &[&str] = &["none", "primaryRefreshToken", "refreshToken", "saml11", "saml20", "remoteDesktopToken"];
const PROTOCOLS: &[&str] =
    &["none", "oAuth2", "ropc", "wsFederation", "saml20", "deviceCode", "authenticationTransfer"];
const TRANSFERS: &[&str] = &["none", "deviceCodeFlow", "authenticationTransfer"];
const CREDENTIALS: &[&str] =
    &["none", "clientSecret", "clientAssertion", "federatedIdentityCredential", "managedIdentity", "certificate"];
const BINDINGS: &[&str] = &["none", "bound", "unbound"];

/// The portal's columns, under their English headings.
const RULES: &[Rule] = &[
    ("date (utc)", "createdDateTime", How::Time),
    ("date", "createdDateTime", How::Time),
    ("request id", "id", How::Text),
    ("user agent", "userAgent", How::Text),
    ("correlation id", "correlationId", How::Text),
    ("user id", "userId", How::Text),
    ("user", "userDisplayName", How::Text),
    ("username", "userPrincipalName", How::Text),
    ("user type", "userType", How::Spelled(USER_TYPES)),
    ("cross tenant access type", "crossTenantAccessType", How::Spelled(CROSS_TENANT)),
    ("incoming token type", "incomingTokenType", How::Spelled(TOKEN_TYPES)),
    ("authentication protocol", "authenticationProtocol", How::Spelled(PROTOCOLS)),
    ("unique token identifier", "uniqueTokenIdentifier", How::Text),
    ("original transfer method", "originalTransferMethod", How::Spelled(TRANSFERS)),
    ("client credential type", "clientCredentialType", How::Spelled(CREDENTIALS)),
    ("token protection - sign in session", "tokenProtectionStatusDetails.signInSessionStatus", How::Spelled(BINDINGS)),
    (
        "token protection - sign in session statuscode",
        "tokenProtectionStatusDetails.signInSessionStatusCode",
        How::Number,
    ),
    ("application", "appDisplayName", How::Text),
    ("application id", "appId", How::Text),
    ("app owner tenant id", "appOwnerTenantId", How::Text),
    ("resource", "resourceDisplayName", How::Text),
    ("resource id", "resourceId", How::Text),
    ("resource tenant id", "resourceTenantId", How::Text),
    ("resource owner tenant id", "resourceOwnerTenantId", How::Text),
    ("home tenant id", "homeTenantId", How::Text),
    ("home tenant name", "homeTenantName", How::Text),
    ("ip address", "ipAddress", How::Text),
    ("location", "location", How::Location),
    ("status", "", How::Nothing),
    ("sign-in error code", "status.errorCode", How::Number),
    ("failure reason", "status.failureReason", How::Text),
    ("client app", "clientAppUsed", How::Text),
    ("device id", "deviceDetail.deviceId", How::Text),
    ("browser", "deviceDetail.browser", How::Text),
    ("operating system", "deviceDetail.operatingSystem", How::Text),
    ("compliant", "deviceDetail.isCompliant", How::Truth),
    ("managed", "deviceDetail.isManaged", How::Truth),
    ("join type", "deviceDetail.trustType", How::Text),
    ("multifactor authentication result", "status.additionalDetails", How::Text),
    ("multifactor authentication auth method", "mfaDetail.authMethod", How::Text),
    ("multifactor authentication auth detail", "mfaDetail.authDetail", How::Text),
    ("authentication requirement", "authenticationRequirement", How::Spelled(REQUIREMENTS)),
    ("sign-in identifier", "signInIdentifier", How::Text),
    ("session id", "sessionId", How::Text),
    ("ip address (seen by resource)", "ipAddressFromResourceProvider", How::Text),
    ("through global secure access", "isThroughGlobalSecureAccess", How::Truth),
    ("global secure access ip address", "globalSecureAccessIpAddress", How::Text),
    ("autonomous system number", "autonomousSystemNumber", How::Number),
    ("flagged for review", "flaggedForReview", How::Truth),
    ("token issuer type", "tokenIssuerType", How::Words(ISSUERS)),
    ("token issuer name", "tokenIssuerName", How::Text),
    ("latency", "processingTimeInMilliseconds", How::Number),
    ("conditional access", "conditionalAccessStatus", How::Spelled(CONDITIONAL_ACCESS)),
    ("managed identity type", "managedServiceIdentity.msiType", How::Text),
    ("associated resource id", "managedServiceIdentity.associatedResourceId", How::Text),
    ("federated token id", "managedServiceIdentity.federatedTokenId", How::Text),
    ("federated token issuer", "managedServiceIdentity.federatedTokenIssuer", How::Text),
    ("service principal id", "servicePrincipalId", How::Text),
    ("service principal name", "servicePrincipalName", How::Text),
    ("managed identity id", "servicePrincipalId", How::Text),
    ("managed identity name", "servicePrincipalName", How::Text),
    ("credential key id", "servicePrincipalCredentialKeyId", How::Text),
    ("credential thumbprint", "servicePrincipalCredentialThumbprint", How::Text),
];

/// Words of the portal's column `Status`, in the languages of [`super::portal_headings`], for a sign-in that succeeded.
const SUCCEEDED: [&str; 8] =
    ["success", "erfolg", "erfolgreich", "correcto", "réussite", "operazione completata", "êxito", "成功"];

struct SignInRows {
    kind: SignInKind,
    columns: Vec<Ruled>,
    status: Option<usize>,
    code: Option<usize>,
}

/// Returns how the sign-ins of the portal are read.
pub(crate) fn recognise(table: &Table<'_>, notes: &mut Notes) -> Option<Recognised> {
    if !table.may_be(&[
        Format::PortalSignInsCsv,
        Format::PortalNonInteractiveCsv,
        Format::PortalAppSignInsCsv,
        Format::PortalManagedIdentityCsv,
    ]) {
        return None;
    }
    let keys = canonical(table, SIGN_INS, notes)?;
    let column = |key: &str| keys.iter().position(|k| k == key);
    let dated = column("date (utc)").or_else(|| column("date")).is_some();
    let known = ["request id", "correlation id", "application", "ip address", "status", "sign-in error code"];
    if !dated || column("request id").is_none() || known.iter().filter(|key| column(key).is_some()).count() < 3 {
        return None;
    }
    let people = column("username").is_some() || column("user").is_some() || column("user id").is_some();
    let identity = ["managed identity id", "managed identity name"].iter().any(|key| column(key).is_some());
    let named = |part: &str| table.name.contains(part);
    let (format, kind) = match table.forced {
        Some(Format::PortalNonInteractiveCsv) => (Format::PortalNonInteractiveCsv, SignInKind::NonInteractive),
        Some(Format::PortalAppSignInsCsv) => (Format::PortalAppSignInsCsv, SignInKind::ServicePrincipal),
        Some(Format::PortalManagedIdentityCsv) => (Format::PortalManagedIdentityCsv, SignInKind::ManagedIdentity),
        Some(_) => (Format::PortalSignInsCsv, SignInKind::Interactive),
        None if people && (named("noninteractive") || named("non-interactive") || named("non_interactive")) => {
            remark(notes, "read as non-interactive sign-ins because the file's name says so; the columns cannot tell");
            (Format::PortalNonInteractiveCsv, SignInKind::NonInteractive)
        }
        None if people => {
            if !named("interactive") {
                remark(
                    notes,
                    "read as interactive sign-ins; the columns cannot tell (--as entra-portal-noninteractive-csv)",
                );
            }
            (Format::PortalSignInsCsv, SignInKind::Interactive)
        }
        None if identity || named("msisignin") || named("managedidentit") => {
            (Format::PortalManagedIdentityCsv, SignInKind::ManagedIdentity)
        }
        None => (Format::PortalAppSignInsCsv, SignInKind::ServicePrincipal),
    };
    let rows = SignInRows {
        kind,
        columns: ruled(table.header.headings(), &keys, RULES),
        status: column("status"),
        code: column("sign-in error code"),
    };
    Some((format, Box::new(rows)))
}

fn remark(notes: &mut Notes, text: &str) {
    notes.add(Note::Remark(text.to_owned()), 1);
}

impl Convert for SignInRows {
    fn convert(&self, row: &Row<'_>, notes: &mut Notes) -> Result<Record<'static>, String> {
        let mut tree = Tree::default();
        apply(&self.columns, row, &mut tree, notes)?;
        let status = self.status.map(|column| row.cell(column)).unwrap_or_default();
        let coded = self.code.is_some_and(|column| !row.cell(column).is_empty());
        if !coded && SUCCEEDED.contains(&status.to_lowercase().as_str()) {
            tree.raw("status.errorCode", "0");
        } else if !coded && !status.is_empty() {
            tree.text("signInStatus", status);
        }
        if self.kind == SignInKind::Interactive {
            tree.raw("isInteractive", "true");
        }
        let text = Cow::Owned(tree.finish());
        Ok(Record { kind: Kind::SignInOf(self.kind), text, dates: row.dates, fidelity: Fidelity::Rewritten })
    }
}
