//! A layer for MITRE's ATT&CK Navigator: the matrix coloured by the number of rules.

use serde_json::{Value, json};

use super::VERSION;
use super::matrix::Matrix;

/// The oldest version of the Navigator that reads the format
/// (<https://github.com/mitre-attack/attack-navigator/blob/master/layers/spec/v4.5/layerformat.md>).
const NAVIGATOR: &str = "4.9.0";

/// From no rule to the most.
const COLOURS: [&str; 2] = ["#ffffff", "#2f6db5"];

/// Returns a layer in the Navigator's format 4.5. The score of a technique is the number of rules, its comment their names; what no rule looks
/// for has neither, so the Navigator leaves it white.
pub fn layer(matrix: &Matrix<'_>) -> Value {
    let techniques: Vec<Value> = matrix
        .covered()
        .map(|cell| {
            let names: Vec<&str> = cell.rules.iter().map(|rule| rule.name.as_str()).collect();
            json!({
                "techniqueID": cell.technique.id,
                "tactic": cell.tactic.shortname,
                "score": cell.rules.len(),
                "comment": names.join("\n"),
                "enabled": true,
            })
        })
        .collect();
    let most = matrix.covered().map(|cell| cell.rules.len()).max().unwrap_or_default();
    let figures = matrix.figures();
    json!({
        "name": "quaestor rules",
        "versions": {"attack": VERSION, "navigator": NAVIGATOR, "layer": "4.5"},
        "domain": "enterprise-attack",
        "description": format!(
            "What {} detection rules look for, by ATT&CK {VERSION}. Score: number of rules; comment: their names.",
            figures.rules
        ),
        "sorting": 3,
        "layout": {
            "layout": "side",
            "showID": true,
            "showName": true,
            "showAggregateScores": true,
            "countUnscored": false,
            "aggregateFunction": "sum",
            "expandedSubtechniques": "annotated",
        },
        "hideDisabled": false,
        "techniques": techniques,
        // The format asks for a span that is not empty.
        "gradient": {"colors": COLOURS, "minValue": 0, "maxValue": most.max(1)},
        "legendItems": [],
        "metadata": [
            {"name": "ATT&CK", "value": VERSION},
            {"name": "quaestor", "value": env!("CARGO_PKG_VERSION")},
        ],
    })
}
