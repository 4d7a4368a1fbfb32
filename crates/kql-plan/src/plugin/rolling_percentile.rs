//! `rolling_percentile`: a percentile over the last bins.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::argument::{self, Operand};
use super::timeline::{Bins, length, moment, on_timeline, piped_rows, row_key, step, whole};
use super::{Plugin, PluginCall, PluginPlan};
use crate::convert::{convert, text};
use crate::rows::{Row, Rows, RowsOperator, RunError};
use crate::scalar::sketch::Digest;
use crate::{Context, Value};

/// `rolling_percentile(value, percentile, index, bin_size, bins, dimensions…)`.
pub static ROLLING_PERCENTILE: Plugin = Plugin {
    name: "rolling_percentile",
    documentation: "\
`rolling_percentile(value, percentile, index, bin_size, bins [, dimension …])`: for each bin of `index`, of the width `bin_size`, in which \
there is a row, the percentile of `value` over the last `bins` bins, this one included: `rolling_<bins>_percentile_<value>_<percentile>`. The \
percentile is that of `percentile()`.

Source: <https://learn.microsoft.com/kusto/query/rolling-percentile-plugin>",
    needs_data: false,
    plan,
};

#[derive(Debug)]
struct RollingPercentile {
    value: Operand,
    percentile: f64,
    index: Operand,
    bin_size: Operand,
    bins: i64,
    dimensions: Vec<Operand>,
}

fn plan(call: &PluginCall) -> Result<PluginPlan, String> {
    let mut arguments = call.arguments.iter();
    let value = argument::column(call, arguments.next(), "value")?;
    let percentile = argument::constant(arguments.next(), "percentile")?.ok_or("the percentile is missing")?;
    let index = argument::column(call, arguments.next(), "index")?;
    on_timeline(&index)?;
    on_timeline(&value)?;
    let bin_size = argument::scalar(call, arguments.next(), "bin size")?;
    let bins =
        argument::constant(arguments.next(), "number of bins")?.and_then(Value::as_long).filter(|bins| *bins > 0);
    let bins = bins.ok_or("the number of bins must be a constant greater than zero")?;
    let mut dimensions = Vec::new();
    for argument in arguments {
        dimensions.push(argument::column(call, Some(argument), "dimension")?);
    }
    let name = value.name.clone().unwrap_or_default();
    let name = format!("rolling_{bins}_percentile_{name}_{}", text(percentile));
    let percentile = percentile.as_real().filter(|percent| (0.0..=100.0).contains(percent));
    let percentile = percentile.ok_or("the percentile must be a number from 0 to 100")?;
    let mut columns = vec![(index.name.clone().unwrap_or_default(), index.kind)];
    columns.extend(dimensions.iter().map(|dimension| (dimension.name.clone().unwrap_or_default(), dimension.kind)));
    columns.push((name, value.kind));
    let operator = Arc::new(RollingPercentile { value, percentile, index, bin_size, bins, dimensions });
    Ok(PluginPlan { columns, operator, open: false })
}

impl RowsOperator for RollingPercentile {
    fn name(&self) -> &'static str {
        "rolling_percentile"
    }

    fn run(&self, inputs: Vec<Rows>, context: &Context) -> Result<Vec<Row>, RunError> {
        let width = length(&self.bin_size, "bin size", context)?;
        // The bins are those of `bin()`: multiples of the width.
        let bins = Bins { start: 0, end: i64::MAX, step: step(&self.bin_size, "bin size", context)? };
        let mut places: HashMap<Vec<u8>, usize> = HashMap::new();
        let mut groups: Vec<(Row, BTreeMap<i64, Digest>)> = Vec::new();
        for row in piped_rows(inputs) {
            let Some(at) = whole(&self.index.value(&row, context)) else { continue };
            let dimensions: Row = self.dimensions.iter().map(|dimension| dimension.value(&row, context)).collect();
            let place = *places.entry(row_key(&dimensions)).or_insert(groups.len());
            if place == groups.len() {
                groups.push((dimensions, BTreeMap::new()));
            }
            if let Some((_, digests)) = groups.get_mut(place) {
                let digest = digests.entry(bins.bin(at)).or_insert_with(|| Digest::new(self.value.kind));
                digest.insert(&self.value.value(&row, context), 1);
            }
        }
        let reach = width.saturating_mul(self.bins - 1);
        let mut out = Vec::new();
        for (dimensions, digests) in &groups {
            for bin in digests.keys() {
                let mut window = Digest::new(self.value.kind);
                for (_, digest) in digests.range(bin.saturating_sub(reach)..=*bin) {
                    window.merge(digest);
                }
                let value = window.percentile(self.percentile).unwrap_or_default();
                let mut row = vec![moment(*bin, self.index.kind)];
                row.extend(dimensions.iter().cloned());
                row.push(convert(&value, self.value.kind).into_owned());
                out.push(row);
            }
        }
        Ok(out)
    }
}
