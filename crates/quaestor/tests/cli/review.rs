//! A week from its records to a pack that an auditor checks without quaestor.
#![expect(clippy::disallowed_methods, reason = "a test writes the files it reads")]
#![expect(clippy::unwrap_used, reason = "a test without its ground has nothing to say")]

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::support::{json, quaestor, run, tenant};

const WEEK: &str = "2026-W41";

fn done(archive: &Path, arguments: &[&str]) -> String {
    let output = run(archive, arguments);
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn refused(archive: &Path, arguments: &[&str]) -> String {
    let output = run(archive, arguments);
    assert!(!output.status.success(), "{arguments:?} was not refused");
    String::from_utf8(output.stderr).unwrap()
}

fn texts(list: &Value) -> BTreeSet<String> {
    list.as_array().unwrap().iter().map(|text| text.as_str().unwrap().to_owned()).collect()
}

/// A week of forty people with five attacks in it, judged by three families of rules.
fn week(folder: &Path) -> (std::path::PathBuf, Value) {
    let (archive, logs) = (folder.join("archive"), folder.join("logs"));
    let attacks = "mfa-fatigue-then-success,role-granted-outside-pim,mailbox-forwarding-and-hiding-rules,audit-switched-off,high-risk-sign-in";
    tenant(&logs, 40, 7, &["--start", "2026-10-05", "--attacks", attacks]);
    done(&archive, &["import", logs.join("graph").to_str().unwrap(), logs.join("management").to_str().unwrap()]);
    let truth = std::fs::read_to_string(logs.join("ground-truth.json")).unwrap();
    let mut arguments = vec!["detect", "--from", "2026-10-05", "--to", "2026-10-11"];
    for family in ["sign-in", "directory", "mail", "logging"] {
        arguments.extend(["--rule", family]);
    }
    done(&archive, &arguments);
    (archive, serde_json::from_str(&truth).unwrap())
}

fn holds_the_contract(review: &Value) {
    for key in ["period", "population", "coverage", "sign_in_review", "defender_review", "entries"] {
        assert!(!review[key].is_null(), "{key}");
    }
    assert_eq!(review["period"]["from"], "2026-10-05T00:00:00Z");
    assert_eq!(review["period"]["to"], "2026-10-12T00:00:00Z");
    let fields = [
        "date_of_review",
        "outcome",
        "actions_taken",
        "ids_retrieved",
        "ip_addresses",
        "users_identified",
        "update",
        "recommendation",
    ];
    for field in fields {
        assert!(!review["sign_in_review"][field].is_null(), "{field}");
    }
    for ids in review["sign_in_review"]["ids_retrieved"].as_array().unwrap() {
        for id in ["resource_id", "resource_tenant_id", "home_tenant_id"] {
            assert!(ids[id].is_string(), "{id}");
        }
    }
    for field in ["date_of_review", "risky_users", "alerts_incidents", "actions_taken", "conclusion", "recommendation"]
    {
        assert!(!review["defender_review"][field].is_null(), "{field}");
    }
    for entry in review["entries"].as_array().unwrap() {
        for key in ["id", "title", "count", "records", "findings", "disposition"] {
            assert!(entry.get(key).is_some(), "{key} of {entry}");
        }
    }
}

#[test]
fn a_week_is_reviewed_signed_packed_and_checked_by_the_plain_script() {
    let folder = tempfile::tempdir().unwrap();
    let (archive, truth) = week(folder.path());
    let review = json(&archive, &["review", "new", "--week", WEEK, "--no-detect", "--by", "ann", "--format", "json"]);
    holds_the_contract(&review);
    told_by_the_records(&archive, &review);
    every_attack_is_among_the_entries(&review, &truth);
    assert_eq!(json(&archive, &["review", "show", WEEK, "--format", "json"])["entries"], review["entries"]);

    what_stands_in_the_way_is_told(&archive);
    what_was_not_there_is_not_called_stable(&archive);
    page(&archive, &["review", "show", WEEK], "review-draft.html");
    decided_and_signed(&archive, &review);
    page(&archive, &["review", "show", WEEK], "review-locked.html");
    packed_and_checked(folder.path(), &archive);
    let verified = run(&archive, &["verify"]);
    assert!(verified.status.success(), "{}", String::from_utf8_lossy(&verified.stdout));
}

/// The archive begins with the week, and rules look back further: what lies before is told as not collected.
fn what_stands_in_the_way_is_told(archive: &Path) {
    let alerts = json(archive, &["alerts", "--format", "json"]);
    let found: Vec<Value> = alerts
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|alert| {
            let id = alert["id"].as_str().unwrap();
            json(archive, &["case", "blocker", "find", id, "--format", "json"]).as_array().unwrap().clone()
        })
        .collect();
    let begins = |one: &Value| one["detail"].as_str().unwrap().starts_with("the archive begins later");
    assert!(found.iter().any(|one| one["table"] == "SigninLogs" && begins(one)), "{found:?}");
    let nowhere = |one: &Value| one["table"] == "AzureActivity" && one["kind"] == "not-collected";
    assert!(found.iter().any(nowhere), "{found:?}");
}

