//! An invented alert, a configuration in a line, a web server that writes down what it gets.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex, mpsc};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use connect::notify::config::Edge;
use connect::notify::{
    Config, Delivery, Entity, Kind, Network, Notice, Outbox, Round, Severity, Surroundings, Transport, When, deliver,
};

pub(crate) fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

pub(crate) fn noon() -> DateTime<Utc> {
    at("2026-03-04T12:00:00Z")
}

pub(crate) fn notice(alert: &str, severity: Severity) -> Notice {
    Notice {
        alert: alert.to_owned(),
        revision: 1,
        kind: Kind::New,
        rule: "password-spray".to_owned(),
        title: "One address tried a password on 41 people".to_owned(),
        story:
            "From 198.51.100.7, 41 people failed with a wrong password within 10 minutes; Ada Moreno then signed in."
                .to_owned(),
        severity,
        tenant: "contoso.example".to_owned(),
        entities: vec![
            Entity { kind: "IP".to_owned(), name: "198.51.100.7".to_owned() },
            Entity { kind: "Account".to_owned(), name: "ada.moreno@contoso.example".to_owned() },
        ],
        techniques: vec!["T1110.003".to_owned()],
        first: at("2026-03-04T11:42:10Z"),
        last: at("2026-03-04T11:51:58Z"),
        counts: BTreeMap::from([("people".to_owned(), 41), ("sign-ins".to_owned(), 88)]),
        check: vec!["Did Ada Moreno pass MFA in the sign-in at 11:51?".to_owned()],
        link: Some("https://quaestor.contoso.example/alerts/a1".to_owned()),
        command: Some("quaestor alert show a1".to_owned()),
        coverage: vec!["Non-interactive sign-ins were not collected.".to_owned()],
    }
}

/// Files and environment variables by name.
#[derive(Default)]
pub(crate) struct Machine {
    pub(crate) files: BTreeMap<String, String>,
    pub(crate) environment: BTreeMap<String, String>,
}

impl Edge for Machine {
    fn file(&self, path: &Path) -> std::io::Result<String> {
        let name = path.to_string_lossy();
        self.files.get(name.as_ref()).cloned().ok_or_else(|| std::io::ErrorKind::NotFound.into())
    }

    fn environment(&self, name: &str) -> Option<String> {
        self.environment.get(name).cloned()
    }
}

pub(crate) fn read(text: &str, secrets: &[(&str, &str)]) -> Result<Config, connect::notify::ConfigError> {
    let environment = secrets.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    Config::read(text, Path::new("/archive"), &Machine { files: BTreeMap::new(), environment })
}

/// A configuration of one channel, `there`.
pub(crate) fn channel(kind: &str, address: &str) -> Config {
    let text = format!("channels:\n  there:\n    {kind}\nroutes:\n  - channels: [there]\n");
    read(&text, &[("ADDRESS", address), ("SECRET", "whsec_c2VjcmV0LWZvci10ZXN0cw=="), ("PASSWORD", "correct-horse")])
        .unwrap()
}

pub(crate) fn there(when: When) -> Vec<Delivery> {
    vec![Delivery { channel: "there".to_owned(), when }]
}

/// One round at a time, by the network or whatever else sends.
pub(crate) fn round(outbox: &mut Outbox, transport: &dyn Transport, now: DateTime<Utc>) -> Round {
    deliver(outbox, transport, Surroundings { clock: &|| now, chance: &|| 0.5 }).unwrap()
}

/// A round with a clock that goes on a millisecond each time it is read.
pub(crate) fn ticking_round(outbox: &mut Outbox, transport: &dyn Transport, now: DateTime<Utc>) -> Round {
    let read = Cell::new(0);
    let clock = || {
        read.set(read.get() + 1);
        now + TimeDelta::milliseconds(read.get())
    };
    deliver(outbox, transport, Surroundings { clock: &clock, chance: &|| 0.5 }).unwrap()
}

/// An outbox with one alert in it, for `there`.
pub(crate) fn outbox_with(notice: &Notice) -> Outbox {
    let mut outbox = Outbox::in_memory().unwrap();
    outbox.enqueue(notice, &there(When::Now), 30, noon()).unwrap();
    outbox
}

pub(crate) fn network(config: &Config) -> Network {
    Network::new(config).unwrap()
}

/// What a web server got.
#[derive(Clone, Debug)]
pub(crate) struct Got {
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) body: Vec<u8>,
}

impl Got {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap()
    }
}

/// An answer: status, header lines, body.
pub(crate) type Answer = (u16, &'static [(&'static str, &'static str)], &'static str);

/// A web server that gives the answers in turn, the last one for ever.
pub(crate) struct WebServer {
    pub(crate) url: String,
    got: Arc<Mutex<Vec<Got>>>,
    server: Arc<tiny_http::Server>,
    thread: Option<std::thread::JoinHandle<()>>,
}

impl WebServer {
    pub(crate) fn start(answers: &'static [Answer]) -> Self {
        let server = Arc::new(tiny_http::Server::http("127.0.0.1:0").unwrap());
        let url = format!("http://{}/hook/s3cr3t", server.server_addr().to_ip().unwrap());
        let got = Arc::new(Mutex::new(Vec::new()));
        let (writes, listening) = (Arc::clone(&got), Arc::clone(&server));
        let thread = std::thread::spawn(move || {
            for (number, mut request) in listening.incoming_requests().enumerate() {
                let headers = request.headers().iter();
                let headers = headers
                    .map(|header| (header.field.as_str().as_str().to_ascii_lowercase(), header.value.to_string()))
                    .collect();
                let mut body = Vec::new();
                request.as_reader().read_to_end(&mut body).unwrap();
                writes.lock().unwrap().push(Got { headers, body });
                let (status, headers, text) = answers.get(number).or(answers.last()).copied().unwrap_or((200, &[], ""));
                let mut response = tiny_http::Response::from_string(text).with_status_code(status);
                for (name, value) in headers {
                    response.add_header(tiny_http::Header::from_bytes(*name, *value).unwrap());
                }
                // The other side may be gone: one test kills it.
                drop(request.respond(response));
            }
        });
        Self { url, got, server, thread: Some(thread) }
    }

    pub(crate) fn got(&self) -> Vec<Got> {
        self.got.lock().unwrap().clone()
    }
}

impl Drop for WebServer {
    fn drop(&mut self) {
        self.server.unblock();
        if let Some(thread) = self.thread.take() {
            thread.join().unwrap();
        }
    }
}

/// A certificate for this machine that nobody else trusts, and the server's side of TLS with it.
pub(crate) struct Certificate {
    pub(crate) pem: String,
    pub(crate) tls: Arc<rustls::ServerConfig>,
}

pub(crate) fn certificate() -> Certificate {
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned(), "127.0.0.1".to_owned()]).unwrap();
    let key = rustls::pki_types::PrivateKeyDer::try_from(made.signing_key.serialize_der()).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let tls = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![made.cert.der().clone()], key)
        .unwrap();
    Certificate { pem: made.cert.pem(), tls: Arc::new(tls) }
}

/// Waits for something that another thread will send.
pub(crate) fn soon<T>(receiver: &mpsc::Receiver<T>) -> T {
    receiver.recv_timeout(Duration::from_secs(20)).unwrap()
}
