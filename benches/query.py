#!/usr/bin/env python3
"""Questions over simulated sign-ins, beside DuckDB on the same Parquet files: thirteen shapes that a review or a hunt is made of.

Both answer in one process each, warm, several times in turn; what is quoted is the ratio of the medians, and their geometric mean. The answers are
compared: a difference ends the run. DuckDB comes from PyPI into a virtual environment beside the data.
"""
import argparse, json, math, os, pathlib, shutil, statistics, subprocess, sys, tempfile, venv

# Name, KQL, SQL over the view `signins` (the same files; `_Status_errorCode` and `_LocationDetails_countryOrRegion` are stored columns).
QUERIES = [
    ("filter and count, 7 days",
     "SigninLogs | where TimeGenerated > {week} and ResultType == '50126' | count",
     "select count(*) from signins where TimeGenerated > {sql_week} and ResultType = '50126'"),
    ("by country, exact users",
     "SigninLogs | summarize count(), count_distinct(UserPrincipalName) by Location",
     "select Location, count(*), count(distinct UserPrincipalName) from signins group by 1"),
    ("by country, approximate users",
     "SigninLogs | summarize count(), dcount(UserPrincipalName) by Location",
     "select Location, count(*), approx_count_distinct(UserPrincipalName) from signins group by 1"),
    ("top 20 users by failures",
     "SigninLogs | where ResultType != '0' | summarize Fails = count() by UserPrincipalName | top 20 by Fails",
     "select UserPrincipalName, count(*) as Fails from signins where ResultType <> '0' group by 1 order by 2 desc limit 20"),
    ("top 100 rows by time",
     "SigninLogs | top 100 by TimeGenerated",
     "select * from signins order by TimeGenerated desc limit 100"),
    ("impossible travel, previous row per user",
     "SigninLogs | where ResultType == '0' | project UserPrincipalName, TimeGenerated, Location | sort by UserPrincipalName asc, TimeGenerated asc, Location asc"
     " | extend Before = prev(Location), Who = prev(UserPrincipalName), At = prev(TimeGenerated)"
     " | where Who == UserPrincipalName and Before != Location and TimeGenerated - At < 1h | count",
     "select count(*) from (select UserPrincipalName, TimeGenerated, Location, lag(Location) over w as Earlier, lag(TimeGenerated) over w as Last"
     " from signins where ResultType = '0' window w as (partition by UserPrincipalName order by TimeGenerated, Location))"
     " where Earlier <> Location and TimeGenerated - Last < interval 1 hour"),
    ("failure, then success within 10 minutes",
     "let Fails = SigninLogs | where ResultType == '50126' and TimeGenerated > {day} | project UserPrincipalName, Failed = TimeGenerated;"
     " SigninLogs | where ResultType == '0' and TimeGenerated > {day} | project UserPrincipalName, Done = TimeGenerated"
     " | join kind=inner Fails on UserPrincipalName | where Done between (Failed .. 10m) | count",
     "select count(*) from (select UserPrincipalName, TimeGenerated as Failed from signins where ResultType = '50126' and TimeGenerated > {sql_day}) f"
     " join (select UserPrincipalName, TimeGenerated as Done from signins where ResultType = '0' and TimeGenerated > {sql_day}) s"
     " using (UserPrincipalName) where Done >= Failed and Done <= Failed + interval 10 minute"),
    ("a word in the user agent (has)",
     "SigninLogs | where UserAgent has 'chrome' | count",
     r"select count(*) from signins where regexp_matches(UserAgent, '(?i)(^|[^a-z0-9])chrome($|[^a-z0-9])')"),
    ("a text in the user agent (contains)",
     "SigninLogs | where UserAgent contains 'ndroid 1' | count",
     "select count(*) from signins where contains(lower(UserAgent), 'ndroid 1')"),
    ("one user",
     "SigninLogs | where UserPrincipalName == '{user}' | project TimeGenerated, IPAddress, AppDisplayName | sort by TimeGenerated asc",
     "select TimeGenerated, IPAddress, AppDisplayName from signins where UserPrincipalName = '{user}' order by 1"),
    ("a path into a dynamic",
     "SigninLogs | summarize count() by tostring(DeviceDetail.operatingSystem)",
     "select coalesce(json_extract_string(DeviceDetail, '$.operatingSystem'), ''), count(*) from signins group by 1"),
    ("mv-expand over authentication details",
     "SigninLogs | where TimeGenerated > {week} | mv-expand Detail = parse_json(AuthenticationDetails) | summarize count() by tostring(Detail.authenticationMethod)",
     "select coalesce(json_extract_string(d, '$.authenticationMethod'), ''), count(*) from (select unnest(coalesce("
     "from_json(AuthenticationDetails, '[\"JSON\"]'), [null])) as d from signins where TimeGenerated > {sql_week}) group by 1"),
    ("make-series per hour",
     "SigninLogs | make-series Count = count() default = 0 on TimeGenerated from {month} to {end} step 1h by ResultType | project ResultType, Count",
     "select ResultType, list(n order by h) from (select r.ResultType, h, coalesce(n, 0) as n from (select distinct ResultType from signins"
     " where TimeGenerated >= {sql_month} and TimeGenerated < {sql_end}) r cross join range({sql_month}, {sql_end}, interval 1 hour) t(h)"
     " left join (select ResultType, date_trunc('hour', TimeGenerated) as h, count(*) as n from signins where TimeGenerated >= {sql_month}"
     " and TimeGenerated < {sql_end} group by 1, 2) using (ResultType, h)) group by 1"),
]

