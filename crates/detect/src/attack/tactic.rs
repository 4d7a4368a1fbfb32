//! Tactics: the columns of the matrix, and what rules call them.

/// A column of the Enterprise matrix.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// Its short name, as STIX and the Navigator have it: `credential-access`.
    pub shortname: &'static str,
    /// Its name: `Credential Access`.
    pub name: &'static str,
}

/// The columns of the Enterprise matrix of [`VERSION`](super::VERSION), in its order.
pub const MATRIX: &[Column] = &[
    Column { shortname: "reconnaissance", name: "Reconnaissance" },
    Column { shortname: "resource-development", name: "Resource Development" },
    Column { shortname: "initial-access", name: "Initial Access" },
    Column { shortname: "execution", name: "Execution" },
    Column { shortname: "persistence", name: "Persistence" },
    Column { shortname: "privilege-escalation", name: "Privilege Escalation" },
    Column { shortname: "stealth", name: "Stealth" },
    Column { shortname: "defense-impairment", name: "Defense Impairment" },
    Column { shortname: "credential-access", name: "Credential Access" },
    Column { shortname: "discovery", name: "Discovery" },
    Column { shortname: "lateral-movement", name: "Lateral Movement" },
    Column { shortname: "collection", name: "Collection" },
    Column { shortname: "command-and-control", name: "Command and Control" },
    Column { shortname: "exfiltration", name: "Exfiltration" },
    Column { shortname: "impact", name: "Impact" },
];

/// A tactic as rules write it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tactic {
    /// How Sentinel spells it.
    pub spelling: &'static str,
    /// The columns of the matrix that are meant, by short name.
    pub columns: &'static [&'static str],
}

/// Tactics that a rule may name, in the order of an attack. The spellings are Sentinel's
/// (<https://learn.microsoft.com/rest/api/securityinsights/alert-rules/get>, `AttackTactic`), which has ATT&CK 18, and beside them those that
/// 19 brought: it divided Defense Evasion into Stealth and Defense Impairment
/// (<https://attack.mitre.org/resources/updates/updates-april-2026/>).
pub const TACTICS: &[Tactic] = &[
    // What was a matrix of its own until 8.0 became these two columns.
    Tactic { spelling: "PreAttack", columns: &["reconnaissance", "resource-development"] },
    Tactic { spelling: "Reconnaissance", columns: &["reconnaissance"] },
    Tactic { spelling: "ResourceDevelopment", columns: &["resource-development"] },
    Tactic { spelling: "InitialAccess", columns: &["initial-access"] },
    Tactic { spelling: "Execution", columns: &["execution"] },
    Tactic { spelling: "Persistence", columns: &["persistence"] },
    Tactic { spelling: "PrivilegeEscalation", columns: &["privilege-escalation"] },
    Tactic { spelling: "DefenseEvasion", columns: &["stealth", "defense-impairment"] },
    Tactic { spelling: "Stealth", columns: &["stealth"] },
    Tactic { spelling: "DefenseImpairment", columns: &["defense-impairment"] },
    Tactic { spelling: "CredentialAccess", columns: &["credential-access"] },
    Tactic { spelling: "Discovery", columns: &["discovery"] },
    Tactic { spelling: "LateralMovement", columns: &["lateral-movement"] },
    Tactic { spelling: "Collection", columns: &["collection"] },
    Tactic { spelling: "CommandAndControl", columns: &["command-and-control"] },
    Tactic { spelling: "Exfiltration", columns: &["exfiltration"] },
    Tactic { spelling: "Impact", columns: &["impact"] },
    // Of the matrix for industrial control systems.
    Tactic { spelling: "ImpairProcessControl", columns: &[] },
    Tactic { spelling: "InhibitResponseFunction", columns: &[] },
];

/// Returns what is wrong with a tactic's name; none when nothing is.
pub fn problem_with_tactic(name: &str) -> Option<String> {
    let spellings = || TACTICS.iter().map(|tactic| tactic.spelling);
    (!spellings().any(|spelling| spelling == name)).then(|| {
        format!("`{name}` is no tactic of MITRE ATT&CK: write one of {}", spellings().collect::<Vec<_>>().join(", "))
    })
}
