//! `convert_length()` and its kin: a quantity in another unit.
//!
//! The units and their factors are those of the engine, even where it keeps fewer digits than the definition has.

mod angle;
mod energy;
mod force;
mod length;
mod mass;
mod speed;
mod temperature;
mod volume;

use crate::scalar::Call;
use crate::{Value, kql_scalar};

/// Names of units, and how much of the base unit each is. Sorted by name.
type Units = &'static [(&'static str, f64)];

/// The unit of this name in the base unit.
fn factor(units: Units, name: &str) -> Option<f64> {
    let index = units.binary_search_by(|(unit, _)| (*unit).cmp(name)).ok()?;
    units.get(index).map(|(_, factor)| *factor)
}

/// The value in another unit; `None` when a unit is unknown.
fn converted(units: Units, value: f64, from: &str, to: &str) -> Option<f64> {
    let (from_factor, to_factor) = (factor(units, from)?, factor(units, to)?);
    Some(if from == to { value } else { value * from_factor / to_factor })
}

/// Declares the conversion of a quantity whose units differ by a factor.
macro_rules! conversion {
    ($(#[doc = $doc:literal])* pub $constant:ident = $name:ident of $units:path) => {
        kql_scalar! {
            $(#[doc = $doc])*
            pub $constant = $name(value: real|decimal, from: string, to: string) -> real => $name;
        }

        fn $name<'a>(call: &Call<'a>) -> Value<'a> {
            Value::or_null(call.real(0).and_then(|value| converted($units, value, call.text(1), call.text(2))))
        }
    };
}

conversion! {
    /// Returns an energy in another unit.
    ///
    /// - `value`: how many of the first unit.
    /// - `from`, `to`: names of units, such as `Joule`, `KilowattHour`, `Kilocalorie`.
    ///
    /// Null: a null value or an unknown unit gives null.
    /// Source: <https://learn.microsoft.com/kusto/query/convert-energy-function>
    ///
    /// ```kusto
    /// convert_energy(2, "KilowattHour", "Joule")      // 7200000.0
    /// convert_energy(2, "KilowattHour", "Candle")     // null
    /// ```
    pub CONVERT_ENERGY = convert_energy of energy::UNITS
}

conversion! {
    /// Returns a force in another unit.
    ///
    /// - `value`: how many of the first unit.
    /// - `from`, `to`: names of units, such as `Newton`, `PoundForce`, `TonneForce`.
    ///
    /// Null: a null value or an unknown unit gives null.
    /// Source: <https://learn.microsoft.com/kusto/query/convert-force-function>
    ///
    /// ```kusto
    /// convert_force(2500, "Newton", "Kilonewton")     // 2.5
    /// ```
    pub CONVERT_FORCE = convert_force of force::UNITS
}

conversion! {
    /// Returns a length in another unit.
    ///
    /// - `value`: how many of the first unit.
    /// - `from`, `to`: names of units, such as `Meter`, `Mile`, `NauticalMile`.
    ///
    /// Null: a null value or an unknown unit gives null.
    /// Source: <https://learn.microsoft.com/kusto/query/convert-length-function>
    ///
    /// ```kusto
    /// convert_length(2, "NauticalMile", "Meter")      // 3704.0
    /// ```
    pub CONVERT_LENGTH = convert_length of length::UNITS
}

conversion! {
    /// Returns a mass in another unit.
    ///
    /// - `value`: how many of the first unit.
    /// - `from`, `to`: names of units, such as `Kilogram`, `Pound`, `Tonne`.
    ///
    /// Null: a null value or an unknown unit gives null.
    /// Source: <https://learn.microsoft.com/kusto/query/convert-mass-function>
    ///
    /// ```kusto
    /// convert_mass(1.5, "Tonne", "Kilogram")          // 1500.0
    /// ```
    pub CONVERT_MASS = convert_mass of mass::UNITS
}

