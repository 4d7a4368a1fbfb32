//! Every report over a small make-believe tenant, held against what it said before. `UPDATE_SNAPSHOTS=1` writes them anew.
#![expect(clippy::disallowed_methods, reason = "a test writes the files it reads")]
#![expect(clippy::unwrap_used, reason = "a test without its ground has nothing to say")]

use std::path::{Path, PathBuf};

use crate::support::{json, run, tenant};

/// Lines that are of another run: when it was made, and the archive's own chain.
fn is_of_this_run(line: &str) -> bool {
    ["Made", "Records as of"].iter().any(|name| line.trim_start_matches(['|', ' ', '-', '*']).starts_with(name))
}

/// Reports that `make browser` opens: one with every kind of chart.
const OPENED: &[&str] = &["executive-summary", "failures-by-place", "time-of-day", "mfa"];

/// The line with every instant of the run itself, when the records were received, as `(now)`; those of the tenant are of October 2026.
fn without_now(line: &str) -> String {
    let form = "0000-00-00 00:00:00Z";
    let mut out = String::new();
    let mut rest = line;
    while let Some(first) = rest.chars().next() {
        let is_instant = rest.get(..form.len()).is_some_and(|text| {
            text.chars().zip(form.chars()).all(|(is, like)| if like == '0' { is.is_ascii_digit() } else { is == like })
        });
        if is_instant && !rest.starts_with("2026-10-0") {
            out += "(now)";
            rest = rest.get(form.len()..).unwrap_or_default();
        } else {
            out.push(first);
            rest = rest.get(first.len_utf8()..).unwrap_or_default();
        }
    }
    out
}

#[test]
fn every_report_says_what_it_said_before() {
    let folder = tempfile::tempdir().unwrap();
    let (archive, logs) = (folder.path().join("archive"), folder.path().join("logs"));
    tenant(&logs, 25, 5, &["--start", "2026-10-05", "--intensity", "40"]);
    let import =
        run(&archive, &["import", logs.join("graph").to_str().unwrap(), logs.join("management").to_str().unwrap()]);
    assert!(import.status.success(), "{}", String::from_utf8_lossy(&import.stderr));
    let person = json(
        &archive,
        &[
            "query",
            "SigninLogs | summarize Count = count() by User = tolower(UserPrincipalName) | sort by Count desc, User asc | take 1",
            "--format",
            "json",
        ],
    );
    let person = format!("User={}", person[0]["User"].as_str().unwrap());
    let list = json(&archive, &["report", "list", "--format", "json"]);
    let reports = list.as_array().unwrap();
    assert!(reports.len() >= 15, "{list}");
    let golden = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden/reports");
    // Where `make browser` opens them.
    let pages = Path::new(env!("CARGO_TARGET_TMPDIR")).join("pages");
    std::fs::create_dir_all(&pages).unwrap();
    let mut differing = Vec::new();
    for report in reports {
        let id = report["id"].as_str().unwrap();
        let mut arguments = vec!["report", id, "--days", "2026-10-07..2026-10-09"];
        if report["parameters"].as_array().unwrap().iter().any(|name| name == "User") {
            arguments.extend(["--set", &person]);
        }
        let made = |more: &[&str]| {
            let output = run(&archive, &[&arguments, more].concat());
            assert!(output.status.success(), "{id}: {}", String::from_utf8_lossy(&output.stderr));
            String::from_utf8(output.stdout).unwrap()
        };
        if OPENED.contains(&id) {
            made(&["--format", "html", "--out", pages.join(format!("report-{id}.html")).to_str().unwrap()]);
        }
        let text = made(&["--format", "md"]);
        let kept: Vec<String> = text.lines().filter(|line| !is_of_this_run(line)).map(without_now).collect();
        held(&golden, id, &(kept.join("\n") + "\n"), &mut differing);
    }
    assert!(differing.is_empty(), "UPDATE_SNAPSHOTS=1 writes them anew:\n{}", differing.join("\n"));
}

fn held(golden: &Path, id: &str, text: &str, differing: &mut Vec<String>) {
    let file = golden.join(format!("{id}.md"));
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        std::fs::create_dir_all(golden).unwrap();
        std::fs::write(&file, text).unwrap();
        return;
    }
    let known = std::fs::read_to_string(&file).unwrap_or_default();
    if known != text {
        let line = known.lines().zip(text.lines()).find(|(before, now)| before != now);
        differing.push(format!("{}: {line:?}", file.display()));
    }
}
