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

fn main() -> ExitCode {
    let arguments = cli::Arguments::parse();
    match commands::run(arguments) {
        Ok(status) => status.into(),
        Err(error) => {
            output::complain(&error);
            ExitCode::FAILURE
        }
    }
}
