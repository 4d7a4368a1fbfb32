//! A review as a document to read: population and coverage first, then what wants a decision, then the two forms.

use detect::Severity;
use detect::coverage::SeenState;
use kql_plan::{Rows, Type, Value};
use report::{Block, Card, Chart, ChartKind, Document, Fact, Field, Figure, Level, Section, Source, Status, Table};

use crate::model::{DefenderAlert, RiskyUser, Standing as Whose};
use crate::question::Part;
use crate::state::{Decision, ReviewState};
use crate::template::{DefenderReview, SignInReview, counted, thousands};
use crate::time::{date, minute};
use crate::{Address, Entry, FindingRef, Review, Standing, User};

/// Records, people, addresses that a card lists.
const LISTED: usize = 8;

/// Returns the review as a document.
pub fn document(review: &Review, state: &ReviewState, now: i64) -> Document {
    let sign_in = SignInReview::of(review, state);
    let defender = DefenderReview::of(review, state);
    let mut sections = vec![summary(review, state, now), population(review), coverage(review), entries(review, state)];
    sections.push(sign_in_form(&sign_in));
    sections.push(put_forward(review, Part::SignIn, "put-forward-sign-in", "What the sign-in logs put forward"));
    sections.push(defender_form(&defender));
    sections.push(put_forward(review, Part::Defender, "put-forward-defender", "What Defender put forward"));
    sections.push(comparison(review));
    sections.push(routine(review));
    sections.push(history(review, state));
    sections.retain(|section| !section.blocks.is_empty());
    let fact = |name: &str, value: String| Fact { name: name.to_owned(), value };
    let mut facts = vec![
        fact("Period", review.period.title() + ", UTC"),
        fact("Tenant", tenant(&review.tenants)),
        fact("Status", status(state, now)),
        fact("Owner", state.owner.clone()),
        fact("Due", date(state.due)),
        fact("Made", format!("{} by {}, quaestor {}", minute(review.made), review.by, review.program)),
        fact("Records as of", format!("seal chain {}", review.head)),
    ];
    for signature in &state.signatures {
        facts.push(fact(
            "Signed",
            format!("{} by {}, seal chain entry {}", minute(signature.at), signature.who, signature.entry),
        ));
    }
    Document { title: format!("Access review {}", review.period.name), subtitle: sign_in.outcome, facts, sections }
}

fn tenant(tenants: &[String]) -> String {
    match tenants {
        [] => "unknown".to_owned(),
        [only] => only.clone(),
        [first, others @ ..] => format!("{first}, and records of {}", counted(others.len(), "other", "others")),
    }
}

fn status(state: &ReviewState, now: i64) -> String {
    if state.is_overdue(now) { format!("{}, overdue", state.status.title()) } else { state.status.title().to_owned() }
}

fn section(id: &str, title: &str, blocks: Vec<Block>) -> Section {
    Section { id: id.to_owned(), title: title.to_owned(), blocks, source: None }
}

fn level(severity: Severity) -> Level {
    match severity {
        Severity::Informational => Level::Info,
        Severity::Low => Level::Low,
        Severity::Medium => Level::Medium,
        Severity::High => Level::High,
    }
}

