//! Who acts.

/// What somebody is called whom nothing names.
pub(crate) const UNKNOWN: &str = "unknown";

/// Returns who acts: the name given, else that of the machine's account, else [`UNKNOWN`].
///
/// # Errors
/// When the name that is given is blank.
pub(crate) fn who(given: Option<&str>) -> anyhow::Result<String> {
    match given.map(str::trim) {
        Some("") => anyhow::bail!("--by is blank: it takes the name of who acts"),
        Some(name) => Ok(name.to_owned()),
        None => Ok(operator()),
    }
}

/// Returns the name of the machine's account, else [`UNKNOWN`].
pub(crate) fn operator() -> String {
    environment().or_else(account).map_or_else(|| UNKNOWN.to_owned(), |name| name.trim().to_owned())
}

fn environment() -> Option<String> {
    let named = |name: &&str| std::env::var(name).ok().filter(|name| !name.trim().is_empty());
    ["QUAESTOR_USER", "USER", "USERNAME", "LOGNAME"].iter().find_map(named)
}

/// The name of the account that runs the program, where the machine keeps a list of them.
#[cfg(unix)]
fn account() -> Option<String> {
    use std::os::unix::fs::MetadataExt;
    let number = std::fs::metadata("/proc/self").ok()?.uid().to_string();
    let accounts = std::fs::read_to_string("/etc/passwd").ok()?;
    let account = accounts.lines().map(|line| line.split(':').collect::<Vec<_>>());
    account
        .filter(|fields| fields.get(2) == Some(&number.as_str()))
        .find_map(|fields| Some((*fields.first()?).to_owned()))
}

#[cfg(not(unix))]
fn account() -> Option<String> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_is_given_counts_and_there_is_one_where_none_is() {
        assert_eq!(who(Some(" ann ")).unwrap(), "ann");
        assert!(!who(None).unwrap().is_empty());
        assert!(who(Some("  ")).is_err(), "blank is no name");
    }
}
