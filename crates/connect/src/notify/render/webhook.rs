//! A message as JSON for whatever listens, signed as Standard Webhooks does it.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use serde::Serialize;
use sha2::Sha256;

use super::super::message::Message;
use super::super::notice::Notice;
use super::{Templates, alert_title, title};

/// The body: what kind of message it is, its title, and the alerts in full.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Payload<'m> {
    /// `alert.new`, `alert.updated`, `alert.closed` or `alert.digest`.
    r#type: String,
    /// The idempotency key, as in the header.
    id: &'m str,
    title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    body: Option<String>,
    alerts: Vec<Alert<'m>>,
}

#[derive(Serialize)]
struct Alert<'m> {
    heading: String,
    #[serde(flatten)]
    notice: &'m Notice,
}

/// The JSON of a message. Values stand in it as they are: JSON needs no other escaping, and what shows them must do its own.
pub(crate) fn render(message: &Message, templates: &Templates) -> serde_json::Result<Vec<u8>> {
    use super::super::message::Content;
    let (kind, body) = match &message.content {
        Content::Alert(notice) => {
            let body = templates.body.as_ref().map(|body| body.render(notice, str::to_owned, str::to_owned));
            (notice.kind.name(), body)
        }
        Content::Digest(_) => ("digest", None),
    };
    let alerts = message.content.notices().iter();
    serde_json::to_vec(&Payload {
        r#type: format!("alert.{kind}"),
        id: &message.key,
        title: title(&message.content, templates),
        body,
        alerts: alerts.map(|notice| Alert { heading: alert_title(notice, templates), notice }).collect(),
    })
}

/// The value of `webhook-signature`: `v1,` and the base64 of HMAC-SHA256 over id, time and body with dots between, one
/// for each secret, so a secret can be changed while the other side still knows the former.
///
/// Source: <https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md>
pub(crate) fn signature(secrets: &[&[u8]], id: &str, timestamp: i64, body: &[u8]) -> String {
    let signed = secrets.iter().filter_map(|secret| {
        // HMAC takes keys of any length, so `ok()` drops nothing.
        let mut hmac = Hmac::<Sha256>::new_from_slice(secret).ok()?;
        hmac.update(format!("{id}.{timestamp}.").as_bytes());
        hmac.update(body);
        Some(format!("v1,{}", STANDARD.encode(hmac.finalize().into_bytes())))
    });
    signed.collect::<Vec<_>>().join(" ")
}

/// The key that a secret's text stands for: base64 after `whsec_`, or the text's own bytes.
///
/// Source: <https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md>
pub(crate) fn key(secret: &str) -> Result<Vec<u8>, base64::DecodeError> {
    match secret.strip_prefix("whsec_") {
        Some(encoded) => STANDARD.decode(encoded),
        None => Ok(secret.as_bytes().to_vec()),
    }
}