/// A week of which there is nothing.
fn what_was_not_there_is_not_called_stable(archive: &Path) {
    let new = ["review", "new", "--week", "2026-W30", "--no-detect", "--by", "ann", "--format", "json"];
    let review = json(archive, &new);
    let form = &review["sign_in_review"];
    assert!(form["recommendation"].as_str().unwrap().starts_with("Collect SigninLogs"), "{form}");
    assert!(form["update"].as_str().unwrap().contains("there was no sign-in to look at"), "{form}");
    let stable = review["defender_review"]["conclusion"].as_str().unwrap();
    assert!(!stable.contains("System stable"), "{stable}");
}

/// Writes a page where `make browser` opens it.
fn page(archive: &Path, arguments: &[&str], name: &str) {
    let pages = Path::new(env!("CARGO_TARGET_TMPDIR")).join("pages");
    std::fs::create_dir_all(&pages).unwrap();
    let mut arguments = arguments.to_vec();
    let out = pages.join(name);
    arguments.extend(["--format", "html", "--out", out.to_str().unwrap()]);
    done(archive, &arguments);
}

/// The numbers are those of the records.
fn told_by_the_records(archive: &Path, review: &Value) {
    let count = |query: &str| json(archive, &["query", query, "--format", "json"])[0]["Count"].as_u64().unwrap();
    let between = "TimeGenerated between (datetime(2026-10-05) .. datetime(2026-10-11T23:59:59.999999))";
    let all = count(&format!(
        "union SigninLogs, AADNonInteractiveUserSignInLogs, AADServicePrincipalSignInLogs, AADManagedIdentitySignInLogs | where {between} | count"
    ));
    let population = &review["population"];
    assert_eq!(population["sign_ins"], all);
    let success = count(&format!(
        "union SigninLogs, AADNonInteractiveUserSignInLogs, AADServicePrincipalSignInLogs, AADManagedIdentitySignInLogs | where {between} and ResultType == '0' | count"
    ));
    assert_eq!(population["success"], success);
    let sum: u64 =
        ["success", "failure", "interrupted", "unknown"].iter().map(|key| population[key].as_u64().unwrap()).sum();
    assert_eq!(sum, all, "every sign-in ended in one way");
    let risky = json(
        archive,
        &[
            "query",
            "AADRiskyUsers | where RiskState =~ 'atRisk' | project User = tolower(UserPrincipalName)",
            "--format",
            "json",
        ],
    );
    let named = review["defender_review"]["risky_users"].to_string();
    for user in risky.as_array().unwrap() {
        assert!(named.contains(user["User"].as_str().unwrap()), "{user} is at risk, and not in {named}");
    }
    assert!(!review["detection"]["behind"].as_array().unwrap().is_empty(), "families that did not judge are told");
    let conclusion = review["defender_review"]["conclusion"].as_str().unwrap();
    assert!(!conclusion.contains("System stable"), "{conclusion}");
}

/// Each seeded attack stands in an entry, with its people and addresses in the form.
fn every_attack_is_among_the_entries(review: &Value, truth: &Value) {
    let users = texts(&review["sign_in_review"]["users_identified"]);
    let addresses = texts(&review["sign_in_review"]["ip_addresses"]);
    let attacks = truth["attacks"].as_array().unwrap();
    assert!(attacks.len() >= 4, "{truth}");
    for attack in attacks {
        let name = &attack["name"];
        let victims = texts(&attack["victims"]);
        let sources = texts(&attack["sources"]);
        let entries = review["entries"].as_array().unwrap();
        let about = |entry: &&Value| {
            let text = entry.to_string();
            victims.iter().chain(&sources).any(|part| text.contains(part.as_str()))
        };
        assert!(entries.iter().any(|entry| about(&entry)), "{name} is in no entry");
        assert!(
            !victims.is_disjoint(&users) || !sources.is_disjoint(&addresses),
            "{name}: {victims:?} from {sources:?} is not in the form"
        );
    }
}

