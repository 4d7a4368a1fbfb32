//! Which rows a removal takes: what is selected, and no hold covers.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use arrow_array::{RecordBatch, StringArray};
use tables::Table;

use super::super::file::keys;
use super::super::keys::Key;
use super::super::times::Times;
use super::Removal;
use crate::hold::Cover;
use crate::ledger::{Selected, State};
use crate::seal::DataFile;
use crate::{Error, Hold};

/// What a removal takes and what it must not.
pub(super) struct Scope {
    pub(super) rules: Vec<Rule>,
    covers: Vec<Cover>,
}

/// A selection, made ready to be asked about rows.
pub(super) struct Rule {
    /// Table; none for all of them.
    pub(super) table: Option<&'static str>,
    pub(super) tenant: Option<String>,
    pub(super) before: Option<i64>,
    pub(super) keys: Option<Arc<BTreeSet<Key>>>,
}

/// What becomes of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It is not selected.
    Stays,
    /// It goes.
    Goes,
    /// A hold keeps it.
    Held,
    /// A version of the same record stays, and without this row nothing would show it.
    Versioned,
}

/// Records whose shown row has to stay because a version of them does, each with the holds that keep the version.
pub(super) type Protected = BTreeMap<Key, BTreeSet<u64>>;

impl Scope {
    /// Makes a removal ready. It is refused where it does not say who and why, selects everything, names what there is not, or where a hold cannot be
    /// judged.
    pub(super) fn of(state: &State, holds: &[Hold], removal: &Removal) -> Result<Self, Error> {
        let refuse = |why: String| Err(Error::Refused { what: "the removal".into(), why });
        if [&removal.who, &removal.reason, &removal.policy].into_iter().any(|text| text.trim().is_empty()) {
            return refuse("it has to say who orders it, why, and by which policy".into());
        }
        if removal.selections.is_empty() == removal.subject.is_empty() {
            return refuse("it needs either selections or a person".into());
        }
        if removal.subject.iter().any(|name| name.trim().chars().count() < 3) {
            return refuse("a name of the person is blank, or too short to be the person's alone".into());
        }
        let mut rules = Vec::new();
        for selection in &removal.selections {
            let Some(table) = tables::by_name(&selection.table) else {
                return Err(Error::Unknown { what: "table", name: selection.table.clone() });
            };
            if selection.tenant.is_none() && selection.before.is_none() && selection.keys.is_none() {
                return refuse(format!("it would take all of {}; name a tenant, a time or a condition", table.name));
            }
            rules.push(Rule {
                table: Some(table.name),
                tenant: selection.tenant.clone(),
                before: selection.before,
                keys: selection.keys.clone().map(Arc::new),
            });
        }
        let mut covers = Vec::new();
        for hold in holds {
            let mut found = None;
            if let Some(condition) = &hold.terms.condition {
                let named = format!("hold {} of {} has the condition `{condition}`", hold.number, hold.terms.case);
                let Some(keys) = removal.conditions.get(&hold.number) else {
                    return refuse(format!("{named}, and what it finds was not given"));
                };
                if keys.entry < state.brought || keys.entry > state.number {
                    let (asked, now) = (keys.entry, state.brought);
                    return refuse(format!(
                        "{named}, which was asked at entry {asked}; entry {now} brought records, ask again"
                    ));
                }
                found = Some(keys.keys.clone());
            }
            covers.push(Cover::of(hold, found));
        }
        Ok(Self { rules, covers })
    }

    /// Takes records instead of selections.
    pub(super) fn take(&mut self, keys: BTreeSet<Key>) {
        self.rules = vec![Rule { table: None, tenant: None, before: None, keys: Some(Arc::new(keys)) }];
    }

    /// Returns the numbers of the active holds.
    pub(super) fn holds(&self) -> impl Iterator<Item = u64> {
        self.covers.iter().map(|cover| cover.number)
    }

    /// Returns what the chain remembers of the selections.
    pub(super) fn selected(&self) -> Vec<Selected> {
        let selected = |rule: &Rule| {
            let table = rule.table?.to_owned();
            let keys = rule.keys.as_ref().map(|keys| keys.len() as u64);
            Some(Selected { table, tenant: rule.tenant.clone(), before: rule.before, keys })
        };
        self.rules.iter().filter_map(selected).collect()
    }