# What is compared of answers that are not the same in every cell: of an estimate and of instants, which the two write otherwise, how many rows; of
# users with as many failures as the twentieth, any of whom may be it, the numbers.
COMPARED = {
    "by country, approximate users": lambda row: None,
    "top 20 users by failures": lambda row: row[-1],
    "top 100 rows by time": lambda row: None,
    "one user": lambda row: row[1:],
}

DUCKDB = """
import duckdb, json, sys, time
folder, threads = sys.argv[1], int(sys.argv[2])
c = duckdb.connect(); c.execute(f"set threads={threads}"); c.execute("set timezone='UTC'"); c.execute("set enable_progress_bar=false")
c.execute(f"create view signins as select * from read_parquet('{folder}/**/*.parquet', hive_partitioning=false, union_by_name=false)")
for line in sys.stdin:
    q = json.loads(line); start = time.perf_counter(); rows = c.execute(q["query"]).fetchall(); elapsed = time.perf_counter() - start
    print(json.dumps({"rows": rows, "elapsed_ms": elapsed * 1000}, default=str), flush=True)
"""


class Engine:
    """A process that answers a query a line."""

    def __init__(self, command, threads):
        environment = os.environ | {"TOKIO_WORKER_THREADS": str(threads)}
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment)

    def processor_ms(self):
        """What the process has used of the processors; none where the system does not tell it in this way."""
        try:
            fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        except OSError:
            return math.nan
        return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")

    def ask(self, name, text):
        """The rows, the milliseconds by the clock, and those of the processors."""
        before = self.processor_ms()
        print(json.dumps({"query": text}), file=self.process.stdin, flush=True)
        line = self.process.stdout.readline()
        answer = json.loads(line) if line else {"error": "the process has ended"}
        if "error" in answer:
            sys.exit(f"{name}: {answer['error']}")
        return answer["rows"], answer["elapsed_ms"], self.processor_ms() - before


def compare(name, mine, theirs):
    """Ends the run when two answers differ."""
    part = COMPARED.get(name, lambda row: row)
    left, right = (sorted(json.dumps(part(row)) for row in rows) for rows in (mine, theirs))
    if left != right:
        sys.exit(f"{name}: {len(left)} rows, DuckDB has {len(right)}; the first that differ: {[*set(left) ^ set(right)][:4]}")


def mean(ratios):
    return math.exp(statistics.mean(map(math.log, ratios)))


