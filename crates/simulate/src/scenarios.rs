//! What stands out from ordinary life: attacks, and harmless events that look like them.

use crate::events::{Event, Stream};
use crate::life::emitter::Window;
use crate::plan::Attacks;
use crate::stage::{Casting, Stage};
use crate::time::{DayNumber, Moment, weekday};
use crate::world::World;
use crate::world::networks::Source;
use crate::world::people::PersonIndex;

/// One kind of scenario.
pub(crate) struct Scenario {
    pub(crate) name: &'static str,
    /// Technique of MITRE ATT&CK; of what it looks like, when it is harmless.
    pub(crate) technique: &'static str,
    /// The detections it should set off, or, when it is harmless, those that it should not; see `docs/simulate.md`.
    pub(crate) class: &'static [u8],
    pub(crate) malicious: bool,
    /// Stages it and tells it in one sentence; `None` where nobody is left to whom it could happen.
    pub(crate) play: fn(&mut Stage<'_>) -> Option<String>,
}

impl Scenario {
    pub(crate) const fn attack(
        name: &'static str,
        technique: &'static str,
        class: &'static [u8],
        play: fn(&mut Stage<'_>) -> Option<String>,
    ) -> Self {
        Self { name, technique, class, malicious: true, play }
    }

    pub(crate) const fn look_alike(
        name: &'static str,
        technique: &'static str,
        class: &'static [u8],
        play: fn(&mut Stage<'_>) -> Option<String>,
    ) -> Self {
        Self { name, technique, class, malicious: false, play }
    }
}

/// All attacks, then all look-alikes.
pub(crate) fn all() -> impl Iterator<Item = &'static Scenario> {
    crate::attacks::ATTACKS.iter().chain(crate::look_alikes::LOOK_ALIKES)
}

/// What really happened, for comparison with what a detection says.
#[derive(Debug, Clone)]
pub(crate) struct Truth {
    /// Position in the list of all scenarios.
    pub(crate) number: usize,
    pub(crate) name: &'static str,
    pub(crate) technique: &'static str,
    pub(crate) class: &'static [u8],
    pub(crate) malicious: bool,
    pub(crate) story: String,
    pub(crate) victims: Vec<PersonIndex>,
    pub(crate) sources: Vec<Source>,
    pub(crate) records: Vec<(Stream, Moment, String)>,
    pub(crate) silences: Vec<Silence>,
}

/// A log that has no records for some time: they were made, and did not arrive.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Silence {
    pub(crate) stream: Stream,
    pub(crate) window: Window,
}

impl Silence {
    pub(crate) fn swallows(&self, stream: Stream, time: Moment) -> bool {
        self.stream == stream && self.window.contains(time)
    }
}

/// What was staged.
#[derive(Debug, Default)]
pub(crate) struct Staged {
    /// In order of time.
    pub(crate) events: Vec<Event>,
    pub(crate) truths: Vec<Truth>,
    pub(crate) silences: Vec<Silence>,
    /// Scenarios that were asked for and had nobody to happen to, or no time.
    pub(crate) left_out: Vec<&'static str>,
}

/// Stages the chosen scenarios, spread over the window.
pub(crate) fn stage(world: &World, window: Window, choice: &Attacks) -> Staged {
    let chosen: Vec<(usize, &Scenario)> = all()
        .enumerate()
        .filter(|(_, scenario)| match choice {
            Attacks::All => true,
            Attacks::None => false,
            Attacks::Only(names) => names.iter().any(|name| name == scenario.name),
        })
        .collect();
    let count = chosen.len() as i64;
    let step = step(count);
    let mut casting = Casting::new();
    let mut out = Staged::default();
    for (position, (number, scenario)) in chosen.into_iter().enumerate() {
        let date = date(window, position as i64 * step % count.max(1), count);
        let mut stage = Stage::new(world, window, date, number as u32, scenario.malicious, &casting);
        let Some(story) = (scenario.play)(&mut stage) else {
            out.left_out.push(scenario.name);
            continue;
        };
        let mut played = stage.close();
        casting.hire(&played.cast, scenario.malicious);
        let mut records = Vec::new();
        for event in &played.events {
            records.push((event.stream(), event.time, crate::tenant::record_id(world, event)));
        }
        out.truths.push(Truth {
            number,
            name: scenario.name,
            technique: scenario.technique,
            class: scenario.class,
            malicious: scenario.malicious,
            story,
            victims: played.victims,
            sources: played.sources,
            records,
            silences: played.silences.clone(),
        });
        out.silences.append(&mut played.silences);
        out.events.append(&mut played.events);
        out.events.append(&mut played.context);
    }
    let silences = &out.silences;
    let heard = |stream, time| !silences.iter().any(|silence| silence.swallows(stream, time));
    out.events.retain(|event| heard(event.stream(), event.time));
    for truth in &mut out.truths {
        truth.records.retain(|(stream, time, _)| heard(*stream, *time));
    }
    out.events.sort_by_key(Event::order);
    out
}

/// Scenarios of one kind stand together in the list; a step that has no common divisor with their number mixes them.
fn step(count: i64) -> i64 {
    let coprime = |step: &i64| {
        let (mut a, mut b) = (*step, count.max(1));
        while b != 0 {
            (a, b) = (b, a % b);
        }
        a == 1
    };
    // One of the numbers up to the count has no common divisor with it.
    (37..=37 + count.max(1)).find(coprime).unwrap_or(1)
}

/// The working day of the scenario that has its turn: not among the first days, so that every one stands out from some
/// history, and not the last.
fn date(window: Window, turn: i64, count: i64) -> DayNumber {
    let days = window.until.day() - window.from.day();
    let first = (days / 3).min(21);
    let mut date = window.from.day() + first + turn * (days - 1 - first).max(0) / count.max(1);
    while weekday(date) >= 5 && date > window.from.day() {
        date -= 1;
    }
    date
}
