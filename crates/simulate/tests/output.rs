//! What a simulated tenant's files must be, whatever the seed.

#![expect(clippy::unwrap_used, reason = "what fails in a test's own helpers fails the test")]

use serde_json::Value;
use simulate::{Attacks, Error, Format, Output, Plan, Stream, Summary, Tenant, scenario_names, write};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::rc::Rc;

type Files = Rc<RefCell<BTreeMap<String, Vec<u8>>>>;

/// Keeps the files in memory.
#[derive(Default)]
struct Memory(Files);

struct MemoryFile(String, Files);

impl Write for MemoryFile {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.1.borrow_mut().entry(self.0.clone()).or_default().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Output for Memory {
    fn create(&mut self, path: &str) -> std::io::Result<Box<dyn Write>> {
        assert!(!self.0.borrow().contains_key(path), "{path} was made twice");
        self.0.borrow_mut().insert(String::from(path), Vec::new());
        Ok(Box::new(MemoryFile(String::from(path), Rc::clone(&self.0))))
    }
}

/// Sixteen people around a week-end, with every attack.
fn plan() -> Plan {
    let mut plan = Plan::new(16, 5, 7, chrono::NaiveDate::from_ymd_opt(2026, 10, 22).unwrap());
    plan.intensity = 40;
    plan
}

fn plan_with(formats: &[Format]) -> Plan {
    Plan { formats: formats.to_vec(), ..plan() }
}

fn simulate(plan: &Plan) -> (BTreeMap<String, String>, Summary) {
    let mut memory = Memory::default();
    let summary = write(plan, &mut memory, &mut |_| {}).unwrap();
    let files = memory
        .0
        .borrow()
        .iter()
        .map(|(path, bytes)| (path.clone(), String::from_utf8(bytes.clone()).unwrap()))
        .collect();
    (files, summary)
}

fn json_lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The records of a folder of pages or arrays, in order.
fn folder(files: &BTreeMap<String, String>, prefix: &str) -> Vec<Value> {
    let mut out = Vec::new();
    for (_, text) in files.iter().filter(|(path, _)| path.starts_with(prefix)) {
        let value: Value = serde_json::from_str(text).unwrap();
        let list = value.get("value").unwrap_or(&value);
        out.extend(list.as_array().unwrap().iter().cloned());
    }
    out
}

/// The rows of a CSV, quoted cells and line ends in them understood.
fn csv(text: &str) -> Vec<Vec<String>> {
    let mut rows = vec![vec![String::new()]];
    let mut quoted = false;
    let mut characters = text.trim_start_matches('\u{feff}').chars().peekable();
    while let Some(character) = characters.next() {
        let row = rows.last_mut().unwrap();
        match character {
            '"' if quoted && characters.peek() == Some(&'"') => {
                characters.next();
                row.last_mut().unwrap().push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(String::new()),
            '\r' if !quoted => {}
            '\n' if !quoted => rows.push(vec![String::new()]),
            other => row.last_mut().unwrap().push(other),
        }
    }
    rows.pop();
    rows
}

fn ids(records: &[Value], key: &str) -> BTreeSet<String> {
    let ids: BTreeSet<String> = records.iter().map(|record| record[key].as_str().unwrap().to_owned()).collect();
    assert_eq!(ids.len(), records.len(), "{key} is not unique");
    ids
}

fn column(rows: &[Vec<String>], name: &str) -> BTreeSet<String> {
    let at = rows[0].iter().position(|header| header == name).unwrap();
    rows.iter().skip(1).map(|row| row[at].clone()).collect()
}

#[test]
fn the_same_plan_gives_the_same_bytes_on_one_thread_or_three() {
    let (one, summary) = simulate(&plan_with(Format::ALL));
    let (three, other) = simulate(&Plan { threads: 3, ..plan_with(Format::ALL) });
    assert_eq!(summary, other);
    assert_eq!(one.keys().collect::<Vec<_>>(), three.keys().collect::<Vec<_>>());
    for (path, text) in &one {
        assert!(three[path] == *text, "{path} differs");
    }
    let (another, _) = simulate(&Plan { seed: 8, ..plan_with(Format::ALL) });
    assert!(another != one, "the seed decides nothing");
}

/// The 64-bit FNV-1a hash, enough to notice a difference.
fn hash(files: &BTreeMap<String, String>) -> u64 {
    files
        .iter()
        .flat_map(|(path, text)| path.bytes().chain(text.bytes()))
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3))
}

