//! Units of angle.

use super::Units;

/// Each unit in degrees.
pub(super) static UNITS: Units = &[
    ("Arcminute", 0.016_666_666_666_666_666),
    ("Arcsecond", 0.000_277_777_777_777_777_8),
    ("Centiradian", 0.572_957_795_130_823_2),
    ("Deciradian", 5.729_577_951_308_233),
    ("Degree", 1.0),
    ("Gradian", 0.9),
    ("Microdegree", 1e-6),
    ("Microradian", 5.729_577_951_308_232e-5),
    ("Millidegree", 0.001),
    ("Milliradian", 0.057_295_779_513_082_325),
    ("Nanodegree", 1e-9),
    ("Nanoradian", 5.729_577_951_308_232_4e-8),
    ("NatoMil", 0.056_25),
    ("Radian", 57.295_779_513_082_32),
    ("Revolution", 360.0),
];

/// The angle in another unit; `None` when a unit is unknown. A tilt is the sine of an angle, so no factor leads to it.
pub(super) fn converted(value: f64, from: &str, to: &str) -> Option<f64> {
    let degrees = match from {
        "Tilt" => value.asin().to_degrees(),
        _ => value * super::factor(UNITS, from)?,
    };
    match to {
        _ if from == to => Some(value),
        "Tilt" => Some(degrees.to_radians().sin()),
        _ => Some(degrees / super::factor(UNITS, to)?),
    }
}
