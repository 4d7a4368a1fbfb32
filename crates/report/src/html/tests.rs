use std::collections::BTreeMap;

use super::STYLE;

/// The colours of a theme by name.
fn colours(theme: &str) -> BTreeMap<String, [f64; 3]> {
    let mut found = BTreeMap::new();
    for declaration in theme.split(';') {
        let Some((name, value)) = declaration.split_once(": #") else { continue };
        let name = name.rsplit("--").next().unwrap_or_default();
        let channel = |at: usize| value.get(at..at + 2).and_then(|hex| u8::from_str_radix(hex, 16).ok()).map(f64::from);
        if let (Some(red), Some(green), Some(blue)) = (channel(0), channel(2), channel(4)) {
            found.insert(name.to_owned(), [red, green, blue]);
        }
    }
    found
}

/// The contrast of two colours. Source: <https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio>
fn contrast(one: [f64; 3], other: [f64; 3]) -> f64 {
    let luminance = |colour: [f64; 3]| {
        let [red, green, blue] = colour.map(|channel| {
            let part = channel / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    };
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// What a browser's checker cannot judge: letters in drawings, and the drawings themselves.
#[test]
fn both_themes_can_be_read() {
    let (light, rest) = STYLE.split_once("@media screen and (prefers-color-scheme: dark)").unwrap();
    let (dark, _) = rest.split_once("* { box-sizing").unwrap();
    for (name, theme) in [("light", light), ("dark", dark)] {
        let colours = colours(theme);
        let colour = |name: &str| *colours.get(name).unwrap_or_else(|| panic!("no colour {name}"));
        for shade in 0..=6 {
            let ratio = contrast(colour(&format!("q{shade}")), colour(&format!("q{shade}-ink")));
            assert!(ratio >= 4.5, "{name}: letters on shade {shade} have {ratio:.2}");
        }
        for (over, under) in [
            ("ink", "paper"),
            ("soft", "paper"),
            ("soft", "raised"),
            ("soft", "field"),
            ("link", "paper"),
            ("info", "info-wash"),
            ("good", "good-wash"),
            ("low", "low-wash"),
            ("medium", "medium-wash"),
            ("high", "high-wash"),
            ("good", "paper"),
            ("low", "paper"),
            ("medium", "paper"),
            ("high", "paper"),
        ] {
            let ratio = contrast(colour(over), colour(under));
            assert!(ratio >= 4.5, "{name}: {over} on {under} has {ratio:.2}");
        }
        for series in 1..=8 {
            let ratio = contrast(colour(&format!("s{series}")), colour("paper"));
            assert!(ratio >= 3.0, "{name}: series {series} has {ratio:.2}");
        }
    }
}
