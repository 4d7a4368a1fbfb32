//! `graph-users`: the people of the tenant, as Microsoft Graph describes users, one a line.

use super::Rendering;
use crate::layout::Written;
use crate::output::Output;
use crate::plan::Error;
use crate::text::Text;
use crate::world::World;
use crate::world::people::{Kind, Person};
use std::io::Write;

/// The file's path.
const PATH: &str = "graph/users.ndjson";
/// Identifiers Microsoft publishes for the licences `SPE_E5` and `SPE_E3`.
const LICENCES: [&str; 2] = ["06ebc4ee-1bb5-47dd-8120-11324bc54e06", "05e9a617-0261-4cee-bb44-138d3ef5d965"];

/// People are not events: nothing of them is written along the way.
pub(super) fn renderings(_world: &World) -> Vec<Rendering> {
    Vec::new()
}

/// Writes all people.
pub(crate) fn write(world: &World, output: &mut dyn Output) -> Result<Written, Error> {
    let failed = |source| Error::Write { path: String::from(PATH), source };
    let mut file = output.create(PATH).map_err(|source| Error::Create { path: String::from(PATH), source })?;
    let mut bytes = 0;
    let mut out = Text::default();
    for person in &world.people {
        out.clear();
        user(world, person, &mut out);
        bytes += out.len() as u64;
        file.write_all(out.as_str().as_bytes()).map_err(failed)?;
    }
    file.flush().map_err(failed)?;
    Ok(Written { path: String::from(PATH), records: world.people.len() as u64, bytes })
}

fn user(world: &World, person: &Person, out: &mut Text) {
    let place = person.place();
    out.raw("{\"id\":\"").guid(person.id).raw("\",\"displayName\":").string(&person.display);
    out.raw(",\"userPrincipalName\":").string(&person.sign_in).raw(",\"mail\":").string(&person.sign_in);
    out.raw(",\"userType\":\"").raw(if person.kind == Kind::Guest { "Guest" } else { "Member" });
    out.raw("\",\"accountEnabled\":true,\"companyName\":").string(&world.company);
    out.raw(",\"department\":").string(person.department).raw(",\"jobTitle\":").string(person.title);
    out.raw(",\"city\":").string(place.name).raw(",\"country\":\"").raw(place.country);
    out.raw("\",\"usageLocation\":\"").raw(place.country).raw("\",\"manager\":");
    match person.manager {
        Some(manager) => out.raw("{\"id\":\"").guid(world.person(manager).id).raw("\"}"),
        None => out.raw("null"),
    };
    out.raw(",\"assignedLicenses\":[");
    if person.works() {
        out.raw("{\"disabledPlans\":[],\"skuId\":\"").raw(LICENCES[usize::from(!person.full_licence)]).raw("\"}");
    }
    out.raw("]}\n");
}
