//! Records in, rows out: what the reader of a row relies on, case by case.

use arrow_array::{
    Array, RecordBatch,
    cast::AsArray,
    types::{Float64Type, Int64Type, TimestampMicrosecondType},
};
use tables::{Context, DateOrder, Fidelity, Kind, Mapped, Mappers, Place, SignInKind};

fn only(kind: Kind, record: &str) -> Mapped {
    let mut mappers = Mappers::default();
    assert_eq!(mappers.push(kind, record, Place::default(), &Context::default()).err(), None);
    let mut taken = mappers.take();
    assert_eq!(taken.len(), 1);
    taken.remove(0)
}

fn text(rows: &RecordBatch, column: &str) -> Option<String> {
    let array = rows[column].as_string::<i32>();
    array.is_valid(0).then(|| array.value(0).to_owned())
}

const SIGN_IN: &str = r#"{
    "id": "5f0a6a35-0000-4000-8000-000000000001", "createdDateTime": "2026-03-02T08:15:30Z",
    "userPrincipalName": "Ana.Brun@contoso.example", "userType": "member", "isInteractive": true,
    "status": {"errorCode": 50126, "failureReason": "Invalid username or password.", "additionalDetails": null},
    "location": {"city": "Porto", "countryOrRegion": "PT", "geoCoordinates": {"latitude": 41.15, "longitude": -8.61}},
    "deviceDetail": {"deviceId": "", "isCompliant": false, "browser": "Edge 126"},
    "resourceTenantId": "A1B2C3D4-0000-4000-8000-0123456789AB", "rngcStatus": 3, "privateLinkDetails": {}
}"#;

#[test]
fn a_graph_sign_in_becomes_a_row_of_signin_logs() {
    let mapped = only(Kind::SignIn, SIGN_IN);
    assert_eq!(mapped.table.name, "SigninLogs");
    let rows = &mapped.rows;
    assert_eq!(text(rows, "ResultType").as_deref(), Some("50126"));
    assert_eq!(text(rows, "ResultDescription").as_deref(), Some("Invalid username or password."));
    assert_eq!(text(rows, "UserType").as_deref(), Some("Member"));
    assert_eq!(text(rows, "Location").as_deref(), Some("PT"));
    assert_eq!(text(rows, "Type").as_deref(), Some("SigninLogs"));
    assert_eq!(text(rows, "AppId"), None);
    assert_eq!(
        text(rows, "LocationDetails").as_deref(),
        Some(
            r#"{"city": "Porto", "countryOrRegion": "PT", "geoCoordinates": {"latitude": 41.15, "longitude": -8.61}}"#
        ),
        "dynamic columns are text as received"
    );
    assert_eq!(text(rows, "_LocationDetails_city").as_deref(), Some("Porto"));
    assert_eq!(rows["_Status_errorCode"].as_primitive::<Int64Type>().value(0), 50126);
    assert!((rows["_LocationDetails_longitude"].as_primitive::<Float64Type>().value(0) + 8.61).abs() < 1e-9);
    assert!(!rows["_DeviceDetail_isCompliant"].as_boolean().value(0));
    assert_eq!(rows["TimeGenerated"].as_primitive::<TimestampMicrosecondType>().value(0), 1_772_439_330_000_000);
    assert_eq!(mapped.tenants[0].as_deref(), Some("a1b2c3d4-0000-4000-8000-0123456789ab"));
    assert!(mapped.identities[0].named);
}

