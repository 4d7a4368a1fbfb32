//! 7z archives, in the order in which their blocks unpack.

use std::io::{self, Read, SeekFrom};

use sevenz_rust2::{Archive, ArchiveEntry, BlockDecoder, EncoderMethod, Password};

use super::bounded::{Bounds, Compressed};
use super::{ENCRYPTED, Visit};
use crate::import::{Error, ReadSeek};

/// Bytes that the compressed directory of an archive may become: it is held in memory, some hundred bytes a member.
const DIRECTORY: u64 = 64 << 20;

/// Gives each file of the archive, which has `length` bytes, to `visit`, one that cannot be read with the reason; damage
/// to the archive itself is told to `warn`.
pub(crate) fn members(
    mut source: Box<dyn ReadSeek + '_>,
    length: u64,
    bounds: &Bounds,
    visit: &mut Visit<'_>,
    warn: &mut dyn FnMut(String),
) -> Result<(), Error> {
    match directory_length(&mut source) {
        Ok(Some(length)) if length <= DIRECTORY => {}
        Ok(Some(length)) => {
            warn(format!(
                "the directory of the 7z archive expands to {length} bytes; unpack it yourself if you trust it"
            ));
            return Ok(());
        }
        Ok(None) => {
            warn("the 7z archive cannot be read: its directory is damaged".into());
            return Ok(());
        }
        Err(error) => {
            warn(format!("the 7z archive cannot be read: {error}"));
            return Ok(());
        }
    }
    let password = Password::empty();
    let archive = match Archive::read(&mut source, &password) {
        Ok(archive) => archive,
        Err(error) => {
            warn(refusal(&error));
            return Ok(());
        }
    };
    for (index, block) in archive.blocks.iter().enumerate() {
        let decoder = BlockDecoder::new(1, index, &archive, &password, &mut source);
        // A block that fails takes its further members with it, but not the blocks after it.
        let entries: Vec<ArchiveEntry> = decoder.entries().to_vec();
        let encrypted = block.coders.iter().any(|c| c.encoder_method_id() == EncoderMethod::ID_AES256_SHA256);
        let mut given = 0;
        let mut stopped = Ok(true);
        let reason = if encrypted {
            ENCRYPTED.to_owned()
        } else {
            let outcome = decoder.for_each_entries(&mut |entry, member| {
                given += 1;
                if entry.is_directory() {
                    return Ok(true);
                }
                let mut bounded = bounds.around(member, Compressed::Known(length));
                stopped = visit(entry.name(), Ok(Box::new(&mut bounded)));
                if !matches!(stopped, Ok(true)) {
                    return Ok(false);
                }
                // Members share a compressed block: what was not read must be, to come to the next one.
                io::copy(&mut bounded, &mut io::sink())?;
                Ok(true)
            });
            outcome.err().map(|error| refusal(&error)).unwrap_or_default()
        };
        if !stopped? {
            return Ok(());
        }
        if reason.is_empty() {
            continue;
        }
        for entry in entries.iter().skip(given).filter(|entry| !entry.is_directory()) {
            if !visit(entry.name(), Err(reason.clone()))? {
                return Ok(());
            }
        }
    }
    let homeless = archive.files.iter().zip(&archive.stream_map.file_block_index).filter(|(_, block)| block.is_none());
    for (entry, _) in homeless.filter(|(entry, _)| !entry.is_directory()) {
        if !visit(entry.name(), Ok(Box::new(io::empty())))? {
            return Ok(());
        }
    }
    Ok(())
}

/// Returns why something cannot be read, in words.
fn refusal(error: &sevenz_rust2::Error) -> String {
    use sevenz_rust2::Error as Of;
    match error {
        Of::PasswordRequired | Of::MaybeBadPassword(_) => ENCRYPTED.to_owned(),
        Of::UnsupportedCompressionMethod(method) if method.contains("AES") => ENCRYPTED.to_owned(),
        Of::UnsupportedCompressionMethod(method) => format!("it is compressed by {method}, which is not supported"),
        Of::Io(error, _) => format!("it cannot be read: {error}"),
        Of::ChecksumVerificationFailed | Of::NextHeaderCrcMismatch => "it is damaged: its checksum is wrong".to_owned(),
        Of::Other(reason) | Of::Unsupported(reason) => format!("it cannot be read: {reason}"),
        other => format!("it cannot be read: {other}"),
    }
}

/// Returns how long the archive's directory is when unpacked; none where that is not to be made out. The description of a
/// compressed directory is itself short and not compressed.
/// Source: <https://github.com/ip7z/7zip/blob/main/DOC/7zFormat.txt>
fn directory_length(archive: &mut dyn ReadSeek) -> io::Result<Option<u64>> {
    let mut start = [0; 32];
    archive.seek(SeekFrom::Start(0))?;
    archive.read_exact(&mut start)?;
    let number = |at: usize| start.get(at..at + 8).and_then(|b| b.try_into().ok()).map_or(0, u64::from_le_bytes);
    let (offset, length) = (number(12), number(20));
    archive.seek(SeekFrom::Start(offset.saturating_add(32)))?;
    let mut head = Vec::new();
    archive.take(length.min(4096)).read_to_end(&mut head)?;
    archive.seek(SeekFrom::Start(0))?;
    Ok(match head.split_first() {
        Some((0x17, description)) => Description(description).unpacked(),
        // Not compressed, or none at all: no longer than the file.
        _ => Some(0),
    })
}

/// What describes the streams of a compressed directory.
struct Description<'a>(&'a [u8]);

