//! Passes rows on, and nothing that is known of their values.

use datafusion::common::Result;
use datafusion::execution::SendableRecordBatchStream;

use super::{Gathering, Step, StepRun};

/// Passes rows on. A column that is one constant in each input of a union is not constant in the whole, yet DataFusion 55.2 takes a sort by it for
/// needless when there are more inputs than streams; behind this step it knows of no constant.
#[derive(Debug)]
pub(crate) struct Forget;

impl Step for Forget {
    fn name(&self) -> &'static str {
        "Forget"
    }

    fn needs(&self, _input: usize) -> Vec<String> {
        Vec::new()
    }

    fn filters_first(&self) -> bool {
        true
    }

    fn gathering(&self) -> Gathering {
        Gathering::Any
    }

    fn run(&self, inputs: Vec<SendableRecordBatchStream>, _run: StepRun) -> Result<SendableRecordBatchStream> {
        let Some(input) = inputs.into_iter().next() else {
            return datafusion::common::internal_err!("a step without its input");
        };
        Ok(input)
    }
}
