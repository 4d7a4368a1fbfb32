//! The physical node of a step.

use std::fmt;
use std::sync::Arc;

use datafusion::arrow::datatypes::SchemaRef;
use datafusion::common::tree_node::TreeNodeRecursion;
use datafusion::common::{Result, internal_err};
use datafusion::execution::{SendableRecordBatchStream, TaskContext};
use datafusion::physical_expr::expressions::Column;
use datafusion::physical_expr::{
    Distribution, EquivalenceProperties, LexRequirement, OrderingRequirements, Partitioning, PhysicalExpr,
    PhysicalSortRequirement,
};
use datafusion::physical_plan::execution_plan::{Boundedness, EmissionType};
use datafusion::physical_plan::{
    DisplayAs, DisplayFormatType, ExecutionPlan, ExecutionPlanProperties, InputDistributionRequirements, PlanProperties,
};

use super::{Gathering, Step, StepRun};

/// A step over physical plans.
#[derive(Debug)]
pub(crate) struct StepExec {
    step: Arc<dyn Step>,
    inputs: Vec<Arc<dyn ExecutionPlan>>,
    /// The order in which each input came when the step was planned: it must stay that way.
    orders: Vec<Option<OrderingRequirements>>,
    distributions: Vec<Distribution>,
    properties: Arc<PlanProperties>,
}

impl StepExec {
    pub(super) fn new(step: Arc<dyn Step>, inputs: Vec<Arc<dyn ExecutionPlan>>, schema: SchemaRef) -> Result<Self> {
        let gathering = step.gathering();
        let orders = inputs
            .iter()
            .map(|input| {
                let keys = input.output_ordering().filter(|_| gathering == Gathering::One)?;
                let keys = keys.iter().cloned().map(PhysicalSortRequirement::from);
                LexRequirement::new(keys.collect::<Vec<_>>()).map(OrderingRequirements::new)
            })
            .collect();
        let mut distributions = Vec::with_capacity(inputs.len());
        for input in &inputs {
            distributions.push(match &gathering {
                Gathering::Any => Distribution::UnspecifiedDistribution,
                Gathering::One => Distribution::SinglePartition,
                Gathering::ByKeys(names) => {
                    let mut keys: Vec<Arc<dyn PhysicalExpr>> = Vec::with_capacity(names.len());
                    for name in names {
                        keys.push(Arc::new(Column::new_with_schema(name, &input.schema())?));
                    }
                    Distribution::KeyPartitioned(keys)
                }
            });
        }
        let properties = properties(&gathering, &inputs, schema);
        Ok(StepExec { step, inputs, orders, distributions, properties })
    }
}

/// How the result lies: in as many streams as the first input, or in one.
fn properties(gathering: &Gathering, inputs: &[Arc<dyn ExecutionPlan>], schema: SchemaRef) -> Arc<PlanProperties> {
    let streams = match (gathering, inputs.first()) {
        (Gathering::One, _) | (_, None) => 1,
        (_, Some(first)) => first.output_partitioning().partition_count(),
    };
    Arc::new(PlanProperties::new(
        EquivalenceProperties::new(schema),
        Partitioning::UnknownPartitioning(streams),
        EmissionType::Incremental,
        Boundedness::Bounded,
    ))
}

impl DisplayAs for StepExec {
    fn fmt_as(&self, _format: DisplayFormatType, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}Exec", self.step.name())?;
        let more = self.step.describe();
        if more.is_empty() { Ok(()) } else { write!(out, ": {more}") }
    }
}

impl ExecutionPlan for StepExec {
    fn name(&self) -> &str {
        self.step.name()
    }

    fn properties(&self) -> &Arc<PlanProperties> {
        &self.properties
    }

    fn input_distribution_requirements(&self) -> InputDistributionRequirements {
        InputDistributionRequirements::new(self.distributions.clone())
    }

    fn required_input_ordering(&self) -> Vec<Option<OrderingRequirements>> {
        self.orders.clone()
    }

    fn benefits_from_input_partitioning(&self) -> Vec<bool> {
        vec![false; self.inputs.len()]
    }

    fn children(&self) -> Vec<&Arc<dyn ExecutionPlan>> {
        self.inputs.iter().collect()
    }

    fn apply_expressions(
        &self,
        _visit: &mut dyn FnMut(&Arc<dyn PhysicalExpr>) -> Result<TreeNodeRecursion>,
    ) -> Result<TreeNodeRecursion> {
        Ok(TreeNodeRecursion::Continue)
    }

    fn with_new_children(self: Arc<Self>, children: Vec<Arc<dyn ExecutionPlan>>) -> Result<Arc<dyn ExecutionPlan>> {
        if children.len() != self.inputs.len() {
            return internal_err!("{} got {} inputs, not {}", self.step.name(), children.len(), self.inputs.len());
        }
        let properties = properties(&self.step.gathering(), &children, self.schema());
        Ok(Arc::new(StepExec {
            step: Arc::clone(&self.step),
            inputs: children,
            orders: self.orders.clone(),
            distributions: self.distributions.clone(),
            properties,
        }))
    }

    fn execute(&self, partition: usize, task: Arc<TaskContext>) -> Result<SendableRecordBatchStream> {
        let mut inputs = Vec::with_capacity(self.inputs.len());
        for input in &self.inputs {
            inputs.push(input.execute(partition, Arc::clone(&task))?);
        }
        self.step.run(inputs, StepRun { schema: self.schema(), task })
    }
}
