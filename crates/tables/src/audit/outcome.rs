//! Whether an action succeeded. `ResultStatus` alone does not tell: most failed sign-ins carry `Success` in it, because
//! the page that refused the user was served without fault.

/// How an action ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// It was done.
    Success,
    /// It was refused or went wrong.
    Failure,
    /// It was done in part.
    Partial,
}

impl Outcome {
    /// Returns the word stored in the `Outcome` column.
    pub fn name(self) -> &'static str {
        match self {
            Self::Success => "Success",
            Self::Failure => "Failure",
            Self::Partial => "Partial",
        }
    }
}

/// Returns how an action ended, from the fields that bear on it, absent ones empty; none where the record does not say.
///
/// In order of trust: the operation where its name tells, `LogonError`, an error number other than zero
/// (`ErrorNumber` or `ErrorCode`), `ResultStatus` (or `IsSuccess`), and an error number of zero. A record that says nothing, as
/// SharePoint's and Teams' do, has no known outcome: most of these services log only what was done, but not all, and a
/// reader is better told that the record is silent.
pub fn outcome(operation: &str, logon_error: &str, error_number: &str, result_status: &str) -> Option<Outcome> {
    of_operation(operation)
        .or_else(|| of_logon_error(logon_error))
        .or_else(|| of_error(error_number))
        .or_else(|| of_result_status(result_status))
        .or_else(|| of_no_error(error_number))
}

/// The outcome that an operation's name states.
pub fn of_operation(operation: &str) -> Option<Outcome> {
    let operation = super::operation::activity(operation).to_ascii_lowercase();
    match operation.as_str() {
        "userloggedin" => Some(Outcome::Success),
        failed if failed.ends_with("failed") => Some(Outcome::Failure),
        _ => None,
    }
}

/// A named sign-in error is a failure.
pub fn of_logon_error(logon_error: &str) -> Option<Outcome> {
    let name = logon_error.trim();
    (!name.is_empty() && !["none", "0", "<null>", "null"].contains(&name.to_ascii_lowercase().as_str()))
        .then_some(Outcome::Failure)
}

/// An error number other than zero is a failure.
pub fn of_error(error_number: &str) -> Option<Outcome> {
    (number(error_number)? != 0).then_some(Outcome::Failure)
}

/// An error number of zero is a success, if nothing else in the record speaks against it.
pub fn of_no_error(error_number: &str) -> Option<Outcome> {
    (number(error_number)? == 0).then_some(Outcome::Success)
}

/// The outcome that `ResultStatus` claims. None for words such as `Pending` that are no end.
pub fn of_result_status(result_status: &str) -> Option<Outcome> {
    match result_status.trim().to_ascii_lowercase().as_str() {
        "true" | "success" | "succeeded" | "successful" | "ok" => Some(Outcome::Success),
        "false" | "fail" | "failed" | "failure" | "error" | "denied" => Some(Outcome::Failure),
        "partiallysucceeded" | "partiallysuccessful" | "partialsuccess" | "partial" => Some(Outcome::Partial),
        _ => None,
    }
}

fn number(text: &str) -> Option<i64> {
    text.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outcome_comes_from_what_the_record_means() {
        let cases = "
            operation              | logon error               | error  | result status      | outcome
            UserLoginFailed        | InvalidUserNameOrPassword | 50126  | Success            | Failure
            UserLoginFailed        |                           |        | Success            | Failure
            UserLoggedIn           |                           | 0      | Success            | Success
            UserLoggedIn           |                           |        | Succeeded          | Success
            Set-Mailbox            |                           |        | True               | Success
            Set-Mailbox            |                           |        | TRUE               | Success
            Set-Mailbox            |                           |        | False              | Failure
            Add user.              |                           |        | Success            | Success
            Add user.              |                           |        | Failure            | Failure
            SearchCreated          |                           |        | Successful         | Success
            MoveToDeletedItems     |                           |        | PartiallySucceeded | Partial
            HardDelete             |                           |        | Failed             | Failure
            FileDownloaded         |                           |        |                    |
            AlertTriggered         |                           |        | Pending            |
            RunReport              |                           | 0      |                    | Success
            RunReport              |                           | 0      | Failed             | Failure
            RunReport              |                           | 5      | Success            | Failure
            LegacySignIn           | UserDisabled              |        | Success            | Failure
            LegacySignIn           | None                      | 0      |                    | Success";
        for case in cases.lines().filter(|line| !line.is_empty()).skip(1) {
            let cells: Vec<&str> = case.split('|').map(str::trim).collect();
            let [operation, logon_error, error, status, expected] = cells[..] else { panic!("five cells: {case}") };
            let found = outcome(operation, logon_error, error, status).map_or("", Outcome::name);
            assert_eq!(found, expected, "{case}");
        }
    }
}
