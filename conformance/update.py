#!/usr/bin/env python3
"""Scores the engine on the conformance cases that lie beside the project, and writes the ledger.

    python3 conformance/update.py BINARY [--check]

The cases are not part of the project: `../shared/conformance` (or the folder in CONFORMANCE) holds them, with the rule of
comparison. The ledger, `conformance/ledger.tsv`, holds a line for each case: set, id, verdict, and why. Verdicts:

    pass     the answer is the expected one
    fail     it is not, and should be
    differs  it is not, on purpose: `conformance/differs.tsv` (set, id, reason) says why

`--check` changes nothing and fails when a case that passed does not pass any more.
Standard library only.
"""

import importlib.util
import json
import os
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
CASES = pathlib.Path(os.environ.get("CONFORMANCE", HERE.parent.parent / "shared" / "conformance"))
LEDGER = HERE / "ledger.tsv"
DIFFERS = HERE / "differs.tsv"
SYNONYMS = {"double": "real", "date": "datetime", "boolean": "bool", "uuid": "guid", "time": "timespan"}
# What no two engines answer alike: which rows `take` gives, files of the network.
NOT_COMPARED = {"arbitrary_pick", "take_unordered"}


def cases(name):
    with open(CASES / f"{name}.jsonl", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def answers(binary, chosen, folder):
    """The answers by id, from one run of the binary over all of them."""
    batch = folder / "cases.jsonl"
    with open(batch, "w", encoding="utf-8") as out:
        for case in chosen:
            out.write(json.dumps({"id": case["id"], "query": case["query"]}) + "\n")
    command = [binary, "--data", str(folder / "no-archive"), "query", "--batch", str(batch)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    found = {}
    for line in run.stdout.splitlines():
        answer = json.loads(line)
        found[answer["id"]] = answer
    if len(found) < len(chosen):
        print(f"{len(chosen) - len(found)} cases have no answer; the last words were: {run.stderr[-400:]}", file=sys.stderr)
    return found


def names(columns):
    return [column["name"] if isinstance(column, dict) else column for column in columns]


def error_text(answer):
    error = answer.get("error", "no answer")
    return error.get("message", str(error)) if isinstance(error, dict) else str(error)


def same_types(answer, schema):
    typed = lambda columns: [(c["name"], SYNONYMS.get(c.get("type"), c.get("type"))) for c in columns]
    return typed(answer.get("columns", [])) == typed(schema)


def judge(compare, name, case, answer):
    """The verdict on one case, and why."""
    if name == "errors":
        return ("pass", "") if "error" in answer else ("fail", "accepted, though the engine rejects it")
    if "error" in answer or "columns" not in answer:
        return "fail", error_text(answer)
    if name == "corpus":
        schema = [c if isinstance(c, dict) else {"name": c[0], "type": c[1]} for c in case.get("result_schema") or []]
        if not schema or any(c["name"] == "*" for c in schema) or same_types(answer, schema):
            return "pass", ""
        return "fail", "runs, with other columns than the official analyser gives it"
    good, why = compare.compare_case(case, names(answer["columns"]), answer["rows"])
    if good and case.get("schema") and not same_types(answer, case["schema"]):
        return "fail", "the values are right, the types are not"
    # What was expected stays with the cases.
    return ("pass", "") if good else ("fail", why.split(":")[0])


def read(path):
    if not path.exists():
        return {}
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#"))
    return {(row[0], row[1]): row[2:] for row in rows}


def one_line(text):
    return " ".join(str(text).split())[:160]


def main():
    arguments = [argument for argument in sys.argv[1:] if not argument.startswith("--")]
    if len(arguments) != 1:
        sys.exit(__doc__)
    if not CASES.is_dir():
        print(f"skipped: the conformance cases are not at {CASES}")
        return
    spec = importlib.util.spec_from_file_location("compare", CASES / "compare.py")
    compare = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(compare)
    before, differs, ledger = read(LEDGER), read(DIFFERS), {}
    for name in ("docs", "fuzz", "errors", "kustoloco", "corpus"):
        chosen = [case for case in cases(name) if name != "corpus" or case.get("valid")]
        with tempfile.TemporaryDirectory() as folder:
            found = answers(arguments[0], chosen, pathlib.Path(folder))
        for case in chosen:
            if set(case.get("flags") or []) & NOT_COMPARED or "external-data" in (case.get("tags") or []):
                continue
            verdict, why = judge(compare, name, case, found.get(case["id"], {}))
            key = (name, case["id"])
            if verdict == "fail" and key in differs:
                verdict, why = "differs", differs[key][0]
            ledger[key] = (verdict, one_line(why))
        verdicts = [verdict for (other, _), (verdict, _) in ledger.items() if other == name]
        counts = ", ".join(f"{verdicts.count(kind)} {kind}" for kind in ("pass", "differs", "fail"))
        print(f"{name}: {counts} of {len(verdicts)}")
    if "--check" in sys.argv:
        lost = [key for key, row in before.items() if row[0] == "pass" and ledger.get(key, ("fail",))[0] != "pass"]
        for key in lost:
            print(f"{key[0]} {key[1]} passed before: {ledger.get(key, ('', 'no such case'))[1]}")
        sys.exit(1 if lost else 0)
    with open(LEDGER, "w", encoding="utf-8") as out:
        out.write("# set, case, verdict, why. Written by update.py; never by hand.\n")
        for (name, identifier), (verdict, why) in sorted(ledger.items()):
            out.write("\t".join([name, identifier, verdict] + ([why] if why else [])) + "\n")


main()