def generate(quaestor, work, archive, records):
    """Month by month, so that the raw records of five million sign-ins need not lie on the disk at once. All sign-ins of people are made
    interactive, so that they are one table."""
    months = max(1, min(12, records // 1_000_000))
    for month in range(months):
        tenant = work / "tenant"
        shutil.rmtree(tenant, ignore_errors=True)
        # About a quarter of the simulated records are sign-ins of people.
        subprocess.run([quaestor, "simulate", "--people", "5000", "--days", "30", "--start", f"2026-{month + 1:02}-01", "--seed", str(7 + month),
                        "--formats", "graph-sign-ins", "--records", str(records * 4 // months), "--out", tenant], check=True, stdout=subprocess.DEVNULL)
        people = work / "people.ndjson"
        with open(people, "wb") as out:
            for part in sorted(tenant.rglob("signIns-*teractiveUser.ndjson")):
                with open(part, "rb") as lines:
                    while chunk := lines.readlines(8_000_000):
                        out.writelines(line.replace(b'"nonInteractiveUser"', b'"interactiveUser"') for line in chunk)
        shutil.rmtree(tenant)
        subprocess.run([quaestor, "--data", archive, "import", people, "--report", "json"], check=True, stdout=subprocess.DEVNULL)
        people.unlink()
    subprocess.run([quaestor, "--data", archive, "compact"], check=True, stdout=subprocess.DEVNULL)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quaestor", required=True)
    parser.add_argument("--records", type=int, default=5_000_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--work", default=os.path.join(tempfile.gettempdir(), "quaestor-bench"))
    parser.add_argument("--json")
    a = parser.parse_args()
    work = pathlib.Path(a.work)
    work.mkdir(parents=True, exist_ok=True)
    archive = work / f"archive-{a.records}"
    if not archive.exists():
        generate(a.quaestor, work, archive, a.records)
    python = work / "venv" / "bin" / "python"
    if not python.exists():
        venv.create(work / "venv", with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "-q", "duckdb"], check=True)
    facts = subprocess.run([a.quaestor, "--data", archive, "query", "--format", "json",
                            "SigninLogs | summarize Rows = count(), End = max(TimeGenerated), User = arg_max(TimeGenerated, UserPrincipalName)"],
                           check=True, capture_output=True, text=True).stdout
    row = json.loads(facts)
    row = row[0] if isinstance(row, list) else row["rows"][0]
    values = list(row.values()) if isinstance(row, dict) else row
    end = values[1][:10]
    names = {"user": values[-1]}
    for name, days in (("end", 0), ("day", 1), ("week", 7), ("month", 30)):
        names[name] = f"datetime({end}) - {days}d" if days else f"datetime({end})"
        names[f"sql_{name}"] = f"(timestamptz '{end} 00:00:00+00' - interval {days} day)"
    queries = [(name, kql.format(**names), sql.format(**names)) for name, kql, sql in QUERIES]
    folder = next(path for path in (archive / "tables" / "SigninLogs", archive / "SigninLogs") if path.exists())
    ours = Engine([a.quaestor, "--data", archive, "query", "--batch", "/dev/stdin", "--stats"], a.threads)
    duckdb = Engine([python, "-c", DUCKDB, folder, str(a.threads)], a.threads)
    print(f"{values[0]:,} sign-ins, {a.threads} threads, {a.runs} runs in turn, medians; in brackets processor time")
    print(f"{'':41} {'quaestor':>19} {'DuckDB':>19}  ratio")
    result = {"rows": values[0], "threads": a.threads, "runs": a.runs, "queries": []}
    for name, kql, sql in queries:
        compare(name, ours.ask(name, kql)[0], duckdb.ask(name, sql)[0])
        runs = [(ours.ask(name, kql)[1:], duckdb.ask(name, sql)[1:]) for _ in range(a.runs)]
        (mine, mine_cpu), (theirs, theirs_cpu) = ([statistics.median(column) for column in zip(*side)] for side in zip(*runs))
        found = {"name": name, "quaestor_ms": mine, "duckdb_ms": theirs, "ratio": mine / theirs, "processor_ratio": max(mine_cpu, 1) / max(theirs_cpu, 1)}
        result["queries"].append(found)
        shown = " ".join(f"{wall:8.0f} ({cpu:5.0f}) ms" for wall, cpu in ((mine, mine_cpu), (theirs, theirs_cpu)))
        print(f"{name:41} {shown}  {found['ratio']:5.2f} ({found['processor_ratio']:.2f})", flush=True)
    for of in ("ratio", "processor_ratio"):
        result[f"geometric_mean_{of}"] = mean([query[of] for query in result["queries"]])
    print(f"geometric mean {result['geometric_mean_ratio']:.2f} ({result['geometric_mean_processor_ratio']:.2f})")
    if a.json:
        pathlib.Path(a.json).write_text(json.dumps(result, indent=1) + "\n")


main()
