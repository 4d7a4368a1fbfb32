//! The generated pages of the reference are those that the program would write now. `UPDATE_REFERENCE=1` rewrites them.
#![expect(clippy::unwrap_used, reason = "a test without its ground has nothing to say")]

use std::fmt::Write;
use std::path::Path;

use connect::import::Format;
use detect::attack::{self, matrix::Matrix};

fn page(name: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/reference").join(name);
    if std::env::var_os("UPDATE_REFERENCE").is_some() {
        let mut file = std::fs::File::create(&path).unwrap();
        std::io::Write::write_all(&mut file, text.as_bytes()).unwrap();
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(committed == text, "docs/reference/{name} is stale; `make reference` rewrites it");
}

fn help(arguments: &[&str]) -> String {
    let folder = std::env::temp_dir();
    let output = crate::support::run(&folder, arguments);
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn commands() {
    let top = help(&["--help"]);
    let mut text =
        format!("# Commands\n\nWritten by a test from the program itself.\n\n```text\n{}\n```\n", top.trim_end());
    let names = top.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    let names: Vec<&str> =
        names.filter_map(|line| line.split_whitespace().next()).filter(|name| *name != "help").collect();
    assert!(names.contains(&"import") && names.contains(&"verify"), "{names:?}");
    for name in names {
        write!(text, "\n## quaestor {name}\n\n```text\n{}\n```\n", help(&[name, "--help"]).trim_end()).unwrap();
    }
    page("commands.md", &text);
}

#[test]
fn formats() {
    let mut text = String::from(
        "# Formats\n\nWritten by a test from the importer. The name is what reports show and what `--as` takes.\n\n| name | what it is |\n|---|---|\n",
    );
    for format in Format::ALL.iter().filter(|f| **f != Format::Unrecognised) {
        writeln!(text, "| `{}` | {} |", format.name(), format.title()).unwrap();
    }
    page("formats.md", &text);
}

#[test]
fn attack() {
    let rules = detect::RuleSet::embedded().rules;
    let matrix = Matrix::of(&rules);
    let figures = matrix.figures();
    let mut text = format!(
        "# MITRE ATT&CK\n\nWritten by a test from the rules that come with the program; `quaestor rules matrix` shows those of an archive too, and \
         `--layer` writes them for the ATT&CK Navigator.\n\nOf ATT&CK Enterprise {}, {} rules look for {} of {} techniques, under {} of {} tactics. \
         No tenant's logs show all of them: what happens inside a computer is not in this table.\n",
        attack::VERSION,
        figures.rules,
        figures.techniques,
        figures.all_techniques,
        figures.tactics,
        figures.all_tactics
    );
    let mut tactic = "";
    for cell in matrix.covered() {
        if tactic != cell.tactic.shortname {
            tactic = cell.tactic.shortname;
            write!(text, "\n## {}\n\n| technique | name | rules |\n|---|---|---|\n", cell.tactic.name).unwrap();
        }
        let address = cell.technique.id.replace('.', "/");
        let rules: Vec<String> = cell.rules.iter().map(|rule| format!("`{}`", rule.slug)).collect();
        writeln!(
            text,
            "| [{}](https://attack.mitre.org/techniques/{address}/) | {} | {} |",
            cell.technique.id,
            cell.technique.title(),
            rules.join(", ")
        )
        .unwrap();
    }
    write!(text, "\n{}\n", attack::NOTICE).unwrap();
    page("attack.md", &text);
}
