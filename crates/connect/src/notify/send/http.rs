//! POST to an address of the web.

use std::io::Read;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use rustls::pki_types::CertificateDer;
use ureq::Agent;
use ureq::http::{HeaderMap, StatusCode, Uri, header};
use ureq::tls::{Certificate, RootCerts, TlsConfig};

use super::super::config::{Secret, loopback};
use super::super::courier::{Again, Failure};
use super::super::render::escape::{line, shortened};

/// Longest time for one request, from the name look-up to the end of the answer.
const TIMEOUT: Duration = Duration::from_secs(30);

/// Bytes of an answer that are read: enough to say why.
const ANSWER: u64 = 2_048;

/// A client for one channel.
#[derive(Debug)]
pub(super) struct Web {
    agent: Agent,
}

impl Web {
    pub(super) fn new(roots: &[CertificateDer<'static>], url: &Secret) -> Self {
        let roots = roots.iter().map(|root| Certificate::from_der(root.as_ref()).to_owned());
        let tls = TlsConfig::builder()
            .root_certs(RootCerts::from(roots))
            .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .build();
        let config = Agent::config_builder()
            .tls_config(tls)
            .timeout_global(Some(TIMEOUT))
            .http_status_as_error(false)
            // A redirect would carry the alert to an address that nobody configured.
            .max_redirects(0)
            .max_redirects_will_error(false)
            .user_agent(concat!("quaestor/", env!("CARGO_PKG_VERSION")));
        let here = url.reveal().parse::<Uri>().is_ok_and(|uri| uri.host().is_some_and(loopback));
        let config = if here { config.proxy(None) } else { config };
        Self { agent: config.build().new_agent() }
    }

    /// Sends a JSON body. Returns the status and the beginning of the answer.
    pub(super) fn post(
        &self,
        url: &Secret,
        headers: &[(&str, String)],
        body: &[u8],
        now: DateTime<Utc>,
    ) -> Result<String, Failure> {
        let mut request = self.agent.post(url.reveal()).header(header::CONTENT_TYPE, "application/json");
        for (name, value) in headers {
            request = request.header(*name, value);
        }
        let mut response = request.send(body).map_err(|error| Failure::later(hidden(&error.to_string(), url)))?;
        let mut answer = Vec::new();
        let read = response.body_mut().as_reader().take(ANSWER).read_to_end(&mut answer);
        let answer = match read {
            Ok(_) => shortened(&line(&String::from_utf8_lossy(&answer)), 300),
            // The status decides; an answer that breaks off after it changes nothing.
            Err(error) => format!("(the answer broke off: {error})"),
        };
        let status = response.status();
        let said = hidden(format!("{status} {answer}").trim_end(), url);
        verdict(status, response.headers(), said, now)
    }
}

/// What a status means for the message.
///
/// Source: <https://www.rfc-editor.org/rfc/rfc9110#section-15>
fn verdict(status: StatusCode, headers: &HeaderMap, said: String, now: DateTime<Utc>) -> Result<String, Failure> {
    if status.is_success() {
        return Ok(said);
    }
    if status.is_redirection() {
        let reason = format!("{said}: the address has moved; put the new one into notify.yaml, then requeue");
        return Err(Failure::never(reason));
    }
    let passing =
        status.is_server_error() || status == StatusCode::REQUEST_TIMEOUT || status == StatusCode::TOO_MANY_REQUESTS;
    let again = match retry_after(headers, now) {
        _ if !passing => Again::Never,
        Some(wait) => Again::After(wait),
        None => Again::Later,
    };
    Err(Failure { reason: said, again })
}

/// The wait that `Retry-After` asks for: seconds, or a date.
///
/// Source: <https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3>
fn retry_after(headers: &HeaderMap, now: DateTime<Utc>) -> Option<Duration> {
    let text = headers.get(header::RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let date = DateTime::parse_from_rfc2822(text).ok()?.with_timezone(&Utc);
    Some((date - now).to_std().unwrap_or(Duration::ZERO))
}

/// The text without the address, which may be the permission to write.
fn hidden(text: &str, url: &Secret) -> String {
    text.replace(url.reveal(), "(the address)")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(status: u16, retry: Option<&str>) -> Result<String, Again> {
        let mut headers = HeaderMap::new();
        if let Some(retry) = retry {
            headers.insert(header::RETRY_AFTER, retry.parse().unwrap());
        }
        let now = "2026-01-09T20:00:00Z".parse().unwrap();
        let status = StatusCode::from_u16(status).unwrap();
        verdict(status, &headers, "said".to_owned(), now).map_err(|failure| failure.again)
    }

    #[test]
    fn the_status_decides() {
        assert_eq!(judged(200, None), Ok("said".to_owned()));
        assert_eq!(judged(202, None), Ok("said".to_owned()));
        for refused in [301, 400, 401, 403, 404, 410, 413, 422] {
            assert_eq!(judged(refused, Some("5")), Err(Again::Never), "{refused}");
        }
        for passing in [408, 429, 500, 502, 503, 504] {
            assert_eq!(judged(passing, None), Err(Again::Later), "{passing}");
        }
    }

    #[test]
    fn a_wait_is_seconds_or_a_date() {
        assert_eq!(judged(429, Some("120")), Err(Again::After(Duration::from_mins(2))));
        let date = Some("Fri, 09 Jan 2026 20:01:30 GMT");
        assert_eq!(judged(503, date), Err(Again::After(Duration::from_secs(90))));
        assert_eq!(judged(503, Some("Fri, 09 Jan 2026 19:00:00 GMT")), Err(Again::After(Duration::ZERO)));
        assert_eq!(judged(503, Some("soon")), Err(Again::Later));
    }
}
