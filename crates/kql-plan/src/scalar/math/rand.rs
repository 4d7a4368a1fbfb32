//! `rand()`.

use crate::scalar::Call;
use crate::{Value, kql_scalar};

kql_scalar! {
    /// Returns a random number, another one in every row.
    ///
    /// - `below`: the result is a whole number from 0 to below it, as a real; when absent or below 2, a real from 0 to below 1.
    ///
    /// Not fit for secrets.
    /// Source: <https://learn.microsoft.com/kusto/query/rand-function>
    ///
    /// ```kusto
    /// rand() < 1              // True
    /// rand(1000) < 1000       // True
    /// ```
    pub RAND = rand([below: long]) -> real => kernel, volatile;
}

fn kernel<'a>(call: &Call<'a>) -> Value<'a> {
    let part = fastrand::f64();
    Value::Real(match call.long(0) {
        Some(below) if below > 1 => (part * below as f64).floor(),
        _ => part,
    })
}
