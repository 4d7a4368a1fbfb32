//! The law of holds: no sequence of operations takes a held row away. Operations are drawn at random; what is held is told by a second, plain reading of the
//! holds, which shares no code with the one that enforces them.

use std::collections::{BTreeMap, BTreeSet};

use arrow_array::cast::AsArray;
use proptest::prelude::*;
use tables::{Shape, Table};

use super::support::*;
use crate::seal::RowSum;
use crate::{Archive, ConditionKeys, Error, HoldTerms, Options, Removal, Selection, VerifyOptions, Writer};

const MARCH: i64 = 1_772_323_200_000_000;
const DAY: i64 = 86_400_000_000;
const USERS: [&str; 3] = ["ada", "grace", "edsger"];
const PEOPLE: [&str; 3] = ["Ann", "ann ", "Ben"];

/// One thing that somebody does.
#[derive(Clone, Debug)]
enum Step {
    /// Brings sign-ins of some days, richer or poorer.
    Import {
        from: u32,
        count: u32,
        rich: bool,
        other: bool,
    },
    Hold {
        user: Option<usize>,
        address: Option<u32>,
        days: Option<(i64, i64)>,
        condition: bool,
    },
    Release {
        hold: u64,
        person: usize,
    },
    Policy {
        before: i64,
        other: bool,
    },
    Keys {
        skip: usize,
        take: usize,
    },
    Subject {
        user: usize,
    },
    Compact,
    /// The process ends, properly or not, and another one begins.
    Reopen {
        properly: bool,
    },
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => (0u32..3, 0u32..8, 4u32..16, any::<bool>(), prop::bool::weighted(0.2))
            .prop_map(|(day, from, count, rich, other)| Step::Import { from: day * 700 + from, count, rich, other }),
        3 => (prop::option::weighted(0.85, 0usize..3), prop::option::of(prop_oneof![0u32..12, 200u32..212]), prop::option::of((0i64..3, 0i64..2)), prop::bool::weighted(0.2))
            .prop_map(|(user, address, days, condition)| Step::Hold { user, address, days, condition }),
        3 => (1u64..4, 0usize..3).prop_map(|(hold, person)| Step::Release { hold, person }),
        4 => (1i64..4, any::<bool>()).prop_map(|(before, other)| Step::Policy { before, other }),
        1 => (0usize..9, 1usize..6).prop_map(|(skip, take)| Step::Keys { skip, take }),
        2 => (0usize..3).prop_map(|user| Step::Subject { user }),
        1 => Just(Step::Compact),
        2 => any::<bool>().prop_map(|properly| Step::Reopen { properly }),
    ]
}

/// A row as the model sees it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Row {
    key: [u8; 16],
    content: [u8; 16],
    user: String,
    address: String,
    time: i64,
}

const TABLES: [&str; 2] = ["SigninLogs", "AADNonInteractiveUserSignInLogs"];

/// Reads every row, shown or superseded.
fn rows(archive: &Archive) -> BTreeSet<Row> {
    let snapshot = archive.snapshot().unwrap();
    let columns = ["_Key", "_Content", "UserPrincipalName", "IPAddress", "TimeGenerated"];
    let mut rows = BTreeSet::new();
    for table in TABLES {
        let shown = snapshot.scan(table, &columns, None).unwrap();
        for batch in shown.chain(snapshot.scan_versions(table, &columns, None).unwrap()) {
            let batch = batch.unwrap();
            let bytes =
                |column: usize, row: usize| batch.column(column).as_binary::<i32>().value(row).try_into().unwrap();
            let text = |column: usize, row: usize| batch.column(column).as_string::<i32>().value(row).to_owned();
            let times = batch.column(4).as_primitive::<arrow_array::types::TimestampMicrosecondType>();
            rows.extend((0..batch.num_rows()).map(|row| Row {
                key: bytes(0, row),
                content: bytes(1, row),
                user: text(2, row),
                address: text(3, row),
                time: times.value(row),
            }));
        }
    }
    rows
}

/// What the model knows of a hold.
#[derive(Clone, Debug)]
struct Known {
    user: Option<usize>,
    address: Option<u32>,
    days: Option<(i64, i64)>,
    condition: bool,
    asked: Option<String>,
    active: bool,
}

impl Known {
    /// What a hold's condition finds: sign-ins from odd addresses.
    fn odd(row: &Row) -> bool {
        row.address.ends_with(['1', '3', '5', '7', '9'])
    }

