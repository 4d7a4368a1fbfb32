//! What a row of each table is: its columns with their types and meaning, and the mapping that turns a record, in
//! whichever form it reached us, into that row.
//!
//! Pure: no clock, no files, no network. Text goes in, Arrow arrays come out.

pub mod audit;
pub mod codes;
mod convert;
pub mod digest;
mod kusto_type;
mod macros;
mod map;
mod route;
mod shape;
mod table;
mod tables;
pub mod views;

pub use kusto_type::KustoType;
pub use map::{Context, DateOrder, Fidelity, Identity, Mapped, Mapper, Place, Rejection};
pub use route::{Kind, Mappers, SignInKind};
pub use shape::Shape;
pub use table::{Column, Convert, Promoted, Source, Table, all, by_name};
