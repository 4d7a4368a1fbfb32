//! A document that has everything that a document can have, with numbers that look as those of a small tenant do.

use kql_plan::calendar::days_before;
use kql_plan::value::{Json, TICKS_PER_DAY};
use kql_plan::{Rows, Type, Value};
use report::{Block, Card, Chart, ChartKind, Document, Fact, Field, Figure, Level, Section, Source, Status, Table};

/// The document.
pub(crate) fn document() -> Document {
    let fact = |name: &str, value: &str| Fact { name: name.into(), value: value.into() };
    Document {
        title: "Sign-in success rate and its trend".into(),
        subtitle: "Are people getting in, and are strangers kept out?".into(),
        facts: vec![
            fact("Period", "2026-11-01 to 2026-11-29 (28 days)"),
            fact("Tenant", "Contoso, 72f988bf-86f1-41af-91ab-2d7cd011db47"),
            fact("Made", "2026-11-29 06:00Z by quaestor 0.1.0"),
            fact("Archive", "entry 214, head 9f2c41d07a3b"),
        ],
        sections: vec![overview(), by_day(), places(), hours(), people(), entries(), review()],
    }
}

fn section(id: &str, title: &str, blocks: Vec<Block>) -> Section {
    Section { id: id.into(), title: title.into(), blocks, source: None }
}

/// An instant of November 2026, in ticks.
fn november(day: i64) -> i64 {
    days_before(2026, 11, day).unwrap_or_default() * TICKS_PER_DAY
}

fn chart(title: &str, kind: ChartKind, x: &str, y: &[&str], unit: &str, rows: Rows) -> Block {
    let y = y.iter().map(|name| (*name).to_owned()).collect();
    Block::Chart(Chart { title: title.into(), kind, x: x.into(), y, series: None, unit: unit.into(), rows })
}

fn overview() -> Section {
    let figure = |label: &str, value: &str, change: Option<&str>, level| Figure {
        label: label.into(),
        value: value.into(),
        change: change.map(Into::into),
        level,
    };
    let mut section = section(
        "overview",
        "Overview",
        vec![
            Block::Prose(
                "A sign-in succeeds, fails, or is interrupted: something more was asked for, such as a second factor.\n\nA rate that falls while the number of failures rises is worth a look: people may be locked out, or someone may be guessing."
                    .into(),
            ),
            Block::Figures(vec![
                figure("Sign-ins", "48,213", Some("+4.1 % (46,310 before)"), Level::Info),
                figure("Success rate", "96.4 %", Some("+0.6 points (95.8 % before)"), Level::Good),
                figure("Failures", "1,204", Some("+212 % (386 before)"), Level::Medium),
                figure("Accounts locked out", "3", None, Level::High),
                figure("Countries", "17", Some("unchanged"), Level::Info),
            ]),
            Block::Notice(Level::Medium, "MicrosoftServicePrincipalSignInLogs was not collected, so sign-ins of Microsoft’s own services are not in these numbers.".into()),
            Block::Notice(Level::Good, "Every record that the exports promised has arrived.".into()),
        ],
    );
    section.source = Some(Source {
        definition: "A sign-in is one row of SigninLogs or AADNonInteractiveUserSignInLogs. It failed when ResultType is neither 0 nor the code of an interrupt.".into(),
        population: "Sign-ins of people, interactive and not, in the period.".into(),
        coverage: vec![
            "SigninLogs: 2026-11-01 to 2026-11-29, nothing missing that is known".into(),
            "AADNonInteractiveUserSignInLogs: 2026-11-03 to 2026-11-29; no record on 2026-11-01 and 2026-11-02".into(),
        ],
        query: Some(
            "let StartTime = datetime(2026-11-01T00:00:00.0000000Z);\nlet EndTime = datetime(2026-11-29T00:00:00.0000000Z);\nUserSignIns()\n| where TimeGenerated >= StartTime and TimeGenerated < EndTime\n| summarize Success = countif(ResultType == \"0\"), Failure = countif(ResultType != \"0\") by bin(TimeGenerated, 1d)\n| where Success > 0 and \"<b>\" != \"&\"\n"
                .into(),
        ),
    });
    section
}

