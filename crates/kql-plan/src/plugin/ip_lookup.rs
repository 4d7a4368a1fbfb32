//! `ipv4_lookup` and `ipv6_lookup`: rows of a table of networks for addresses.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::argument::{self, Operand, piped, unique};
use super::timeline::row_key;
use super::{Plugin, PluginArgument, PluginCall, PluginPlan};
use crate::rows::{Row, Rows, RowsOperator, RunError};
use crate::scalar::ip::address4::Prefixed4;
use crate::scalar::ip::address6::Prefixed6;
use crate::{Context, Type, Value};

/// `ipv4_lookup(table, address, network, extra_keys…, [return_unmatched])`.
pub static IPV4_LOOKUP: Plugin = Plugin {
    name: "ipv4_lookup",
    documentation: "\
`ipv4_lookup(table, address, network [, key …] [, return_unmatched])`: for each row and each row of `table` whose `network` (a column of \
`table`, such as `192.0.2.0/24`) holds the `address`, and which has the same values in the columns `key` of both: the columns of the row, then \
those of `table` without the keys. With `return_unmatched` true, a row without a match comes with nulls. An address may have a prefix itself.

Source: <https://learn.microsoft.com/kusto/query/ipv4-lookup-plugin>",
    needs_data: false,
    plan: plan4,
};

/// `ipv6_lookup(table, address, network, [return_unmatched])`.
pub static IPV6_LOOKUP: Plugin = Plugin {
    name: "ipv6_lookup",
    documentation: "\
`ipv6_lookup(table, address, network [, key …] [, return_unmatched])`: as `ipv4_lookup`, with IPv6 addresses (IPv4 ones are read as such), and \
with the columns of `table` before those of the row.

Source: <https://learn.microsoft.com/kusto/query/ipv6-lookup-plugin>",
    needs_data: false,
    plan: plan6,
};

#[derive(Debug)]
struct IpLookup {
    six: bool,
    table: usize,
    address: Operand,
    network: usize,
    /// Where the keys stand in the rows and in the table.
    keys: Vec<(usize, usize)>,
    /// The columns of the table that the result has.
    kept: Vec<(usize, Type)>,
    unmatched: bool,
}

fn plan4(call: &PluginCall) -> Result<PluginPlan, String> {
    plan(call, false)
}

fn plan6(call: &PluginCall) -> Result<PluginPlan, String> {
    plan(call, true)
}

fn plan(call: &PluginCall, six: bool) -> Result<PluginPlan, String> {
    let names = [
        "LookupTable",
        if six { "SourceIPv6Key" } else { "SourceIPv4Key" },
        if six { "IPv6LookupKey" } else { "IPv4LookupKey" },
    ];
    let all = [names.as_slice(), &["return_unmatched"]].concat();
    // Extra keys and the flag stand after the three by place; only the flag has a name.
    let (flags, by_place): (Vec<_>, Vec<_>) =
        call.arguments.iter().partition(|argument| matches!(argument, PluginArgument::Named(..)));
    let mut unmatched = false;
    for flag in flags {
        match flag {
            PluginArgument::Named(name, value) if name.eq_ignore_ascii_case("return_unmatched") => {
                unmatched = flag_value(value)?;
            }
            PluginArgument::Named(name, _) => {
                return Err(format!("there is no parameter `{name}`; there are {}", all.join(", ")));
            }
            _ => {}
        }
    }
    let mut arguments = by_place.into_iter();
    let Some(PluginArgument::Table(table)) = arguments.next() else {
        return Err("the first argument must be a table of networks".to_owned());
    };
    let lookup = call.inputs.get(*table).map(Vec::as_slice).unwrap_or_default();
    let address = argument::scalar(call, arguments.next(), "address")?;
    let network = match arguments.next() {
        Some(PluginArgument::Column(_, name)) => lookup.iter().position(|column| column.name == *name),
        _ => None,
    };
    let network = network.ok_or("the network must be a column of the table")?;
    let mut keys = Vec::new();
    for argument in arguments {
        if let PluginArgument::Column(place, name) = argument {
            let there = lookup.iter().position(|column| column.name == *name);
            keys.push((*place, there.ok_or_else(|| format!("the key `{name}` must be a column of both tables"))?));
        } else {
            unmatched = flag_value(argument)?;
        }
    }
    let kept: Vec<(usize, Type)> = lookup
        .iter()
        .enumerate()
        .filter(|(place, _)| keys.iter().all(|(_, there)| there != place))
        .map(|(place, column)| (place, column.kind))
        .collect();
    let of_rows = piped(call).iter().map(|column| (column.name.clone(), column.kind));
    let of_table = kept.iter().filter_map(|(place, kind)| Some((lookup.get(*place)?.name.clone(), *kind)));
    let mut columns: Vec<(String, Type)> = Vec::new();
    let wished: Vec<(String, Type)> =
        if six { of_table.chain(of_rows).collect() } else { of_rows.chain(of_table).collect() };
    for (name, kind) in wished {
        columns.push((unique(&name, &columns), kind));
    }
    let operator = Arc::new(IpLookup { six, table: *table, address, network, keys, kept, unmatched });
    Ok(PluginPlan { columns, operator, open: false })
}

