//! Mail, by a server that takes it from us.

use std::time::Duration;

use chrono::{DateTime, Utc};
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, CertificateStore, Tls, TlsParameters};
use lettre::{SmtpTransport, Transport as _};
use sha2::{Digest, Sha256};

use super::super::config::{Mail, Security};
use super::super::courier::Failure;
use super::super::message::{Content, Message};
use super::super::render::escape::{line, shortened};
use super::super::render::{Templates, mail};
use super::{NetworkError, roots};

/// Longest time that one step of the conversation may take.
const TIMEOUT: Duration = Duration::from_secs(30);

/// A mail server, and who mail goes to.
#[derive(Debug)]
pub(super) struct Postbox {
    server: SmtpTransport,
    from: Mailbox,
    to: Vec<Mailbox>,
}

impl Postbox {
    pub(super) fn new(channel: &str, mail: &Mail) -> Result<Self, NetworkError> {
        let parameters = || -> Result<TlsParameters, NetworkError> {
            let tls = |source| NetworkError::Tls { channel: channel.to_owned(), source };
            let mut parameters =
                TlsParameters::builder(mail.server.clone()).certificate_store(CertificateStore::Default);
            if let Some(path) = &mail.ca_file {
                for certificate in roots::file(channel, path)? {
                    let certificate = Certificate::from_der(certificate.as_ref().to_vec()).map_err(tls)?;
                    parameters = parameters.add_root_certificate(certificate);
                }
            }
            parameters.build_rustls().map_err(tls)
        };
        let tls = match mail.security {
            Security::Tls => Tls::Wrapper(parameters()?),
            Security::StartTls => Tls::Required(parameters()?),
            Security::None => Tls::None,
        };
        // "Dangerous" is a server without TLS; the line above has decided that.
        let mut server = SmtpTransport::builder_dangerous(&mail.server).port(mail.port).tls(tls).timeout(Some(TIMEOUT));
        if let Some((user, password)) = &mail.login {
            server = server.credentials(Credentials::new(user.clone(), password.reveal().to_owned()));
        }
        Ok(Self { server: server.build(), from: mail.from.clone(), to: mail.to.clone() })
    }

    /// Sends a message. Returns the server's answer.
    pub(super) fn send(&self, message: &Message, templates: &Templates, now: DateTime<Utc>) -> Result<String, Failure> {
        let mail = compose(&self.from, &self.to, message, templates, now)
            .map_err(|error| Failure::never(format!("writing the mail: {error}")))?;
        match self.server.send(&mail) {
            Ok(response) => {
                let said = response.message().collect::<Vec<_>>().join(" ");
                Ok(shortened(&line(&format!("{} {said}", response.code())), 300))
            }
            Err(error) => {
                let reason = shortened(&line(&causes(&error)), 500);
                Err(if error.is_permanent() { Failure::never(reason) } else { Failure::later(reason) })
            }
        }
    }
}

fn causes(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        let said = inner.to_string();
        if !text.contains(&said) {
            text.push_str(": ");
            text.push_str(&said);
        }
        cause = inner.source();
    }
    text
}

/// The mail. Its `Message-ID` is the idempotency key, so one that arrives twice can be told; mails of one alert refer to
/// a name that they have in common, so readers show them together.
///
/// Source: <https://www.rfc-editor.org/rfc/rfc5322#section-3.6.4>, <https://www.rfc-editor.org/rfc/rfc3834#section-5>
fn compose(
    from: &Mailbox,
    to: &[Mailbox],
    message: &Message,
    templates: &Templates,
    now: DateTime<Utc>,
) -> Result<lettre::Message, lettre::error::Error> {
    let mail = mail::render(&message.content, templates);
    let domain = from.email.domain();
    let mut builder = lettre::Message::builder()
        .from(from.clone())
        .date(now.into())
        .message_id(Some(format!("<{}@{domain}>", message.key)))
        .subject(mail.subject)
        .raw_header(HeaderValue::new(HeaderName::new_from_ascii_str("Auto-Submitted"), "auto-generated".to_owned()));
    for mailbox in to {
        builder = builder.to(mailbox.clone());
    }
    if let Content::Alert(notice) = &message.content {
        let thread = hex::encode(Sha256::digest(format!("{}\0{}", notice.tenant, notice.alert)));
        builder = builder.references(format!("<alert_{}@{domain}>", thread.get(..32).unwrap_or(&thread)));
    }
    builder.multipart(MultiPart::alternative_plain_html(mail.text, mail.html))
}
