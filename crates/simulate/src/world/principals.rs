//! Service principals and managed identities: programs that sign in as themselves.

use super::applications::{
    AZURE_MANAGEMENT, AZURE_STORAGE, ApplicationIndex, EXCHANGE_ONLINE, KEY_VAULT, MICROSOFT_GRAPH, SHAREPOINT_ONLINE,
};
use super::networks::{self, Source};
use super::places::CityIndex;
use crate::guid::Guid;
use crate::random::{Purpose, Random};

/// Position of a principal in the world.
pub(crate) type PrincipalIndex = u16;

/// How a service principal proves itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Credential {
    Secret,
    Certificate,
    /// A token of another issuer, which the application trusts.
    Federated,
    /// A system- or user-assigned identity of an Azure resource.
    ManagedIdentity,
}

/// A program with an identity of its own.
#[derive(Debug, Clone)]
pub(crate) struct Principal {
    pub(crate) index: PrincipalIndex,
    pub(crate) name: &'static str,
    pub(crate) id: Guid,
    pub(crate) application: Guid,
    /// The directory object of the application, as audit records name it.
    pub(crate) application_object: Guid,
    pub(crate) credential: Credential,
    pub(crate) key: Guid,
    pub(crate) resources: &'static [ApplicationIndex],
    /// Seconds between two sign-ins.
    pub(crate) period: i64,
    pub(crate) source: Source,
    pub(crate) user_assigned: bool,
}

type Description = (&'static str, Credential, &'static [ApplicationIndex], i64);

const DESCRIPTIONS: &[Description] = &[
    ("Backup for Microsoft 365", Credential::Certificate, &[MICROSOFT_GRAPH, EXCHANGE_ONLINE, SHAREPOINT_ONLINE], 900),
    ("Personnel synchronisation", Credential::Secret, &[MICROSOFT_GRAPH], 3600),
    ("Ticket system connector", Credential::Secret, &[MICROSOFT_GRAPH, EXCHANGE_ONLINE], 600),
    ("Signature service", Credential::Certificate, &[EXCHANGE_ONLINE], 1800),
    ("Intranet search crawler", Credential::Secret, &[SHAREPOINT_ONLINE], 1200),
    ("Deployment pipeline", Credential::Secret, &[AZURE_MANAGEMENT, KEY_VAULT], 5400),
    ("Log forwarder", Credential::Certificate, &[MICROSOFT_GRAPH], 300),
    ("Meeting room displays", Credential::Secret, &[MICROSOFT_GRAPH], 900),
    ("Invoice scanner", Credential::Secret, &[MICROSOFT_GRAPH, SHAREPOINT_ONLINE], 2700),
    ("Device inventory", Credential::Certificate, &[MICROSOFT_GRAPH], 3600),
    ("vm-reporting-01", Credential::ManagedIdentity, &[AZURE_STORAGE, KEY_VAULT], 7200),
    ("func-order-intake", Credential::ManagedIdentity, &[KEY_VAULT], 1800),
    ("aks-platform-kubelet", Credential::ManagedIdentity, &[AZURE_MANAGEMENT, AZURE_STORAGE], 1200),
    ("adf-warehouse", Credential::ManagedIdentity, &[AZURE_STORAGE], 3600),
    ("app-intranet", Credential::ManagedIdentity, &[MICROSOFT_GRAPH, KEY_VAULT], 3600),
    ("policy-remediation", Credential::ManagedIdentity, &[AZURE_MANAGEMENT], 10_800),
];

/// The principals of a tenant.
pub(crate) fn principals(seed: u64, city: CityIndex) -> Vec<Principal> {
    let mut out = Vec::with_capacity(DESCRIPTIONS.len());
    for (index, (name, credential, resources, period)) in DESCRIPTIONS.iter().enumerate() {
        let index = index as PrincipalIndex;
        let mut random = Random::keyed(seed, Purpose::Principal, &[u64::from(index)]);
        out.push(Principal {
            index,
            name,
            id: random.guid(),
            application: random.guid(),
            application_object: random.guid(),
            credential: *credential,
            key: random.guid(),
            resources,
            period: *period,
            source: networks::automation(index, city),
            user_assigned: index.is_multiple_of(3),
        });
    }
    out
}