const GOLDEN: u64 = 0xd13b_a706_2847_7437;

/// Whoever changes what is simulated changes this number; a machine or a compiler must not.
#[test]
fn the_bytes_are_those_of_every_other_machine() {
    let (files, _) = simulate(&Plan { days: 1, ..plan_with(Format::ALL) });
    assert_eq!(hash(&files), GOLDEN, "the output changed: if it was meant to, GOLDEN is now {:#018x}", hash(&files));
}

#[test]
fn an_event_can_be_read_without_files() {
    let tenant = Tenant::new(&Plan { days: 1, ..plan() }).unwrap();
    for event in tenant.events() {
        let record: Value = serde_json::from_str(&tenant.record(&event)).unwrap();
        let (id, user) = match event.stream() {
            Stream::UnifiedAudit => (&record["Id"], &record["UserId"]),
            Stream::InteractiveSignIns | Stream::NonInteractiveSignIns | Stream::RiskDetections => {
                (&record["id"], &record["userPrincipalName"])
            }
            _ => (&record["id"], &Value::Null),
        };
        assert_eq!(id.as_str().unwrap(), tenant.record_id(&event));
        assert!(user.is_null() || user.as_str().unwrap() == tenant.user(&event) || user == "Not Available");
    }
}

#[test]
fn a_sign_in_has_the_same_identifier_in_every_format() {
    let (files, _) = simulate(&plan_with(&[
        Format::GraphSignIns,
        Format::GraphPages,
        Format::DiagnosticBlobs,
        Format::EventHub,
        Format::LogAnalyticsCsv,
        Format::LogAnalyticsNdjson,
        Format::LogAnalyticsQuery,
        Format::PortalCsv,
    ]));
    for (graph, container, table, portal) in [
        ("interactiveUser", "signinlogs", "SigninLogs", "InteractiveSignIns"),
        (
            "nonInteractiveUser",
            "noninteractiveusersigninlogs",
            "AADNonInteractiveUserSignInLogs",
            "NonInteractiveSignIns",
        ),
        ("servicePrincipal", "serviceprincipalsigninlogs", "AADServicePrincipalSignInLogs", "ApplicationSignIns"),
        ("managedIdentity", "managedidentitysigninlogs", "AADManagedIdentitySignInLogs", "MSISignIns"),
    ] {
        let records = json_lines(&files[&format!("graph/signIns-{graph}.ndjson")]);
        let expected = ids(&records, "id");
        assert!(expected.len() > 50, "{graph}: only {} sign-ins", expected.len());
        assert_eq!(ids(&folder(&files, &format!("graph-pages/signIns-{graph}/")), "id"), expected);
        let prefix = format!("diagnostic/insights-logs-{container}/");
        let mut blobs = BTreeSet::new();
        for (path, text) in files.iter().filter(|(path, _)| path.starts_with(&prefix)) {
            assert!(path.ends_with("/m=00/PT1H.json"));
            blobs.extend(json_lines(text).iter().map(|record| record["properties"]["id"].as_str().unwrap().to_owned()));
        }
        assert_eq!(blobs, expected);
        let mut hub = BTreeSet::new();
        for message in json_lines(&files[&format!("event-hub/insights-logs-{container}.json")]) {
            let records = message["records"].as_array().unwrap();
            assert!(records.len() <= 60);
            hub.extend(records.iter().map(|record| record["properties"]["id"].as_str().unwrap().to_owned()));
        }
        assert_eq!(hub, expected);
        let rows = csv(&files[&format!("log-analytics/{table}.csv")]);
        assert!(rows.iter().all(|row| row.len() == rows[0].len()));
        assert!(rows[0].contains(&"TimeGenerated [UTC]".to_owned()));
        assert_eq!(column(&rows, "Id"), expected);
        assert_eq!(ids(&json_lines(&files[&format!("log-analytics/{table}.ndjson")]), "Id"), expected);
        let answer: Value = serde_json::from_str(&files[&format!("log-analytics/{table}.query.json")]).unwrap();
        let table = &answer["tables"][0];
        let at = table["columns"].as_array().unwrap().iter().position(|column| column["name"] == "Id").unwrap();
        let answered: BTreeSet<String> =
            table["rows"].as_array().unwrap().iter().map(|row| row[at].as_str().unwrap().to_owned()).collect();
        assert_eq!(answered, expected);
        let rows = csv(&files[&format!("portal/{portal}.csv")]);
        assert!(rows.iter().all(|row| row.len() == rows[0].len()));
        assert_eq!(column(&rows, "Request ID"), expected);
    }
}