fn summary(review: &Review, state: &ReviewState, now: i64) -> Section {
    let open = state.open(review).len();
    let high = review.entries.iter().filter(|entry| entry.severity == Severity::High).count();
    let figure =
        |label: &str, value: String, level: Level| Figure { label: label.to_owned(), value, change: None, level };
    let mut blocks = vec![Block::Figures(vec![
        figure("to decide", open.to_string(), if open == 0 { Level::Good } else { Level::Medium }),
        figure("entries", review.entries.len().to_string(), Level::Info),
        figure("of high severity", high.to_string(), if high == 0 { Level::Good } else { Level::High }),
        figure("sign-ins", thousands(review.population.sign_ins), Level::Info),
        figure("failed", thousands(review.population.failure), Level::Info),
        figure("people", thousands(review.population.people), Level::Info),
    ])];
    if state.is_overdue(now) {
        blocks
            .push(Block::Notice(Level::High, format!("This review was due on {} and is not signed.", date(state.due))));
    }
    for problem in &review.problems {
        blocks.push(Block::Notice(Level::High, problem.clone()));
    }
    if review.detection.rules == 0 {
        blocks.push(Block::Notice(
            Level::High,
            "No detection rule has judged this time: run `quaestor detect`, then make the review anew.".to_owned(),
        ));
    } else if !review.detection.behind.is_empty() {
        blocks.push(Block::Notice(
            Level::Medium,
            format!(
                "{} have not judged all of this time: {}.",
                counted(review.detection.behind.len(), "rule", "rules"),
                review.detection.behind.join(", ")
            ),
        ));
    }
    section("summary", "At a glance", blocks)
}

/// Rows of texts and numbers.
fn rows(columns: &[(&str, Type)], rows: Vec<Vec<Value<'static>>>) -> Rows {
    Rows { columns: columns.iter().map(|(name, kind)| ((*name).to_owned(), *kind)).collect(), rows }
}

fn text(text: impl Into<String>) -> Value<'static> {
    Value::string(text.into())
}

fn number(count: u64) -> Value<'static> {
    Value::Long(i64::try_from(count).unwrap_or(i64::MAX))
}

fn table(title: &str, rows: Rows) -> Block {
    Block::Table(Table { title: title.to_owned(), rows, shown: 50 })
}

fn population(review: &Review) -> Section {
    let columns = [
        ("Sign-ins", Type::String),
        ("All", Type::Long),
        ("Success", Type::Long),
        ("Failure", Type::Long),
        ("Interrupted", Type::Long),
        ("No result", Type::Long),
        ("Table", Type::String),
    ];
    let by_kind = review.population.by_kind.iter().map(|kind| {
        vec![
            text(&kind.kind),
            number(kind.sign_ins),
            number(kind.success),
            number(kind.failure),
            number(kind.interrupted),
            number(kind.unknown),
            text(&kind.table),
        ]
    });
    let records = review.population.records.iter().map(|table| vec![text(&table.table), number(table.records)]);
    let records = rows(&[("Table", Type::String), ("Records", Type::Long)], records.collect());
    let blocks = vec![
        table("Sign-ins by how they ended", rows(&columns, by_kind.collect())),
        table("Records looked at", records),
    ];
    let mut section = section("population", "Population", blocks);
    section.source = Some(Source {
        definition: "Every sign-in whose time lies in the period, by the three statuses of the portal; a sign-in is interrupted when signing in was not over: a second factor was asked for, a session had run out, a page waited.".to_owned(),
        population: "All sign-in records of the archive in the period, interactive and not, of people, applications and managed identities.".to_owned(),
        coverage: review.coverage.iter().filter_map(|covered| covered.remark.clone()).collect(),
        query: Some(include_str!("../queries/population.kql").to_owned()),
    });
    section
}

fn coverage(review: &Review) -> Section {
    let columns = [
        ("Table", Type::String),
        ("What it holds", Type::String),
        ("State", Type::String),
        ("Records", Type::Long),
        ("What could not be seen", Type::String),
    ];
    let lines = review.coverage.iter().map(|covered| {
        let gaps: Vec<String> =
            covered.gaps.iter().map(|gap| format!("{} to {}", minute(gap.from), minute(gap.to))).collect();
        let remark = covered
            .remark
            .as_deref()
            .map(|remark| remark.strip_prefix(&format!("{} ", covered.table)).unwrap_or(remark));
        let unseen = match (remark, gaps.is_empty() || covered.state == SeenState::NotCollected) {
            (Some(remark), true) => remark.to_owned(),
            (Some(remark), false) => format!("{remark}: {}", gaps.join(", ")),
            (None, _) => String::new(),
        };
        vec![
            text(&covered.table),
            text(&covered.what),
            text(covered.state.name().replace('-', " ")),
            number(covered.records),
            text(unseen),
        ]
    });
    let mut blocks = vec![table("", rows(&columns, lines.collect()))];
    if review.coverage.iter().all(|covered| covered.state == SeenState::Collected) {
        blocks.insert(
            0,
            Block::Notice(Level::Good, "Every log that a review looks at was there all the time.".to_owned()),
        );
    }
    blocks.extend(review.gaps_closed.iter().map(|gap| Block::Notice(Level::Good, format!("Closed since: {gap}."))));
    section("coverage", "Coverage", blocks)
}