#[test]
fn one_sign_in_is_one_record_whatever_shape_it_came_in() {
    let diagnostic = r#"{"time": "2026-03-02T08:20:00.1234567Z", "category": "SignInLogs", "resultType": "50126",
        "resourceId": "/tenants/A1B2C3D4-0000-4000-8000-0123456789AB/providers/Microsoft.aadiam",
        "properties": {"id": "5F0A6A35-0000-4000-8000-000000000001", "userPrincipalName": "Ana.Brun@contoso.example",
        "deviceDetail": {"browser": "Edge 126"}}}"#;
    let row = r#"{"TimeGenerated [UTC]": "2026-03-02T08:20:00Z", "Id": "5f0a6a35-0000-4000-8000-000000000001",
        "DeviceDetail_dynamic": "{\"browser\":\"Edge 126\"}", "DeviceDetail_string": ""}"#;
    let graph = only(Kind::SignIn, SIGN_IN);
    let diagnostic = only(Kind::Diagnostic, diagnostic);
    let row = only(Kind::Row("AADNonInteractiveUserSignInLogs"), row);
    assert_eq!(diagnostic.table.name, "SigninLogs");
    assert_eq!(graph.identities[0].key, diagnostic.identities[0].key);
    assert_eq!(graph.identities[0].key, row.identities[0].key, "the sign-in tables are one family");
    assert!(row.identities[0].rank < diagnostic.identities[0].rank, "a native record shows before an exported row");
    for mapped in [&graph, &diagnostic, &row] {
        assert_eq!(text(&mapped.rows, "_DeviceDetail_browser").as_deref(), Some("Edge 126"));
    }
    assert_eq!(diagnostic.tenants[0].as_deref(), Some("a1b2c3d4-0000-4000-8000-0123456789ab"));
}

#[test]
fn fields_without_a_column_are_counted() {
    let mut mappers = Mappers::default();
    mappers.push(Kind::SignIn, SIGN_IN, Place::default(), &Context::default()).unwrap();
    let odd = r#"{"id": "2", "createdDateTime": "2026-03-02T08:15:30Z", "rngcStatus": 1, "isRisky": "perhaps"}"#;
    mappers.push(Kind::SignIn, odd, Place::default(), &Context::default()).unwrap();
    assert_eq!(
        mappers.take_unmapped(),
        [("IsRisky (unreadable as bool)".to_owned(), 1), ("rngcStatus".to_owned(), 2)],
        "an empty object says nothing and is not counted"
    );
    assert!(mappers.take_unmapped().is_empty());
}

