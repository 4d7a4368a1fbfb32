//! What a query reads of an archive, and that it answers the same however little that is.
#![expect(clippy::unwrap_used, reason = "a test may")]

mod support;

use support::Asked;
use tables::Shape;

/// Sign-ins, sixty a day, of the first days of March.
fn sign_ins(days: u32) -> Vec<String> {
    // What a path leads to has unusual types too, and is missing at times.
    let codes = ["0", "50126", "\"50126\"", "50126.0", "4295017422", "null", "\"0\"", "true"];
    let systems = ["\"Windows 11\"", "\"windows 11\"", "\"\"", "11", "[\"Windows 11\"]", "null"];
    let mut records = Vec::new();
    for id in 0..days * 60 {
        let (day, minute) = (1 + id / 60, id % 60);
        let (code, system) = (codes[id as usize % codes.len()], systems[id as usize % systems.len()]);
        records.push(format!(
            r#"{{"id":"00000000-0000-4000-8000-{id:012}","createdDateTime":"2026-03-{day:02}T12:{minute:02}:00Z","userPrincipalName":"ada@contoso.example","status":{{"errorCode":{code}}},"deviceDetail":{{"operatingSystem":{system},"Browser":"Edge"}}}}"#
        ));
    }
    records
}

fn days(at: &std::path::Path, days: u32) -> store::Archive {
    support::archive(at, "SigninLogs", Shape::Graph, &sign_ins(days))
}

impl Asked {
    /// The first value of the only row, the files read for it, and the plan.
    fn one(&self, query: &str) -> (i64, u64, String) {
        self.runtime.block_on(async {
            let question = self.session.read(query, Self::context(), &[]).unwrap();
            let (_, plan) = question.results.first().unwrap();
            let (_, physical) = self.session.explain(&question, plan).await.unwrap();
            self.session.source().read();
            let rows = self.session.answer(&question, plan).await.unwrap().rows().await.unwrap();
            let count = rows.rows.first().unwrap().first().unwrap().as_long().unwrap();
            (count, self.session.source().read().files, physical)
        })
    }
}

#[test]
fn a_day_is_read_from_its_own_file() {
    let folder = tempfile::tempdir().unwrap();
    let asked = Asked::of(&days(folder.path(), 8));
    assert_eq!(asked.one("SigninLogs | summarize dcount(TimeGenerated)").1, 8);
    for query in [
        "SigninLogs | where TimeGenerated >= datetime(2026-03-03) and TimeGenerated < datetime(2026-03-04) | count",
        "SigninLogs | where TimeGenerated between (datetime(2026-03-03) .. datetime(2026-03-03 23:59)) | count",
        "SigninLogs | where TimeGenerated between (ago(29d) .. ago(28d)) | where TimeGenerated < startofday(ago(28d)) | count",
        "SigninLogs | where TimeGenerated > ago(24d - 1s) | count",
        "SigninLogs | extend At = TimeGenerated | project At, UserPrincipalName | where At > datetime(2026-03-08) | count",
        "let days = SigninLogs | where ResultType != 'none'; days | where startofday(datetime(2026-03-08 05:00)) < TimeGenerated | count",
        "let days = materialize(SigninLogs); days | where TimeGenerated > datetime(2026-03-08) | count",
        "union SigninLogs, AuditLogs | where TimeGenerated > datetime(2026-03-08) | count",
        "let begin = toscalar(print datetime(2026-03-08)); SigninLogs | where TimeGenerated > begin | count",
    ] {
        let (count, files, _) = asked.one(query);
        assert!((59..=60).contains(&count), "{query}: {count}");
        assert_eq!(files, 1, "{query}");
    }
    assert_eq!(asked.one("SigninLogs | where TimeGenerated > datetime(2030-01-01) | count").1, 0);
}

#[test]
fn a_copy_of_a_path_is_asked_first_and_changes_no_answer() {
    let folder = tempfile::tempdir().unwrap();
    let asked = Asked::of(&days(folder.path(), 2));
    for (predicate, copy) in [
        ("tostring(Status.errorCode) == '50126'", "_Status_errorCode"),
        ("toint(Status.errorCode) == 50126", "_Status_errorCode"),
        ("tolong(Status.errorCode) == 50126", "_Status_errorCode"),
        ("tolong(Status.errorCode) in (50126, 0)", "_Status_errorCode"),
        ("tostring(DeviceDetail.operatingSystem) == 'Windows 11'", "_DeviceDetail_operatingSystem"),
        ("tostring(DeviceDetail.operatingSystem) in ('Windows 11', 'none')", "_DeviceDetail_operatingSystem"),
        ("tostring(DeviceDetail.browser) == 'Edge'", "_DeviceDetail_browser"),
        ("tostring(parse_json(tostring(DeviceDetail)).operatingSystem) == 'Windows 11'", ""),
        ("Status.errorCode == 50126", "_Status_errorCode"),
        ("Status.errorCode == '50126'", "_Status_errorCode"),
        ("Status.errorCode in ('50126', 'none')", ""),
        ("Status.errorCode in (50126, 1)", "_Status_errorCode"),
        ("50126 in (Status.errorCode, 50126)", ""),
        ("not(Status.errorCode == 50126)", ""),
        ("Status.errorCode == 50126 or DeviceDetail.operatingSystem == 'Windows 11'", "_DeviceDetail_operatingSystem"),
        ("Status.errorCode == 50126 or isempty(DeviceDetail.operatingSystem)", ""),
        ("Status.errorCode == 50126 and isempty(DeviceDetail.operatingSystem)", "_Status_errorCode"),
        ("'Windows 11' == DeviceDetail.operatingSystem", "_DeviceDetail_operatingSystem"),
        ("DeviceDetail.operatingSystem == 11", ""),
        ("DeviceDetail.operatingSystem == '0xb'", ""),
        ("tostring(DeviceDetail.operatingSystem) == '11'", ""),
        ("tostring(DeviceDetail.operatingSystem) == ''", ""),
        ("tostring(Status.errorCode) != '50126'", ""),
    ] {
        let (fast, _, plan) = asked.one(&format!("SigninLogs | where {predicate} | count"));
        // A value that was computed before it is compared cannot be asked of the files.
        let (slow, _, _) =
            asked.one(&format!("SigninLogs | serialize | extend Found = ({predicate}) | summarize countif(Found)"));
        assert_eq!(fast, slow, "{predicate}");
        if copy.is_empty() {
            assert!(!plan.contains("_Status_") && !plan.contains("_DeviceDetail_"), "{predicate}: {plan}");
        } else {
            assert!(plan.contains(copy), "{predicate}: {plan}");
        }
    }
    let through =
        "SigninLogs | extend Code = tostring(Status.errorCode) | project Code, Id | where Code == '50126' | count";
    let (count, _, plan) = asked.one(through);
    assert!(count > 0 && plan.contains("_Status_errorCode"), "{plan}");
}
