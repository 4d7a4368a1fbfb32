//! The functions that return several values, with the columns their values make.

use crate::Type;

/// The columns of a function with several values: what comes after `<function>_<series>_` in their names, and their types.
pub type Columns = &'static [(&'static str, Type)];

const DECOMPOSE: Columns =
    &[("baseline", Type::Dynamic), ("seasonal", Type::Dynamic), ("trend", Type::Dynamic), ("residual", Type::Dynamic)];
const PERIODS: Columns = &[("periods", Type::Dynamic), ("scores", Type::Dynamic)];
const COMPLEX: Columns = &[("real", Type::Dynamic), ("imag", Type::Dynamic)];

/// The functions and their columns, in the order of the values.
pub static ALL: &[(&str, Columns)] = &[
    (
        "series_stats",
        &[
            ("min", Type::Real),
            ("min_idx", Type::Long),
            ("max", Type::Real),
            ("max_idx", Type::Long),
            ("avg", Type::Real),
            ("stdev", Type::Real),
            ("variance", Type::Real),
        ],
    ),
    (
        "series_fit_line",
        &[
            ("rsquare", Type::Real),
            ("slope", Type::Real),
            ("variance", Type::Real),
            ("rvariance", Type::Real),
            ("interception", Type::Real),
            ("line_fit", Type::Dynamic),
        ],
    ),
    (
        "series_fit_2lines",
        &[
            ("rsquare", Type::Real),
            ("split_idx", Type::Long),
            ("variance", Type::Real),
            ("rvariance", Type::Real),
            ("line_fit", Type::Dynamic),
            ("right_rsquare", Type::Real),
            ("right_slope", Type::Real),
            ("right_interception", Type::Real),
            ("right_variance", Type::Real),
            ("right_rvariance", Type::Real),
            ("left_rsquare", Type::Real),
            ("left_slope", Type::Real),
            ("left_interception", Type::Real),
            ("left_variance", Type::Real),
            ("left_rvariance", Type::Real),
        ],
    ),
    (
        "series_fit_poly",
        &[
            ("rsquare", Type::Real),
            ("coefficients", Type::Dynamic),
            ("variance", Type::Real),
            ("rvariance", Type::Real),
            ("poly_fit", Type::Dynamic),
        ],
    ),
    ("series_decompose", DECOMPOSE),
    ("series_decompose_forecast", DECOMPOSE),
    (
        "series_decompose_anomalies",
        &[("ad_flag", Type::Dynamic), ("ad_score", Type::Dynamic), ("baseline", Type::Dynamic)],
    ),
    ("series_periods_detect", PERIODS),
    ("series_periods_validate", PERIODS),
    ("series_fft", COMPLEX),
    ("series_ifft", COMPLEX),
];
