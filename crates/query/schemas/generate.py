#!/usr/bin/env python3
"""Writes log-analytics.txt and hunting.txt: a line a table, `Name: column type, column type, ...`.

    generate.py TABLES.json

TABLES.json holds what Microsoft's two table references say, {"sentinel" | "m365": {"tables": {table: {column: type}}}}: the Azure Monitor table
reference (https://learn.microsoft.com/azure/azure-monitor/reference/tables-index) and the advanced hunting schema
(https://learn.microsoft.com/defender-xdr/advanced-hunting-schema-tables). The KQLAnalyzer project publishes such an extraction (environments.json).
What the hunting reference no longer says, but published queries use, is in hunting-more.txt, in the form of the result. The tables of unsorted.txt,
`Name: column, column, ...`, have their columns in that order; those of all others are in the order of the alphabet.
"""
import json
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).parent
TYPES = {"boolean": "bool", "date": "datetime", "double": "real", "enum": "string", "object": "dynamic", "time": "timespan", "uuid": "guid"}


def write(file, tables, order):
    with open(HERE / file, "w") as out:
        for table in sorted(tables, key=str.lower):
            columns = {name: TYPES.get(kind, kind) for name, kind in tables[table].items() if re.fullmatch(r"\w+", name)}
            if columns:
                out.write(f"{table}: " + ", ".join(f"{name} {columns[name]}" for name in order(table, columns)) + "\n")


def main():
    source = json.load(open(sys.argv[1]))
    workspace, hunting = (source[name]["tables"] for name in ("sentinel", "m365"))
    for line in open(HERE / "hunting-more.txt"):
        name, columns = line.strip().split(": ")
        workspace.pop(name, None)
        hunting.setdefault(name, {}).update(column.split(" ") for column in columns.split(", "))

    unsorted = dict(line.strip().split(": ") for line in open(HERE / "unsorted.txt"))

    def workspace_order(table, columns):
        if table in unsorted:
            first = [name for name in unsorted[table].split(", ") if name in columns]
            return first + [name for name in columns if name not in first]
        # By name, as the reference has it. It does not list these two with the others.
        last = ["Name"] + (["Timestamp"] if table in hunting else [])
        return sorted(columns, key=lambda name: (last.index(name) + 1 if name in last else 0, name.lstrip("_").lower()))

    write("log-analytics.txt", workspace, workspace_order)
    write("hunting.txt", hunting, lambda _, columns: list(columns))


main()
