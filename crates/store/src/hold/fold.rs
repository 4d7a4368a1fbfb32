//! Texts as they are compared: without regard to case, width, or the way in which an accent is written.

use std::borrow::Cow;

/// Returns the form in which two texts are compared.
pub(super) fn fold(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        let lower = !text.bytes().any(|byte| byte.is_ascii_uppercase());
        return if lower { Cow::Borrowed(text) } else { Cow::Owned(text.to_ascii_lowercase()) };
    }
    let composed = icu_normalizer::ComposingNormalizerBorrowed::new_nfkc().normalize(text);
    // Upper case first: `ß` and `SS`, `ς` and `σ` are then one. Letter by letter, because as a whole a text is lowered by where its words end.
    Cow::Owned(composed.chars().flat_map(char::to_uppercase).flat_map(char::to_lowercase).collect())
}

/// Returns a name as it is compared with another.
pub(super) fn name(text: &str) -> String {
    fold(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_take_for_the_same_is_the_same() {
        for (left, right) in [
            ("Ada@Contoso.example", "ada@contoso.EXAMPLE"),
            ("Jose\u{301}", "JOSÉ"),
            ("straße", "STRASSE"),
            ("ΣΊΣΥΦΟΣ", "σίσυφος"),
            ("ＡＤＡ", "ada"),
            ("Kelvin", "\u{212A}elvin"),
        ] {
            assert_eq!(fold(left), fold(right), "{left} {right}");
        }
        assert_eq!(name("  Ada \t Lovelace "), name("ada lovelace"));
        assert_ne!(name("adalovelace"), name("ada lovelace"));
    }
}
