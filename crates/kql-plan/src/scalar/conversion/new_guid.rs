//! `new_guid()`.

use crate::scalar::Call;
use crate::{Value, kql_scalar};

kql_scalar! {
    /// Returns a random guid (version 4), another one in every row.
    ///
    /// Not fit for secrets.
    /// Source: <https://learn.microsoft.com/kusto/query/new-guid-function>
    ///
    /// ```kusto
    /// strlen(tostring(new_guid()))    // 36
    /// ```
    pub NEW_GUID = new_guid() -> guid => kernel, volatile;
}

fn kernel<'a>(_call: &Call<'a>) -> Value<'a> {
    let random = fastrand::u128(..);
    // The bits that say: version 4, variant 1.
    let version = (random & !(0xf << 76)) | (0x4 << 76);
    Value::Guid((version & !(0x3 << 62)) | (0x2 << 62))
}
