#!/usr/bin/env python3
"""What the rules find in a make-believe tenant with labelled attacks, what they miss, and what they say of harmless life.

Simulates, imports, fills the lists an operator would fill, judges with all rules, and compares with `ground-truth.json` by the ids of records.
`--write docs/detections.md` publishes the result; `--work DIR` keeps tenant and archive, and takes up again what is there already.
"""
import argparse, csv, datetime, json, os, pathlib, re, resource, subprocess, sys, tempfile, time

ROOT = pathlib.Path(__file__).resolve().parent.parent
# Where addresses of the tenant lie: the table in docs/simulate.md.
RANGES = {
    "NamedLocations": (("Range", "Name", "Trusted"), [("203.0.113.0/24", "Offices", "true")]),
    "VpnRanges": (("Range", "Name"), [("198.51.100.0/24", "Private network of the company")]),
    "AnonymizerAddresses": (("Range", "Name"), [("192.0.2.224/27", "Anonymising relays")]),
    "HostingNetworks": (("AutonomousSystemNumber", "Name"), [(number, f"Hosting provider {number}") for number in range(65100, 65134)]),
    "MobileCarriers": (("AutonomousSystemNumber", "Name"), [(number, f"Mobile carrier {number}") for number in range(64700, 64768)]),
}
# Who was given a role for some hours before anything bad began: what an operator knows of the administrators.
ADMINISTRATORS = """AuditLogs
| where TimeGenerated < datetime({until}) and OperationName == "Add member to role completed (PIM activation)"
| extend UserPrincipalName = tolower(tostring(InitiatedBy.user.userPrincipalName)) | where isnotempty(UserPrincipalName) | distinct UserPrincipalName"""
HARMLESS, ORDINARY = "look-alike", "ordinary life"


def run(command, keep=False):
    """Runs a command to its end and gives its standard output, or both outputs."""
    done = subprocess.run([str(part) for part in command], stdout=subprocess.PIPE, stderr=subprocess.PIPE if keep else None, text=True)
    if done.returncode != 0:
        sys.exit(f"failed ({done.returncode}): {' '.join(map(str, command))}\n{done.stderr or ''}")
    return (done.stdout, done.stderr) if keep else done.stdout


def write_list(archive, name, columns, rows):
    folder = archive / "watchlists"
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / f"{name}.csv", "w", newline="") as out:
        csv.writer(out).writerows([columns, *rows])


def prepare(a, work):
    """Simulates and imports, unless that was done; gives the ground truth."""
    tenant, archive = work / "tenant", work / "archive"
    if not (tenant / "ground-truth.json").exists():
        run([a.quaestor, "simulate", "--people", a.people, "--days", a.days, "--seed", a.seed, "--intensity", a.intensity, "--attacks", a.attacks,
             "--formats", "graph-sign-ins,graph-audits,graph-security,management-ndjson,graph-users", "--out", tenant])
    truth = json.loads((tenant / "ground-truth.json").read_text())
    if not (work / "imported").exists():
        run([a.quaestor, "--data", archive, "import", tenant / "graph", tenant / "management", "--report", "json"])
        (work / "imported").touch()
        if not a.keep:
            for part in [*(tenant / "management").rglob("*"), *(tenant / "graph").rglob("*")]:
                if part.is_file() and part.name != "users.ndjson":
                    part.unlink()
    return truth, tenant, archive


def fill_lists(a, tenant, archive, truth):
    for name, (columns, rows) in RANGES.items():
        write_list(archive, name, columns, rows)
    users = [json.loads(line) for line in open(tenant / "graph" / "users.ndjson")]
    emergency = [(user["userPrincipalName"], user["id"], "") for user in users if user["displayName"].startswith("Emergency Access")]
    write_list(archive, "BreakGlassAccounts", ("UserPrincipalName", "ObjectId", "Note"), emergency)
    until = begin(truth).isoformat()
    answer = run([a.quaestor, "--data", archive, "query", ADMINISTRATORS.format(until=until), "--format", "csv"])
    names = [row["UserPrincipalName"] for row in csv.DictReader(answer.splitlines())]
    write_list(archive, "PrivilegedAccounts", ("UserPrincipalName",), [(name,) for name in names])
    return len(names)