impl Description<'_> {
    /// Returns the greatest length of an unpacked stream.
    fn unpacked(mut self) -> Option<u64> {
        let mut kind = self.byte()?;
        if kind == 0x06 {
            let (_position, streams) = (self.number()?, self.number()?);
            kind = self.byte()?;
            if kind == 0x09 {
                self.numbers(streams)?;
                kind = self.byte()?;
            }
            if kind == 0x0A {
                self.checksums(streams)?;
                kind = self.byte()?;
            }
            kind = if kind == 0 { self.byte()? } else { return None };
        }
        if kind != 0x07 || self.byte()? != 0x0B {
            return None;
        }
        let folders = self.number()?;
        let external = self.byte()?;
        if external != 0 {
            return None;
        }
        let mut streams = 0_u64;
        for _ in 0..folders {
            streams = streams.checked_add(self.folder()?)?;
        }
        if self.byte()? != 0x0C {
            return None;
        }
        let mut longest = 0;
        for _ in 0..streams {
            longest = longest.max(self.number()?);
        }
        Some(longest)
    }

    /// Steps over a folder and returns how many streams come out of its coders.
    fn folder(&mut self) -> Option<u64> {
        let (mut taken, mut given) = (0_u64, 0_u64);
        for _ in 0..self.number()? {
            let flags = self.byte()?;
            self.skip(u64::from(flags & 0x0F))?;
            let (streams_in, streams_out) = if flags & 0x10 == 0 { (1, 1) } else { (self.number()?, self.number()?) };
            taken = taken.checked_add(streams_in)?;
            given = given.checked_add(streams_out)?;
            if flags & 0x20 != 0 {
                let length = self.number()?;
                self.skip(length)?;
            }
        }
        let bound = given.checked_sub(1)?;
        self.numbers(bound.checked_mul(2)?)?;
        let packed = taken.checked_sub(bound)?;
        if packed > 1 {
            self.numbers(packed)?;
        }
        Some(given)
    }

    fn checksums(&mut self, streams: u64) -> Option<()> {
        let all = self.byte()? != 0;
        let mut defined = streams;
        if !all {
            let (bits, rest) = self.0.split_at_checked(usize::try_from(streams.div_ceil(8)).ok()?)?;
            defined = bits.iter().map(|byte| u64::from(byte.count_ones())).sum();
            self.0 = rest;
        }
        self.skip(defined.checked_mul(4)?)
    }

    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    fn skip(&mut self, length: u64) -> Option<()> {
        self.0 = self.0.get(usize::try_from(length).ok()?..)?;
        Some(())
    }

    /// Reads a number: each leading bit that is set in its first byte stands for one more byte, the low ones first.
    fn number(&mut self) -> Option<u64> {
        let first = self.byte()?;
        let more = first.leading_ones().min(8);
        let mut value = 0;
        for place in 0..more {
            value |= u64::from(self.byte()?) << (8 * place);
        }
        let high = u64::from(first) & (0x7F >> more.min(7));
        Some(if more < 7 { value | high << (8 * more) } else { value })
    }

    fn numbers(&mut self, count: u64) -> Option<()> {
        (0..count).try_for_each(|_| self.number().map(drop))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn archive(description: &[u8]) -> Vec<u8> {
        let mut bytes = b"7z\xBC\xAF\x27\x1C\0\x04".to_vec();
        bytes.extend([0; 4]);
        bytes.extend(0_u64.to_le_bytes());
        bytes.extend((description.len() as u64).to_le_bytes());
        bytes.extend([0; 4]);
        bytes.extend(description);
        bytes
    }

    fn length(description: &[u8]) -> Option<u64> {
        directory_length(&mut io::Cursor::new(archive(description))).unwrap()
    }

    /// One stream of `size`, coded by LZMA with its five bytes of properties.
    fn compressed(size: &[u8]) -> Vec<u8> {
        let head: &[u8] = b"\x17\x06\x10\x01\x09\x20\x00\x07\x0B\x01\x00\x01\x23\x03\x01\x01\x05\x5D\0\0\x10\0\x0C";
        [head, size, b"\x00\x00"].concat()
    }

    #[test]
    fn the_length_of_a_directory_is_known_before_it_is_unpacked() {
        assert_eq!(length(&compressed(b"\x40")), Some(64));
        assert_eq!(length(&compressed(b"\x81\x23")), Some(0x123));
        assert_eq!(length(&compressed(b"\xF0\x00\x00\x00\x80")), Some(0x8000_0000));
        assert_eq!(length(&compressed(b"\xFF\x00\x00\x00\x00\x00\x01\x00\x00")), Some(1 << 40));
        assert_eq!(length(b"\x01\x04"), Some(0), "not compressed");
        for cut in 1..23 {
            assert_eq!(length(compressed(b"\x40").get(..cut).unwrap()), None, "cut after {cut}");
        }
    }

    #[test]
    fn a_directory_that_would_fill_the_memory_is_refused() {
        let bytes = archive(&compressed(b"\xFF\x00\x00\x00\x00\x00\x01\x00\x00"));
        let mut warnings = Vec::new();
        let bounds = Bounds::new(crate::import::Limits::default(), std::rc::Rc::default());
        let length = bytes.len() as u64;
        let file = Box::new(io::Cursor::new(bytes));
        members(file, length, &bounds, &mut |_, _| Ok(true), &mut |warning| warnings.push(warning)).unwrap();
        let expected =
            "the directory of the 7z archive expands to 1099511627776 bytes; unpack it yourself if you trust it";
        assert_eq!(warnings, [expected]);
    }
}
