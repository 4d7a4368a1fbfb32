//! Parts of texts as an array of their own.

use std::sync::Arc;

use datafusion::arrow::array::{
    Array as _, ArrayRef, ByteView, MAX_INLINE_VIEW_LEN, StringViewArray, StringViewBuilder,
};

/// Builds an array of parts of another array's texts. A part that is too long to stand in its view is not copied: its view leads to where it lies.
#[derive(Debug)]
pub(crate) struct Parts<'a> {
    source: &'a StringViewArray,
    /// Which of the builder's blocks is the source's first.
    first: u32,
    builder: StringViewBuilder,
}

impl<'a> Parts<'a> {
    /// No parts yet, with room for so many.
    pub(crate) fn new(source: &'a StringViewArray, capacity: usize) -> Self {
        let mut builder = StringViewBuilder::with_capacity(capacity);
        let blocks: Vec<u32> =
            source.data_buffers().iter().map(|buffer| builder.append_block(buffer.clone())).collect();
        Parts { source, first: blocks.first().copied().unwrap_or_default(), builder }
    }

    /// Adds a part of the text of a row; any other text is copied.
    pub(crate) fn append(&mut self, row: usize, part: &str) {
        if self.share(row, part).is_none() {
            self.builder.append_value(part);
        }
    }

    /// Adds a part of the text of a row as a dynamic: of JSON's null the null.
    pub(crate) fn append_json(&mut self, row: usize, json: &str) {
        if json == "null" { self.append_null() } else { self.append(row, json) }
    }

    /// Adds the null.
    pub(crate) fn append_null(&mut self) {
        self.builder.append_null();
    }

    /// The array; the builder is empty afterwards.
    pub(crate) fn finish(&mut self) -> ArrayRef {
        Arc::new(self.builder.finish())
    }

    /// Adds the part by a view of it; `None` when it is short, or lies elsewhere.
    fn share(&mut self, row: usize, part: &str) -> Option<()> {
        let length = u32::try_from(part.len()).ok().filter(|length| *length > MAX_INLINE_VIEW_LEN)?;
        if row >= self.source.len() {
            return None;
        }
        let text = self.source.value(row);
        let start = part.as_ptr().addr().checked_sub(text.as_ptr().addr())?;
        if start.checked_add(part.len())? > text.len() {
            return None;
        }
        let view = ByteView::from(*self.source.views().get(row)?);
        let offset = view.offset.checked_add(u32::try_from(start).ok()?)?;
        self.builder.try_append_view(self.first.checked_add(view.buffer_index)?, offset, length).ok()
    }
}

#[cfg(test)]
mod tests {
    use datafusion::arrow::array::AsArray as _;

    use super::*;

    #[test]
    fn parts_are_the_texts_they_were_cut_from() {
        let source = StringViewArray::from(vec![Some("a text that is not short"), None, Some("short"), Some("")]);
        let mut parts = Parts::new(&source, 4);
        let long = source.value(0);
        parts.append(0, long.strip_prefix("a ").unwrap());
        parts.append(0, "a");
        parts.append_json(1, "null");
        parts.append(2, source.value(2));
        parts.append(3, "neither short nor of the row");
        parts.append(9, "of no row, and not short either");
        let array = parts.finish();
        let found: Vec<Option<&str>> = array.as_string_view().iter().collect();
        let expected = [
            Some("text that is not short"),
            Some("a"),
            None,
            Some("short"),
            Some("neither short nor of the row"),
            Some("of no row, and not short either"),
        ];
        assert_eq!(found, expected);
    }
}
