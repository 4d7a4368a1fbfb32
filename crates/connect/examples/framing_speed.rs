//! Measures how fast text is cut into records (`framing_speed frame FILE`), or a file is read and mapped
//! (`framing_speed import FILE`), which keeps no more of it in memory than a few blocks.

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
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [mode, path] = arguments.as_slice() else { return Err("say frame or import, and a file".into()) };
    let rate = |begin: Instant| -> Result<f64, std::io::Error> {
        Ok(std::fs::metadata(path)?.len() as f64 / 1e6 / begin.elapsed().as_secs_f64())
    };
    if mode == "frame" {
        let mut text = String::new();
        std::fs::File::open(path)?.read_to_string(&mut text)?;
        let begin = Instant::now();
        let records = json_records(&text, usize::MAX).len();
        eprintln!("{records} records, {:.0} MB/s", rate(begin)?);
    } else {
        let mut sink = Nowhere(0);
        let begin = Instant::now();
        read_file(&FileSource::new(path.as_ref()), &Options::default(), &mut sink)?;
        eprintln!("{} rows, {:.0} MB/s", sink.0, rate(begin)?);
    }
    Ok(())
}
