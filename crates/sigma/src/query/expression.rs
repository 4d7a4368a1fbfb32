//! Predicates as a tree, so that `and`, `or` and `not` need no guessing about parentheses.

/// A predicate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Expression {
    /// Always true.
    True,
    /// Never true.
    False,
    /// One test, as KQL writes it.
    Test(String),
    /// All of them.
    And(Vec<Expression>),
    /// Any of them.
    Or(Vec<Expression>),
    /// Its opposite.
    Not(Box<Expression>),
}

impl Expression {
    /// A test as a table's data writes it, which may hold `and` and `or` itself.
    pub(crate) fn written(text: &str) -> Self {
        match text {
            "true" => Self::True,
            _ if text.contains(" and ") || text.contains(" or ") => Self::Test(format!("({text})")),
            _ => Self::Test(text.to_owned()),
        }
    }

    /// All of them.
    pub(crate) fn all(parts: impl IntoIterator<Item = Self>) -> Self {
        let mut kept = Vec::new();
        for part in parts {
            match part {
                Self::True => {}
                Self::False => return Self::False,
                Self::And(inner) => kept.extend(inner),
                other => kept.push(other),
            }
        }
        match kept.len() {
            0 => Self::True,
            1 => kept.remove(0),
            _ => Self::And(kept),
        }
    }

    /// Any of them.
    pub(crate) fn any(parts: impl IntoIterator<Item = Self>) -> Self {
        let mut kept = Vec::new();
        for part in parts {
            match part {
                Self::False => {}
                Self::True => return Self::True,
                Self::Or(inner) => kept.extend(inner),
                other => kept.push(other),
            }
        }
        match kept.len() {
            0 => Self::False,
            1 => kept.remove(0),
            _ => Self::Or(kept),
        }
    }

    /// Its opposite.
    pub(crate) fn negated(self) -> Self {
        match self {
            Self::True => Self::False,
            Self::False => Self::True,
            Self::Not(inner) => *inner,
            other => Self::Not(Box::new(other)),
        }
    }

    /// The predicate in one line.
    pub(crate) fn text(&self) -> String {
        match self {
            Self::True => "true".to_owned(),
            Self::False => "false".to_owned(),
            Self::Test(text) => text.clone(),
            Self::And(parts) => joined(parts, " and "),
            Self::Or(parts) => joined(parts, " or "),
            Self::Not(inner) => format!("not({})", inner.text()),
        }
    }

    /// The predicate as lines of a query, a `where` for each part that must hold.
    pub(crate) fn lines(&self) -> Vec<String> {
        match self {
            Self::True => Vec::new(),
            Self::And(parts) => parts.iter().map(|part| format!("| where {}", part.text())).collect(),
            other => vec![format!("| where {}", other.text())],
        }
    }
}

fn joined(parts: &[Expression], word: &str) -> String {
    let parts = parts.iter().map(|part| match part {
        Expression::And(_) | Expression::Or(_) => format!("({})", part.text()),
        other => other.text(),
    });
    parts.collect::<Vec<_>>().join(word)
}

#[cfg(test)]
mod tests {
    use super::Expression;

    fn test(text: &str) -> Expression {
        Expression::Test(text.to_owned())
    }

    #[test]
    fn what_is_nested_is_in_parentheses() {
        let either = Expression::any([test("a"), Expression::all([test("b"), test("c")])]);
        assert_eq!(either.text(), "a or (b and c)");
        assert_eq!(either.clone().negated().text(), "not(a or (b and c))");
        assert_eq!(either.clone().negated().negated(), either);
        assert_eq!(
            Expression::all([either, test("d").negated()]).lines(),
            ["| where a or (b and c)", "| where not(d)"]
        );
    }

    #[test]
    fn constants_vanish() {
        assert_eq!(Expression::all([Expression::True, test("a")]), test("a"));
        assert_eq!(Expression::any([Expression::True, test("a")]), Expression::True);
        assert_eq!(Expression::all([test("a"), Expression::False]), Expression::False);
        assert_eq!(Expression::any([]), Expression::False);
    }
}
