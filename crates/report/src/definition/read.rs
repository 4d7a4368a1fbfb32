//! YAML → definition.

use serde::de::{self, Deserializer, SeqAccess, Visitor};
use serde::{Deserialize, de::value::StrDeserializer};

use super::{Definition, Lookback};

/// Why a text is no definition of a report.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{name} is no report: {reason}")]
pub struct DefinitionError {
    /// The file.
    pub name: String,
    /// Where, what, and what to do.
    pub reason: String,
}

/// Reads a definition. `name` is the file's path, for errors.
///
/// # Errors
/// When the text is no YAML, or a key is missing, unknown or of the wrong kind; the line is told.
pub fn read(name: &str, text: &str) -> Result<Definition, DefinitionError> {
    serde_saphyr::from_str(text).map_err(|error| DefinitionError { name: name.to_owned(), reason: error.to_string() })
}

/// Rows that are shown where a panel does not say how many.
pub(super) fn shown() -> usize {
    25
}

/// Reads a value, or a list of them.
pub(super) fn one_or_more<'de, D, T>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    struct OneOrMore<T>(std::marker::PhantomData<T>);
    impl<'de, T: Deserialize<'de>> Visitor<'de> for OneOrMore<T> {
        type Value = Vec<T>;

        fn expecting(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            out.write_str("a name, or a list of names")
        }

        fn visit_str<E: de::Error>(self, text: &str) -> Result<Vec<T>, E> {
            Ok(vec![T::deserialize(StrDeserializer::new(text))?])
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Vec<T>, A::Error> {
            let mut all = Vec::new();
            while let Some(item) = items.next_element()? {
                all.push(item);
            }
            Ok(all)
        }
    }
    deserializer.deserialize_any(OneOrMore(std::marker::PhantomData))
}

impl<'de> Deserialize<'de> for Lookback {
    /// Reads `28d`, `12h`, `4w`, or `period`.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        if text == "period" {
            return Ok(Lookback::Period);
        }
        let span = span(&text).ok_or_else(|| {
            de::Error::custom(format!(
                "lookback is “{text}”, which is neither `period` nor a span as `28d`, `4w` or `12h`"
            ))
        })?;
        Ok(Lookback::Span(span))
    }
}

/// Reads a span of time as microseconds.
fn span(text: &str) -> Option<i64> {
    let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
    let hours = match text.strip_prefix(digits.as_str())? {
        "w" => 7 * 24,
        "d" => 24,
        "h" => 1,
        _ => return None,
    };
    digits.parse::<i64>().ok()?.checked_mul(hours)?.checked_mul(3_600_000_000)
}
