//! Conversions for audit records, by the rules of [`crate::audit`].

use super::raw::scalar;
use crate::audit::{
    client_ip,
    enumeration::{self, Enumeration},
    operation, outcome, record_type,
};

/// The text, unless it says that there is none, as `Unknown` and `Not Available` do.
pub(crate) fn known(raw: &str) -> Option<String> {
    const NOTHING: [&str; 5] =
        ["unknown", "not available", "not-found", "notavailable", "00000000-0000-0000-0000-000000000000"];
    let text = scalar(raw)?;
    let text = text.trim();
    (!NOTHING.iter().any(|nothing| text.eq_ignore_ascii_case(nothing))).then(|| text.to_owned())
}

/// The address without port and brackets.
pub(crate) fn client_address(raw: &str) -> Option<String> {
    client_ip::address(&scalar(raw)?)
}

/// The port beside an address.
pub(crate) fn client_port(raw: &str) -> Option<String> {
    client_ip::parse(&scalar(raw)?)?.port.map(|port| port.to_string())
}

/// The operation's name without a final full stop.
pub(crate) fn activity(raw: &str) -> Option<String> {
    scalar(raw).map(|text| operation::activity(&text).to_owned())
}

/// The outcome that the operation's name states.
pub(crate) fn outcome_of_operation(raw: &str) -> Option<String> {
    outcome_by(raw, outcome::of_operation)
}

/// Failure where a sign-in error is named.
pub(crate) fn outcome_of_logon_error(raw: &str) -> Option<String> {
    outcome_by(raw, outcome::of_logon_error)
}

/// Failure where an error number is not zero.
pub(crate) fn outcome_of_error(raw: &str) -> Option<String> {
    outcome_by(raw, outcome::of_error)
}

/// Success where an error number is zero.
pub(crate) fn outcome_of_no_error(raw: &str) -> Option<String> {
    outcome_by(raw, outcome::of_no_error)
}

/// The outcome that the status claims.
pub(crate) fn outcome_of_status(raw: &str) -> Option<String> {
    outcome_by(raw, outcome::of_result_status)
}

fn outcome_by(raw: &str, rule: fn(&str) -> Option<outcome::Outcome>) -> Option<String> {
    rule(&scalar(raw)?).map(|outcome| outcome.name().to_owned())
}

/// The record type's name, from its number or name; a number without a name stays a number.
pub(crate) fn record_type_name(raw: &str) -> Option<String> {
    let text = scalar(raw)?;
    let named = whole_number(&text)
        .and_then(record_type::name)
        .or_else(|| record_type::number(&text).and_then(record_type::name));
    Some(named.unwrap_or(text.trim()).to_owned())
}

/// The record type's number, from its number or name.
pub(crate) fn record_type_number(raw: &str) -> Option<String> {
    let text = scalar(raw)?;
    whole_number(&text).or_else(|| record_type::number(&text)).map(|number| number.to_string())
}

/// `UserType` as a name.
pub(crate) fn user_type_name(raw: &str) -> Option<String> {
    member_name(&enumeration::USER_TYPE, raw)
}

/// `UserType` as a number.
pub(crate) fn user_type_number(raw: &str) -> Option<String> {
    member_number(&enumeration::USER_TYPE, raw)
}

/// `LogonType` as a name.
pub(crate) fn logon_type_name(raw: &str) -> Option<String> {
    member_name(&enumeration::LOGON_TYPE, raw)
}

/// `LogonType` as a number.
pub(crate) fn logon_type_number(raw: &str) -> Option<String> {
    member_number(&enumeration::LOGON_TYPE, raw)
}

/// SharePoint's `ItemType` as a name.
pub(crate) fn item_type_name(raw: &str) -> Option<String> {
    member_name(&enumeration::ITEM_TYPE, raw)
}

/// SharePoint's `EventSource` as a name.
pub(crate) fn event_source_name(raw: &str) -> Option<String> {
    member_name(&enumeration::EVENT_SOURCE, raw)
}

/// Teams' `AddOnType` as a name.
pub(crate) fn add_on_type_name(raw: &str) -> Option<String> {
    member_name(&enumeration::ADD_ON_TYPE, raw)
}

/// The name of the table that a row of `OfficeActivity` is repeated in.
pub(crate) fn unified_audit_log(raw: &str) -> Option<String> {
    scalar(raw).map(|_| "UnifiedAuditLog".into())
}

/// The domain of a user principal name.
pub(crate) fn domain_of_user(raw: &str) -> Option<String> {
    let text = scalar(raw)?;
    let (_, domain) = text.rsplit_once('@')?;
    (domain.contains('.') && !domain.contains(char::is_whitespace)).then(|| domain.to_owned())
}

/// A name from a list, from its number or name; what the list does not have stays as it is.
fn member_name(list: &Enumeration, raw: &str) -> Option<String> {
    let text = scalar(raw)?;
    let name = whole_number(&text).or_else(|| list.number(&text)).and_then(|number| list.name(number));
    Some(name.unwrap_or(text.trim()).to_owned())
}

fn member_number(list: &Enumeration, raw: &str) -> Option<String> {
    let text = scalar(raw)?;
    whole_number(&text).or_else(|| list.number(&text)).map(|number| number.to_string())
}

/// A whole number, also where a spreadsheet or a data frame has written `3.0`.
fn whole_number(text: &str) -> Option<i32> {
    let text = text.trim();
    text.strip_suffix(".0").unwrap_or(text).parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_type_is_read_as_number_numeric_text_or_name() {
        for raw in ["15", "\"15\"", "15.0", "\"AzureActiveDirectoryStsLogon\"", "\"azureActiveDirectoryStsLogon\""] {
            assert_eq!(record_type_number(raw).as_deref(), Some("15"), "{raw}");
            assert_eq!(record_type_name(raw).as_deref(), Some("AzureActiveDirectoryStsLogon"), "{raw}");
        }
        assert_eq!(record_type_name("99999").as_deref(), Some("99999"));
        assert_eq!(record_type_number("\"TomorrowsRecordType\""), None);
        assert_eq!(record_type_name("\"TomorrowsRecordType\"").as_deref(), Some("TomorrowsRecordType"));
    }

    #[test]
    fn a_list_member_is_read_both_ways() {
        assert_eq!(user_type_name("2").as_deref(), Some("Admin"));
        assert_eq!(user_type_name("\"DCAdmin\"").as_deref(), Some("DcAdmin"));
        assert_eq!(user_type_number("\"Regular\"").as_deref(), Some("0"));
        assert_eq!(logon_type_name("\"Owner\"").as_deref(), Some("Owner"));
        assert_eq!(logon_type_name("77").as_deref(), Some("77"));
    }

    #[test]
    fn placeholders_are_no_object_and_no_user() {
        assert_eq!(known("\"Not Available\""), None);
        assert_eq!(known("\"Unknown\""), None);
        assert_eq!(known("\"dana@contoso.example\"").as_deref(), Some("dana@contoso.example"));
    }

    #[test]
    fn a_users_domain_follows_the_last_at_sign() {
        assert_eq!(domain_of_user("\"dana@contoso.example\"").as_deref(), Some("contoso.example"));
        assert_eq!(domain_of_user("\"app@sharepoint\""), None);
        assert_eq!(domain_of_user("\"S-1-5-18\""), None);
    }
}
