//! A stolen token of the broker becomes a device, and the device a lasting session.

use crate::events::audit::{ADD_DEVICE, ADD_REGISTERED_OWNER, Actor, Property, REGISTER_DEVICE, Target, TargetKind};
use crate::events::sign_in::{ClientKind, Odd, Protocol, SignInKind};
use crate::guid::Guid;
use crate::life::attempt::Second;
use crate::life::directory::device_details;
use crate::life::sign_ins::user_target;
use crate::scenarios::Scenario;
use crate::session::Session;
use crate::stage::Stage;
use crate::world::applications::{
    AUTHENTICATION_BROKER, DEVICE_REGISTRATION, DIRECTORY_GRAPH, EXCHANGE_ONLINE, MICROSOFT_GRAPH, MICROSOFT_OFFICE,
    TEAMS, WINDOWS_SIGN_IN,
};
use crate::world::clients::{Client, Platform, Program};

pub(super) const SCENARIO: Scenario =
    Scenario::attack("broker-to-device-registration", "T1098.005", &[21, 25, 67], play);

fn play(stage: &mut Stage<'_>) -> Option<String> {
    let world = stage.world;
    let victim = stage.victim()?;
    let mut attempt = Session::intruder(stage, victim, ("Ashburn", 16), (AUTHENTICATION_BROKER, DEVICE_REGISTRATION));
    attempt.client = Client::on(Platform::Windows10, Program::PythonRequests, attempt.time, 0);
    attempt.client_kind = ClientKind::Application;
    attempt.protocol = Protocol::DeviceCode;
    attempt.transferred = true;
    let mut session = Session::enter(stage, victim, &attempt, Second::Earlier);
    let device = stage.random.guid();
    register(stage, &mut session, device);
    attempt.protocol = Protocol::None;
    attempt.kind = SignInKind::NonInteractive;
    attempt.odd(Odd { device: Some(device), ..Odd::default() });
    attempt.client = Client::on(Platform::Windows10, Program::Native, attempt.time, 0);
    attempt.time = session.wait(stage, 40, 120);
    for target in [(WINDOWS_SIGN_IN, DIRECTORY_GRAPH), (MICROSOFT_OFFICE, EXCHANGE_ONLINE), (TEAMS, MICROSOFT_GRAPH)] {
        (attempt.application, attempt.resource) = target;
        attempt.correlation = stage.random.guid();
        attempt.session = stage.random.guid();
        stage.sign_in(attempt.end(world, 0, Second::Earlier));
        stage.later(&mut attempt, 30, 200);
    }
    Some(format!(
        "With a device code {} typed in, someone registered a computer of their own and signed in on it within minutes.",
        victim.sign_in
    ))
}

/// Registers a computer as a tool does, with the system it claims by default.
pub(super) fn register(stage: &mut Stage<'_>, session: &mut Session<'_>, device: Guid) {
    let name = crate::render::new_device_name(device);
    let details = device_details(device, "Windows", "Dsreg/10.0 (Windows 10.0.19044.1826)");
    let target = Target::named(TargetKind::Device, device, &name);
    let time = session.wait(stage, 25, 90);
    stage.audit_because(time, &REGISTER_DEVICE, session.actor(), vec![target.clone()], "", details);
    let target = target
        .with(Property::changed("DeviceOSType", "[]", "[\"Windows\"]"))
        .with(Property::changed("DeviceOSVersion", "[]", "[\"10.0.19041.928\"]"))
        .with(Property::changed("DisplayName", "[]", &format!("[\"{name}\"]")))
        .with(Property::changed("DeviceTrustType", "[]", "[\"Workplace\"]"))
        .with(Property::changed("DeviceId", "[]", &format!("[\"{device}\"]")))
        .updated("DeviceOSType, DeviceOSVersion, DisplayName, DeviceTrustType, DeviceId");
    let service = Actor::Application {
        name: String::from("Device Registration Service"),
        principal: stage.world.resource_principal(DEVICE_REGISTRATION),
    };
    let time = session.wait(stage, 1, 2);
    stage.audit(time, &ADD_DEVICE, service.clone(), vec![target.clone()]);
    let owner = user_target(session.person);
    stage.audit(time.plus_milliseconds(120), &ADD_REGISTERED_OWNER, service, vec![owner, target]);
}
