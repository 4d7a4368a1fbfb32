//! Simulates a tenant into a folder and tells how fast it was.
//!
//! `cargo run --release -p simulate --example simulate -- OUT [PEOPLE] [DAYS] [THREADS] [RECORDS] [FORMAT,FORMAT…]`

use simulate::{Directory, Format, Plan, write};
use std::path::Path;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let number = |position: usize, otherwise: u32| -> Result<u32, std::num::ParseIntError> {
        arguments.get(position).map_or(Ok(otherwise), |text| text.parse())
    };
    let out = arguments.first().map_or("tenant", String::as_str);
    let start = chrono::NaiveDate::from_ymd_opt(2026, 10, 1).ok_or("not a date")?;
    let mut plan = Plan::new(number(1, 500)?, number(2, 30)?, 7, start);
    plan.threads = number(3, 1)? as usize;
    plan.records = Some(u64::from(number(4, 0)?)).filter(|records| *records > 0);
    if let Some(names) = arguments.get(5) {
        plan.formats = names.split(',').map(str::parse::<Format>).collect::<Result<_, _>>()?;
    }
    let before = std::time::Instant::now();
    let summary = write(&plan, &mut Directory::new(Path::new(out)), &mut |_| {})?;
    let seconds = before.elapsed().as_secs_f64();
    let rate = summary.records as f64 / seconds;
    let bytes: u64 = summary.files.iter().map(|file| file.bytes).sum();
    eprintln!("{summary:#?}");
    eprintln!("{} records, {bytes} bytes, {seconds:.2} s, {rate:.0} records/s", summary.records);
    Ok(())
}
