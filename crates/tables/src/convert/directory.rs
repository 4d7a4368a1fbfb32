//! Conversions of Entra's records.

use crate::map::{json_string, tenant_of};

/// Returns the text with its first letter in upper case: Graph writes `high`, Log Analytics `High`.
pub(crate) fn capitalised(raw: &str) -> Option<String> {
    let text = json_string(raw)?;
    let mut letters = text.trim().chars();
    let first = letters.next()?;
    Some(first.to_uppercase().chain(letters).collect())
}

/// Returns `failureReason` of a sign-in's status unless the sign-in succeeded: Graph then writes `Other.`
pub(crate) fn failure_reason(raw: &str) -> Option<String> {
    let (mut reason, mut succeeded) = (None, false);
    for entry in sonic_rs::to_object_iter(raw) {
        let (key, value) = entry.ok()?;
        if key.eq_ignore_ascii_case("failureReason") {
            reason = json_string(value.as_raw_str()).map(std::borrow::Cow::into_owned);
        } else if key.eq_ignore_ascii_case("errorCode") {
            succeeded = matches!(value.as_raw_str(), "0" | "\"0\"");
        }
    }
    reason.filter(|text| !succeeded && !text.is_empty())
}

/// Returns the tenant in `/tenants/{id}/providers/Microsoft.aadiam`, lower case.
pub(crate) fn tenant_of_resource(raw: &str) -> Option<String> {
    tenant_of(raw)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn success_has_no_failure_reason() {
        assert_eq!(failure_reason(r#"{"errorCode":0,"failureReason":"Other."}"#), None);
        assert_eq!(failure_reason(r#"{"FailureReason":"No.","ErrorCode":50126}"#).as_deref(), Some("No."));
        assert_eq!(failure_reason("{}"), None);
    }

    #[test]
    fn capitalises() {
        assert_eq!(capitalised("\"member\"").as_deref(), Some("Member"));
        assert_eq!(capitalised("\"\""), None);
        assert_eq!(capitalised("null"), None);
    }
}
