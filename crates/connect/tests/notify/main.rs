//! Notifications against real servers on this machine.

#![expect(clippy::unwrap_used, reason = "a test stops where it goes wrong")]

mod config;
mod crash;
mod mail;
mod outbox;
mod routing;
mod smtp;
mod support;
mod web;
