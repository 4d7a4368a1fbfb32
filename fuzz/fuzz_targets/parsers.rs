//! The small readers of single fields: addresses, operations, outcomes, numbers that stand for names, times.
#![no_main]

use quaestor_fuzz::choice;
use tables::audit::{client_ip, enumeration, operation, outcome, record_type};
use tables::{Context, DateOrder, Mapper, Place, Shape, all, by_name, codes};

fn time(text: &str) {
    let Some(table) = by_name("SigninLogs") else { return };
    let record = serde_json::json!({"id": "x", "createdDateTime": text}).to_string();
    for dates in [DateOrder::Unsettled, DateOrder::MonthFirst, DateOrder::DayFirst] {
        let mut mapper = Mapper::new(table, Shape::Graph);
        let pushed = mapper.push(&record, Place::default(), &Context { dates, ..Context::default() });
        assert_eq!(pushed.is_ok(), mapper.take().is_some(), "a time is read or refused");
    }
}

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let Some((which, bytes)) = choice(data, 6) else { return };
    let text = String::from_utf8_lossy(bytes);
    match which {
        0 => {
            if let Some(client) = client_ip::parse(&text) {
                let canonical = client.address.to_string();
                assert_eq!(client_ip::address(&canonical).as_deref(), Some(canonical.as_str()), "canonical text stays");
            }
        }
        1 => time(&text),
        2 => {
            let activity = operation::activity(&text);
            assert_eq!(operation::activity(activity), activity, "tidying twice is tidying once");
            assert!(operation::same_operation(&text, &text));
        }
        3 => {
            let mut parts = text.splitn(4, '\n');
            let mut part = || parts.next().unwrap_or_default();
            let _ = outcome::outcome(part(), part(), part(), part());
        }
        4 => {
            let _ = record_type::number(&text);
            let _ = codes::code_of_text(&text);
            for names in [
                enumeration::USER_TYPE,
                enumeration::LOGON_TYPE,
                enumeration::ITEM_TYPE,
                enumeration::EVENT_SOURCE,
                enumeration::ADD_ON_TYPE,
            ] {
                if let Some(number) = names.number(&text) {
                    assert!(names.name(number).is_some(), "{text} is {number}");
                }
            }
        }
        _ => {
            for source in tables::views::activity::activity() {
                let _ = source.outcome(&text);
            }
            // A value of the wrong kind in every column of a table: the row is kept, the value told as unmapped.
            let Some((number, rest)) = choice(bytes, all().len()) else { return };
            let value = serde_json::Value::String(String::from_utf8_lossy(rest).into_owned());
            let table = all()[number];
            let members = table.columns.iter().map(|column| (column.name.to_owned(), value.clone()));
            let record = serde_json::Value::Object(members.collect()).to_string();
            let mut mapper = Mapper::new(table, Shape::Row);
            let pushed = mapper.push(&record, Place::default(), &Context::default());
            let taken = mapper.take();
            assert_eq!(pushed.is_ok(), taken.is_some());
            if let Some(mapped) = taken {
                quaestor_fuzz::whole(&mapped);
            }
        }
    }
});
