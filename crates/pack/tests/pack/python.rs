//! The same verdicts from `verify.py`, which every pack brings.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use pack::{Options, State, verify};

use crate::sample::{Archive, sample};

/// Runs the script once for many packs: it is started a thousand times faster so.
const DRIVER: &str = r#"
import contextlib, io, runpy, sys
for line in sys.stdin.read().splitlines():
    script = runpy.run_path(sys.argv[1], run_name="script")
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        code = script["main"]([line])
    print(code, repr(out.getvalue()))
"#;

/// Packs on disk that both checks are asked about.
pub(crate) struct Both {
    folder: tempfile::TempDir,
    asked: Vec<(String, State, String)>,
}

impl Both {
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap(), asked: Vec::new() }
    }

    /// Checks a zip, and remembers it for the script.
    pub(crate) fn check(&mut self, zip: &[u8]) -> pack::Verdict {
        let path = self.folder.path().join(format!("{}.zip", self.asked.len()));
        let mut file = std::fs::File::create(&path).unwrap();
        file.write_all(zip).unwrap();
        self.check_path(&path)
    }

    /// Checks a zip or a folder, and remembers it for the script.
    pub(crate) fn check_path(&mut self, path: &Path) -> pack::Verdict {
        let verdict = verify(path, &Options::default()).unwrap();
        self.asked.push((path.display().to_string(), verdict.state, verdict.to_string()));
        verdict
    }

    /// Asks the script, and compares.
    pub(crate) fn agree(self) {
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/instructions/verify.py");
        let started =
            Command::new("python3").args(["-c", DRIVER, script]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
        let Ok(mut running) = started else {
            eprintln!("skipped: verify.py was not run, since there is no python3");
            return;
        };
        let paths: Vec<_> = self.asked.iter().map(|(path, ..)| path.as_str()).collect();
        running.stdin.take().unwrap().write_all(paths.join("\n").as_bytes()).unwrap();
        let output = running.wait_with_output().unwrap();
        let said = String::from_utf8(output.stdout).unwrap();
        let said: Vec<_> = said.lines().collect();
        assert_eq!(said.len(), self.asked.len(), "the script answers for each: {said:?}");
        for ((path, state, verdict), said) in self.asked.iter().zip(said) {
            let code = match state {
                State::Unaltered => "0 ",
                State::Altered => "1 ",
                State::Incomplete => "2 ",
            };
            let differ = || format!("{path}: the script says\n{}\nand the crate\n{verdict}", said.replace("\\n", "\n"));
            assert!(said.starts_with(code), "{}", differ());
            let head = verdict.lines().next().unwrap();
            assert!(said.contains(&format!("{head}\\n")), "{}", differ());
            // After something that belongs nowhere, the script does not find its way back as the crate does.
            for line in verdict.lines().filter(|line| *state != State::Altered && line.starts_with("  checked: ")) {
                assert!(said.contains(&format!("\\n{line}\\n")), "{}", differ());
            }
        }
    }
}

#[test]
fn the_script_compares_an_expected_key_and_refuses_what_is_none() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("review.zip");
    std::fs::File::create(&path).unwrap().write_all(&sample()).unwrap();
    let asked = |key: &str| {
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/instructions/verify.py");
        let output = Command::new("python3").arg(script).arg(&path).args(["--key", key]).output().ok()?;
        Some((output.status.code().unwrap(), String::from_utf8_lossy(&output.stdout).into_owned()))
    };
    let told = |key: &str, code: i32, says: &str| {
        let Some((found, said)) = asked(key) else {
            eprintln!("skipped: verify.py was not run, since there is no python3");
            return;
        };
        assert_eq!(found, code, "{said}");
        assert!(said.contains(says), "{said}");
    };
    let public = Archive::new(7).public();
    told(&public, 0, "unaltered and complete\n");
    told(&format!(" {}\n", public.to_uppercase()), 0, "unaltered and complete\n");
    told(&Archive::new(8).public(), 1, "it was made with another key than the expected one");
    for wrong in ["zz", "", "seal/verify.pub", &format!("{public}0")] {
        told(wrong, 3, &format!("not checked: '{wrong}' is not a public key"));
    }
}
