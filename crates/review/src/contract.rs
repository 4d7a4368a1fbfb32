//! A review as scripts rely on it: `review new` and `review show` with `--format json`.

use serde_json::{Value as Json, json};

use crate::state::ReviewState;
use crate::template::{DefenderReview, SignInReview};
use crate::time::iso;
use crate::{Entry, Review};

/// Returns the review with what was decided about it.
pub fn contract(review: &Review, state: &ReviewState, now: i64) -> Json {
    json!({
        "name": review.period.name,
        "period": {"from": iso(review.period.from), "to": iso(review.period.to)},
        "tenants": review.tenants,
        "status": state.status,
        "owner": state.owner,
        "due": iso(state.due),
        "overdue": state.is_overdue(now),
        "made": {"at": iso(review.made), "by": review.by, "program": review.program, "head": review.head, "document": state.document, "versions": state.versions},
        "population": review.population,
        "coverage": review.coverage,
        "gaps_closed": review.gaps_closed,
        "detection": review.detection,
        "sign_in_review": SignInReview::of(review, state),
        "defender_review": DefenderReview::of(review, state),
        "entries": review.entries.iter().map(|entry| self::entry(entry, state)).collect::<Vec<_>>(),
        "put_forward": review.put_forward,
        "routine": review.routine,
        "comparison": review.comparison,
        "tracked": review.tracked,
        "signatures": state.signatures,
        "amendments": state.amendments,
        "history": state.history,
        "problems": review.problems,
    })
}

/// Returns an entry with what was decided about it.
pub fn entry(entry: &Entry, state: &ReviewState) -> Json {
    let mut json = serde_json::to_value(entry).unwrap_or_default();
    if let Json::Object(fields) = &mut json {
        fields.insert("disposition".to_owned(), json!(state.disposition(entry)));
        fields.remove("carried");
    }
    json
}
