//! Cases and the evidence clock, as a user meets them.
#![expect(clippy::expect_used, reason = "a test without its ground has nothing to say")]

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::support::{json, run, tenant};

/// Runs the program; it must do what was asked. Returns what it prints.
fn done(archive: &Path, arguments: &[&str]) -> String {
    let output = run(archive, arguments);
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("text")
}

/// Runs the program; it must refuse. Returns why.
fn refused(archive: &Path, arguments: &[&str]) -> String {
    let output = run(archive, arguments);
    assert_eq!(output.status.code(), Some(1), "{arguments:?}");
    String::from_utf8(output.stderr).expect("text")
}

/// An archive of a tenant of so many people, and so many of its days.
fn archive_of(people: u32, days: u32) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let (logs, archive) = (folder.path().join("logs"), folder.path().join("archive"));
    std::fs::create_dir(&archive).expect("a folder");
    tenant(&logs, people, days, &[]);
    done(&archive, &["import", logs.to_str().expect("UTF-8")]);
    (folder, archive)
}

#[test]
fn a_case_from_its_opening_to_its_end() {
    let (_folder, archive) = archive_of(12, 3);
    let someone = "SigninLogs | summarize n = count() by UserPrincipalName | top 1 by n | project UserPrincipalName";
    let rows = json(&archive, &["query", someone, "--format", "json"]);
    let user = rows.to_string().split('"').find(|part| part.contains('@')).expect("a name").to_owned();

    let id = done(&archive, &["case", "open", "Odd sign-ins", "--severity", "high", "--by", "ada"]);
    assert_eq!(id, "case-1\n");
    done(&archive, &["case", "people", "case-1", &user, "--by", "ada"]);
    done(&archive, &["case", "note", "case-1", "called her", "--by", "ben"]);
    let events = json(&archive, &["case", "timeline", "case-1", "--limit", "0", "--format", "json"]);
    let events = events.as_array().expect("events");
    let count = format!("SigninLogs | where UserPrincipalName == \"{user}\" | count");
    let expected = json(&archive, &["query", &count, "--format", "json"]).to_string();
    let of = |table: &str| events.iter().filter(|event| event["reference"] == table && event["user"] == *user).count();
    assert!(of("SigninLogs") > 0 && expected.contains(&of("SigninLogs").to_string()), "{expected}");
    assert_eq!(events.iter().filter(|event| event["kind"] == "act").count(), 3);
    assert!(events.is_sorted_by_key(|event| event["time"].as_str().map(str::to_owned)));

    let start = [
        "case",
        "clock",
        "start",
        "case-1",
        "nis2",
        "--at",
        "2026-01-05T08:00:00Z",
        "--basis",
        "her call",
        "--by",
        "ada",
    ];
    done(&archive, &start);
    let clocks = json(&archive, &["case", "clock", "list", "--format", "json"]);
    let states: Vec<&str> =
        clocks.as_array().expect("clocks").iter().filter_map(|clock| clock["state"].as_str()).collect();
    assert_eq!(states, ["missed", "missed", "waiting"]);
    done(
        &archive,
        &["case", "clock", "met", "case-1", "nis2-notification", "--at", "2026-01-07T08:00:00Z", "--reference", "12"],
    );
    let shown = json(&archive, &["case", "show", "case-1", "--format", "json"]);
    let due =
        shown["clock_states"].as_array().expect("clocks").iter().find(|clock| clock["rule"] == "nis2-final-report");
    let february = 1_770_451_200_000_000_i64;
    assert_eq!(due.expect("the follower")["due"], february, "a month after it was met, 2026-02-07T08:00:00Z");

    let add = ["case", "blocker", "add", "hidden-origin", "a VPN", "--about", "case-1"];
    assert_eq!(done(&archive, &add), "blocker-1\n");
    assert!(done(&archive, &["case", "show", "case-1"]).contains("VPN or proxy origin"));
    done(&archive, &["case", "close", "case-1", "--reason", "revoked", "--outcome", "confirmed"]);
    assert!(refused(&archive, &["case", "close", "case-1", "--reason", "again"]).contains("closed already"));
    assert_eq!(json(&archive, &["case", "list", "--format", "json"]), Value::Array(Vec::new()));
    done(&archive, &["verify"]);
}

