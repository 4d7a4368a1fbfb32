//! The seek table at the end of an evidence object.
//!
//! Frames follow each other, each decompresses on its own; after them a skippable frame, which `zstd -d` passes over, lists
//! their sizes. Source: <https://github.com/facebook/zstd/blob/dev/contrib/seekable_format/zstd_seekable_compression_format.md>

/// Bytes of a file that make one frame: large enough to compress well, small enough to be read for one record.
pub(super) const FRAME: usize = 4 << 20;

const SKIPPABLE: u32 = 0x184D_2A5E;
const SEEKABLE: u32 = 0x8F92_EAB1;
const FOOTER: usize = 9;
const HEADER: usize = 8;
const LINE: usize = 8;

/// Sizes of the frames of an object, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct SeekTable {
    /// Bytes as stored and bytes as received.
    pub(super) frames: Vec<(u32, u32)>,
}

impl SeekTable {
    /// Returns the table as it stands at the end of the object.
    pub(super) fn encode(&self) -> Vec<u8> {
        let lines = self.frames.iter().flat_map(|(stored, received)| [*stored, *received]).flat_map(u32::to_le_bytes);
        let count = self.frames.len() as u32;
        let length = self.frames.len() * LINE + FOOTER;
        let mut bytes = Vec::with_capacity(length + HEADER);
        bytes.extend(SKIPPABLE.to_le_bytes());
        bytes.extend((length as u32).to_le_bytes());
        bytes.extend(lines);
        bytes.extend(count.to_le_bytes());
        bytes.push(0);
        bytes.extend(SEEKABLE.to_le_bytes());
        bytes
    }

    /// Returns how many bytes the table takes, from the object's last nine.
    pub(super) fn length(footer: &[u8]) -> Option<usize> {
        let (count, rest) = footer.split_first_chunk::<4>()?;
        let (flags, magic) = rest.split_first()?;
        if *flags != 0 || magic != SEEKABLE.to_le_bytes() {
            return None;
        }
        (u32::from_le_bytes(*count) as usize).checked_mul(LINE)?.checked_add(HEADER + FOOTER)
    }

    /// Reads a table; none where it is not one, or does not describe an object of this many bytes.
    pub(super) fn decode(bytes: &[u8], object: u64) -> Option<Self> {
        let footer = bytes.len().checked_sub(FOOTER)?;
        let (lines, footer) = bytes.split_at_checked(footer)?;
        if Self::length(footer)? != bytes.len() {
            return None;
        }
        let (lines, _rest) = lines.get(HEADER..)?.as_chunks::<4>();
        let (pairs, _rest) = lines.as_chunks::<2>();
        let frames =
            pairs.iter().map(|[stored, received]| (u32::from_le_bytes(*stored), u32::from_le_bytes(*received)));
        let table = Self { frames: frames.collect() };
        let stored: u64 = table.frames.iter().map(|(stored, _received)| u64::from(*stored)).sum();
        (table.encode() == bytes && stored + bytes.len() as u64 == object).then_some(table)
    }

    /// Returns how many bytes the footer takes that [`Self::length`] reads.
    pub(super) const fn footer() -> u64 {
        FOOTER as u64
    }
}
