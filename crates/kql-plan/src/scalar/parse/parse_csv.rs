//! `parse_csv()`: the values of one line of CSV.

use crate::scalar::Call;
use crate::{Json, Value, kql_scalar};

kql_scalar! {
    /// Returns the values of the first record of a CSV text as an array of strings.
    ///
    /// - `text`: values with commas between; one in quotes may hold commas and line ends, and a quote as two.
    ///
    /// Null: the empty text has one value, which is empty.
    /// Source: <https://learn.microsoft.com/kusto/query/parse-csv-function>
    ///
    /// ```kusto
    /// parse_csv("a,b c,")                    // ["a","b c",""]
    /// parse_csv('a,"b, ""c""",d')            // ["a","b, \"c\"","d"]
    /// parse_csv("a,b\nc,d")                  // ["a","b"]
    /// ```
    pub PARSE_CSV = parse_csv(text: string) -> dynamic => kernel;
}

fn kernel<'a>(call: &Call<'a>) -> Value<'a> {
    let text = call.text(0);
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut record = csv::StringRecord::new();
    match reader.read_record(&mut record) {
        Ok(true) => Value::dynamic(record.iter().map(Json::from).collect()),
        _ => Value::dynamic(Json::Array(vec![Json::from("")])),
    }
}
