//! `parse-kv`: columns out of texts that hold keys and values.
//!
//! Source: <https://learn.microsoft.com/kusto/query/parse-kv-operator>

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use regex::Regex;

use super::parse::{part_as, remembered};
use crate::scalar::Call;
use crate::{Json, Type, Value, convert};

/// How keys and values are told apart.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PairRules {
    /// What stands between pairs. Without it and `between` whatever is no letter or digit parts words.
    pub pairs: Option<String>,
    /// What stands between a key and its value.
    pub between: Option<String>,
    /// Marks that enclose a key or value: the opening and the closing one.
    pub quotes: Vec<(char, char)>,
    /// Before a character in quotes: it is meant as itself.
    pub escapes: Vec<char>,
    /// Whether a value goes on up to the next key.
    pub greedy: bool,
    /// A regular expression with two groups: the key and the value. With it the others are not used.
    pub regex: Option<String>,
}

/// The rules of `parse-kv` and the keys that are looked for, ready to be used.
///
/// Of a key that stands there more than once the first value counts. White space around keys and values does not count.
#[derive(Debug)]
pub struct PairParser {
    rules: PairRules,
    regex: Option<Regex>,
    keys: Vec<(String, Type)>,
}

impl PairParser {
    /// Of these keys, each with the type of its column.
    ///
    /// # Errors
    /// When the rules contradict each other, in words for whoever asked.
    pub fn new(rules: PairRules, keys: Vec<(String, Type)>) -> Result<Self, String> {
        let regex = match &rules.regex {
            None => None,
            Some(expression) => {
                let regex = Regex::new(expression).map_err(|error| {
                    let reason = error.to_string();
                    format!("`regex` is no regular expression: {}", reason.lines().last().unwrap_or_default())
                })?;
                if regex.captures_len() != 3 {
                    let groups = regex.captures_len().saturating_sub(1);
                    return Err(format!("`regex` has {groups} groups; it needs two, the key and the value"));
                }
                Some(regex)
            }
        };
        if rules.pairs.is_some() != rules.between.is_some() {
            return Err("one delimiter is missing; give both `pair_delimiter` and `kv_delimiter`, or none".to_owned());
        }
        if [&rules.pairs, &rules.between].into_iter().flatten().any(String::is_empty) {
            return Err("a delimiter is empty; give it at least one character".to_owned());
        }
        if rules.greedy && rules.pairs.is_none() {
            return Err("`greedy` needs delimiters; give `pair_delimiter` and `kv_delimiter`".to_owned());
        }
        Ok(PairParser { rules, regex, keys })
    }

