//! Values → shades, as maps and heatmaps have them.

use crate::number::{readable, with_unit};

/// How many shades there are, nothing aside.
const SHADES: usize = 6;

/// The lower bounds of the shades that are used.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Shades(Vec<f64>);

impl Shades {
    /// The shades for these values: steps of ten where they spread widely, even ones where not.
    pub(super) fn of(values: &(impl Iterator<Item = f64> + Clone), unit: &str) -> Self {
        let positive = || values.clone().filter(|value| value.is_finite() && *value > 0.0);
        let (least, most) = (positive().fold(f64::MAX, f64::min), positive().fold(0.0, f64::max));
        if most <= 0.0 {
            return Self(Vec::new());
        }
        let is_wide = unit != "%" && most >= 10.0 && most / least > 20.0;
        if !is_wide {
            let top = if unit == "%" && most <= 100.0 { 100.0 } else { most };
            let step = crate::number::ticks(0.0, top, SHADES - 1).get(1).copied().unwrap_or(top);
            let bounds = (0..SHADES).map(|at| at as f64 * step).take_while(|bound| *bound < most);
            return Self(bounds.collect());
        }
        // 1, 3, 10, 30, … while they fit; else powers of ten; else of a hundred; and so on.
        let first = 10_f64.powf(least.log10().floor());
        let decades = (most / first).log10().floor() as usize + 1;
        let bounds: Vec<f64> = if decades * 2 <= SHADES {
            (0..decades).flat_map(|at| [1.0, 3.0].map(|half| half * first * 10_f64.powi(at as i32))).collect()
        } else {
            let each = decades.div_ceil(SHADES);
            (0..decades.div_ceil(each)).map(|at| first * 10_f64.powi((at * each) as i32)).collect()
        };
        Self(bounds.into_iter().filter(|bound| *bound <= most).take(SHADES).collect())
    }

    /// The class of a value's shade; `q0` where it is nothing, or less.
    pub(super) fn class(&self, value: Option<f64>) -> String {
        let value = value.filter(|value| value.is_finite() && *value > 0.0);
        let shade = value.map_or(0, |value| self.0.iter().filter(|bound| value >= **bound).count().max(1));
        format!("q{}", self.spread(shade))
    }

    /// Class and meaning of each shade.
    pub(super) fn legend(&self, unit: &str) -> Vec<(String, String)> {
        let ends = self.0.iter().skip(1).map(Some).chain([None]);
        let text = |(at, (from, to)): (usize, (&f64, Option<&f64>))| {
            let from = readable(*from);
            let range = match to {
                Some(to) if unit == "%" || to.fract() != 0.0 || at == 0 && from == "0" => {
                    format!("{from} to under {}", readable(*to))
                }
                Some(to) if (to - 1.0 - self.0.get(at).copied().unwrap_or(0.0)).abs() < 0.5 => from,
                Some(to) => format!("{from} to {}", readable(to - 1.0)),
                None => format!("{from} or more"),
            };
            (format!("q{}", self.spread(at + 1)), with_unit(&range, unit))
        };
        self.0.iter().zip(ends).enumerate().map(text).collect()
    }

    /// Few shades lie apart as far as many.
    fn spread(&self, shade: usize) -> usize {
        match (shade, self.0.len()) {
            (0, _) => 0,
            (_, 0) => 1,
            (shade, used) if used < 4 => shade * 2 + (SHADES - used * 2) / 2,
            (shade, used) => shade + SHADES.saturating_sub(used),
        }
        .min(SHADES)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_values_have_steps_of_ten() {
        let shades = Shades::of(&[1.0, 7.0, 50.0, 400_000.0].into_iter(), "sign-ins");
        assert_eq!(shades.0, [1.0, 10.0, 100.0, 1_000.0, 10_000.0, 100_000.0]);
        assert_eq!(shades.legend("").first().map(|(_, text)| text.as_str()), Some("1 to 9"));
        assert_eq!(shades.class(Some(400_000.0)), "q6");
        assert_eq!(shades.class(Some(-1.0)), "q0");
        assert_eq!(shades.class(None), "q0");
    }

    #[test]
    fn shares_have_even_steps() {
        let shades = Shades::of(&[3.0, 97.0].into_iter(), "%");
        assert_eq!(shades.0, [0.0, 20.0, 40.0, 60.0, 80.0]);
        assert_eq!(shades.legend("%").first().map(|(_, text)| text.as_str()), Some("0 to under 20 %"));
    }
}