fn entries(review: &Review, state: &ReviewState) -> Section {
    let cards: Vec<Card> = review.entries.iter().map(|entry| card(entry, state)).collect();
    let block = if cards.is_empty() {
        Block::Notice(Level::Info, "Nothing was put forward for a decision.".to_owned())
    } else {
        Block::Cards(cards)
    };
    section("entries", "Entries", vec![block])
}

fn card(entry: &Entry, state: &ReviewState) -> Card {
    let mut marks =
        vec![if entry.count == 1 { "once".to_owned() } else { format!("{} times", thousands(entry.count)) }];
    marks.extend(entry.techniques.iter().take(4).cloned());
    if !entry.first_seen.is_empty() {
        marks.push("first seen".to_owned());
    }
    let mut facts = Vec::new();
    let mut fact = |name: &str, values: Vec<String>| {
        if !values.is_empty() {
            facts.push(Field { name: name.to_owned(), values });
        }
    };
    let when = if entry.first == entry.last {
        minute(entry.first)
    } else {
        format!("{} to {}", minute(entry.first), minute(entry.last))
    };
    fact("When", vec![when]);
    fact("Who", listed(entry.users.iter().map(who)));
    fact("From", listed(entry.addresses.iter().map(from)));
    fact("Application", listed(entry.applications.iter().cloned()));
    fact("Device", listed(entry.devices.iter().cloned()));
    fact("Records", vec![records(entry)]);
    fact("Why here", vec![entry.attention.join("; ")]);
    fact("First seen", listed(entry.first_seen.iter().cloned()));
    fact("Raised by", listed(entry.findings.iter().map(raised)));
    fact("Also", listed(entry.signals.iter().map(|signal| signal.text.clone())));
    fact("Check", listed(entry.check.iter().cloned()));
    fact("If it is true", listed(entry.act.iter().cloned()));
    fact("Not seen", listed(entry.coverage.iter().cloned()));
    let status = match state.disposition(entry) {
        None => Status {
            decision: None,
            detail: format!("quaestor review decide {} --expected --reason \"…\"", entry.id),
        },
        Some(given) => Status {
            decision: Some(given.decision.title().to_owned()),
            detail: format!(
                "{}; {}, {}{}{}",
                given.reason,
                given.by,
                minute(given.at),
                given
                    .until
                    .as_deref()
                    .map(|until| format!(", until {}", until.split('T').next().unwrap_or(until)))
                    .unwrap_or_default(),
                given.carried_from.as_deref().map(|from| format!("; decided before, {from}")).unwrap_or_default()
            ),
        },
    };
    Card {
        id: entry.id.to_string(),
        level: level(entry.severity),
        title: entry.title.clone(),
        text: entry.text.clone(),
        marks,
        facts,
        status,
    }
}

fn who(user: &User) -> String {
    let display = if user.display.is_empty() { String::new() } else { format!(" ({})", user.display) };
    format!("{}{display}, {}", user.name, whose(user.standing))
}

fn from(known: &Address) -> String {
    let parts = [known.address.as_str(), &known.place, &known.network].into_iter().filter(|text| !text.is_empty());
    parts.collect::<Vec<_>>().join(", ")
}

