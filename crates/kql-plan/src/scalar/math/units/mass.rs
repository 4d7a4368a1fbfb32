//! Units of mass.

use super::Units;

/// Each unit in kilograms.
pub(super) static UNITS: Units = &[
    ("Centigram", 1e-5),
    ("Decagram", 0.01),
    ("Decigram", 0.0001),
    ("EarthMass", 5.9722e24),
    ("Grain", 6.479_891e-5),
    ("Gram", 0.001),
    ("Hectogram", 0.1),
    ("Kilogram", 1.0),
    ("Kilopound", 453.592_37),
    ("Kilotonne", 1_000_000.0),
    ("LongHundredweight", 50.802_345_44),
    ("LongTon", 1_016.046_908_8),
    ("Megapound", 453_592.37),
    ("Megatonne", 1_000_000_000.0),
    ("Microgram", 1e-9),
    ("Milligram", 1e-6),
    ("Nanogram", 1e-12),
    ("Ounce", 0.028_349_523_125),
    ("Pound", 0.453_592_37),
    ("ShortHundredweight", 45.359_237),
    ("ShortTon", 907.184_74),
    ("Slug", 14.593_903),
    ("SolarMass", 1.989_47e30),
    ("Stone", 6.350_288_000_000_001),
    ("Tonne", 1000.0),
];
