//! What the records of entries tell: who, from where, to what, and what of it is new.

use std::collections::{BTreeMap, BTreeSet};

use super::Desk;
use crate::entries::fold::add;
use crate::model::{Entry, ResourceIds, Standing, User};
use crate::time::{DAY, date};
use kql_plan::NamedRow;

const DETAILS: &str = include_str!("../../queries/sign-in-details.kql");
const PEOPLE: &str = include_str!("../../queries/people-known.kql");
const ADDRESSES: &str = include_str!("../../queries/addresses-known.kql");
const FIRST_SEEN: &str = include_str!("../../queries/first-seen.kql");

/// Records of an entry whose details are read.
const READ: usize = 500;
/// Ids that one question names.
const AT_ONCE: usize = 10_000;
/// Resources, applications, devices and first sights that an entry lists.
const LISTED: usize = 20;
/// How far back people and their habits are looked up.
const HABITS: i64 = 28 * DAY;

/// Completes entries.
pub(super) fn complete(desk: &mut Desk<'_>, entries: &mut [Entry]) {
    let countries = of_records(desk, entries);
    people(desk, entries);
    let countries = addresses(desk, entries, countries);
    first_seen(desk, entries);
    for entry in entries {
        for story in &mut entry.stories {
            story.facets = facets(&story.facets, &countries);
        }
    }
}

/// Reads the sign-ins that entries rest on. Returns what is known of their addresses: `FR AS3215`.
fn of_records(desk: &mut Desk<'_>, entries: &mut [Entry]) -> BTreeMap<String, String> {
    let mut wanted: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, entry) in entries.iter().enumerate() {
        let sign_ins = entry.records.iter().filter(|record| record.table.to_lowercase().contains("signinlogs"));
        for record in sign_ins.take(READ) {
            wanted.entry(record.id.clone()).or_default().push(at);
        }
    }
    let ids: Vec<String> = wanted.keys().cloned().collect();
    let mut networks = BTreeMap::new();
    for some in ids.chunks(AT_ONCE) {
        let rows = desk.ask("sign-in-details", "Sign-ins that entries rest on", DETAILS, HABITS, &[("Wanted", some)]);
        for row in rows.named() {
            let address = row.text("IPAddress");
            network(&mut networks, &row, &address);
            for entry in wanted.get(&row.text("Id")).into_iter().flatten() {
                if let Some(entry) = entries.get_mut(*entry) {
                    take(entry, &row, &address);
                }
            }
        }
    }
    networks
}

fn take(entry: &mut Entry, row: &NamedRow<'_>, address: &str) {
    let account = row.text("Account");
    if entry.users.len() < READ {
        entry.add_user(&account);
    }
    if entry.addresses.len() < READ {
        entry.add_address(address);
    }
    for (list, column) in [(&mut entry.applications, "Application"), (&mut entry.devices, "Device")] {
        let text = row.text(column);
        if !text.is_empty() && list.len() < LISTED {
            add(list, &[text]);
        }
    }
    let resource = ResourceIds {
        resource_id: row.text("ResourceIdentity"),
        resource_tenant_id: row.text("ResourceTenantId"),
        home_tenant_id: row.text("HomeTenantId"),
    };
    if resource != ResourceIds::default() && !entry.resources.contains(&resource) && entry.resources.len() < LISTED {
        entry.resources.push(resource);
    }
}

fn network(networks: &mut BTreeMap<String, String>, row: &NamedRow<'_>, address: &str) {
    let number = row.text("Network");
    let network = if number.is_empty() { String::new() } else { format!("AS{number}") };
    let text = [row.text("Country"), network].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ");
    if !address.is_empty() && !text.is_empty() {
        networks.entry(address.to_owned()).or_insert(text);
    }
}

/// Tells who the people are.
fn people(desk: &mut Desk<'_>, entries: &mut [Entry]) {
    let all: BTreeSet<String> =
        entries.iter().flat_map(|entry| entry.users.iter().map(|user| user.name.clone())).collect();
    let (guids, names): (Vec<String>, Vec<String>) = all.into_iter().partition(|name| is_guid(name));
    if names.is_empty() && guids.is_empty() {
        return;
    }
    let rows = desk.ask("people-known", "People of entries", PEOPLE, HABITS, &[("Names", &names), ("Guids", &guids)]);
    let mut known: BTreeMap<String, User> = BTreeMap::new();
    for row in rows.named() {
        let user = known_user(&row);
        let keys = [user.name.clone(), user.id.to_lowercase(), row.text("AppId").to_lowercase()];
        for key in keys.into_iter().filter(|key| !key.is_empty()) {
            known.entry(key).or_insert_with(|| user.clone());
        }
    }
    // The domains of accounts that the directory calls its own tell the standing of names that never signed in.
    let own: BTreeSet<String> = known
        .values()
        .filter(|user| user.standing == Standing::Internal)
        .filter_map(|user| user.name.split_once('@').map(|(_, domain)| domain.to_owned()))
        .collect();
    for user in entries.iter_mut().flat_map(|entry| &mut entry.users) {
        *user = match known.get(&user.name) {
            Some(known) => known.clone(),
            None => by_name(&user.name, &own),
        };
    }
}

