//! Makes a review of what the archive holds.

mod compare;
mod coverage;
mod defender;
mod details;
mod population;

use std::collections::BTreeMap;

use detect::RuleSet;
use detect::state::Alert;
use kql_plan::Rows;
use kql_plan::convert::to_json;
use report::Ask;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use store::Coverage;

use crate::entries::{carry, fold, order, pool, signal};
use crate::model::{Detection, FORMAT, PutForward, Review};
use crate::question::{Asked, Question};
use crate::state::Remembered;
use crate::time::iso;
use crate::{Period, entries};

/// Groups of a question that the review shows; all are in the results.
const SHOWN: usize = 10;
/// Groups of a question that the results hold.
const HELD: usize = 100_000;

/// What a review is made of.
#[derive(Clone, Copy)]
pub struct Making<'a> {
    /// Of which time.
    pub period: &'a Period,
    /// When it is made, in microseconds since 1970.
    pub now: i64,
    /// By whom.
    pub by: &'a str,
    /// The program's version.
    pub program: &'a str,
    /// The end of the seal chain.
    pub head: &'a str,
    /// All alerts.
    pub alerts: &'a [Alert],
    /// How far detection has judged the time.
    pub detection: &'a Detection,
    /// The rules.
    pub rules: &'a RuleSet,
    /// What is covered.
    pub coverage: &'a Coverage,
    /// What was decided before.
    pub memory: &'a BTreeMap<(String, String), Remembered>,
    /// The review of the period before, if there is one.
    pub before: Option<&'a Review>,
    /// Whom to ask.
    pub ask: &'a (dyn Ask + Sync),
}

impl std::fmt::Debug for Making<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Making").field("period", self.period).finish_non_exhaustive()
    }
}

/// A question with its whole answer: what a review rests on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// The question's short name.
    pub id: String,
    /// What it puts forward.
    pub title: String,
    /// The query, as it was asked.
    pub query: String,
    /// The stretch of time it saw: first instant, and the one after the last.
    pub from: String,
    /// The instant after the last.
    pub to: String,
    /// Names of the columns.
    pub columns: Vec<String>,
    /// The rows.
    pub rows: Vec<Vec<Json>>,
    /// Rows that were left out, where there were too many to hold.
    pub left_out: u64,
}

/// Asks questions, and keeps what was asked and answered.
struct Desk<'a> {
    making: &'a Making<'a>,
    answers: Vec<Answer>,
    problems: Vec<String>,
}

/// Makes a review. A question that has no answer is told in it, and the review is made all the same.
pub fn make(making: &Making<'_>) -> (Review, Vec<Answer>) {
    let period = making.period;
    let mut desk = Desk { making, answers: Vec::new(), problems: Vec::new() };
    let population = population::population(&mut desk);
    let (coverage, gaps_closed) = coverage::coverage(making, &population.population);
    let (asked, forms) = put_forward(&mut desk);
    let in_period: Vec<Alert> =
        making.alerts.iter().filter(|alert| alert.first < period.to && alert.last >= period.from).cloned().collect();
    let mut entries = fold::entries(&in_period, making.rules);
    let taken = signal::attach(&mut entries, &asked);
    let marks: Vec<(usize, usize, entries::Mark)> = taken
        .into_iter()
        .filter_map(|(question, group, entry)| Some((question, group, entries::Mark::of(entries.get(entry)?)?)))
        .collect();
    let mut entries = pool::pool(entries, making.rules, entries::bearable(period.length()));
    details::complete(&mut desk, &mut entries);
    coverage::remarks(&mut entries, making.rules, &coverage);
    carry::carry(&mut entries, making.memory, making.now);
    order::order(&mut entries);
    let mut put_forward: Vec<PutForward> = forms;
    for (question, _group, mark) in &marks {
        if let (Some(form), Some(entry)) = (put_forward.get_mut(*question), mark.find(&entries))
            && !form.entries.contains(&entry)
        {
            form.entries.push(entry);
        }
    }
    for form in &mut put_forward {
        form.entries.sort_unstable();
    }
    let risky_users = defender::risky_users(&mut desk, &entries);
    let defender_alerts = defender::alerts(&asked, &marks, &entries);
    let tracked = defender::tracked(&mut desk);
    let routine = population::routine(&mut desk, &population.population);
    let comparison = compare::comparison(making, &population, &entries);
    let review = Review {
        format: FORMAT,
        period: period.clone(),
        tenants: tenants(making.coverage),
        made: making.now,
        by: making.by.to_owned(),
        program: making.program.to_owned(),
        head: making.head.to_owned(),
        detection: making.detection.clone(),
        population: population.population,
        coverage,
        gaps_closed,
        put_forward,
        entries,
        routine,
        comparison,
        risky_users,
        defender_alerts,
        tracked,
        problems: desk.problems,
    };
    (review, desk.answers)
}

