//! The language of paths: `status.errorCode`, `targetResources[0].id`, `ExtendedProperties[Name=UserAgent].Value`,
//! `evidence[0]['@odata.type']`. Keys, and values of a bag, match regardless of letter case.

/// One step of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Segment<'p> {
    /// Member of an object.
    Key(&'p str),
    /// Element of an array, from zero. A lone object counts as an array of one: `ConvertTo-Json` unwraps those.
    Index(usize),
    /// First element of an array of objects whose member `name` is `value`.
    Bag {
        /// Name of the telling member.
        name: &'p str,
        /// Its value.
        value: &'p str,
    },
}

/// Returns the steps of a path; none where it cannot be read. The empty path has no steps: it is the value itself.
pub(crate) fn segments(path: &str) -> Option<Vec<Segment<'_>>> {
    let mut steps = Vec::new();
    let mut rest = path;
    while !rest.is_empty() {
        if let Some(inside) = rest.strip_prefix("['") {
            let (key, after) = inside.split_once("']")?;
            steps.push(Segment::Key(key));
            rest = after;
        } else if let Some(inside) = rest.strip_prefix('[') {
            let (inside, after) = inside.split_once(']')?;
            steps.push(match inside.split_once('=') {
                Some((name, value)) if !name.is_empty() => Segment::Bag { name, value },
                _ => Segment::Index(inside.parse().ok()?),
            });
            rest = after;
        } else {
            let end = rest.find(['.', '[']).unwrap_or(rest.len());
            let (key, after) = rest.split_at_checked(end)?;
            if key.is_empty() {
                return None;
            }
            steps.push(Segment::Key(key));
            rest = after;
        }
        if let Some(after) = rest.strip_prefix('.') {
            if after.is_empty() {
                return None;
            }
            rest = after;
        } else if !rest.is_empty() && !rest.starts_with('[') {
            return None;
        }
    }
    Some(steps)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_keys_indices_and_bags() {
        assert_eq!(
            segments("a.b[0].c[Name=User-Agent].Value"),
            Some(vec![
                Segment::Key("a"),
                Segment::Key("b"),
                Segment::Index(0),
                Segment::Key("c"),
                Segment::Bag { name: "Name", value: "User-Agent" },
                Segment::Key("Value"),
            ])
        );
        assert_eq!(segments("[1]['@odata.type']"), Some(vec![Segment::Index(1), Segment::Key("@odata.type")]));
        assert_eq!(segments(""), Some(vec![]));
    }

    #[test]
    fn refuses_what_is_not_a_path() {
        for path in ["a.", ".a", "a..b", "a[x]", "a[0", "a[0]b", "[=x]"] {
            assert_eq!(segments(path), None, "{path}");
        }
    }
}
