//! Files, pages and sharing in SharePoint and OneDrive (types 4, 6 and 14).

use super::{Head, head};
use crate::events::unified::{File, FileOperation, Unified};
use crate::guid::Guid;
use crate::random::mix;
use crate::text::Text;
use crate::world::World;
use crate::world::clients::Program;
use crate::world::names::DEPARTMENTS;
use crate::world::people::Person;

const STEMS: &[&str] = &[
    "Budget",
    "Forecast",
    "Drawing",
    "Contract",
    "Minutes",
    "Price list",
    "Planning",
    "Offer",
    "Manual",
    "Test report",
    "Inventory",
    "Payroll",
    "Presentation",
    "Checklist",
    "Roadmap",
    "Specification",
];
const EXTENSIONS: &[&str] = &["xlsx", "docx", "pptx", "pdf", "xlsx", "docx", "txt", "zip", "png"];

pub(super) fn write(world: &World, record: &Unified, file: &File, out: &mut Text) {
    let person = world.person(file.person);
    let fields = Head {
        operation: file.operation.name(),
        dot: false,
        record_type: file.operation.record_type(),
        result: None,
        user_type: 0,
        workload: if file.site.is_none() { "OneDrive" } else { "SharePoint" },
        user: &person.workload_name,
    };
    head(
        world,
        record,
        &fields,
        |out| {
            out.raw("i:0h.f|membership|").hexadecimal(person.passport).raw("@live.com");
        },
        out,
    );
    let salt = file_salt(world, file);
    out.raw(",\"ClientIP\":\"").address(file.source.address).raw("\",\"ObjectId\":\"");
    object(world, file, out);
    let page = page(file);
    out.raw("\",\"CorrelationId\":\"").guid(record.id.derived(1));
    out.raw("\",\"EventSource\":\"SharePoint\",\"ItemType\":\"").raw(if page { "Page" } else { "File" });
    out.raw("\",\"Site\":\"")
        .guid(site_id(world, person, file))
        .raw("\",\"WebId\":\"")
        .guid(site_id(world, person, file).derived(2));
    out.raw("\",\"UserAgent\":\"");
    file.client.user_agent(out);
    out.raw("\",\"AppAccessContext\":{\"AADSessionId\":\"")
        .guid(file.session)
        .raw("\",\"CorrelationId\":\"")
        .guid(record.id.derived(1));
    out.raw("\",\"UniqueTokenId\":\"").token(file.session.derived(u64::from(record.time.parts().hour)));
    out.raw("\"},\"AuthenticationType\":\"OAuth\",\"BrowserName\":\"").raw(browser(file.client.program));
    out.raw("\",\"BrowserVersion\":\"").integer(file.client.version).raw("\",\"Platform\":\"").raw(platform(file));
    let device = person.device(file.device);
    out.raw("\",\"IsManagedDevice\":").boolean(device.is_some_and(|device| device.compliant));
    if let Some(device) = device {
        out.raw(",\"DeviceDisplayName\":").string(&device.name);
    }
    if page {
        if file.operation == FileOperation::SearchQueryPerformed {
            let words = file.words.unwrap_or(STEMS[(salt % STEMS.len() as u64) as usize]);
            out.raw(",\"SearchQueryText\":").string(words);
        }
        out.raw(",\"CustomUniqueId\":true}");
        return;
    }
    out.raw(",\"ListId\":\"").guid(site_id(world, person, file).derived(3)).raw("\",\"ListItemUniqueId\":\"");
    out.guid(Guid::from_parts(salt, mix(salt)))
        .raw("\",\"SourceFileExtension\":\"")
        .raw(extension(salt))
        .raw("\",\"SiteUrl\":\"");
    site_address(world, person, file, out);
    out.raw("\",\"SourceFileName\":\"");
    file_name(salt, out);
    out.raw("\",\"SourceRelativeUrl\":\"").raw(library(file)).raw("\"");
    match file.operation {
        FileOperation::SharingSet | FileOperation::AddedToSecureLink | FileOperation::AnonymousLinkCreated => {
            sharing(world, file, salt, out);
        }
        FileOperation::FileRenamed => {
            out.raw(",\"DestinationRelativeUrl\":\"").raw(library(file)).raw("\",\"DestinationFileName\":\"v2 ");
            file_name(salt, out);
            out.raw("\",\"DestinationFileExtension\":\"").raw(extension(salt)).raw("\"");
        }
        FileOperation::FileUploaded
        | FileOperation::FileSyncUploadedFull
        | FileOperation::FileDownloaded
        | FileOperation::FileSyncDownloadedFull => {
            out.raw(",\"FileSizeBytes\":")
                .integer(mix(salt) % 4_000_000 + 2_000)
                .raw(",\"HighPriorityMediaProcessing\":false");
        }
        FileOperation::FileMalwareDetected => {
            out.raw(",\"VirusInfo\":\"Trojan:Win32/Wacatac.B!ml\",\"VirusVendor\":\"Default\"");
        }
        _ => {}
    }
    out.raw("}");
}

