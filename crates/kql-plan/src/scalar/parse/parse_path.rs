//! `parse_path()`: the parts of a path to a file.

use serde_json::json;

use super::parse_url::scheme_and_rest;
use crate::scalar::Call;
use crate::{Json, Value, kql_scalar};

kql_scalar! {
    /// Returns the parts of a path to a file as a bag of `Scheme`, `RootPath`, `DirectoryPath`, `DirectoryName`, `Filename`, `Extension` and `AlternateDataStreamName`; those that are missing are `""`.
    ///
    /// - `path`: the path, with slashes or backslashes: of Windows or Linux, on a share, or with a scheme.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/parse-path-function>
    ///
    /// ```kusto
    /// parse_path(@"D:\Logs\audit.json.gz").Filename            // audit.json.gz
    /// parse_path(@"D:\Logs\audit.json.gz").Extension           // gz
    /// parse_path("/var/log/auth.log").DirectoryName            // log
    /// parse_path(@"C:\a.txt:hidden").AlternateDataStreamName   // hidden
    /// ```
    pub PARSE_PATH = parse_path(path: string) -> dynamic => kernel;
}

fn kernel<'a>(call: &Call<'a>) -> Value<'a> {
    Value::dynamic(parts(call.text(0)))
}

fn parts(path: &str) -> Json {
    let (scheme, rest) = scheme_and_rest(path).unwrap_or(("", path));
    // `file:///C:/…` has a slash before its drive.
    let rest = rest.strip_prefix('/').filter(|after| !scheme.is_empty() && drive(after).is_some()).unwrap_or(rest);
    let root = drive(rest.strip_prefix(r"\\?\").unwrap_or(rest)).unwrap_or_default();
    let (directory, last) = rest.rsplit_once(['\\', '/']).unwrap_or(("", rest));
    let (file, stream) = if drive(last).is_some() { (last, "") } else { last.split_once(':').unwrap_or((last, "")) };
    let name = directory.rsplit(['\\', '/']).next().filter(|name| *name != root).unwrap_or_default();
    json!({
        "Scheme": scheme,
        "RootPath": root,
        "DirectoryPath": directory,
        "DirectoryName": name,
        "Filename": file,
        "Extension": file.rsplit_once('.').map_or("", |(_, extension)| extension),
        "AlternateDataStreamName": stream,
    })
}

/// The drive at the beginning of a path: `C:`.
fn drive(path: &str) -> Option<&str> {
    match path.as_bytes() {
        [letter, b':', ..] if letter.is_ascii_alphabetic() => path.get(..2),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::parts;

    #[test]
    fn tells_paths_apart() {
        let told = |path: &str| {
            let parts = parts(path);
            let part = |name: &str| parts[name].as_str().unwrap_or_default().to_owned();
            [
                part("RootPath"),
                part("DirectoryPath"),
                part("DirectoryName"),
                part("Filename"),
                part("AlternateDataStreamName"),
            ]
        };
        assert_eq!(told(r"\\share\logs\a.txt"), ["", r"\\share\logs", "logs", "a.txt", ""]);
        assert_eq!(told("file:///C:/logs/a.txt"), ["C:", "C:/logs", "logs", "a.txt", ""]);
        assert_eq!(told(r"C:\a.txt"), ["C:", "C:", "", "a.txt", ""]);
        assert_eq!(told("a.exe:b.exe"), ["", "", "", "a.exe", "b.exe"]);
        assert_eq!(told("/a"), ["", "", "", "a", ""]);
        assert_eq!(told(""), ["", "", "", "", ""]);
    }
}
