//! `geo_info_from_ip_address()`: where an IP address is.

use std::net::IpAddr;

use crate::scalar::Call;
use crate::{Value, kql_scalar};

kql_scalar! {
    /// Returns where an IP address is, as a bag of `country`, `state`, `city`, `latitude` and `longitude`.
    ///
    /// - `address`: an IPv4 or IPv6 address.
    ///
    /// The answer comes from the database of places that the program was given; without one every place is unknown.
    /// Null: null when the address cannot be read, or its place is unknown.
    /// Source: <https://learn.microsoft.com/kusto/query/geo-info-from-ip-address-function>
    ///
    /// ```kusto
    /// geo_info_from_ip_address("not an address")   // null
    /// ```
    pub GEO_INFO_FROM_IP_ADDRESS = geo_info_from_ip_address(address: string) -> dynamic => kernel;
}

fn kernel<'a>(call: &Call<'a>) -> Value<'a> {
    let place = || call.context.places.as_ref()?.place(call.text(0).parse::<IpAddr>().ok()?);
    place().map_or(Value::Null, Value::dynamic)
}
