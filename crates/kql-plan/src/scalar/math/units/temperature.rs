//! Units of temperature, which differ by a factor and by where they begin.

/// Name; how many kelvins a degree is; how many kelvins zero is.
const UNITS: &[(&str, f64, f64)] = &[
    ("DegreeCelsius", 1.0, 273.15),
    ("DegreeDelisle", -2.0 / 3.0, 373.15),
    ("DegreeFahrenheit", 5.0 / 9.0, 459.67 * 5.0 / 9.0),
    ("DegreeNewton", 100.0 / 33.0, 273.15),
    ("DegreeRankine", 5.0 / 9.0, 0.0),
    ("DegreeReaumur", 1.25, 273.15),
    ("DegreeRoemer", 40.0 / 21.0, 273.15 - 7.5 * 40.0 / 21.0),
    ("Kelvin", 1.0, 0.0),
    ("MillidegreeCelsius", 0.001, 273.15),
    ("SolarTemperature", 5778.0, 0.0),
];

/// The temperature in another unit; `None` when a unit is unknown.
pub(super) fn converted(value: f64, from: &str, to: &str) -> Option<f64> {
    let unit = |name: &str| UNITS.iter().find(|(unit, ..)| *unit == name);
    let ((_, from_degree, from_zero), (_, to_degree, to_zero)) = (unit(from)?, unit(to)?);
    Some(if from == to { value } else { (value * from_degree + from_zero - to_zero) / to_degree })
}
