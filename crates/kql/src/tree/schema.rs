//! Columns with types, and the parameters and properties of operators.

use super::node::{choice, node, words};
use super::{Expression, Name, TypeName};

words! {
    /// Where `*` stands among columns.
    pub enum StarPlace {
        First = "first",
        Last = "last",
    }
}

node! {
    /// `(a: string, b: long)`, with `*` where other columns may come along.
    pub struct RowSchema {
        /// Where `*` stands, if it does.
        pub star: Option<StarPlace>,
        /// The columns.
        pub columns: Vec<ColumnDeclaration>,
    }
}

impl RowSchema {
    /// Whether other columns may come along.
    pub fn is_open(&self) -> bool {
        self.star.is_some()
    }
}

node! {
    /// `name: type`.
    pub struct ColumnDeclaration {
        /// The name of the column.
        pub name: Name,
        /// Its type.
        pub data_type: TypeName,
    }
}

words! {
    /// Parameters that operators know. A hint never changes what a query returns.
    pub enum ParameterName {
        Kind = "kind",
        Flags = "flags",
        WithSource = "withsource" | "with_source",
        IsFuzzy = "isfuzzy" | "__isFuzzy",
        BestEffort = "best_effort",
        ForceRemote = "force_remote",
        WithItemIndex = "with_itemindex",
        BagExpansion = "bagexpansion",
        WithMatchId = "with_match_id",
        WithStepName = "with_step_name",
        WithComponentId = "with_component_id",
        WithNodeId = "with_node_id",
        WithSourceId = "with_source_id",
        WithTargetId = "with_target_id",
        Cycles = "cycles",
        Output = "output",
        DecodeBlocks = "decodeblocks",
        ExpandOutput = "expandoutput",
        BinLegacy = "bin_legacy",
        DataScope = "datascope",
        PairDelimiter = "pair_delimiter",
        KeyValueDelimiter = "kv_delimiter",
        Regex = "regex",
        Quote = "quote",
        Escape = "escape",
        Greedy = "greedy",
        Threshold = "threshold",
        Characters = "characters",
        HintConcurrency = "hint.concurrency",
        HintDistribution = "hint.distribution",
        HintMaterialized = "hint.materialized",
        HintNumPartitions = "hint.num_partitions",
        HintPassFilters = "hint.pass_filters",
        HintPassFiltersColumn = "hint.pass_filters_column",
        HintProgressiveTop = "hint.progressive_top",
        HintRemote = "hint.remote",
        HintShuffleKey = "hint.shufflekey",
        HintSpread = "hint.spread",
        HintStrategy = "hint.strategy",
        OtherHint = "hint.",
        Title = "title",
        XColumn = "xcolumn",
        Series = "series",
        YColumns = "ycolumns",
        AnomalyColumns = "anomalycolumns",
        XTitle = "xtitle",
        YTitle = "ytitle",
        XAxis = "xaxis",
        YAxis = "yaxis",
        Legend = "legend",
        YSplit = "ysplit",
        Accumulate = "accumulate",
        YMin = "ymin",
        YMax = "ymax",
        XMin = "xmin",
        XMax = "xmax",
        Unknown = "",
    }
}

impl ParameterName {
    /// Whether it is a hint, which the answer does not depend on.
    pub fn is_hint(self) -> bool {
        self.text().starts_with("hint.")
    }
}

choice! {
    /// What a parameter is set to.
    pub enum ParameterValue {
        /// A word or a name: `leftouter`, `auto`, a column.
        Word(Name),
        /// Several names: `ycolumns=a, b`.
        Words(WordList),
        /// A literal, a string, or for a chart's title any expression.
        Expression(Expression),
    }
}

node! {
    /// Names with commas between them.
    pub struct WordList {
        /// The names.
        pub words: Vec<Name>,
    }
}

node! {
    /// `name=value` of an operator.
    pub struct Parameter {
        /// Which parameter it is.
        pub name: ParameterName,
        /// The name as it is written.
        pub spelling: String,
        /// What it is set to.
        pub value: ParameterValue,
    }
}

impl Parameter {
    /// The word it is set to, when it is one.
    pub fn word(&self) -> Option<&str> {
        match &self.value {
            ParameterValue::Word(name) => Some(&name.text),
            ParameterValue::Words(_) | ParameterValue::Expression(_) => None,
        }
    }

    /// The parameter of this name in a list; the last one counts.
    pub fn find(parameters: &[Parameter], name: ParameterName) -> Option<&Parameter> {
        parameters.iter().rev().find(|parameter| parameter.name == name)
    }
}

node! {
    /// `name=value` where the name is free: `externaldata(…)[…] with (format="csv")`.
    pub struct Property {
        /// The name.
        pub name: Name,
        /// What it is set to.
        pub value: Expression,
    }
}
