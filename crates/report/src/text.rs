//! Texts that strangers chose, as a reader may be shown them.

/// The text with every character that cannot be seen, or that turns others round, written out: `‹U+202E›`.
///
/// Logs hold names that others chose. A name with a right-to-left override reads as another one, and one with a zero-width space is not the name it
/// looks like; written out, neither misleads. Line breaks and tabs stay. Joiners and variation selectors stay where scripts and emoji need them: after
/// a letter of U+0600 or higher.
///
/// ```
/// assert_eq!(report::visible("cfo\u{202e}fdp.exe"), "cfo‹U+202E›fdp.exe");
/// assert_eq!(report::visible("می\u{200c}خواهم"), "می\u{200c}خواهم");
/// ```
pub fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut before = ' ';
    for letter in text.replace("\r\n", "\n").chars() {
        let joins = matches!(letter, '\u{200c}' | '\u{200d}' | '\u{fe0e}' | '\u{fe0f}') && before >= '\u{600}';
        if is_unseen(letter) && !joins {
            out.push_str(&format!("‹U+{:04X}›", u32::from(letter)));
        } else {
            out.push(letter);
        }
        before = letter;
    }
    out
}

/// Format characters, fillers, selectors, tags and non-characters, which are errors in a page.
const UNSEEN: &[(char, char)] = &[
    ('\u{ad}', '\u{ad}'),
    ('\u{34f}', '\u{34f}'),
    ('\u{61c}', '\u{61c}'),
    ('\u{115f}', '\u{1160}'),
    ('\u{17b4}', '\u{17b5}'),
    ('\u{180b}', '\u{180f}'),
    ('\u{200b}', '\u{200f}'),
    ('\u{2028}', '\u{202e}'),
    ('\u{2060}', '\u{206f}'),
    ('\u{2800}', '\u{2800}'),
    ('\u{3164}', '\u{3164}'),
    ('\u{fdd0}', '\u{fdef}'),
    ('\u{fe00}', '\u{fe0f}'),
    ('\u{feff}', '\u{feff}'),
    ('\u{ffa0}', '\u{ffa0}'),
    ('\u{fff0}', '\u{fffb}'),
    ('\u{1d173}', '\u{1d17a}'),
    ('\u{e0000}', '\u{e0fff}'),
];

/// Whether a character leaves no mark of its own.
fn is_unseen(letter: char) -> bool {
    let control = letter.is_control() && !matches!(letter, '\n' | '\t');
    control || u32::from(letter) & 0xfffe == 0xfffe || UNSEEN.iter().any(|(from, to)| (*from..=*to).contains(&letter))
}

/// The beginning of a text, at most this many characters, with an ellipsis where something is left out.
pub(crate) fn ellipsised(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    text.chars().take(most.saturating_sub(1)).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_seen_is_written_out() {
        assert_eq!(visible("a\u{0}b\u{200b}c\u{e0041}"), "a‹U+0000›b‹U+200B›c‹U+E0041›");
        assert_eq!(visible("admin\u{200d}@contoso.com"), "admin‹U+200D›@contoso.com");
        assert_eq!(visible("one\r\ntwo\tthree"), "one\ntwo\tthree");
        assert_eq!(visible("\u{1f468}\u{200d}\u{1f469}"), "\u{1f468}\u{200d}\u{1f469}");
    }

    #[test]
    fn long_texts_end_in_an_ellipsis() {
        assert_eq!(ellipsised("Ankara", 6), "Ankara");
        assert_eq!(ellipsised("Ankara", 4), "Ank…");
    }
}
