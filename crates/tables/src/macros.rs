//! `table!`: a table as its documentation.

/// Defines a `static` [`crate::Table`] named `TABLE`.
///
/// ```text
/// table! {
///     /// What a row is.
///     /// Source: <vendor page>
///     SigninLogs {
///         family: "SignIn", identity: ["Id"], tenant: "AADTenantId", category: "SignInLogs",
///     }
///     columns {
///         /// Meaning, units, bounds.
///         ResultType: string <- graph "status.errorCode", diagnostic "resultType";
///         /// Severity, capitalised.
///         AlertSeverity: string <- graph "severity" as capitalised;
///         /// Constant.
///         Type: string <- always "SigninLogs";
///         /// No source but a row's own column of that name.
///         RiskLevel: string;
///     }
///     promoted {
///         /// Meaning.
///         _Status_errorCode: long <- Status "errorCode";
///         /// First found wins; an empty path takes the column itself.
///         _Actor: string <- InitiatedBy "user.userPrincipalName", Identity "";
///     }
/// }
/// ```
/// Shapes are `graph legacy diagnostic audit defender cloudapp` and `any`; `as name` names a function of
/// [`crate::convert`] from raw JSON text to the column's text.
macro_rules! table {
    (
        $(#[doc = $doc:literal])*
        $name:ident {
            family: $family:literal,
            identity: [$($id:literal),* $(,)?],
            $(revision: $revision:literal,)?
            $(tenant: $tenant:literal,)?
            $(category: $category:literal,)?
            $(undated: $undated:literal,)?
        }
        columns {
            $( $(#[doc = $cdoc:literal])* $col:ident : $ty:ident $(<- $( $shape:ident $path:literal $(as $how:ident)? ),+ )? ; )*
        }
        $(promoted {
            $( $(#[doc = $pdoc:literal])* $pcol:ident : $pty:ident <- $( $of:ident $ppath:literal ),+ ; )*
        })?
    ) => {
        #[doc = concat!("The `", stringify!($name), "` table.")]
        pub(crate) static TABLE: $crate::Table = $crate::Table {
            name: stringify!($name),
            doc: concat!($($doc, "\n"),*),
            columns: &[$(
                $crate::Column {
                    name: stringify!($col),
                    kind: $crate::macros::kind!($ty),
                    doc: concat!($($cdoc, "\n"),*),
                    sources: &[$($( $crate::macros::source!($shape $path $($how)?) ),+)?],
                },
            )*],
            promoted: &[$($(
                $crate::Promoted {
                    name: stringify!($pcol),
                    kind: $crate::macros::kind!($pty),
                    doc: concat!($($pdoc, "\n"),*),
                    from: &[$( (stringify!($of), $ppath) ),+],
                },
            )*)?],
            family: $family,
            identity: &[$($id),*],
            revision: $crate::macros::option!($($revision)?),
            tenant: $crate::macros::option!($($tenant)?),
            category: $crate::macros::option!($($category)?),
            undated: $crate::macros::flag!($($undated)?),
        };
    };
}

macro_rules! kind {
    (bool) => {
        $crate::KustoType::Bool
    };
    (int) => {
        $crate::KustoType::Int
    };
    (long) => {
        $crate::KustoType::Long
    };
    (real) => {
        $crate::KustoType::Real
    };
    (decimal) => {
        $crate::KustoType::Decimal
    };
    (string) => {
        $crate::KustoType::String
    };
    (datetime) => {
        $crate::KustoType::DateTime
    };
    (timespan) => {
        $crate::KustoType::TimeSpan
    };
    (guid) => {
        $crate::KustoType::Guid
    };
    (dynamic) => {
        $crate::KustoType::Dynamic
    };
}

macro_rules! source {
    (always $text:literal) => {
        $crate::Source { shape: None, path: "", convert: $crate::Convert::Always($text) }
    };
    ($shape:ident $path:literal) => {
        $crate::Source { shape: $crate::macros::shape!($shape), path: $path, convert: $crate::Convert::Plain }
    };
    ($shape:ident $path:literal $how:ident) => {
        $crate::Source {
            shape: $crate::macros::shape!($shape),
            path: $path,
            convert: $crate::Convert::With($crate::convert::$how),
        }
    };
}

macro_rules! shape {
    (any) => {
        None
    };
    (graph) => {
        Some($crate::Shape::Graph)
    };
    (legacy) => {
        Some($crate::Shape::GraphLegacy)
    };
    (diagnostic) => {
        Some($crate::Shape::Diagnostic)
    };
    (row) => {
        Some($crate::Shape::Row)
    };
    (audit) => {
        Some($crate::Shape::Audit)
    };
    (defender) => {
        Some($crate::Shape::Defender)
    };
    (cloudapp) => {
        Some($crate::Shape::CloudApp)
    };
}

macro_rules! flag {
    () => {
        false
    };
    ($value:literal) => {
        $value
    };
}

macro_rules! option {
    () => {
        None
    };
    ($value:literal) => {
        Some($value)
    };
}

pub(crate) use {flag, kind, option, shape, source, table};
