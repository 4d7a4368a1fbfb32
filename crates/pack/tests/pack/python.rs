//! The same verdicts from `verify.py`, which every pack brings.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use pack::{Options, State, verify};

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
            assert!(
                said.starts_with(code),
                "{path}: the script says\n{}\nand the crate\n{verdict}",
                said.replace("\\n", "\n")
            );
        }
    }
}
