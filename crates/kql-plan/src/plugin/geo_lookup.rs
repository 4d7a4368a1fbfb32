//! `geo_line_lookup` and `geo_polygon_lookup`: rows of a table of shapes for places.

use std::sync::Arc;

use super::argument::{self, Operand, piped, unique};
use super::{Plugin, PluginArgument, PluginCall, PluginPlan};
use crate::rows::{Row, Rows, RowsOperator, RunError};
use crate::scalar::geo::region::Region;
use crate::{Context, Type, Value};

/// `geo_line_lookup(table, line, longitude, latitude, radius, [return_unmatched, lookup_area_radius, return_lookup_key])`.
pub static GEO_LINE_LOOKUP: Plugin = Plugin {
    name: "geo_line_lookup",
    documentation: "\
`geo_line_lookup(table, line, longitude, latitude, radius [, return_unmatched, lookup_area_radius, return_lookup_key])`: for each row and each \
row of `table` whose `line` (a column of `table`, a line in GeoJSON) is at most `radius` meters from the place: the columns of the row, then \
those of `table` without the line, which `return_lookup_key` keeps. With `return_unmatched` true, a row without a match comes with nulls. \
`lookup_area_radius` changes nothing.

Source: <https://learn.microsoft.com/kusto/query/geo-line-lookup-plugin>",
    needs_data: false,
    plan: line_plan,
};

/// `geo_polygon_lookup(table, polygon, longitude, latitude, [radius, return_unmatched, lookup_area_radius, return_lookup_key])`.
pub static GEO_POLYGON_LOOKUP: Plugin = Plugin {
    name: "geo_polygon_lookup",
    documentation: "\
`geo_polygon_lookup(table, polygon, longitude, latitude [, radius, return_unmatched, lookup_area_radius, return_lookup_key])`: for each row and \
each row of `table` whose `polygon` (a column of `table`, a polygon in GeoJSON) holds the place, or is at most `radius` meters from it: the \
columns of the row, then those of `table` without the polygon, which `return_lookup_key` keeps. With `return_unmatched` true, a row without a \
match comes with nulls. `lookup_area_radius` changes nothing.

Source: <https://learn.microsoft.com/kusto/query/geo-polygon-lookup-plugin>",
    needs_data: false,
    plan: polygon_plan,
};

#[derive(Debug)]
struct GeoLookup {
    polygons: bool,
    table: usize,
    shape: usize,
    longitude: Operand,
    latitude: Operand,
    radius: f64,
    /// The columns of the table that the result has.
    kept: Vec<(usize, Type)>,
    unmatched: bool,
}

fn line_plan(call: &PluginCall) -> Result<PluginPlan, String> {
    plan(call, false)
}

fn polygon_plan(call: &PluginCall) -> Result<PluginPlan, String> {
    plan(call, true)
}

fn plan(call: &PluginCall, polygons: bool) -> Result<PluginPlan, String> {
    let key = if polygons { "LookupPolygonKey" } else { "LookupLineKey" };
    let names = [
        "LookupTable",
        key,
        "SourceLongitude",
        "SourceLatitude",
        "radius",
        "return_unmatched",
        "lookup_area_radius",
        "return_lookup_key",
    ];
    let (found, rest) = argument::by_name(call, &names)?;
    if !rest.is_empty() {
        return Err(format!("there are more arguments than parameters: {}", names.join(", ")));
    }
    let given = |place: usize| found.get(place).copied().flatten();
    let flag = |place: usize, name: &str| match argument::constant(given(place), name)? {
        None => Ok(false),
        Some(value) => value.as_bool().ok_or_else(|| format!("`{name}` must be true or false")),
    };
    let Some(PluginArgument::Table(table)) = given(0) else {
        return Err("the first argument must be a table of shapes".to_owned());
    };
    let lookup = call.inputs.get(*table).map(Vec::as_slice).unwrap_or_default();
    let shape = match given(1) {
        Some(PluginArgument::Column(_, name)) => lookup.iter().position(|column| column.name == *name),
        _ => None,
    };
    let shape = shape.ok_or("the shape must be a column of the table")?;
    let longitude = argument::scalar(call, given(2), "longitude")?;
    let latitude = argument::scalar(call, given(3), "latitude")?;
    let radius = match argument::constant(given(4), "radius")? {
        None if polygons => 0.0,
        None => return Err("the radius is missing: how far from the line a place may be, in meters".to_owned()),
        Some(value) => value.as_real().filter(|radius| *radius >= 0.0).ok_or("the radius must not be negative")?,
    };
    let unmatched = flag(5, "return_unmatched")?;
    let keep_shape = flag(7, "return_lookup_key")?;
    let kept: Vec<(usize, Type)> = lookup
        .iter()
        .enumerate()
        .filter(|(place, _)| keep_shape || *place != shape)
        .map(|(place, column)| (place, column.kind))
        .collect();
    let mut columns: Vec<(String, Type)> =
        piped(call).iter().map(|column| (column.name.clone(), column.kind)).collect();
    for (place, kind) in &kept {
        let name = lookup.get(*place).map(|column| column.name.as_str()).unwrap_or_default();
        columns.push((unique(name, &columns), *kind));
    }
    let operator = Arc::new(GeoLookup { polygons, table: *table, shape, longitude, latitude, radius, kept, unmatched });
    Ok(PluginPlan { columns, operator, open: false })
}

impl RowsOperator for GeoLookup {
    fn name(&self) -> &'static str {
        if self.polygons { "geo_polygon_lookup" } else { "geo_line_lookup" }
    }

    fn run(&self, mut inputs: Vec<Rows>, context: &Context) -> Result<Vec<Row>, RunError> {
        let table = inputs.get_mut(self.table).map(std::mem::take).unwrap_or_default().rows;
        let read = if self.polygons { Region::polygons } else { Region::lines };
        let shapes: Vec<(Region, &Row)> =
            table.iter().filter_map(|row| Some((read(row.get(self.shape)?.as_json()?)?, row))).collect();
        let mut out = Vec::new();
        for row in super::timeline::piped_rows(inputs) {
            let place = self.longitude.value(&row, context).as_real().zip(self.latitude.value(&row, context).as_real());
            let mut matched = false;
            for (shape, other) in &shapes {
                let distance = place.and_then(|(longitude, latitude)| shape.distance(longitude, latitude));
                if distance.is_some_and(|distance| distance <= self.radius) {
                    matched = true;
                    let of_table = self.kept.iter().map(|(place, _)| other.get(*place).cloned().unwrap_or_default());
                    out.push(row.iter().cloned().chain(of_table).collect());
                }
            }
            if !matched && self.unmatched {
                let nulls = self.kept.iter().map(|(_, kind)| Value::null(*kind));
                out.push(row.iter().cloned().chain(nulls).collect());
            }
        }
        Ok(out)
    }
}
