//! Names and literals.

use super::{Print, Printer};
use crate::tree::{
    DynamicLiteral, DynamicProperty, DynamicValue, Literal, Name, StringLiteral, TypeLiteral, TypeLiteralKind,
    WildcardName,
};

impl Print for Name {
    fn print(&self, out: &mut Printer<'_>) {
        out.text(&self.to_string());
    }
}

impl Print for WildcardName {
    fn print(&self, out: &mut Printer<'_>) {
        out.text(&self.pattern);
    }
}

impl Print for Literal {
    fn print(&self, out: &mut Printer<'_>) {
        out.text(&self.spelling);
    }
}

impl Print for StringLiteral {
    fn print(&self, out: &mut Printer<'_>) {
        for (index, part) in self.parts.iter().enumerate() {
            if index > 0 {
                out.line();
            }
            out.text(part);
        }
    }
}

impl Print for DynamicLiteral {
    fn print(&self, out: &mut Printer<'_>) {
        out.text("dynamic(");
        self.value.print(out);
        out.text(")");
    }
}

impl Print for DynamicValue {
    fn print(&self, out: &mut Printer<'_>) {
        match self {
            DynamicValue::Null(_) => out.text("null"),
            DynamicValue::Literal(literal) => literal.print(out),
            DynamicValue::String(string) => string.print(out),
            DynamicValue::Array(array) => out.bracketed_list("[", &array.values, "]"),
            DynamicValue::Object(object) => out.bracketed_list("{", &object.properties, "}"),
            DynamicValue::Nested(nested) => nested.print(out),
            DynamicValue::Missing(_) => {}
        }
    }
}

impl Print for DynamicProperty {
    fn print(&self, out: &mut Printer<'_>) {
        self.name.print(out);
        out.text(": ");
        self.value.print(out);
    }
}

impl Print for TypeLiteral {
    fn print(&self, out: &mut Printer<'_>) {
        out.text("typeof");
        match &self.kind {
            TypeLiteralKind::Scalar(name) => {
                out.text("(");
                out.text(&name.spelling);
                out.text(")");
            }
            TypeLiteralKind::Row(schema) => schema.print(out),
        }
    }
}
