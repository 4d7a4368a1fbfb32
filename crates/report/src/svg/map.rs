//! The world: a tile a country, roughly where it lies, darker where there is more.
//!
//! Each country is as large as any other, so that many sign-ins from a small one are seen; and no coastline has to be drawn or licensed.

use std::collections::BTreeMap;

use kql_plan::convert::text;

use super::shade::Shades;
use super::{Drawn, WIDTH, at, begin, label};
use crate::document::Chart;
use crate::number::{readable, with_unit};

/// A code where the country lies, `..` where none does.
const WORLD: &str = include_str!("world.txt");
/// Code and name of each country: ISO 3166-1 alpha-2, and XK, which Microsoft gives for Kosovo.
const COUNTRIES: &str = include_str!("countries.tsv");

pub(super) fn draw(chart: &Chart, id: &str) -> Drawn {
    let (Some(x), Some(y)) = (chart.rows.position(&chart.x), chart.y.first().and_then(|y| chart.rows.position(y)))
    else {
        let wanted = chart.y.first().map_or("its number", String::as_str);
        let note = format!("The rows have no columns {} and {wanted}, so there is no map.", chart.x);
        return Drawn { notes: vec![note], ..Drawn::default() };
    };
    let names: BTreeMap<&str, &str> = COUNTRIES.lines().filter_map(|line| line.split_once('\t')).collect();
    let mut values: BTreeMap<String, f64> = BTreeMap::new();
    let mut elsewhere: BTreeMap<String, f64> = BTreeMap::new();
    for row in &chart.rows.rows {
        let Some(value) = row.get(y).and_then(kql_plan::Value::as_real).filter(|value| value.is_finite()) else {
            continue;
        };
        let written = row.get(x).map(text).unwrap_or_default();
        let code = written.trim().to_ascii_uppercase();
        if names.contains_key(code.as_str()) {
            *values.entry(code).or_default() += value;
        } else {
            *elsewhere.entry(written).or_default() += value;
        }
    }
    let mut notes = Vec::new();
    if !elsewhere.is_empty() {
        let told = |(name, value): (&String, &f64)| {
            let name = if name.trim().is_empty() { "no country" } else { name };
            format!("{name} ({})", with_unit(&readable(*value), &chart.unit))
        };
        notes.push(format!("Not on the map: {}.", elsewhere.iter().map(told).collect::<Vec<_>>().join(", ")));
    }
    if values.is_empty() {
        return Drawn { notes, ..Drawn::default() };
    }
    let shades = Shades::of(&values.values().copied(), &chart.unit);
    let columns = WORLD.lines().map(|line| line.split_whitespace().count()).max().unwrap_or(1);
    let tile = WIDTH / columns as f64;
    let height = WORLD.lines().count() as f64 * tile;
    let mut svg = begin(chart, id, height, "a tile for each country");
    for (line, codes) in WORLD.lines().enumerate() {
        for (column, code) in codes.split_whitespace().enumerate() {
            let Some(name) = names.get(code) else { continue };
            let value = values.get(code).copied();
            let told = value.map_or_else(|| "nothing".to_owned(), |value| with_unit(&readable(value), &chart.unit));
            let (left, top) = (column as f64 * tile, line as f64 * tile);
            let class = value.map_or_else(|| "tile none".to_owned(), |_| format!("tile {}", shades.class(value)));
            svg.open("g", &[("class", &class)]).element("title", &[], &format!("{name}: {told}"));
            let (x, y, size) = (at(left + 0.75), at(top + 0.75), at(tile - 1.5));
            svg.empty("rect", &[("x", &x), ("y", &y), ("width", &size), ("height", &size), ("rx", "3")]);
            label(&mut svg, "middle", (left + tile / 2.0, top + tile / 2.0 + 3.7), code);
            svg.close("g");
        }
    }
    svg.close("svg");
    Drawn { svg, legend: shades.legend(&chart.unit), notes }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_country_has_one_tile() {
        let mut tiles: Vec<&str> = WORLD.split_whitespace().filter(|code| *code != "..").collect();
        tiles.sort_unstable();
        let codes: Vec<&str> = COUNTRIES.lines().filter_map(|line| Some(line.split_once('\t')?.0)).collect();
        assert_eq!(tiles, codes);
        assert_eq!(codes.len(), 250);
    }

    #[test]
    fn lines_of_the_world_are_equally_long() {
        let lengths: Vec<usize> = WORLD.lines().map(|line| line.split(' ').count()).collect();
        assert!(lengths.iter().all(|length| *length == 31), "{lengths:?}");
    }
}
