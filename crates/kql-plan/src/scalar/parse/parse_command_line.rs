//! `parse_command_line()`: the arguments in a command line.

use crate::scalar::{Argument, Call};
use crate::{Json, Type, Value, kql_scalar};

kql_scalar! {
    /// Returns the arguments of a command line as Windows' `CommandLineToArgvW` splits it.
    ///
    /// - `line`: the command line. Blanks and tabs stand between arguments, but not inside quotes; a backslash before a quote makes it a letter.
    /// - `parser`: `"windows"`, the only one there is.
    ///
    /// Null: null when the line is empty.
    /// Source: <https://learn.microsoft.com/kusto/query/parse-command-line-function>
    ///
    /// ```kusto
    /// parse_command_line(@'cmd /c "dir C:\Temp"', "windows")       // ["cmd","/c","dir C:\\Temp"]
    /// parse_command_line(@'run a\"b "c\\" d', "windows")           // ["run","a\"b","c\\","d"]
    /// ```
    pub PARSE_COMMAND_LINE = parse_command_line(line: any, parser: string) -> dynamic => kernel, rule check;
}

fn check(arguments: &[Argument]) -> Result<Type, String> {
    match arguments.get(1).and_then(|argument| argument.constant.as_ref()) {
        Some(Value::String(parser)) if !parser.eq_ignore_ascii_case("windows") => {
            Err(format!("`parse_command_line` knows the parser \"windows\", not \"{parser}\""))
        }
        _ => Ok(Type::Dynamic),
    }
}

fn kernel<'a>(call: &Call<'a>) -> Value<'a> {
    let arguments = split(&call.string(0));
    if arguments.is_empty() || !call.text(1).eq_ignore_ascii_case("windows") {
        return Value::Null;
    }
    Value::dynamic(arguments.into_iter().map(Json::from).collect())
}

/// The arguments. The first is the name of a program: in it a backslash is always a letter.
fn split(line: &str) -> Vec<String> {
    let is_blank = |character: char| matches!(character, ' ' | '\t');
    let mut arguments = Vec::new();
    let mut rest = line.chars().peekable();
    if line.is_empty() {
        return arguments;
    }
    let mut program = String::new();
    let mut quoted = false;
    for character in rest.by_ref() {
        match character {
            '"' => quoted = !quoted,
            blank if is_blank(blank) && !quoted => break,
            other => program.push(other),
        }
    }
    arguments.push(program);
    loop {
        while rest.next_if(|character| is_blank(*character)).is_some() {}
        if rest.peek().is_none() {
            return arguments;
        }
        let mut argument = String::new();
        let mut quoted = false;
        let mut backslashes = 0;
        while let Some(character) = rest.next_if(|character| quoted || !is_blank(*character)) {
            match character {
                '\\' => backslashes += 1,
                '"' => {
                    argument.extend(std::iter::repeat_n('\\', backslashes / 2));
                    if backslashes % 2 == 1 {
                        argument.push('"');
                    } else if quoted && rest.next_if_eq(&'"').is_some() {
                        // Two quotes inside quotes are one letter, and the quotes end there.
                        argument.push('"');
                        quoted = false;
                    } else {
                        quoted = !quoted;
                    }
                    backslashes = 0;
                }
                other => {
                    argument.extend(std::iter::repeat_n('\\', backslashes));
                    backslashes = 0;
                    argument.push(other);
                }
            }
            // A backslash that no quote follows is a letter; inside quotes a blank may follow it.
            if backslashes > 0 && rest.peek().is_none_or(|next| !matches!(next, '\\' | '"')) {
                argument.extend(std::iter::repeat_n('\\', backslashes));
                backslashes = 0;
            }
        }
        arguments.push(argument);
    }
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn splits_as_windows_does() {
        assert_eq!(split(r#""C:\Program Files\a.exe" -x"#), [r"C:\Program Files\a.exe", "-x"]);
        assert_eq!(split(r#"a "b c" d"e f"g ''"#), ["a", "b c", "de fg", "''"]);
        assert_eq!(split(r#"a b\\\"c \\x "\\""#), ["a", r#"b\"c"#, r"\\x", r"\"]);
        assert_eq!(split(r#"a """#), ["a", ""]);
        assert_eq!(split(r#"a "b""c" d"#), ["a", r#"b"c d"#]);
        assert_eq!(split("a \tb  "), ["a", "b"]);
        assert_eq!(split(r"a b\"), ["a", r"b\"]);
        assert_eq!(split(" x"), ["", "x"]);
    }
}
