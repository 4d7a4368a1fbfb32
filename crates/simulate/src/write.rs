//! Making a tenant's records on several threads and writing them in order.
//!
//! Time is cut into slices; slice `n` is made by thread `n mod threads`, which renders its events and hands them over in
//! chunks. The caller's thread takes the slices in order and is the only one that writes. What waits between is bounded.

use crate::events::{Event, Stream};
use crate::formats::{Format, Rendering, renderings};
use crate::layout::{Framer, Mark, Rendered, Written};
use crate::output::Output;
use crate::plan::{Error, Plan};
use crate::tenant::Tenant;
use crate::time::Moment;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

/// Events rendered at a time.
const CHUNK: usize = 2048;
/// Records a search of the unified audit log returns at most.
const SEARCH: usize = 5000;
/// Chunks a thread may be ahead.
const AHEAD: usize = 3;

/// How far it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Records made so far.
    pub records: u64,
    /// Bytes written so far.
    pub bytes: u64,
    /// Thousandths of the time, or of the records asked for.
    pub done: u32,
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// The company's name.
    pub company: String,
    /// The domain of its sign-in names.
    pub domain: String,
    /// The tenant's identifier.
    pub tenant: String,
    /// Records made, each counted once however many formats it was written in.
    pub records: u64,
    /// Records of each log.
    pub streams: Vec<(Stream, u64)>,
    /// Files and folders.
    pub files: Vec<Written>,
    /// Attacks and look-alikes in the ground truth.
    pub scenarios: usize,
    /// Attacks and look-alikes that were asked for and had nobody left to happen to, or no time.
    pub left_out: Vec<&'static str>,
}

/// Events rendered in every format, handed from a thread that makes them to the one that writes.
struct Chunk {
    streams: Vec<Stream>,
    times: Vec<Moment>,
    rendered: Vec<Rendered>,
    last: bool,
}

/// Simulates the tenant of a plan and writes it.
///
/// The same plan gives the same files, byte for byte, whatever the number of threads.
///
/// # Errors
/// The plan is out of bounds, or a file cannot be written.
pub fn write(plan: &Plan, output: &mut dyn Output, progress: &mut dyn FnMut(Progress)) -> Result<Summary, Error> {
    let mut tenant = Tenant::new(plan)?;
    if plan.formats.iter().any(|format| matches!(format, Format::AuditSearchCsv | Format::ExtractorSuite)) {
        let unified = tenant.events().filter(|event| event.stream() == Stream::UnifiedAudit);
        tenant.world.searched = unified.take(SEARCH).count() as u64;
    }
    let renderings = renderings(&plan.formats, &tenant.world);
    let threads = plan.threads.min(usize::try_from(tenant.slices()).unwrap_or(1)).max(1);
    let mut writing = Writing {
        framers: renderings
            .iter()
            .map(|rendering| Framer::new(rendering.path.clone(), rendering.layout.clone()))
            .collect(),
        counts: [0; Stream::ALL.len()],
        records: 0,
        until: tenant.window.from,
        most: plan.records.unwrap_or(u64::MAX),
    };
    std::thread::scope(|scope| {
        let mut receivers = Vec::with_capacity(threads);
        for first in 0..threads {
            let (sender, receiver) = sync_channel(AHEAD);
            let (tenant, renderings) = (&tenant, &renderings);
            scope.spawn(move || produce(tenant, renderings, first, threads, &sender));
            receivers.push(receiver);
        }
        consume(&tenant, &receivers, &mut writing, output, progress)
    })?;
    let mut files = Vec::with_capacity(writing.framers.len());
    for framer in &mut writing.framers {
        files.push(framer.finish(output)?);
    }
    if plan.formats.contains(&Format::GraphUsers) {
        files.push(crate::formats::graph_users::write(&tenant.world, output)?);
    }
    let scenarios = crate::truth::write(&tenant, plan, writing.until, output)?;
    Ok(Summary {
        company: tenant.world.company.clone(),
        domain: tenant.world.domain.clone(),
        tenant: tenant.id(),
        records: writing.records,
        streams: Stream::ALL.into_iter().zip(writing.counts).collect(),
        files,
        scenarios,
        left_out: tenant.left_out.clone(),
    })
}

