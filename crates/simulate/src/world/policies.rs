//! Conditional-access policies and what they decide about a sign-in.

use crate::guid::Guid;
use crate::random::Random;
use crate::text::Text;

/// How many policies the tenant has.
pub(crate) const POLICIES: usize = 6;

/// What a policy made of one sign-in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Decision {
    NotApplied,
    Success,
    Failure,
    ReportOnlySuccess,
    ReportOnlyFailure,
    ReportOnlyNotApplied,
    ReportOnlyInterrupted,
}

impl Decision {
    const ALL: [Self; 7] = [
        Self::NotApplied,
        Self::Success,
        Self::Failure,
        Self::ReportOnlySuccess,
        Self::ReportOnlyFailure,
        Self::ReportOnlyNotApplied,
        Self::ReportOnlyInterrupted,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::NotApplied => "notApplied",
            Self::Success => "success",
            Self::Failure => "failure",
            Self::ReportOnlySuccess => "reportOnlySuccess",
            Self::ReportOnlyFailure => "reportOnlyFailure",
            Self::ReportOnlyNotApplied => "reportOnlyNotApplied",
            Self::ReportOnlyInterrupted => "reportOnlyInterrupted",
        }
    }
}

/// The decisions of all policies about one sign-in.
pub(crate) type Decisions = [Decision; POLICIES];

/// What matters to a policy.
#[derive(Debug, Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "each is one condition of a policy")]
pub(crate) struct Facts {
    pub(crate) administrator: bool,
    pub(crate) guest: bool,
    pub(crate) legacy: bool,
    pub(crate) trusted_network: bool,
    pub(crate) blocked_country: bool,
    pub(crate) risky: bool,
    pub(crate) managed_device: bool,
    pub(crate) telephone: bool,
    pub(crate) office_resource: bool,
    /// Whether the second factor was given.
    pub(crate) strong: bool,
    /// Whether the account is left out of every policy.
    pub(crate) excluded: bool,
    /// Whether the first factor was right; policies are not asked otherwise.
    pub(crate) identified: bool,
}

/// Asks every policy.
pub(crate) fn decide(facts: Facts) -> Decisions {
    use Decision::{
        Failure, NotApplied, ReportOnlyFailure, ReportOnlyInterrupted, ReportOnlyNotApplied, ReportOnlySuccess, Success,
    };
    let mut out = [NotApplied, NotApplied, NotApplied, NotApplied, NotApplied, ReportOnlyNotApplied];
    if facts.excluded || !facts.identified {
        return out;
    }
    let grant = if facts.strong { Success } else { Failure };
    if facts.guest || (!facts.legacy && !facts.trusted_network) {
        out[0] = grant;
    }
    if facts.administrator {
        out[1] = grant;
    }
    if facts.legacy {
        out[2] = Failure;
    }
    if facts.blocked_country {
        out[3] = Failure;
    }
    if facts.risky {
        out[4] = grant;
    }
    if facts.office_resource && !facts.legacy {
        out[5] = if facts.managed_device {
            ReportOnlySuccess
        } else if facts.telephone {
            ReportOnlyInterrupted
        } else {
            ReportOnlyFailure
        };
    }
    out
}

/// `conditionalAccessStatus`.
pub(crate) fn status(decisions: Option<&Decisions>) -> &'static str {
    match decisions {
        Some(list) if list.contains(&Decision::Failure) => "failure",
        Some(list) if list.contains(&Decision::Success) => "success",
        _ => "notApplied",
    }
}