#[test]
fn the_portal_has_its_quirks() {
    let (files, _) = simulate(&plan_with(&[Format::PortalCsv]));
    let text = &files["portal/InteractiveSignIns.csv"];
    assert!(text.starts_with("\u{feff}Date (UTC),Request ID,"));
    let header = &csv(text)[0];
    assert_eq!(header.len(), 57);
    assert_eq!(header.iter().filter(|name| *name == "Incoming token type").count(), 2);
    assert!(header.contains(&"Application ID ".to_owned()) && header.contains(&"Autonomous system  number".to_owned()));
    assert_eq!(csv(&files["portal/ApplicationSignIns.csv"])[0].len(), 22);
    let audits = csv(&files["portal/AuditLogs.csv"]);
    assert!(audits.len() > 20 && audits.iter().all(|row| row.len() == audits[0].len()));
}

#[test]
fn an_audit_record_has_the_same_identifier_in_every_format() {
    let (files, _) = simulate(&plan_with(&[
        Format::ManagementNdjson,
        Format::ManagementApi,
        Format::AuditSearchCsv,
        Format::PurviewCsv,
        Format::ExtractorSuite,
    ]));
    let records = json_lines(&files["management/audit-records.ndjson"]);
    let expected = ids(&records, "Id");
    let mut blobs = Vec::new();
    for content in ["Audit.AzureActiveDirectory", "Audit.Exchange", "Audit.SharePoint", "Audit.General"] {
        let part = folder(&files, &format!("management-api/{content}/"));
        assert!(!part.is_empty(), "{content} is empty");
        blobs.extend(part);
    }
    assert_eq!(ids(&blobs, "Id"), expected);
    let search = csv(&files["unified-audit/Search-UnifiedAuditLog.csv"]);
    assert_eq!(column(&search, "Identity"), expected);
    assert_eq!(column(&search, "ResultCount"), BTreeSet::from([expected.len().min(5000).to_string()]));
    for row in search.iter().skip(1) {
        let data: Value = serde_json::from_str(&row[4]).unwrap();
        assert_eq!(
            (data["Id"].as_str().unwrap(), data["Operation"].as_str().unwrap()),
            (row[7].as_str(), row[3].as_str())
        );
    }
    assert_eq!(column(&csv(&files["unified-audit/Purview-AuditLog.csv"]), "RecordId"), expected);
    let mut extracted = BTreeSet::new();
    for array in serde_json::Deserializer::from_str(&files["extractor-suite/UAL.json"]).into_iter::<Value>() {
        for record in array.unwrap().as_array().unwrap() {
            extracted.insert(record["AuditData"]["Id"].as_str().unwrap().to_owned());
        }
    }
    assert_eq!(extracted, expected);
}

#[test]
fn a_sign_in_and_its_echo_tell_the_same() {
    let (files, _) = simulate(&plan());
    let mut sign_ins = BTreeMap::new();
    for kind in ["interactiveUser", "nonInteractiveUser"] {
        for record in json_lines(&files[&format!("graph/signIns-{kind}.ndjson")]) {
            sign_ins.insert(record["id"].as_str().unwrap().to_owned(), record);
        }
    }
    let mut echoes = 0;
    for record in json_lines(&files["management/audit-records.ndjson"]) {
        if record["RecordType"] != 15 {
            continue;
        }
        echoes += 1;
        let sign_in = &sign_ins[record["IntraSystemId"].as_str().unwrap()];
        assert_eq!(record["InterSystemsId"], sign_in["correlationId"]);
        assert_eq!(record["ClientIP"], sign_in["ipAddress"]);
        assert_eq!(record["ErrorNumber"].as_str().unwrap(), sign_in["status"]["errorCode"].to_string());
        assert_eq!(record["Operation"] == "UserLoggedIn", sign_in["status"]["errorCode"] == 0);
        assert_eq!(
            format!("{}Z", record["CreationTime"].as_str().unwrap()),
            sign_in["createdDateTime"].as_str().unwrap()
        );
    }
    assert!(echoes > 150, "only {echoes} echoes");
}

