//! The program as its users meet it, and the rules that hold the repository together.

mod case;
mod detect;
mod direction;
mod import;
mod kill;
mod query;
mod reference;
mod reports;
mod retention;
mod review;
mod support;
