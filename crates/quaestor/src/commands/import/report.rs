//! The import report: what became of every record, by file.

use std::collections::BTreeMap;
use std::path::Path;

use connect::import::{LeafOutcome, LeafStatus};
use serde_json::{Value, json};
use store::LeafAccount;

use super::plural;
use crate::output::{self, Grid, bytes, count, duration, instant};

/// The report of one import.
#[derive(Debug, Default)]
pub(crate) struct Report {
    /// One for each leaf: a file, or a member of an archive.
    pub(crate) files: Vec<FileReport>,
    /// Bytes of the files as received.
    pub(crate) bytes: u64,
    /// Wall-clock seconds.
    pub(crate) seconds: f64,
    /// Head of the seal chain afterwards; none where nothing was sealed.
    pub(crate) head: Option<String>,
}

/// What became of one leaf.
#[derive(Debug)]
pub(crate) struct FileReport {
    path: String,
    status: Status,
    account: LeafAccount,
    unmapped: Vec<(String, u64)>,
}

#[derive(Debug)]
enum Status {
    Read,
    Known,
    Unrecognised(String),
    Ignored(String),
    Failed(String),
}

impl FileReport {
    /// A leaf that was read now.
    pub(crate) fn new(path: &Path, account: &LeafAccount, outcome: &LeafOutcome, warnings: &[String]) -> Self {
        let status = match &outcome.status {
            LeafStatus::Recognised => Status::Read,
            LeafStatus::Unrecognised(reason) => Status::Unrecognised(reason.clone()),
            LeafStatus::Ignored(reason) => Status::Ignored(reason.clone()),
        };
        let mut account = account.clone();
        account.warnings.extend(warnings.iter().cloned());
        Self { path: path.display().to_string(), status, account, unmapped: outcome.unmapped.clone() }
    }

    /// A leaf whose very bytes were imported before: every record that was kept then is a duplicate now.
    pub(crate) fn known(path: &Path, account: &LeafAccount) -> Self {
        let status = if account.format.is_some() {
            Status::Known
        } else {
            Status::Unrecognised("known, and not recognised before".into())
        };
        let again = LeafAccount {
            stored: BTreeMap::new(),
            derived: BTreeMap::new(),
            versions: 0,
            duplicates: account.read - account.rejected,
            ..account.clone()
        };
        Self { path: path.display().to_string(), status, account: again, unmapped: Vec::new() }
    }

    /// A file that is not looked into.
    pub(crate) fn ignored(path: &Path, reason: &str) -> Self {
        Self {
            path: path.display().to_string(),
            status: Status::Ignored(reason.to_owned()),
            account: LeafAccount::default(),
            unmapped: Vec::new(),
        }
    }

    /// A file that could not be read.
    pub(crate) fn failed(path: &Path, error: &anyhow::Error) -> Self {
        Self {
            path: path.display().to_string(),
            status: Status::Failed(format!("{error:#}")),
            account: LeafAccount::default(),
            unmapped: Vec::new(),
        }
    }

    fn name(&self) -> String {
        match &self.account.member {
            Some(member) => format!("{}!{member}", self.path),
            None => self.path.clone(),
        }
    }

    fn format(&self) -> String {
        match &self.status {
            Status::Read | Status::Known => self.account.format.clone().unwrap_or_default(),
            Status::Unrecognised(_) => "unrecognised".into(),
            Status::Ignored(_) => "ignored".into(),
            Status::Failed(_) => "failed".into(),
        }
    }

    /// First and last instant of the leaf's records, in microseconds since 1970.
    fn range(&self) -> Option<(i64, i64)> {
        let first = self.account.windows.iter().map(|w| w.from).min()?;
        let last = self.account.windows.iter().map(|w| w.to).max()?;
        Some((first, last))
    }

    fn tenants(&self) -> Vec<&str> {
        let mut tenants: Vec<&str> = self.account.windows.iter().map(|w| w.tenant.as_str()).collect();
        tenants.sort_unstable();
        tenants.dedup();
        tenants
    }

    fn json(&self) -> Value {
        let account = &self.account;
        let status = match &self.status {
            Status::Read => json!("read"),
            Status::Known => json!("known"),
            Status::Unrecognised(_) => json!("unrecognised"),
            Status::Ignored(_) => json!("ignored"),
            Status::Failed(_) => json!("failed"),
        };
        let reason = match &self.status {
            Status::Read | Status::Known => None,
            Status::Unrecognised(reason) | Status::Ignored(reason) | Status::Failed(reason) => Some(reason),
        };
        json!({
            "path": self.path,
            "member": account.member,
            "sha256": account.evidence,
            "status": status,
            "reason": reason,
            "format": account.format,
            "encoding": account.encoding,
            "read": account.read,
            "stored": account.stored,
            "derived": account.derived,
            "duplicates": account.duplicates,
            "versions": account.versions,
            "rejected": account.rejections.iter().map(|r| json!({"line": r.line, "reason": r.reason})).collect::<Vec<_>>(),
            "rejected_total": account.rejected,
            "first": self.range().map(|(first, _)| instant(first)),
            "last": self.range().map(|(_, last)| instant(last)),
            "tenants": self.tenants(),
            "cut": account.cut,
            "warnings": account.warnings,
            "unmapped": self.unmapped.iter().map(|(name, seen)| (name.clone(), json!(seen))).collect::<serde_json::Map<_, _>>(),
        })
    }
}

