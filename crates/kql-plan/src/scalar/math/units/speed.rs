//! Units of speed.

use super::Units;

/// Each unit in meter per seconds.
pub(super) static UNITS: Units = &[
    ("CentimeterPerHour", 2.777_777_777_777_778e-6),
    ("CentimeterPerMinute", 0.000_166_666_666_666_666_66),
    ("CentimeterPerSecond", 0.01),
    ("DecimeterPerMinute", 0.001_666_666_666_666_666_8),
    ("DecimeterPerSecond", 0.1),
    ("FootPerHour", 8.466_666_666_666_666e-5),
    ("FootPerMinute", 0.005_08),
    ("FootPerSecond", 0.3048),
    ("InchPerHour", 7.055_555_555_555_556e-6),
    ("InchPerMinute", 0.000_423_333_333_333_333_34),
    ("InchPerSecond", 0.0254),
    ("KilometerPerHour", 0.277_777_777_777_777_8),
    ("KilometerPerMinute", 16.666_666_666_666_668),
    ("KilometerPerSecond", 1000.0),
    ("Knot", 0.514_444_444_444_444_5),
    ("MeterPerHour", 0.000_277_777_777_777_777_8),
    ("MeterPerMinute", 0.016_666_666_666_666_666),
    ("MeterPerSecond", 1.0),
    ("MicrometerPerMinute", 1.666_666_666_666_666_7e-8),
    ("MicrometerPerSecond", 1e-6),
    ("MilePerHour", 0.447_04),
    ("MillimeterPerHour", 2.777_777_777_777_777_6e-7),
    ("MillimeterPerMinute", 1.666_666_666_666_666_7e-5),
    ("MillimeterPerSecond", 0.001),
    ("NanometerPerMinute", 1.666_666_666_666_666_7e-11),
    ("NanometerPerSecond", 1e-9),
    ("UsSurveyFootPerHour", 8.466_683_600_033_866e-5),
    ("UsSurveyFootPerMinute", 0.005_080_010_160_020_32),
    ("UsSurveyFootPerSecond", 0.304_800_609_601_219_2),
    ("YardPerHour", 0.000_254),
    ("YardPerMinute", 0.015_24),
    ("YardPerSecond", 0.9144),
];
