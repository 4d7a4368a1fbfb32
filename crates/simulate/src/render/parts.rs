//! The nested objects of a sign-in, which several shapes share.

use crate::events::sign_in::{SignIn, StepResult};
use crate::text::Text;
use crate::world::World;
use crate::world::networks::Network;
use crate::world::policies::Notation;

/// `status`.
pub(crate) fn status(sign_in: &SignIn, notation: Notation, out: &mut Text) {
    let code = sign_in.code();
    out.raw("{\"errorCode\":").integer(code.number);
    if code.number != 0 {
        out.raw(",\"failureReason\":").string(code.reason);
    } else if notation == Notation::Graph {
        out.raw(",\"failureReason\":\"Other.\"");
    }
    let details = match code.number {
        0 if sign_in.steps.iter().flatten().any(|step| step.second) => {
            "MFA requirement satisfied by claim in the token"
        }
        50_074 | 50_076 | 50_072 => "MFA required in Azure AD",
        500_121 => sign_in
            .steps
            .iter()
            .flatten()
            .find(|step| step.second && step.result == StepResult::WrongCode)
            .map_or("MFA denied; user did not respond or declined", |step| step.result.text()),
        50_126 => "The credentials given were wrong.",
        _ => "",
    };
    if !details.is_empty() {
        out.raw(",\"additionalDetails\":").string(details);
    } else if notation == Notation::Graph {
        out.raw(",\"additionalDetails\":null");
    }
    out.raw("}");
}

/// `deviceDetail`.
pub(crate) fn device_detail(world: &World, sign_in: &SignIn, notation: Notation, out: &mut Text) {
    let device = super::device(world, sign_in);
    out.raw("{\"deviceId\":\"");
    if let Some(device) = &device {
        out.guid(device.id).raw("\",\"displayName\":").string(&device.name);
    } else {
        out.raw("\"");
        if notation == Notation::Graph {
            out.raw(",\"displayName\":null");
        }
    }
    out.raw(",\"operatingSystem\":\"").raw(sign_in.client.operating_system()).raw("\",\"browser\":\"");
    sign_in.client.browser(out);
    out.raw("\"");
    match device {
        Some(device) => {
            out.raw(",\"isCompliant\":").boolean(device.compliant).raw(",\"isManaged\":").boolean(device.compliant);
            out.raw(",\"trustType\":\"").raw(device.trust).raw("\"");
        }
        None if notation == Notation::Graph => {
            out.raw(",\"isCompliant\":false,\"isManaged\":false,\"trustType\":null");
        }
        None => {}
    }
    out.raw("}");
}

/// `authenticationDetails`.
pub(crate) fn authentication_details(sign_in: &SignIn, out: &mut Text) {
    out.raw("[");
    for (position, step) in sign_in.steps.iter().flatten().enumerate() {
        if position > 0 {
            out.raw(",");
        }
        out.raw("{\"authenticationStepDateTime\":\"").seconds_z(sign_in.time.plus_seconds(i64::from(step.after)));
        out.raw("\",\"authenticationMethod\":\"").raw(step.method.name()).raw("\",\"authenticationMethodDetail\":");
        match step.method.detail() {
            Some(detail) => out.string(detail),
            None => out.raw("null"),
        };
        out.raw(",\"succeeded\":").boolean(step.result.succeeded());
        out.raw(",\"authenticationStepResultDetail\":").string(step.result.text());
        out.raw(",\"authenticationStepRequirement\":\"");
        out.raw(if step.second { "Multi-factor authentication" } else { "Primary authentication" }).raw("\"}");
    }
    out.raw("]");
}

/// `authenticationProcessingDetails`.
pub(crate) fn processing_details(sign_in: &SignIn, out: &mut Text) {
    out.raw("[{\"key\":\"Legacy TLS (TLS 1.0, 1.1, 3DES)\",\"value\":\"False\"},");
    if sign_in.code().number == 0 {
        out.raw("{\"key\":\"Oauth Scope Info\",\"value\":\"[\\\"openid\\\",\\\"profile\\\",\\\"User.Read\\\"]\"},");
    }
    out.raw("{\"key\":\"Is CAE Token\",\"value\":\"")
        .raw(if sign_in.id.low().is_multiple_of(3) { "True" } else { "False" })
        .raw("\"}]");
}

/// `authenticationRequirementPolicies`.
pub(crate) fn requirement_policies(sign_in: &SignIn, out: &mut Text) {
    out.raw(if sign_in.multifactor {
        "[{\"requirementProvider\":\"multiConditionalAccess\",\"detail\":\"Conditional Access\"}]"
    } else {
        "[]"
    });
}

/// `networkLocationDetails`.
pub(crate) fn network_locations(sign_in: &SignIn, out: &mut Text) {
    out.raw(if sign_in.source.network == Network::Office {
        "[{\"networkType\":\"trustedNamedLocation\",\"networkNames\":[\"Offices\"]}]"
    } else {
        "[]"
    });
}

/// `mfaDetail`: only of a second factor that was given then and there.
pub(crate) fn mfa_detail(sign_in: &SignIn, absent: &str, out: &mut Text) {
    use crate::events::sign_in::Method;
    let step = sign_in
        .steps
        .iter()
        .flatten()
        .find(|step| step.second && step.method != Method::Earlier && step.result != StepResult::Required);
    match step {
        Some(step) => {
            out.raw("{\"authMethod\":\"").raw(step.method.name()).raw("\",\"authDetail\":");
            match step.method.detail() {
                Some(detail) => out.string(detail),
                None => out.raw("null"),
            };
            out.raw("}");
        }
        None => {
            out.raw(absent);
        }
    }
}

/// `riskEventTypes` and `riskEventTypes_v2` are alike but for their names.
pub(crate) fn risk_types(sign_in: &SignIn, out: &mut Text) {
    if sign_in.risk.kind.is_empty() {
        out.raw("[]");
    } else {
        out.raw("[\"").raw(sign_in.risk.kind).raw("\"]");
    }
}