def begin(truth):
    """The day from which attacks happen: before it, the rules learn."""
    plan = truth["plan"]
    # Those that would fall on a weekend take place on the Friday before, some in the night before.
    return datetime.datetime.fromisoformat(plan["start"]) + datetime.timedelta(days=max(min(plan["days"] // 3, 21) - 3, 1))


def detect(a, archive, start, end):
    """Findings of all rules over a stretch, the milliseconds each rule took, and the seconds they took together: passed, and of processor time."""
    spent = lambda: sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])
    began, before = time.monotonic(), spent()
    command = [a.quaestor, "--data", archive, "detect", "--dry-run", "--format", "json", "--stats", "--rules", a.rules, "--from", f"{start:%Y-%m-%dT%H:%M:%SZ}", "--to", f"{end:%Y-%m-%dT%H:%M:%SZ}",
               # The tenant's time may lie ahead of the clock.
               "--now", f"{end:%Y-%m-%dT%H:%M:%SZ}"]
    out, talk = run(command, keep=True)
    took = {slug: float(ms) for ms, slug in re.findall(r"^\s*([\d.]+) ms  (\S+)$", talk, re.M)}
    answer = json.loads(out)
    if answer["failed"]:
        sys.exit(f"rules failed: {answer['failed']}")
    return answer["findings"], took, (time.monotonic() - began, spent() - before)


def rules(folder):
    """Short name → numbers of the detections that a rule covers, its severity, its name."""
    found = {}
    for path in sorted(pathlib.Path(folder).glob("*/*.yaml")):
        text = path.read_text()
        tags = re.search(r"^tags: \[(.*)\]$", text, re.M)
        field = lambda key: re.search(rf"^{key}: *\"?(.*?)\"?$", text, re.M).group(1)
        numbers = [int(number) for number in re.findall(r"detection-(\d+)", tags.group(1))] if tags else []
        found[path.stem] = {"classes": set(numbers), "severity": field("severity"), "name": field("name")}
    return found


def judge(truth, findings):
    """Marks each finding with the scenarios it rests on."""
    owner = {}
    for kind, malicious in (("attacks", True), ("look_alikes", False)):
        for scenario in truth[kind]:
            scenario["found_by"], scenario["malicious"] = set(), malicious
            for ids in scenario["records"].values():
                owner.update((record.lower(), scenario) for record in ids)
    silent = [scenario for scenario in truth["attacks"] if "silent" in scenario]
    for finding in findings:
        touched = {owner[record["id"].lower()]["id"]: owner[record["id"].lower()] for record in finding["records"] if record["id"].lower() in owner}
        if finding["rule"] == "source-went-quiet":
            touched.update((scenario["id"], scenario) for scenario in silent if finding["first"] <= scenario["silent"]["until"] and finding["last"] >= scenario["silent"]["from"])
        finding["scenarios"] = list(touched.values())
        for scenario in finding["scenarios"]:
            scenario["found_by"].add(finding["rule"])
        finding["on"] = "attack" if any(s["malicious"] for s in finding["scenarios"]) else HARMLESS if finding["scenarios"] else ORDINARY


def table(head, rows):
    return "\n".join(["| " + " | ".join(head) + " |", "|" + "---|" * len(head), *("| " + " | ".join(map(str, row)) + " |" for row in rows)])


def number(value):
    return f"{value:.2f}" if 0 < value < 1 else f"{value:.1f}"


def span(plan, truth):
    """Thousands of people times weeks that were judged."""
    history = (begin(truth) - datetime.datetime.fromisoformat(plan["start"])).days
    return plan["people"] / 1000 * (plan["days"] - history) / 7


def beside(files):
    """Other runs in a table, from what `--json` kept of them."""
    rows = []
    for file in files:
        run = json.loads(pathlib.Path(file).read_text())
        truth, plan = run["truth"], run["truth"]["plan"]
        found, false = sum(bool(s["found_by"]) for s in truth["attacks"]), [f for f in run["findings"] if f["on"] != "attack"]
        weeks = span(plan, truth)
        rows.append((f"{plan['people']:,}", plan["days"], plan["seed"], f"{plan['intensity']} %", f"{found} of {len(truth['attacks'])}", f"{sum(not s['found_by'] for s in truth['look_alikes'])} of {len(truth['look_alikes'])}",
                     number(len(false) / weeks), number(sum(f["on"] == ORDINARY for f in false) / weeks), number(sum(f["rule"] == "impossible-travel" for f in false) / weeks)))
    if not rows:
        return ""
    head = ("people", "days", "seed", "volume", "attacks found", "look-alikes that raise nothing", "false alarms per 1,000 people per week", "of them on ordinary life", "of impossible travel")
    return f"""
## Other runs
A volume below 100 % thins ordinary life, not attacks: its rates of false alarms are too low by some factor. In a small company or a short time, look-alikes stand close, and their rate is high.

{table(head, rows)}
"""


def page(a, truth, catalogue, findings, took, seconds, weeks, administrators):
    plan, attacks, harmless = truth["plan"], truth["attacks"], truth["look_alikes"]
    rate = lambda count: number(count / weeks)
    of = lambda kind, slug=None: [f for f in findings if f["on"] == kind and slug in (None, f["rule"])]
    found = [s for s in attacks if s["found_by"]]
    right = [s for s in attacks if any(catalogue[rule]["classes"] & set(s["class"]) for rule in s["found_by"])]
    false = of(HARMLESS) + of(ORDINARY)
    travel = [f for f in false if f["rule"] == "impossible-travel"]
    quiet = [s for s in harmless if not s["found_by"]]
    days = plan["days"] - (begin(truth) - datetime.datetime.fromisoformat(plan["start"])).days
    severe = table(("severity", "on attacks", "on look-alikes", "on ordinary life", "false alarms per 1,000 people per week"), [
        (level, *(sum(f["severity"].lower() == level.lower() for f in of(kind)) for kind in ("attack", HARMLESS, ORDINARY)), rate(sum(f["severity"].lower() == level.lower() for f in false)))
        for level in ("High", "Medium", "Low", "Informational")])
    classes = []
    for cls in sorted({c for s in attacks for c in s["class"]}):
        present = [s for s in attacks if cls in s["class"]]
        hit = [s for s in present if any(cls in catalogue[rule]["classes"] for rule in s["found_by"])]
        classes.append((cls, f"{len(hit)}/{len(present)}", f"{sum(bool(s['found_by']) for s in present)}/{len(present)}", ", ".join(sorted({r for s in present for r in s["found_by"] if cls in catalogue[r]["classes"]})) or "none"))
    per_rule = []
    for slug, rule in catalogue.items():
        present = [s for s in attacks if rule["classes"] & set(s["class"])]
        hit = [s for s in present if slug in s["found_by"]]
        per_rule.append((slug, ", ".join(map(str, sorted(rule["classes"]))), rule["severity"], f"{len(hit)}/{len(present)}" if present else "–",
                         len(of("attack", slug)), len(of(HARMLESS, slug)), len(of(ORDINARY, slug)), rate(len(of(HARMLESS, slug)) + len(of(ORDINARY, slug)))))
    missed = table(("attack", "class", "what happened", "found otherwise by"), [
        (s["name"], ", ".join(map(str, s["class"])), s["story"], ", ".join(sorted(s["found_by"])) or "nothing") for s in attacks if s not in right])
    mistaken = table(("look-alike", "class", "mistaken by"), [(s["name"], ", ".join(map(str, s["class"])), ", ".join(sorted(s["found_by"]))) for s in harmless if s["found_by"]])
    slow = table(("rule", "seconds"), [(slug, f"{ms / 1000:.2f}") for slug, ms in sorted(took.items(), key=lambda item: -item[1])[:10]])
    left = f"\nLeft out, since nobody was left to whom they could happen: {', '.join(truth['left_out'])}.\n" if truth["left_out"] else ""
    options = f"--people {plan['people']} --days {plan['days']} --seed {plan['seed']}" + (f" --intensity {plan['intensity']}" if plan["intensity"] != 100 else "")
    return f"""# What the rules find, and what they say too much

This page is written by a command; run it to measure again, with other people, times and seeds:

```
make detections
python3 benches/detections.py --quaestor target/release/quaestor {options} --write docs/detections.md
```

It makes up a tenant with labelled attacks and harmless look-alikes ([a make-believe tenant](simulate.md)), imports its logs, judges them with every rule, and compares by the ids of records: an attack is found when an
alert rests on one of its records (a log that was cut off: when the alert's time overlaps the silence). An alert that rests on no record of an attack is a false alarm, be it on a look-alike, staged to be mistaken, or on
ordinary life. Findings of one rule about the same thing going on are one alert.

## In all
{plan['people']:,} people and their guests and machines, {plan['days']} days, seed {plan['seed']}, {plan['intensity']} % of a true-to-life volume. The first {plan['days'] - days} days are history to learn from; the {days} days after them were
judged, {len(attacks)} attacks and {len(harmless)} look-alikes among them, which is far denser than life: rates of attacks mean nothing, so rates are given of false alarms.

| | measured | aim |
|---|---|---|
| attacks found | {len(found)} of {len(attacks)}: **{100 * len(found) / max(len(attacks), 1):.1f} %** | ≥ 95 % |
| attacks found by a rule for their kind | {len(right)} of {len(attacks)}: {100 * len(right) / max(len(attacks), 1):.1f} % | |
| look-alikes that raise nothing | {len(quiet)} of {len(harmless)} | |
| false alarms per 1,000 people per week | **{rate(len(false))}** ({rate(len(of(ORDINARY)))} on ordinary life, {rate(len(of(HARMLESS)))} on look-alikes) | ≤ 25 |
| false alarms of impossible travel per 1,000 people per week | **{rate(len(travel))}** | ≤ 1 |
| alerts on attacks, for each attack | {number(len(of('attack')) / max(len(attacks), 1))} | |
| alerts in all per 1,000 people per week, with an attack every {len(attacks) and days * 24 / len(attacks):.0f} hours | {rate(len(findings))} | |
| time of all {len(catalogue)} rules over the last week, the days they look back upon included | {seconds[0]:.0f} s passed, {seconds[1]:.0f} s of processor time | 10 s for 1,000 people |

{severe}
{left}
Lists that an operator fills were filled as one would from knowing the company: trusted networks of the offices, the company's private network, anonymising relays, hosting networks and mobile carriers by number, the emergency
account, and {administrators} administrators, those who took on a role before the first attack. Not filled: countries that are allowed, approved applications, tenants and inviters, the help desk.
{beside(a.beside)}
## What was missed
Attacks that no rule for their kind found:

{missed}

## What was mistaken
{mistaken}

## By detection
The numbers are those of [a make-believe tenant](simulate.md#classes). Found by a rule for this detection, by any rule:

{table(("detection", "by its rules", "by any", "rules that did"), classes)}

## By rule
Attacks of the rule's kinds found by this rule, of those there were (many rules share a kind, and an attack of a kind need not be what each of them looks for); alerts on attacks of any kind, on look-alikes, on ordinary life; false
alarms per 1,000 people per week.

{table(("rule", "detections", "severity", "attacks of its kinds", "alerts on attacks", "on look-alikes", "on ordinary life", "false alarms"), per_rule)}

## The slowest rules
Over the last week, in seconds that passed; rules run side by side on {os.cpu_count()} processors, which may have had other work.

{slow}
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quaestor", required=True)
    parser.add_argument("--rules", default=ROOT / "rules")
    parser.add_argument("--people", type=int, default=1000)
    parser.add_argument("--days", type=int, default=28)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--intensity", type=int, default=100)
    parser.add_argument("--attacks", default="all")
    parser.add_argument("--work", help="keep tenant and archive in this folder")
    parser.add_argument("--keep", action="store_true", help="keep the tenant's logs after import, too")
    parser.add_argument("--write", help="page to write")
    parser.add_argument("--beside", nargs="*", default=[], help="results of other runs, as --json kept them, to sum up")
    parser.add_argument("--json", help="file for every finding, marked with what it rests on")
    a = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="quaestor-detections-") as scratch:
        work = pathlib.Path(a.work or scratch)
        work.mkdir(parents=True, exist_ok=True)
        truth, tenant, archive = prepare(a, work)
        administrators = fill_lists(a, tenant, archive, truth)
        start, end = begin(truth), datetime.datetime.fromisoformat(truth["plan"]["start"]) + datetime.timedelta(days=truth["plan"]["days"])
        findings, at = {}, start
        # Four weeks at once, for the sake of memory: an alert that goes on beyond them may count twice.
        while at < end:
            until = min(at + datetime.timedelta(days=28), end)
            found, _, seconds = detect(a, archive, at, until)
            findings.update((finding["id"], finding) for finding in found)
            print(f"judged {at:%Y-%m-%d} to {until:%Y-%m-%d} in {seconds[0]:.0f} s, {seconds[1]:.0f} s of processor time", file=sys.stderr)
            at = until
        findings = list(findings.values())
        _, took, seconds = detect(a, archive, end - datetime.timedelta(days=7), end)
        catalogue = rules(a.rules)
        judge(truth, findings)
        weeks = span(truth["plan"], truth)
        text = page(a, truth, catalogue, findings, took, seconds, weeks, administrators)
        if a.json:
            for finding in findings:
                finding["scenarios"] = [scenario["name"] for scenario in finding["scenarios"]]
            for scenario in truth["attacks"] + truth["look_alikes"]:
                scenario["found_by"] = sorted(scenario["found_by"])
            pathlib.Path(a.json).write_text(json.dumps({"findings": findings, "truth": truth}, indent=1))
        if a.write:
            pathlib.Path(a.write).write_text(text)
        print(text.split("## What was missed")[0].split("## Other runs")[0].split("## In all\n")[1])


main()
