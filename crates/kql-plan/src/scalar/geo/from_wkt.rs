//! `geo_from_wkt()`: shapes written as well-known text.

use super::coordinate::shape;
use crate::scalar::Call;
use crate::{Json, Value};

/// How deep collections may lie in each other.
const DEEPEST: usize = 64;

fn kernel<'a>(call: &Call<'a>) -> Value<'a> {
    let mut reader = Reader { rest: call.text(0) };
    Value::or_null(reader.geometry(0).filter(|_| reader.rest.trim().is_empty()))
}

/// Text that is still to be read.
struct Reader<'t> {
    rest: &'t str,
}

impl Reader<'_> {
    fn word(&mut self) -> String {
        self.rest = self.rest.trim_start();
        let end = self.rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at_checked(end).unwrap_or(("", self.rest));
        self.rest = rest;
        word.to_ascii_uppercase()
    }

    /// Whether the sign comes next; then it is passed.
    fn passes(&mut self, sign: char) -> bool {
        self.rest = self.rest.trim_start();
        let rest = self.rest.strip_prefix(sign);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn number(&mut self) -> Option<f64> {
        self.rest = self.rest.trim_start();
        let end = self.rest.find(|c: char| !(c.is_ascii_digit() || "+-.eE".contains(c))).unwrap_or(self.rest.len());
        let (number, rest) = self.rest.split_at_checked(end)?;
        self.rest = rest;
        number.parse().ok().filter(|number: &f64| number.is_finite())
    }

    /// What stands between parentheses, parted by commas.
    fn list(&mut self, item: &mut dyn FnMut(&mut Self) -> Option<Json>) -> Option<Json> {
        if !self.passes('(') {
            return None;
        }
        let mut items = vec![item(self)?];
        while self.passes(',') {
            items.push(item(self)?);
        }
        self.passes(')').then_some(Json::Array(items))
    }

    /// Longitude and latitude; what else is measured there is passed over.
    fn place(&mut self) -> Option<Json> {
        let (longitude, latitude) = (self.number()?, self.number()?);
        while self.rest.trim_start().starts_with(|c: char| c.is_ascii_digit() || "+-.".contains(c)) {
            self.number()?;
        }
        Some(serde_json::json!([longitude, latitude]))
    }

    /// A place that may stand in parentheses of its own.
    fn enclosed_place(&mut self) -> Option<Json> {
        let enclosed = self.passes('(');
        let place = self.place()?;
        (!enclosed || self.passes(')')).then_some(place)
    }

    fn places(&mut self) -> Option<Json> {
        self.list(&mut Self::place)
    }

    fn lines(&mut self) -> Option<Json> {
        self.list(&mut Self::places)
    }

    fn geometry(&mut self, depth: usize) -> Option<Json> {
        if depth > DEEPEST {
            return None;
        }
        Some(match self.word().as_str() {
            "POINT" => {
                let mut places = self.places()?;
                let place = places.get_mut(0).map(Json::take)?;
                shape("Point", place)
            }
            "LINESTRING" => shape("LineString", self.places()?),
            "POLYGON" => shape("Polygon", self.lines()?),
            "MULTIPOINT" => shape("MultiPoint", self.list(&mut Self::enclosed_place)?),
            "MULTILINESTRING" => shape("MultiLineString", self.lines()?),
            "MULTIPOLYGON" => shape("MultiPolygon", self.list(&mut Self::lines)?),
            "GEOMETRYCOLLECTION" => {
                let geometries = self.list(&mut |reader| reader.geometry(depth + 1))?;
                serde_json::json!({ "type": "GeometryCollection", "geometries": geometries })
            }
            _ => return None,
        })
    }
}

crate::kql_scalar! {
    /// Returns the shape that well-known text tells in `GeoJSON`.
    ///
    /// - `wkt`: such as `POINT (13.4 52.5)`: a point, line or polygon, many of one kind, or a collection.
    ///
    /// Null: when the text tells no such shape.
    /// Source: <https://learn.microsoft.com/kusto/query/geo-from-wkt-function>
    ///
    /// ```kusto
    /// geo_from_wkt("POINT (13.4 52.5)")             // {"type":"Point","coordinates":[13.4,52.5]}
    /// geo_from_wkt("linestring (1 2, 3 4)").type    // LineString
    /// geo_from_wkt("CIRCLE (1 2, 3)")               // null
    /// ```
    pub FROM_WKT = geo_from_wkt(wkt: string) -> dynamic => kernel;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scalar::series::number::test::run;

    fn read(text: &str) -> String {
        run(&FROM_WKT, &[Value::string(text.to_owned())])
    }

    #[test]
    fn shapes() {
        assert_eq!(read("POINT(1 -2.5)"), r#"{"type":"Point","coordinates":[1.0,-2.5]}"#);
        assert_eq!(read("MULTIPOINT ((1 2), 3 4)"), r#"{"type":"MultiPoint","coordinates":[[1.0,2.0],[3.0,4.0]]}"#);
        assert_eq!(
            read("GEOMETRYCOLLECTION (POINT (1 1), LINESTRING (2 2, 3 3 7))"),
            r#"{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[1.0,1.0]},{"type":"LineString","coordinates":[[2.0,2.0],[3.0,3.0]]}]}"#
        );
        assert_eq!(
            read("polygon((0 0,1 0,1 1,0 0))"),
            r#"{"type":"Polygon","coordinates":[[[0.0,0.0],[1.0,0.0],[1.0,1.0],[0.0,0.0]]]}"#
        );
        for bad in ["", "LINESTRING", "POINT (1)", "POINT (1 2) x", "POINT (1 2", "POINT EMPTY", "POINT (é)"] {
            assert_eq!(read(bad), "null", "{bad}");
        }
        assert_eq!(read(&"GEOMETRYCOLLECTION (".repeat(9999)), "null");
    }
}
