//! What a tenant, or a person, has bought.

use serde::Serialize;

/// A licence, as far as it decides how long records are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Licence {
    /// Entra ID Free.
    Free,
    /// Entra ID P1.
    P1,
    /// Entra ID P2.
    P2,
    /// Purview Audit (Standard).
    Standard,
    /// Purview Audit (Premium).
    Premium,
    /// Purview Audit (Premium) with the ten-year add-on.
    TenYear,
    /// Whatever there is: the source does not ask for one.
    Any,
}

/// Licences of which a tenant has one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Family {
    /// Of Entra ID.
    Entra,
    /// Of Purview Audit.
    Audit,
    /// None is asked for.
    Any,
}

impl Family {
    /// Returns its licences, the least first.
    pub fn licences(self) -> &'static [Licence] {
        match self {
            Self::Entra => &[Licence::Free, Licence::P1, Licence::P2],
            Self::Audit => &[Licence::Standard, Licence::Premium, Licence::TenYear],
            Self::Any => &[Licence::Any],
        }
    }

    /// Returns the licence of that name.
    pub fn licence(self, name: &str) -> Option<Licence> {
        self.licences().iter().copied().find(|licence| licence.name().eq_ignore_ascii_case(name))
    }
}

impl Licence {
    /// Returns its name, as configuration writes it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Free => "free",
            Self::P1 => "p1",
            Self::P2 => "p2",
            Self::Standard => "standard",
            Self::Premium => "premium",
            Self::TenYear => "ten-year",
            Self::Any => "any",
        }
    }
}
