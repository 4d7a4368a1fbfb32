//! H3 cells: hexagons, each with seven inside, and twelve pentagons among them.

use h3o::{CellIndex, LatLng, Resolution};

use super::coordinate::{argument, optional, point_shape, ring_shape};
use crate::scalar::Call;
use crate::{Json, Value};

/// The cell of an argument's token.
fn cell(call: &Call<'_>) -> Option<CellIndex> {
    call.text(0).parse().ok()
}

fn resolution(number: i64) -> Option<Resolution> {
    Resolution::try_from(u8::try_from(number).ok()?).ok()
}

fn tokens(cells: impl IntoIterator<Item = CellIndex>) -> Json {
    Json::Array(cells.into_iter().map(|cell| Json::from(cell.to_string())).collect())
}

/// The rings around a cell, the cell itself first.
fn around(cell: CellIndex, distance: u32) -> Vec<Vec<CellIndex>> {
    let mut rings = vec![Vec::new(); distance as usize + 1];
    for (cell, distance) in cell.grid_disk_distances::<Vec<_>>(distance) {
        if let Some(ring) = rings.get_mut(distance as usize) {
            ring.push(cell);
        }
    }
    rings
}

fn of_point<'a>(call: &Call<'a>) -> Value<'a> {
    let token = || {
        let (longitude, latitude) = argument(call, 0)?;
        let resolution = resolution(optional(call, 2, 6)?)?;
        Some(LatLng::new(latitude, longitude).ok()?.to_cell(resolution).to_string())
    };
    Value::string(token().unwrap_or_default())
}

fn central_point<'a>(call: &Call<'a>) -> Value<'a> {
    cell(call).map(LatLng::from).map_or(Value::Null, |middle| point_shape(middle.lng(), middle.lat()))
}

fn polygon<'a>(call: &Call<'a>) -> Value<'a> {
    cell(call).map_or(Value::Null, |cell| {
        ring_shape(cell.boundary().iter().map(|corner| (corner.lng(), corner.lat())).collect())
    })
}

fn level<'a>(call: &Call<'a>) -> Value<'a> {
    Value::or_null(cell(call).map(|cell| i32::from(u8::from(cell.resolution()))))
}

fn parent<'a>(call: &Call<'a>) -> Value<'a> {
    let parent = || {
        let inner = cell(call)?;
        let above = i64::from(u8::from(inner.resolution())) - 1;
        let wanted = resolution(optional(call, 1, above)?).filter(|wanted| *wanted < inner.resolution())?;
        inner.parent(wanted)
    };
    Value::string(parent().map(|parent| parent.to_string()).unwrap_or_default())
}

/// How many levels below a cell its children may be: 16,807 of them.
const DEEPEST: i64 = 5;

fn children<'a>(call: &Call<'a>) -> Value<'a> {
    let children = || {
        let outer = cell(call)?;
        let here = i64::from(u8::from(outer.resolution()));
        let wanted = optional(call, 1, here + 1).filter(|wanted| (here + 1..=here + DEEPEST).contains(wanted))?;
        Some(tokens(outer.children(resolution(wanted)?)))
    };
    Value::or_null(children())
}

fn neighbors<'a>(call: &Call<'a>) -> Value<'a> {
    cell(call).map_or(Value::Null, |cell| Value::or_null(around(cell, 1).into_iter().nth(1).map(tokens)))
}

/// The farthest ring.
const FARTHEST: i64 = 142;

fn rings<'a>(call: &Call<'a>) -> Value<'a> {
    let distance = call.long(1).filter(|distance| (0..=FARTHEST).contains(distance));
    cell(call).zip(distance).map_or(Value::Null, |(cell, distance)| {
        Value::dynamic(Json::Array(around(cell, distance as u32).into_iter().map(tokens).collect()))
    })
}

crate::kql_scalar! {
    /// Returns the token of the H3 cell a place is in.
    ///
    /// - `longitude`, `latitude`: the place in degrees.
    /// - `resolution`: 0 to 15; 6 when absent.
    ///
    /// Null: the empty text for a place or a resolution that is none.
    /// Source: <https://learn.microsoft.com/kusto/query/geo-point-to-h3cell-function>
    ///
    /// ```kusto
    /// geo_point_to_h3cell(13.4, 52.5)         // 861f18b27ffffff
    /// geo_point_to_h3cell(13.4, 52.5, 16) == ""   // true
    /// ```
    pub POINT_TO_H3CELL = geo_point_to_h3cell(longitude: real, latitude: real, [resolution: long]) -> string => of_point;
}

crate::kql_scalar! {
    /// Returns the middle of an H3 cell as a `GeoJSON` point.
    ///
    /// - `h3cell`: the cell's token.
    ///
    /// Null: when it is no token.
    /// Source: <https://learn.microsoft.com/kusto/query/geo-h3cell-to-central-point-function>
    ///
    /// ```kusto
    /// geo_h3cell_to_central_point("861f18b27ffffff").type   // Point
    /// geo_h3cell_to_central_point("1")                      // null
    /// ```
    pub H3CELL_TO_CENTRAL_POINT = geo_h3cell_to_central_point(h3cell: string) -> dynamic => central_point;
}

