//! What goes into the pack of a review.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::path::Path;

use ::pack::{Contents, Item, Kind, LeftOut, Period, Required};
use ::review::contract::{contract, entry as as_json};
use ::review::make::Answer;
use ::review::show::document as shown;
use anyhow::Context;
use detect::state::State;
use report::Form;
use report::csv_line;
use serde_json::{Value as Json, json};

use super::records::{Record, records};
use crate::commands::review::Found;

/// Gathers the contents.
pub(super) fn contents<'a>(
    found: &'a Found,
    archive: &Path,
    by: &str,
    now: i64,
    with_evidence: bool,
) -> anyhow::Result<Contents<'a>> {
    let Found { snapshot, review, state } = found;
    let subject = format!("review {}", state.name);
    let mut items = Vec::new();
    let count_findings = of_review(found, archive, now, &mut items)?;
    let wanted: BTreeSet<_> = review.entries.iter().flat_map(|entry| &entry.records).cloned().collect();
    let (raw, missing) = records(snapshot, &wanted)?;
    let count_records = raw.len() as u64;
    let evidence: BTreeSet<String> = raw.iter().map(|record| record.evidence.clone()).collect();
    let mut by_table: BTreeMap<String, Vec<Json>> = BTreeMap::new();
    for record in &raw {
        by_table.entry(record.table.clone()).or_default().push(record.line());
    }
    for (table, lines) in by_table {
        let about = format!("Raw records of {table} that entries rest on, with the place of each in its evidence");
        items.push(Item::bytes(format!("records/{table}.jsonl"), Kind::Records, about, jsonl(lines.into_iter())?));
    }
    let mut left_out = Vec::new();
    if !missing.is_empty() {
        let named: Vec<String> = missing.iter().take(20).map(|id| format!("{} {}", id.table, id.id)).collect();
        let rest = if missing.len() > 20 { format!(" and {} more", missing.len() - 20) } else { String::new() };
        left_out.push(LeftOut {
            what: format!("{} records: {}{rest}", missing.len(), named.join(", ")),
            why: "the archive holds no record of these names any more, or never did".to_owned(),
        });
    }
    if with_evidence {
        for sha256 in &evidence {
            let reader = snapshot.evidence().open(sha256)?;
            items.push(Item::read(format!("evidence/{sha256}"), Kind::Other, "A file as it was received", move || {
                Ok(Box::new(reader) as Box<dyn Read>)
            }));
        }
    } else {
        left_out.push(LeftOut {
            what: "the files in which the records stand, whole".to_owned(),
            why: "not asked for; `quaestor pack --with-evidence` adds them".to_owned(),
        });
    }

    let acts: Vec<_> = snapshot.acts().iter().filter(|sealed| sealed.act.subject == subject).collect();
    let earlier: BTreeSet<&String> = acts
        .iter()
        .flat_map(|sealed| &sealed.act.documents)
        .filter(|sha256| **sha256 != state.document && **sha256 != state.results)
        .collect();
    for sha256 in earlier {
        let about = "An earlier version of the review or of its answers, byte for byte as sealed";
        items.push(Item::bytes(format!("earlier/{sha256}.json"), Kind::Other, about, snapshot.document(sha256)?));
    }
    let count_acts = acts.len() as u64;
    let mut entries: BTreeSet<u64> = acts.iter().map(|sealed| sealed.entry).collect();
    entries.extend(evidence.iter().filter_map(|sha256| snapshot.entry_of_evidence(sha256)));
    entries
        .extend([&state.document, &state.results].into_iter().filter_map(|sha256| snapshot.entry_of_document(sha256)));
    entries.insert(snapshot.head().entry);
    items.push(Item::bytes(
        "acts.json",
        Kind::Acts,
        "Who did what about the review, as the chain holds it",
        serde_json::to_vec_pretty(&acts)?,
    ));
    for (path, bytes) in snapshot.proof(&entries)? {
        items.push(Item::bytes(
            format!("seal/{path}"),
            Kind::Seal,
            "A file of the archive's signed chain, byte for byte",
            bytes,
        ));
    }
    let counts = [
        (Kind::Acts, count_acts),
        (Kind::Entries, review.entries.len() as u64),
        (Kind::Findings, count_findings),
        (Kind::Records, count_records),
    ];
    let files = ["review/review.html", "review/review.json", "review/document.json", "coverage/coverage.json"];
    Ok(Contents {
        subject,
        period: Period::of(review.period.from, review.period.to),
        made_at: now,
        made_by: by.to_owned(),
        program: format!("quaestor {}", env!("CARGO_PKG_VERSION")),
        required: Required { files: files.map(str::to_owned).to_vec(), counts: counts.into_iter().collect() },
        left_out,
        items,
    })
}

