//! `getschema` and `assert-schema`.
//! Source: <https://learn.microsoft.com/kusto/query/getschema-operator>

use super::Operator;
use crate::parse::{Allowed, Opening, Parser, Takes, Unknown};
use crate::print::{Print, Printer};
use crate::tree::node::node;
use crate::tree::{Parameter, ParameterName, RowSchema};

const GET_SCHEMA: Allowed = &[(ParameterName::Kind, Takes::Word(&["csl"]))];

node! {
    /// `getschema`: a row for each column.
    pub struct GetSchema {
        /// Parameters.
        pub parameters: Vec<Parameter>,
    }
}

node! {
    /// `assert-schema (a: string)`: fails when the columns are others.
    pub struct AssertSchema {
        /// The columns.
        pub schema: RowSchema,
    }
}

impl Parser<'_> {
    pub(crate) fn get_schema(&mut self, opening: Opening) -> Operator {
        let parameters = self.parameters(GET_SCHEMA, Unknown::Report);
        Operator::GetSchema(GetSchema { parameters, span: self.span_from(opening.start) })
    }

    pub(crate) fn assert_schema(&mut self, opening: Opening) -> Operator {
        let schema = self.row_schema();
        Operator::AssertSchema(AssertSchema { schema, span: self.span_from(opening.start) })
    }
}

impl Print for GetSchema {
    fn print(&self, out: &mut Printer<'_>) {
        out.text("getschema");
        out.parameters(&self.parameters);
    }
}

impl Print for AssertSchema {
    fn print(&self, out: &mut Printer<'_>) {
        out.text("assert-schema ");
        self.schema.print(out);
    }
}
