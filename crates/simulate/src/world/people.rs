//! People and the accounts that are not quite people.

use super::devices::{Device, devices};
use super::names::{DEPARTMENTS, given, sign_in_name, surnames};
use super::networks;
use super::places::{CITIES, City, CityIndex};
use crate::guid::Guid;
use crate::random::{Purpose, Random};

/// Position of a person in the world.
pub(crate) type PersonIndex = u32;

/// What an account is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Member,
    /// Holds directory roles, activated when needed.
    Administrator,
    /// Somebody of another company.
    Guest,
    /// A mailbox that a device or an old program signs in to with a password.
    ServiceAccount,
    /// The emergency account.
    BreakGlass,
}

/// How a person proves that it is them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SecondFactor {
    AppNotification,
    AppCode,
    TextMessage,
    SecurityKey,
    None,
}

/// One account.
#[derive(Debug, Clone)]
pub(crate) struct Person {
    pub(crate) index: PersonIndex,
    pub(crate) kind: Kind,
    pub(crate) id: Guid,
    /// The older identifier of 16 hexadecimal digits that Exchange records carry.
    pub(crate) passport: u64,
    pub(crate) display: String,
    /// User principal name, in lower case.
    pub(crate) sign_in: String,
    /// The same as Exchange, SharePoint and Teams write it: for some people with the capitals it was once typed with.
    pub(crate) workload_name: String,
    pub(crate) department: &'static str,
    pub(crate) title: &'static str,
    pub(crate) manager: Option<PersonIndex>,
    pub(crate) city: CityIndex,
    /// Position of their office, which may be far from where they live when they are remote.
    pub(crate) site: u16,
    pub(crate) remote: bool,
    /// Whether they have the full licence, with mailbox auditing of reads and risk detection.
    pub(crate) full_licence: bool,
    pub(crate) vpn: bool,
    /// Thousandths of four-week blocks with a business trip.
    pub(crate) travels: u64,
    /// Minute of the local day at which work begins.
    pub(crate) begins: i64,
    /// Percent of the usual amount of activity.
    pub(crate) activity: u64,
    pub(crate) second_factor: SecondFactor,
    pub(crate) devices: Vec<Device>,
    pub(crate) mailbox: Guid,
    /// The last three numbers of the security identifier.
    pub(crate) security: [u32; 3],
    pub(crate) home_tenant: Option<Guid>,
}

impl Person {
    pub(crate) fn place(&self) -> &'static City {
        &CITIES[usize::from(self.city)]
    }

    pub(crate) fn home(&self) -> networks::Source {
        networks::home(self.index, self.city)
    }

    pub(crate) fn computer(&self) -> Option<u8> {
        self.devices.iter().position(Device::is_computer).map(|position| position as u8)
    }

    pub(crate) fn telephone(&self) -> Option<u8> {
        self.devices.iter().position(|device| !device.is_computer()).map(|position| position as u8)
    }

    pub(crate) fn device(&self, position: Option<u8>) -> Option<&Device> {
        position.and_then(|position| self.devices.get(usize::from(position)))
    }

    /// Whether their day has meetings, documents and mail.
    pub(crate) fn works(&self) -> bool {
        matches!(self.kind, Kind::Member | Kind::Administrator)
    }

    /// Directory roles, as the telephone book of an attacker would have them.
    pub(crate) fn role(&self) -> Option<&'static super::roles::Role> {
        match self.kind {
            Kind::BreakGlass => super::roles::ROLES.first(),
            Kind::Administrator => super::roles::ROLES.get(self.index as usize % super::roles::ROLES.len()),
            _ => None,
        }
    }
}

/// What people have in common.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Employer<'a> {
    pub(crate) seed: u64,
    pub(crate) domain: &'a str,
    pub(crate) sites: &'a [CityIndex],
}

/// Makes `count` people and the accounts that come with them: guests, service accounts, one emergency account.
pub(crate) fn people(employer: Employer<'_>, count: u32) -> Vec<Person> {
    let guests = count / 10 + 1;
    let service_accounts = count / 120 + 2;
    let administrators = (count / 50 + 4).min(count);
    let mut taken = std::collections::BTreeMap::<String, u32>::new();
    let mut out = Vec::with_capacity((count + guests + service_accounts + 1) as usize);
    for index in 0..=count + guests + service_accounts {
        let kind = if index < count {
            // Administrators are spread over the list, and so over sites and departments.
            let step = count / administrators;
            if index % step == step - 1 && index / step < administrators { Kind::Administrator } else { Kind::Member }
        } else if index < count + guests {
            Kind::Guest
        } else if index < count + guests + service_accounts {
            Kind::ServiceAccount
        } else {
            Kind::BreakGlass
        };
        out.push(person(employer, index, kind, &mut taken, count));
    }
    out
}