impl Report {
    /// Leaves in which nothing was recognised.
    pub(crate) fn unrecognised(&self) -> u64 {
        self.files.iter().filter(|f| matches!(f.status, Status::Unrecognised(_))).count() as u64
    }

    /// Files that could not be read.
    pub(crate) fn failed(&self) -> u64 {
        self.files.iter().filter(|f| matches!(f.status, Status::Failed(_))).count() as u64
    }

    /// Records that became no row.
    pub(crate) fn rejected(&self) -> u64 {
        self.files.iter().map(|f| f.account.rejected).sum()
    }

    fn sum(&self, what: impl Fn(&LeafAccount) -> u64) -> u64 {
        self.files.iter().map(|f| what(&f.account)).sum()
    }

    fn by_table(&self, what: impl Fn(&LeafAccount) -> &BTreeMap<String, u64>) -> BTreeMap<&str, u64> {
        let mut tables = BTreeMap::new();
        for (table, rows) in self.files.iter().flat_map(|f| what(&f.account)) {
            *tables.entry(table.as_str()).or_default() += rows;
        }
        tables
    }

    /// The report for scripts.
    pub(crate) fn json(&self) -> Value {
        json!({
            "files": self.files.iter().map(FileReport::json).collect::<Vec<_>>(),
            "totals": {
                "files": self.files.len(),
                "bytes": self.bytes,
                "read": self.sum(|a| a.read),
                "stored": self.by_table(|a| &a.stored),
                "stored_total": self.sum(|a| a.stored.values().sum()),
                "derived": self.by_table(|a| &a.derived),
                "duplicates": self.sum(|a| a.duplicates),
                "versions": self.sum(|a| a.versions),
                "rejected": self.rejected(),
                "unrecognised": self.unrecognised(),
                "failed": self.failed(),
                "seconds": self.seconds,
            },
            "head": self.head,
        })
    }

    /// Prints the report for people.
    pub(crate) fn print(&self) -> anyhow::Result<()> {
        // Where the terminal is narrow, digests go first, then times, then versions; `--report json` has them all.
        let width = output::width().unwrap_or(usize::MAX);
        let kept = |index: usize| match index {
            1 => width >= 150,
            6 => width >= 96,
            8 | 9 => width >= 120,
            _ => true,
        };
        let taken: usize =
            COLUMNS.iter().enumerate().filter(|(index, _)| kept(*index)).map(|(_, (_, wide))| wide).sum();
        let room = width.saturating_sub(taken).max(12);
        let headers: Vec<&'static str> =
            COLUMNS.iter().enumerate().filter(|(index, _)| kept(*index)).map(|(_, (header, _))| *header).collect();
        let mut grid = Grid::new(&headers);
        let mut row = |cells: [String; 10]| {
            grid.row(cells.into_iter().enumerate().filter(|(index, _)| kept(*index)).map(|(_, cell)| cell));
        };
        let time = |at: i64| instant(at).chars().take(if width < 150 { 10 } else { 20 }).collect::<String>();
        let prefix = common_folder(self.files.iter().map(|f| f.path.as_str()));
        for file in &self.files {
            let account = &file.account;
            let name = file.name();
            let name = name.strip_prefix(&prefix).unwrap_or(&name);
            row([
                end_of(name, room),
                account.evidence.chars().take(12).collect(),
                file.format(),
                count(account.read),
                count(account.stored.values().sum()),
                count(account.duplicates),
                count(account.versions),
                count(account.rejected),
                file.range().map(|(first, _)| time(first)).unwrap_or_default(),
                file.range().map(|(_, last)| time(last)).unwrap_or_default(),
            ]);
        }
        if self.files.len() > 1 {
            row([
                format!("{} files", self.files.len()),
                String::new(),
                String::new(),
                count(self.sum(|a| a.read)),
                count(self.sum(|a| a.stored.values().sum())),
                count(self.sum(|a| a.duplicates)),
                count(self.sum(|a| a.versions)),
                count(self.rejected()),
                String::new(),
                String::new(),
            ]);
        }
        grid.print()?;
        output::data(&format!("\n{}{}{}", self.tables_text(), self.remarks(), self.closing()))
    }

