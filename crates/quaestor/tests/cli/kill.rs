//! `kill -9` at any point, then the same command again: the archive is that of an import nobody disturbed.
#![cfg(unix)]

use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::support::{json, quaestor, run, tenant};

#[test]
fn an_import_killed_and_begun_again_loses_nothing_and_keeps_nothing_twice() {
    let folder = tempfile::tempdir().unwrap();
    let logs = folder.path().join("logs");
    tenant(&logs, 4, 2, &[]);
    let path = logs.to_str().unwrap();
    let undisturbed = folder.path().join("undisturbed");
    let started = Instant::now();
    assert!(run(&undisturbed, &["import", path]).status.success());
    let whole = started.elapsed();
    let expected = json(&undisturbed, &["digest", "--format", "json"]);
    assert_ne!(expected, serde_json::json!({}));

    // Kills at later and later moments, until an import is quicker than its kill.
    let mut killed = 0;
    for step in 1..=40_u32 {
        let archive = folder.path().join(format!("killed-{step}"));
        let mut midway = false;
        // Twice on one archive: what the first leaves behind, the second meets.
        for _ in 0..2 {
            let mut import =
                quaestor(&archive).args(["import", path]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
            std::thread::sleep(Duration::max(whole * step / 10, Duration::from_millis(1)));
            midway |= import.try_wait().unwrap().is_none();
            import.kill().unwrap();
            import.wait().unwrap();
        }
        if !midway {
            break;
        }
        killed += 1;
        assert!(run(&archive, &["import", path]).status.success());
        assert_eq!(json(&archive, &["digest", "--format", "json"]), expected, "killed after {step} tenths");
        assert_eq!(run(&archive, &["verify", "--quick"]).status.code(), Some(0), "killed after {step} tenths");
    }
    assert!(killed > 0, "every import was quicker than its kill");
}
