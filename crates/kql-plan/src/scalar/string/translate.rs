//! `translate()`: characters in place of other characters.

use crate::scalar::Call;
use crate::{Value, kql_scalar};

kql_scalar! {
    /// Returns `source` with each character of one list replaced by the character at the same position of another.
    ///
    /// - `search`: the characters to replace.
    /// - `replacement`: what to put in their place. Its last character stands for those it is too short for; when it is empty they go.
    /// - `source`: the text to change.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/translate-function>
    ///
    /// ```kusto
    /// translate("äöü", "aou", "Büro Köln")   // Buro Koln
    /// translate("0123456789", "#", "AB12")   // AB##
    /// translate(" -", "", "49 30-12")        // 493012
    /// ```
    pub TRANSLATE = translate(search: string, replacement: string, source: string) -> string => kernel;
}

fn kernel<'a>(call: &Call<'a>) -> Value<'a> {
    let replacement: Vec<char> = call.text(1).chars().collect();
    let translated = call.text(2).chars().filter_map(|character| {
        match call.text(0).chars().position(|searched| searched == character) {
            None => Some(character),
            Some(position) => replacement.get(position).or_else(|| replacement.last()).copied(),
        }
    });
    Value::from(translated.collect::<String>())
}
