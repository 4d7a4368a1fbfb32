//! Units of force.

use super::Units;

/// Each unit in newtons.
pub(super) static UNITS: Units = &[
    ("Decanewton", 10.0),
    ("Dyn", 1e-5),
    ("KiloPond", 9.806_650_028_64),
    ("KilogramForce", 9.806_650_028_64),
    ("Kilonewton", 1000.0),
    ("KilopoundForce", 4_448.221_615_260_51),
    ("Meganewton", 1_000_000.0),
    ("Micronewton", 1e-6),
    ("Millinewton", 0.001),
    ("Newton", 1.0),
    ("OunceForce", 0.278_013_850_953_781_2),
    ("PoundForce", 4.448_221_615_260_509),
    ("Poundal", 0.138_255_027_989_730_4),
    ("ShortTonForce", 8_896.443_230_521),
    ("TonneForce", 9_806.650_028_64),
];