fn person(
    employer: Employer<'_>,
    index: PersonIndex,
    kind: Kind,
    taken: &mut std::collections::BTreeMap<String, u32>,
    members: u32,
) -> Person {
    let mut random = Random::keyed(employer.seed, Purpose::Person, &[u64::from(index)]);
    let site = if random.chance(500) { 0 } else { random.index(employer.sites.len()) as u16 };
    let remote = random.chance(160);
    let office_city = employer.sites.get(usize::from(site)).copied().unwrap_or(0);
    let city = match kind {
        Kind::Guest => random.index(super::places::HOME_CITIES) as CityIndex,
        _ if remote && random.chance(400) => random.index(super::places::HOME_CITIES) as CityIndex,
        _ => office_city,
    };
    let naming = CITIES[usize::from(city)].naming;
    let given_name = random.pick(given(naming));
    let surname = random.pick(surnames(naming));
    let department = random.index(DEPARTMENTS.iter().map(|(weight, ..)| *weight as usize).sum());
    let (department, titles) = department_at(department);
    let (display, local) = match kind {
        Kind::ServiceAccount => {
            let purpose = ["Scanner", "Ticket Mailbox", "Monitoring", "Invoice Intake", "Label Printer"];
            let name = purpose[index as usize % purpose.len()];
            (format!("svc {name}"), format!("svc-{}", sign_in_name(name)))
        }
        Kind::BreakGlass => (String::from("Emergency Access 1"), String::from("emergency1")),
        _ => (format!("{given_name} {surname}"), format!("{}.{}", sign_in_name(given_name), sign_in_name(surname))),
    };
    let uses = taken.entry(local.clone()).or_insert(0);
    *uses += 1;
    let local = if *uses > 1 { format!("{local}{uses}") } else { local };
    let (sign_in, home_tenant) = if kind == Kind::Guest {
        let company = random.index(super::names::COMPANY_FIRST.len());
        let partner = sign_in_name(super::names::COMPANY_FIRST[company]);
        let tenant = Random::keyed(employer.seed, Purpose::Tenant, &[1000 + company as u64]).guid();
        (format!("{local}@{partner}-partners.example"), Some(tenant))
    } else {
        (format!("{local}@{}", employer.domain), None)
    };
    let workload_name = if index % 9 == 4 { capitalised(&sign_in) } else { sign_in.clone() };
    let devices = match kind {
        Kind::ServiceAccount | Kind::BreakGlass => Vec::new(),
        _ => devices(given_name, &mut random),
    };
    let second_factor = match kind {
        Kind::ServiceAccount => SecondFactor::None,
        Kind::BreakGlass => SecondFactor::SecurityKey,
        _ => random.weighted(&[
            (72, SecondFactor::AppNotification),
            (10, SecondFactor::AppCode),
            (11, SecondFactor::TextMessage),
            (7, SecondFactor::SecurityKey),
        ]),
    };
    let manager = (index < members && index > 0).then(|| random.below(u64::from(index)) as PersonIndex / 6);
    Person {
        index,
        kind,
        id: random.guid(),
        passport: 0x1003_2000_0000_0000 | (random.next() & 0xFFFF_FFFF),
        display,
        sign_in,
        workload_name,
        department,
        title: random.pick(titles),
        manager,
        city,
        site,
        remote,
        full_licence: kind == Kind::Administrator || random.chance(350),
        vpn: random.chance(70),
        travels: if department == "Sales" || department == "Management" { 350 } else { 60 },
        begins: random.between(7 * 60, 9 * 60 + 45) as i64,
        activity: random.between(40, 190),
        second_factor,
        devices,
        mailbox: random.guid(),
        security: [random.next() as u32, random.next() as u32, random.below(40_000_000) as u32],
        home_tenant,
    }
}

/// `first.last@…` as `First.Last@…`.
fn capitalised(sign_in: &str) -> String {
    let mut out = String::with_capacity(sign_in.len());
    let mut begins = true;
    let mut local = true;
    for character in sign_in.chars() {
        local &= character != '@';
        out.push(if begins && local { character.to_ascii_uppercase() } else { character });
        begins = character == '.';
    }
    out
}

fn department_at(point: usize) -> (&'static str, &'static [&'static str]) {
    let mut point = point;
    for (weight, name, titles) in DEPARTMENTS {
        if point < *weight as usize {
            return (name, titles);
        }
        point -= *weight as usize;
    }
    (DEPARTMENTS[0].1, DEPARTMENTS[0].2)
}
