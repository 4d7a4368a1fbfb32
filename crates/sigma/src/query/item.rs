//! One line of a detection: a field, its modifiers, its values → a predicate.
//!
//! Source: <https://sigmahq.io/docs/basics/modifiers.html>,
//! <https://github.com/SigmaHQ/sigma-specification/blob/main/specification/sigma-appendix-modifiers.md>

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rsigma_parser::{DetectionItem, Modifier, SigmaString, SigmaValue};

use super::Expression;
use super::needle::Needle;
use super::text;
use crate::error::Error;
use crate::mapping::{Place, Resolver};

/// The predicate of a line.
pub(crate) fn item(item: &DetectionItem, resolver: &Resolver, notes: &mut Vec<String>) -> Result<Expression, Error> {
    let line = Line { item, resolver };
    line.check()?;
    let Some(field) = &item.field.name else {
        return line.keywords();
    };
    let place = if line.has(Modifier::Expand) { Some(line.watchlists(field, notes)?) } else { None };
    if let Some(found) = place {
        return Ok(found);
    }
    let place = resolver.resolve(field)?;
    let test = if line.has(Modifier::Exists) {
        line.each(|value| line.exists(&place, value))
    } else if line.has(Modifier::FieldRef) {
        line.each(|value| line.other_field(&place, value))
    } else if line.has(Modifier::Re) {
        line.each(|value| line.regex(&place, value))
    } else if line.has(Modifier::Cidr) {
        line.each(|value| line.cidr(&place, value))
    } else if let Some(unit) = line.part_of_time() {
        line.each(|value| line.time(&place, unit, value))
    } else if let Some(operator) = line.comparison() {
        line.each(|value| line.number(&place, operator, value))
    } else {
        line.texts(&place)
    }?;
    Ok(if line.has(Modifier::Neq) { test.negated() } else { test })
}

struct Line<'i> {
    item: &'i DetectionItem,
    resolver: &'i Resolver,
}

/// Modifiers of which a line may have one.
const EXCLUSIVE: &[&[Modifier]] = &[
    &[Modifier::Exists],
    &[Modifier::FieldRef],
    &[Modifier::Re],
    &[Modifier::Cidr],
    &[Modifier::Expand],
    &[Modifier::Base64],
    &[Modifier::Base64Offset],
    &[Modifier::WindAsh],
];