    /// A value for each key; null, or the empty text, for one that is not there or of another type.
    pub fn parse(&self, text: &str) -> Vec<Value<'static>> {
        let mut found: Vec<Option<String>> = vec![None; self.keys.len()];
        let mut tell = |key: &str, value: &str| {
            for (place, (name, _)) in found.iter_mut().zip(&self.keys) {
                if place.is_none() && name == key {
                    *place = Some(value.to_owned());
                }
            }
        };
        match (&self.regex, &self.rules.pairs, &self.rules.between) {
            (Some(regex), ..) => {
                for captures in regex.captures_iter(text) {
                    let part = |index| captures.get(index).map_or("", |part| part.as_str().trim());
                    tell(part(1), part(2));
                }
            }
            (None, Some(pairs), Some(between)) => self.delimited(text, pairs, between, &mut tell),
            _ => self.words(text, &mut tell),
        }
        found
            .into_iter()
            .zip(&self.keys)
            .map(|(text, (_, kind))| match text {
                Some(text) => part_as(&text, *kind),
                None => Value::null(*kind),
            })
            .collect()
    }

    /// What stands in quotes at the start of a text, and what follows.
    fn quoted<'t>(&self, text: &'t str) -> Option<(String, &'t str)> {
        let mut characters = text.chars();
        let opening = characters.next()?;
        let closing = self.rules.quotes.iter().find(|(open, _)| *open == opening).map(|(_, close)| *close)?;
        let mut inner = String::new();
        while let Some(character) = characters.next() {
            let next = characters.clone().next();
            // The escape may be the closing mark itself, doubled; alone it closes.
            if self.rules.escapes.contains(&character)
                && next.is_some_and(|next| character != closing || next == closing)
            {
                inner.extend(characters.next());
            } else if character == closing {
                return Some((inner, characters.as_str()));
            } else {
                inner.push(character);
            }
        }
        None
    }

    /// Pairs between delimiters.
    fn delimited(&self, text: &str, pairs: &str, between: &str, tell: &mut impl FnMut(&str, &str)) {
        let mut rest = text;
        while let Some((key, behind_key)) = self.key(rest, pairs, between) {
            let behind_key = behind_key.trim_start();
            let (value, behind) = self.quoted(behind_key).unwrap_or_else(|| {
                let (value, behind) = self.plain(behind_key, pairs, between);
                (value.trim().to_owned(), behind)
            });
            tell(&key, &value);
            rest = behind;
        }
    }

    /// The next key, and what follows the delimiter behind it.
    ///
    /// A key is the last word before the delimiter: what is left of a value that was not quoted may stand before it.
    fn key<'t>(&self, text: &'t str, pairs: &str, between: &str) -> Option<(String, &'t str)> {
        let mut rest = text;
        let mut before = String::new();
        let mut at_start = true;
        loop {
            if at_start && let Some((inner, behind)) = self.quoted(rest.trim_start()) {
                if let Some(behind) = behind.trim_start().strip_prefix(between) {
                    return Some((inner, behind));
                }
                rest = behind;
                at_start = false;
                continue;
            }
            if let Some(behind) = rest.strip_prefix(between) {
                let key = before.trim();
                let key = key.rsplit_once(pairs).map_or(key, |(_, key)| key).trim();
                return Some((key.to_owned(), behind));
            }
            if let Some(behind) = rest.strip_prefix(pairs) {
                before.push_str(pairs);
                rest = behind;
                at_start = true;
                continue;
            }
            let mut characters = rest.chars();
            let character = characters.next()?;
            at_start = at_start && character.is_whitespace();
            before.push(character);
            rest = characters.as_str();
        }
    }

    /// A value that is not quoted, and what follows.
    fn plain<'t>(&self, text: &'t str, pairs: &str, between: &str) -> (&'t str, &'t str) {
        if !self.rules.greedy {
            return text.split_once(pairs).unwrap_or((text, ""));
        }
        // The value ends with the last delimiter before the next key, that is before the next delimiter between a key and its value.
        let Some((before, _)) = text.split_once(between) else { return (text, "") };
        match before.trim_end().rsplit_once(pairs) {
            Some((value, _)) => (value, text.get(value.len() + pairs.len()..).unwrap_or_default()),
            None => text.split_once(pairs).unwrap_or((text, "")),
        }
    }

    /// Keys and values are words; whatever else there is parts them.
    fn words(&self, text: &str, tell: &mut impl FnMut(&str, &str)) {
        let mut key: Option<String> = None;
        let mut rest = text;
        let within = |character: char| character.is_alphanumeric() || character == '_';
        while let Some(character) = rest.chars().next() {
            let (word, behind) = if let Some((inner, behind)) = self.quoted(rest) {
                (inner, behind)
            } else if within(character) {
                let word: String = rest.chars().take_while(|character| within(*character)).collect();
                let behind = rest.get(word.len()..).unwrap_or_default();
                (word, behind)
            } else {
                rest = rest.get(character.len_utf8()..).unwrap_or_default();
                continue;
            };
            rest = behind;
            key = match key {
                Some(key) => {
                    tell(&key, word.trim());
                    None
                }
                // Words that are no key say nothing of what follows.
                None => self.keys.iter().any(|(name, _)| *name == word).then_some(word),
            };
        }
    }
}

/// Rules and keys as a text, which [`PARSE_PAIRS`] takes.
pub fn pairs_text(rules: &PairRules, keys: &[(String, Type)]) -> String {
    let quotes: Vec<String> = rules.quotes.iter().map(|(open, close)| format!("{open}{close}")).collect();
    let keys: Vec<Json> = keys.iter().map(|(name, kind)| Json::from(vec![name.as_str(), kind.name()])).collect();
    Json::from(vec![
        Json::from(rules.pairs.as_deref()),
        Json::from(rules.between.as_deref()),
        Json::from(quotes),
        Json::from(rules.escapes.iter().collect::<String>()),
        Json::from(rules.greedy),
        Json::from(rules.regex.as_deref()),
        Json::Array(keys),
    ])
    .to_string()
}

/// The rules and keys of a text that [`pairs_text`] made.
fn pairs_of(text: &str) -> Option<PairParser> {
    let Json::Array(parts) = serde_json::from_str(text).ok()? else { return None };
    let [pairs, between, quotes, escapes, greedy, regex, keys] = parts.as_slice() else { return None };
    let text = |json: &Json| json.as_str().map(str::to_owned);
    let rules = PairRules {
        pairs: text(pairs),
        between: text(between),
        quotes: quotes
            .as_array()?
            .iter()
            .filter_map(|marks| {
                let mut marks = marks.as_str()?.chars();
                Some((marks.next()?, marks.next()?))
            })
            .collect(),
        escapes: escapes.as_str()?.chars().collect(),
        greedy: greedy.as_bool()?,
        regex: text(regex),
    };
    let keys = keys
        .as_array()?
        .iter()
        .filter_map(|key| Some((text(key.get(0)?)?, Type::by_name(key.get(1)?.as_str()?)?)))
        .collect();
    PairParser::new(rules, keys).ok()
}

