//! Who acts.

/// Returns who acts: the name given, else the account of the machine.
pub(crate) fn who(given: Option<&str>) -> anyhow::Result<String> {
    let given = given.map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned);
    #[expect(clippy::disallowed_methods, reason = "this is the edge that the environment comes in from")]
    let account = || ["QUAESTOR_USER", "USER", "USERNAME", "LOGNAME"].iter().find_map(|name| std::env::var(name).ok());
    given
        .or_else(account)
        .filter(|name| !name.trim().is_empty())
        .ok_or_else(|| anyhow::anyhow!("this machine names no account: say who acts, with --by NAME"))
}