fn decided_and_signed(archive: &Path, review: &Value) {
    let entries = review["entries"].as_array().unwrap().len();
    let refusal = refused(archive, &["review", "sign", "--by", "ann"]);
    assert!(refusal.contains("undecided"), "{refusal}");
    assert!(
        refused(archive, &["review", "decide", "999", "--expected", "--reason", "x"]).contains("there is no entry 999")
    );
    assert!(refused(archive, &["review", "decide", "1", "--reason", "x"]).contains("say what is decided"));
    done(archive, &["review", "decide", "1", "--escalate", "--reason", "handed to the incident team", "--by", "ann"]);
    if entries > 1 {
        done(
            archive,
            &["review", "decide", &format!("2-{entries}"), "--expected", "--reason", "an exercise", "--by", "ann"],
        );
    }
    done(archive, &["review", "sign", WEEK, "--by", "ann"]);
    assert!(refused(archive, &["review", "sign", WEEK, "--by", "Ann"]).contains("another person's"));
    done(archive, &["review", "sign", WEEK, "--by", "bea"]);
    done(archive, &["review", "lock", WEEK, "--by", "bea"]);
    assert!(refused(archive, &["review", "new", "--week", WEEK, "--no-detect"]).contains("not made anew"));
    done(
        archive,
        &["review", "amend", WEEK, "--reason", "the team closed it", "--entry", "1", "--no-action", "--by", "cem"],
    );
    let after = json(archive, &["review", "show", WEEK, "--format", "json"]);
    assert_eq!(after["status"], "locked");
    assert_eq!(after["entries"][0]["disposition"]["decision"], "no-action");
    assert_eq!(after["signatures"].as_array().unwrap().len(), 2);
    assert!(after["sign_in_review"]["recommendation"].as_str().unwrap().starts_with("No action required"), "{after}");
    // The same stories arrive decided the next time.
    let next = json(
        archive,
        &["review", "new", "--days", "2026-10-05..2026-10-11", "--no-detect", "--by", "ann", "--format", "json"],
    );
    let carried = next["entries"].as_array().unwrap().iter().filter(|entry| !entry["disposition"].is_null()).count();
    assert_eq!(carried, entries, "{}", next["entries"]);
    for entry in next["entries"].as_array().unwrap() {
        let given = &entry["disposition"];
        assert_eq!(
            given["carried_from"], WEEK,
            "the review in which it was decided, not the closing of its alerts: {given}"
        );
        assert!(given["until"].is_string(), "{given}");
    }
}

fn packed_and_checked(folder: &Path, archive: &Path) {
    let pack = folder.join("review.zip");
    let zip = pack.to_str().unwrap();
    done(archive, &["pack", WEEK, "-o", zip, "--by", "ann"]);
    let verdict = json(archive, &["pack", "verify", zip, "--format", "json"]);
    assert_eq!(verdict["state"], "unaltered", "{verdict}");
    assert!(verdict["facts"]["records"].as_u64().unwrap() > 0, "{verdict}");
    assert!(verdict["facts"]["acts"].as_u64().unwrap() >= 6, "{verdict}");

    let script = folder.join("verify.py");
    std::fs::write(&script, pack::instructions::PYTHON).unwrap();
    let python = |zip: &Path| Command::new("python3").arg(&script).arg(zip).output();
    let Ok(checked) = python(&pack) else {
        eprintln!("skipped: the plain script, since there is no python3");
        return;
    };
    assert_eq!(
        checked.status.code(),
        Some(0),
        "{}{}",
        String::from_utf8_lossy(&checked.stdout),
        String::from_utf8_lossy(&checked.stderr)
    );
    let mut bytes = std::fs::read(&pack).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    let altered = folder.join("altered.zip");
    std::fs::write(&altered, &bytes).unwrap();
    assert_eq!(python(&altered).unwrap().status.code(), Some(1), "the script finds the flipped bit");
    let found = quaestor(archive).args(["pack", "verify", altered.to_str().unwrap()]).output().unwrap();
    assert_eq!(found.status.code(), Some(3), "{}", String::from_utf8_lossy(&found.stdout));
    let beyond = format!("9999:{}", "0".repeat(64));
    for (more, code) in [(["--key", "zz"], 2), (["--anchor", beyond.as_str()], 4)] {
        let checked = quaestor(archive).args(["pack", "verify", zip]).args(more).output().unwrap();
        assert_eq!(checked.status.code(), Some(code), "{more:?}: {}", String::from_utf8_lossy(&checked.stdout));
    }
}

/// The script for a timer, as docs/reviewing.md has it.
#[test]
#[cfg(target_os = "linux")]
fn the_script_for_mondays_reviews_last_week_and_leaves_a_signed_review_alone() {
    let date = |of: &str| {
        let output = Command::new("date").args(["-u", "-d", "7 days ago", of]).output().unwrap();
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    };
    let (week, begins) = (date("+%G-W%V"), date("+%F"));
    let folder = tempfile::tempdir().unwrap();
    let (archive, inbox, outbox) = (folder.path().join("archive"), folder.path().join("in"), folder.path().join("out"));
    tenant(&inbox, 5, 1, &["--start", &begins]);
    let program = Path::new(env!("CARGO_BIN_EXE_quaestor")).parent().unwrap();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/weekly-review/weekly-review.sh");
    let monday = || {
        let mut command = Command::new(&script);
        command.arg(&inbox).arg(&outbox).args(["--no-detect", "--owner", "ann"]).env("QUAESTOR_DATA", &archive);
        command.env("PATH", format!("{}:{}", program.display(), std::env::var("PATH").unwrap()));
        let output = command.output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{said}");
        let made = std::fs::read(outbox.join(&week).with_extension("json")).unwrap();
        (said, serde_json::from_slice::<Value>(&made).unwrap())
    };
    let (_, first) = monday();
    assert!(first["population"]["sign_ins"].as_u64().unwrap() > 0, "{}", first["population"]);
    assert_eq!(monday().1["entries"], first["entries"], "nothing new came in");
    assert!(outbox.join(&week).with_extension("html").exists());
    done(&archive, &["review", "sign", &week, "--leave-open", "tried out", "--by", "ann"]);
    let (said, _) = monday();
    assert!(said.contains("it is left as it is"), "{said}");
}