crate::kql_scalar! {
    /// Returns an H3 cell as a `GeoJSON` polygon, counterclockwise.
    ///
    /// - `h3cell`: the cell's token.
    ///
    /// Null: when it is no token.
    /// Source: <https://learn.microsoft.com/kusto/query/geo-h3cell-to-polygon-function>
    ///
    /// ```kusto
    /// array_length(geo_h3cell_to_polygon("861f18b27ffffff").coordinates[0])   // 7
    /// ```
    pub H3CELL_TO_POLYGON = geo_h3cell_to_polygon(h3cell: string) -> dynamic => polygon;
}

crate::kql_scalar! {
    /// Returns the resolution of an H3 cell, 0 to 15.
    ///
    /// - `h3cell`: the cell's token.
    ///
    /// Null: when it is no token.
    /// Source: <https://learn.microsoft.com/kusto/query/geo-h3cell-level-function>
    ///
    /// ```kusto
    /// geo_h3cell_level("861f18b27ffffff")   // 6
    /// geo_h3cell_level("berlin")            // null
    /// ```
    pub H3CELL_LEVEL = geo_h3cell_level(h3cell: string) -> int => level;
}

crate::kql_scalar! {
    /// Returns the token of the H3 cell that a cell lies in.
    ///
    /// - `h3cell`: the cell's token.
    /// - `resolution`: that of the outer cell; one less than the inner's when absent.
    ///
    /// Null: the empty text when it is no token, or the resolution is not less than the cell's.
    /// Source: <https://learn.microsoft.com/kusto/query/geo-h3cell-parent-function>
    ///
    /// ```kusto
    /// geo_h3cell_level(geo_h3cell_parent("861f18b27ffffff"))      // 5
    /// geo_h3cell_level(geo_h3cell_parent("861f18b27ffffff", 2))   // 2
    /// ```
    pub H3CELL_PARENT = geo_h3cell_parent(h3cell: string, [resolution: long]) -> string => parent;
}

crate::kql_scalar! {
    /// Returns the tokens of the H3 cells inside of one.
    ///
    /// - `h3cell`: the cell's token.
    /// - `resolution`: that of the inner cells, at most 5 more than the outer's; one more when absent.
    ///
    /// Null: when it is no token, or the resolution is out of those bounds.
    /// Source: <https://learn.microsoft.com/kusto/query/geo-h3cell-children-function>
    ///
    /// ```kusto
    /// array_length(geo_h3cell_children("861f18b27ffffff"))      // 7
    /// array_length(geo_h3cell_children("861f18b27ffffff", 8))   // 49
    /// ```
    pub H3CELL_CHILDREN = geo_h3cell_children(h3cell: string, [resolution: long]) -> dynamic => children;
}

crate::kql_scalar! {
    /// Returns the tokens of the H3 cells around one.
    ///
    /// - `h3cell`: the cell's token.
    ///
    /// Bounds: six, around a pentagon five.
    /// Null: when it is no token.
    /// Source: <https://learn.microsoft.com/kusto/query/geo-h3cell-neighbors-function>
    ///
    /// ```kusto
    /// array_length(geo_h3cell_neighbors("861f18b27ffffff"))   // 6
    /// ```
    pub H3CELL_NEIGHBORS = geo_h3cell_neighbors(h3cell: string) -> dynamic => neighbors;
}

crate::kql_scalar! {
    /// Returns rings of H3 cells: the cell itself, the cells around it, the cells around those, and so on.
    ///
    /// - `h3cell`: the cell's token.
    /// - `distance`: how far the last ring is, 0 to 142.
    ///
    /// Null: when it is no token, or the distance is out of bounds.
    /// Source: <https://learn.microsoft.com/kusto/query/geo-h3cell-rings-function>
    ///
    /// ```kusto
    /// array_length(geo_h3cell_rings("861f18b27ffffff", 2)[2])   // 12
    /// ```
    pub H3CELL_RINGS = geo_h3cell_rings(h3cell: string, distance: long) -> dynamic => rings;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scalar::series::number::test::run;

    #[test]
    fn cells() {
        let token = run(&POINT_TO_H3CELL, &[Value::Real(13.4), Value::Real(52.5)]);
        assert_eq!(token, "861f18b27ffffff");
        let cell = Value::from(token.as_str());
        let rings = run(&H3CELL_RINGS, &[cell.borrowed(), Value::Long(1)]);
        let neighbors = run(&H3CELL_NEIGHBORS, &[cell.borrowed()]);
        assert_eq!(rings, format!("[[\"{token}\"],{neighbors}]"));
        let parent = run(&H3CELL_PARENT, &[cell.borrowed()]);
        assert!(run(&H3CELL_CHILDREN, &[Value::from(parent.as_str())]).contains(&token));
        assert_eq!(run(&H3CELL_PARENT, &[cell.borrowed(), Value::Long(6)]), "");
        assert_eq!(run(&H3CELL_CHILDREN, &[cell.borrowed(), Value::Long(12)]), "null");
        assert_eq!(run(&H3CELL_RINGS, &[cell, Value::Long(143)]), "null");
        assert_eq!(run(&H3CELL_LEVEL, &[Value::from("abc")]), "null");
    }

    #[test]
    fn around_a_pentagon() {
        let pentagon = CellIndex::base_cells().find(|cell| cell.is_pentagon()).unwrap();
        let cell = Value::from(pentagon.to_string());
        assert_eq!(around(pentagon, 2).iter().map(Vec::len).collect::<Vec<_>>(), [1, 5, 10]);
        assert_ne!(run(&H3CELL_TO_POLYGON, &[cell]), "null");
    }
}
