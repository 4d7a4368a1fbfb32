//! Sign-ins, directory changes and audit records as one: who did what to what, when, from where, with what result.
//!
//! "Everything this person did" is then one query over one set of names. `OfficeActivity` is left out, since every
//! record of it is in `UnifiedAuditLog` too.

use crate::audit::{Outcome, outcome};
use crate::codes::{Class, code_of_text};

/// Where a table holds one of the eight things that a reader of an entry asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// In this column, own or hidden.
    Column(&'static str),
    /// The same for every row.
    Constant(&'static str),
    /// Not at all.
    Absent,
}

/// How the result column of a table is to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// A result code of Entra; see [`crate::codes`].
    EntraCode,
    /// A word such as `success` or `Failure`.
    Word,
}

/// How one table answers the eight questions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ActivitySource {
    /// The table.
    pub table: &'static str,
    /// When it happened, UTC.
    pub time: Field,
    /// Who did it.
    pub user: Field,
    /// What was done.
    pub activity: Field,
    /// To what it was done.
    pub object: Field,
    /// How it ended, in the table's own terms; see [`ActivitySource::outcome`].
    pub result: Field,
    /// How those terms are to be read.
    pub reading: Reading,
    /// From which address.
    pub client_ip: Field,
    /// With which browser or program.
    pub user_agent: Field,
    /// Which service says so.
    pub source: Field,
}

impl ActivitySource {
    /// Returns the eight fields with their names in the view.
    pub fn fields(&self) -> [(&'static str, Field); 8] {
        [
            ("Time", self.time),
            ("User", self.user),
            ("Activity", self.activity),
            ("Object", self.object),
            ("Result", self.result),
            ("ClientIP", self.client_ip),
            ("UserAgent", self.user_agent),
            ("Source", self.source),
        ]
    }

    /// Returns the outcome that a result of this table stands for; none where it stands for none, as a sign-in that was
    /// only interrupted. An undocumented code other than zero is a failure.
    pub fn outcome(&self, result: &str) -> Option<Outcome> {
        match self.reading {
            Reading::Word => outcome::of_result_status(result),
            Reading::EntraCode => match code_of_text(result).map(|code| code.class) {
                Some(Class::Success) => Some(Outcome::Success),
                Some(Class::Failure) => Some(Outcome::Failure),
                Some(Class::Interrupt) => None,
                None => outcome::of_error(result),
            },
        }
    }
}

/// Returns the tables of the view, each with where it holds what.
pub fn activity() -> &'static [ActivitySource] {
    SOURCES
}

const SOURCES: &[ActivitySource] = &[
    sign_in("SigninLogs", "UserPrincipalName", "AppDisplayName", "Entra sign-in"),
    sign_in("AADNonInteractiveUserSignInLogs", "UserPrincipalName", "AppDisplayName", "Entra non-interactive sign-in"),
    sign_in(
        "AADServicePrincipalSignInLogs",
        "ServicePrincipalName",
        "ResourceDisplayName",
        "Entra service principal sign-in",
    ),
    sign_in(
        "AADManagedIdentitySignInLogs",
        "ServicePrincipalName",
        "ResourceDisplayName",
        "Entra managed identity sign-in",
    ),
    sign_in("ADFSSignInLogs", "UserPrincipalName", "AppDisplayName", "AD FS sign-in"),
    ActivitySource {
        result: Field::Absent,
        client_ip: Field::Absent,
        user_agent: Field::Absent,
        ..sign_in(
            "MicrosoftServicePrincipalSignInLogs",
            "ServicePrincipalName",
            "ResourceDisplayName",
            "Microsoft service principal sign-in",
        )
    },
    directory("AuditLogs"),
    directory("AADCustomSecurityAttributeAuditLogs"),
    ActivitySource {
        table: "UnifiedAuditLog",
        time: Field::Column("TimeGenerated"),
        user: Field::Column("User"),
        activity: Field::Column("Activity"),
        object: Field::Column("Object"),
        result: Field::Column("Outcome"),
        reading: Reading::Word,
        client_ip: Field::Column("ClientIP"),
        user_agent: Field::Column("UserAgent"),
        source: Field::Column("Source"),
    },
];

const fn sign_in(
    table: &'static str,
    user: &'static str,
    object: &'static str,
    source: &'static str,
) -> ActivitySource {
    ActivitySource {
        table,
        time: Field::Column("TimeGenerated"),
        user: Field::Column(user),
        activity: Field::Constant("Sign-in"),
        object: Field::Column(object),
        result: Field::Column("ResultType"),
        reading: Reading::EntraCode,
        client_ip: Field::Column("IPAddress"),
        user_agent: Field::Column("UserAgent"),
        source: Field::Constant(source),
    }
}

const fn directory(table: &'static str) -> ActivitySource {
    ActivitySource {
        table,
        time: Field::Column("TimeGenerated"),
        user: Field::Column("_Actor"),
        activity: Field::Column("ActivityDisplayName"),
        object: Field::Column("_Object"),
        result: Field::Column("Result"),
        reading: Reading::Word,
        client_ip: Field::Column("_InitiatedBy_user_ipAddress"),
        user_agent: Field::Column("_AdditionalDetails_UserAgent"),
        source: Field::Column("LoggedByService"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_of_the_view_is_a_column_of_its_table() {
        for source in activity() {
            let table = crate::by_name(source.table).unwrap();
            for (name, field) in source.fields() {
                if let Field::Column(column) = field {
                    assert!(table.schema().column_with_name(column).is_some(), "{}: {name} in {column}", source.table);
                }
            }
        }
    }

    #[test]
    fn a_result_is_read_in_its_tables_own_terms() {
        let outcome = |table: &str, result: &str| {
            activity().iter().find(|source| source.table == table).unwrap().outcome(result).map(Outcome::name)
        };
        assert_eq!(outcome("SigninLogs", "0"), Some("Success"));
        assert_eq!(outcome("SigninLogs", "50126"), Some("Failure"));
        assert_eq!(outcome("SigninLogs", "50140"), None, "asked whether to stay signed in");
        assert_eq!(outcome("SigninLogs", "59999999"), Some("Failure"));
        assert_eq!(outcome("AuditLogs", "success"), Some("Success"));
        assert_eq!(outcome("UnifiedAuditLog", "Failure"), Some("Failure"));
        assert_eq!(outcome("UnifiedAuditLog", ""), None);
    }
}
