//! The data against our own tables: a name that no column has any more would be a rule that finds nothing.

use tables::KustoType;

use super::{Resolver, SOURCES, Table};

fn columns(table: &str) -> Option<Vec<String>> {
    tables::by_name(table).map(|table| table.columns.iter().map(|column| column.name.to_owned()).collect())
}

fn known() -> impl Iterator<Item = (&'static Table, &'static tables::Table)> {
    let known = SOURCES.iter().flat_map(|source| source.tables.iter());
    known.map(|table| {
        (*table, tables::by_name(table.name).unwrap_or_else(|| panic!("there is no table {}", table.name)))
    })
}

#[test]
fn every_column_is_of_the_kind_it_is_taken_for() {
    for (table, real) in known() {
        for column in real.columns.iter().filter(|column| !column.name.starts_with('_')) {
            let json = table.json.iter().any(|json| json.column == column.name);
            let typed = table.typed.contains(&column.name);
            let expected = match column.kind {
                KustoType::Dynamic => (true, false),
                KustoType::String | KustoType::Guid => (false, false),
                _ => (false, true),
            };
            assert_eq!((json, typed), expected, "{}.{} is {:?}", table.name, column.name, column.kind);
        }
        for name in table.json.iter().map(|json| json.column).chain(table.typed.iter().copied()) {
            assert!(real.column(name).is_some(), "{} has no column {name}", table.name);
        }
    }
}

#[test]
fn every_field_is_somewhere() {
    for source in SOURCES {
        for table in source.tables {
            let log = rsigma_parser::LogSource {
                product: Some(source.product.to_owned()),
                service: source.services.first().map(|service| (*service).to_owned()),
                ..rsigma_parser::LogSource::default()
            };
            let resolver = Resolver::find(&log, &|name| columns(name).filter(|_| name == table.name)).unwrap();
            for name in table.fields.iter().flat_map(|(names, _)| names.iter()) {
                assert!(resolver.resolve(name).is_ok(), "{}: {name}", table.name);
            }
            for mapping in table.entities {
                for (_, column) in mapping.identifiers {
                    assert!(resolver.has(column), "{}: {column}", table.name);
                }
            }
            for (_, expression) in table.extend {
                assert!(kql::parse_expression(expression).is_ok(), "{expression}");
            }
        }
    }
}

#[test]
fn written_predicates_are_kql() {
    for (table, _) in known() {
        let values = table.fields.iter().filter_map(|(_, target)| match target {
            super::Target::Values { values, .. } => Some(values.iter()),
            _ => None,
        });
        for (value, test) in values.flatten() {
            assert!(kql::parse_expression(test).is_ok(), "{value}: {test}");
        }
        assert!(table.only.is_none_or(|test| kql::parse_expression(test).is_ok()));
    }
}