    fn holds(&self, row: &Row) -> bool {
        let within = self.days.is_none_or(|(from, to)| (MARCH + from * DAY..=MARCH + to * DAY).contains(&row.time));
        let by_user = self.user.is_some_and(|user| row.user == format!("{}@contoso.example", USERS[user]));
        let by_address = self.address.is_some_and(|address| row.address == format!("192.0.2.{address}"));
        let everything = self.user.is_none() && self.address.is_none() && !self.condition;
        within && (everything || by_user || by_address || self.condition && Self::odd(row))
    }

    fn terms(&self) -> HoldTerms {
        HoldTerms {
            case: "case-1".into(),
            reason: "model".into(),
            people: self.user.iter().map(|user| format!("{}@CONTOSO.example", USERS[*user])).collect(),
            addresses: self.address.iter().map(|address| format!("192.0.2.{address}")).collect(),
            from: self.days.map(|(from, _to)| MARCH + from * DAY),
            to: self.days.map(|(_from, to)| MARCH + to * DAY),
            condition: self.condition.then(|| "SigninLogs | where IPAddress matches regex '[13579]$'".into()),
            ..HoldTerms::default()
        }
    }
}

fn records(from: u32, count: u32, rich: bool) -> Vec<String> {
    let records = sign_ins(from, from + count).into_iter();
    records
        .map(|record| if rich { record.replace("\"Portal\"", "\"Portal\",\"riskState\":\"none\"") } else { record })
        .collect()
}

fn removal(archive: &Archive, holds: &[Known]) -> Removal {
    let entry = archive.head().unwrap().entry;
    let keys: BTreeSet<[u8; 16]> = rows(archive).iter().filter(|row| Known::odd(row)).map(|row| row.key).collect();
    let conditions = holds.iter().zip(1..).filter(|(hold, _number)| hold.active && hold.condition);
    Removal {
        who: "Ann".into(),
        reason: "model".into(),
        policy: "model".into(),
        conditions: conditions.map(|(_hold, number)| (number, ConditionKeys { entry, keys: keys.clone() })).collect(),
        ..Removal::default()
    }
}

/// Runs a step. Holds and their releases go through the model as well.
fn run(archive: &Archive, writer: &mut Writer, step: &Step, holds: &mut Vec<Known>) -> Result<(), Error> {
    match step {
        Step::Import { from, count, rich, other } => {
            let table = TABLES[usize::from(*other)];
            append(writer, table, Shape::Graph, &records(*from, *count, *rich))?;
            writer.commit()?;
        }
        Step::Hold { user, address, days, condition } => {
            let days = days.map(|(from, length)| (from, from + length));
            let known =
                Known { user: *user, address: *address, days, condition: *condition, asked: None, active: true };
            writer.hold("Ann", known.terms())?;
            writer.commit()?;
            holds.push(known);
        }
        Step::Release { hold, person } => {
            let who = PEOPLE[*person];
            let done = writer.release(*hold, who, "model");
            writer.commit()?;
            let known = usize::try_from(*hold - 1).ok().and_then(|at| holds.get_mut(at)).filter(|known| known.active);
            let name = who.trim().to_lowercase();
            match known {
                None => assert!(done.is_err()),
                Some(known) => match known.asked.clone() {
                    None => known.asked = done.map(|_release| Some(name))?,
                    Some(asked) if asked == name => assert!(done.is_err(), "one person released a hold"),
                    Some(_other) => known.active = done.is_err(),
                },
            }
        }
        Step::Policy { before, other } => {
            let before = Some(MARCH + before * DAY);
            let tables = TABLES.into_iter().take(1 + usize::from(*other));
            let selections =
                tables.map(|table| Selection { table: table.into(), before, ..Selection::default() }).collect();
            take(archive, writer, &Removal { selections, ..removal(archive, holds) })?;
        }
        Step::Keys { skip, take: most } => {
            let keys = rows(archive).into_iter().map(|row| row.key).skip(*skip).take(*most).collect();
            let selections = vec![Selection { table: "SigninLogs".into(), keys: Some(keys), ..Selection::default() }];
            take(archive, writer, &Removal { selections, ..removal(archive, holds) })?;
        }
        Step::Subject { user } => {
            let subject = vec![format!("{}@contoso.example", USERS[*user])];
            take(archive, writer, &Removal { subject, ..removal(archive, holds) })?;
        }
        Step::Compact => drop(writer.compact()?),
        Step::Reopen { .. } => {}
    }
    Ok(())
}

