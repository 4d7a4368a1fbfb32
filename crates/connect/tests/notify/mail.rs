//! Mail, to real conversations: plain, STARTTLS, TLS.

#![expect(clippy::disallowed_methods, reason = "a test writes its own ground")]

use connect::notify::{Content, Outbox, Severity, When};
use mailin::response;

use crate::smtp::{MailServer, Talks};
use crate::support::{certificate, channel, network, noon, notice, outbox_with, round, soon, there};

fn mail(security: &str, port: u16, more: &str) -> String {
    format!(
        "mail: {{server: localhost, port: {port}, security: {security}, from: 'quaestor <quaestor@contoso.example>', \
         to: [soc@contoso.example, 'Duty <duty@contoso.example>']{more}}}"
    )
}

#[test]
fn a_mail_says_the_same_as_text_and_as_html() {
    let server = MailServer::start(Talks::Plain, false, None, || response::OK);
    let config = channel(&mail("none", server.port, ""), "");
    let mut outbox = outbox_with(&notice("a1", Severity::High));
    assert_eq!(round(&mut outbox, &network(&config), noon()).delivered, 1);
    let mail = soon(&server.arrived);
    assert_eq!(mail.from, "quaestor@contoso.example");
    assert_eq!(mail.to, ["soc@contoso.example", "duty@contoso.example"]);
    let text = mail.text();
    for expected in [
        "Subject: [High] One address tried a password on 41 people\r\n",
        "Auto-Submitted: auto-generated\r\n",
        "Date: Wed, 04 Mar 2026 12:00:00 +0000\r\n",
        "Content-Type: multipart/alternative;",
        "Content-Type: text/plain; charset=utf-8\r\n",
        "Content-Type: text/html; charset=utf-8\r\n",
        "Did Ada Moreno pass MFA in the sign-in at 11:51?",
        "Non-interactive sign-ins were not collected.",
    ] {
        assert!(text.contains(expected), "{expected:?} is not in:\n{text}");
    }
}

#[test]
fn what_strangers_chose_is_neither_markup_nor_header() {
    let server = MailServer::start(Talks::Plain, false, None, || response::OK);
    let config = channel(&mail("none", server.port, ""), "");
    let mut alert = notice("a1", Severity::Low);
    alert.title = "Sign-in by x\r\nBcc: eve@fabrikam.example".to_owned();
    alert.entities[1].name = "<script>alert(1)</script>".to_owned();
    alert.link = Some("javascript:alert(1)".to_owned());
    round(&mut outbox_with(&alert), &network(&config), noon());
    let mail = soon(&server.arrived);
    let text = mail.text();
    assert_eq!(mail.to.len(), 2);
    assert!(text.contains("Subject: [Low] Sign-in by x Bcc: eve@fabrikam.example\r\n"), "{text}");
    assert!(!text.lines().any(|line| line.starts_with("Bcc:")), "{text}");
    assert!(text.contains("&lt;script&gt;"), "{text}");
    let (_, html) = text.split_once("text/html").unwrap();
    assert!(!html.contains("<script>") && !html.contains("<a href"), "{html}");
}

#[test]
fn start_tls_comes_before_the_password() {
    let certificate = certificate();
    let folder = tempfile::tempdir().unwrap();
    let ca = folder.path().join("ca.pem");
    std::fs::write(&ca, &certificate.pem).unwrap();
    for (security, talks) in [("starttls", Talks::StartTls), ("tls", Talks::Tls)] {
        let server = MailServer::start(talks, true, Some(certificate.tls.clone()), || response::OK);
        let more = format!(", user: quaestor, password_env: PASSWORD, ca_file: '{}'", ca.display());
        let config = channel(&mail(security, server.port, &more), "");
        let mut outbox = outbox_with(&notice("a1", Severity::High));
        let done = round(&mut outbox, &network(&config), noon());
        assert_eq!(done.delivered, 1, "{security}: {done:?}");
        let mail = soon(&server.arrived);
        assert!(mail.encrypted, "{security}");
        assert_eq!(mail.login, Some(("quaestor".to_owned(), "correct-horse".to_owned())), "{security}");
    }
}

