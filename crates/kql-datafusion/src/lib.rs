//! Typed plans of the Kusto Query Language, run by DataFusion.