/// A policy as records name it.
struct Policy {
    name: &'static str,
    grants: &'static str,
    /// The conditions it has, as Graph writes flags and as Azure Monitor numbers them.
    conditions: (&'static str, u32),
    /// The condition that most often rules it out.
    missing: (&'static str, u32),
}

const POLICY_LIST: [Policy; POLICIES] = [
    policy("CA001 MFA outside the offices", "[\"Mfa\"]", ("application,users,location", 11), ("location", 8)),
    policy("CA002 MFA for administrators", "[\"Mfa\"]", ("application,users", 3), ("users", 2)),
    policy(
        "CA003 Block legacy authentication",
        "[\"Block\"]",
        ("application,users,clientType", 19),
        ("clientType", 16),
    ),
    policy("CA004 Block countries without offices", "[\"Block\"]", ("application,users,location", 11), ("location", 8)),
    policy("CA005 MFA at sign-in risk", "[\"Mfa\"]", ("application,users,signInRisk", 35), ("signInRisk", 32)),
    policy(
        "CA006 Compliant device (pilot)",
        "[\"RequireCompliantDevice\"]",
        ("application,users", 3),
        ("application", 1),
    ),
];

const fn policy(
    name: &'static str,
    grants: &'static str,
    conditions: (&'static str, u32),
    missing: (&'static str, u32),
) -> Policy {
    Policy { name, grants, conditions, missing }
}

/// The name of a policy.
pub(crate) fn name(policy: usize) -> &'static str {
    POLICY_LIST[policy % POLICIES].name
}

/// Which service's notation a nested object is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Notation {
    /// Microsoft Graph: conditions are words.
    Graph,
    /// Azure Monitor and Log Analytics: conditions are bits.
    Monitor,
}

/// The policies' names and every decision's JSON, written once.
#[derive(Debug, Clone)]
pub(crate) struct Policies {
    pub(crate) ids: Vec<Guid>,
    fragments: Vec<String>,
}

impl Policies {
    pub(crate) fn new(random: &mut Random) -> Self {
        let ids: Vec<Guid> = POLICY_LIST.iter().map(|_| random.guid()).collect();
        let mut fragments = Vec::new();
        for notation in [Notation::Graph, Notation::Monitor] {
            for (policy, id) in POLICY_LIST.iter().zip(&ids) {
                for decision in Decision::ALL {
                    fragments.push(fragment(policy, *id, decision, notation));
                }
            }
        }
        Self { ids, fragments }
    }

    /// `appliedConditionalAccessPolicies`.
    pub(crate) fn write(&self, decisions: Option<&Decisions>, notation: Notation, out: &mut Text) {
        out.raw("[");
        for (position, decision) in decisions.iter().flat_map(|list| list.iter()).enumerate() {
            if position > 0 {
                out.raw(",");
            }
            let block = if notation == Notation::Graph { 0 } else { POLICIES };
            out.raw(&self.fragments[(block + position) * Decision::ALL.len() + *decision as usize]);
        }
        out.raw("]");
    }
}

fn fragment(policy: &Policy, id: Guid, decision: Decision, notation: Notation) -> String {
    let applies = !matches!(decision, Decision::NotApplied | Decision::ReportOnlyNotApplied);
    let none = ("none", 0);
    let (satisfied, missing) = match decision {
        _ if applies => (policy.conditions, none),
        _ => (if policy.missing.1 == 1 { none } else { ("application", 1) }, policy.missing),
    };
    let mut out = Text::default();
    out.raw("{\"id\":\"").guid(id).raw("\",\"displayName\":").string(policy.name);
    out.raw(",\"enforcedGrantControls\":").raw(policy.grants).raw(",\"enforcedSessionControls\":[]");
    out.raw(",\"result\":\"").raw(decision.name());
    if notation == Notation::Graph {
        out.raw("\",\"conditionsSatisfied\":\"").raw(satisfied.0);
        out.raw("\",\"conditionsNotSatisfied\":\"").raw(missing.0);
        out.raw("\"");
        if applies {
            out.raw(",\"includeRulesSatisfied\":[{\"conditionalAccessCondition\":\"application\",\"ruleSatisfied\":\"allApps\"}");
            out.raw(",{\"conditionalAccessCondition\":\"users\",\"ruleSatisfied\":\"allUsers\"}],\"excludeRulesSatisfied\":[]");
        }
        out.raw("}");
    } else {
        out.raw("\",\"conditionsSatisfied\":")
            .integer(satisfied.1)
            .raw(",\"conditionsNotSatisfied\":")
            .integer(missing.1);
        out.raw("}");
    }
    out.into_string()
}
