//! Notifications: alerts to people and machines, by mail, webhook, Microsoft Teams and Slack.
//!
//! | stage | from → to | law |
//! |---|---|---|
//! | [`route`] | configuration, [`Notice`], time → channels and when | pure |
//! | [`Outbox::enqueue`] | notice, deliveries → rows | an alert, a revision and a channel are told once |
//! | [`deliver`] | what is due → receipts, later attempts, dead letters | at least once with one key; settled with its receipt |
//! | render | message → mail, JSON, card, blocks | pure; what strangers chose is text, never markup |
//! | [`Network`] | bytes → sockets | the only part that connects |

mod backoff;
pub mod config;
mod courier;
mod message;
mod notice;
mod outbox;
mod render;
mod routing;
mod schedule;
mod send;
mod template;

pub use backoff::{FIRST, GIVE_UP, LONGEST, LONGEST_ASKED};
pub use config::{Config, ConfigError};
pub use courier::{Again, Failure, Round, Surroundings, Transport, deliver};
pub use message::{Content, Message};
pub use notice::{Entity, Kind, Notice, Severity};
pub use outbox::{Counts, DeadLetter, Enqueued, Outbox, OutboxError, SenderLock};
pub use render::Templates;
pub use routing::{Delivery, When, route};
pub use send::{Network, NetworkError};
pub use template::{Field, Template, TemplateError};
