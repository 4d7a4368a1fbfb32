//! Which alerts go where, and when.

use connect::notify::{Severity, When, route};

use crate::support::{at, notice, read};

const CONFIG: &str = "
time_zone: Europe/Berlin
channels:
  duty: {slack: {url_env: ADDRESS}}
  team: {teams: {url_env: ADDRESS}}
  weekly: {webhook: {url_env: ADDRESS}}
routes:
  - {channels: [duty, team], rules: [noisy-*], never: true}
  - {channels: [duty], severity: [High]}
  - {channels: [team], severity: [High, Medium]}
  - {channels: [team], daily: '08:00'}
  - {channels: [weekly], weekly: {day: monday, time: '07:30'}}
quiet_hours: {from: '20:00', to: '07:00', let_through: [High]}
";

fn ways(severity: Severity, rule: &str, now: &str) -> Vec<(String, When)> {
    let config = read(CONFIG, &[("ADDRESS", "https://hooks.contoso.example/x")]).unwrap();
    let mut alert = notice("a1", severity);
    rule.clone_into(&mut alert.rule);
    route(&config, &alert, at(now)).into_iter().map(|delivery| (delivery.channel, delivery.when)).collect()
}

fn digest(time: &str) -> When {
    When::Digest(at(time))
}

#[test]
fn the_first_route_that_fits_decides_for_each_channel() {
    // 4 March 2026 is a Wednesday; Berlin is an hour ahead of UTC.
    let monday = ("weekly".to_owned(), digest("2026-03-09T06:30:00Z"));
    let day = "2026-03-04T12:00:00Z";
    assert_eq!(
        ways(Severity::High, "password-spray", day),
        [("duty".to_owned(), When::Now), ("team".to_owned(), When::Now), monday.clone()]
    );
    assert_eq!(ways(Severity::Medium, "password-spray", day), [("team".to_owned(), When::Now), monday.clone()]);
    assert_eq!(
        ways(Severity::Low, "password-spray", day),
        [("team".to_owned(), digest("2026-03-05T07:00:00Z")), monday.clone()]
    );
    assert_eq!(ways(Severity::High, "noisy-scanner", day), [monday]);
}

#[test]
fn quiet_hours_hold_what_they_may_not_let_through() {
    let night = "2026-03-04T23:30:00Z";
    let high = ways(Severity::High, "password-spray", night);
    assert!(high.contains(&("duty".to_owned(), When::Now)), "{high:?}");
    let medium = ways(Severity::Medium, "password-spray", night);
    assert!(medium.contains(&("team".to_owned(), digest("2026-03-05T06:00:00Z"))), "{medium:?}");
}
