//! `datetime_list_timezones()`: the names of all time zones.

use crate::Value;
use crate::scalar::Call;

crate::kql_scalar! {
    /// Returns an array of the names of all time zones, in the order of the alphabet.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/datetime-list-timezones>
    ///
    /// ```kusto
    /// set_has_element(datetime_list_timezones(), "Europe/Zurich")    // True
    /// array_length(datetime_list_timezones()) > 500                  // True
    /// ```
    pub DATETIME_LIST_TIMEZONES = datetime_list_timezones() -> dynamic => kernel;
}

fn kernel<'a>(_call: &Call<'a>) -> Value<'a> {
    let mut names: Vec<&str> = chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name()).collect();
    names.sort_unstable();
    Value::dynamic(names.into())
}
