//! Which Entra tenant a record belongs to, where no column of its table says so.

use std::collections::VecDeque;
use std::sync::Arc;

use super::{json, scalar::is_guid, trie::Conversion};
use crate::Shape;

/// Longest text that is taken for a tenant; tenants become names of folders.
const LONGEST: usize = 64;

/// Returns where each shape names the tenant, best first. A Graph sign-in of a guest names two tenants: the log is that
/// of the resource's.
pub(crate) fn sources(shape: Shape) -> &'static [(&'static str, Conversion)] {
    match shape {
        Shape::Graph => &[("resourceTenantId", text), ("tenantId", text)],
        Shape::GraphLegacy => &[("azureTenantId", text)],
        Shape::Diagnostic => &[
            ("tenantId", text),
            ("resourceId", of_resource),
            ("properties.tenantId", text),
            ("properties.resourceTenantId", text),
        ],
        Shape::Row => &[("AADTenantId", text), ("ResourceId", of_resource), ("OrganizationId", text)],
        Shape::Audit => &[("OrganizationId", text)],
        Shape::Defender => &[("aadTenantId", text), ("tenantId", text)],
        Shape::CloudApp => &[("aadTenantId", text), ("rawDataJson.OrganizationId", text)],
    }
}

fn text(raw: &str) -> Option<String> {
    normal(&json::string(raw)?)
}

/// The tenant in `/tenants/{id}/providers/Microsoft.aadiam`, in any letter case, or of a bare id.
pub(crate) fn of_resource(raw: &str) -> Option<String> {
    let path = json::string(raw)?;
    let mut steps = path.split('/');
    let named = steps.by_ref().any(|s| s.eq_ignore_ascii_case("tenants")).then(|| steps.next()).flatten();
    named.or_else(|| is_guid(path.trim()).then_some(path.as_ref())).and_then(normal)
}

/// Returns a tenant in lower case; none where the text can be no tenant.
pub(crate) fn normal(text: &str) -> Option<String> {
    let text = text.trim();
    let plausible = (1..=LONGEST).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'.')
        && text.bytes().any(|b| b.is_ascii_alphanumeric() && b != b'0');
    plausible.then(|| text.to_ascii_lowercase())
}

/// Tenants remembered: a file that names another in each record must not fill the memory.
const RECENT: usize = 16;

/// Shares the text of tenants: a file has few of them and a row each.
#[derive(Debug, Default)]
pub(crate) struct Tenants {
    seen: VecDeque<Arc<str>>,
}

impl Tenants {
    /// Returns the shared text.
    pub(crate) fn share(&mut self, tenant: &str) -> Arc<str> {
        if let Some(seen) = self.seen.iter().find(|seen| ***seen == *tenant) {
            return seen.clone();
        }
        let new: Arc<str> = tenant.into();
        if self.seen.len() == RECENT {
            self.seen.pop_front();
        }
        self.seen.push_back(new.clone());
        new
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_the_tenant_out_of_a_resource() {
        let id = "a1b2c3d4-0000-4000-8000-0123456789ab";
        let upper = id.to_uppercase();
        for raw in [
            format!("\"/tenants/{id}/providers/Microsoft.aadiam\""),
            format!("\"/TENANTS/{upper}/PROVIDERS/MICROSOFT.AADIAM\""),
            format!("\"\\/tenants\\/{id}\\/providers\""),
            format!("\"{upper}\""),
        ] {
            assert_eq!(of_resource(&raw).as_deref(), Some(id), "{raw}");
        }
        assert_eq!(of_resource("\"/subscriptions/x\""), None);
        assert_eq!(normal("00000000-0000-0000-0000-000000000000"), None);
        assert_eq!(normal("$RestApiTenantId$"), None);
    }
}
