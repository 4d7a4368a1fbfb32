//! What people do about what was found, and how long there is something to be found.
//!
//! | part | what it does |
//! |---|---|
//! | [`blocker`] | what stands in the way of an answer |
//! | [`case`] | what belongs together, who may know of it, and what was done |
//! | [`clock`] | what has to be told to whom, until when, and whether it was |
//! | [`evidence`] | how long Microsoft still keeps what the archive does not hold |
//! | [`retention`] | which rows a policy gives up, and when |
//!
//! Pure: acts, coverage and configuration go in, values come out. The clock and the files come in from the edge; what people
//! do is sealed by the store.

pub mod blocker;
pub mod case;
pub mod clock;
mod configuration;
pub mod evidence;
mod instant;
pub mod retention;
mod text;

pub use configuration::ConfigurationError;

#[cfg(test)]
mod tests {
    use crate::{blocker, clock, evidence, retention};

    /// The blocks of YAML in a page.
    fn examples(page: &str) -> Vec<String> {
        let blocks = page.split("```yaml\n").skip(1);
        blocks.filter_map(|block| block.split("```").next().map(str::to_owned)).collect()
    }

    #[test]
    fn the_examples_of_the_guide_can_be_read() {
        let [retention_file] = &examples(include_str!("../../../docs/retention.md"))[..] else { panic!("one example") };
        let policies = retention::Policies::read(retention_file).unwrap();
        assert_eq!((policies.0.len(), policies.unreached().len()), (4, 0));
        let [clocks] = &examples(include_str!("../../../docs/cases.md"))[..] else { panic!("one example") };
        assert!(clock::Rules::shipped().unwrap().with(clocks).unwrap().get("contract-acme").is_some());
        let [licences] = &examples(include_str!("../../../docs/evidence-clock.md"))[..] else { panic!("one example") };
        let sources = evidence::Sources::shipped().unwrap();
        assert_eq!(evidence::Licences::read(licences, &sources).unwrap().tenants.len(), 2);
    }

    #[test]
    fn the_guide_knows_every_kind_of_blocker() {
        let page = include_str!("../../../docs/cases.md");
        for kind in blocker::Kind::ALL {
            assert!(page.contains(&format!("| `{}` |", kind.id())), "{}", kind.id());
        }
    }
}
