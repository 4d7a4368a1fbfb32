//! What goes, what must stay, and proof of both.
#![expect(clippy::disallowed_methods, reason = "a test writes the files it reads")]
#![expect(clippy::unwrap_used, reason = "a test without its ground has nothing to say")]

use std::path::Path;

use serde_json::Value;

use crate::support::{json, run, tenant};

fn done(archive: &Path, arguments: &[&str]) -> String {
    let output = run(archive, arguments);
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stderr).unwrap()
}

fn count(archive: &Path, query: &str) -> u64 {
    json(archive, &["query", &format!("{query} | count"), "--format", "json"])[0]["Count"].as_u64().unwrap()
}

#[test]
fn what_is_held_stays_what_is_old_goes_and_the_seal_holds() {
    let folder = tempfile::tempdir().unwrap();
    let (archive, logs) = (folder.path().join("archive"), folder.path().join("logs"));
    tenant(&logs, 12, 4, &["--start", "2026-01-05", "--attacks", "none", "--intensity", "60"]);
    done(&archive, &["import", logs.join("graph").to_str().unwrap()]);
    let most = json(
        &archive,
        &[
            "query",
            "SigninLogs | summarize Count = count() by User = tolower(UserPrincipalName) | sort by Count desc, User asc | take 2",
            "--format",
            "json",
        ],
    );
    let (held, other) = (most[0]["User"].as_str().unwrap(), most[1]["User"].as_str().unwrap());
    let of = |user: &str| format!("SigninLogs | where UserPrincipalName =~ '{user}'");
    let before = count(&archive, &of(held));
    let compliant = count(&archive, "SigninLogs | where ResultType == '50126'");

    // As long as nobody wrote a policy, everything is kept.
    for command in [&["retention", "plan"][..], &["retention", "apply", "--yes"]] {
        let output = run(&archive, command);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success() && said.contains("nothing would go"), "{command:?}: {said}");
    }
    let kept = json(&archive, &["retention", "plan", "--format", "json"]);
    assert_eq!((&kept["rows"], &kept["tables"]), (&Value::from(0), &Value::from(Vec::<Value>::new())));

    done(
        &archive,
        &["hold", "add", "case-17", "--user", held, "--from", "2026-01-01", "--reason", "dispute", "--by", "ann"],
    );
    done(
        &archive,
        &[
            "hold",
            "add",
            "case-17",
            "--where",
            "ResultType == '50126'",
            "--table",
            "SigninLogs",
            "--reason",
            "guesses",
            "--by",
            "ann",
        ],
    );
    std::fs::write(
        archive.join("retention.yaml"),
        "policies:\n  - {name: sign-ins, tables: [SigninLogs], keep: 30d}\n",
    )
    .unwrap();
    let plan = json(&archive, &["retention", "plan", "--format", "json"]);
    let rows = plan["rows"].as_u64().unwrap();
    assert!(rows > 0 && plan["tables"][0]["held"].as_u64().unwrap() >= before, "{plan}");
    let all = count(&archive, "SigninLogs");
    assert_eq!(count(&archive, "SigninLogs"), all, "a plan changes nothing");
    let refused = run(&archive, &["retention", "apply", "--now", "2999-01-01"]);
    assert!(!refused.status.success(), "what is kept until then cannot go today");
    done(&archive, &["retention", "apply", "--by", "bea"]);
    assert_eq!(count(&archive, &of(held)), before, "held by name");
    assert_eq!(count(&archive, "SigninLogs | where ResultType == '50126'"), compliant, "held by condition");
    assert!(count(&archive, "SigninLogs") < all);
    let verified = run(&archive, &["verify"]);
    assert!(verified.status.success(), "{}", String::from_utf8_lossy(&verified.stdout));

    // What is gone is told wherever it would be missed.
    let covered = run(&archive, &["coverage"]);
    assert!(String::from_utf8_lossy(&covered.stdout).contains("removed  "));
    let review =
        json(&archive, &["review", "new", "--week", "2026-W02", "--no-detect", "--by", "ann", "--format", "json"]);
    let report = run(&archive, &["report", "sign-ins", "--days", "2026-01-07..2026-01-08"]);
    let told = String::from_utf8_lossy(&report.stdout).into_owned();
    assert!(told.contains("lost records of the time before, which is compared with"), "{told}");
    let seen = review["coverage"].as_array().unwrap().iter().find(|covered| covered["table"] == "SigninLogs").unwrap();
    assert!(seen["state"] == "partly" && seen["remark"].as_str().unwrap().contains("to a removal on"), "{seen}");

    let refused = run(&archive, &["hold", "release", "1", "--reason", "settled", "--by", "ann"]);
    assert!(refused.status.success());
    let again = run(&archive, &["hold", "release", "1", "--reason", "settled", "--by", "Ann "]);
    assert!(!again.status.success(), "who asked cannot confirm");
    done(&archive, &["retention", "apply", "--yes", "--by", "bea"]);
    assert_eq!(count(&archive, &of(held)), before, "a request alone releases nothing");
    done(&archive, &["hold", "release", "1", "--reason", "settled", "--by", "bea"]);
    done(&archive, &["retention", "apply", "--yes", "--by", "bea"]);
    assert!(count(&archive, &of(held)) < before);

    let everywhere =
        format!("union SigninLogs, AADNonInteractiveUserSignInLogs | where UserPrincipalName =~ '{other}'");
    assert!(count(&archive, &everywhere) > 0);
    done(&archive, &["retention", "forget", "--user", other, "--reason", "request 1", "--yes", "--by", "ann"]);
    assert_eq!(
        count(&archive, &everywhere),
        count(&archive, &format!("{everywhere} and ResultType == '50126'")),
        "what a hold keeps stays"
    );
    let verified = run(&archive, &["verify"]);
    assert!(verified.status.success(), "{}", String::from_utf8_lossy(&verified.stdout));
    let chain = std::fs::read_dir(archive.join("ledger/chain")).unwrap();
    let last = chain.map(|entry| entry.unwrap().path()).max().unwrap();
    assert!(!std::fs::read_to_string(last).unwrap().contains(other), "the chain names nobody who was forgotten");
}
