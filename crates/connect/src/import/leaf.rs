//! One leaf: recognised by its first block, then mapped block by block.

use std::collections::{BTreeMap, VecDeque};
use std::io::{Seek, SeekFrom, Write};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use tables::Mapped;

use super::blocks::{Blocks, take_padding};
use super::containers::Stream;
use super::dates::Proof;
use super::encoding::{Decoder, Encoding};
use super::formats::limits::cut_at;
use super::framing::{Block, Content, Delimited, DelimitedSplitter, JsonSplitter, Splitter};
use super::notes::Notes;
use super::outcome::{LeafInfo, LeafOutcome, LeafStatus};
use super::read::Reading;
use super::rejections::Rejections;
use super::rows::{Header, RowReader, rows};
use super::work::{Done, Plan, Worker, formats_in};
use super::{Error, Format};

/// A leaf to be read.
pub(crate) struct Leaf<'a> {
    pub(crate) stream: Stream<'a>,
    /// Path inside the archive.
    pub(crate) member: Option<&'a str>,
    /// Whether the leaf is the file as received, so that it can simply be opened again.
    pub(crate) again: bool,
}

/// How a leaf is to be read.
struct Settled {
    plan: Plan,
    format: Format,
    splitter: Box<dyn Splitter>,
    notes: Notes,
}

/// Reads a leaf and adds its outcome to the file's.
pub(crate) fn read_leaf(reading: &mut Reading<'_>, leaf: Leaf<'_>) -> Result<(), Error> {
    let Leaf { stream, member, again } = leaf;
    if stream.head.is_empty() && !stream.failed() {
        reading.ignored(member, "an empty file".into());
        return Ok(());
    }
    let encoding = Encoding::of(&stream.head);
    let limits = reading.options.limits;
    let mut decoder = Decoder::new(stream.whole(), encoding);
    let mut text = String::new();
    let (mut ended, mut damage) = match decoder.fill(&mut text, limits.block) {
        Ok(ended) => (ended, None),
        Err(error) => (true, Some(error)),
    };
    let name = member.unwrap_or(reading.source.name()).to_owned();
    while !ended && text.len() <= limits.record && holds_no_whole_value(&text, limits.record) {
        let more = text.len() * 2;
        match decoder.fill(&mut text, more) {
            Ok(end) => ended = end,
            Err(error) => {
                ended = true;
                damage = Some(error);
            }
        }
    }
    if let Some(error) = damage.as_ref().filter(|_| text.trim_start_matches('\u{FEFF}').is_empty()) {
        if again {
            let source = std::io::Error::new(error.kind(), error.to_string());
            return Err(Error::Read { path: name, source });
        }
        reading.unreadable(member, format!("nothing of it can be read: {error}"));
        return Ok(());
    }
    let padding = if ended { take_padding(&mut text, false) } else { 0 };
    let settled = match settle(&text, ended, &name, reading) {
        Ok(settled) => settled,
        Err(status) => {
            let info = reading.info(member, Format::Unrecognised, encoding);
            let mut outcome = LeafOutcome::new(info, status);
            outcome.warnings.extend(damage.map(|error| format!("it could be read only in part: {error}")));
            reading.outcome.leaves.push(outcome);
            return Ok(());
        }
    };
    let Settled { mut plan, format, mut splitter, notes } = settled;
    let mut dates = reading.options.dates;
    if let Plan::Rows(rows) = &mut plan
        && dates.is_none()
        && let Some(mut proof) = wanted_proof(rows, &text)
    {
        let delimiter = rows.header().delimiter;
        if again {
            let open = reading.source.open().map_err(|source| Error::Read { path: name.clone(), source })?;
            prove(&mut proof, Decoder::new(open, encoding), String::new(), false, delimiter, &limits, |_| Ok(()))
                .map_err(|source| Error::Spool { path: name.clone(), source })?;
        } else if !ended {
            let spooled = spool_and_prove(&mut proof, decoder, std::mem::take(&mut text), delimiter, &limits)
                .map_err(|source| Error::Spool { path: name.clone(), source })?;
            decoder = spooled.0;
            damage = damage.or(spooled.1);
            ended = match decoder.fill(&mut text, limits.block) {
                Ok(ended) => ended,
                Err(source) => return Err(Error::Spool { path: name, source }),
            };
            splitter = splitter_of(rows.header(), &limits);
        } else {
            proof.look(&text, Delimited { delimiter, from: rows.header().rows_at, unclosed: false });
        }
        dates = Some(proof.order());
    }
    if let (Plan::Rows(rows), Some(dates)) = (&mut plan, dates)
        && let Some(rows) = Arc::get_mut(rows)
    {
        rows.settle(dates, reading.options.dates.is_some());
    }
    let info = reading.info(member, format, encoding);
    let mut outcome = LeafOutcome::new(info.clone(), LeafStatus::Recognised);
    let keep = |source| Error::Sink { path: name.clone(), source };
    reading.sink.begin_leaf(&info).map_err(keep)?;
    let mut blocks = Blocks::new(decoder, splitter, text, ended, damage, limits.block);
    blocks.add_padding(padding);
    let mut gathered = Gathered { notes, ..Gathered::default() };
    map_all(reading, &plan, &mut blocks, &info, &name, &mut outcome, &mut gathered)?;
    conclude(&mut outcome, gathered, &mut blocks);
    if blocks.padding() > 0 {
        let padding = blocks.padding();
        outcome.warnings.push(format!("{padding} NUL bytes at its end were left out as padding"));
    }
    if let Some(error) = blocks.damage() {
        if again {
            return Err(Error::Read { path: name, source: error });
        }
        outcome.warnings.push(format!("it could be read only in part: {error}"));
        outcome.cut.get_or_insert_with(|| "the file is damaged; its end could not be read".into());
    }
    reading.sink.end_leaf(&outcome).map_err(keep)?;
    reading.outcome.leaves.push(outcome);
    reading.progress();
    Ok(())
}

