//! Geohashes: cells that halve longitude and latitude in turn.
//!
//! Kusto's have up to 18 characters, which is more than other libraries give.

use super::coordinate::{argument, optional, point_shape, ring_shape};
use crate::scalar::Call;
use crate::{Json, Value};

const ALPHABET: &[u8; 32] = b"0123456789bcdefghjkmnpqrstuvwxyz";
/// The most characters.
const LONGEST: usize = 18;

/// A cell: how often each axis was halved, and the number of its column from the west and its row from the south.
#[derive(Clone, Copy)]
struct Cell {
    characters: usize,
    column: i64,
    row: i64,
}

impl Cell {
    /// How many bits tell the column, and how many the row.
    fn bits(self) -> (usize, usize) {
        ((self.characters * 5).div_ceil(2), self.characters * 5 / 2)
    }

    fn of_point(longitude: f64, latitude: f64, characters: usize) -> Cell {
        let cell = Cell { characters, column: 0, row: 0 };
        let number = |degrees: f64, least: f64, bits: usize| {
            let (mut low, mut high, mut number) = (least, -least, 0);
            for _ in 0..bits {
                let middle = f64::midpoint(low, high);
                number *= 2;
                if degrees >= middle {
                    number += 1;
                    low = middle;
                } else {
                    high = middle;
                }
            }
            number
        };
        let (columns, rows) = cell.bits();
        Cell { column: number(longitude, -180.0, columns), row: number(latitude, -90.0, rows), ..cell }
    }

    fn of_text(text: &str) -> Option<Cell> {
        let mut cell = Cell { characters: text.len(), column: 0, row: 0 };
        if !(1..=LONGEST).contains(&cell.characters) {
            return None;
        }
        let mut even = true;
        for character in text.bytes() {
            let digit = ALPHABET.iter().position(|known| *known == character)?;
            for bit in (0..5).rev() {
                let axis = if even { &mut cell.column } else { &mut cell.row };
                *axis = *axis * 2 + i64::from(digit >> bit & 1 == 1);
                even = !even;
            }
        }
        Some(cell)
    }

    fn text(self) -> String {
        let (mut columns, mut rows) = self.bits();
        let mut even = true;
        let mut next = || {
            let (left, axis) = if even { (&mut columns, self.column) } else { (&mut rows, self.row) };
            even = !even;
            *left = left.saturating_sub(1);
            usize::from(axis >> *left & 1 == 1)
        };
        (0..self.characters)
            .filter_map(|_| ALPHABET.get((0..5).fold(0, |digit, _| digit * 2 + next())).map(|byte| char::from(*byte)))
            .collect()
    }

    /// The cell so many columns to the east and rows to the north; `None` beyond a pole.
    fn beside(self, east: i64, north: i64) -> Option<Cell> {
        let (columns, rows) = self.bits();
        let row = self.row + north;
        let column = (self.column + east).rem_euclid(1 << columns);
        (0..1 << rows).contains(&row).then_some(Cell { column, row, ..self })
    }

    /// West, south, east and north in degrees.
    fn bounds(self) -> [f64; 4] {
        let (columns, rows) = self.bits();
        let (wide, high) = (360.0 / (1i64 << columns) as f64, 180.0 / (1i64 << rows) as f64);
        let at = |number: i64, size: f64, least: f64| number as f64 * size + least;
        [
            at(self.column, wide, -180.0),
            at(self.row, high, -90.0),
            at(self.column + 1, wide, -180.0),
            at(self.row + 1, high, -90.0),
        ]
    }
}

fn of_point<'a>(call: &Call<'a>) -> Value<'a> {
    let length = optional(call, 2, 5).and_then(|length| usize::try_from(length).ok());
    let length = length.filter(|length| (1..=LONGEST).contains(length));
    let text = argument(call, 0)
        .zip(length)
        .map(|((longitude, latitude), length)| Cell::of_point(longitude, latitude, length).text());
    Value::string(text.unwrap_or_default())
}

fn central_point<'a>(call: &Call<'a>) -> Value<'a> {
    Cell::of_text(call.text(0)).map_or(Value::Null, |cell| {
        let [west, south, east, north] = cell.bounds();
        point_shape(f64::midpoint(west, east), f64::midpoint(south, north))
    })
}

fn polygon<'a>(call: &Call<'a>) -> Value<'a> {
    Cell::of_text(call.text(0)).map_or(Value::Null, |cell| {
        let [west, south, east, north] = cell.bounds();
        ring_shape(vec![(west, south), (east, south), (east, north), (west, north)])
    })
}

