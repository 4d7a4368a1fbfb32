//! A table of an archive.

use std::collections::BTreeMap;
use std::sync::Arc;

use async_trait::async_trait;
use datafusion::arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use datafusion::catalog::{Session, TableProvider};
use datafusion::common::stats::Precision;
use datafusion::common::{ColumnStatistics, DFSchema, Result, ScalarValue, Statistics};
use datafusion::datasource::TableType;
use datafusion::datasource::listing::PartitionedFile;
use datafusion::datasource::physical_plan::parquet::CachedParquetFileReaderFactory;
use datafusion::datasource::physical_plan::{FileGroup, FileScanConfigBuilder, ParquetSource};
use datafusion::datasource::source::DataSourceExec;
use datafusion::datasource::table_schema::TableSchema as FileSchema;
use datafusion::execution::object_store::ObjectStoreUrl;
use datafusion::logical_expr::utils::conjunction;
use datafusion::logical_expr::{Expr, TableProviderFilterPushDown};
use datafusion::physical_plan::ExecutionPlan;
use datafusion::physical_plan::empty::EmptyExec;
use kql_plan::{TableSchema, Type};
use store::{TableFile, TableFiles};

use super::adapter::{Factory, RECEIVED};
use super::counted::Counted;
use super::promoted;
use super::prune::prune;
use super::ticks::ticks;

/// The name under which the engine finds the store; which archive it is, each query says anew.
const STORE: &str = "archive://rows/";
/// The column that stands in no file: it is the same for all rows of one.
const TENANT: &str = "_Tenant";

/// A table: the rows shown of one, or none.
#[derive(Debug)]
pub struct ArchiveTable {
    /// Its declaration, when the archive keeps it.
    table: Option<&'static tables::Table>,
    /// Every column that a query can have of it, as it lies in memory.
    schema: SchemaRef,
    /// Those that are instants.
    instants: Arc<[String]>,
    files: Option<TableFiles>,
    store: Option<Arc<Counted>>,
}

impl ArchiveTable {
    /// Makes a table of what is declared and what is stored of it. Every column of the declaration is there, hidden ones too.
    pub fn new(declared: &TableSchema, files: Option<TableFiles>, store: Option<Arc<Counted>>) -> Self {
        let mut fields = Vec::new();
        let mut instants = Vec::new();
        let mut tenant = None;
        for (name, kind) in declared.columns.iter().chain(&declared.hidden) {
            let alias = declared.aliases.iter().find(|alias| alias.column == *name);
            if alias.is_some_and(|alias| alias.kept != *name) {
                // Read from the column that is kept, which stands here too.
                continue;
            }
            let kind = alias.map_or(kind, |alias| &alias.kind);
            let field = Field::new(name, kql_datafusion::physical::data_type(*kind), true);
            if name == TENANT {
                tenant = Some(field);
                continue;
            }
            if *kind == Type::Datetime {
                instants.push(name.clone());
            }
            fields.push(field);
        }
        // The ingestion time is read from this column, so the files' schema must have it.
        if !fields.iter().any(|field| field.name() == RECEIVED) {
            fields.push(Field::new(RECEIVED, DataType::Int64, true));
            instants.push(RECEIVED.to_owned());
        }
        fields.extend(tenant);
        let table = tables::by_name(&declared.name);
        Self { table, schema: Arc::new(Schema::new(fields)), instants: instants.into(), files, store }
    }

    /// Splits the schema into what the files hold and what is the same for all rows of a file.
    fn file_schema(&self) -> FileSchema {
        let (outside, inside): (Vec<_>, Vec<_>) =
            self.schema.fields().iter().cloned().partition(|field| field.name() == TENANT);
        FileSchema::builder(Arc::new(Schema::new(inside))).with_table_partition_cols(outside).build()
    }

    fn partitioned(&self, file: &TableFile, time: Option<&str>) -> PartitionedFile {
        let mut found = PartitionedFile::new(&file.path, file.size);
        let inside = self.schema.fields().iter().filter(|field| field.name() != TENANT);
        let known = |name: &str| {
            let (first, last) = file.times.filter(|_| Some(name) == time)?;
            Some((ticks(first)?, ticks(last)?))
        };
        let columns = inside
            .map(|field| match known(field.name()) {
                Some((first, last)) => ColumnStatistics {
                    min_value: Precision::Exact(ScalarValue::Int64(Some(first))),
                    max_value: Precision::Exact(ScalarValue::Int64(Some(last))),
                    ..ColumnStatistics::new_unknown()
                },
                None => ColumnStatistics::new_unknown(),
            })
            .collect();
        found.statistics = Some(Arc::new(Statistics {
            num_rows: Precision::Exact(usize::try_from(file.rows).unwrap_or(usize::MAX)),
            total_byte_size: Precision::Absent,
            column_statistics: columns,
        }));
        if self.schema.column_with_name(TENANT).is_some() {
            found.partition_values = vec![ScalarValue::Utf8View(Some(file.tenant.clone()))];
        }
        found
    }
}

