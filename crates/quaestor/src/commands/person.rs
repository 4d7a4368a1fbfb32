//! Who acts.

/// Returns who acts: the name given, else that of the machine's account, else `unknown`.
pub(crate) fn who(given: Option<&str>) -> String {
    let given = given.map(str::to_owned);
    let named = given.or_else(environment).or_else(account).map(|name| name.trim().to_owned());
    named.filter(|name| !name.is_empty()).unwrap_or_else(|| "unknown".to_owned())
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
    fn a_name_that_is_given_counts_and_there_is_always_one() {
        assert_eq!(who(Some(" ann ")), "ann");
        assert!(!who(None).is_empty() && !who(Some("  ")).is_empty());
    }
}
