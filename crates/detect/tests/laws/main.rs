//! The laws of detection: alerts do not depend on how time is cut, in which order it is judged, or how often; what people did stays; rules are whole.

#![expect(clippy::unwrap_used, reason = "a test stops where it goes wrong")]

mod exclusions;
mod incidents;
mod late;
mod life;
mod rules;
mod stretches;
mod support;
