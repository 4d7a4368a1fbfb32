//! The physical node of a step.

use std::fmt;
use std::sync::Arc;

use datafusion::arrow::compute::SortOptions;
use datafusion::arrow::datatypes::{Schema, SchemaRef};
use datafusion::common::tree_node::TreeNodeRecursion;
use datafusion::common::{Result, internal_err};
use datafusion::execution::{SendableRecordBatchStream, TaskContext};
use datafusion::physical_expr::expressions::Column;
use datafusion::physical_expr::{
    Distribution, EquivalenceProperties, LexRequirement, OrderingRequirements, Partitioning, PhysicalExpr,
    PhysicalSortExpr, PhysicalSortRequirement,
};
use datafusion::physical_plan::execution_plan::{Boundedness, EmissionType};
use datafusion::physical_plan::{
    DisplayAs, DisplayFormatType, ExecutionPlan, ExecutionPlanProperties, InputDistributionRequirements, PlanProperties,
};

use super::{Gathering, Order, Step, StepRun};

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
        let mut orders = Vec::with_capacity(inputs.len());
        for input in &inputs {
            let keys: Vec<PhysicalSortExpr> = match (step.order(), input.output_ordering()) {
                (order, _) if !order.is_empty() => sort_keys(&order, &input.schema())?,
                (_, Some(keys)) if gathering == Gathering::One => keys.iter().cloned().collect(),
                _ => Vec::new(),
            };
            let keys = keys.into_iter().map(PhysicalSortRequirement::from);
            orders.push(LexRequirement::new(keys.collect::<Vec<_>>()).map(OrderingRequirements::new));
        }
        let mut distributions = Vec::with_capacity(inputs.len());
        for input in &inputs {
            distributions.push(match &gathering {
                Gathering::Any => Distribution::UnspecifiedDistribution,
                Gathering::One => Distribution::SinglePartition,
                Gathering::ByKeys(names) => Distribution::KeyPartitioned(columns(names, &input.schema())?),
            });
        }
        let properties = properties(step.as_ref(), &inputs, schema)?;
        Ok(StepExec { step, inputs, orders, distributions, properties })
    }
}

/// How the result lies: in as many streams as the first input, or in one; by the keys and in the order that the step asks for.
fn properties(step: &dyn Step, inputs: &[Arc<dyn ExecutionPlan>], schema: SchemaRef) -> Result<Arc<PlanProperties>> {
    let gathering = step.gathering();
    let streams = match (&gathering, inputs.first()) {
        (Gathering::One, _) | (_, None) => 1,
        (_, Some(first)) => first.output_partitioning().partition_count(),
    };
    let kept = |name: &String| step.passes() && schema.column_with_name(name).is_some();
    let partitioning = match &gathering {
        Gathering::ByKeys(names) if names.iter().all(kept) => Partitioning::Hash(columns(names, &schema)?, streams),
        _ => Partitioning::UnknownPartitioning(streams),
    };
    let order = step.order();
    let equivalences = if !order.is_empty() && order.iter().all(|key| kept(&key.name)) {
        EquivalenceProperties::new_with_orderings(Arc::clone(&schema), [sort_keys(&order, &schema)?])
    } else {
        EquivalenceProperties::new(schema)
    };
    Ok(Arc::new(PlanProperties::new(equivalences, partitioning, EmissionType::Incremental, Boundedness::Bounded)))
}

/// The columns of these names.
fn columns(names: &[String], schema: &Schema) -> Result<Vec<Arc<dyn PhysicalExpr>>> {
    let mut columns: Vec<Arc<dyn PhysicalExpr>> = Vec::with_capacity(names.len());
    for name in names {
        columns.push(Arc::new(Column::new_with_schema(name, schema)?));
    }
    Ok(columns)
}

/// The keys of an order.
fn sort_keys(order: &[Order], schema: &Schema) -> Result<Vec<PhysicalSortExpr>> {
    let mut keys = Vec::with_capacity(order.len());
    for key in order {
        let options = SortOptions { descending: key.descending, nulls_first: key.nulls_first };
        keys.push(PhysicalSortExpr::new(Arc::new(Column::new_with_schema(&key.name, schema)?), options));
    }
    Ok(keys)
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
        let properties = properties(self.step.as_ref(), &children, self.schema())?;
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
