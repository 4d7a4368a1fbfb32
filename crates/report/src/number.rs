//! Numbers as people read them.

/// A whole number in groups of three digits: `1,234,567`.
pub(crate) fn grouped(number: i128) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut text = String::from(if number < 0 { "-" } else { "" });
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A number in groups, with as many digits after the point as tell something: two, or three significant ones below one.
///
/// What is no number, or has no end, is written as such, since a reader must not take it for one.
pub(crate) fn readable(number: f64) -> String {
    if !number.is_finite() {
        return if number.is_nan() { "not a number" } else { "infinite" }.to_owned();
    }
    let size = number.abs();
    if size >= 1e15 {
        return format!("{number:e}");
    }
    let digits = match size {
        size if size >= 0.1 || size == 0.0 => 2,
        size if size >= 1e-6 => (2.0 - size.log10().floor()) as usize,
        _ => return format!("{number:.2e}"),
    };
    let text = format!("{number:.digits$}");
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let fraction = fraction.trim_end_matches('0');
    let sign = if number < 0.0 && (whole.trim_start_matches('-') != "0" || !fraction.is_empty()) { "-" } else { "" };
    let whole = grouped(whole.trim_start_matches('-').parse().unwrap_or_default());
    let point = if fraction.is_empty() { "" } else { "." };
    format!("{sign}{whole}{point}{fraction}")
}

/// A number for an axis, short: `12k`, `1.5M`.
pub(crate) fn short(number: f64) -> String {
    let size = number.abs();
    for (unit, letter) in [(1e12, "T"), (1e9, "G"), (1e6, "M")] {
        if size >= unit {
            return readable(number / unit) + letter;
        }
    }
    if size >= 10_000.0 { readable(number / 1e3) + "k" } else { readable(number) }
}

/// A number with its unit: `98.2 %`, `12 sign-ins`.
pub(crate) fn with_unit(number: &str, unit: &str) -> String {
    if unit.is_empty() { number.to_owned() } else { format!("{number} {unit}") }
}

/// Round numbers from at or below `low` to at or above `high`, at most about `count` steps: 1, 2 or 5 times a power of ten apart.
pub(crate) fn ticks(low: f64, high: f64, count: usize) -> Vec<f64> {
    if !low.is_finite() || !high.is_finite() || low > high {
        return vec![0.0, 1.0];
    }
    let span = if high > low { high - low } else { high.abs().max(1.0) };
    if !span.is_finite() || span < f64::MIN_POSITIVE * 1e6 {
        return vec![low, high];
    }
    let rough = span / count.max(1) as f64;
    let power = 10_f64.powf(rough.log10().floor());
    let step = [1.0, 2.0, 5.0, 10.0].map(|step| step * power).into_iter().find(|step| *step >= rough * 0.999);
    let step = step.unwrap_or(10.0 * power);
    let (first, last) = ((low / step).floor(), (high / step).ceil().max((low / step).floor() + 1.0));
    // More would mean that the numbers differ in their last digits alone.
    let steps = (last - first).min(64.0) as usize;
    (0..=steps).map(|at| (first + at as f64) * step).filter(|tick| tick.is_finite()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_as_people_write_them() {
        for (number, text) in [
            (0.0, "0"),
            (-0.001, "-0.001"),
            (-0.0, "0"),
            (1_234.5, "1,234.5"),
            (98.249, "98.25"),
            (0.012_345, "0.0123"),
            (-1_000_000.0, "-1,000,000"),
            (f64::NAN, "not a number"),
        ] {
            assert_eq!(readable(number), text);
        }
        assert_eq!(short(12_500.0), "12.5k");
        assert_eq!(short(3_000_000.0), "3M");
        assert_eq!(grouped(-1_234_567), "-1,234,567");
    }

    #[test]
    fn ticks_are_round_and_hold_the_data() {
        assert_eq!(ticks(0.0, 97.0, 5), [0.0, 20.0, 40.0, 60.0, 80.0, 100.0]);
        assert_eq!(ticks(-3.0, 4.0, 4), [-4.0, -2.0, 0.0, 2.0, 4.0]);
        assert_eq!(ticks(0.0, 0.0, 4).first(), Some(&0.0));
        assert!(ticks(0.0, f64::MAX, 5).iter().all(|tick| tick.is_finite()));
        assert!(ticks(5.0, 5.0, 5).len() > 1);
    }
}
