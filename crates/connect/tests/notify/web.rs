//! Webhooks, Teams and Slack, to a real web server.

#![expect(clippy::disallowed_methods, reason = "a test writes its own ground")]

use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::{Arc, mpsc};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::TimeDelta;
use connect::notify::{Content, Network, Severity};
use hmac::{Hmac, KeyInit, Mac};

use crate::support::{WebServer, certificate, channel, network, noon, notice, outbox_with, round, soon};

const HOOK: &str = "webhook: {url_env: ADDRESS, secret_env: SECRET}";

#[test]
fn a_webhook_is_json_and_signed() {
    let server = WebServer::start(&[(204, &[], "")]);
    let config = channel(HOOK, &server.url);
    let mut outbox = outbox_with(&notice("a1", Severity::High));
    assert_eq!(round(&mut outbox, &network(&config), noon()).delivered, 1);
    let got = server.got().remove(0);
    let json = got.json();
    assert_eq!(json["type"], "alert.new");
    assert_eq!(json["title"], "[High] One address tried a password on 41 people");
    assert_eq!(json["alerts"][0]["alert"], "a1");
    assert_eq!(json["alerts"][0]["first"], "2026-03-04T11:42:10Z");
    assert_eq!(json["id"], got.header("webhook-id"));
    // The receiver's side, as Standard Webhooks describes it.
    let mut hmac = Hmac::<sha2::Sha256>::new_from_slice(b"secret-for-tests").unwrap();
    hmac.update(format!("{}.{}.", got.header("webhook-id"), got.header("webhook-timestamp")).as_bytes());
    hmac.update(&got.body);
    assert_eq!(got.header("webhook-signature"), format!("v1,{}", STANDARD.encode(hmac.finalize().into_bytes())));
    assert_eq!(got.header("webhook-timestamp"), noon().timestamp().to_string());
    assert_eq!(got.header("content-type"), "application/json");
}

#[test]
fn teams_gets_a_card_without_markdown() {
    let server = WebServer::start(&[(202, &[], "")]);
    let mut alert = notice("a1", Severity::Medium);
    alert.entities[1].name = "[portal](https://fabrikam.example)".to_owned();
    round(&mut outbox_with(&alert), &network(&channel("teams: {url_env: ADDRESS}", &server.url)), noon());
    let message = server.got().remove(0).json();
    let content = &message["attachments"][0]["content"];
    assert_eq!(message["attachments"][0]["contentType"], "application/vnd.microsoft.card.adaptive");
    assert_eq!((&content["type"], &content["version"]), (&"AdaptiveCard".into(), &"1.4".into()));
    let blocks = content["body"].as_array().unwrap();
    assert!(blocks.iter().all(|block| block["type"] == "RichTextBlock"), "only these know no Markdown: {blocks:?}");
    let texts: Vec<&str> = blocks.iter().filter_map(|block| block["inlines"][0]["text"].as_str()).collect();
    assert!(texts.contains(&"Account: [portal](https://fabrikam.example)"), "{texts:?}");
    assert_eq!(content["actions"][0]["url"], "https://quaestor.contoso.example/alerts/a1");
}

#[test]
fn slack_gets_blocks_without_mentions() {
    let server = WebServer::start(&[(200, &[], "ok")]);
    let mut alert = notice("a1", Severity::High);
    alert.title = "<!channel> signed in".to_owned();
    round(&mut outbox_with(&alert), &network(&channel("slack: {url_env: ADDRESS}", &server.url)), noon());
    let message = server.got().remove(0).json();
    assert_eq!(message["text"], "[High] &lt;!channel&gt; signed in");
    let blocks = message["blocks"].as_array().unwrap();
    assert_eq!(blocks[0]["text"]["text"], "[High] <!channel> signed in");
    for block in blocks.iter().filter(|block| block["type"] != "actions") {
        assert_eq!((&block["text"]["type"], &block["text"]["emoji"]), (&"plain_text".into(), &false.into()), "{block}");
    }
}

