#!/usr/bin/env python3
"""Importing NDJSON sign-ins, evidence and seal on, beside DuckDB's read_json -> zstd Parquet of the same file.

Both run in turn, several times; what is quoted is the ratio of the medians. Peak memory is the operating system's figure for the process
(and its largest child). DuckDB comes from PyPI into a virtual environment beside the data.
"""
import argparse, json, os, pathlib, shutil, statistics, subprocess, sys, tempfile, time, venv

DUCKDB = """
import duckdb, sys
c = duckdb.connect(); c.execute(f"set threads={sys.argv[3]}")
c.execute(f"copy (select * from read_json('{sys.argv[1]}', format='newline_delimited')) to '{sys.argv[2]}' (format parquet, compression zstd)")
"""


def run(command, env=None):
    """Runs a command to its end: wall and CPU seconds, peak resident bytes."""
    start = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=env)
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"failed: {' '.join(map(str, command))}")
    return {"wall": time.monotonic() - start, "cpu": usage.ru_utime + usage.ru_stime, "peak": usage.ru_maxrss * 1024}


def size(path):
    return sum(f.stat().st_size for f in pathlib.Path(path).rglob("*") if f.is_file())


def generate(quaestor, folder, size_wanted, target):
    """Writes sign-ins of all four kinds of a make-believe tenant, one after another, until the file is large enough."""
    shutil.rmtree(folder, ignore_errors=True)
    records = size_wanted // 4_500
    subprocess.run(
        [quaestor, "simulate", "--people", "5000", "--days", "30", "--seed", "7", "--attacks", "none", "--formats", "graph-sign-ins",
         "--records", str(records * 4), "--out", folder],
        check=True, stdout=subprocess.DEVNULL,
    )
    with open(target, "wb") as out:
        # The small files first: DuckDB guesses types from the first lines, and must have seen every kind of sign-in by then.
        for part in sorted(folder.rglob("*.ndjson"), key=lambda path: path.stat().st_size):
            with open(part, "rb") as lines:
                while out.tell() < size_wanted and (chunk := lines.readlines(8_000_000)):
                    out.writelines(chunk)
    shutil.rmtree(folder)
    if out.closed and target.stat().st_size < size_wanted * 0.95:
        sys.exit(f"only {target.stat().st_size} bytes were simulated; raise the number of records")


def median(runs, key):
    return statistics.median(r[key] for r in runs)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quaestor", required=True)
    parser.add_argument("--megabytes", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--work", default=os.path.join(tempfile.gettempdir(), "quaestor-bench"))
    parser.add_argument("--json")
    a = parser.parse_args()
    work = pathlib.Path(a.work)
    work.mkdir(parents=True, exist_ok=True)
    source = work / f"signins-{a.megabytes}.ndjson"
    if not source.exists():
        generate(a.quaestor, work / "tenant", a.megabytes * 1_000_000, source)
    python = work / "venv" / "bin" / "python"
    if not python.exists():
        venv.create(work / "venv", with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "-q", "duckdb"], check=True)
    raw = source.stat().st_size
    ours, theirs = [], []
    for _ in range(a.runs):
        shutil.rmtree(work / "archive", ignore_errors=True)
        ours.append(run([a.quaestor, "--data", work / "archive", "import", source, "--report", "json", "--threads", str(a.threads)]))
        (work / "duck.parquet").unlink(missing_ok=True)
        theirs.append(run([python, "-c", DUCKDB, source, work / "duck.parquet", str(a.threads)]))
    tables = size(work / "archive" / "tables")
    evidence = size(work / "archive" / "evidence")
    result = {
        "raw_bytes": raw, "threads": a.threads, "runs": a.runs,
        "quaestor": {k: median(ours, k) for k in ("wall", "cpu", "peak")},
        "duckdb": {k: median(theirs, k) for k in ("wall", "cpu", "peak")},
        "cpu_ratio": median(ours, "cpu") / median(theirs, "cpu"),
        "wall_ratio": median(ours, "wall") / median(theirs, "wall"),
        "kept_per_raw_byte": {"tables": tables / raw, "evidence": evidence / raw, "all": size(work / "archive") / raw},
        "duckdb_parquet_per_raw_byte": (work / "duck.parquet").stat().st_size / raw,
    }
    for name in ("quaestor", "duckdb"):
        r = result[name]
        print(f"{name:9} wall {r['wall']:7.2f} s   cpu {r['cpu']:7.2f} s   {raw / 1e6 / r['cpu']:6.0f} MB/s per core   peak {r['peak'] / 1e6:7.0f} MB")
    print(f"quaestor / DuckDB: cpu {result['cpu_ratio']:.2f}, wall {result['wall_ratio']:.2f}")
    kept = result["kept_per_raw_byte"]
    print(f"kept per raw byte: tables {kept['tables']:.4f}, evidence {kept['evidence']:.4f}, all {kept['all']:.4f}; DuckDB's Parquet {result['duckdb_parquet_per_raw_byte']:.4f}")
    if a.json:
        pathlib.Path(a.json).write_text(json.dumps(result, indent=1) + "\n")


main()
