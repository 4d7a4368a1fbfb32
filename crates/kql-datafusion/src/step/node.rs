//! The logical node of a step, and its way into the physical plan.

use std::collections::HashSet;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use async_trait::async_trait;
use datafusion::catalog::Session;
use datafusion::common::{DFSchema, DFSchemaRef, Result};
use datafusion::logical_expr::physical_planning_context::PhysicalPlanningContext;
use datafusion::logical_expr::{Expr, Extension, LogicalPlan, UserDefinedLogicalNode, UserDefinedLogicalNodeCore};
use datafusion::physical_plan::ExecutionPlan;
use datafusion::physical_planner::{ExtensionPlanner, PhysicalPlanner};

use super::Step;
use super::physical::StepExec;

/// A step over logical plans.
#[derive(Debug, Clone)]
pub(crate) struct StepNode {
    step: Arc<dyn Step>,
    inputs: Vec<LogicalPlan>,
    schema: DFSchemaRef,
}

impl StepNode {
    /// The step over these inputs.
    pub(crate) fn plan(step: Arc<dyn Step>, inputs: Vec<LogicalPlan>) -> Result<LogicalPlan> {
        let node = StepNode::new(step, inputs)?;
        Ok(LogicalPlan::Extension(Extension { node: Arc::new(node) }))
    }

    fn new(step: Arc<dyn Step>, inputs: Vec<LogicalPlan>) -> Result<Self> {
        let mut fields = Vec::new();
        if step.passes()
            && let Some(first) = inputs.first()
        {
            for field in first.schema().fields() {
                if !step.drops().contains(field.name()) {
                    fields.push((None, Arc::clone(field)));
                }
            }
        }
        fields.extend(step.adds().into_iter().map(|field| (None, Arc::new(field))));
        let schema = Arc::new(DFSchema::new_with_metadata(fields, std::collections::HashMap::default())?);
        Ok(StepNode { step, inputs, schema })
    }
}

impl PartialEq for StepNode {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.step, &other.step) && self.inputs == other.inputs
    }
}

impl Eq for StepNode {}

impl Hash for StepNode {
    fn hash<H: Hasher>(&self, state: &mut H) {
        Arc::as_ptr(&self.step).cast::<()>().hash(state);
        self.inputs.hash(state);
    }
}

impl PartialOrd for StepNode {
    fn partial_cmp(&self, _other: &Self) -> Option<std::cmp::Ordering> {
        None
    }
}

impl UserDefinedLogicalNodeCore for StepNode {
    fn name(&self) -> &str {
        self.step.name()
    }

    fn inputs(&self) -> Vec<&LogicalPlan> {
        self.inputs.iter().collect()
    }

    fn schema(&self) -> &DFSchemaRef {
        &self.schema
    }

    fn expressions(&self) -> Vec<Expr> {
        Vec::new()
    }

    fn prevent_predicate_push_down_columns(&self) -> HashSet<String> {
        if self.step.filters_first() {
            self.step.adds().iter().map(|field| field.name().clone()).collect()
        } else {
            self.schema.fields().iter().map(|field| field.name().clone()).collect()
        }
    }

    fn fmt_for_explain(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.step.name())?;
        let more = self.step.describe();
        if more.is_empty() { Ok(()) } else { write!(out, ": {more}") }
    }

    fn with_exprs_and_inputs(&self, _exprs: Vec<Expr>, inputs: Vec<LogicalPlan>) -> Result<Self> {
        StepNode::new(Arc::clone(&self.step), inputs)
    }

    fn necessary_children_exprs(&self, output_columns: &[usize]) -> Option<Vec<Vec<usize>>> {
        let mut necessary = Vec::with_capacity(self.inputs.len());
        for (number, input) in self.inputs.iter().enumerate() {
            let mut names: HashSet<String> = self.step.needs(number).into_iter().collect();
            if number == 0 && self.step.passes() {
                names.extend(
                    output_columns.iter().filter_map(|index| Some(self.schema.fields().get(*index)?.name().clone())),
                );
            }
            let fields = input.schema().fields();
            necessary.push((0..fields.len()).filter(|index| names.contains(fields[*index].name())).collect());
        }
        Some(necessary)
    }
}

/// Makes the physical node of a step.
#[derive(Debug)]
pub(crate) struct StepPlanner;

#[async_trait]
impl ExtensionPlanner for StepPlanner {
    async fn plan_extension(
        &self,
        _planner: &dyn PhysicalPlanner,
        node: &dyn UserDefinedLogicalNode,
        _logical_inputs: &[&LogicalPlan],
        physical_inputs: &[Arc<dyn ExecutionPlan>],
        _session: &dyn Session,
        _context: &PhysicalPlanningContext,
    ) -> Result<Option<Arc<dyn ExecutionPlan>>> {
        let Some(node) = node.as_any().downcast_ref::<StepNode>() else { return Ok(None) };
        let schema = Arc::clone(node.schema.inner());
        Ok(Some(Arc::new(StepExec::new(Arc::clone(&node.step), physical_inputs.to_vec(), schema)?)))
    }
}