#[test]
fn the_record_decides_which_sign_in_table() {
    for (fields, table) in [
        (r#""signInEventTypes": ["nonInteractiveUser"]"#, "AADNonInteractiveUserSignInLogs"),
        (r#""signInEventTypes": ["interactiveUser"]"#, "SigninLogs"),
        (r#""SignInEventTypes": ["servicePrincipal"]"#, "AADServicePrincipalSignInLogs"),
        (r#""signInEventTypes": ["managedIdentity"]"#, "AADManagedIdentitySignInLogs"),
        (r#""isInteractive": true, "servicePrincipalId": """#, "SigninLogs"),
        (r#""isInteractive": false, "userId": "u1", "servicePrincipalId": """#, "AADNonInteractiveUserSignInLogs"),
        (
            r#""isInteractive": false, "userId": "00000000-0000-0000-0000-000000000000", "servicePrincipalId": "s1""#,
            "AADServicePrincipalSignInLogs",
        ),
        (r#""userId": "u1""#, "SigninLogs"),
    ] {
        let record = format!(r#"{{"id": "1", "createdDateTime": "2026-03-02T08:15:30Z", {fields}}}"#);
        assert_eq!(only(Kind::SignIn, &record).table.name, table, "{fields}");
    }
    let record = r#"{"id": "1", "createdDateTime": "2026-03-02T08:15:30Z"}"#;
    assert_eq!(only(Kind::SignInOf(SignInKind::ManagedIdentity), record).table.name, "AADManagedIdentitySignInLogs");
}

#[test]
fn an_audit_record_shows_who_and_what() {
    let record = r#"{"time": "6/15/2026 12:40:24 PM", "category": "auditlogs", "tenantId": "t-1",
        "resourceId": "/tenants/t-1/providers/Microsoft.aadiam", "operationName": "Add member to role",
        "properties": {"id": "Directory_1", "category": "RoleManagement", "result": "success",
            "initiatedBy": "{\"user\":{\"userPrincipalName\":\"ana@contoso.example\",\"ipAddress\":\"192.0.2.7\"}}",
            "targetResources": [{"displayName": "Global Reader", "id": "r-1", "type": "Role"}],
            "additionalDetails": [{"key": "X", "value": "y"}, {"Key": "user-agent", "Value": "curl/8"}]}}"#;
    let mapped = only(Kind::Diagnostic, record);
    let rows = &mapped.rows;
    assert_eq!(mapped.table.name, "AuditLogs");
    assert_eq!(text(rows, "Category").as_deref(), Some("RoleManagement"));
    assert_eq!(text(rows, "_Actor").as_deref(), Some("ana@contoso.example"));
    assert_eq!(text(rows, "_Object").as_deref(), Some("Global Reader"));
    assert_eq!(text(rows, "_AdditionalDetails_UserAgent").as_deref(), Some("curl/8"));
    assert_eq!(text(rows, "Identity").as_deref(), Some("ana@contoso.example"), "found inside JSON in text");
    assert_eq!(
        text(rows, "InitiatedBy").as_deref(),
        Some(r#"{"user":{"userPrincipalName":"ana@contoso.example","ipAddress":"192.0.2.7"}}"#)
    );
    assert_eq!(mapped.tenants[0].as_deref(), Some("t-1"));
}

#[test]
fn a_lost_or_ambiguous_time_is_refused_with_what_to_do() {
    for (time, says) in [
        ("\"12:36 PM\"", "has no date"),
        ("\"1.78153E+12\"", "rounded by a spreadsheet"),
        ("\"3/12/2025 7:22:01 AM\"", "--dates us"),
        ("\"soon\"", "not a time"),
        ("null", "no TimeGenerated"),
    ] {
        let record = format!(r#"{{"Id": "1", "TimeGenerated": {time}}}"#);
        let refused = Mappers::default()
            .push(Kind::Row("SigninLogs"), &record, Place::default(), &Context::default())
            .expect_err("a time nobody can read");
        assert!(refused.reason.contains(says), "{time}: {}", refused.reason);
    }
    let zoned = r#"{"Id": "1", "TimeGenerated [Local Time]": "2026-03-02T08:15:30"}"#;
    let refused = Mappers::default().push(Kind::Row("SigninLogs"), zoned, Place::default(), &Context::default());
    assert!(refused.unwrap_err().reason.contains("another time zone"));
}

#[test]
fn a_refused_record_leaves_nothing_behind() {
    let mut mappers = Mappers::default();
    let american = Context { dates: DateOrder::MonthFirst, ..Context::default() };
    let good = r#"{"Id": "1", "TimeGenerated": "3/12/2025 7:22:01 AM"}"#;
    for record in [r#"{"Id": "2", "TimeGenerated": ""}"#, r#"{"Id": "3","#, "[]", "", &"[".repeat(100_000)] {
        mappers.push(Kind::Row("SigninLogs"), record, Place::default(), &american).expect_err(record);
    }
    mappers.push(Kind::Row("SigninLogs"), good, Place::default(), &american).unwrap();
    let taken = mappers.take();
    assert_eq!(taken[0].rows.num_rows(), 1);
    assert_eq!(taken[0].places.len(), 1);
    assert!(mappers.take().is_empty());
}

#[test]
fn a_rewritten_record_ranks_below_the_original() {
    let rank = |fidelity| {
        let mut mappers = Mappers::default();
        let context = Context { fidelity, ..Context::default() };
        mappers.push(Kind::SignIn, SIGN_IN, Place::default(), &context).unwrap();
        mappers.take()[0].identities[0].rank
    };
    assert!(rank(Fidelity::Native) > rank(Fidelity::Rewritten));
    assert!(rank(Fidelity::Rewritten) > rank(Fidelity::Salvaged));
}

#[test]
fn a_record_without_a_name_is_named_by_its_content() {
    let record = r#"{"createdDateTime": "2026-03-02T08:15:30Z", "userPrincipalName": "ana@contoso.example"}"#;
    let mapped = only(Kind::SignIn, record);
    assert!(!mapped.identities[0].named);
    assert_eq!(mapped.identities[0].key, mapped.identities[0].content[..16]);
}

#[test]
fn the_category_of_a_diagnostic_record_decides_and_none_is_lost() {
    let entra = r#""resourceId": "/tenants/t-1/providers/Microsoft.aadiam""#;
    for (fields, table, kind) in [
        (format!(r#""category": "NONINTERACTIVEUSERSIGNINLOGS", {entra}"#), "AADNonInteractiveUserSignInLogs", None),
        (format!(r#""category": "AuditLogs", {entra}, "properties": {{"id": "1"}}"#), "AuditLogs", None),
        (r#""category": "AuditLogs", "properties": {"activityDisplayName": "x"}"#.into(), "AuditLogs", None),
        (
            r#""category": "AuditLogs", "properties": {"ActivityDate": "2026-03-02", "AuditEventId": "1"}"#.into(),
            "OtherRecords",
            Some("IntuneAuditLogs"),
        ),
        (r#""category": "DeviceComplianceOrg", "properties": {}"#.into(), "OtherRecords", Some("DeviceComplianceOrg")),
        (
            r#""category": "AdvancedHunting-DeviceEvents", "properties": {"Timestamp": "2026-03-02"}"#.into(),
            "OtherRecords",
            Some("DeviceEvents"),
        ),
        (
            r#""category": "SignInLogs", "properties": "{\"id\": \"1\", \"status\": {\"errorCode\": 0}}""#.into(),
            "SigninLogs",
            None,
        ),
    ] {
        let record = format!(r#"{{"time": "2026-03-02T08:15:30Z", {fields}}}"#);
        let mapped = only(Kind::Diagnostic, &record);
        assert_eq!(mapped.table.name, table, "{record}");
        if let Some(kind) = kind {
            assert_eq!(text(&mapped.rows, "Kind").as_deref(), Some(kind));
            assert_eq!(text(&mapped.rows, "Record").as_deref(), Some(record.as_str()), "kept whole");
        }
    }
    let refused = Mappers::default().push(Kind::Diagnostic, "{}", Place::default(), &Context::default());
    assert!(refused.unwrap_err().reason.contains("no category"));
}

#[test]
fn one_guess_does_not_sway_the_next() {
    let record = |category: &str, id: u32| {
        format!(r#"{{"time": "2026-03-02T08:15:30Z", "category": "{category}", "properties": {{"id": "{id}"}}}}"#)
    };
    let mut mappers = Mappers::default();
    for (id, category) in ["AuditLogs", "SignInLogs", "AuditLogs", "RiskyUsers", "SignInLogs"].iter().enumerate() {
        mappers.push(Kind::Diagnostic, &record(category, id as u32), Place::default(), &Context::default()).unwrap();
    }
    let rows: Vec<(&str, usize)> = mappers.take().iter().map(|m| (m.table.name, m.rows.num_rows())).collect();
    assert_eq!(rows, [("SigninLogs", 2), ("AuditLogs", 2), ("AADRiskyUsers", 1)]);
}

#[test]
fn office_records_stand_in_two_tables_and_count_in_one() {
    let audit =
        r#"{"CreationTime": "2026-03-02T08:15:30", "Id": "1", "Workload": "exchange", "Operation": "New-InboxRule"}"#;
    let entra = r#"{"CreationTime": "2026-03-02T08:15:30", "Id": "2", "Workload": "AzureActiveDirectory"}"#;
    let row = r#"{"TimeGenerated": "2026-03-02T08:15:30", "OfficeId": "3", "OfficeWorkload": "Exchange"}"#;
    let tables = |kind, record: &str| {
        let mut mappers = Mappers::default();
        mappers.push(kind, record, Place::default(), &Context::default()).unwrap();
        mappers.take().iter().map(|m| (m.table.name, m.derived)).collect::<Vec<_>>()
    };
    assert_eq!(tables(Kind::Audit, audit), [("UnifiedAuditLog", false), ("OfficeActivity", true)]);
    assert_eq!(tables(Kind::Audit, entra), [("UnifiedAuditLog", false)]);
    assert_eq!(tables(Kind::Row("OfficeActivity"), row), [("UnifiedAuditLog", true), ("OfficeActivity", false)]);
}
