//! A sink that keeps what it is given, and the report of an import in a few lines.

use arrow_array::cast::AsArray;
use connect::import::{BytesSource, FileOutcome, LeafInfo, LeafStatus, Options, Sink, SinkError, read_file};
use tables::Mapped;

/// What an import gave.
#[derive(Default)]
pub(crate) struct Kept {
    pub(crate) mapped: Vec<(LeafInfo, Mapped)>,
    pub(crate) bytes: u64,
}

impl Sink for Kept {
    fn rows(&mut self, leaf: &LeafInfo, mapped: Vec<Mapped>) -> Result<(), SinkError> {
        self.mapped.extend(mapped.into_iter().map(|m| (leaf.clone(), m)));
        Ok(())
    }

    fn progress(&mut self, bytes: u64) {
        self.bytes += bytes;
    }
}

impl Kept {
    /// `Table rows`, in the order of first sight; rows that repeat others are left out.
    pub(crate) fn tables(&self) -> String {
        let mut counts: Vec<(&str, usize)> = Vec::new();
        for (_, mapped) in self.mapped.iter().filter(|(_, m)| !m.derived) {
            match counts.iter_mut().find(|(name, _)| *name == mapped.table.name) {
                Some((_, count)) => *count += mapped.rows.num_rows(),
                None => counts.push((mapped.table.name, mapped.rows.num_rows())),
            }
        }
        counts.iter().map(|(name, count)| format!("{name} {count}")).collect::<Vec<_>>().join(", ")
    }

    /// The values of a column of a table, as text; what is null is `null`.
    pub(crate) fn column(&self, table: &str, column: &str) -> Vec<String> {
        let mut values = Vec::new();
        for (_, mapped) in self.mapped.iter().filter(|(_, m)| m.table.name == table) {
            let index = mapped.rows.schema().index_of(column).unwrap();
            let format = arrow_cast::display::FormatOptions::new().with_null("null");
            // Without the name of its time zone an instant prints without a table of zones; all are UTC.
            let array: arrow_array::ArrayRef =
                match mapped.rows.column(index).as_primitive_opt::<arrow_array::types::TimestampMicrosecondType>() {
                    Some(times) => std::sync::Arc::new(times.clone().with_timezone_opt(None::<&str>)),
                    None => mapped.rows.column(index).clone(),
                };
            let shown = arrow_cast::display::ArrayFormatter::try_new(array.as_ref(), &format).unwrap();
            values.extend((0..array.len()).map(|row| shown.value(row).to_string()));
        }
        values
    }
}

/// Imports bytes under a name.
pub(crate) fn import(name: &str, bytes: &[u8], options: &Options) -> (FileOutcome, Kept) {
    let mut kept = Kept::default();
    let outcome = read_file(&BytesSource::new(name, bytes), options, &mut kept).unwrap();
    for leaf in &outcome.leaves {
        assert_eq!(leaf.read, leaf.mapped + leaf.rejected_total, "{name}: {leaf:?}");
    }
    let rows: usize = kept.mapped.iter().filter(|(_, m)| !m.derived).map(|(_, m)| m.rows.num_rows()).sum();
    assert_eq!(outcome.leaves.iter().map(|l| l.mapped).sum::<u64>(), rows as u64, "{name}");
    (outcome, kept)
}

/// One line a leaf: member, format, encoding, figures; then its rejections and warnings.
pub(crate) fn report(outcome: &FileOutcome) -> String {
    let mut lines = Vec::new();
    for leaf in &outcome.leaves {
        let member = leaf.leaf.member.as_deref().map(|m| format!("{m}: ")).unwrap_or_default();
        match &leaf.status {
            LeafStatus::Recognised => lines.push(format!(
                "{member}{} read {} mapped {} rejected {}",
                leaf.leaf.format, leaf.read, leaf.mapped, leaf.rejected_total
            )),
            LeafStatus::Unrecognised(reason) => lines.push(format!("{member}unrecognised: {reason}")),
            LeafStatus::Ignored(reason) => lines.push(format!("{member}ignored: {reason}")),
        }
        lines.extend(leaf.rejected.iter().map(|r| format!("  line {}: {}", r.line, r.reason)));
        lines.extend(leaf.warnings.iter().map(|w| format!("  warning: {w}")));
    }
    lines.extend(outcome.warnings.iter().map(|w| format!("warning: {w}")));
    lines.join("\n")
}
