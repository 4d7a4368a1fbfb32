//! `binary_all_and()`, `binary_all_or()`, `binary_all_xor()`: the bits of all values.

use super::{Accumulator, AggregateArgument, Output};
use crate::kql_aggregate;
use crate::scalar::Argument;
use crate::{Type, Value};

kql_aggregate! {
    /// Returns the bits that all values have, a long; of no value, or of nulls only, the null.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/binary-all-and-aggregation-function>
    ///
    /// ```kusto
    /// datatable(x: long)[6, 3] | summarize binary_all_and(x)   // 2
    /// ```
    pub BINARY_ALL_AND = binary_all_and(value: long) => outputs, and;
}

kql_aggregate! {
    /// Returns the bits that some value has, a long; of no value, or of nulls only, the null.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/binary-all-or-aggregation-function>
    ///
    /// ```kusto
    /// datatable(x: long)[6, 3] | summarize binary_all_or(x)   // 7
    /// ```
    pub BINARY_ALL_OR = binary_all_or(value: long) => outputs, or;
}

kql_aggregate! {
    /// Returns the bits that an odd number of values has, a long; of no value, or of nulls only, the null.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/binary-all-xor-aggregation-function>
    ///
    /// ```kusto
    /// datatable(x: long)[6, 3] | summarize binary_all_xor(x)   // 5
    /// ```
    pub BINARY_ALL_XOR = binary_all_xor(value: long) => outputs, xor;
}

fn outputs(arguments: &[AggregateArgument]) -> Result<Vec<Output>, String> {
    let name = arguments.first().and_then(|argument| argument.name.clone()).unwrap_or_default();
    Ok(vec![Output { name, kind: Type::Long }])
}

/// The bits so far.
#[derive(Debug)]
struct Bits {
    combine: fn(i64, i64) -> i64,
    bits: Option<i64>,
}

fn and(_: &[Argument]) -> Box<dyn Accumulator> {
    Box::new(Bits { combine: |left, right| left & right, bits: None })
}

fn or(_: &[Argument]) -> Box<dyn Accumulator> {
    Box::new(Bits { combine: |left, right| left | right, bits: None })
}

fn xor(_: &[Argument]) -> Box<dyn Accumulator> {
    Box::new(Bits { combine: |left, right| left ^ right, bits: None })
}

impl Accumulator for Bits {
    fn update(&mut self, arguments: &[Value<'_>]) {
        if let Some(value) = arguments.first().and_then(Value::as_long) {
            self.bits = Some(self.bits.map_or(value, |bits| (self.combine)(bits, value)));
        }
    }

    fn finish(&mut self) -> Vec<Value<'static>> {
        vec![self.bits.map_or(Value::Null, Value::Long)]
    }

    fn size(&self) -> usize {
        size_of::<Self>()
    }
}