/// Returns how a leaf is to be read, judging by its first block.
fn settle(text: &str, ended: bool, name: &str, reading: &Reading<'_>) -> Result<Settled, LeafStatus> {
    let forced = reading.options.format;
    let limits = &reading.options.limits;
    let begin = text.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '\u{FEFF}' | '\u{1E}'));
    if begin.is_empty() {
        return Err(LeafStatus::Ignored("an empty file".into()));
    }
    let json = begin.starts_with(['{', '[']) || held_as_text(begin);
    if begin.trim_start_matches('\0').is_empty() {
        let reason = "nothing but NUL bytes: what it held was lost when it was written or copied";
        return Err(LeafStatus::Unrecognised(reason.into()));
    }
    let control = text
        .trim_end_matches('\0')
        .bytes()
        .take(4096)
        .filter(|b| *b != 0 || !json)
        .filter(|b| *b < 9 || (14..32).contains(b) && *b != 0x1E)
        .count();
    if control > 4 {
        return Err(LeafStatus::Unrecognised("binary data of no known kind".into()));
    }
    if json && let Some(forced) = forced.filter(|format| format.name().ends_with("-csv")) {
        let reason = format!("read as {forced}, but it is JSON: name a format that is JSON, or none");
        return Err(LeafStatus::Unrecognised(reason));
    }
    let mut table = Err("neither JSON nor a table".to_owned());
    if !json && let Some(header) = Header::of(text) {
        let mut notes = Notes::default();
        let first = first_row(text, &header);
        let splitter = splitter_of(&header, limits);
        table = RowReader::new(header, forced, name, first.as_ref(), &mut notes).map(|reader| Settled {
            format: reader.format(),
            plan: Plan::Rows(Arc::new(reader)),
            splitter,
            notes,
        });
    }
    if let Ok(table) = table {
        return Ok(table);
    }
    let mut splitter = JsonSplitter::new(limits.record);
    let mut window = text.to_owned();
    let Some((text, content)) = splitter.split(&mut window, ended) else {
        return Err(LeafStatus::Unrecognised("one JSON value longer than a block, of no known kind".into()));
    };
    let block = Block { text, offset: 0, line: 1, last: ended, content };
    let shown = formats_in(&block, limits.record);
    let format = match (forced, shown.first()) {
        (Some(forced), _) if json => forced,
        (_, Some((format, _))) => *format,
        _ if json && holds_nothing(&block, limits.record) => {
            return Err(LeafStatus::Ignored("a list without records".into()));
        }
        _ if json && block.text.contains('\0') => {
            let reason = "JSON with NUL bytes in it, which JSON cannot hold; no record in it can be read";
            return Err(LeafStatus::Unrecognised(reason.into()));
        }
        _ if json => return Err(LeafStatus::Unrecognised("JSON, but no record in it is of a known kind".into())),
        _ => {
            let reason = match forced.filter(|format| !format.name().ends_with("-csv")) {
                Some(forced) => format!("read as {forced}, but it is not JSON: name another format, or none"),
                None => table.err().unwrap_or_default(),
            };
            return Err(LeafStatus::Unrecognised(reason));
        }
    };
    let splitter = Box::new(JsonSplitter::new(limits.record));
    Ok(Settled { plan: Plan::Json(forced), format, splitter, notes: Notes::default() })
}