/// Removes, and checks that what was is what is and what left.
fn take(archive: &Archive, writer: &mut Writer, removal: &Removal) -> Result<(), Error> {
    let before = archive.published()?;
    if !removal.conditions.is_empty() {
        let forgetful = Removal { conditions: BTreeMap::new(), ..removal.clone() };
        assert!(matches!(writer.remove(&forgetful), Err(Error::Refused { .. })), "a condition was passed over");
    }
    let planned = writer.plan_removal(removal)?;
    let removed = writer.remove(removal)?;
    assert_eq!(
        (planned.rows(), &planned.evidence, &planned.holds),
        (removed.rows(), &removed.evidence, &removed.holds)
    );
    let after = archive.published()?;
    for (path, table) in &before.tables {
        let mut sum = after.tables[path].sum.clone();
        let mut rows = after.tables[path].rows;
        if let Some(gone) = removed.tables.get(path) {
            sum.merge(&RowSum::from_hex(&gone.sum).unwrap());
            rows += gone.rows;
        }
        assert_eq!((rows, &sum), (table.rows, &table.sum), "{path}");
    }
    Ok(())
}

fn verify(archive: &Archive) {
    let verdicts =
        archive.verify(&VerifyOptions { threads: 1, ..VerifyOptions::default() }, &|_done, _all| {}).unwrap();
    assert!(verdicts.holds(), "{verdicts:#?}");
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(8),
        max_shrink_iters: 200,
        ..ProptestConfig::default()
    })]

    #[test]
    fn no_sequence_of_operations_takes_a_held_row_away(steps in prop::collection::vec(step(), 6..15)) {
        let folder = tempfile::tempdir().unwrap();
        let options = Options { threads: 1, compact_above: 1, ..Options::default() };
        let archive = archive(folder.path()).with_options(options);
        let mut writer = archive.writer().unwrap();
        let mut holds: Vec<Known> = Vec::new();
        // Something to remove, and something to hold it by.
        let day = |day: u32, rich| Step::Import { from: day * 700, count: 12, rich, other: false };
        let first = [day(0, false), day(1, false), day(0, true)];
        for step in first.iter().chain(&steps) {
            let before = rows(&archive);
            run(&archive, &mut writer, step, &mut holds).unwrap();
            let after = rows(&archive);
            let names: BTreeSet<_> = after.iter().map(|row| (row.key, row.content)).collect();
            for row in before.iter().filter(|row| holds.iter().any(|hold| hold.active && hold.holds(row))) {
                prop_assert!(names.contains(&(row.key, row.content)), "{:?} is held and gone after {:?}", row, step);
            }
            let active: Vec<u64> = holds.iter().zip(1..).filter(|(hold, _number)| hold.active).map(|(_hold, number)| number).collect();
            let said: Vec<u64> = archive.holds().unwrap().iter().map(|hold| hold.number).collect();
            prop_assert_eq!(active, said);
            if let Step::Reopen { properly } = step {
                if *properly {
                    writer.close().unwrap();
                } else {
                    append(&mut writer, "SigninLogs", Shape::Graph, &records(0, 3, false)).unwrap();
                    drop(writer);
                }
                writer = archive.writer().unwrap();
                prop_assert_eq!(rows(&archive), before);
            }
            verify(&archive);
        }
    }
}

/// Every table that a hold of everything covers is one that a removal can name.
#[test]
fn every_table_can_be_held_and_removed_from() {
    let known: Vec<&Table> = tables::all().to_vec();
    assert!(known.len() > 20);
    let folder = tempfile::tempdir().unwrap();
    let archive = archive(folder.path());
    let mut writer = archive.writer().unwrap();
    for table in known {
        let selection = Selection { table: table.name.into(), before: Some(0), ..Selection::default() };
        let removal = Removal { selections: vec![selection], ..removal(&archive, &[]) };
        assert!(writer.remove(&removal).unwrap().is_empty());
        let terms =
            HoldTerms { case: "c".into(), reason: "r".into(), tables: vec![table.name.into()], ..HoldTerms::default() };
        writer.hold("Ann", terms).unwrap();
    }
}
