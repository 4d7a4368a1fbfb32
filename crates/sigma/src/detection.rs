//! A Sigma rule → its query.

use rsigma_parser::{FilterRule, FilterRuleTarget, LogSource, SigmaRule};

use crate::error::Error;
use crate::mapping::{Resolver, Table};
use crate::query::{self, Expression, text};
use crate::rule::{Entity, Identifier, Query};

/// A rule's table and predicate.
pub(crate) struct Matches {
    pub(crate) resolver: Resolver,
    predicate: Expression,
}

impl Matches {
    /// Reads a rule's detections; the filters that are for it take from what it finds.
    ///
    /// Source: <https://sigmahq.io/docs/meta/filters.html>
    pub(crate) fn of(
        rule: &SigmaRule,
        filters: &[FilterRule],
        columns: &dyn Fn(&str) -> Option<Vec<String>>,
        notes: &mut Vec<String>,
    ) -> Result<Self, Error> {
        let resolver = Resolver::find(&rule.logsource, columns)?;
        let mut parts = vec![query::detections(&rule.detection, &resolver, notes)?];
        for filter in filters.iter().filter(|filter| is_for(filter, rule)) {
            parts.push(query::detections(&filter.detection, &resolver, notes)?);
        }
        let predicate = Expression::all(parts);
        if predicate == Expression::False {
            return Err(Error::Unsupported("a condition that nothing can fulfil".to_owned()));
        }
        Ok(Self { resolver, predicate })
    }

    /// The table and its `where`s, a line each.
    pub(crate) fn lines(&self) -> Vec<String> {
        let mut lines = vec![text::name(self.resolver.table.name)];
        lines.extend(self.predicate.lines());
        lines
    }

    /// The query of the rule by itself.
    pub(crate) fn query(&self) -> Query {
        let table = self.resolver.table;
        let mut lines = self.lines();
        if !table.extend.is_empty() {
            let extend = table.extend.iter().map(|(name, expression)| format!("{name} = {expression}"));
            lines.push(format!("| extend {}", extend.collect::<Vec<_>>().join(",\n    ")));
        }
        Query {
            text: lines.join("\n"),
            entities: entities(table, |column| self.resolver.has(column).then(|| column.to_owned())),
            frequency: "1h".to_owned(),
            period: "1h".to_owned(),
        }
    }
}

/// The table's entities, of the columns that `named` finds a name for.
pub(crate) fn entities(table: &Table, named: impl Fn(&str) -> Option<String>) -> Vec<Entity> {
    let entities = table.entities.iter().filter_map(|mapping| {
        let identifiers = mapping.identifiers.iter().filter_map(|(identifier, column)| {
            Some(Identifier { identifier: (*identifier).to_owned(), column_name: named(column)? })
        });
        let field_mappings: Vec<Identifier> = identifiers.collect();
        (!field_mappings.is_empty()).then(|| Entity { entity_type: mapping.entity.to_owned(), field_mappings })
    });
    entities.collect()
}

fn is_for(filter: &FilterRule, rule: &SigmaRule) -> bool {
    let named = match &filter.rules {
        FilterRuleTarget::Any => true,
        FilterRuleTarget::Specific(names) => names.iter().any(|name| refers(name, rule)),
    };
    let part = |asked: &Option<String>, has: &Option<String>| asked.is_none() || asked == has;
    let same = |asked: &LogSource| {
        part(&asked.product, &rule.logsource.product)
            && part(&asked.service, &rule.logsource.service)
            && part(&asked.category, &rule.logsource.category)
    };
    named && filter.logsource.as_ref().is_none_or(same)
}

/// Whether a name in another rule means this one.
pub(crate) fn refers(name: &str, rule: &SigmaRule) -> bool {
    rule.name.as_deref() == Some(name) || rule.id.as_deref() == Some(name)
}