fn by_day() -> Section {
    let columns = |names: &[&str]| {
        let numbers = names.iter().map(|name| ((*name).to_owned(), Type::Long));
        std::iter::once(("Day".to_owned(), Type::Datetime)).chain(numbers).collect::<Vec<_>>()
    };
    let wave = |day: i64, size: i64| {
        size - if day % 7 == 0 || day % 7 == 1 { size * 3 / 4 } else { (day * 37) % 11 * size / 60 }
    };
    let outcomes = (1..=28).map(|day| {
        let storm = if (18..=20).contains(&day) { 260 } else { 0 };
        [
            Value::Datetime(november(day)),
            Value::Long(wave(day, 2100)),
            Value::Long(wave(day, 60) + storm),
            Value::Long(wave(day, 240)),
        ]
        .to_vec()
    });
    let rates = (1..=28).map(|day| {
        let rate = |base: f64| {
            Value::Real(base + (day * 31 % 17) as f64 / 10.0 - if (18..=20).contains(&day) { 6.5 } else { 0.0 })
        };
        let mobile = if day == 9 { Value::Null } else { rate(95.2) };
        vec![Value::Datetime(november(day)), rate(97.1), mobile]
    });
    let rate_columns = vec![
        ("Day".to_owned(), Type::Datetime),
        ("Interactive".to_owned(), Type::Real),
        ("Not interactive".to_owned(), Type::Real),
    ];
    let outcomes = Rows { columns: columns(&["Success", "Failure", "Interrupted"]), rows: outcomes.collect() };
    section(
        "by-day",
        "By day",
        vec![
            chart(
                "Sign-ins by day",
                ChartKind::Column,
                "Day",
                &["Success", "Failure", "Interrupted"],
                "sign-ins",
                outcomes.clone(),
            ),
            chart(
                "Success rate by day",
                ChartKind::Line,
                "Day",
                &["Interactive", "Not interactive"],
                "%",
                Rows { columns: rate_columns, rows: rates.collect() },
            ),
            chart(
                "The same, upon each other",
                ChartKind::Area,
                "Day",
                &["Success", "Interrupted", "Failure"],
                "sign-ins",
                outcomes,
            ),
        ],
    )
}

fn places() -> Section {
    let places = [
        ("CH", 31_200),
        ("DE", 8_460),
        ("FR", 1_210),
        ("AT", 640),
        ("GB", 311),
        ("US", 290),
        ("IT", 122),
        ("NL", 88),
        ("ES", 54),
        ("PL", 31),
        ("IN", 24),
        ("SG", 12),
        ("BR", 9),
        ("NG", 7),
        ("RU", 4),
        ("VN", 2),
        ("KP", 1),
        ("ZZ", 3),
        ("", 11),
    ];
    let columns = vec![("Country".to_owned(), Type::String), ("Failures".to_owned(), Type::Long)];
    let rows = places.map(|(code, count)| vec![Value::from(code), Value::Long(count)]);
    let reasons = [
        ("Wrong password", 612),
        ("Second factor not given", 214),
        ("Account is locked", 141),
        ("Blocked by conditional access", 96),
        ("The user name does not exist in this directory, or is that of another one", 71),
        ("Session expired", 40),
        ("Consent is missing", 0),
    ];
    let reason_columns = vec![("Reason".to_owned(), Type::String), ("Failures".to_owned(), Type::Long)];
    let reasons = reasons.map(|(reason, count)| vec![Value::from(reason), Value::Long(count)]);
    section(
        "places",
        "Failures by place and reason",
        vec![
            chart(
                "Failures by country",
                ChartKind::Map,
                "Country",
                &["Failures"],
                "failures",
                Rows { columns, rows: rows.to_vec() },
            ),
            chart(
                "Failures by reason",
                ChartKind::Bar,
                "Reason",
                &["Failures"],
                "failures",
                Rows { columns: reason_columns, rows: reasons.to_vec() },
            ),
        ],
    )
}

fn hours() -> Section {
    let days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    let columns = vec![
        ("Weekday".to_owned(), Type::String),
        ("Hour".to_owned(), Type::Long),
        ("Sign-ins".to_owned(), Type::Long),
    ];
    let mut rows = Vec::new();
    for (number, day) in days.iter().enumerate() {
        for hour in 5..=22_i64 {
            let size = if number > 4 { 6 } else { 190 - (hour - 12).abs() * 17 - (hour - 13).pow(2) % 3 * 8 };
            rows.push(vec![Value::from(*day), Value::Long(hour), Value::Long(size.max(1))]);
        }
    }
    let heatmap = Chart {
        title: "Sign-ins by hour and weekday".into(),
        kind: ChartKind::Heatmap,
        x: "Hour".into(),
        y: vec!["Sign-ins".into()],
        series: Some("Weekday".into()),
        unit: "sign-ins".into(),
        rows: Rows { columns, rows },
    };
    let empty = chart(
        "Sign-ins by legacy protocols",
        ChartKind::Line,
        "Day",
        &["Count"],
        "sign-ins",
        Rows::new(vec![("Day".into(), Type::Datetime), ("Count".into(), Type::Long)]),
    );
    section("hours", "Hours", vec![Block::Chart(heatmap), empty])
}