/// Returns whether a text begins as a JSON text that holds a list or an object, itself written as JSON: `"[{\"id\": …`.
/// A cell of a table doubles its quotes, so it does not begin like this.
fn held_as_text(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('"') else { return false };
    let mut opened = false;
    let mut characters = rest.chars();
    while let Some(character) = characters.next() {
        match character {
            '[' | '{' => opened = true,
            ']' | '}' => return opened,
            '\\' => match characters.next() {
                Some('"') if opened => return true,
                Some('n' | 'r' | 't' | '\\' | '"') => {}
                _ => return false,
            },
            space if space.is_whitespace() => {}
            _ => return false,
        }
    }
    false
}

/// Returns whether a text begins as JSON, and its first value or element does not end in it.
fn holds_no_whole_value(text: &str, record_limit: usize) -> bool {
    let begin = text.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '\u{FEFF}' | '\u{1E}'));
    (begin.starts_with(['{', '[']) || held_as_text(begin))
        && match JsonSplitter::new(record_limit).split(&mut text.to_owned(), false) {
            None => true,
            Some((_, Content::Framed(framed))) => framed.spans.is_empty(),
            Some(_) => false,
        }
}

fn holds_nothing(block: &Block, record_limit: usize) -> bool {
    match &block.content {
        Content::Framed(framed) => framed.spans.is_empty() && block.last,
        Content::Json => super::work::frame(block, record_limit).spans.is_empty(),
        Content::Delimited(_) => false,
    }
}

fn splitter_of(header: &Header, limits: &super::Limits) -> Box<dyn Splitter> {
    Box::new(DelimitedSplitter::new(header.delimiter, header.rows_at, limits.block, limits.record))
}

fn first_row(text: &str, header: &Header) -> Option<csv::StringRecord> {
    let mut first = None;
    let rest = text.get(header.rows_at..).unwrap_or_default();
    let near = rest.get(..rest.floor_char_boundary(1 << 20)).unwrap_or_default();
    rows(near, Delimited { delimiter: header.delimiter, from: 0, unclosed: false }, &mut |cells, _, _, _| {
        if first.is_none() {
            first = Some(cells.clone());
        }
    });
    first
}

fn wanted_proof(rows: &RowReader, text: &str) -> Option<Proof> {
    if !rows.wants_dates() {
        return None;
    }
    let header = rows.header();
    let near = text.get(..text.floor_char_boundary(1 << 20)).unwrap_or_default();
    let from = header.rows_at.min(near.len());
    let proof = Proof::sought(near, Delimited { delimiter: header.delimiter, from, unclosed: false });
    proof.needed().then_some(proof)
}

/// Looks through a table until its dates prove their order; `seen` is given all text.
fn prove(
    proof: &mut Proof,
    mut decoder: Decoder<'_>,
    text: String,
    mut ended: bool,
    delimiter: u8,
    limits: &super::Limits,
    mut seen: impl FnMut(&str) -> std::io::Result<()>,
) -> std::io::Result<()> {
    let mut text = text;
    if text.is_empty() {
        ended = decoder.fill(&mut text, limits.block).unwrap_or(true);
    }
    let from = Header::of(&text).map_or(0, |header| header.rows_at);
    let splitter = Box::new(DelimitedSplitter::new(delimiter, from, limits.block, limits.record));
    let mut blocks = Blocks::new(decoder, splitter, text, ended, None, limits.block);
    while let Some(block) = blocks.next() {
        seen(&block.text)?;
        if let Content::Delimited(delimited) = block.content {
            proof.look(&block.text, delimited);
        }
    }
    Ok(())
}

/// Copies a table that cannot be opened again to temporary space, as UTF-8, while its dates are looked at.
fn spool_and_prove<'a>(
    proof: &mut Proof,
    decoder: Decoder<'_>,
    text: String,
    delimiter: u8,
    limits: &super::Limits,
) -> std::io::Result<(Decoder<'a>, Option<std::io::Error>)> {
    let mut file = tempfile::tempfile()?;
    prove(proof, decoder, text, false, delimiter, limits, |text| file.write_all(text.as_bytes()))?;
    file.seek(SeekFrom::Start(0))?;
    Ok((Decoder::new(Box::new(file), Encoding::Utf8), None))
}

/// What is gathered over the blocks of a leaf.
#[derive(Default)]
struct Gathered {
    notes: Notes,
    next_page: Option<bool>,
    unclosed: bool,
    cut_off: bool,
    rejections: Rejections,
    unmapped: BTreeMap<String, u64>,
}

