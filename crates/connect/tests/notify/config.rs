//! `notify.yaml`: what is refused, and how it is said.

use crate::support::read;

fn refused(text: &str) -> String {
    read(text, &[("ADDRESS", "https://hooks.contoso.example/x"), ("EMPTY", "")]).unwrap_err().to_string()
}

#[test]
fn an_unknown_key_is_named_with_its_line() {
    let error = refused("channels:\n  soc:\n    teams:\n      url_env: ADDRESS\n      pasword: hunter2\nroutes: []\n");
    assert!(error.starts_with("reading notify.yaml, line 5, column 7: "), "{error}");
    assert!(error.contains("pasword"), "{error}");
    assert!(!error.contains("hunter2"), "a secret in the wrong place is not shown: {error}");
}

#[test]
fn every_refusal_says_where_and_what() {
    let teams = "channels: {soc: {teams: {url_env: ADDRESS}}}\n";
    let mail = |rest: &str| {
        format!(
            "channels: {{soc: {{mail: {{server: mail.contoso.example, from: a@contoso.example, to: [b@contoso.example], {rest}}}}}}}\nroutes: []\n"
        )
    };
    for (text, expected) in [
        (format!("{teams}routes: [{{channels: [sock]}}]\n"), "route 1: there is no channel `sock`; there are soc"),
        (format!("{teams}routes: [{{channels: [soc], daily: '25:00'}}]\n"), "route 1: `25:00` is no time of day"),
        (
            format!("{teams}routes: [{{channels: [soc], daily: '08:00', never: true}}]\n"),
            "at most one of daily, weekly",
        ),
        (format!("{teams}routes: []\ntime_zone: Europe/Rom\n"), "time_zone: `Europe/Rom`"),
        (format!("{teams}routes: []\nat_most_per_hour: 0\n"), "at_most_per_hour"),
        (format!("{teams}routes: []\nquiet_hours: {{from: '22:00', to: '22:00'}}\n"), "the same time"),
        (
            "channels: {soc: {teams: {url_env: NOWHERE}}}\nroutes: []\n".into(),
            "the environment has no variable NOWHERE",
        ),
        ("channels: {soc: {teams: {url_env: EMPTY}}}\nroutes: []\n".into(), "EMPTY is empty"),
        (
            "channels: {soc: {teams: {url_file: missing}}}\nroutes: []\n".into(),
            "url_file of channel soc: reading /archive/missing",
        ),
        ("channels: {soc: {teams: {}}}\nroutes: []\n".into(), "url_file or url_env is expected"),
        (
            "channels: {soc: {teams: {url_env: ADDRESS}, slack: {url_env: ADDRESS}}}\nroutes: []\n".into(),
            "exactly one of mail",
        ),
        (
            "channels: {soc: {webhook: {url: 'http://hooks.contoso.example'}}}\nroutes: []\n".into(),
            "must begin with https://",
        ),
        ("channels: {soc: {webhook: {url: 'ftp://127.0.0.1/'}}}\nroutes: []\n".into(), "must begin with https://"),
        (
            "channels: {soc: {teams: {url_env: ADDRESS}, title: '{{Titel}}'}}\nroutes: []\n".into(),
            "title of channel soc: `{{Titel}}` is no field of an alert; there are AlertId,",
        ),
        (
            "channels: {soc: {teams: {url_env: ADDRESS}, body: 'see {{Link'}}\nroutes: []\n".into(),
            "`{{` at character 4 is never closed",
        ),
        (mail("security: none"), "security: none is for a server on this machine"),
        (mail("security: tls, user: quaestor"), "user needs password_file or password_env"),
        (mail("security: tls, password_env: ADDRESS"), "a password needs user"),
        (
            mail("security: tls, user: q, password_env: ADDRESS, password_file: x"),
            "both password_file and password_env",
        ),
        (mail("security: plain"), "line 1"),
    ] {
        let error = refused(&text);
        assert!(error.contains(expected), "{text}\n  expected: {expected}\n  said: {error}");
    }
}

#[test]
fn a_secret_comes_from_a_file_without_its_line_feed() {
    use crate::support::Machine;
    use connect::notify::{Config, config::Endpoint};
    let files = [("/archive/teams.url".to_owned(), "https://hooks.contoso.example/s3cr3t\n".to_owned())];
    let machine = Machine { files: files.into(), ..Machine::default() };
    let text = "channels: {soc: {teams: {url_file: teams.url}}}\nroutes: []\n";
    let config = Config::read(text, "/archive".as_ref(), &machine).unwrap();
    let Endpoint::Teams { url, .. } = &config.channels["soc"].endpoint else { unreachable!("it says teams") };
    assert_eq!(*url, connect::notify::config::Secret::new("https://hooks.contoso.example/s3cr3t"));
    assert!(!format!("{config:?}").contains("s3cr3t"), "{config:?}");
}
