//! Texts of strangers, made harmless: names, user agents and subjects in an alert were chosen by whoever signed in.

/// The text without characters that hide or reorder others: control characters and the overrides of writing direction
/// are written out as their code, so the reader sees that they were there. Line feeds and tabs stay.
///
/// Source: <https://www.unicode.org/reports/tr9/#Directional_Formatting_Characters>
pub(crate) fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        let hides = matches!(character, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}');
        if character == '\n' || character == '\t' || !(character.is_control() || hides) {
            shown.push(character);
        } else if character != '\r' {
            shown.push_str(&format!("[U+{:04X}]", u32::from(character)));
        }
    }
    shown
}

/// The text in one line: for subjects and headings.
pub(crate) fn line(text: &str) -> String {
    visible(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Text as HTML text or attribute value, line feeds as `<br>`.
pub(crate) fn html(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in visible(text).chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '\n' => escaped.push_str("<br>\n"),
            other => escaped.push(other),
        }
    }
    escaped
}

/// Text as Slack's `mrkdwn`: the three characters that begin links, mentions and entities.
///
/// Source: <https://docs.slack.dev/messaging/formatting-message-text#escaping>
pub(crate) fn mrkdwn(text: &str) -> String {
    visible(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// The first `limit` characters; when some are left out, the text says so in its last character.
pub(crate) fn shortened(text: &str, limit: usize) -> String {
    if text.chars().count() <= limit {
        return text.to_owned();
    }
    text.chars().take(limit.saturating_sub(1)).chain(['…']).collect()
}

/// Longest URL that is offered as a link.
const URL: usize = 2_000;

/// The URL, if a reader may be offered to open it: HTTP and HTTPS only, so no `javascript:` comes from a rule's text.
pub(crate) fn openable(url: Option<&str>) -> Option<&str> {
    let url = url?;
    let web = ["https://", "http://"].iter().any(|scheme| {
        url.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)) && url.len() > scheme.len()
    });
    (web && url.len() <= URL && !url.chars().any(|character| character.is_whitespace() || character.is_control()))
        .then_some(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_hides_is_shown_and_what_is_read_stays() {
        assert_eq!(visible("a\u{202e}b\u{0}c\r\nd"), "a[U+202E]b[U+0000]c\nd");
        assert_eq!(visible("Zoë 陳 🙂"), "Zoë 陳 🙂");
        assert_eq!(line("a\r\nBcc: eve@fabrikam.example"), "a Bcc: eve@fabrikam.example");
    }

    #[test]
    fn markup_of_strangers_is_text() {
        assert_eq!(html("<img src=x onerror='a&b'>\""), "&lt;img src=x onerror=&#39;a&amp;b&#39;&gt;&quot;");
        assert_eq!(
            mrkdwn("<!channel> <https://fabrikam.example|portal>"),
            "&lt;!channel&gt; &lt;https://fabrikam.example|portal&gt;"
        );
    }

    #[test]
    fn only_pages_of_the_web_are_opened() {
        assert_eq!(
            openable(Some("https://quaestor.contoso.example/a/1")),
            Some("https://quaestor.contoso.example/a/1")
        );
        for other in ["javascript:alert(1)", "file:///etc/passwd", "https://", "https://a b", "//contoso.example", "é"]
        {
            assert_eq!(openable(Some(other)), None, "{other}");
        }
    }

    #[test]
    fn a_shortened_text_says_so_and_keeps_whole_characters() {
        assert_eq!(shortened("éééé", 4), "éééé");
        assert_eq!(shortened("ééééé", 4), "ééé…");
    }
}
