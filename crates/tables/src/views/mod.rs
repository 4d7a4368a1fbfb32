//! Ways to read several tables as one.

pub mod activity;