fn flag_value(argument: &PluginArgument) -> Result<bool, String> {
    let value = argument::constant(Some(argument), "flag `return_unmatched`")?;
    value.and_then(Value::as_bool).ok_or_else(|| "`return_unmatched` must be true or false".to_owned())
}

/// The networks of one combination of keys: for each length of the prefix the networks and their rows.
type Networks = BTreeMap<u32, HashMap<u128, Vec<usize>>>;

impl IpLookup {
    fn read(&self, text: &str) -> Option<(u128, u32)> {
        if self.six {
            Prefixed6::parse(text).map(|address| (address.address, address.prefix))
        } else {
            Prefixed4::parse(text).map(|address| (u128::from(address.address) << 96, address.prefix))
        }
    }

    /// The rows of the table whose networks hold an address, in their order.
    fn find(&self, networks: Option<&Networks>, address: &str) -> Vec<usize> {
        let (Some(networks), Some((address, prefix))) = (networks, self.read(address)) else { return Vec::new() };
        let mut found: Vec<usize> = Vec::new();
        for (length, known) in networks {
            if *length <= prefix {
                found.extend(known.get(&masked(address, *length)).into_iter().flatten());
            } else {
                // An address that is a network itself holds the longer ones.
                let inside = known.iter().filter(|(network, _)| masked(**network, prefix) == masked(address, prefix));
                found.extend(inside.flat_map(|(_, rows)| rows));
            }
        }
        found.sort_unstable();
        found
    }
}

fn masked(address: u128, prefix: u32) -> u128 {
    address & u128::MAX.checked_shl(128_u32.saturating_sub(prefix)).unwrap_or(0)
}

impl RowsOperator for IpLookup {
    fn name(&self) -> &'static str {
        if self.six { "ipv6_lookup" } else { "ipv4_lookup" }
    }

    fn run(&self, mut inputs: Vec<Rows>, context: &Context) -> Result<Vec<Row>, RunError> {
        let table = inputs.get_mut(self.table).map(std::mem::take).unwrap_or_default().rows;
        let key = |row: &Row, places: &[usize]| {
            row_key(&places.iter().map(|place| row.get(*place).cloned().unwrap_or_default()).collect::<Vec<_>>())
        };
        let (here, there): (Vec<usize>, Vec<usize>) = self.keys.iter().copied().unzip();
        let mut index: HashMap<Vec<u8>, Networks> = HashMap::new();
        for (place, row) in table.iter().enumerate() {
            let Some((network, prefix)) = row.get(self.network).and_then(|value| self.read(value.as_str())) else {
                continue;
            };
            let networks = index.entry(key(row, &there)).or_default();
            networks.entry(prefix).or_default().entry(masked(network, prefix)).or_default().push(place);
        }
        let mut out = Vec::new();
        for row in super::timeline::piped_rows(inputs) {
            let address = self.address.value(&row, context);
            let found = self.find(index.get(&key(&row, &here)), address.as_str());
            let mut add = |of_table: Row| {
                let (first, second) = if self.six { (of_table, row.clone()) } else { (row.clone(), of_table) };
                out.push([first, second].concat());
            };
            if found.is_empty() && self.unmatched {
                add(self.kept.iter().map(|(_, kind)| Value::null(*kind)).collect());
            }
            for other in found.into_iter().filter_map(|place| table.get(place)) {
                add(self.kept.iter().map(|(place, _)| other.get(*place).cloned().unwrap_or_default()).collect());
            }
        }
        Ok(out)
    }
}