#[test]
fn times_are_in_order_and_within_the_plan() {
    let (files, _) = simulate(&plan());
    for (path, key) in [
        ("graph/signIns-interactiveUser.ndjson", "createdDateTime"),
        ("graph/signIns-nonInteractiveUser.ndjson", "createdDateTime"),
        ("graph/signIns-servicePrincipal.ndjson", "createdDateTime"),
        ("graph/signIns-managedIdentity.ndjson", "createdDateTime"),
        ("management/audit-records.ndjson", "CreationTime"),
    ] {
        let times: Vec<String> =
            json_lines(&files[path]).iter().map(|record| record[key].as_str().unwrap().to_owned()).collect();
        assert!(times.is_sorted(), "{path} is not in order");
        assert!(
            times[0].as_str() >= "2026-10-22" && times[times.len() - 1].as_str() < "2026-10-27",
            "{path} leaves the plan"
        );
    }
}

#[test]
fn the_truth_names_records_that_are_there() {
    let (files, summary) = simulate(&plan());
    let truth: Value = serde_json::from_str(&files["ground-truth.json"]).unwrap();
    let mut there: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for (table, kind) in [
        ("SigninLogs", "interactiveUser"),
        ("AADNonInteractiveUserSignInLogs", "nonInteractiveUser"),
        ("AADServicePrincipalSignInLogs", "servicePrincipal"),
    ] {
        there.insert(table, ids(&json_lines(&files[&format!("graph/signIns-{kind}.ndjson")]), "id"));
    }
    there.insert("AuditLogs", ids(&folder(&files, "graph/directoryAudits/"), "id"));
    there.insert("UnifiedAuditLog", ids(&json_lines(&files["management/audit-records.ndjson"]), "Id"));
    there.insert("AADUserRiskEvents", ids(&folder(&files, "graph/riskDetections/"), "id"));
    let risky = folder(&files, "graph/riskyUsers/");
    there.insert("AADRiskyUsers", risky.iter().map(|user| user["id"].as_str().unwrap().to_owned()).collect());
    there.insert("SecurityAlert", ids(&folder(&files, "graph/alerts_v2/"), "id"));
    there.insert("SecurityIncident", ids(&folder(&files, "graph/incidents/"), "id"));
    let attacks = truth["attacks"].as_array().unwrap();
    let look_alikes = truth["look_alikes"].as_array().unwrap();
    let left_out = truth["left_out"].as_array().unwrap();
    assert_eq!(summary.scenarios, attacks.len() + look_alikes.len());
    assert_eq!(
        summary.scenarios + left_out.len(),
        scenario_names().count(),
        "a scenario is neither staged nor left out"
    );
    assert_eq!(left_out.iter().map(|name| name.as_str().unwrap()).collect::<Vec<_>>(), summary.left_out);
    assert!(attacks.len() > 30 && look_alikes.len() > 20, "{} and {}", attacks.len(), look_alikes.len());
    for scenario in attacks.iter().chain(look_alikes) {
        let name = scenario["name"].as_str().unwrap();
        let records = scenario["records"].as_object().unwrap();
        assert!(!records.is_empty(), "{name} left no record");
        for (table, names) in records {
            for id in names.as_array().unwrap() {
                assert!(there[table.as_str()].contains(id.as_str().unwrap()), "{name}: {id} is not in {table}");
            }
        }
        assert!(scenario["start"].as_str() <= scenario["end"].as_str());
        assert!(!scenario["story"].as_str().unwrap().is_empty());
    }
}

/// Detections without an attack: the logs they need are not simulated.
const WITHOUT_LOG: [u64; 2] = [89, 90];

fn classes(scenarios: &Value) -> BTreeSet<u64> {
    let lists = scenarios.as_array().unwrap().iter().flat_map(|scenario| scenario["class"].as_array().unwrap());
    lists.map(|class| class.as_u64().unwrap()).collect()
}

#[test]
fn a_larger_tenant_holds_every_scenario_and_every_detection() {
    let start = chrono::NaiveDate::from_ymd_opt(2026, 8, 3).unwrap();
    let mut plan = Plan::new(1200, 40, 11, start);
    (plan.intensity, plan.formats) = (1, Vec::new());
    plan.records = Some(1);
    let tenant = Tenant::new(&plan).unwrap();
    let truth: Value = serde_json::from_str(&tenant.ground_truth(&plan)).unwrap();
    assert_eq!(truth["left_out"], Value::Array(Vec::new()));
    let names: BTreeSet<&str> = ["attacks", "look_alikes"]
        .iter()
        .flat_map(|list| truth[list].as_array().unwrap())
        .map(|scenario| scenario["name"].as_str().unwrap())
        .collect();
    assert_eq!(names.len(), scenario_names().count());
    let wanted: BTreeSet<u64> = (1..=90).filter(|class| !WITHOUT_LOG.contains(class)).collect();
    assert_eq!(classes(&truth["attacks"]), wanted);
    let mut attacked = BTreeSet::new();
    for scenario in truth["attacks"].as_array().unwrap() {
        for victim in scenario["victims"].as_array().unwrap() {
            attacked.insert(victim.as_str().unwrap());
        }
    }
    assert!(attacked.len() > 100);
}

