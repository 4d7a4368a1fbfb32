//! `render`: how the result is shown.
//! Source: <https://learn.microsoft.com/kusto/query/render-operator>

use super::Operator;
use crate::lex::{Degree, Keyword, TokenKind};
use crate::parse::{Allowed, Opening, Parser, Takes};
use crate::print::{Print, Printer};
use crate::tree::node::{node, words};
use crate::tree::{Name, Parameter, ParameterName};

const KINDS: &[&str] = &["default", "unstacked", "stacked", "stacked100", "map"];
const AXES: &[&str] = &["linear", "log"];
const RENDER: Allowed = &[
    (ParameterName::Title, Takes::Expression),
    (ParameterName::XColumn, Takes::Any),
    (ParameterName::Series, Takes::Names),
    (ParameterName::YColumns, Takes::Names),
    (ParameterName::AnomalyColumns, Takes::Names),
    (ParameterName::Kind, Takes::Word(KINDS)),
    (ParameterName::XTitle, Takes::Expression),
    (ParameterName::YTitle, Takes::Expression),
    (ParameterName::XAxis, Takes::Word(AXES)),
    (ParameterName::YAxis, Takes::Word(AXES)),
    (ParameterName::Legend, Takes::Word(&["visible", "hidden"])),
    (ParameterName::YSplit, Takes::Word(&["none", "axes", "panels"])),
    (ParameterName::Accumulate, Takes::Any),
    (ParameterName::YMin, Takes::Any),
    (ParameterName::YMax, Takes::Any),
    (ParameterName::XMin, Takes::Any),
    (ParameterName::XMax, Takes::Any),
];

words! {
    /// Ways to show a table that are documented.
    pub enum Chart {
        AnomalyChart = "anomalychart",
        AreaChart = "areachart",
        BarChart = "barchart",
        Card = "card",
        Chart3D = "3Dchart",
        ColumnChart = "columnchart",
        Graph = "graph",
        LadderChart = "ladderchart",
        LineChart = "linechart",
        List = "list",
        PieChart = "piechart",
        PivotChart = "pivotchart",
        Plotly = "plotly",
        Sankey = "sankey",
        ScatterChart = "scatterchart",
        StackedAreaChart = "stackedareachart",
        Table = "table",
        TimeChart = "timechart",
        Timeline = "timeline",
        TimePivot = "timepivot",
        TreeMap = "treemap",
    }
}

node! {
    /// `render timechart with (title="…")`.
    pub struct Render {
        /// The way to show it, as it is written; a client may know more than [`Chart`].
        pub chart: Name,
        /// Properties before `with`, an older way of writing them.
        pub older_properties: Vec<Parameter>,
        /// `by a, b`, an older way of naming the series.
        pub by: Vec<Name>,
        /// `with (…)`.
        pub properties: Vec<Parameter>,
    }
}

impl Render {
    /// The way to show it, if it is a documented one.
    pub fn chart(&self) -> Option<Chart> {
        Chart::from_text(&self.chart.text)
    }
}

impl Parser<'_> {
    pub(crate) fn render(&mut self, opening: Opening) -> Operator {
        let chart = self.any_word();
        let mut older_properties = Vec::new();
        let mut by = Vec::new();
        loop {
            let more = self.parameters(RENDER, crate::parse::Unknown::Report);
            let found = !more.is_empty() || self.at_word(Keyword::By);
            older_properties.extend(more);
            if self.eat_word(Keyword::By) {
                by.extend(self.comma_list(|parser| parser.name(Degree::Declaration)));
            }
            if !found {
                break;
            }
        }
        let properties = if self.at_word(Keyword::With) && self.nth(1).kind == TokenKind::OpenParen {
            self.bump();
            self.parameter_list(RENDER)
        } else {
            Vec::new()
        };
        Operator::Render(Render { chart, older_properties, by, properties, span: self.span_from(opening.start) })
    }
}

impl Print for Render {
    fn print(&self, out: &mut Printer<'_>) {
        out.text("render ");
        self.chart.print(out);
        out.parameters(&self.older_properties);
        if !self.by.is_empty() {
            out.text(" by ");
            out.comma_list(&self.by);
        }
        if !self.properties.is_empty() {
            out.text(" with ");
            out.bracketed_list("(", &self.properties, ")");
        }
    }
}
