//! S2 cells: the faces of a cube around the Earth, each parted into four again and again.

use s2::cell::Cell;
use s2::cellid::CellID;
use s2::latlng::LatLng;
use s2::point::Point;

use super::coordinate::{argument, optional, point_shape, ring_shape};
use super::sphere;
use crate::scalar::Call;
use crate::{Json, Value};

/// The cell of a token: up to 16 hexadecimal digits, zeros at the end left out.
fn cell(token: &str) -> Option<CellID> {
    if !(1..=16).contains(&token.len()) || !token.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    let number = u64::from_str_radix(&format!("{token:0<16}"), 16).ok()?;
    Some(CellID(number)).filter(|cell| number != 0 && cell.is_valid())
}

fn of_point<'a>(call: &Call<'a>) -> Value<'a> {
    let level = optional(call, 2, 11).and_then(|level| u64::try_from(level).ok()).filter(|level| *level <= 30);
    let token = argument(call, 0).zip(level).map(|((longitude, latitude), level)| {
        CellID::from(LatLng::from_degrees(latitude, longitude)).parent(level).to_token()
    });
    Value::string(token.unwrap_or_default())
}

fn central_point<'a>(call: &Call<'a>) -> Value<'a> {
    cell(call.text(0)).map_or(Value::Null, |cell| {
        let (longitude, latitude) = sphere::degrees(Point::from(cell).0);
        point_shape(longitude, latitude)
    })
}

fn polygon<'a>(call: &Call<'a>) -> Value<'a> {
    cell(call.text(0)).map_or(Value::Null, |cell| {
        ring_shape(Cell::from(cell).vertices().iter().map(|corner| sphere::degrees(corner.0)).collect())
    })
}

fn neighbors<'a>(call: &Call<'a>) -> Value<'a> {
    cell(call.text(0)).map_or(Value::Null, |cell| {
        let mut tokens: Vec<String> = Vec::with_capacity(8);
        for neighbor in cell.all_neighbors(cell.level()) {
            let token = neighbor.to_token();
            if !tokens.contains(&token) {
                tokens.push(token);
            }
        }
        Value::dynamic(Json::from(tokens))
    })
}

crate::kql_scalar! {
    /// Returns the token of the S2 cell a place is in.
    ///
    /// - `longitude`, `latitude`: the place in degrees.
    /// - `level`: how often the face is parted, 0 to 30; 11 when absent.
    ///
    /// Null: the empty text for a place or a level that is none.
    /// Source: <https://learn.microsoft.com/kusto/query/geo-point-to-s2cell-function>
    ///
    /// ```kusto
    /// geo_point_to_s2cell(13.4, 52.5, 8)      // 47a85
    /// geo_point_to_s2cell(200, 1, 8) == ""    // true
    /// ```
    pub POINT_TO_S2CELL = geo_point_to_s2cell(longitude: real, latitude: real, [level: long]) -> string => of_point;
}

crate::kql_scalar! {
    /// Returns the middle of an S2 cell as a `GeoJSON` point.
    ///
    /// - `s2cell`: the cell's token.
    ///
    /// Null: when it is no token.
    /// Source: <https://learn.microsoft.com/kusto/query/geo-s2cell-to-central-point-function>
    ///
    /// ```kusto
    /// geo_s2cell_to_central_point("1").coordinates   // [0.0,0.0]
    /// geo_s2cell_to_central_point("zz")              // null
    /// ```
    pub S2CELL_TO_CENTRAL_POINT = geo_s2cell_to_central_point(s2cell: string) -> dynamic => central_point;
}

crate::kql_scalar! {
    /// Returns an S2 cell as a `GeoJSON` polygon, counterclockwise.
    ///
    /// - `s2cell`: the cell's token.
    ///
    /// Null: when it is no token.
    /// Source: <https://learn.microsoft.com/kusto/query/geo-s2cell-to-polygon-function>
    ///
    /// ```kusto
    /// array_length(geo_s2cell_to_polygon("47a85").coordinates[0])   // 5
    /// ```
    pub S2CELL_TO_POLYGON = geo_s2cell_to_polygon(s2cell: string) -> dynamic => polygon;
}

crate::kql_scalar! {
    /// Returns the tokens of the S2 cells around one.
    ///
    /// - `s2cell`: the cell's token.
    ///
    /// Bounds: eight, fewer at a corner of the cube.
    /// Null: when it is no token.
    /// Source: <https://learn.microsoft.com/kusto/query/geo-s2cell-neighbors-function>
    ///
    /// ```kusto
    /// array_length(geo_s2cell_neighbors("47a85"))   // 8
    /// ```
    pub S2CELL_NEIGHBORS = geo_s2cell_neighbors(s2cell: string) -> dynamic => neighbors;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scalar::series::number::test::run;

    #[test]
    fn cells() {
        let token = run(&POINT_TO_S2CELL, &[Value::Real(13.4), Value::Real(52.5), Value::Long(8)]);
        assert_eq!(token, "47a85");
        assert_eq!(run(&S2CELL_TO_CENTRAL_POINT, &[Value::from("1")]), r#"{"type":"Point","coordinates":[0.0,0.0]}"#);
        let corner = run(&S2CELL_TO_POLYGON, &[Value::from("89c259")]);
        assert!(corner.starts_with(r#"{"type":"Polygon","coordinates":[[[-74.0300122498384"#), "{corner}");
        assert!(run(&S2CELL_NEIGHBORS, &[Value::from("47a85")]).starts_with("[\"47"));
        for bad in ["", "zz", "0", "ffffffffffffffff", "a", "12345678901234567", "é"] {
            assert_eq!(run(&S2CELL_TO_POLYGON, &[Value::from(bad)]), "null", "{bad}");
        }
    }
}