fn raised(finding: &FindingRef) -> String {
    let times = if finding.count > 1 { format!(", {} times", finding.count) } else { String::new() };
    format!("{} ({}{times})", finding.title, finding.rule)
}

fn records(entry: &Entry) -> String {
    let mut by_table: std::collections::BTreeMap<&str, usize> = std::collections::BTreeMap::new();
    for record in &entry.records {
        *by_table.entry(&record.table).or_default() += 1;
    }
    if by_table.is_empty() {
        return "the rules that raised it name no records".to_owned();
    }
    by_table.into_iter().map(|(table, count)| format!("{count} of {table}")).collect::<Vec<_>>().join(", ")
}

fn whose(standing: Whose) -> &'static str {
    match standing {
        Whose::Internal => "internal",
        Whose::External => "external",
        Whose::Workload => "an application",
        Whose::Unknown => "not known to the directory records",
    }
}

fn listed(texts: impl ExactSizeIterator<Item = String>) -> Vec<String> {
    let more = texts.len().saturating_sub(LISTED);
    let mut list: Vec<String> = texts.take(LISTED).collect();
    if more > 0 {
        list.push(format!("and {more} more"));
    }
    list
}

fn field(name: &str, values: Vec<String>) -> Field {
    Field { name: name.to_owned(), values: if values.is_empty() { vec!["none".to_owned()] } else { values } }
}

fn sign_in_form(form: &SignInReview) -> Section {
    let ids = form
        .ids_retrieved
        .iter()
        .map(|ids| {
            format!(
                "Resource ID {}; Resource tenant ID {}; Home tenant ID {}",
                or_dash(&ids.resource_id),
                or_dash(&ids.resource_tenant_id),
                or_dash(&ids.home_tenant_id)
            )
        })
        .collect();
    let fields = vec![
        field("Date of review", vec![form.date_of_review.clone()]),
        field("Outcome (brief summary of findings)", vec![form.outcome.clone()]),
        field("Actions taken", form.actions_taken.clone()),
        field("IDs retrieved", ids),
        field("IP address logged", form.ip_addresses.clone()),
        field("User identified", form.users_identified.clone()),
        field("Update", vec![form.update.clone()]),
        field("Recommendation", vec![form.recommendation.clone()]),
    ];
    section("sign-in-review", "Audit and sign-in log review (Entra)", vec![Block::Fields(fields)])
}

fn or_dash(text: &str) -> &str {
    if text.is_empty() { "–" } else { text }
}

fn defender_form(form: &DefenderReview) -> Section {
    let users = form.risky_users.iter().map(RiskyUser::told).collect();
    let alerts = form.alerts_incidents.iter().map(DefenderAlert::told).collect();
    let fields = vec![
        field("Date of review", vec![form.date_of_review.clone()]),
        field("Risky users", users),
        field("Alerts and incidents", alerts),
        field("Actions taken", form.actions_taken.clone()),
        field("Conclusion", vec![form.conclusion.clone()]),
        field("Recommendation", vec![form.recommendation.clone()]),
    ];
    section("defender-review", "Defender review (Microsoft 365)", vec![Block::Fields(fields)])
}

fn put_forward(review: &Review, part: Part, id: &str, title: &str) -> Section {
    let mut blocks = Vec::new();
    for form in review.put_forward.iter().filter(|form| form.part == part) {
        let entries: Vec<String> = form.entries.iter().map(u32::to_string).collect();
        let taken =
            if entries.is_empty() { String::new() } else { format!(" Taken up by entries {}.", entries.join(", ")) };
        blocks.push(Block::Prose(format!("{}: {}", form.title, form.definition)));
        if form.groups == 0 {
            blocks.push(Block::Notice(Level::Info, format!("{}: none.", form.title)));
            continue;
        }
        blocks.push(Block::Prose(format!(
            "{} in {}.{taken}",
            counted(form.records as usize, "record", "records"),
            counted(form.groups as usize, "group", "groups")
        )));
        let columns: Vec<(&str, Type)> = form.columns.iter().map(|column| (column.as_str(), Type::String)).collect();
        let lines = form.rows.iter().map(|row| row.iter().map(cell).collect());
        let heading = if form.groups as usize > form.rows.len() {
            format!("{}, the first {} of {}", form.title, form.rows.len(), thousands(form.groups))
        } else {
            form.title.clone()
        };
        blocks.push(table(&heading, rows(&columns, lines.collect())));
    }
    section(id, title, blocks)
}

