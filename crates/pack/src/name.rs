//! Which names a file of a pack can have.
//!
//! Only ASCII letters, digits and ` . _ - ` in parts joined by `/`. So no two names look alike or are one name to some
//! system: there is nothing to normalise, letters are compared without case, and no name means anything to a shell.

use std::collections::BTreeSet;

/// Longest name, in bytes: what Windows can unpack below a folder of the user's.
const LONGEST: usize = 180;
/// Names that Windows keeps for devices, whatever follows their first dot.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// Returns why a name cannot stand in a pack; nothing where it can.
pub(crate) fn fault(name: &str) -> Option<&'static str> {
    if name.is_empty() || name.len() > LONGEST {
        return Some("a name has 1 to 180 characters");
    }
    if !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b" ._-/".contains(&byte)) {
        return Some("a name has only ASCII letters, digits, spaces and . _ - /");
    }
    name.split('/').find_map(part_fault)
}

fn part_fault(part: &str) -> Option<&'static str> {
    if part.is_empty() {
        return Some("a name is relative and has no empty parts");
    }
    if part == ".." || part.ends_with('.') || part.starts_with(' ') || part.ends_with(' ') {
        return Some("no part of a name is .. or ., ends in a dot, or begins or ends with a space");
    }
    let stem = part.split('.').next().unwrap_or(part).trim_end().to_ascii_lowercase();
    let numbered = |word: &str| {
        stem.strip_prefix(word)
            .is_some_and(|rest| rest.len() == 1 && rest != "0" && rest.as_bytes()[0].is_ascii_digit())
    };
    if DEVICES.contains(&stem.as_str()) || numbered("com") || numbered("lpt") {
        return Some("the name is one of a device on Windows");
    }
    None
}

/// Names in use. Two that differ in case alone, or of which one would be a folder of the other, are not both taken.
#[derive(Debug, Default)]
pub(crate) struct Taken {
    files: BTreeSet<String>,
    folders: BTreeSet<String>,
}

impl Taken {
    /// Takes a name, or returns why it cannot be taken.
    pub(crate) fn take(&mut self, name: &str) -> Result<(), &'static str> {
        if let Some(fault) = fault(name) {
            return Err(fault);
        }
        let name = name.to_ascii_lowercase();
        if self.folders.contains(&name) {
            return Err("another name has it as a folder");
        }
        for (at, _slash) in name.match_indices('/') {
            let folder = name.get(..at).unwrap_or_default();
            if self.files.contains(folder) {
                return Err("a folder in it is the name of another file");
            }
            self.folders.insert(folder.to_owned());
        }
        if self.files.insert(name) {
            Ok(())
        } else {
            Err("another file has this name, or one that differs in case alone")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_every_system_unpacks_are_taken() {
        for name in [
            "review.html",
            "records/entry 17.jsonl",
            "seal/ledger/chain/0000000042.json",
            ".profile/x",
            "con-1/command.txt",
        ] {
            assert_eq!(fault(name), None, "{name}");
        }
    }

    #[test]
    fn names_that_lead_elsewhere_or_look_like_others_are_not() {
        let long = "a".repeat(181);
        for name in [
            "",
            "/etc/passwd",
            "a//b",
            "a/",
            "../a",
            "a/../b",
            ".",
            "a/.",
            "c:\\a",
            "C:a",
            "a\\b",
            "naïve",
            "nai\u{308}ve",
            "a\0b",
            "a\nb",
            " a",
            "a ",
            "a.",
            "NUL",
            "aux.txt",
            "x/com1.log",
            "lpt9",
            "\u{202e}cod.exe",
            "a*",
            "a?",
            "a\"b",
            "$(x)",
            &long,
        ] {
            assert!(fault(name).is_some(), "{name:?}");
        }
    }

    #[test]
    fn a_name_is_taken_once() {
        let mut taken = Taken::default();
        assert_eq!(taken.take("a/b.json"), Ok(()));
        assert_eq!(taken.take("a/c.json"), Ok(()));
        for name in ["a/b.json", "A/b.JSON", "a", "a/b.json/c", "A/B.json/d/e"] {
            assert!(taken.take(name).is_err(), "{name}");
        }
    }
}
