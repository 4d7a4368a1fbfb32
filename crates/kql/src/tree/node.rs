//! How nodes of the tree are made: one declaration gives a node its type, equality without spans, traversal and outline.
//!
//! The declarations keep four laws together that hand-written code would let drift apart: every node has a span, equality
//! ignores spans, [`Visit`] reaches every child in the order of the text, and [`Outline`] shows every field.

use crate::span::Span;
use crate::tree::visit::Visitor;

/// What has a place in the text.
pub trait Node {
    /// Where it stands.
    fn span(&self) -> Span;
}

/// What a [`Visitor`] can walk through.
pub trait Visit {
    /// Tells the visitor of this node, or of the nodes in it when it is none the visitor has a method for.
    fn visit<'t, V: Visitor<'t> + ?Sized>(&'t self, visitor: &mut V);
}

/// What can be shown in the outline of a tree.
pub trait Outline {
    /// Appends the node as text; empty optional parts are left out.
    fn outline(&self, out: &mut String);

    /// Whether the field is left out of the outline of its node.
    fn is_absent(&self) -> bool {
        false
    }
}

impl<T: Visit> Visit for Option<T> {
    fn visit<'t, V: Visitor<'t> + ?Sized>(&'t self, visitor: &mut V) {
        if let Some(inner) = self {
            inner.visit(visitor);
        }
    }
}

impl<T: Visit> Visit for Vec<T> {
    fn visit<'t, V: Visitor<'t> + ?Sized>(&'t self, visitor: &mut V) {
        for inner in self {
            inner.visit(visitor);
        }
    }
}

impl<T: Visit> Visit for Box<T> {
    fn visit<'t, V: Visitor<'t> + ?Sized>(&'t self, visitor: &mut V) {
        (**self).visit(visitor);
    }
}

impl Visit for String {
    fn visit<'t, V: Visitor<'t> + ?Sized>(&'t self, _visitor: &mut V) {}
}

impl Visit for bool {
    fn visit<'t, V: Visitor<'t> + ?Sized>(&'t self, _visitor: &mut V) {}
}

impl<T: Outline> Outline for Option<T> {
    fn outline(&self, out: &mut String) {
        if let Some(inner) = self {
            inner.outline(out);
        }
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

impl<T: Outline> Outline for Vec<T> {
    fn outline(&self, out: &mut String) {
        out.push('[');
        for (index, inner) in self.iter().enumerate() {
            if index > 0 {
                out.push_str(", ");
            }
            inner.outline(out);
        }
        out.push(']');
    }

    fn is_absent(&self) -> bool {
        self.is_empty()
    }
}

impl<T: Outline> Outline for Box<T> {
    fn outline(&self, out: &mut String) {
        (**self).outline(out);
    }

    fn is_absent(&self) -> bool {
        (**self).is_absent()
    }
}

impl Outline for String {
    fn outline(&self, out: &mut String) {
        out.push_str(self);
    }
}

impl Outline for bool {
    fn outline(&self, out: &mut String) {
        out.push_str(if *self { "true" } else { "false" });
    }

    fn is_absent(&self) -> bool {
        !self
    }
}

/// Declares a node: its type with a `span`, equality of all but the span, [`Visit`], [`Outline`].
///
/// `=> method` after the name makes a visitor hear of the node by that method.
macro_rules! node {
    ($(#[$meta:meta])* pub struct $name:ident $(=> $method:ident)? {
        $($(#[$field_meta:meta])* pub $field:ident : $type:ty,)*
    }) => {
        $(#[$meta])*
        #[derive(Debug, Clone)]
        pub struct $name {
            $($(#[$field_meta])* pub $field: $type,)*
            /// Where it stands in the text.
            pub span: $crate::span::Span,
        }

        impl PartialEq for $name {
            /// Equal when all but the spans are.
            fn eq(&self, other: &Self) -> bool {
                let _ = other;
                true $(&& self.$field == other.$field)*
            }
        }

        impl $crate::tree::Node for $name {
            fn span(&self) -> $crate::span::Span {
                self.span
            }
        }

        impl $name {
            /// Lets the visitor see the children, in the order of the text.
            pub fn walk<'t, V: $crate::tree::Visitor<'t> + ?Sized>(&'t self, visitor: &mut V) {
                let _ = visitor;
                $($crate::tree::Visit::visit(&self.$field, visitor);)*
            }
        }

        impl $crate::tree::Visit for $name {
            fn visit<'t, V: $crate::tree::Visitor<'t> + ?Sized>(&'t self, visitor: &mut V) {
                $crate::tree::node::node!(@visit self visitor $($method)?);
            }
        }

        impl $crate::tree::Outline for $name {
            fn outline(&self, out: &mut String) {
                out.push_str(stringify!($name));
                let fields: &[(&str, &dyn $crate::tree::Outline)] = &[$((stringify!($field), &self.$field),)*];
                $crate::tree::node::outline_fields(fields, out);
            }
        }
    };
    (@visit $self:ident $visitor:ident $method:ident) => { $visitor.$method($self) };
    (@visit $self:ident $visitor:ident) => { $self.walk($visitor) };
}
pub(crate) use node;

/// Declares an enumeration of nodes, each with its span, with traversal and outline of whichever it is.
macro_rules! choice {
    ($(#[$meta:meta])* pub enum $name:ident $(=> $method:ident)? {
        $($(#[$variant_meta:meta])* $variant:ident($type:ty),)*
    }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq)]
        pub enum $name {
            $($(#[$variant_meta])* $variant($type),)*
        }

        impl $crate::tree::Node for $name {
            fn span(&self) -> $crate::span::Span {
                match self { $($name::$variant(inner) => $crate::tree::Node::span(inner),)* }
            }
        }

        impl $name {
            /// Where it stands in the text.
            pub fn span(&self) -> $crate::span::Span {
                $crate::tree::Node::span(self)
            }

            /// Lets the visitor see what it is.
            pub fn walk<'t, V: $crate::tree::Visitor<'t> + ?Sized>(&'t self, visitor: &mut V) {
                match self { $($name::$variant(inner) => $crate::tree::Visit::visit(inner, visitor),)* }
            }
        }

        impl $crate::tree::Visit for $name {
            fn visit<'t, V: $crate::tree::Visitor<'t> + ?Sized>(&'t self, visitor: &mut V) {
                $crate::tree::node::node!(@visit self visitor $($method)?);
            }
        }

        impl $crate::tree::Outline for $name {
            fn outline(&self, out: &mut String) {
                match self { $($name::$variant(inner) => $crate::tree::Outline::outline(inner, out),)* }
            }
        }
    };
}
pub(crate) use choice;

/// Declares an enumeration of words or signs of the language: the first text is how it is printed, the others mean the same.
macro_rules! words {
    ($(#[$meta:meta])* pub enum $name:ident {
        $($variant:ident = $text:literal $(| $synonym:literal)*,)*
    }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum $name {
            $(#[doc = concat!("`", $text, "`")] $variant,)*
        }

        impl $name {
            /// All of them.
            pub const ALL: &'static [$name] = &[$($name::$variant,)*];

            /// As it is written.
            pub fn text(self) -> &'static str {
                match self { $($name::$variant => $text,)* }
            }

            /// The one written so, if there is one.
            pub fn from_text(text: &str) -> Option<Self> {
                match text {
                    $($text $(| $synonym)* => Some($name::$variant),)*
                    _ => None,
                }
            }
        }

        impl $crate::tree::Visit for $name {
            fn visit<'t, V: $crate::tree::Visitor<'t> + ?Sized>(&'t self, _visitor: &mut V) {}
        }

        impl $crate::tree::Outline for $name {
            fn outline(&self, out: &mut String) {
                out.push_str(self.text());
            }
        }
    };
}
pub(crate) use words;

/// Appends the fields of a node that are there, as `(name: value, …)`.
pub(crate) fn outline_fields(fields: &[(&str, &dyn Outline)], out: &mut String) {
    out.push('(');
    let mut first = true;
    for (name, field) in fields {
        if field.is_absent() {
            continue;
        }
        if !first {
            out.push_str(", ");
        }
        first = false;
        out.push_str(name);
        out.push_str(": ");
        field.outline(out);
    }
    out.push(')');
}

impl<T: Node> Node for Box<T> {
    fn span(&self) -> Span {
        (**self).span()
    }
}