#[test]
fn the_operators_words_stand_with_their_markup_and_strangers_words_without() {
    let server = WebServer::start(&[(200, &[], "ok")]);
    let kind = "slack: {url_env: ADDRESS}\n    title: '{{Rule}} in {{Tenant}}'\n    body: '*{{Severity}}* for <@U1>: {{Entities}}'";
    let mut alert = notice("a1", Severity::High);
    alert.entities[0].name = "<@U2>".to_owned();
    round(&mut outbox_with(&alert), &network(&channel(kind, &server.url)), noon());
    let message = server.got().remove(0).json();
    assert_eq!(message["blocks"][0]["text"]["text"], "password-spray in contoso.example");
    assert_eq!(
        message["blocks"][1]["text"]["text"],
        "*High* for <@U1>: IP &lt;@U2&gt;, Account ada.moreno@contoso.example"
    );
}

#[test]
fn a_busy_server_is_left_alone_as_long_as_it_asks() {
    let server = WebServer::start(&[(429, &[("Retry-After", "120")], "slow down"), (200, &[], "ok")]);
    let network = network(&channel(HOOK, &server.url));
    let mut outbox = outbox_with(&notice("a1", Severity::High));
    outbox
        .enqueue(&notice("a2", Severity::High), &crate::support::there(connect::notify::When::Now), 30, noon())
        .unwrap();
    let first = round(&mut outbox, &network, noon());
    assert_eq!((first.delivered, first.failed.len()), (0, 1), "the channel, not only the message: {first:?}");
    assert_eq!(outbox.next_due().unwrap(), Some(noon() + TimeDelta::seconds(120)));
    assert_eq!(round(&mut outbox, &network, noon() + TimeDelta::seconds(119)).delivered, 0);
    assert_eq!(round(&mut outbox, &network, noon() + TimeDelta::seconds(120)).delivered, 2);
    let ids: Vec<String> = server.got().iter().map(|got| got.header("webhook-id").to_owned()).collect();
    assert_eq!(ids.len(), 3);
    assert_eq!(ids.iter().filter(|id| **id == ids[0]).count(), 2, "the same key again: {ids:?}");
}

#[test]
fn a_server_out_of_order_is_tried_with_growing_waits_and_given_up() {
    let server = WebServer::start(&[(503, &[], "")]);
    let network = network(&channel(HOOK, &server.url));
    let mut outbox = outbox_with(&notice("a1", Severity::High));
    let mut now = noon();
    let mut waits = Vec::new();
    while outbox.counts().unwrap().waiting > 0 {
        round(&mut outbox, &network, now);
        let Some(next) = outbox.next_due().unwrap() else { break };
        waits.push((next - now).num_seconds());
        now = next;
    }
    assert_eq!(waits.get(..8), Some([22, 45, 90, 180, 360, 720, 1440, 2700].as_slice()), "{waits:?}");
    assert!(waits.iter().skip(8).all(|wait| *wait == 2_700), "{waits:?}");
    let letters = outbox.dead_letters().unwrap();
    assert!(letters[0].reason.starts_with("given up after 72 hours; the last attempt: 503"), "{}", letters[0].reason);
    let ids: std::collections::BTreeSet<String> =
        server.got().iter().map(|got| got.header("webhook-id").to_owned()).collect();
    assert_eq!(ids.len(), 1, "one key for ever: {ids:?}");
}

#[test]
fn a_refusal_is_a_dead_letter_until_it_is_put_back() {
    let server = WebServer::start(&[(404, &[], "no_service"), (200, &[], "ok")]);
    let network = network(&channel("slack: {url_env: ADDRESS}", &server.url));
    let mut outbox = outbox_with(&notice("a1", Severity::High));
    assert_eq!(round(&mut outbox, &network, noon()).died.len(), 1);
    let letters = outbox.dead_letters().unwrap();
    assert_eq!(letters[0].reason, "404 Not Found no_service");
    assert!(matches!(&letters[0].content, Content::Alert(notice) if notice.alert == "a1"));
    assert_eq!(round(&mut outbox, &network, noon() + TimeDelta::days(1)), connect::notify::Round::default());
    assert!(outbox.requeue(&letters[0].key, noon()).unwrap());
    assert!(!outbox.requeue("msg_nobody", noon()).unwrap());
    assert_eq!(round(&mut outbox, &network, noon()).delivered, 1);
}

