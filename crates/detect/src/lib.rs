//! Detection: what a rule is, when it runs, what it finds, and the alerts that come of it.
//!
//! | stage | from → to | law |
//! |---|---|---|
//! | [`rule`] | YAML → [`Rule`] | a rule goes to Sentinel and comes from it as it is |
//! | [`RuleSet`] | files → rules, stored functions, watchlists, record templates | what cannot be read is named, never left out silently |
//! | [`evaluate`] | rule, stretch of time → [`Finding`]s | the same findings however the stretch is cut, for rules that allow it; run by run as scheduled for the others |
//! | [`condition`] | findings → [`Condition`]s | does not depend on the order of the findings |
//! | [`watch`] | rules, archive, [`state`] → what to evaluate now | catches up after a pause; what came late is judged again |
//! | [`state`] | findings → alerts, and what people did about them | the same alerts however often and in whatever order time is judged |
//! | [`incident`] | alerts → incidents | |
//! | [`events`], [`trial`] | test cases → rows → verdicts | events are read as an import reads them |
//! | [`check`] | rule → what is wrong with it | |

pub mod attack;
pub mod check;
pub mod condition;
pub mod coverage;
pub mod evaluate;
pub mod events;
pub mod finding;
pub mod incident;
pub mod rule;
pub mod set;
pub mod state;
pub mod trial;
pub mod watch;

pub use condition::Condition;
pub use evaluate::{Evaluator, Failure, ROOM_FOR_BINDING};
pub use finding::{Entity, Finding, RecordId};
pub use rule::{Rule, RuleError, Severity};
pub use set::RuleSet;
