//! Stored functions: files of the archive's `functions` folder, and those that come with the program.

mod builtin;

use std::path::Path;

use crate::Library;

pub use builtin::{builtin, is_view, views};

/// Returns the stored function of this name as a lambda, `(parameters) { body }`: the archive's own, else the library's, else the program's.
pub(crate) fn find(folder: Option<&Path>, library: &Library, name: &str) -> Option<String> {
    let known = || library.function(name).map(str::to_owned).or_else(|| builtin(name));
    folder.and_then(|folder| own(folder, name)).or_else(known)
}

/// Reads `NAME.kql`.
fn own(folder: &Path, name: &str) -> Option<String> {
    let plain = name.chars().all(|letter| letter.is_alphanumeric() || letter == '_' || letter == '-');
    let text = if plain { std::fs::read_to_string(folder.join(format!("{name}.kql"))).ok()? } else { return None };
    Some(lambda(&text))
}

/// Returns the lambda of a function's file, which is one of: `.create-or-alter function with (…) Name(parameters) { body }`,
/// `let Name = (parameters) { body };`, `(parameters) { body }`, or a query, which is a function without parameters.
pub fn lambda(text: &str) -> String {
    let code = without_leading_comments(text.trim_start_matches('\u{feff}'));
    let command = code.strip_prefix(".create-or-alter").or_else(|| code.strip_prefix(".create"));
    if let Some(rest) = command.and_then(|rest| rest.trim_start().strip_prefix("function")) {
        let rest = rest.trim_start().strip_prefix("ifnotexists").unwrap_or(rest).trim_start();
        let rest = match rest.strip_prefix("with").map(str::trim_start) {
            Some(options) if options.starts_with('(') => after_parenthesis(options),
            _ => rest,
        };
        return rest.find('(').and_then(|at| rest.get(at..)).unwrap_or(rest).trim().to_owned();
    }
    if let Some(rest) = code.strip_prefix("let ")
        && let Some((name, value)) = rest.split_once('=')
        && name.trim().chars().all(|letter| letter.is_alphanumeric() || letter == '_')
        && is_lambda(value.trim())
    {
        return value.trim().trim_end_matches(';').trim_end().to_owned();
    }
    if is_lambda(code) { code.trim_end().trim_end_matches(';').to_owned() } else { format!("() {{\n{text}\n}}") }
}

/// Whether the text begins with parameters and a body, and holds nothing after it.
fn is_lambda(text: &str) -> bool {
    let text = text.strip_prefix("view").map_or(text, str::trim_start);
    text.starts_with('(')
        && after_parenthesis(text).trim_start().starts_with('{')
        && text.trim_end().trim_end_matches(';').trim_end().ends_with('}')
}

fn without_leading_comments(text: &str) -> &str {
    let mut rest = text.trim_start();
    while rest.starts_with("//") {
        rest = rest.split_once('\n').map_or("", |(_, after)| after).trim_start();
    }
    rest
}

/// What follows the parenthesis that the text begins with; texts in quotes may hold others.
fn after_parenthesis(text: &str) -> &str {
    let mut depth = 0_usize;
    let mut quote = None;
    for (at, letter) in text.char_indices() {
        if let Some(open) = quote {
            quote = (letter != open).then_some(open);
            continue;
        }
        match letter {
            '"' | '\'' => quote = Some(letter),
            '(' => depth += 1,
            ')' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return text.get(at + 1..).unwrap_or_default();
                }
            }
            _ => {}
        }
    }
    ""
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "a test writes its own ground")]
mod tests {
    use super::*;

    #[test]
    fn a_functions_file_has_one_of_four_forms() {
        let command = ".create-or-alter function with (docstring = \"a ) in it\", folder=\"x\") Recent(days:long=1) { T | take days }\n";
        assert_eq!(lambda(command), "(days:long=1) { T | take days }");
        assert_eq!(lambda("// why\nlet Recent = (days:long) { T };\n"), "(days:long) { T }");
        assert_eq!(lambda("(days:long) { T };"), "(days:long) { T }");
        assert_eq!(lambda("let x = 1;\nT | take x // all"), "() {\nlet x = 1;\nT | take x // all\n}");
        assert_eq!(lambda("let f = () { 1 };\nT | extend a = f()"), "() {\nlet f = () { 1 };\nT | extend a = f()\n}");
    }

    #[test]
    fn the_archives_own_function_comes_first() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("imDns.kql"), "print 1").unwrap();
        let library = Library::default().with_function("imDns", "print 2").with_function("mine", "print 3");
        assert_eq!(find(Some(folder.path()), &library, "imDns").unwrap(), "() {\nprint 1\n}");
        assert_eq!(find(Some(folder.path()), &library, "mine").unwrap(), "() {\nprint 3\n}");
        assert!(find(Some(folder.path()), &library, "../imDns").is_none());
        assert!(find(None, &Library::default(), "imDns").is_some());
    }
}