    /// Returns the rules that may select a row of a file.
    pub(super) fn rules_of<'a>(&'a self, table: &'a Table, file: &'a DataFile) -> impl Iterator<Item = &'a Rule> {
        self.rules.iter().filter(move |rule| rule.reaches(table.name, file))
    }

    /// Returns whether a row of a record of the table's family could be selected at all.
    pub(super) fn could_take(&self, table: &Table, key: &Key) -> bool {
        let of_family = |rule: &&Rule| {
            rule.table.is_none_or(|name| tables::by_name(name).is_some_and(|other| other.family == table.family))
        };
        self.rules.iter().filter(of_family).any(|rule| rule.keys.as_ref().is_none_or(|keys| keys.contains(key)))
    }

    /// Returns whether texts of the file's rows have to be read.
    pub(super) fn reads_texts(&self, table: &Table, file: &DataFile) -> bool {
        self.covers_of(table, file).any(|cover| cover.mentions().is_some())
    }

    fn covers_of(&self, table: &Table, file: &DataFile) -> impl Iterator<Item = &Cover> {
        // Rows without a time may be in any file.
        let times = file.times.filter(|_times| file.day.is_some());
        self.covers.iter().filter(move |cover| cover.reaches(table.name, times))
    }

    /// Says what becomes of each row of a batch. `kept` counts, by hold, the selected rows that it keeps.
    pub(super) fn judge(
        &self,
        table: &Table,
        file: &DataFile,
        batch: &RecordBatch,
        protected: &Protected,
        kept: &mut BTreeMap<u64, u64>,
    ) -> Vec<Verdict> {
        let rules: Vec<&Rule> = self.rules_of(table, file).collect();
        let covers: Vec<(&Cover, Vec<&StringArray>)> = self
            .covers_of(table, file)
            .map(|cover| (cover, cover.mentions().map(|mentions| mentions.columns(batch)).unwrap_or_default()))
            .collect();
        let times = Times::of(table, batch);
        let judge = |(row, key): (usize, Key)| {
            let time = times.shown(row);
            if !rules.iter().any(|rule| rule.takes(time, &key)) {
                return Verdict::Stays;
            }
            let holds = covers.iter().filter(|(cover, columns)| cover.covers(time, &key, columns, row));
            let mut held = false;
            for (cover, _columns) in holds {
                *kept.entry(cover.number).or_default() += 1;
                held = true;
            }
            match protected.get(&key) {
                _ if held => Verdict::Held,
                None => Verdict::Goes,
                Some(holds) => {
                    for hold in holds {
                        *kept.entry(*hold).or_default() += 1;
                    }
                    Verdict::Versioned
                }
            }
        };
        keys(batch).enumerate().map(judge).collect()
    }

    /// Returns the holds that cover a row.
    pub(super) fn holds_of(
        &self,
        table: &Table,
        file: &DataFile,
        batch: &RecordBatch,
        row: usize,
        key: &Key,
    ) -> Vec<u64> {
        let time = Times::of(table, batch).shown(row);
        let covers = self.covers_of(table, file).filter(|cover| {
            let columns = cover.mentions().map(|mentions| mentions.columns(batch)).unwrap_or_default();
            cover.covers(time, key, &columns, row)
        });
        covers.map(|cover| cover.number).collect()
    }
}

impl Rule {
    fn reaches(&self, table: &str, file: &DataFile) -> bool {
        self.table.is_none_or(|name| name == table)
            && self.tenant.as_ref().is_none_or(|tenant| tenant.eq_ignore_ascii_case(&file.tenant))
            && self.before.is_none_or(|before| file.times.is_some_and(|(first, _last)| first < before))
    }

    fn takes(&self, time: Option<i64>, key: &Key) -> bool {
        self.before.is_none_or(|before| time.is_some_and(|time| time < before))
            && self.keys.as_ref().is_none_or(|keys| keys.contains(key))
    }
}
