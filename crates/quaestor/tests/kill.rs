//! `kill -9` at any point, then the same command again: the archive is that of an import nobody disturbed.
#![cfg(unix)]

mod support;

use std::process::Stdio;
use std::time::{Duration, Instant};

use support::{json, quaestor, run, tenant};

#[test]
fn an_import_killed_and_begun_again_loses_nothing_and_keeps_nothing_twice() {
    let folder = tempfile::tempdir().unwrap();
    let logs = folder.path().join("logs");
    tenant(&logs, 6, 3, &[]);
    let path = logs.to_str().unwrap();
    let undisturbed = folder.path().join("undisturbed");
    let started = Instant::now();
    assert!(run(&undisturbed, &["import", path]).status.success());
    let whole = started.elapsed();
    let expected = json(&undisturbed, &["digest", "--format", "json"]);
    assert_ne!(expected, serde_json::json!({}));

    let mut killed_midway = 0;
    for step in 1..=12_u32 {
        let archive = folder.path().join(format!("killed-{step}"));
        // Several kills on one archive, at moments spread over the whole of an import.
        for share in [step, 13 - step] {
            let mut import =
                quaestor(&archive).args(["import", path]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
            std::thread::sleep(Duration::max(whole * share / 13, Duration::from_millis(1)));
            if import.try_wait().unwrap().is_none() {
                killed_midway += 1;
            }
            import.kill().unwrap();
            import.wait().unwrap();
        }
        assert!(run(&archive, &["import", path]).status.success());
        assert_eq!(json(&archive, &["digest", "--format", "json"]), expected, "killed at {step}/13");
        assert_eq!(run(&archive, &["verify"]).status.code(), Some(0), "killed at {step}/13");
    }
    assert!(killed_midway > 6, "only {killed_midway} of 24 imports were still running when they were killed");
}
