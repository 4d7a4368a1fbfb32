//! The make-believe company: everything that is the same on every day.

pub(crate) mod applications;
pub(crate) mod clients;
pub(crate) mod devices;
pub(crate) mod names;
pub(crate) mod networks;
pub(crate) mod people;
pub(crate) mod places;
pub(crate) mod policies;
pub(crate) mod principals;
pub(crate) mod roles;

use crate::guid::Guid;
use crate::random::{Purpose, Random};
use crate::text::Text;
use applications::{APPLICATIONS, ApplicationIndex};
use networks::{Network, Source};
use people::{Employer, Kind, Person, PersonIndex};
use places::{CITIES, CityIndex};
use policies::{Notation, Policies};
use principals::Principal;

/// The company, its people and its programs.
#[derive(Debug)]
pub(crate) struct World {
    pub(crate) seed: u64,
    pub(crate) company: String,
    /// Domain of sign-in names.
    pub(crate) domain: String,
    /// The first label of the domain, in addresses of its sites.
    pub(crate) label: String,
    pub(crate) tenant: Guid,
    pub(crate) workspace: Guid,
    pub(crate) sites: Vec<CityIndex>,
    pub(crate) people: Vec<Person>,
    /// How many of the people are employees: they come first in the list.
    pub(crate) members: u32,
    pub(crate) principals: Vec<Principal>,
    pub(crate) policies: Policies,
    /// How many records one search of the unified audit log found: all there are, or as many as a search returns.
    pub(crate) searched: u64,
    applications: Vec<(String, Guid)>,
    /// `location` objects of each city.
    locations: Vec<String>,
}

impl World {
    /// Invents a company of `members` people.
    pub(crate) fn new(seed: u64, members: u32) -> Self {
        let mut random = Random::keyed(seed, Purpose::World, &[]);
        let company = format!("{} {}", random.pick(names::COMPANY_FIRST), random.pick(names::COMPANY_SECOND));
        let label = company.to_lowercase().replace(' ', "-");
        let domain = format!("{label}.example");
        let mut sites: Vec<CityIndex> = Vec::new();
        while sites.len() < 4 {
            let city = random.index(places::HOME_CITIES) as CityIndex;
            if !sites.contains(&city) {
                sites.push(city);
            }
        }
        let people = people::people(Employer { seed, domain: &domain, sites: &sites }, members);
        let headquarters = sites.first().copied().unwrap_or(0);
        let policies = Policies::new(&mut random);
        let tenant = random.guid();
        let workspace = random.guid();
        let applications = APPLICATIONS
            .iter()
            .map(|application| (String::from(application.name), application.published.unwrap_or_else(|| random.guid())))
            .collect();
        let locations = CITIES.iter().map(location).collect();
        Self {
            seed,
            company,
            domain,
            label,
            tenant,
            workspace,
            sites,
            people,
            members,
            principals: principals::principals(seed, headquarters),
            policies,
            searched: 0,
            applications,
            locations,
        }
    }

    /// The account at a position; positions wrap around, so any number names somebody.
    pub(crate) fn person(&self, index: PersonIndex) -> &Person {
        &self.people[index as usize % self.people.len()]
    }

    pub(crate) fn principal(&self, index: u16) -> &Principal {
        &self.principals[usize::from(index) % self.principals.len()]
    }

    pub(crate) fn application_name(&self, index: ApplicationIndex) -> &str {
        &self.applications[usize::from(index)].0
    }

    pub(crate) fn application_id(&self, index: ApplicationIndex) -> Guid {
        self.applications[usize::from(index)].1
    }

    /// The service principal of a resource in this tenant.
    pub(crate) fn resource_principal(&self, index: ApplicationIndex) -> Guid {
        self.tenant.derived(500 + u64::from(index))
    }

    pub(crate) fn administrators(&self) -> impl Iterator<Item = &Person> {
        self.people.iter().filter(|person| person.kind == Kind::Administrator)
    }

    /// The emergency account.
    pub(crate) fn break_glass(&self) -> &Person {
        self.person(self.people.len() as u32 - 1)
    }

    /// A `location` object.
    pub(crate) fn location(&self, city: CityIndex, notation: Notation, out: &mut Text) {
        let object = &self.locations[usize::from(city)];
        match notation {
            Notation::Monitor => out.raw(object),
            // Graph has one more coordinate, always unknown.
            Notation::Graph => match object.strip_suffix("}}") {
                Some(start) => out.raw(start).raw(",\"altitude\":null}}"),
                None => out.raw(object),
            },
        };
    }
}

/// Whether the company lets people in from where a request comes from.
pub(crate) fn allows(source: &Source) -> bool {
    source.network == Network::Office || !matches!(CITIES[usize::from(source.city)].country, "RU" | "VN" | "NG")
}

fn location(city: &places::City) -> String {
    let mut out = Text::default();
    out.raw("{\"city\":").string(city.name).raw(",\"state\":").string(city.state);
    out.raw(",\"countryOrRegion\":").string(city.country);
    out.raw(",\"geoCoordinates\":{\"latitude\":")
        .raw(city.latitude)
        .raw(",\"longitude\":")
        .raw(city.longitude)
        .raw("}}");
    out.into_string()
}
