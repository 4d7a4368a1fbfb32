//! Looks for a person in evidence.

use std::io::{self, Read};

use crate::hold::Mentions;

/// Bytes looked at at once.
const BLOCK: usize = 1 << 20;

/// What an object's bytes are, as far as it matters here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Text {
    /// Text in UTF-8 that does not mention the person.
    Silent,
    /// Text in UTF-8 that does.
    Mentions,
    /// Something else: compressed, an archive, another encoding. What it says cannot be seen.
    Opaque,
}

/// Reads an object to its end and says what it is. A mention at the end of a block may be one of a longer name: rather once too often.
pub(super) fn look(mut reader: impl Read, mentions: &Mentions) -> io::Result<Text> {
    let mut block = Vec::with_capacity(BLOCK);
    let mut found = Text::Silent;
    loop {
        let before = block.len();
        reader.by_ref().take(BLOCK as u64).read_to_end(&mut block)?;
        let last = block.len() == before;
        let (text, whole) = match std::str::from_utf8(&block) {
            Ok(text) => (text, true),
            Err(error) if error.error_len().is_none() && !last => {
                let valid = block.get(..error.valid_up_to()).and_then(|valid| std::str::from_utf8(valid).ok());
                (valid.unwrap_or_default(), false)
            }
            Err(_error) => return Ok(Text::Opaque),
        };
        // UTF-16 of plain letters is valid UTF-8, with a NUL beside each.
        if text.contains('\0') {
            return Ok(Text::Opaque);
        }
        if found == Text::Silent && mentions.in_text(text) {
            found = Text::Mentions;
        }
        if last {
            return Ok(if whole { found } else { Text::Opaque });
        }
        let mut keep = text.len().saturating_sub(mentions.reach());
        while !text.is_char_boundary(keep) {
            keep -= 1;
        }
        block.drain(..keep);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hold::Edges;

    fn seen(bytes: &[u8]) -> Text {
        look(bytes, &Mentions::of(["ada@contoso.example"], Edges::Strict)).unwrap()
    }

    #[test]
    fn a_mention_is_found_wherever_blocks_end() {
        let mention = r#"{"user":"ada\u0040contoso.example"}"#;
        for before in (BLOCK - 60..BLOCK + 5).chain([0, 3 * BLOCK - 7]) {
            let text = "é".repeat(before / 2) + &" ".repeat(before % 2) + mention;
            assert_eq!(seen(text.as_bytes()), Text::Mentions, "{before} bytes before");
        }
        assert_eq!(seen("é".repeat(BLOCK).as_bytes()), Text::Silent);
        assert_eq!(seen(b""), Text::Silent);
    }

    #[test]
    fn what_is_no_text_is_said_to_be_none() {
        let wide: Vec<u8> = "ada@contoso.example".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let packed = zstd::encode_all(b"ada@contoso.example".as_slice(), 1).unwrap();
        for bytes in [wide, packed, b"Zo\xEB, ada@contoso.example".to_vec(), b"cut \xC3".to_vec()] {
            assert_eq!(seen(&bytes), Text::Opaque, "{bytes:?}");
        }
    }
}
