//! What a running query may know of the world outside it.

use std::fmt::Debug;

use crate::value::Json;

/// Where an IP address is.
pub trait Places: Debug + Send + Sync {
    /// The place of an address as `geo_info_from_ip_address` tells it; `None` when it is unknown.
    fn place(&self, address: std::net::IpAddr) -> Option<Json>;
}

/// What a running query may know of the world outside it. The edge hands it in; tests hand in their own.
#[derive(Debug, Clone, Default)]
pub struct Context {
    /// The time the query started, in ticks: `now()` is the same all through a query.
    pub now: i64,
    /// Where addresses are; without it every place is unknown.
    pub places: Option<std::sync::Arc<dyn Places>>,
    /// The one who asks, as `current_principal()` tells.
    pub principal: String,
    /// The name of the database.
    pub database: String,
}
