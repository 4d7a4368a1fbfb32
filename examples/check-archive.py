#!/usr/bin/env python3
"""Checks an archive without quaestor: the chain, its hashes, and the SHA-256 of everything it names.

usage: check-archive.py ARCHIVE [ANCHOR]      ANCHOR is a line that `quaestor head` printed, such as 12:9f86d0…

Needs Python 3 only. With the package `cryptography` installed, it checks the signatures too. What it leaves to
`quaestor verify`: the digest of the rows (which matters where files were merged) and the Delta logs.
"""
import hashlib, json, pathlib, sys

try:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
except ImportError:
    Ed25519PublicKey = None


def sha256(path):
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def body_of(data):
    """The sealed body, byte for byte, and what stands behind it: {"entry":BODY,"sha256":"…","signature":"…"}"""
    start = data.index(b":") + 1
    end = data.rindex(b',"sha256":"')
    return data[start:end], json.loads(b"{" + data[end + 1 :])


def main(folder, anchor=None):
    wrong = []
    archive = (folder / "archive.json").read_bytes()
    key = json.loads(archive)["key"]
    previous = hashlib.sha256(archive).hexdigest()
    live, heads = {}, {}
    for number, path in enumerate(sorted((folder / "ledger/chain").glob("*.json")), 1):
        body, seal = body_of(path.read_bytes())
        digest = hashlib.sha256(body).hexdigest()
        entry = json.loads(body)
        if digest != seal["sha256"]:
            wrong.append(f"{path}: its content does not match its hash")
        if entry["number"] != number or entry["previous"] != previous:
            wrong.append(f"{path}: the chain is broken before it")
        if Ed25519PublicKey:
            try:
                public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(key))
                public.verify(bytes.fromhex(seal["signature"]), f"quaestor entry {digest}".encode())
            except Exception:
                wrong.append(f"{path}: its signature does not match the archive's key")
        previous, heads[number] = digest, digest
        for evidence in entry["evidence"]:
            name = evidence["sha256"]
            live[f"evidence/{name[:2]}/{name}.zst"] = evidence["stored_sha256"]
        for document in entry.get("documents", []):
            name = document["sha256"]
            live[f"documents/{name[:2]}/{name}.zst"] = document["stored_sha256"]
        removed = entry.get("removed") or {}
        for evidence in removed.get("evidence", []):
            live.pop(evidence["path"], None)
        for evidence in removed.get("redacted", []):
            name = evidence["sha256"]
            live.pop(evidence["replaced"], None)
            live[f"evidence/{name[:2]}/{name}.{number:010}.zst"] = evidence["stored_sha256"]
        for table, change in entry["tables"].items():
            for file in change["removed"]:
                live.pop(f"{table}/{file}", None)
            for file in change["added"]:
                live[f"{table}/{file['path']}"] = file["sha256"]
    for name, digest in sorted(live.items()):
        if not (folder / name).is_file():
            wrong.append(f"{name}: missing")
        elif sha256(folder / name) != digest:
            wrong.append(f"{name}: altered")
    head = json.loads((folder / "ledger/head.json").read_bytes())["head"]
    if head != {"entry": len(heads), "hash": previous}:
        wrong.append("ledger/head.json: the chain does not reach its head")
    if anchor:
        number, digest = anchor.strip().split(":")
        if heads.get(int(number)) != digest:
            wrong.append(f"the chain does not contain the anchor {anchor}")
    print("\n".join(wrong) or f"unaltered: {len(heads)} entries, {len(live)} files")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1]), *sys.argv[2:3]))
