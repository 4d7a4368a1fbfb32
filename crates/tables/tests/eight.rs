//! The eight things a reader of an entry asks for are answered by a record that holds them, whichever table it is in.

use arrow_array::{Array, cast::AsArray};
use tables::{
    Context, Kind, Mappers, Place,
    audit::Outcome,
    views::activity::{Field, activity},
};

const SIGN_IN: &str = r#"{"id":"5f0a6a35-0000-4000-8000-000000000001","createdDateTime":"2026-03-02T08:15:30Z",
    "userPrincipalName":"ana.brun@contoso.example","appDisplayName":"Outlook","ipAddress":"192.0.2.44","userAgent":"Mozilla/5.0",
    "isInteractive":true,"status":{"errorCode":50126,"failureReason":"Invalid username or password."}}"#;

const DIRECTORY_AUDIT: &str = r#"{"id":"Directory_1","activityDateTime":"2026-03-02T08:15:30Z","loggedByService":"Core Directory",
    "activityDisplayName":"Add member to role","result":"failure","initiatedBy":{"user":{"userPrincipalName":"lee.vo@contoso.example",
    "ipAddress":"192.0.2.45"}},"targetResources":[{"userPrincipalName":"sam.ode@contoso.example"}],
    "additionalDetails":[{"key":"User-Agent","value":"Mozilla/5.0"}]}"#;

const AUDIT: &str = r#"{"CreationTime":"2026-03-02T08:15:30","Id":"7c1f2b3a-0000-4000-8000-000000000101","Operation":"UserLoginFailed",
    "RecordType":15,"ResultStatus":"Success","UserType":0,"Workload":"AzureActiveDirectory","ClientIP":"192.0.2.44:4711",
    "ObjectId":"Outlook","UserId":"ana.brun@contoso.example","ExtendedProperties":[{"Name":"UserAgent","Value":"Mozilla/5.0"}]}"#;

#[test]
fn every_question_has_an_answer() {
    let cases = [
        (Kind::SignIn, SIGN_IN, ["ana.brun@contoso.example", "Sign-in", "Outlook", "192.0.2.44", "Entra sign-in"]),
        (
            Kind::DirectoryAudit,
            DIRECTORY_AUDIT,
            ["lee.vo@contoso.example", "Add member to role", "sam.ode@contoso.example", "192.0.2.45", "Core Directory"],
        ),
        (
            Kind::Audit,
            AUDIT,
            ["ana.brun@contoso.example", "UserLoginFailed", "Outlook", "192.0.2.44", "AzureActiveDirectory"],
        ),
    ];
    for (kind, record, [user, activity_name, object, client_ip, service]) in cases {
        let mut mappers = Mappers::default();
        let table = mappers.push(kind, record, Place::default(), &Context::default()).unwrap();
        let taken = mappers.take();
        let rows = &taken.iter().find(|mapped| mapped.table.name == table.name).unwrap().rows;
        let source = activity().iter().find(|source| source.table == table.name).unwrap();
        let answer = |field: Field| match field {
            Field::Column(column) => rows[column].as_string::<i32>().value(0).to_owned(),
            Field::Constant(text) => text.to_owned(),
            Field::Absent => String::new(),
        };
        assert_eq!(answer(source.user), user);
        assert_eq!(answer(source.activity), activity_name);
        assert_eq!(answer(source.object), object);
        assert_eq!(answer(source.client_ip), client_ip);
        assert_eq!(answer(source.user_agent), "Mozilla/5.0");
        assert_eq!(answer(source.source), service);
        assert_eq!(source.outcome(&answer(source.result)), Some(Outcome::Failure), "{}", table.name);
        let Field::Column(time) = source.time else { panic!("{} has no time", table.name) };
        assert!(rows[time].is_valid(0));
    }
}
