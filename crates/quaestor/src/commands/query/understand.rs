//! From the text of a query to a question, and what is told about it on the way.

use kql::Severity;
use kql::tree::Statement;
use query::{Failure, Question, Session};
use tokio::runtime::Runtime;

use crate::output;

/// Room for what nests.
const STACK: usize = 256 << 20;

/// Reads and binds on a thread with room for what nests.
pub(crate) fn read(
    runtime: &Runtime,
    session: &Session,
    text: &str,
    parameters: &[(String, String)],
) -> Result<Question, Failure> {
    std::thread::scope(|scope| {
        let handle = runtime.handle();
        let work = move || {
            let _within = handle.enter();
            session.read(text, super::context(), parameters)
        };
        match std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work) {
            Ok(thread) => thread.join().unwrap_or_else(|_| Err(mistake())),
            Err(error) => {
                Err(Failure::Run(kql_datafusion::EngineError::Internal(format!("no thread starts: {error}"))))
            }
        }
    })
}

/// Computes a text with room for what nests; none where it cannot.
pub(crate) fn deep(work: impl FnOnce() -> String + Send) -> String {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work);
        thread.ok().and_then(|thread| thread.join().ok()).unwrap_or_default()
    })
}

/// Fails where a parameter is set that the query does not declare: a misspelt one would leave the default in place.
pub(crate) fn declared(text: &str, parameters: &[(String, String)]) -> anyhow::Result<()> {
    if parameters.is_empty() {
        return Ok(());
    }
    let parsed = kql::parse(text);
    let declarations = parsed.tree.statements.iter().filter_map(|statement| match statement {
        Statement::QueryParameters(declared) => Some(&declared.parameters),
        _ => None,
    });
    let names: Vec<&str> = declarations.flatten().map(|parameter| parameter.name.text.as_str()).collect();
    if let Some((name, _)) = parameters.iter().find(|(name, _)| !names.contains(&name.as_str())) {
        let known = if names.is_empty() { "none".to_owned() } else { names.join(", ") };
        anyhow::bail!("--set {name}: the query declares no such parameter; it declares {known}");
    }
    Ok(())
}

/// A panic is a mistake of ours, and no reason to end.
pub(super) fn mistake() -> Failure {
    Failure::Run(kql_datafusion::EngineError::Internal("it stopped in the middle; tell us the query".to_owned()))
}

/// Returns the question, and tells on standard error what was found about it; an error when it is wrong.
pub(crate) fn understood(name: &str, text: &str, read: Result<Question, Failure>) -> anyhow::Result<Question> {
    match read {
        Ok(question) => {
            output::say_all(&output::findings(name, text, &question.diagnostics));
            for note in &question.notes {
                output::say(note);
            }
            Ok(question)
        }
        Err(Failure::Query(findings)) => {
            output::say_all(&output::findings(name, text, &findings));
            let errors = findings.iter().filter(|finding| finding.severity == Severity::Error).count();
            anyhow::bail!("{name} has {errors} error{}", if errors == 1 { "" } else { "s" });
        }
        Err(failure) => Err(failure.into()),
    }
}