#[async_trait]
impl TableProvider for ArchiveTable {
    fn schema(&self) -> SchemaRef {
        Arc::clone(&self.schema)
    }

    fn table_type(&self) -> TableType {
        TableType::Base
    }

    fn supports_filters_pushdown(&self, filters: &[&Expr]) -> Result<Vec<TableProviderFilterPushDown>> {
        Ok(vec![TableProviderFilterPushDown::Inexact; filters.len()])
    }

    async fn scan(
        &self,
        state: &dyn Session,
        projection: Option<&Vec<usize>>,
        filters: &[Expr],
        limit: Option<usize>,
    ) -> Result<Arc<dyn ExecutionPlan>> {
        let nothing = || -> Result<Arc<dyn ExecutionPlan>> {
            let schema = datafusion::common::project_schema(&self.schema, projection)?;
            Ok(Arc::new(EmptyExec::new(schema)))
        };
        let (Some(stored), Some(store)) = (&self.files, &self.store) else { return nothing() };
        let files = prune(stored.files.clone(), stored.time, filters);
        if files.is_empty() {
            return nothing();
        }
        let url = ObjectStoreUrl::parse(STORE)?;
        let objects = Arc::clone(store) as Arc<dyn object_store::ObjectStore>;
        state.runtime_env().register_object_store(url.as_ref(), Arc::clone(&objects));
        let cache = state.runtime_env().cache_manager.get_file_metadata_cache();
        let mut source = ParquetSource::new(self.file_schema())
            .with_table_parquet_options(state.table_options().parquet.clone())
            .with_parquet_file_reader_factory(Arc::new(CachedParquetFileReaderFactory::new(objects, cache)))
            .with_pushdown_filters(true)
            .with_reorder_filters(true);
        let copies = self.table.map(|table| filters.iter().filter_map(|filter| promoted::implied(table, filter)));
        if let Some(implied) = copies.and_then(conjunction) {
            // The predicates themselves come to the source later, when the engine has planned what is above it.
            let schema = DFSchema::try_from(Arc::clone(&self.schema))?;
            source = source.with_predicate(state.create_physical_expr(implied, &schema)?);
        }
        let groups = spread(
            files.iter().map(|file| self.partitioned(file, stored.time)).collect(),
            state.config().target_partitions(),
        );
        let config = FileScanConfigBuilder::new(url, Arc::new(source))
            .with_file_groups(groups)
            .with_projection_indices(projection.cloned())?
            .with_limit(if filters.is_empty() { limit } else { None })
            .with_expr_adapter(Some(Arc::new(Factory { instants: Arc::clone(&self.instants) })))
            .build();
        Ok(DataSourceExec::from_data_source(config))
    }
}

/// Spreads the files over so many groups that each has about as many bytes to read, and each its files in the order of time.
fn spread(files: Vec<PartitionedFile>, groups: usize) -> Vec<FileGroup> {
    let mut order: Vec<usize> = (0..files.len()).collect();
    order.sort_by_key(|at| std::cmp::Reverse(files.get(*at).map(|file| file.object_meta.size)));
    let mut loads = vec![0_u64; groups.max(1).min(files.len().max(1))];
    let mut place = BTreeMap::new();
    for at in order {
        let least = loads.iter().enumerate().min_by_key(|(_, load)| **load).map_or(0, |(group, _)| group);
        if let (Some(load), Some(file)) = (loads.get_mut(least), files.get(at)) {
            *load += file.object_meta.size;
            place.insert(at, least);
        }
    }
    let mut spread: Vec<Vec<PartitionedFile>> = loads.iter().map(|_| Vec::new()).collect();
    for (at, file) in files.into_iter().enumerate() {
        if let Some(group) = place.get(&at).and_then(|group| spread.get_mut(*group)) {
            group.push(file);
        }
    }
    spread.into_iter().map(FileGroup::new).collect()
}