#[test]
fn a_redirect_is_not_followed_and_an_address_not_shown() {
    let server = WebServer::start(&[(302, &[("Location", "/elsewhere")], "")]);
    let mut outbox = outbox_with(&notice("a1", Severity::High));
    let done = round(&mut outbox, &network(&channel(HOOK, &server.url)), noon());
    assert!(done.died[0].1.contains("the address has moved"), "{done:?}");
    assert_eq!(server.got().len(), 1);
    // Nobody listens there any more.
    let url = server.url.clone();
    drop(server);
    let mut outbox = outbox_with(&notice("a1", Severity::High));
    let done = round(&mut outbox, &network(&channel(HOOK, &url)), noon());
    assert_eq!(done.failed.len(), 1);
    assert!(!done.failed[0].1.contains("s3cr3t"), "{done:?}");
}

#[test]
fn a_channel_that_is_gone_makes_dead_letters() {
    let other = crate::support::read("channels: {}\nroutes: []\n", &[]).unwrap();
    let mut outbox = outbox_with(&notice("a1", Severity::High));
    let done = round(&mut outbox, &network(&other), noon());
    assert!(done.died[0].1.contains("notify.yaml has no channel there"), "{done:?}");
}

/// One HTTPS request, answered with 200.
fn https(tls: Arc<rustls::ServerConfig>) -> (u16, mpsc::Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        let (stream, _) = listener.accept().unwrap();
        let mut stream = rustls::StreamOwned::new(rustls::ServerConnection::new(tls).unwrap(), stream);
        let mut text = Vec::new();
        let mut buffer = [0; 4096];
        while !text.ends_with(b"}") {
            match stream.read(&mut buffer) {
                Ok(0) | Err(_) => return,
                Ok(read) => text.extend_from_slice(&buffer[..read]),
            }
        }
        stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\nok").unwrap();
        sender.send(String::from_utf8(text).unwrap()).unwrap();
    });
    (port, receiver)
}

#[test]
fn https_asks_for_a_certificate_that_somebody_vouches_for() {
    let certificate = certificate();
    let folder = tempfile::tempdir().unwrap();
    let ca = folder.path().join("ca.pem");
    std::fs::write(&ca, &certificate.pem).unwrap();
    let trusting = format!("webhook: {{url_env: ADDRESS, ca_file: '{}'}}", ca.display());

    let (port, asked) = https(certificate.tls.clone());
    let config = channel(&trusting, &format!("https://localhost:{port}/hook"));
    let mut outbox = outbox_with(&notice("a1", Severity::High));
    let done = round(&mut outbox, &network(&config), noon());
    assert_eq!(done.delivered, 1, "{done:?}");
    assert!(soon(&asked).starts_with("POST /hook HTTP/1.1\r\n"));

    let (port, asked) = https(certificate.tls);
    let config = channel("webhook: {url_env: ADDRESS}", &format!("https://localhost:{port}/hook"));
    let mut outbox = outbox_with(&notice("a1", Severity::High));
    let done = round(&mut outbox, &network(&config), noon());
    assert_eq!((done.delivered, done.failed.len()), (0, 1), "{done:?}");
    assert!(done.failed[0].1.contains("certificate"), "{done:?}");
    assert!(asked.recv().is_err(), "nothing was said");
}

#[test]
fn a_file_without_a_certificate_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let ca = folder.path().join("ca.pem");
    std::fs::write(&ca, "nothing\n").unwrap();
    let config = channel(&format!("webhook: {{url_env: ADDRESS, ca_file: '{}'}}", ca.display()), "https://localhost/");
    let error = Network::new(&config).unwrap_err().to_string();
    assert!(error.contains("there is no certificate in it"), "{error}");
}