#[test]
fn a_covert_case_is_told_to_its_members_alone() {
    let (_folder, archive) = archive_of(5, 1);
    done(&archive, &["case", "open", "Quiet", "--covert", "--member", "Ben", "--by", "ada"]);
    assert!(done(&archive, &["case", "list", "--by", "BEN"]).contains("Quiet"));
    let list = run(&archive, &["case", "list", "--by", "eve", "--all"]);
    assert!(list.stdout.is_empty() && !String::from_utf8_lossy(&list.stderr).contains("case-1"));
    for arguments in [
        &["case", "show", "ID"][..],
        &["case", "note", "ID", "x"],
        &["case", "timeline", "ID"],
        &["case", "blocker", "add", "other", "x", "--about", "ID"],
        &["case", "clock", "start", "ID", "gdpr-33", "--at", "2026-01-01", "--basis", "x"],
    ] {
        let told = |id: &str| {
            let arguments: Vec<&str> = arguments.iter().map(|word| if *word == "ID" { id } else { *word }).collect();
            refused(&archive, &[&arguments[..], &["--by", "eve"]].concat()).replace(id, "ID")
        };
        assert_eq!(told("case-1"), told("case-9"), "{arguments:?}");
    }

    // Nor does its hold exist for others, nor is any of it in the chain, which goes to auditors.
    done(&archive, &["hold", "add", "case-1", "--user", "mole@x.example", "--reason", "Quiet hold", "--by", "ada"]);
    let seen_by = |who: &str| json(&archive, &["hold", "list", "--by", who, "--format", "json"]);
    assert_eq!((seen_by("ben").as_array().map(Vec::len), seen_by("eve").as_array().map(Vec::len)), (Some(1), Some(0)));
    let release = |number: &str| {
        refused(&archive, &["hold", "release", number, "--reason", "x", "--by", "eve"]).replace(number, "N")
    };
    assert_eq!(release("1"), release("9"));
    done(&archive, &["case", "note", "case-1", "he knows of Quiet", "--by", "ben"]);
    let chain = archive.join("ledger/chain");
    for entry in std::fs::read_dir(&chain).expect("the chain") {
        let text = std::fs::read_to_string(entry.expect("an entry").path()).expect("text");
        assert!(!text.contains("Quiet") && !text.contains("mole@"), "{text}");
    }
    assert!(done(&archive, &["case", "show", "case-1", "--by", "ben"]).contains("he knows of Quiet"));
    done(&archive, &["verify"]);
}

#[test]
fn a_hold_says_what_it_holds_and_can_be_followed() {
    let (_folder, archive) = archive_of(5, 1);
    for (terms, why) in [
        (&["--ip", "nowhere"][..], "neither an address nor a network"),
        (&["--ip", "192.0.2.0/33"], "it goes to 32"),
        (&["--where", "Nope == 1"], "no table that has records has the columns"),
        (&["--where", "UserId =="], "cannot be read"),
        (&[], "say what is held"),
        (&["--user", "a@x", "--by", " "], "--by is blank"),
    ] {
        let said = refused(&archive, &[&["hold", "add", "case-7", "--reason", "r"], terms].concat());
        assert!(said.contains(why), "{terms:?}: {said}");
    }
    for terms in
        [&["--everything"][..], &["--ip", "192.0.2.0/24"], &["--where", "UserId != ''"], &["--from", "2026-01-01"]]
    {
        done(&archive, &[&["hold", "add", "case-7", "--reason", "r"], terms].concat());
    }
}

#[test]
fn the_evidence_clock_tells_what_is_lost_next() {
    let (_folder, archive) = archive_of(5, 1);
    let of = |all: &Value, source: &str| {
        let rows = all.as_array().expect("rows").iter();
        rows.filter(|row| row["source"] == source && row["table"] == "SigninLogs").cloned().collect::<Vec<_>>()
    };
    let unknown = of(&json(&archive, &["expiry", "--all", "--format", "json"]), "entra-sign-ins");
    assert!(unknown.len() >= 3 && unknown.iter().all(|row| row["assumed"] == true), "{unknown:?}");
    let mut file = std::fs::File::create(archive.join("licences.yaml")).expect("a file");
    std::io::Write::write_all(&mut file, b"tenants: {'*': {entra: p2, audit: standard}}\n").expect("written");
    let known = of(&json(&archive, &["expiry", "--all", "--format", "json"]), "entra-sign-ins");
    assert!(known.iter().all(|row| row["assumed"] == false && row["kept"] == "30 days"), "{known:?}");
    let mut file = std::fs::File::create(archive.join("licences.yaml")).expect("a file");
    std::io::Write::write_all(&mut file, b"tenants:\n  '*': {entra: e5}\n").expect("written");
    assert!(refused(&archive, &["expiry"]).contains("reading licences.yaml, line 2"));
    assert!(done(&archive, &["expiry", "--sources"]).contains("message-trace"));
}