    fn tables_text(&self) -> String {
        let line = |tables: BTreeMap<&str, u64>| {
            tables.iter().map(|(table, rows)| format!("{table} {}", count(*rows))).collect::<Vec<_>>().join(", ")
        };
        let stored = self.by_table(|a| &a.stored);
        let derived = self.by_table(|a| &a.derived);
        let mut text = String::new();
        if !stored.is_empty() {
            text += &format!("stored   {}\n", line(stored));
        }
        if !derived.is_empty() {
            text += &format!("derived  {} (the same records in another table)\n", line(derived));
        }
        let mut tenants: Vec<&str> = self.files.iter().flat_map(FileReport::tenants).collect();
        tenants.sort_unstable();
        tenants.dedup();
        if !tenants.is_empty() {
            text += &format!("tenants  {}\n", tenants.join(", "));
        }
        if tenants.contains(&store::UNKNOWN_TENANT) {
            text += "         records of the unknown tenant do not tell theirs; --tenant GUID names it\n";
        }
        text
    }

    fn remarks(&self) -> String {
        let mut text = String::new();
        for file in &self.files {
            let mut lines = Vec::new();
            match &file.status {
                Status::Read | Status::Known | Status::Ignored(_) => {}
                Status::Unrecognised(reason) => lines.push(format!("not recognised, kept as evidence: {reason}")),
                Status::Failed(reason) => lines.push(format!("failed: {reason}")),
            }
            lines.extend(file.account.warnings.iter().cloned());
            lines.extend(
                file.account.rejections.iter().take(SHOWN).map(|r| format!("line {}: rejected: {}", r.line, r.reason)),
            );
            let hidden = file.account.rejected.saturating_sub(SHOWN as u64);
            if hidden > 0 && file.account.rejections.len() > SHOWN {
                lines.push(format!("… and {} more rejected; --report json lists them", count(hidden)));
            }
            if !file.unmapped.is_empty() {
                let names: Vec<&str> = file.unmapped.iter().take(8).map(|(name, _)| name.as_str()).collect();
                let more = file.unmapped.len().saturating_sub(8);
                let tail = if more > 0 { format!(" and {more} more") } else { String::new() };
                lines.push(format!("fields without a column, kept in the evidence: {}{tail}", names.join(", ")));
            }
            if !lines.is_empty() {
                text += &format!("{}\n", file.name());
                for line in lines {
                    text += &format!("  {line}\n");
                }
            }
        }
        text
    }

    fn closing(&self) -> String {
        let read = self.sum(|a| a.read);
        let mut text = format!(
            "read {} = stored {} + duplicates {} + rejected {}",
            count(read),
            count(self.sum(|a| a.stored.values().sum())),
            count(self.sum(|a| a.duplicates)),
            count(self.rejected()),
        );
        text += &format!("   {} in {}", bytes(self.bytes), duration(self.seconds));
        if self.unrecognised() > 0 {
            text += &format!("   {} not recognised", plural(self.unrecognised(), "file"));
        }
        if let Some(head) = &self.head {
            text += &format!("\nsealed   {head}");
        }
        text + "\n"
    }
}

/// Columns of the report, and what each takes on a narrow terminal beside the file's name.
const COLUMNS: [(&str, usize); 10] = [
    ("!file", 2),
    ("sha-256", 14),
    ("format", 24),
    (">read", 11),
    (">stored", 11),
    (">duplicates", 12),
    (">versions", 10),
    (">rejected", 10),
    ("!first", 12),
    ("!last", 12),
];

/// Returns the end of a text, as much as there is room for.
fn end_of(text: &str, room: usize) -> String {
    let length = text.chars().count();
    if length <= room {
        return text.to_owned();
    }
    std::iter::once('…').chain(text.chars().skip(length - room + 1)).collect()
}

/// Rejections shown for each file on the terminal.
const SHOWN: usize = 5;

/// Returns the folder that all paths share, with its separator, so that the table need not repeat it.
fn common_folder<'a>(paths: impl Iterator<Item = &'a str>) -> String {
    let mut common: Option<Vec<&str>> = None;
    for path in paths {
        let folders: Vec<&str> = path.split_inclusive('/').filter(|part| part.ends_with('/')).collect();
        common = Some(match common {
            None => folders,
            Some(known) => known.into_iter().zip(folders).take_while(|(a, b)| a == b).map(|(a, _)| a).collect(),
        });
    }
    common.unwrap_or_default().concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shared_folder_is_not_repeated() {
        assert_eq!(common_folder(["/a/b/c.json", "/a/b/d/e.json"].into_iter()), "/a/b/");
        assert_eq!(common_folder(["x.json", "/a/b.json"].into_iter()), "");
    }
}