fn sharing(world: &World, file: &File, salt: u64, out: &mut Text) {
    out.raw(",\"UniqueSharingId\":\"").guid(Guid::from_parts(salt, 9)).raw("\"");
    if let Some(with) = file.with {
        let target = world.person(with);
        out.raw(",\"TargetUserOrGroupType\":\"Member\",\"TargetUserOrGroupName\":").string(&target.sign_in);
    }
    out.raw(",\"EventData\":\"<Permissions granted>Contribute</Permissions granted>\"");
}

fn page(file: &File) -> bool {
    matches!(file.operation, FileOperation::PageViewed | FileOperation::SearchQueryPerformed)
}

/// `ObjectId`: the address of the file or page.
pub(crate) fn object(world: &World, file: &File, out: &mut Text) {
    site(world, file, out);
    if page(file) {
        out.raw("SitePages/Home.aspx");
    } else {
        out.raw(library(file)).raw("/");
        name(world, file, out);
    }
}

/// `SiteUrl`.
pub(crate) fn site(world: &World, file: &File, out: &mut Text) {
    site_address(world, world.person(file.person), file, out);
}

/// `SourceFileName`.
pub(crate) fn name(world: &World, file: &File, out: &mut Text) {
    file_name(file_salt(world, file), out);
}

/// `SourceFileExtension`.
pub(crate) fn extension_of(world: &World, file: &File) -> &'static str {
    extension(file_salt(world, file))
}

fn file_salt(world: &World, file: &File) -> u64 {
    let site = file.site.map_or(0x1_0000 + u64::from(file.person), u64::from);
    mix(world.seed ^ mix(site << 24 | u64::from(file.number)))
}

fn file_name(salt: u64, out: &mut Text) {
    out.raw(STEMS[(salt % STEMS.len() as u64) as usize])
        .raw(" ")
        .integer(salt / 64 % 500)
        .raw(".")
        .raw(extension(salt));
}

fn extension(salt: u64) -> &'static str {
    EXTENSIONS[(salt / 16 % EXTENSIONS.len() as u64) as usize]
}

/// `SourceRelativeUrl`.
pub(crate) fn library(file: &File) -> &'static str {
    if file.site.is_some() { "Shared Documents/General" } else { "Documents" }
}

fn site_id(world: &World, person: &Person, file: &File) -> Guid {
    match file.site {
        Some(site) => world.tenant.derived(20_000 + u64::from(site)),
        None => person.id.derived(20),
    }
}

fn site_address(world: &World, person: &Person, file: &File, out: &mut Text) {
    if let Some(site) = file.site {
        let (_, department, _) = DEPARTMENTS[usize::from(site) % DEPARTMENTS.len()];
        out.raw("https://").raw(&world.label).raw(".sharepoint.example/sites/");
        for part in department.split(' ') {
            out.raw(part);
        }
    } else {
        out.raw("https://").raw(&world.label).raw("-my.sharepoint.example/personal/");
        for character in person.sign_in.chars() {
            out.character(if character.is_ascii_alphanumeric() { character } else { '_' });
        }
    }
    out.raw("/");
}

fn browser(program: Program) -> &'static str {
    match program {
        Program::Edge => "Edge",
        Program::Chrome => "Chrome",
        Program::Safari => "Safari",
        Program::Firefox => "Firefox",
        _ => "",
    }
}

fn platform(file: &File) -> &'static str {
    use crate::world::clients::Platform;
    match file.client.platform {
        Platform::Windows10 | Platform::Windows11 => "WinDesktop",
        Platform::Mac => "MacOSX",
        Platform::Ios => "iOS",
        Platform::Android => "Android",
        Platform::Linux => "Linux",
        Platform::Unknown => "NotSpecified",
    }
}