#[test]
fn a_certificate_that_nobody_vouches_for_gets_nothing() {
    let certificate = certificate();
    let server = MailServer::start(Talks::StartTls, true, Some(certificate.tls), || response::OK);
    let config = channel(&mail("starttls", server.port, ", user: quaestor, password_env: PASSWORD"), "");
    let mut outbox = outbox_with(&notice("a1", Severity::High));
    let done = round(&mut outbox, &network(&config), noon());
    assert_eq!((done.delivered, done.failed.len()), (0, 1), "{done:?}");
    assert!(done.failed[0].1.contains("certificate"), "{done:?}");
    assert!(server.arrived.try_recv().is_err());
}

#[test]
fn a_server_without_start_tls_gets_nothing() {
    let server = MailServer::start(Talks::Plain, false, None, || response::OK);
    let config = channel(&mail("starttls", server.port, ""), "");
    let mut outbox = outbox_with(&notice("a1", Severity::High));
    let done = round(&mut outbox, &network(&config), noon());
    assert_eq!((done.delivered, done.failed.len() + done.died.len()), (0, 1), "{done:?}");
    assert!(server.arrived.try_recv().is_err());
}

#[test]
fn a_busy_server_is_asked_again_and_a_refusal_is_a_dead_letter() {
    let busy = MailServer::start(Talks::Plain, false, None, || response::OUT_OF_SPACE);
    let mut outbox = outbox_with(&notice("a1", Severity::High));
    let done = round(&mut outbox, &network(&channel(&mail("none", busy.port, ""), "")), noon());
    assert_eq!((done.failed.len(), outbox.counts().unwrap().waiting), (1, 1), "{done:?}");

    let refuses = MailServer::start(Talks::Plain, false, None, || response::TRANSACTION_FAILED);
    let mut outbox = outbox_with(&notice("a1", Severity::High));
    let done = round(&mut outbox, &network(&channel(&mail("none", refuses.port, ""), "")), noon());
    assert_eq!((done.died.len(), outbox.counts().unwrap().dead), (1, 1), "{done:?}");
    let letters = outbox.dead_letters().unwrap();
    assert!(letters[0].reason.contains("Transaction failed"), "{}", letters[0].reason);
}

#[test]
fn a_wrong_password_is_a_dead_letter_that_does_not_show_it() {
    let certificate = certificate();
    let folder = tempfile::tempdir().unwrap();
    let ca = folder.path().join("ca.pem");
    std::fs::write(&ca, &certificate.pem).unwrap();
    let server = MailServer::start(Talks::Tls, true, Some(certificate.tls), || response::OK);
    let more = format!(", user: quaestor, password_env: SECRET, ca_file: '{}'", ca.display());
    let config = channel(&mail("tls", server.port, &more), "");
    let mut outbox = outbox_with(&notice("a1", Severity::High));
    let done = round(&mut outbox, &network(&config), noon());
    assert_eq!(done.died.len(), 1, "{done:?}");
    assert!(!done.died[0].1.contains("whsec_"), "{done:?}");
    assert!(!format!("{config:?}").contains("whsec_"), "{config:?}");
}

#[test]
fn a_digest_is_one_mail() {
    let server = MailServer::start(Talks::Plain, false, None, || response::OK);
    let config = channel(&mail("none", server.port, ""), "");
    let mut outbox = Outbox::in_memory().unwrap();
    let later = noon() + chrono::TimeDelta::hours(1);
    for (alert, severity) in [("a1", Severity::Low), ("a2", Severity::High), ("a3", Severity::Low)] {
        outbox.enqueue(&notice(alert, severity), &there(When::Digest(later)), 30, noon()).unwrap();
    }
    let network = network(&config);
    assert_eq!(round(&mut outbox, &network, noon()).delivered, 0);
    assert_eq!(round(&mut outbox, &network, later).delivered, 1);
    let text = soon(&server.arrived).text();
    assert!(text.contains("Subject: 3 alerts: 1 High, 2 Low\r\n"), "{text}");
    let [first, second] = ["=C2=B7 a2", "=C2=B7 a1"].map(|alert| text.find(alert));
    assert!(first.is_some() && first < second, "the most severe comes first:\n{text}");
    assert!(server.arrived.try_recv().is_err());
    assert_eq!(Content::digest(Vec::new()).severity(), Severity::Informational);
}
