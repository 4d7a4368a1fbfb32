//! Which of the four sign-in tables a Graph sign-in belongs to.

use super::SignInKind;
use crate::map::slots::Slots;

/// Returns the kind's table.
pub(super) fn table(kind: SignInKind) -> &'static str {
    match kind {
        SignInKind::Interactive => "SigninLogs",
        SignInKind::NonInteractive => "AADNonInteractiveUserSignInLogs",
        SignInKind::ServicePrincipal => "AADServicePrincipalSignInLogs",
        SignInKind::ManagedIdentity => "AADManagedIdentitySignInLogs",
    }
}

/// Returns the kind that `signInEventTypes` tells; without it (v1.0) the one that who signed in tells. The fields stand in
/// the slots from `first` on, in the order of the plan.
pub(super) fn kind(slots: &Slots, first: usize, json: &str) -> SignInKind {
    let field = |number: usize| slots.text(first + number, json);
    if let Some(types) = field(0) {
        let types = types.to_ascii_lowercase();
        for (name, kind) in [
            ("managedidentity", SignInKind::ManagedIdentity),
            ("serviceprincipal", SignInKind::ServicePrincipal),
            ("noninteractiveuser", SignInKind::NonInteractive),
            ("interactiveuser", SignInKind::Interactive),
        ] {
            if types.contains(name) {
                return kind;
            }
        }
    }
    let interactive = field(1).map(|text| text.eq_ignore_ascii_case("true"));
    if interactive == Some(true) {
        return SignInKind::Interactive;
    }
    if is_id(field(3).as_deref()) && !is_id(field(2).as_deref()) {
        let managed = field(4).is_some_and(|kind| !kind.eq_ignore_ascii_case("none"));
        return if managed { SignInKind::ManagedIdentity } else { SignInKind::ServicePrincipal };
    }
    if interactive == Some(false) { SignInKind::NonInteractive } else { SignInKind::Interactive }
}

/// Returns whether text names somebody: Graph fills the user of an application's sign-in with zeros.
fn is_id(text: Option<&str>) -> bool {
    text.is_some_and(|text| text.bytes().any(|b| b.is_ascii_alphanumeric() && b != b'0'))
}
