//! The page of plain Python that checks an archive without quaestor, `examples/check-archive.py`, says what `verify` says.

use std::path::Path;
use std::process::Command;

use tables::Shape;

use super::support::*;
use crate::{Removal, Selection};

/// Runs the script; none where there is no Python. Returns whether it found the archive unaltered, and what it said.
fn run(at: &Path) -> Option<(bool, String)> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/check-archive.py");
    let output = Command::new("python3").arg(script).arg(at).output().ok()?;
    let said = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    Some((output.status.success(), said))
}

#[test]
fn the_script_knows_documents_and_removals() {
    let folder = tempfile::tempdir().unwrap();
    let archive = archive(folder.path());
    import(&archive, &sign_ins(0, 4)).unwrap();
    import(&archive, &sign_ins(700, 706)).unwrap();
    import_as(&archive, "OtherRecords", Shape::Graph, &[r#"{"a":1}"#.into()]).unwrap();
    let order = Removal { who: "ada".into(), reason: "test".into(), policy: "test".into(), ..Removal::default() };
    let before = Some(1_772_323_200_000_000 + 86_400_000_000);
    let selections = vec![Selection { table: "SigninLogs".into(), before, ..Selection::default() }];
    let mut writer = archive.writer().unwrap();
    let document = writer.put_document("review", b"nothing found").unwrap();
    writer.act("ada", "review.sign", "review", serde_json::Value::Null, vec![document.clone()]).unwrap();
    let by_policy = writer.remove(&Removal { selections, ..order.clone() }).unwrap();
    let by_request = writer.remove(&Removal { subject: vec!["ada@contoso.example".into()], ..order }).unwrap();
    writer.close().unwrap();
    assert_eq!((by_policy.evidence.len(), by_request.redacted.len()), (1, 1));
    let Some((good, said)) = run(folder.path()) else {
        eprintln!("python3 is not there; the script was not tried");
        return;
    };
    assert!(good && said.contains("unaltered: 6 entries"), "{said}");
    let cut = crate::evidence::redacted_path(&by_request.redacted[0].sha256, 6);
    for path in [cut, crate::evidence::document_path(&document)] {
        let bytes = archive.storage.get(&path).unwrap();
        archive.storage.put(&path, bytes.slice(1..)).unwrap();
        let (good, said) = run(folder.path()).unwrap();
        assert!(!good && said.contains(&format!("{path}: altered")), "{said}");
        archive.storage.put(&path, bytes).unwrap();
    }
    assert!(run(folder.path()).unwrap().0);
}
