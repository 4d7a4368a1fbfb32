//! Named conversions from a raw JSON value to a column's text, for columns that need more than their type.

mod alert;
mod audit;
mod directory;
mod entity;
mod incident;
mod json;
mod raw;
mod time;

pub(crate) use alert::{alert_product, alert_provider, alert_status, microsoft, rest_of_alert};
pub(crate) use audit::{
    activity, add_on_type_name, client_address, client_port, domain_of_user, event_source_name, item_type_name, known,
    logon_type_name, logon_type_number, outcome_of_error, outcome_of_logon_error, outcome_of_no_error,
    outcome_of_operation, outcome_of_status, record_type_name, record_type_number, unified_audit_log, user_type_name,
    user_type_number,
};
pub(crate) use directory::{capitalised, failure_reason, tenant_of_resource};
pub(crate) use entity::{alert_entities, alert_entities_of_record, compromised_entity, list_of_lines, sub_techniques};
pub(crate) use incident::{
    defender_xdr, first_activity, ids_of_alerts, incident_classification, incident_owner, incident_status, labels,
    last_activity, rest_of_incident, whole,
};
pub(crate) use time::readable_time;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use crate::{Convert, KustoType, all};

    /// JSON like that of records: names the conversions look for, at any place.
    fn values() -> impl Strategy<Value = Value> {
        let name = prop::sample::select(vec![
            "id",
            "alertId",
            "evidence",
            "@odata.type",
            "entityType",
            "userAccount",
            "userPrincipalName",
            "deviceEvidence",
            "userStates",
            "hostStates",
            "logonIp",
            "alerts",
            "category",
            "status",
            "tags",
            "firstActivity",
            "ß\"\\\n",
        ]);
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            "\\PC{0,12}".prop_map(Value::from),
            Just(json!("#microsoft.graph.security.userEvidence")),
            Just(json!("2026-03-02T08:15:30Z")),
        ];
        leaf.prop_recursive(4, 40, 6, move |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
                prop::collection::hash_map(name.clone().prop_map(str::to_owned), inner, 0..6)
                    .prop_map(|members| Value::Object(members.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn whatever_a_conversion_puts_in_a_dynamic_column_is_json(value in values()) {
            let raw = value.to_string();
            for column in all().iter().flat_map(|table| table.columns) {
                for source in column.sources {
                    if let Convert::With(convert) = source.convert
                        && let Some(text) = convert(&raw)
                        && column.kind == KustoType::Dynamic
                    {
                        prop_assert!(serde_json::from_str::<Value>(&text).is_ok(), "{}: {raw} → {text}", column.name);
                    }
                }
            }
        }

        #[test]
        fn no_damage_makes_a_conversion_panic_or_hang(value in values(), cut in 0_usize..200, junk in "\\PC{0,20}") {
            let mut raw: String = value.to_string().chars().take(cut).collect();
            raw.push_str(&junk);
            for source in all().iter().flat_map(|table| table.columns).flat_map(|column| column.sources) {
                if let Convert::With(convert) = source.convert {
                    let _text = convert(&raw);
                }
            }
        }
    }
}
