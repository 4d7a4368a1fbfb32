//! Laws of what is rendered: it fits, and texts of strangers stay text.

use chrono::{DateTime, Utc};
use proptest::prelude::*;

use super::{Templates, mail, slack, teams, webhook};
use crate::notify::message::{Content, Message};
use crate::notify::notice::{Entity, Kind, Notice, Severity};

fn arbitrary() -> impl Strategy<Value = Notice> {
    let text = |longest: usize| {
        let hostile =
            prop::sample::select(vec!["a\n", "<b>", "\u{1f642}", "*_`[x](y)|", "\"\\", "!@&", "\u{202e}\r\n"]);
        prop_oneof!["\\PC{0,60}", (hostile, 0..longest).prop_map(|(part, times)| part.repeat(times))]
    };
    (text(2_000), text(4_000), prop::collection::vec(text(100), 0..12), prop::option::of(text(1_000))).prop_map(
        |(title, story, names, link)| Notice {
            alert: "a1".to_owned(),
            revision: 1,
            kind: Kind::Updated,
            rule: "password-spray".to_owned(),
            title,
            story,
            severity: Severity::Medium,
            tenant: "contoso.example".to_owned(),
            entities: names.into_iter().map(|name| Entity { kind: "Account".to_owned(), name }).collect(),
            techniques: vec!["T1110".to_owned()],
            first: DateTime::<Utc>::UNIX_EPOCH,
            last: DateTime::<Utc>::UNIX_EPOCH,
            counts: [("events".to_owned(), 3)].into(),
            check: vec!["Look.".to_owned()],
            link,
            command: None,
            coverage: Vec::new(),
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn everything_fits(notice in arbitrary(), copies in 0_usize..70) {
        let templates = Templates::default();
        let one = Content::Alert(Box::new(notice.clone()));
        let many = Content::Digest((0..copies).map(|n| Notice { alert: format!("a{n}"), ..notice.clone() }).collect());
        for content in [one, many] {
            let card = teams::render(&content, &templates).to_string();
            prop_assert!(card.len() <= 28 * 1024, "{} bytes", card.len());

            let message = slack::render(&content, &templates);
            let blocks = message["blocks"].as_array().unwrap();
            prop_assert!(blocks.len() <= 50);
            for block in blocks {
                let text = block["text"]["text"].as_str().unwrap_or("button");
                let limit = if block["type"] == "header" { 150 } else { 3_000 };
                prop_assert!((1..=limit).contains(&text.chars().count()), "{} of {limit}", text.chars().count());
            }

            let mail = mail::render(&content, &templates);
            prop_assert!(!mail.subject.contains(['\r', '\n']) && mail.subject.chars().count() <= 150);
            // Our own markup has these elements and no other, whatever was in the texts.
            for tag in mail.html.split('<').skip(1) {
                let name: String = tag.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '/' || *c == '!').collect();
                let ours = ["!doctype", "html", "head", "meta", "title", "body", "h1", "table", "tr", "th", "td", "p", "a", "ul", "li", "br"];
                prop_assert!(ours.contains(&name.trim_start_matches('/')), "<{name}");
            }

            let message = Message { key: "msg_1".to_owned(), channel: "there".to_owned(), content, attempts: 0 };
            let json: serde_json::Value = serde_json::from_slice(&webhook::render(&message, &templates).unwrap()).unwrap();
            prop_assert_eq!(json["alerts"].as_array().unwrap().len(), message.content.notices().len());
        }
    }
}

#[test]
fn the_signature_is_that_of_the_specification() {
    // The specification's own example.
    let key = webhook::key("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
    let body = br#"{"test": 2432232314}"#;
    let signature = webhook::signature(&[&key], "msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, body);
    assert_eq!(signature, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    let two = webhook::signature(&[&key, b"former"], "msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, body);
    assert!(two.starts_with(&format!("{signature} v1,")), "{two}");
}
