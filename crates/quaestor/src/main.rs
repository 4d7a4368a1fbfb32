//! quaestor: audit-ready access logs for Microsoft Entra and Microsoft 365.
//!
//! This crate is the command line and the wiring; the work is done by the crates it joins.

mod cli;
mod commands;
mod output;

use std::process::ExitCode;

use clap::Parser;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Room for what nests: a query is planned on the thread that asks, and goes as deep as it nests.
const STACK: usize = 256 << 20;

fn main() -> ExitCode {
    let arguments = cli::Arguments::parse();
    let work = || match commands::run(arguments) {
        Ok(status) => status.into(),
        Err(error) => failed(&error),
    };
    match std::thread::Builder::new().name("main".to_owned()).stack_size(STACK).spawn(work) {
        // What made it panic was said by the panic.
        Ok(thread) => thread.join().unwrap_or_else(|_panic| ExitCode::from(101)),
        Err(error) => failed(&anyhow::Error::from(error).context("no thread starts")),
    }
}

fn failed(error: &anyhow::Error) -> ExitCode {
    output::complain(error);
    ExitCode::FAILURE
}