conversion! {
    /// Returns a speed in another unit.
    ///
    /// - `value`: how many of the first unit.
    /// - `from`, `to`: names of units, such as `MeterPerSecond`, `KilometerPerHour`, `Knot`.
    ///
    /// Null: a null value or an unknown unit gives null.
    /// Source: <https://learn.microsoft.com/kusto/query/convert-speed-function>
    ///
    /// ```kusto
    /// round(convert_speed(36, "KilometerPerHour", "MeterPerSecond"), 9)      // 10.0
    /// ```
    pub CONVERT_SPEED = convert_speed of speed::UNITS
}

conversion! {
    /// Returns a volume in another unit.
    ///
    /// - `value`: how many of the first unit.
    /// - `from`, `to`: names of units, such as `CubicMeter`, `Liter`, `UsGallon`.
    ///
    /// Null: a null value or an unknown unit gives null.
    /// Source: <https://learn.microsoft.com/kusto/query/convert-volume-function>
    ///
    /// ```kusto
    /// convert_volume(1.5, "CubicMeter", "Liter")      // 1500.0
    /// ```
    pub CONVERT_VOLUME = convert_volume of volume::UNITS
}

kql_scalar! {
    /// Returns an angle in another unit.
    ///
    /// - `value`: how many of the first unit.
    /// - `from`, `to`: names of units, such as `Degree`, `Radian`, `Revolution`; `Tilt` is the sine of the angle.
    ///
    /// Null: a null value or an unknown unit gives null.
    /// Source: <https://learn.microsoft.com/kusto/query/convert-angle-function>
    ///
    /// ```kusto
    /// convert_angle(0.5, "Revolution", "Degree")      // 180.0
    /// ```
    pub CONVERT_ANGLE = convert_angle(value: real|decimal, from: string, to: string) -> real => convert_angle;
}

kql_scalar! {
    /// Returns a temperature in another unit.
    ///
    /// - `value`: the temperature in the first unit.
    /// - `from`, `to`: names of units, such as `Kelvin`, `DegreeCelsius`, `DegreeFahrenheit`.
    ///
    /// Null: a null value or an unknown unit gives null.
    /// Source: <https://learn.microsoft.com/kusto/query/convert-temperature-function>
    ///
    /// ```kusto
    /// round(convert_temperature(37, "DegreeCelsius", "DegreeFahrenheit"), 9)      // 98.6
    /// ```
    pub CONVERT_TEMPERATURE = convert_temperature(value: real|decimal, from: string, to: string) -> real => convert_temperature;
}

fn convert_angle<'a>(call: &Call<'a>) -> Value<'a> {
    Value::or_null(call.real(0).and_then(|value| angle::converted(value, call.text(1), call.text(2))))
}

fn convert_temperature<'a>(call: &Call<'a>) -> Value<'a> {
    Value::or_null(call.real(0).and_then(|value| temperature::converted(value, call.text(1), call.text(2))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_can_be_searched() {
        for units in
            [angle::UNITS, energy::UNITS, force::UNITS, length::UNITS, mass::UNITS, speed::UNITS, volume::UNITS]
        {
            assert!(units.is_sorted_by(|left, right| left.0 < right.0));
            for (name, known) in units {
                assert_eq!(factor(units, name).map(f64::to_bits), Some(known.to_bits()), "{name}");
            }
        }
    }

    #[test]
    fn there_and_back_is_the_same() {
        let near = |left: Option<f64>, right: f64| left.is_some_and(|left| (left - right).abs() < 1e-9);
        assert!(near(converted(length::UNITS, 3.0, "Foot", "Inch"), 36.0));
        assert!(near(angle::converted(0.5, "Tilt", "Degree"), 30.0));
        assert!(near(angle::converted(30.0, "Degree", "Tilt"), 0.5));
        assert!(near(angle::converted(400.0, "Gradian", "Radian"), std::f64::consts::TAU));
        assert!(near(temperature::converted(-40.0, "DegreeCelsius", "DegreeFahrenheit"), -40.0));
        assert!(near(temperature::converted(100.0, "DegreeDelisle", "DegreeNewton"), 11.0));
        assert_eq!(temperature::converted(1.0, "Kelvin", "kelvin"), None);
        assert_eq!(converted(mass::UNITS, 1.0, "Gram", "Meter"), None);
    }
}