thread_local! {
    static PARSERS: RefCell<HashMap<String, Rc<PairParser>>> = RefCell::new(HashMap::new());
}

fn kernel<'a>(call: &Call<'a>) -> Value<'a> {
    let values = remembered(&PARSERS, call.text(1), pairs_of, |parser| parser.parse(call.text(0)));
    match values {
        Some(values) => Value::dynamic(Json::Array(values.iter().map(convert::to_json).collect())),
        None => Value::Null,
    }
}

crate::kql_scalar! {
    /// Returns what `parse-kv` finds in a text: an array with an element for each key.
    ///
    /// No query can call it: the binder makes the operator of it. `rules` is what [`pairs_text`] made.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/parse-kv-operator>
    pub PARSE_PAIRS = parse_pairs(text: string, rules: string) -> dynamic => kernel;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Context;

    fn delimited(pairs: &str, between: &str) -> PairRules {
        PairRules { pairs: Some(pairs.to_owned()), between: Some(between.to_owned()), ..PairRules::default() }
    }

    fn parse(rules: &PairRules, keys: &[&str], text: &str) -> String {
        let keys: Vec<(String, Type)> = keys
            .iter()
            .map(|key| match key.split_once(':') {
                Some((name, kind)) => (name.to_owned(), Type::by_name(kind).unwrap()),
                None => ((*key).to_owned(), Type::String),
            })
            .collect();
        let arguments = [Value::from(text), Value::from(pairs_text(rules, &keys))];
        let context = Context::default();
        kernel(&Call { arguments: &arguments, context: &context }).as_json().unwrap().to_string()
    }

    #[test]
    fn pairs_between_delimiters() {
        let rules = delimited(",", ":");
        assert_eq!(parse(&rules, &["b", "a:long", "c:long"], "a: 1, b: two words, a: 3"), r#"["two words",1,null]"#);
        assert_eq!(parse(&rules, &["b", "e"], "b:x:y,e:"), r#"["x:y",""]"#);
    }

    #[test]
    fn spaces_around_delimiters_do_not_count() {
        assert_eq!(parse(&delimited(" ", "="), &["k"], "  k  =  v  "), r#"["v"]"#);
    }

    #[test]
    fn what_is_in_quotes_is_one_value() {
        let mut rules = delimited(" ", "=");
        rules.quotes = vec![('"', '"'), ('(', ')')];
        rules.escapes = vec!['\\'];
        let text = r#"a="one two" (b c)=(x y) d="say \"hi\"" e=1"#;
        assert_eq!(parse(&rules, &["a", "b c", "d", "e:int"], text), r#"["one two","x y","say \"hi\"",1]"#);
    }

    #[test]
    fn a_greedy_value_goes_on_to_the_next_key() {
        let mut rules = delimited(" ", "=");
        let text = "name=Ada Lovelace city=London town";
        assert_eq!(parse(&rules, &["name", "city"], text), r#"["Ada","London"]"#);
        rules.greedy = true;
        assert_eq!(parse(&rules, &["name", "city"], text), r#"["Ada Lovelace","London town"]"#);
    }

    #[test]
    fn without_delimiters_words_are_keys_and_values() {
        let rules = PairRules { quotes: vec![('\'', '\'')], ..PairRules::default() };
        let text = "12:30 [x] id:77, text= 'a b' ,state/ready";
        assert_eq!(parse(&rules, &["id:long", "text", "state"], text), r#"[77,"a b","ready"]"#);
    }

    #[test]
    fn by_regular_expression() {
        let rules = PairRules { regex: Some(r"<(\w+)>([^<]*)".to_owned()), ..PairRules::default() };
        assert_eq!(parse(&rules, &["b", "a"], "<a> 1 <b>2"), r#"["2","1"]"#);
    }

    #[test]
    fn rules_that_contradict_each_other_are_refused() {
        let refused = |rules| PairParser::new(rules, Vec::new()).unwrap_err();
        assert!(refused(PairRules { pairs: Some(",".to_owned()), ..PairRules::default() }).contains("missing"));
        assert!(refused(PairRules { regex: Some("(a)".to_owned()), ..PairRules::default() }).contains("two"));
        assert!(refused(PairRules { greedy: true, ..PairRules::default() }).contains("delimiters"));
        assert!(refused(delimited("", "=")).contains("empty"));
    }
}
