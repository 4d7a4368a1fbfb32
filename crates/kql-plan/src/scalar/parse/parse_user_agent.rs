//! `parse_user_agent()`: the browser, system and device that a user agent names.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::OnceLock;

use serde_json::{Map, json};
use ua_parser::{Regexes, device, os, user_agent};

use crate::scalar::{Argument, Call};
use crate::{Json, Type, Value, kql_scalar};

/// The patterns of uap-core; `data/README.md` tells from where.
const PATTERNS: &str = include_str!("../../../data/user-agents.json");
/// How many answers a thread keeps: logs name the same few user agents again and again, and the search is long.
const KEPT: usize = 1024;

kql_scalar! {
    /// Returns what a user agent names, as a bag: `Browser` (`Family`, `MajorVersion`, `MinorVersion`, `Patch`), `OperatingSystem` (the same and
    /// `PatchMinor`), `Device` (`Family`, `Brand`, `Model`). What is unknown is `""`, an unknown family `Other`.
    ///
    /// - `user_agent`: the user agent.
    /// - `look_for`: `"browser"`, `"os"`, `"device"`, or an array of some of them; all when absent.
    ///
    /// The patterns are those of the uap-core collection, as in the service, but not always at the same state.
    /// Null: null when `look_for` names nothing that is known.
    /// Source: <https://learn.microsoft.com/kusto/query/parse-user-agent-function>
    ///
    /// ```kusto
    /// parse_user_agent("curl/8.5.0", "browser").Browser.Family               // curl
    /// parse_user_agent("curl/8.5.0", dynamic(["browser"])).Browser.MajorVersion   // 8
    /// ```
    pub PARSE_USER_AGENT = parse_user_agent(user_agent: string, [look_for: string|dynamic]) -> dynamic => kernel, rule check;
}

fn check(arguments: &[Argument]) -> Result<Type, String> {
    match arguments.get(1).and_then(|argument| argument.constant.as_ref()) {
        Some(Value::String(part)) if Part::by_name(part).is_none() => {
            Err(format!("`parse_user_agent` looks for \"browser\", \"os\" or \"device\", not \"{part}\""))
        }
        _ => Ok(Type::Dynamic),
    }
}

/// What can be looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Part {
    Browser,
    System,
    Device,
}

impl Part {
    fn by_name(name: &str) -> Option<Part> {
        Some(match name.to_ascii_lowercase().as_str() {
            "browser" => Part::Browser,
            "os" => Part::System,
            "device" => Part::Device,
            _ => return None,
        })
    }

    fn label(self) -> &'static str {
        match self {
            Part::Browser => "Browser",
            Part::System => "OperatingSystem",
            Part::Device => "Device",
        }
    }

    fn find(self, text: &str) -> Json {
        match self {
            Part::Browser => browser(text),
            Part::System => system(text),
            Part::Device => device(text),
        }
    }
}

thread_local! {
    static FOUND: RefCell<HashMap<Part, HashMap<String, Json>>> = RefCell::new(HashMap::new());
}

fn kernel<'a>(call: &Call<'a>) -> Value<'a> {
    let parts: Vec<Part> = match call.value(1) {
        Value::String(part) => Part::by_name(part).into_iter().collect(),
        Value::Dynamic(json) => match json.as_ref() {
            Json::Array(parts) => parts.iter().filter_map(|part| Part::by_name(part.as_str()?)).collect(),
            part => part.as_str().and_then(Part::by_name).into_iter().collect(),
        },
        _ => vec![Part::Browser, Part::System, Part::Device],
    };
    if parts.is_empty() {
        return Value::Null;
    }
    let found = parts.into_iter().map(|part| (part.label().to_owned(), cached(part, call.text(0))));
    Value::dynamic(Json::Object(found.collect::<Map<_, _>>()))
}

/// The answer, searched for once for each thread.
fn cached(part: Part, text: &str) -> Json {
    FOUND.with_borrow_mut(|found| {
        let found = found.entry(part).or_default();
        if let Some(json) = found.get(text) {
            return json.clone();
        }
        if found.len() >= KEPT {
            found.clear();
        }
        let json = part.find(text);
        found.insert(text.to_owned(), json.clone());
        json
    })
}

fn regexes() -> Option<Regexes<'static>> {
    serde_json::from_str(PATTERNS).ok()
}

fn browser(text: &str) -> Json {
    static BROWSERS: OnceLock<Option<user_agent::Extractor<'static>>> = OnceLock::new();
    let extractor =
        BROWSERS.get_or_init(|| user_agent::Builder::new().push_all(regexes()?.user_agent_parsers).ok()?.build().ok());
    let found = extractor.as_ref().and_then(|extractor| extractor.extract(text));
    let found = found.unwrap_or_else(|| user_agent::ValueRef { family: "Other".into(), ..Default::default() });
    json!({
        "Family": found.family,
        "MajorVersion": found.major.unwrap_or_default(),
        "MinorVersion": found.minor.unwrap_or_default(),
        "Patch": found.patch.unwrap_or_default(),
    })
}

fn system(text: &str) -> Json {
    static SYSTEMS: OnceLock<Option<os::Extractor<'static>>> = OnceLock::new();
    let extractor = SYSTEMS.get_or_init(|| os::Builder::new().push_all(regexes()?.os_parsers).ok()?.build().ok());
    let found = extractor.as_ref().and_then(|extractor| extractor.extract(text));
    let found = found.unwrap_or_else(|| os::ValueRef { os: "Other".into(), ..Default::default() });
    json!({
        "Family": found.os,
        "MajorVersion": found.major.unwrap_or_default(),
        "MinorVersion": found.minor.unwrap_or_default(),
        "Patch": found.patch.unwrap_or_default(),
        "PatchMinor": found.patch_minor.unwrap_or_default(),
    })
}

fn device(text: &str) -> Json {
    static DEVICES: OnceLock<Option<device::Extractor<'static>>> = OnceLock::new();
    let extractor =
        DEVICES.get_or_init(|| device::Builder::new().push_all(regexes()?.device_parsers).ok()?.build().ok());
    let found = extractor.as_ref().and_then(|extractor| extractor.extract(text));
    let found = found.unwrap_or_else(|| device::ValueRef { device: "Other".into(), ..Default::default() });
    json!({
        "Family": found.device,
        "Brand": found.brand.unwrap_or_default(),
        "Model": found.model.unwrap_or_default(),
    })
}

#[cfg(test)]
mod tests {
    use super::{browser, device, system};

    #[test]
    fn knows_what_signs_in() {
        let edge = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 Safari/537.36 Edg/124.0.2478.51";
        assert_eq!(browser(edge)["Family"], "Edge");
        assert_eq!(browser(edge)["MajorVersion"], "124");
        assert_eq!(system(edge)["Family"], "Windows");
        assert_eq!(system(edge)["MajorVersion"], "10");
        assert_eq!(device("").to_string(), r#"{"Family":"Other","Brand":"","Model":""}"#);
        let phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Mobile/15E148 Safari/604.1";
        assert_eq!(device(phone)["Brand"], "Apple");
        assert_eq!(system(phone)["Family"], "iOS");
    }
}