/// The tenants that records are of, those with the most first.
fn tenants(coverage: &Coverage) -> Vec<String> {
    let known = coverage.tenants().into_iter().filter(|(tenant, _)| *tenant != store::UNKNOWN_TENANT);
    known.map(|(tenant, _)| tenant.to_owned()).collect()
}

/// Asks every question.
fn put_forward(desk: &mut Desk<'_>) -> (Vec<Asked>, Vec<PutForward>) {
    let (mut asked, mut forms) = (Vec::new(), Vec::new());
    for question in crate::question::questions() {
        let question = match question {
            Ok(question) => question,
            Err(why) => {
                desk.problems.push(why);
                continue;
            }
        };
        let rows = desk.ask(&question.id, &question.title, &question.query, question.lookback(), &[]);
        let groups = question.groups(&rows);
        let shown = Question::shown(&rows);
        forms.push(PutForward {
            id: question.id.clone(),
            part: question.part,
            title: question.title.clone(),
            definition: question.definition.clone(),
            query: question.query.clone(),
            groups: groups.len() as u64,
            records: groups.iter().map(|group| group.count).sum(),
            entries: Vec::new(),
            columns: shown.iter().map(|(_, name)| (*name).to_owned()).collect(),
            rows: rows
                .rows
                .iter()
                .take(SHOWN)
                .map(|row| shown.iter().filter_map(|(at, _)| row.get(*at).map(to_json)).collect())
                .collect(),
        });
        asked.push(Asked { question, rows, groups });
    }
    (asked, forms)
}

impl Desk<'_> {
    /// Asks about the period and `lookback` microseconds before it. `lists` are declared as lists of texts. Without an answer the rows are empty, and the
    /// problem is told.
    fn ask(&mut self, id: &str, title: &str, query: &str, lookback: i64, lists: &[(&str, &[String])]) -> Rows {
        let period = self.making.period;
        let mut text =
            format!("let StartTime = datetime({});\nlet EndTime = datetime({});\n", iso(period.from), iso(period.to));
        for (name, values) in lists {
            let values = Json::Array(values.iter().map(|value| Json::String(value.clone())).collect());
            text += &format!("let {name} = dynamic({values});\n");
        }
        text += query;
        let range = (period.from.saturating_sub(lookback), period.to);
        match self.making.ask.ask(&text, range) {
            Ok(rows) => {
                let held = rows.rows.iter().take(HELD).map(|row| row.iter().map(to_json).collect()).collect();
                self.answers.push(Answer {
                    id: id.to_owned(),
                    title: title.to_owned(),
                    query: text,
                    from: iso(range.0),
                    to: iso(range.1),
                    columns: rows.columns.iter().map(|(name, _)| name.clone()).collect(),
                    rows: held,
                    left_out: rows.rows.len().saturating_sub(HELD) as u64,
                });
                rows
            }
            Err(error) => {
                self.problems.push(format!("{title}: the question could not be answered: {error}"));
                Rows::default()
            }
        }
    }
}