fn cell(json: &serde_json::Value) -> Value<'static> {
    match json {
        serde_json::Value::String(value) => text(value),
        serde_json::Value::Null => text(""),
        other => text(other.to_string()),
    }
}

fn comparison(review: &Review) -> Section {
    let comparison = &review.comparison;
    if comparison.numbers.len() < 2 {
        return section(
            "comparison",
            "Compared with the time before",
            vec![Block::Notice(
                Level::Info,
                "The archive has no whole period before this one to compare with.".to_owned(),
            )],
        );
    }
    let columns = [
        ("From", Type::String),
        ("Sign-ins", Type::Long),
        ("Failed", Type::Long),
        ("People", Type::Long),
        ("Alerts", Type::Long),
    ];
    let lines = comparison.numbers.iter().map(|numbers| {
        vec![
            text(date(numbers.from)),
            number(numbers.sign_ins),
            number(numbers.failures),
            number(numbers.people),
            number(numbers.alerts),
        ]
    });
    let lines = rows(&columns, lines.collect());
    let mut blocks = vec![
        Block::Chart(Chart {
            title: "Failed sign-ins and alerts by period".to_owned(),
            kind: ChartKind::Column,
            x: "From".to_owned(),
            y: vec!["Failed".to_owned(), "Alerts".to_owned()],
            series: None,
            unit: String::new(),
            rows: lines.clone(),
        }),
        table("", lines),
    ];
    let fields: Vec<Field> = [("Rising", &comparison.rising), ("New", &comparison.new), ("Gone", &comparison.gone)]
        .into_iter()
        .map(|(name, values)| field(name, values.clone()))
        .collect();
    blocks.push(Block::Fields(fields));
    section("comparison", "Compared with the time before", blocks)
}

fn routine(review: &Review) -> Section {
    let columns = [("What", Type::String), ("Records", Type::Long), ("People", Type::Long)];
    let lines = review.routine.iter().map(|line| {
        vec![text(&line.what), number(line.records), if line.people == 0 { Value::Null } else { number(line.people) }]
    });
    section("routine", "Routine, in sums", vec![table("", rows(&columns, lines.collect()))])
}

fn history(review: &Review, state: &ReviewState) -> Section {
    let columns =
        [("When", Type::String), ("Who", Type::String), ("What", Type::String), ("Seal chain entry", Type::Long)];
    let lines = state
        .history
        .iter()
        .map(|event| vec![text(minute(event.at)), text(&event.who), text(&event.what), number(event.entry)]);
    let mut blocks = vec![table("Who did what", rows(&columns, lines.collect()))];
    for amendment in &state.amendments {
        let about = amendment.about.map(|entry| format!("entry {entry}: ")).unwrap_or_default();
        let decision =
            amendment.decision.map(|decision: Decision| format!(" ({})", decision.title())).unwrap_or_default();
        blocks.push(Block::Notice(
            Level::Info,
            format!("Amended {} by {}: {about}{}{decision}", minute(amendment.at), amendment.who, amendment.text),
        ));
    }
    let people =
        review.entries.iter().flat_map(|entry| &entry.users).filter(|user| user.standing == Standing::Unknown).count();
    if people > 0 {
        blocks.push(Block::Prose(format!(
            "{} could not be told internal from external by the records of the archive.",
            counted(people, "name", "names")
        )));
    }
    section("history", "History", blocks)
}