fn people() -> Section {
    let columns = [
        ("User", Type::String),
        ("Last", Type::Datetime),
        ("ResultType", Type::String),
        ("ErrorCode", Type::Int),
        ("Failures", Type::Long),
        ("Share", Type::Real),
        ("Addresses", Type::Dynamic),
        ("Known", Type::Bool),
    ];
    let names = [
        "anna.keller@contoso.com",
        "=HYPERLINK(\"http://evil.example\",\"click\")",
        "cfo\u{202e}moc.osotnoc@",
        "<img src=x onerror=alert(1)>",
        "zoë|pipe@contoso.com",
        "admin\u{200b}@contoso.com",
        "+41 44 000 00 00",
        "o'neill@contoso.com",
        "@SUM(1)",
        "-2+3",
        "多田@contoso.com",
        "مريم@contoso.com",
    ];
    let rows = names.iter().zip(0_i64..).map(|(name, at)| {
        vec![
            Value::from(*name),
            Value::Datetime(november(28 - at) + at * 40_123_456_789),
            Value::from("50126"),
            Value::Int(50126),
            Value::Long(1_204 - at * 97),
            if at == 4 { Value::Null } else { Value::Real(31.25 / (at + 1) as f64) },
            Value::dynamic(serde_json::json!(["198.51.100.7", format!("2001:db8::{at}")])),
            Value::Bool(at % 2 == 0),
        ]
    });
    let columns = columns.iter().map(|(name, kind)| ((*name).to_owned(), *kind)).collect();
    let table =
        Table { title: "People with most failures".into(), rows: Rows { columns, rows: rows.collect() }, shown: 8 };
    let none = Table {
        title: "Accounts that are locked".into(),
        rows: Rows::new(vec![("User".into(), Type::String), ("Since".into(), Type::Datetime)]),
        shown: 25,
    };
    let details = vec![
        ("Name".to_owned(), Type::String),
        ("Details".to_owned(), Type::Dynamic),
        ("Took".to_owned(), Type::Timespan),
        ("Id".to_owned(), Type::Guid),
    ];
    let details = Rows {
        columns: details,
        rows: vec![vec![
            Value::from("two\nlines"),
            Value::dynamic(Json::from_iter([("state", "reported")])),
            Value::Timespan(36_610_000_000),
            Value::Guid(0x72f9_88bf_86f1_41af_91ab_2d7c_d011_db47),
        ]],
    };
    let details = Table { title: "Of every type".into(), rows: details, shown: 25 };
    section("people", "People", vec![Block::Table(table), Block::Table(none), Block::Table(details)])
}

fn entries() -> Section {
    let field = |name: &str, values: &[&str]| Field {
        name: name.into(),
        values: values.iter().map(|v| (*v).to_owned()).collect(),
    };
    let card = |id: &str, level, title: &str, text: &str, marks: &[&str], status: Status| Card {
        id: id.into(),
        level,
        title: title.into(),
        text: text.into(),
        marks: marks.iter().map(|mark| (*mark).to_owned()).collect(),
        facts: vec![
            field("User", &["anna.keller@contoso.com"]),
            field("Addresses", &["198.51.100.7 (VN, AS64500)", "2001:db8::17"]),
            field("Application", &["Azure Portal"]),
            field("Records", &["7 of SigninLogs"]),
        ],
        status,
    };
    let decided =
        Status { decision: Some("Expected".into()), detail: "Marta Ruiz, 2026-11-23 08:12Z: moved to Lyon.".into() };
    section(
        "entries",
        "Entries",
        vec![Block::Cards(vec![
            card(
                "17",
                Level::High,
                "Password spray against 41 accounts, one of them entered",
                "One address tried a few passwords on many accounts in two hours. One account was entered with the first try after it.\n\nNothing is known of what was done with it afterwards.",
                &["first seen", "41 accounts", "T1110.003"],
                Status::default(),
            ),
            card(
                "18",
                Level::Medium,
                "Inbox rule that hides mail from <finance>",
                "A rule moves what comes from finance to the folder RSS Feeds.",
                &["T1564.008"],
                Status { decision: Some("Investigating".into()), detail: String::new() },
            ),
            card(
                "19",
                Level::Low,
                "First sign-in from France",
                "Anna Keller signed in from Lyon for the first time, with her own device.",
                &["7 times", "decided before"],
                decided,
            ),
        ])],
    )
}

fn review() -> Section {
    let field = |name: &str, values: &[&str]| Field {
        name: name.into(),
        values: values.iter().map(|v| (*v).to_owned()).collect(),
    };
    section(
        "review",
        "Audit and sign-in log review (Entra)",
        vec![Block::Fields(vec![
            field("Date of review", &["2026-11-23"]),
            field("Outcome", &["3 entries put forward of 48,213 sign-ins; 1 wants action today."]),
            field("Actions taken", &["Sessions of anna.keller@contoso.com revoked", "Rule “RSS” removed"]),
            field(
                "IDs retrieved",
                &[
                    "Resource ID 797f4846-ba00-4fd7-ba43-dac1f8f63013",
                    "Resource tenant ID 72f988bf-86f1-41af-91ab-2d7cd011db47",
                    "Home tenant ID 72f988bf-86f1-41af-91ab-2d7cd011db47",
                ],
            ),
            field("IP address logged", &["198.51.100.7", "2001:db8::17"]),
            field("User identified", &["anna.keller@contoso.com (internal)"]),
            field("Update", &["User confirmed as internal; investigation ongoing"]),
            field("Recommendation", &[]),
        ])],
    )
}
