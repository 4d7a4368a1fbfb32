//! The binder: tree → typed plan.
