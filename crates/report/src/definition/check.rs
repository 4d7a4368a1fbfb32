//! What is wrong with a definition, before it is run.

use std::collections::BTreeSet;
use std::fmt;

use super::{Definition, Panel, Show, hidden};
use crate::run::prelude;

/// The most characters of a heading: what fits on a line, and in the contents.
const LONGEST_TITLE: usize = 80;

/// Something that is wrong with a definition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The panel; none where it is about the whole.
    pub panel: Option<String>,
    /// What is wrong, and what to do.
    pub text: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.panel {
            Some(panel) => write!(out, "panel {panel}: {}", self.text),
            None => out.write_str(&self.text),
        }
    }
}

impl Definition {
    /// What is wrong with it; nothing when it can be run. Columns are known only once a query is answered, so they are checked then.
    pub fn check(&self) -> Vec<Finding> {
        let mut found = Vec::new();
        let mut say = |text: String| found.push(Finding { panel: None, text });
        if !is_id(&self.id) {
            say(format!("id is “{}”; an id has lower-case letters, digits and hyphens", self.id));
        }
        title(&self.title, &mut say);
        for (key, text) in [("question", &self.question), ("population", &self.population)] {
            if text.trim().is_empty() {
                say(format!("{key} is empty, so a reader cannot tell what the numbers are about"));
            }
        }
        if self.tables.is_empty() {
            say("tables is empty; name the tables it reads, so that their coverage is told".to_owned());
        }
        if self.panels.is_empty() {
            say("it has no panel, so it shows nothing".to_owned());
        }
        let mut names = BTreeSet::from(["StartTime", "EndTime"]);
        for parameter in &self.parameters {
            parameter.check(&mut say);
            if !names.insert(&parameter.name) {
                say(format!("the parameter {} is there twice, or is one that every report has", parameter.name));
            }
        }
        let mut ids = BTreeSet::new();
        for panel in &self.panels {
            let mut say = |text: String| found.push(Finding { panel: Some(panel.id.clone()), text });
            if !ids.insert(&panel.id) {
                say("another panel has the same id".to_owned());
            }
            panel.check(&mut say);
            let text = prelude::of(self, (0, 0), &|_| String::new()) + &panel.query;
            let parsed = kql::parse(&text);
            for error in parsed.diagnostics.iter().filter(|found| found.severity == kql::Severity::Error) {
                say(format!("its query cannot be read: {}", error.message));
            }
            for (name, table) in hidden::hidden(&parsed.tree) {
                let other = if name == "StartTime" { "Begin" } else { "End" };
                say(format!(
                    "its query computes with {name} where that is a column of {table} and not the period; write `let {other} = {name};` before and use {other}, \
                     or, where the column is meant, `project-rename` it first"
                ));
            }
        }
        found
    }
}

impl Panel {
    fn check(&self, say: &mut dyn FnMut(String)) {
        if !is_id(&self.id) || self.id == crate::run::READING {
            say("its id must have lower-case letters, digits and hyphens alone, and may not be `reading`".to_owned());
        }
        title(&self.title, say);
        for (key, text) in [("definition", &self.definition), ("query", &self.query)] {
            if text.trim().is_empty() {
                say(format!("{key} is empty"));
            }
        }
        if self.chart.is_empty() {
            say("chart is empty, so nothing is shown; use `table`".to_owned());
        }
        let is_drawn = self.chart.iter().any(|show| show.kind().is_some());
        if is_drawn && (self.x.is_empty() || self.y.is_empty()) {
            say("a chart needs x, the column along the axis, and y, the columns that are drawn".to_owned());
        }
        let names_columns = !self.x.is_empty() || !self.y.is_empty() || self.series.is_some();
        if names_columns && !is_drawn {
            say("x, y and series mean nothing without a chart".to_owned());
        }
        if self.good.is_some() && !self.chart.contains(&Show::Figures) {
            say("good is for figures alone".to_owned());
        }
        if self.shown == 0 {
            say("shown is 0; leave the table out instead".to_owned());
        }
    }
}

fn title(title: &str, say: &mut dyn FnMut(String)) {
    let length = title.chars().count();
    if title.trim().is_empty() || length > LONGEST_TITLE {
        say(format!("its title has {length} characters; it must have 1 to {LONGEST_TITLE}"));
    }
}

fn is_id(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|letter| matches!(letter, 'a'..='z' | '0'..='9' | '-'))
}