fn neighbors<'a>(call: &Call<'a>) -> Value<'a> {
    const PLACES: [(i64, i64); 8] = [(-1, -1), (-1, 1), (1, -1), (0, 1), (-1, 0), (1, 1), (1, 0), (0, -1)];
    Cell::of_text(call.text(0)).map_or(Value::Null, |cell| {
        let cells = PLACES.iter().filter_map(|(east, north)| cell.beside(*east, *north));
        Value::dynamic(Json::Array(cells.map(|cell| Json::from(cell.text())).collect()))
    })
}

crate::kql_scalar! {
    /// Returns the geohash of a place.
    ///
    /// - `longitude`, `latitude`: the place in degrees.
    /// - `accuracy`: how many characters, 1 to 18; 5 when absent.
    ///
    /// Null: the empty text for a place or an accuracy that is none.
    /// Source: <https://learn.microsoft.com/kusto/query/geo-point-to-geohash-function>
    ///
    /// ```kusto
    /// geo_point_to_geohash(13.4, 52.5)         // u33d8
    /// geo_point_to_geohash(13.4, 52.5, 9)      // u33d8vmdd
    /// geo_point_to_geohash(13.4, 152.5) == ""  // true
    /// ```
    pub POINT_TO_GEOHASH = geo_point_to_geohash(longitude: real, latitude: real, [accuracy: long]) -> string => of_point;
}

crate::kql_scalar! {
    /// Returns the middle of a geohash's cell as a `GeoJSON` point.
    ///
    /// - `geohash`: 1 to 18 characters.
    ///
    /// Null: when it is no geohash.
    /// Source: <https://learn.microsoft.com/kusto/query/geo-geohash-to-central-point-function>
    ///
    /// ```kusto
    /// geo_geohash_to_central_point("s").coordinates   // [22.5,22.5]
    /// geo_geohash_to_central_point("ali")             // null
    /// ```
    pub GEOHASH_TO_CENTRAL_POINT = geo_geohash_to_central_point(geohash: string) -> dynamic => central_point;
}

crate::kql_scalar! {
    /// Returns a geohash's cell as a `GeoJSON` polygon, counterclockwise from its south-western corner.
    ///
    /// - `geohash`: 1 to 18 characters.
    ///
    /// Null: when it is no geohash.
    /// Source: <https://learn.microsoft.com/kusto/query/geo-geohash-to-polygon-function>
    ///
    /// ```kusto
    /// geo_geohash_to_polygon("s").coordinates   // [[[0.0,0.0],[45.0,0.0],[45.0,45.0],[0.0,45.0],[0.0,0.0]]]
    /// ```
    pub GEOHASH_TO_POLYGON = geo_geohash_to_polygon(geohash: string) -> dynamic => polygon;
}

crate::kql_scalar! {
    /// Returns the geohashes of the cells around one.
    ///
    /// - `geohash`: 1 to 18 characters.
    ///
    /// Bounds: beyond a pole there is none; east of the last meridian is the first.
    /// Null: when it is no geohash.
    /// Source: <https://learn.microsoft.com/kusto/query/geo-geohash-neighbors-function>
    ///
    /// ```kusto
    /// geo_geohash_neighbors("u336")   // ["u331","u335","u339","u337","u334","u33e","u33d","u333"]
    /// ```
    pub GEOHASH_NEIGHBORS = geo_geohash_neighbors(geohash: string) -> dynamic => neighbors;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scalar::series::number::test::run;

    #[test]
    fn there_and_back() {
        let place = |characters| [Value::Real(13.4), Value::Real(52.5), Value::Long(characters)];
        for characters in 1..=18 {
            let text = run(&POINT_TO_GEOHASH, &place(characters));
            let cell = Cell::of_text(&text).unwrap();
            assert_eq!(cell.text(), text);
            let [west, south, east, north] = cell.bounds();
            assert!((west..=east).contains(&13.4) && (south..=north).contains(&52.5));
        }
        assert_eq!(run(&POINT_TO_GEOHASH, &place(9)), "u33d8vmdd");
        let neighbors = r#"["u331","u335","u339","u337","u334","u33e","u33d","u333"]"#;
        assert_eq!(run(&GEOHASH_NEIGHBORS, &[Value::from("u336")]), neighbors);
        assert_eq!(
            run(&GEOHASH_TO_CENTRAL_POINT, &[Value::from("s")]),
            r#"{"type":"Point","coordinates":[22.5,22.5]}"#
        );
        assert_eq!(run(&GEOHASH_NEIGHBORS, &[Value::from("z")]), r#"["w","8","y","b","x"]"#);
        assert_eq!(run(&POINT_TO_GEOHASH, &place(19)), "");
        assert_eq!(run(&GEOHASH_TO_POLYGON, &[Value::from("a")]), "null");
        assert_eq!(run(&GEOHASH_NEIGHBORS, &[Value::from("")]), "null");
    }
}