#[test]
fn a_month_of_sixty_people_holds_most_of_it() {
    let mut plan = Plan::new(60, 30, 7, chrono::NaiveDate::from_ymd_opt(2026, 10, 1).unwrap());
    plan.formats = Vec::new();
    let tenant = Tenant::new(&plan).unwrap();
    let truth: Value = serde_json::from_str(&tenant.ground_truth(&plan)).unwrap();
    let left_out = truth["left_out"].as_array().unwrap();
    assert!(left_out.len() * 4 < scenario_names().count(), "left out: {left_out:?}");
    let again = Tenant::new(&plan).unwrap();
    assert_eq!(tenant.ground_truth(&plan), again.ground_truth(&plan));
}

#[test]
fn a_source_gone_quiet_has_no_record_for_two_days() {
    let mut plan = Plan::new(20, 20, 7, chrono::NaiveDate::from_ymd_opt(2026, 10, 1).unwrap());
    plan.attacks = Attacks::Only(vec!["source-gone-quiet".to_owned()]);
    plan.intensity = 20;
    let tenant = Tenant::new(&plan).unwrap();
    let truth: Value = serde_json::from_str(&tenant.ground_truth(&plan)).unwrap();
    let silent = &truth["attacks"][0]["silent"];
    assert_eq!(silent["table"], "AADManagedIdentitySignInLogs");
    let (from, until) = (silent["from"].as_str().unwrap(), silent["until"].as_str().unwrap());
    let mut around = 0;
    for event in tenant.events().filter(|event| event.stream() == Stream::ManagedIdentitySignIns) {
        let time = event.time();
        assert!(time.as_str() < from || time.as_str() >= until, "a record at {time}");
        around += 1;
    }
    assert!(around > 100);
}

#[test]
fn every_file_of_a_family_is_in_its_list() {
    for family in ["attacks", "look_alikes", "formats"] {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(family);
        let list = std::fs::read_to_string(folder.join("mod.rs")).unwrap();
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_stem().unwrap().to_str().unwrap();
            if name == "mod" {
                continue;
            }
            let listed = if family == "formats" { format!("in {name},") } else { format!("    {name}::") };
            assert!(list.contains(&listed), "{family}/{name}.rs is not in the list of {family}");
        }
    }
}

#[test]
fn nothing_stands_out_when_nothing_is_wrong() {
    let (files, summary) = simulate(&Plan { attacks: Attacks::None, ..plan() });
    assert_eq!(summary.scenarios, 0);
    assert!(!files["management/audit-records.ndjson"].contains("New-InboxRule"));
    let only = Attacks::Only(vec!["mass-download".to_owned()]);
    let (files, summary) = simulate(&Plan { attacks: only, ..plan() });
    assert_eq!(summary.scenarios, 1);
    let truth: Value = serde_json::from_str(&files["ground-truth.json"]).unwrap();
    assert_eq!(truth["attacks"][0]["name"], "mass-download");
}

#[test]
fn proportions_are_those_of_a_real_tenant() {
    let mut plan = Plan::new(60, 7, 3, chrono::NaiveDate::from_ymd_opt(2026, 9, 7).unwrap());
    plan.attacks = Attacks::None;
    let tenant = Tenant::new(&plan).unwrap();
    let mut counts: BTreeMap<Stream, usize> = BTreeMap::new();
    let mut interrupted = 0;
    let mut failed = 0;
    for event in tenant.events() {
        *counts.entry(event.stream()).or_default() += 1;
        if event.stream() == Stream::InteractiveSignIns {
            match event.error_code() {
                Some(50_074 | 50_076 | 50_140 | 16_000) => interrupted += 1,
                Some(50_126 | 50_053) => failed += 1,
                _ => {}
            }
        }
    }
    let count = |stream| counts.get(&stream).copied().unwrap_or(0);
    let interactive = count(Stream::InteractiveSignIns);
    let per_person_and_day = |count: usize| count as f64 / (60.0 * 7.0);
    assert!((0.8..5.0).contains(&per_person_and_day(interactive)), "{interactive} interactive sign-ins");
    assert!(count(Stream::NonInteractiveSignIns) > 3 * interactive);
    assert!(count(Stream::UnifiedAudit) > 2 * count(Stream::NonInteractiveSignIns));
    assert!((5..=40).contains(&(interrupted * 100 / interactive)), "{interrupted} of {interactive} interrupted");
    assert!((1..=20).contains(&(failed * 100 / interactive)), "{failed} of {interactive} failed");
    assert!(count(Stream::DirectoryAudits) > 30);
    let weekend = tenant.events().filter(|event| {
        event.stream() == Stream::UnifiedAudit
            && (event.time().starts_with("2026-09-12") || event.time().starts_with("2026-09-13"))
    });
    assert!(weekend.count() * 5 < count(Stream::UnifiedAudit), "the weekend is as busy as the week");
}