fn known_user(row: &NamedRow<'_>) -> User {
    let (name, id, display) = (row.text("Name"), row.text("PersonId"), row.text("Display"));
    let (standing, how) = if row.text("Kind") == "workload" {
        (Standing::Workload, "it signs in as a service principal".to_owned())
    } else if row.whole("Guest") > 0 {
        (Standing::External, "its sign-ins say that it is a guest".to_owned())
    } else if row.whole("Foreign") == row.whole("Count") {
        (Standing::External, "its home tenant is another one".to_owned())
    } else {
        (Standing::Internal, "its sign-ins say that it is a member of the tenant".to_owned())
    };
    User { name, id, display, standing, how }
}

fn by_name(name: &str, own: &BTreeSet<String>) -> User {
    let domain = name.split_once('@').map(|(_, domain)| domain).unwrap_or_default();
    let (standing, how) = if name.contains("#ext#") {
        (Standing::External, "its name is that of a guest".to_owned())
    } else if own.contains(domain) {
        (Standing::Unknown, "its domain is the tenant's, and no sign-in of an account of this name is known".to_owned())
    } else if domain.is_empty() {
        (Standing::Unknown, "nothing in the archive names it".to_owned())
    } else {
        (Standing::External, "its domain is none of the tenant's".to_owned())
    };
    User { name: name.to_owned(), standing, how, ..User::default() }
}

fn is_guid(text: &str) -> bool {
    let dashes = [8, 13, 18, 23];
    text.len() == 36
        && text
            .bytes()
            .enumerate()
            .all(|(at, byte)| if dashes.contains(&at) { byte == b'-' } else { byte.is_ascii_hexdigit() })
}

/// Tells where addresses lie.
fn addresses(
    desk: &mut Desk<'_>,
    entries: &mut [Entry],
    mut networks: BTreeMap<String, String>,
) -> BTreeMap<String, String> {
    let all: BTreeSet<String> =
        entries.iter().flat_map(|entry| entry.addresses.iter().map(|known| known.address.clone())).collect();
    let wanted: Vec<String> = all.into_iter().collect();
    let mut places: BTreeMap<String, (String, String)> = BTreeMap::new();
    for some in wanted.chunks(AT_ONCE) {
        let rows = desk.ask("addresses-known", "Addresses of entries", ADDRESSES, HABITS, &[("Wanted", some)]);
        for row in rows.named() {
            let address = row.text("IPAddress");
            network(&mut networks, &row, &address);
            let number = row.text("Network");
            let network = if number.is_empty() { String::new() } else { format!("AS{number}") };
            places.insert(address, (row.text("Place"), network));
        }
    }
    for known in entries.iter_mut().flat_map(|entry| &mut entry.addresses) {
        if let Some((place, network)) = places.get(&known.address) {
            (known.place, known.network) = (place.clone(), network.clone());
        }
    }
    networks
}

/// Tells what was seen for the first time, of people who were seen before.
fn first_seen(desk: &mut Desk<'_>, entries: &mut [Entry]) {
    let people: BTreeSet<String> = entries
        .iter()
        .flat_map(|entry| &entry.users)
        .filter(|user| matches!(user.standing, Standing::Internal | Standing::External))
        .map(|user| user.name.clone())
        .collect();
    let names: Vec<String> = people.into_iter().collect();
    if names.is_empty() {
        return;
    }
    let rows = desk.ask("first-seen", "What was seen for the first time", FIRST_SEEN, HABITS, &[("Names", &names)]);
    for row in rows.named() {
        let (account, at) = (row.text("Account"), row.time("First").unwrap_or_default());
        let fits = |entry: &&mut Entry| {
            (entry.first - DAY / 24..=entry.last + DAY / 24).contains(&at) && entry.is_about(&account)
        };
        for entry in entries.iter_mut().filter(fits) {
            if entry.first_seen.len() < LISTED {
                entry.first_seen.push(format!(
                    "{} {} of {account}, on {}",
                    row.text("Kind"),
                    row.text("Value"),
                    date(at)
                ));
            }
        }
    }
}

/// What makes a story another one: addresses by country and network where these are known, since an address alone changes every day.
fn facets(facets: &[String], networks: &BTreeMap<String, String>) -> Vec<String> {
    let facets: BTreeSet<String> = facets
        .iter()
        .map(|facet| {
            let network = facet.strip_prefix("IP:").and_then(|address| networks.get(address));
            network.map_or_else(|| facet.clone(), |network| format!("from:{network}"))
        })
        .collect();
    facets.into_iter().collect()
}
