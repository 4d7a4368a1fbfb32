//! Sigma in, KQL out: each case of `cases/*.md` is a rule and what becomes of it.
//!
//! `UPDATE_CASES=1` writes what became of them into the files, to be read in the difference.
#![expect(clippy::unwrap_used, reason = "a test stops where it goes wrong")]

use std::fmt::Write as _;
use std::path::Path;

fn columns(table: &str) -> Option<Vec<String>> {
    let table = tables::by_name(table)?;
    Some(table.columns.iter().map(|column| column.name.to_owned()).collect())
}

/// What became of the rules, as the cases write it.
fn outcome(rules: &str) -> String {
    let converted = match sigma::convert(&[rules], &columns) {
        Ok(converted) => converted,
        Err(error) => return format!("```error\n{error}\n```\n"),
    };
    let mut text = String::new();
    for one in converted {
        match one.rule {
            Err(error) => writeln!(text, "```error\n{error}\n```").unwrap(),
            Ok(rule) => {
                let parsed = kql::parse(&rule.query);
                assert!(parsed.is_ok(), "{}: {:?}", rule.query, parsed.diagnostics);
                writeln!(text, "```kusto\n{}\n```", rule.query).unwrap();
                let entities = rule.entity_mappings.iter().map(|entity| {
                    let fields = entity.field_mappings.iter();
                    let fields = fields.map(|field| format!("{} {}", field.identifier, field.column_name));
                    format!("{} by {}", entity.entity_type, fields.collect::<Vec<_>>().join(" and "))
                });
                let entities = entities.collect::<Vec<_>>().join("; ");
                writeln!(
                    text,
                    "{}, every {} over {}. Entities: {entities}",
                    rule.severity, rule.query_frequency, rule.query_period
                )
                .unwrap();
            }
        }
        for note in one.notes {
            writeln!(text, "- {note}").unwrap();
        }
    }
    text
}

#[test]
fn every_case_becomes_what_it_says() {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases"));
    let update = std::env::var_os("UPDATE_CASES").is_some();
    let mut cases = 0;
    let mut wrong = String::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        let mut sections = text.split("\n## ");
        let mut written = sections.next().unwrap().to_owned();
        for section in sections {
            cases += 1;
            let (before, rest) = section.split_once("```yaml\n").unwrap();
            let (rules, expected) = rest.split_once("\n```\n").unwrap_or_else(|| panic!("{section}"));
            let actual = outcome(rules);
            if expected.trim() != actual.trim() {
                write!(wrong, "{}, {before}expected:\n{}\nbecame:\n{actual}\n", path.display(), expected.trim())
                    .unwrap();
            }
            write!(written, "\n## {before}```yaml\n{rules}\n```\n\n{actual}").unwrap();
        }
        if update {
            #[expect(clippy::disallowed_methods, reason = "the test's own files, on request")]
            std::fs::write(&path, written).unwrap();
        }
    }
    assert!(cases > 30, "{cases} cases");
    assert!(update || wrong.is_empty(), "{wrong}");
}

#[test]
fn a_rule_is_the_yaml_of_sentinel() {
    let rule = "
title: Sign-in with a legacy protocol
id: 6f1f1f5e-4a1e-4b6e-9d7c-6f0c5b1f0002
description: Basic authentication knows no second factor.
author: Ada Moreno
references: [https://learn.microsoft.com/entra/identity/conditional-access/policy-block-legacy-authentication]
tags: [attack.initial-access, attack.t1078.004]
level: critical
logsource: { product: azure, service: signinlogs }
detection:
  selection: { ResultType: 0, ClientAppUsed: [IMAP4, POP3] }
  condition: selection
";
    let yaml = sigma::convert(&[rule], &columns).unwrap().remove(0).rule.unwrap().to_yaml().unwrap();
    assert_eq!(yaml, include_str!("legacy.yaml"));
}

/// Public rules, where they are at hand; none of them is in the project.
#[test]
fn public_rules_convert_or_say_why() {
    let Some(folder) = std::env::var_os("SIGMA_RULES") else {
        return;
    };
    let mut files = Vec::new();
    let mut folders = vec![std::path::PathBuf::from(folder)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { folders.push(path) } else { files.push(path) }
        }
    }
    files.sort();
    let (mut good, mut report) = (0, String::new());
    for file in &files {
        let text = std::fs::read_to_string(file).unwrap();
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        match sigma::convert(&[&text], &columns) {
            Err(error) => writeln!(report, "{name}: {error}").unwrap(),
            Ok(converted) => {
                for one in converted {
                    match one.rule {
                        Err(error) => writeln!(report, "{name}: {error}").unwrap(),
                        Ok(rule) => {
                            good += 1;
                            if let Some(queries) = std::env::var_os("SIGMA_QUERIES") {
                                let mut line = serde_json::json!({"name": name, "query": rule.query}).to_string();
                                line.push('\n');
                                let mut out = std::fs::File::options().create(true).append(true).open(queries).unwrap();
                                std::io::Write::write_all(&mut out, line.as_bytes()).unwrap();
                            }
                        }
                    }
                }
            }
        }
    }
    assert!(good > 0, "none of {} files converted:\n{report}", files.len());
    eprintln!("{good} rules converted of {} files; not:\n{report}", files.len());
}
