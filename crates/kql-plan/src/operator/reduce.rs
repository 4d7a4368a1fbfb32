//! `reduce`: texts that are alike, as one pattern each.
//!
//! Source: <https://learn.microsoft.com/kusto/query/reduce-operator>; the method is that of Risto Vaarandi, "A Data Clustering Algorithm for Mining
//! Patterns From Event Logs" (2003): <https://ristov.github.io/publications/slct-ipom03-web.pdf>.

use std::collections::HashMap;

use crate::rows::{Row, Rows, RowsOperator, RunError};
use crate::{Context, Value};

/// The pattern of texts that are like no others.
const OTHERS: &str = "others";
/// A text is cut into at most so many words; the rest is one more.
const MAX_WORDS: usize = 4096;

/// `reduce`: puts texts together that have the same frequent words in the same places.
///
/// A text is cut into words at each separator. A word is frequent at its place when at least two texts, and the fraction `threshold` of all, have it
/// there. Texts with the same frequent words are one group, when they are frequent enough together; the others are `others`. In the pattern `*`
/// stands for the words that are not frequent.
///
/// Input: the text is the last column. Result: pattern, count (long) and the first text of each group, the largest first and `others` last; or, with
/// `source`, the columns of the input before the text, and the pattern.
#[derive(Debug)]
pub struct Reduce {
    threshold: f64,
    separators: Option<String>,
    source: bool,
}

/// A text, cut up: what stands before each word, and the word.
type Words<'t> = Vec<(&'t str, &'t str)>;

impl Reduce {
    /// `threshold`: a fraction of the texts. `separators`: the characters between words; when absent, all but letters and digits.
    pub fn new(threshold: f64, separators: Option<String>, source: bool) -> Self {
        Reduce { threshold, separators, source }
    }

    fn separates(&self, character: char) -> bool {
        match &self.separators {
            Some(separators) => separators.contains(character),
            None => !character.is_alphanumeric(),
        }
    }

    fn words<'t>(&self, text: &'t str) -> Words<'t> {
        let mut words = Vec::new();
        let mut rest = text;
        while !rest.is_empty() {
            let start = rest.find(|character| !self.separates(character)).unwrap_or(rest.len());
            let (before, behind) = rest.split_at_checked(start).unwrap_or((rest, ""));
            let end = if words.len() == MAX_WORDS {
                behind.len()
            } else {
                behind.find(|character| self.separates(character)).unwrap_or(behind.len())
            };
            let (word, behind) = behind.split_at_checked(end).unwrap_or((behind, ""));
            words.push((before, word));
            rest = behind;
        }
        words
    }

    /// The pattern of a text of which only some words are frequent. What stands for several words that are not is one `*`.
    fn pattern(&self, words: &Words<'_>, frequent: &[bool]) -> String {
        let mut pattern = String::new();
        let mut after_star = false;
        for ((before, word), frequent) in words.iter().zip(frequent) {
            // Separators that the query chose are no part of the texts; at a star nothing is lost when they go.
            let chosen = self.separators.is_some();
            if *frequent || word.is_empty() {
                if !(chosen && after_star) {
                    pattern.push_str(before);
                }
                pattern.push_str(word);
                after_star = false;
            } else if !after_star {
                if !chosen {
                    pattern.push_str(before);
                }
                pattern.push('*');
                after_star = true;
            }
        }
        pattern
    }

    /// The pattern of each text.
    fn patterns(&self, texts: &[&str]) -> Vec<Option<String>> {
        let cut: Vec<Words<'_>> = texts.iter().map(|text| self.words(text)).collect();
        let support = (self.threshold * texts.len() as f64).max(2.0);
        let mut counts: HashMap<(usize, &str), usize> = HashMap::new();
        for words in &cut {
            for (place, (_, word)) in words.iter().enumerate() {
                *counts.entry((place, word)).or_default() += 1;
            }
        }
        let patterns: Vec<Option<String>> = cut
            .iter()
            .map(|words| {
                let frequent: Vec<bool> = words
                    .iter()
                    .enumerate()
                    .map(|(place, (_, word))| counts.get(&(place, *word)).is_some_and(|count| *count as f64 >= support))
                    .collect();
                frequent.contains(&true).then(|| self.pattern(words, &frequent))
            })
            .collect();
        let mut members: HashMap<&str, usize> = HashMap::new();
        for pattern in patterns.iter().flatten() {
            *members.entry(pattern).or_default() += 1;
        }
        let large = |pattern: &String| members.get(pattern.as_str()).is_some_and(|count| *count as f64 >= support);
        let kept: Vec<bool> = patterns.iter().map(|pattern| pattern.as_ref().is_some_and(large)).collect();
        patterns.into_iter().zip(kept).map(|(pattern, kept)| pattern.filter(|_| kept)).collect()
    }
}

