#!/usr/bin/env python3
"""How much a week's review asks of a reader, and whether every attack is in it.

For each seed: a make-believe tenant of two weeks is written, imported, judged and the second week reviewed. Printed are the
entries that want a decision, the attacks of that week and how many of them are in an entry, and what it cost.
An attack is in an entry when they share a record, or an address of the attacker, or a victim within an hour of the attack;
a source that went quiet, which leaves no record, when the rule for it raised the entry.
"""

import argparse
import datetime
import json
import pathlib
import resource
import shutil
import subprocess
import sys
import tempfile
import time



def when(text):
    base = text.rstrip("Z").split(".")[0]
    return datetime.datetime.strptime(base, "%Y-%m-%dT%H:%M:%S")


def run(*arguments, out=None):
    began = time.time()
    done = subprocess.run(arguments, stdout=out or subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, arguments))}: {done.stderr[-2000:]}")
    return time.time() - began, done.stderr


def is_in(attack, entry, hour=datetime.timedelta(hours=1)):
    # One record of the unified audit log stands in two tables under one id.
    records = {id for ids in attack["records"].values() for id in ids}
    if any(record["id"] in records for record in entry["records"]):
        return True
    if attack["name"] == "source-gone-quiet":
        return any(finding["rule"] == "source-went-quiet" for finding in entry["findings"])
    if any(address["address"] in attack["sources"] for address in entry["addresses"]):
        return True
    overlap = when(entry["first"]) <= when(attack["end"]) + hour and when(entry["last"]) >= when(attack["start"]) - hour
    return overlap and any(user["name"] in map(str.lower, attack["victims"]) for user in entry["users"])


def one(quaestor, people, seed, intensity, folder):
    tenant, archive = folder / "tenant", folder / "archive"
    run(quaestor, "simulate", "--people", str(people), "--days", "14", "--start", "2026-09-28", "--seed", str(seed), "--intensity", str(intensity), "--out", tenant)
    truth = json.loads((tenant / "ground-truth.json").read_text())
    run(quaestor, "--data", archive, "import", tenant / "graph", tenant / "management")
    shutil.rmtree(tenant)
    detected, _ = run(quaestor, "--data", archive, "detect")
    with open(folder / "review.json", "w") as out:
        reviewed, said = run(quaestor, "--data", archive, "review", "new", "--week", "2026-W41", "--no-detect", "--by", "bench", "--format", "json", out=out)
    review = json.loads((folder / "review.json").read_text())
    first, last = when(review["period"]["from"]), when(review["period"]["to"])
    attacks = [attack for attack in truth["attacks"] if when(attack["start"]) < last and when(attack["end"]) >= first]
    alike = [alike for alike in truth["look_alikes"] if when(alike["start"]) < last and when(alike["end"]) >= first]
    missed = [attack["name"] for attack in attacks if not any(is_in(attack, entry) for entry in review["entries"])]
    innocent = sum(1 for entry in review["entries"] if not any(is_in(attack, entry) for attack in attacks))
    return {
        "seed": seed,
        "entries": sum(1 for entry in review["entries"] if entry["disposition"] is None),
        "attacks": len(attacks),
        "found": len(attacks) - len(missed),
        "missed": missed,
        "look_alikes": len(alike),
        "entries_without_attack": innocent,
        "findings": sum(len(entry["findings"]) for entry in review["entries"]),
        "problems": review["problems"],
        "detect_s": round(detected, 1),
        "review_s": round(reviewed, 1),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quaestor", required=True)
    parser.add_argument("--people", type=int, default=1000)
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--first", type=int, default=1)
    parser.add_argument("--intensity", type=int, default=100, help="percent of a true-to-life volume of ordinary life")
    parser.add_argument("--folder", default=None, help="where to work; needs about 2 GB")
    arguments = parser.parse_args()
    print("| seed | entries | attacks | among the entries | look-alikes | entries without an attack | findings | review, s |")
    print("|---|---|---|---|---|---|---|---|")
    worst, missed, attacks = 0, 0, 0
    for seed in range(arguments.first, arguments.first + arguments.seeds):
        with tempfile.TemporaryDirectory(prefix="quaestor-review-", dir=arguments.folder) as folder:
            result = one(arguments.quaestor, arguments.people, seed, arguments.intensity, pathlib.Path(folder))
        worst = max(worst, result["entries"])
        missed += len(result["missed"])
        attacks += result["attacks"]
        print(
            "| {seed} | {entries} | {attacks} | {found} | {look_alikes} | {entries_without_attack} | {findings} | {review_s} |".format(**result),
            flush=True,
        )
        for name in result["missed"]:
            print(f"seed {seed}: {name} is in no entry", file=sys.stderr, flush=True)
        for problem in result["problems"]:
            print(f"seed {seed}: {problem}", file=sys.stderr, flush=True)
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"\nmost entries {worst}; {attacks - missed} of {attacks} attacks among the entries; peak memory of any command {children:.0f} MiB")


if __name__ == "__main__":
    main()
