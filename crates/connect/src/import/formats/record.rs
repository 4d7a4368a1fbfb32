//! A record on its way to the mapper.

use std::borrow::Cow;

use tables::{DateOrder, Fidelity, Kind};

use super::Format;

/// A record in one of the shapes that `tables` maps.
#[derive(Debug)]
pub(crate) struct Record<'a> {
    /// What it is.
    pub(crate) kind: Kind,
    /// Its JSON text: as received where the form allows.
    pub(crate) text: Cow<'a, str>,
    /// Order of day and month in its dates.
    pub(crate) dates: DateOrder,
    /// How much of the original record is left in it.
    pub(crate) fidelity: Fidelity,
}

/// What an object is, judging by its keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Class {
    /// The format it belongs to.
    pub(crate) format: Format,
    /// What kind of record it is.
    pub(crate) kind: Kind,
    /// What must be done to it.
    pub(crate) form: Form,
}

/// What must be done to an object before it is a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// Nothing.
    AsItIs,
    /// PowerShell set the fields that its model does not know apart, in `AdditionalProperties`.
    PowerShell,
    /// The record is in `AuditData`, and its search result around it.
    AuditData,
    /// It is a row whose table is told by its columns.
    Row,
    /// It is an incident as Azure Resource Manager writes it.
    SentinelIncident,
}

impl Class {
    /// Returns the class of an object that is a record already.
    pub(crate) fn plain(format: Format, kind: Kind) -> Self {
        Self { format, kind, form: Form::AsItIs }
    }
}