/// Maps all blocks: on this thread if there is only one, else on others while this one reads and delivers.
fn map_all(
    reading: &mut Reading<'_>,
    plan: &Plan,
    blocks: &mut Blocks<'_>,
    info: &LeafInfo,
    name: &str,
    outcome: &mut LeafOutcome,
    gathered: &mut Gathered,
) -> Result<(), Error> {
    let (dates, limit) = (reading.options.dates, reading.options.limits.record);
    if blocks.ended() {
        let mut worker = match reading.worker.take() {
            Some(worker) => worker.turn_to(plan.clone(), dates),
            None => Worker::new(plan.clone(), dates, limit),
        };
        while let Some(block) = blocks.next() {
            let done = worker.run(block);
            deliver(reading, done, info, name, outcome, gathered)?;
        }
        add_unmapped(gathered, worker.take_unmapped());
        reading.worker = Some(worker);
        return Ok(());
    }
    let threads = reading.options.threads.max(1);
    std::thread::scope(|scope| {
        let mut lanes: Vec<(SyncSender<Block>, Receiver<Done>)> = Vec::new();
        let mut workers = Vec::new();
        for _ in 0..threads {
            let (give, work) = sync_channel::<Block>(1);
            let (finish, finished) = sync_channel::<Done>(1);
            let plan = plan.clone();
            workers.push(scope.spawn(move || {
                let mut worker = Worker::new(plan, dates, limit);
                for block in work {
                    if finish.send(worker.run(block)).is_err() {
                        break;
                    }
                }
                worker.take_unmapped()
            }));
            lanes.push((give, finished));
        }
        let mut waiting = VecDeque::new();
        let mut lane = (0..threads).cycle();
        let mut result = Ok(());
        let mut more = true;
        while result.is_ok() && (more || !waiting.is_empty()) {
            if more && waiting.len() < threads * 2 {
                match blocks.next() {
                    Some(block) => {
                        let Some(index) = lane.next() else { break };
                        if lanes.get(index).is_none_or(|(give, _)| give.send(block).is_err()) {
                            break;
                        }
                        waiting.push_back(index);
                    }
                    None => more = false,
                }
            } else if let Some((_, finished)) = waiting.pop_front().and_then(|index: usize| lanes.get(index)) {
                match finished.recv() {
                    Ok(done) => result = deliver(reading, done, info, name, outcome, gathered),
                    Err(_) => break,
                }
            }
        }
        drop(lanes);
        for worker in workers {
            match worker.join() {
                Ok(unmapped) => add_unmapped(gathered, unmapped),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        result
    })
}

fn add_unmapped(gathered: &mut Gathered, unmapped: Vec<(String, u64)>) {
    for (field, count) in unmapped {
        *gathered.unmapped.entry(field).or_default() += count;
    }
}

fn deliver(
    reading: &mut Reading<'_>,
    done: Done,
    info: &LeafInfo,
    name: &str,
    outcome: &mut LeafOutcome,
    gathered: &mut Gathered,
) -> Result<(), Error> {
    outcome.read += done.read;
    outcome.mapped += done.kept;
    outcome.bytes += done.bytes;
    gathered.rejections.append(done.rejections);
    gathered.cut_off |= done.cut_off;
    gathered.notes.append(done.notes);
    gathered.next_page = done.next_page.or(gathered.next_page);
    gathered.unclosed |= done.unclosed;
    let mapped: Vec<Mapped> = done.mapped;
    if !mapped.is_empty() {
        reading.sink.rows(info, mapped).map_err(|source| Error::Sink { path: name.to_owned(), source })?;
    }
    reading.progress();
    Ok(())
}

/// Writes down what the leaf as a whole shows.
fn conclude(outcome: &mut LeafOutcome, gathered: Gathered, blocks: &mut Blocks<'_>) {
    let replaced = blocks.replaced();
    if replaced.count > 0 {
        outcome.warnings.push(format!(
            "{} bytes or sequences that are not text became U+FFFD, the first in line {}",
            replaced.count, replaced.first_line
        ));
    }
    if outcome.leaf.encoding == Encoding::Windows1252 {
        outcome.warnings.push("the text is not UTF-8; it was read as windows-1252".into());
    }
    outcome.salvaged = gathered.notes.salvaged();
    outcome.warnings.extend(gathered.notes.in_words());
    outcome.rejected_total = gathered.rejections.total;
    outcome.rejected = gathered.rejections.told();
    outcome.unmapped = gathered.unmapped.into_iter().collect();
    let expected = gathered.notes.expected();
    outcome.next_page = gathered.next_page == Some(true);
    outcome.cut = if outcome.next_page {
        Some("the last page names a next page (@odata.nextLink) that is not here: probably cut by the exporter".into())
    } else if gathered.unclosed {
        Some("the file ends inside a list: cut off while it was written or copied".into())
    } else if gathered.cut_off {
        Some("the file ends inside a record: cut off while it was written or copied".into())
    } else if expected > outcome.read {
        let read = outcome.read;
        Some(format!("the search found {expected} records and the file has {read}: probably cut by the exporter"))
    } else {
        cut_at(outcome.leaf.format, outcome.read)
    };
    outcome.warnings.extend(outcome.cut.clone());
}
