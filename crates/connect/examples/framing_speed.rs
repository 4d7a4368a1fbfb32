//! Measures how fast text is cut into records, and how fast it is mapped: `framing_speed FILE [map]`.

use std::io::Read;
use std::time::Instant;

use connect::import::framing::json_records;
use connect::import::{FileSource, LeafInfo, Options, Sink, SinkError, read_file};

struct Nowhere(u64);

impl Sink for Nowhere {
    fn rows(&mut self, _: &LeafInfo, mapped: Vec<tables::Mapped>) -> Result<(), SinkError> {
        self.0 += mapped.iter().map(|m| m.rows.num_rows() as u64).sum::<u64>();
        Ok(())
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().ok_or("a file is needed")?;
    let mut text = String::new();
    std::fs::File::open(&path)?.read_to_string(&mut text)?;
    let megabytes = text.len() as f64 / 1e6;
    for _ in 0..3 {
        let begin = Instant::now();
        let records = json_records(&text, usize::MAX).len();
        eprintln!("framing: {records} records, {:.0} MB/s", megabytes / begin.elapsed().as_secs_f64());
    }
    if arguments.next().is_some() {
        let mut sink = Nowhere(0);
        let begin = Instant::now();
        read_file(&FileSource::new(path.as_ref()), &Options::default(), &mut sink)?;
        eprintln!("import: {} rows, {:.0} MB/s", sink.0, megabytes / begin.elapsed().as_secs_f64());
    }
    Ok(())
}