#[test]
fn a_limit_on_records_cuts_the_end_and_the_truth() {
    let (whole, all) = simulate(&plan());
    let limit = all.records / 3;
    let (files, summary) = simulate(&Plan { records: Some(limit), threads: 2, ..plan() });
    assert_eq!(summary.records, limit);
    assert_eq!(summary.streams.iter().map(|(_, count)| count).sum::<u64>(), limit);
    for path in ["graph/signIns-interactiveUser.ndjson", "management/audit-records.ndjson"] {
        assert!(whole[path].starts_with(files[path].as_str()), "{path} is not the beginning of the whole");
        json_lines(&files[path]);
    }
    let truth: Value = serde_json::from_str(&files["ground-truth.json"]).unwrap();
    let there = ids(&json_lines(&files["management/audit-records.ndjson"]), "Id");
    for scenario in truth["attacks"].as_array().unwrap() {
        for id in scenario["records"].get("UnifiedAuditLog").and_then(Value::as_array).into_iter().flatten() {
            assert!(there.contains(id.as_str().unwrap()));
        }
    }
    let complete: Value = serde_json::from_str(&whole["ground-truth.json"]).unwrap();
    assert!(truth["attacks"].as_array().unwrap().len() < complete["attacks"].as_array().unwrap().len());
}

#[test]
fn addresses_are_from_reserved_ranges_only() {
    let tenant = Tenant::new(&plan()).unwrap();
    for event in tenant.events() {
        let Some(address) = event.address() else { continue };
        let reserved = match address.parse().unwrap() {
            std::net::IpAddr::V4(address) => {
                let [a, b, c, _] = address.octets();
                (a == 198 && (b == 18 || b == 19))
                    || (a == 100 && (64..128).contains(&b))
                    || matches!((a, b, c), (192, 0, 2) | (198, 51, 100) | (203, 0, 113))
            }
            std::net::IpAddr::V6(address) => address.segments()[..2] == [0x2001, 0x0db8],
        };
        assert!(reserved, "{address} belongs to somebody");
    }
}

#[test]
fn small_and_odd_plans_work() {
    for (people, days, intensity) in [(1, 1, 100), (1, 1, 1), (2, 1, 300), (3, 9, 4)] {
        let mut plan = plan_with(Format::ALL);
        (plan.people, plan.days, plan.intensity) = (people, days, intensity);
        let (files, summary) = simulate(&plan);
        assert!(summary.records > 0);
        let answers = ["graph/", "graph-pages/", "management-api/", "ground-truth"];
        for (path, text) in &files {
            if answers.iter().any(|prefix| path.starts_with(prefix)) && !path.contains(".ndjson") {
                assert!(serde_json::from_str::<Value>(text).is_ok(), "{path} is not JSON");
            }
        }
    }
}

#[test]
fn a_plan_out_of_bounds_is_refused_with_its_bounds() {
    let refused = |plan: &Plan| Tenant::new(plan).err().map(|error| error.to_string()).unwrap_or_default();
    assert_eq!(refused(&Plan { people: 0, ..plan() }), "cannot simulate 0 people: give a number from 1 to 1000000");
    assert_eq!(refused(&Plan { days: 5000, ..plan() }), "cannot simulate 5000 days: give a number from 1 to 3660");
    let message = refused(&Plan { attacks: Attacks::Only(vec!["sharks".to_owned()]), ..plan() });
    assert!(
        message.starts_with("there is no simulated attack named sharks: choose from password-spray-single-source, ")
    );
    assert!(scenario_names().all(|name| message.contains(name)));
    let error = "excel".parse::<Format>().unwrap_err();
    assert!(matches!(error, Error::UnknownFormat { .. }) && error.to_string().contains("graph-sign-ins"));
}
