//! Keeps rows in the order that a sort below gave them.

use datafusion::common::Result;
use datafusion::execution::SendableRecordBatchStream;

use super::{Gathering, Step, StepRun};

/// Passes rows on. DataFusion drops a sort whose order no operator asks for, as SQL allows; this step asks for it, since in Kusto rows stay sorted
/// until a step that shuffles them: <https://learn.microsoft.com/kusto/query/serialize-operator>
#[derive(Debug)]
pub(crate) struct Barrier;

impl Step for Barrier {
    fn name(&self) -> &'static str {
        "KeepOrder"
    }

    fn needs(&self, _input: usize) -> Vec<String> {
        Vec::new()
    }

    fn filters_first(&self) -> bool {
        true
    }

    fn gathering(&self) -> Gathering {
        Gathering::One
    }

    fn run(&self, inputs: Vec<SendableRecordBatchStream>, _run: StepRun) -> Result<SendableRecordBatchStream> {
        let Some(input) = inputs.into_iter().next() else {
            return datafusion::common::internal_err!("a step without its input");
        };
        Ok(input)
    }
}