/// The review in every form, its questions and answers, its entries and what raised them, and what could be seen. Returns how many findings there are.
fn of_review<'a>(found: &'a Found, archive: &Path, now: i64, items: &mut Vec<Item<'a>>) -> anyhow::Result<u64> {
    let Found { snapshot, review, state } = found;
    let page = shown(review, state, now);
    for (form, about) in [
        (Form::Html, "The review, to read in a browser"),
        (Form::Markdown, "The review, as text"),
        (Form::Csv, "The review, as tables"),
        (Form::Xlsx, "The review, as an Excel workbook"),
    ] {
        let path = format!("review/review.{}", form.extension());
        items.push(Item::bytes(path, Kind::Review, about, report::render(form, &page)?));
    }
    let text = serde_json::to_vec_pretty(&contract(review, state, now))?;
    items.push(Item::bytes(
        "review/review.json",
        Kind::Review,
        "The review with its decisions, as scripts read it",
        text,
    ));
    let document = snapshot.document(&state.document)?;
    items.push(Item::bytes(
        "review/document.json",
        Kind::Review,
        "The review as it was made, byte for byte as sealed",
        document,
    ));
    if !state.results.is_empty() {
        let results = snapshot.document(&state.results)?;
        let answers: Vec<Answer> =
            serde_json::from_slice(&results).context("the answers of the review cannot be read")?;
        items.push(Item::bytes(
            "queries/results.json",
            Kind::Queries,
            "Every question and its answer, byte for byte as sealed",
            results,
        ));
        queries(&answers, items);
    }
    let lines = review.entries.iter().map(|entry| as_json(entry, state));
    items.push(Item::bytes(
        "entries/entries.jsonl",
        Kind::Entries,
        "The entries with their decisions, one a line",
        jsonl(lines)?,
    ));
    let findings = findings(found, archive)?;
    let count = findings.len() as u64;
    items.push(Item::bytes(
        "findings/findings.jsonl",
        Kind::Findings,
        "What raised the entries, one a line",
        jsonl(findings.into_iter())?,
    ));
    let coverage = json!({"coverage": review.coverage, "gaps_closed": review.gaps_closed, "population": review.population, "sources": sources(found)});
    items.push(Item::bytes(
        "coverage/coverage.json",
        Kind::Coverage,
        "What was looked at, and what could not be seen",
        serde_json::to_vec_pretty(&coverage)?,
    ));
    Ok(count)
}

/// A JSON document a line.
fn jsonl(lines: impl Iterator<Item = Json>) -> anyhow::Result<Vec<u8>> {
    let mut out = Vec::new();
    for line in lines {
        serde_json::to_writer(&mut out, &line)?;
        out.push(b'\n');
    }
    Ok(out)
}

/// Each question as a query, and its answer as a table.
fn queries(answers: &[Answer], items: &mut Vec<Item<'_>>) {
    let mut seen: BTreeMap<&str, u32> = BTreeMap::new();
    for answer in answers {
        let times = seen.entry(&answer.id).or_default();
        *times += 1;
        let name = if *times == 1 { answer.id.clone() } else { format!("{}-{times}", answer.id) };
        let query =
            format!("// {}\n// Of the time {} to before {}.\n{}", answer.title, answer.from, answer.to, answer.query);
        items.push(Item::bytes(format!("queries/{name}.kql"), Kind::Queries, answer.title.clone(), query.into_bytes()));
        let mut table = csv_line(answer.columns.iter().map(String::as_str));
        for row in &answer.rows {
            let cells: Vec<String> = row
                .iter()
                .map(|cell| match cell {
                    Json::String(text) => text.clone(),
                    Json::Null => String::new(),
                    other => other.to_string(),
                })
                .collect();
            table += &csv_line(cells.iter().map(String::as_str));
        }
        if answer.left_out > 0 {
            table += &csv_line([format!("{} more rows were too many to keep", answer.left_out).as_str()].into_iter());
        }
        items.push(Item::bytes(
            format!("queries/{name}.csv"),
            Kind::Queries,
            format!("{}: the answer", answer.title),
            table.into_bytes(),
        ));
    }
}

/// What raised the entries: alerts whole, as they stand now; what was put forward as the entry has it.
fn findings(found: &Found, archive: &Path) -> anyhow::Result<Vec<Json>> {
    let alerts: BTreeMap<String, _> =
        State::open(archive)?.alerts()?.into_iter().map(|alert| (alert.id.clone(), alert)).collect();
    let mut findings = Vec::new();
    for entry in &found.review.entries {
        for finding in &entry.findings {
            let alert = alerts.get(&finding.id).map(|alert| json!(alert));
            findings.push(json!({"entry": entry.id, "finding": finding, "alert": alert}));
        }
    }
    Ok(findings)
}

/// The files that the archive's records of the period come from.
fn sources(found: &Found) -> Vec<Json> {
    let period = &found.review.period;
    let mut sources = Vec::new();
    for table in found.snapshot.coverage().0 {
        for window in table.windows.iter().filter(|window| window.from < period.to && window.to >= period.from) {
            sources.push(json!({
                "tenant": table.tenant, "table": table.table, "from": ::review::iso(window.from), "to": ::review::iso(window.to), "records": window.rows,
                "known": window.kind, "evidence": window.evidence, "path": window.path, "member": window.member, "cut": window.cut,
            }));
        }
    }
    sources
}

impl Record {
    fn line(&self) -> Json {
        json!({
            "table": self.table, "id": self.id, "evidence": self.evidence, "member": self.member, "offset": self.offset, "length": self.length,
            "sha256": self.sha256, "raw": self.raw,
        })
    }
}
