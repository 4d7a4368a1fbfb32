//! MITRE ATT&CK: the version that rules are mapped to, and what older ids have become.

/// Returns what is wrong with a technique's id; none when nothing is.
pub fn problem_with_technique(id: &str) -> Option<String> {
    let (technique, sub) = id.split_once('.').unwrap_or((id, "001"));
    let digits = |text: &str, count: usize| text.len() == count && text.chars().all(|c| c.is_ascii_digit());
    let formed = technique.strip_prefix('T').is_some_and(|number| digits(number, 4)) && digits(sub, 3);
    (!formed).then(|| format!("`{id}` is no technique of MITRE ATT&CK: write T1110 or T1110.003"))
}

/// Returns what is wrong with a tactic's name; none when nothing is.
pub fn problem_with_tactic(name: &str) -> Option<String> {
    (!TACTICS.contains(&name))
        .then(|| format!("`{name}` is no tactic of MITRE ATT&CK: write one of {}", TACTICS.join(", ")))
}

/// Tactics as Sentinel spells them.
pub const TACTICS: &[&str] = &[
    "Reconnaissance",
    "ResourceDevelopment",
    "InitialAccess",
    "Execution",
    "Persistence",
    "PrivilegeEscalation",
    "DefenseEvasion",
    "CredentialAccess",
    "Discovery",
    "LateralMovement",
    "Collection",
    "CommandAndControl",
    "Exfiltration",
    "Impact",
];