impl RowsOperator for Reduce {
    fn name(&self) -> &'static str {
        "reduce"
    }

    fn run(&self, inputs: Vec<Rows>, _context: &Context) -> Result<Vec<Row>, RunError> {
        let rows = inputs.into_iter().next().unwrap_or_default().rows;
        let texts: Vec<&str> = rows.iter().map(|row| row.last().map_or("", Value::as_str)).collect();
        let patterns = self.patterns(&texts);
        if self.source {
            let mut result = rows.clone();
            for (row, pattern) in result.iter_mut().zip(patterns) {
                row.pop();
                row.push(Value::string(pattern.unwrap_or_else(|| OTHERS.to_owned())));
            }
            return Ok(result);
        }
        let mut groups: Vec<(String, i64, &str)> = Vec::new();
        let mut of_pattern: HashMap<String, usize> = HashMap::new();
        let mut others = 0i64;
        for (pattern, text) in patterns.into_iter().zip(&texts) {
            let Some(pattern) = pattern else {
                others += 1;
                continue;
            };
            let group = *of_pattern.entry(pattern.clone()).or_insert(groups.len());
            match groups.get_mut(group) {
                Some((_, count, _)) => *count += 1,
                None => groups.push((pattern, 1, text)),
            }
        }
        groups.sort_by_key(|(_, count, _)| std::cmp::Reverse(*count));
        if others > 0 {
            groups.push((OTHERS.to_owned(), others, ""));
        }
        Ok(groups
            .into_iter()
            .map(|(pattern, count, text)| {
                vec![Value::string(pattern), Value::Long(count), Value::string(text.to_owned())]
            })
            .collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(operator: &Reduce, texts: &[&str]) -> Vec<String> {
        let rows = texts.iter().map(|text| vec![Value::string((*text).to_owned())]).collect();
        let rows = operator.run(vec![Rows { columns: Vec::new(), rows }], &Context::default()).unwrap();
        rows.iter()
            .map(|row| {
                let cells: Vec<String> = row
                    .iter()
                    .map(|value| value.as_long().map_or_else(|| value.as_str().to_owned(), |long| long.to_string()))
                    .collect();
                cells.join("|")
            })
            .collect()
    }

    #[test]
    fn alike_texts_are_one_pattern() {
        let texts = ["user ada signed in", "user bob signed in", "user eve signed in", "disk full"];
        assert_eq!(run(&Reduce::new(0.1, None, false), &texts), ["user * signed in|3|user ada signed in", "others|1|"]);
    }

    #[test]
    fn separators_may_be_chosen() {
        let texts = ["jobX1", "jobX2", "jobX3"];
        assert_eq!(run(&Reduce::new(0.1, None, false), &texts), ["others|3|"]);
        assert_eq!(run(&Reduce::new(0.1, Some("X".to_owned()), false), &texts), ["job*|3|jobX1"]);
    }

    #[test]
    fn each_row_may_keep_its_place() {
        assert_eq!(run(&Reduce::new(0.1, None, true), &["a 1", "a 2", "b"]), ["a *", "a *", "others"]);
    }
}