impl Line<'_> {
    fn has(&self, modifier: Modifier) -> bool {
        self.item.field.has_modifier(modifier)
    }

    fn error(&self, message: impl Into<String>) -> Error {
        Error::Modifier { field: self.item.field.name.clone().unwrap_or_default(), message: message.into() }
    }

    fn check(&self) -> Result<(), Error> {
        let kinds = EXCLUSIVE.iter().filter(|kind| kind.iter().any(|modifier| self.has(*modifier))).count();
        if kinds > 1 || (self.comparison().is_some() && kinds > 0) {
            return Err(self.error("these modifiers do not go together"));
        }
        if self.item.values.is_empty() {
            return Err(self.error("there is no value"));
        }
        Ok(())
    }

    /// The test of each value, joined as `all` says.
    fn each(&self, test: impl Fn(&SigmaValue) -> Result<Expression, Error>) -> Result<Expression, Error> {
        let tests: Result<Vec<_>, _> = self.item.values.iter().map(test).collect();
        Ok(self.joined(tests?))
    }

    fn joined(&self, tests: Vec<Expression>) -> Expression {
        if self.has(Modifier::All) { Expression::all(tests) } else { Expression::any(tests) }
    }

    fn keywords(&self) -> Result<Expression, Error> {
        let tests: Result<Vec<_>, Error> = self
            .item
            .values
            .iter()
            .map(|value| {
                if self.has(Modifier::Re) {
                    let pattern = self.checked_regex(value)?;
                    return Ok(Expression::Test(format!(
                        "tostring(pack_all()) matches regex {}",
                        text::pattern(&pattern)
                    )));
                }
                let needles = self.needles(value)?;
                Ok(Expression::any(needles.iter().map(Needle::anywhere)))
            })
            .collect();
        Ok(self.joined(tests?))
    }

    /// Texts, numbers, truth values and nothing.
    fn texts(&self, place: &Place) -> Result<Expression, Error> {
        let mut all = Vec::new();
        for value in &self.item.values {
            all.push(self.needles(value)?);
        }
        let listed: Option<Vec<&str>> = all.iter().flatten().map(Needle::listed).collect();
        if let (Place::Text(place), Some(texts), false) = (place, listed, self.has(Modifier::All))
            && texts.len() > 1
        {
            let texts = texts.into_iter().map(text::literal).collect::<Vec<_>>().join(", ");
            return Ok(Expression::Test(format!("{place} in~ ({texts})")));
        }
        let tests: Result<Vec<_>, Error> = all
            .iter()
            .map(|needles| {
                let tests: Result<Vec<_>, _> = needles.iter().map(|needle| needle.test(place)).collect();
                tests.map(Expression::any)
            })
            .collect();
        Ok(self.joined(tests?))
    }

    /// What a value is to look like: several where an encoding has several forms.
    fn needles(&self, value: &SigmaValue) -> Result<Vec<Needle>, Error> {
        let cased = self.has(Modifier::Cased);
        let plain = |text: String| vec![Needle::plain(&text, cased)];
        let needles = match value {
            SigmaValue::String(value) if self.encodes() => {
                self.encoded(value)?.iter().map(|text| Needle::plain(text, cased)).collect()
            }
            SigmaValue::String(value) => vec![Needle::new(value, cased)],
            SigmaValue::Integer(number) => plain(number.to_string()),
            SigmaValue::Float(number) => plain(number.to_string()),
            SigmaValue::Bool(truth) => plain(truth.to_string()),
            SigmaValue::Null => return Ok(plain(String::new())),
        };
        let needles = needles.into_iter().map(|needle| {
            let needle = if self.has(Modifier::WindAsh) { needle.any_dash() } else { needle };
            let before =
                self.has(Modifier::Contains) || self.has(Modifier::EndsWith) || self.has(Modifier::Base64Offset);
            let after =
                self.has(Modifier::Contains) || self.has(Modifier::StartsWith) || self.has(Modifier::Base64Offset);
            let needle = if before { needle.open_before() } else { needle };
            if after { needle.open_after() } else { needle }
        });
        Ok(needles.collect())
    }

    fn encodes(&self) -> bool {
        [Modifier::Base64, Modifier::Base64Offset, Modifier::Wide, Modifier::Utf16, Modifier::Utf16be]
            .iter()
            .any(|modifier| self.has(*modifier))
    }

    /// The value's bytes as base64. With `base64offset`, what stays the same of it at each of the three places where it
    /// may begin in a longer text.
    fn encoded(&self, value: &SigmaString) -> Result<Vec<String>, Error> {
        let text = value.as_plain().ok_or_else(|| self.error("a value with wildcards cannot be encoded"))?;
        let little = || text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        let bytes = if self.has(Modifier::Wide) {
            little()
        } else if self.has(Modifier::Utf16be) {
            text.encode_utf16().flat_map(u16::to_be_bytes).collect()
        } else if self.has(Modifier::Utf16) {
            [0xff, 0xfe].into_iter().chain(little()).collect()
        } else {
            text.into_bytes()
        };
        if self.has(Modifier::Base64) {
            return Ok(vec![STANDARD.encode(bytes)]);
        }
        if !self.has(Modifier::Base64Offset) {
            return Err(self.error("wide, utf16 and utf16be go before base64 or base64offset"));
        }
        let forms = (0..3_usize).map(|offset| {
            let shifted: Vec<u8> = std::iter::repeat_n(b' ', offset).chain(bytes.iter().copied()).collect();
            let whole = STANDARD.encode(&shifted);
            // Characters that also hold bits of what stands before or after.
            let start = [0, 2, 3].get(offset).copied().unwrap_or(0);
            let rest = match shifted.len() % 3 {
                1 => 3,
                2 => 2,
                _ => 0,
            };
            let kept = whole.len().saturating_sub(start + rest);
            whole.chars().skip(start).take(kept).collect()
        });
        Ok(forms.collect())
    }

    fn exists(&self, place: &Place, value: &SigmaValue) -> Result<Expression, Error> {
        let wanted = match value {
            SigmaValue::Bool(truth) => *truth,
            SigmaValue::String(text) if text.original.eq_ignore_ascii_case("true") => true,
            SigmaValue::String(text) if text.original.eq_ignore_ascii_case("false") => false,
            _ => return Err(self.error("exists takes true or false")),
        };
        let anything = Needle::plain("", false).open_before().test(place)?;
        Ok(if wanted { anything } else { anything.negated() })
    }

    fn other_field(&self, place: &Place, value: &SigmaValue) -> Result<Expression, Error> {
        let SigmaValue::String(name) = value else {
            return Err(self.error("fieldref takes the name of a field"));
        };
        let other = self.resolver.resolve(&name.original)?;
        let Place::Text(other) = other else {
            return Err(self.error(format!(
                "`{}` is a part of a column, and cannot be compared with another field",
                name.original
            )));
        };
        let cased = self.has(Modifier::Cased);
        let operator =
            match (self.has(Modifier::Contains), self.has(Modifier::StartsWith), self.has(Modifier::EndsWith)) {
                (true, _, _) => {
                    if cased {
                        "contains_cs"
                    } else {
                        "contains"
                    }
                }
                (_, true, _) => {
                    if cased {
                        "startswith_cs"
                    } else {
                        "startswith"
                    }
                }
                (_, _, true) => {
                    if cased {
                        "endswith_cs"
                    } else {
                        "endswith"
                    }
                }
                _ => {
                    if cased {
                        "=="
                    } else {
                        "=~"
                    }
                }
            };
        self.on_text(place, |place| format!("{place} {operator} {other}"))
    }

    fn checked_regex(&self, value: &SigmaValue) -> Result<String, Error> {
        let SigmaValue::String(pattern) = value else {
            return Err(self.error("re takes a regular expression"));
        };
        let flags: String = [(Modifier::IgnoreCase, 'i'), (Modifier::Multiline, 'm'), (Modifier::DotAll, 's')]
            .into_iter()
            .filter_map(|(modifier, flag)| self.has(modifier).then_some(flag))
            .collect();
        let flags = if flags.is_empty() { flags } else { format!("(?{flags})") };
        let pattern = format!("{flags}{}", pattern.original);
        regex_syntax::parse(&pattern).map_err(|error| {
            let reason = error.to_string();
            let reason = reason.lines().last().unwrap_or_default().trim().trim_start_matches("error: ").to_owned();
            self.error(format!("KQL does not know the regular expression `{pattern}`: {reason}"))
        })?;
        Ok(pattern)
    }

    fn regex(&self, place: &Place, value: &SigmaValue) -> Result<Expression, Error> {
        let pattern = text::pattern(&self.checked_regex(value)?);
        self.on_text(place, |place| format!("{place} matches regex {pattern}"))
    }

    fn cidr(&self, place: &Place, value: &SigmaValue) -> Result<Expression, Error> {
        let SigmaValue::String(range) = value else {
            return Err(self.error("cidr takes an address range"));
        };
        let range = &range.original;
        let (address, length) = range.split_once('/').unwrap_or((range, ""));
        let address: std::net::IpAddr = address
            .parse()
            .map_err(|error| self.error(format!("`{range}` is no address range such as 192.0.2.0/24: {error}")))?;
        let (function, longest) = if address.is_ipv6() { ("ipv6_is_in_range", 128) } else { ("ipv4_is_in_range", 32) };
        if !length.parse::<u32>().is_ok_and(|length| length <= longest) {
            return Err(self
                .error(format!("`{range}` is no address range: a length from 0 to {longest} is expected after `/`")));
        }
        let range = text::literal(range);
        // What is no address is in no range; without `coalesce` it would be null, and so would its negation.
        self.on_text(place, |place| format!("coalesce({function}({place}, {range}), false)"))
    }

    fn comparison(&self) -> Option<&'static str> {
        let operators = [(Modifier::Gte, ">="), (Modifier::Gt, ">"), (Modifier::Lte, "<="), (Modifier::Lt, "<")];
        operators.into_iter().find(|(modifier, _)| self.has(*modifier)).map(|(_, operator)| operator)
    }

    fn amount(&self, value: &SigmaValue) -> Result<String, Error> {
        let number = match value {
            SigmaValue::Integer(number) => Some(number.to_string()),
            SigmaValue::Float(number) => Some(number.to_string()),
            SigmaValue::String(text) => {
                text.original.parse::<f64>().is_ok_and(f64::is_finite).then(|| text.original.clone())
            }
            SigmaValue::Bool(_) | SigmaValue::Null => None,
        };
        number.ok_or_else(|| self.error(format!("`{value}` is no number")))
    }

    fn number(&self, place: &Place, operator: &str, value: &SigmaValue) -> Result<Expression, Error> {
        let number = self.amount(value)?;
        self.on_text(place, |place| format!("coalesce(todouble({place}) {operator} {number}, false)"))
    }

    fn part_of_time(&self) -> Option<&'static str> {
        let parts = [
            (Modifier::Minute, "Minute"),
            (Modifier::Hour, "Hour"),
            (Modifier::Day, "Day"),
            (Modifier::Week, "WeekOfYear"),
            (Modifier::Month, "Month"),
            (Modifier::Year, "Year"),
        ];
        parts.into_iter().find(|(modifier, _)| self.has(*modifier)).map(|(_, part)| part)
    }

    fn time(&self, place: &Place, part: &str, value: &SigmaValue) -> Result<Expression, Error> {
        let number = self.amount(value)?;
        let operator = self.comparison().unwrap_or("==");
        self.on_text(place, |place| {
            format!("coalesce(datetime_part(\"{part}\", todatetime({place})) {operator} {number}, false)")
        })
    }

    /// `%name%` is a list that the rule does not have: a watchlist of that name.
    ///
    /// Source: <https://learn.microsoft.com/azure/sentinel/watchlists-queries>
    fn watchlists(&self, field: &str, notes: &mut Vec<String>) -> Result<Expression, Error> {
        let place = self.resolver.resolve(field)?;
        let within =
            [Modifier::Contains, Modifier::StartsWith, Modifier::EndsWith].iter().any(|within| self.has(*within));
        let mut tests = Vec::new();
        for value in &self.item.values {
            let name = match value {
                SigmaValue::String(text) => text.original.strip_prefix('%').and_then(|text| text.strip_suffix('%')),
                _ => None,
            };
            let Some(name) = name.filter(|name| !name.is_empty() && !name.contains('%')) else {
                return Err(self.error("expand takes a name between percent signs, such as %known_addresses%"));
            };
            let operator = if within { "has_any" } else { "in~" };
            let list = text::literal(name);
            tests.push(self.on_text(&place, |place| {
                format!("{place} {operator} ((_GetWatchlist({list}) | project tostring(SearchKey)))")
            })?);
            notes.push(format!("`%{name}%` is the watchlist {name}, by its search key: make it before the rule runs"));
            if within {
                notes.push(format!(
                    "`{field}` is searched for whole words of the watchlist {name}, not for parts of words"
                ));
            }
        }
        Ok(self.joined(tests))
    }

    /// A test that is only there for places that are text.
    fn on_text(&self, place: &Place, test: impl Fn(&str) -> String + Copy) -> Result<Expression, Error> {
        match place {
            Place::Text(place) => Ok(Expression::Test(test(place))),
            Place::AnyOf(places) => {
                let tests: Result<Vec<_>, _> = places.iter().map(|place| self.on_text(place, test)).collect();
                tests.map(Expression::any)
            }
            Place::Values { otherwise: Some(place), .. } => self.on_text(place, test),
            Place::Values { otherwise: None, .. } | Place::Pattern { .. } => {
                Err(self.error("the field is a part of a column, which this modifier cannot be asked of"))
            }
        }
    }
}
