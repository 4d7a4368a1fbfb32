//! `parse_url()`, `parse_urlquery()`: the parts of a URL.

use serde_json::{Map, json};

use crate::scalar::Call;
use crate::{Json, Value, kql_scalar};

kql_scalar! {
    /// Returns the parts of a URL as a bag of `Scheme`, `Host`, `Port`, `Path`, `Username`, `Password`, `Query Parameters` and `Fragment`; those that are missing are `""`, and the parameters an empty bag.
    ///
    /// - `url`: the URL with its scheme. Without one everything before the query is its path. Nothing in it is decoded: `url_decode()` does that.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/parse-url-function>
    ///
    /// ```kusto
    /// parse_url("https://portal.contoso.com:8443/app?tab=2#top").Host              // portal.contoso.com
    /// parse_url("https://portal.contoso.com:8443/app?tab=2#top").Path              // /app
    /// parse_url("https://portal.contoso.com/app?tab=2")["Query Parameters"].tab    // 2
    /// parse_url("ftp://anna:secret@files.contoso.com/").Username                   // anna
    /// ```
    pub PARSE_URL = parse_url(url: string) -> dynamic => url, aliases ["parseurl"];
}

kql_scalar! {
    /// Returns the parameters of the query of a URL as a bag with a bag `Query Parameters`.
    ///
    /// - `query`: the query: `name=value&name=value`. Nothing in it is decoded: `url_decode()` does that. Of one name the last value stands.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/parse-url-query-function>
    ///
    /// ```kusto
    /// parse_urlquery("tab=2&sort=name")    // {"Query Parameters":{"tab":"2","sort":"name"}}
    /// ```
    pub PARSE_URLQUERY = parse_urlquery(query: string) -> dynamic => query, aliases ["parseurlquery"];
}

fn url<'a>(call: &Call<'a>) -> Value<'a> {
    Value::dynamic(parts(call.text(0)))
}

fn query<'a>(call: &Call<'a>) -> Value<'a> {
    let text = call.text(0);
    Value::dynamic(json!({ "Query Parameters": parameters(text.strip_prefix('?').unwrap_or(text)) }))
}

fn parts(url: &str) -> Json {
    let (rest, fragment) = url.split_once('#').unwrap_or((url, ""));
    let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
    let (scheme, authority, path) = match scheme_and_rest(rest) {
        Some((scheme, rest)) => {
            let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
            (scheme, authority, path)
        }
        None => ("", "", rest),
    };
    let (user, place) = authority.rsplit_once('@').unwrap_or(("", authority));
    let (name, password) = user.split_once(':').unwrap_or((user, ""));
    // The colons inside the brackets of an IPv6 address stand before no port.
    let (host, port) = place.rsplit_once(':').filter(|(_, port)| !port.contains(']')).unwrap_or((place, ""));
    json!({
        "Scheme": scheme,
        "Host": host,
        "Port": port,
        "Path": path,
        "Username": name,
        "Password": password,
        "Query Parameters": parameters(query),
        "Fragment": fragment,
    })
}

/// The scheme before `://`, and what follows.
pub(super) fn scheme_and_rest(text: &str) -> Option<(&str, &str)> {
    text.split_once("://").filter(|(scheme, _)| {
        scheme.starts_with(|first: char| first.is_ascii_alphabetic())
            && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
    })
}

fn parameters(query: &str) -> Json {
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    let pairs = pairs.map(|pair| pair.split_once('=').unwrap_or((pair, "")));
    Json::Object(pairs.map(|(name, value)| (name.to_owned(), Json::from(value))).collect::<Map<_, _>>())
}

#[cfg(test)]
mod tests {
    use super::parts;

    #[test]
    fn takes_urls_apart() {
        let part = |url: &str, name: &str| parts(url)[name].as_str().unwrap_or_default().to_owned();
        assert_eq!(part("https://[2001:db8::1]:443/", "Host"), "[2001:db8::1]");
        assert_eq!(part("https://[2001:db8::1]", "Port"), "");
        assert_eq!(part("https://a@b@contoso.com/x", "Username"), "a@b");
        assert_eq!(part("https://contoso.com?x=/y", "Path"), "");
        assert_eq!(part("contoso.com/x", "Path"), "contoso.com/x");
        assert_eq!(part("contoso.com/x?u=https://a", "Scheme"), "");
    }
}