/// The state of the thread that writes.
struct Writing {
    framers: Vec<Framer>,
    counts: [u64; Stream::ALL.len()],
    records: u64,
    /// The time of the last record written.
    until: Moment,
    most: u64,
}

fn consume(
    tenant: &Tenant,
    receivers: &[Receiver<Chunk>],
    writing: &mut Writing,
    output: &mut dyn Output,
    progress: &mut dyn FnMut(Progress),
) -> Result<(), Error> {
    let slices = tenant.slices();
    let span = tenant.window.until.unix_seconds() - tenant.window.from.unix_seconds();
    for slice in 0..slices {
        let Some(receiver) = receivers.get((slice % receivers.len().max(1) as u64) as usize) else { continue };
        loop {
            let chunk = receiver.recv().map_err(|std::sync::mpsc::RecvError| Error::Stopped)?;
            let room = usize::try_from(writing.most - writing.records).unwrap_or(usize::MAX);
            let events = chunk.streams.len().min(room);
            for (framer, rendered) in writing.framers.iter_mut().zip(&chunk.rendered) {
                framer.take(rendered, events, output)?;
            }
            for stream in chunk.streams.iter().take(events) {
                writing.counts[*stream as usize] += 1;
            }
            writing.records += events as u64;
            if let Some(time) = events.checked_sub(1).and_then(|last| chunk.times.get(last)) {
                writing.until = *time;
            }
            let through = (writing.until.unix_seconds() - tenant.window.from.unix_seconds()) * 1000 / span.max(1);
            let counted = u128::from(writing.records) * 1000 / u128::from(writing.most.max(1));
            progress(Progress {
                records: writing.records,
                bytes: writing.framers.iter().map(Framer::bytes).sum(),
                done: (through as u32).max(counted as u32),
            });
            if writing.records >= writing.most {
                return Ok(());
            }
            if chunk.last {
                break;
            }
        }
    }
    Ok(())
}

/// Makes every `step`th slice from the `first` on, until nobody listens.
fn produce(tenant: &Tenant, renderings: &[Rendering], first: usize, step: usize, sender: &SyncSender<Chunk>) {
    let mut by_stream: [Vec<usize>; Stream::ALL.len()] = std::array::from_fn(|_| Vec::new());
    for (number, rendering) in renderings.iter().enumerate() {
        for stream in &rendering.streams {
            by_stream[*stream as usize].push(number);
        }
    }
    for slice in (first as u64..tenant.slices()).step_by(step) {
        let events = tenant.slice(slice);
        let mut parts = events.chunks(CHUNK).peekable();
        if parts.peek().is_none() && sender.send(render(tenant, renderings, &by_stream, &[], true)).is_err() {
            return;
        }
        while let Some(part) = parts.next() {
            let chunk = render(tenant, renderings, &by_stream, part, parts.peek().is_none());
            if sender.send(chunk).is_err() {
                return;
            }
        }
    }
}

fn render(
    tenant: &Tenant,
    renderings: &[Rendering],
    by_stream: &[Vec<usize>; Stream::ALL.len()],
    events: &[Event],
    last: bool,
) -> Chunk {
    let mut rendered: Vec<Rendered> = renderings.iter().map(|_| Rendered::default()).collect();
    let mut streams = Vec::with_capacity(events.len());
    let mut times = Vec::with_capacity(events.len());
    for (position, event) in events.iter().enumerate() {
        let stream = event.stream();
        streams.push(stream);
        times.push(event.time);
        for number in &by_stream[stream as usize] {
            let Some(target) = rendered.get_mut(*number) else { continue };
            let before = target.text.len();
            (renderings[*number].write)(&tenant.world, event, &mut target.text);
            if target.text.len() > before {
                target.marks.push(Mark { end: target.text.len(), event: position, time: event.time });
            }
        }
    }
    Chunk { streams, times, rendered, last }
}
