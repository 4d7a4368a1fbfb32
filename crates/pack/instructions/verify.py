#!/usr/bin/env python3
"""Checks an evidence pack without quaestor. Needs Python 3.6 or later, and no packages.

usage: python3 verify.py [PACK] [--key KEY]

PACK is the zip, or the folder that it was unpacked into; without it, the folder one is in. KEY is the archive's public
key as you got it another way (64 digits): the pack must be signed with it.

Exit code: 0 unaltered and complete, 1 altered, 2 incomplete, 3 it could not be checked. Incomplete without a signature
says nothing of what is there: it may have been altered.
"""
import calendar, hashlib, json, os, re, struct, sys, time, zlib

PIECE = 1 << 20
WIDE = 0xFFFFFFFF  # lengths from here on stand in 64 bits
UNSIGNED = "incomplete, and without a signed manifest nothing vouches for what is here: it may have been altered"
altered, missing, notes = [], [], []


# Ed25519 (RFC 8032, 5.1): whether a signature is that of a message.

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P


def point(data):
    """Returns the point that 32 bytes stand for, as (X, Y, Z, T); none where they stand for none."""
    y = int.from_bytes(data, "little") & (2**255 - 1)
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if y >= P or (x * x - square) % P:
        return None
    if x & 1 != data[31] >> 7:
        x = P - x
    return x, y, 1, x * y % P


def add(p, q):
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(number, p):
    sum = (0, 1, 1, 0)
    while number:
        if number & 1:
            sum = add(sum, p)
        p, number = add(p, p), number >> 1
    return sum


def same(p, q):
    return (p[0] * q[2] - q[0] * p[2]) % P == 0 and (p[1] * q[2] - q[1] * p[2]) % P == 0


BASE = point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def holds(key, signature, message):
    """Returns whether a signature is that of a message, made with the key of this public half; both in hexadecimal."""
    if not re.fullmatch("[0-9a-f]{64}", key) or not re.fullmatch("[0-9a-f]{128}", signature):
        return False
    key, signature = bytes.fromhex(key), bytes.fromhex(signature)
    a, r, s = point(key), point(signature[:32]), int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= L or any(same(times(8, p), (0, 1, 1, 0)) for p in (a, r)):
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % L
    return same(times(s, BASE), add(r, times(k, a)))


# What the files say of each other: the chain of the archive, who did what, the raw records.


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def opened(kind, data, key):
    """Reads a signed file, {"kind":BODY,"sha256":"…","signature":"…"}: returns BODY and its hash. BODY is hashed as it stands."""
    body, digest, signature = data[len(kind) + 4 : -221], data[-210:-146].decode(), data[-131:-3].decode()
    form = '{"%s":' % kind, ',"sha256":"%s","signature":"%s"}\n' % (digest, signature)
    if data != form[0].encode() + body + form[1].encode() or sha256(body) != digest:
        raise ValueError("its content does not match its hash")
    if not holds(key, signature, ("quaestor %s %s" % (kind, digest)).encode()):
        raise ValueError("its signature does not match the key that archive.json names")
    return json.loads(body.decode()), digest


def text(value):
    return json.dumps(value, sort_keys=True)


class Contents:
    """The files of the pack, in its order, which puts the seal before what it proves."""

    def __init__(self, manifest):
        self.manifest, self.identity, self.head = manifest, None, None
        self.start, self.entries, self.evidence, self.acts, self.told, self.counts = "", {}, set(), [], set(), {}
        self.held = {"acts": 0, "records": 0}

    def look(self, file, pieces):
        """Looks at a file whose bytes come piece by piece."""
        path, kind = file["path"], file["kind"]
        if kind in ("seal", "acts"):
            data = b"".join(pieces)
            try:
                self.seal(path, data) if kind == "seal" else self.read_acts(data)
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                altered.append("%s: %s" % (path, error))
        elif path.endswith(".jsonl"):
            rest, number = b"", 0
            for piece in pieces:
                *lines, rest = (rest + piece).split(b"\n")
                for number, line in enumerate(lines, number + 1):
                    self.line(path, kind, number, line)
            self.line(path, kind, number + 1, rest)
        else:
            for _ in pieces:
                pass

    def seal(self, path, data):
        if path == "seal/archive.json":
            self.identity, self.start = json.loads(data.decode()), sha256(data)
            return
        if self.identity is None:
            return missing.append("%s: it cannot be checked without archive.json" % path)
        key = self.identity["key"]
        if path.startswith("seal/ledger/chain/"):
            entry, digest = opened("entry", data, key)
            number = entry["number"]
            if path != "seal/ledger/chain/%010d.json" % number or entry["archive"] != self.identity["archive"]:
                raise ValueError("it is another entry, or of another archive")
            before = self.start if number == 1 else self.entries.get(number - 1)
            if before is None:
                notes.append("the entry before %d is not in the pack: its place in the chain is not shown" % number)
            elif before != entry["previous"]:
                raise ValueError("it does not follow the entry before it")
            self.entries[number] = digest
            self.evidence.update(evidence["sha256"] for evidence in entry["evidence"])
            self.acts += [(number, act) for act in entry.get("acts", [])]
        elif path == "seal/ledger/head.json":
            self.head = opened("head", data, key)[0]
        elif path.startswith("seal/ledger/receipt/"):
            receipt = opened("receipt", data, key)[0]
            if self.entries.get(receipt["entry"], receipt["hash"]) != receipt["hash"]:
                raise ValueError("it is of another entry")
        else:
            notes.append("%s: only its hash was compared" % path)

    def read_acts(self, data):
        acts = json.loads(data.decode())
        if not isinstance(acts, list):
            raise ValueError("it is not a list of acts")
        self.counts["acts"] = len(acts)
        sealed = {(number, text(act)) for number, act in self.acts}
        for act in acts:
            number, place = act["entry"], (act["entry"], text(act["act"]))
            if number not in self.entries:
                missing.append("acts.json: entry %s, which seals an act in it, is not in the pack" % number)
            elif place not in sealed or act["hash"] != self.entries[number]:
                altered.append("acts.json: an act does not stand so in entry %s of the chain" % number)
            else:
                self.told.add(place)
                self.held["acts"] += 1

    def line(self, path, kind, number, line):
        if not line:
            return
        self.counts[kind] = self.counts.get(kind, 0) + 1
        if kind == "records":
            try:
                record = json.loads(line.decode())
                if sha256(record["raw"].encode()) != record["sha256"]:
                    raise ValueError("the record does not match its hash")
                if record["evidence"] not in self.evidence:
                    return missing.append("%s line %d: no entry in the pack brought its evidence" % (path, number))
                self.held["records"] += 1
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                altered.append("%s line %d: %s" % (path, number, error))

    def finish(self, key):
        """Looks at the whole: the head is reached, the key is the archive's, everything required is there."""
        manifest, subject = self.manifest, self.manifest["subject"]
        if self.identity is None or self.head is None:
            return missing.append("seal: archive.json and ledger/head.json must be in the pack and readable")
        if self.identity["key"] != key:
            altered.append("signature.json: it was made with another key than archive.json names")
        if self.identity["archive"] != manifest["archive"] or self.head != manifest["head"]:
            altered.append("manifest.json: it speaks of another archive, or of another head of its chain")
        reached = self.entries.get(self.head["entry"]) if self.head["entry"] else self.start
        if reached is None:
            missing.append("seal: entry %d, the head of the chain, is not in the pack" % self.head["entry"])
        elif reached != self.head["hash"] or max(self.entries, default=0) > self.head["entry"]:
            altered.append("seal/ledger/head.json: the chain does not end there")
        hashes = {file["sha256"] for file in manifest["files"]}
        for number, act in self.acts:
            about = act["subject"] == subject or act["subject"].startswith(subject + " ")
            if about and (number, text(act)) not in self.told:
                missing.append("acts.json: %s by %s, in entry %d, is not in it" % (act["what"], act["who"], number))
            for document in set(act.get("documents", [])) - hashes if about else ():
                notes.append("%s by %s rests on a document that is not in the pack: %s" % (act["what"], act["who"], document))
        for path in set(manifest["required"]["files"]) - {file["path"] for file in manifest["files"]}:
            missing.append("%s: it must be in the pack and is not" % path)
        for kind, must in manifest["required"]["counts"].items():
            have = self.counts.get(kind, 0)
            if have != must:
                (missing if have < must else altered).append("%s: %d are there, and it must be %d" % (kind, have, must))


# The manifest and its signature.


KINDS = "instructions seal acts review entries findings queries records coverage other".split()
PART = "[A-Za-z0-9._-]([A-Za-z0-9 ._-]*[A-Za-z0-9_-])?"
DEVICE = re.compile(r"(con|prn|aux|nul|com[1-9]|lpt[1-9]) *(\..*)?", re.IGNORECASE)


def read_manifest(data):
    manifest = json.loads(data.decode())
    if manifest["what"] != "quaestor evidence pack":
        raise ValueError("it does not say that it is the manifest of an evidence pack")
    names, folders = {"manifest.json", "signature.json"}, set()
    for file in manifest["files"]:
        name = file["path"].lower()
        parts = name.split("/")
        if len(name) > 180 or any(not re.fullmatch(PART, part) or part == "." or DEVICE.fullmatch(part) for part in parts):
            raise ValueError("it names the file %a" % name)
        above = {"/".join(parts[:count]) for count in range(1, len(parts))}
        if name in names or name in folders or above & names:
            raise ValueError("it names the file %a twice" % name)
        names.add(name)
        folders |= above
    order = [(KINDS.index(file["kind"]), file["path"]) for file in manifest["files"]]
    if order != sorted(order):
        raise ValueError("its files are not in order")
    return manifest


def read_signature(data, manifest):
    """Returns the key that signed the manifest; none where the signature does not hold."""
    key, signature = data[30:94].decode("ascii", "replace"), data[-131:-3].decode("ascii", "replace")
    message = "quaestor pack " + sha256(manifest)
    form = '{"algorithm":"Ed25519","key":"%s","message":"%s","signature":"%s"}\n' % (key, message, signature)
    if form.encode() == data and holds(key, signature, message.encode()):
        return key
    altered.append("signature.json: it is not the signature of this manifest")
    return None


# The zip: everything around the files follows from the manifest, so it is written anew and compared.


class Member:
    """A file of the zip."""

    def __init__(self, path, method, crc, size, packed):
        self.name, self.method, self.crc, self.size, self.packed = path.encode(), method, crc, size, packed

    def local(self, stamp):
        """What stands before the file."""
        wide = max(self.size, self.packed) >= WIDE
        sizes = (WIDE, WIDE) if wide else (self.packed, self.size)
        extra = struct.pack("<HHQQ", 1, 16, self.size, self.packed) if wide else b""
        fixed = (45 if wide else 20, 0, self.method, stamp, self.crc, *sizes, len(self.name), len(extra))
        return struct.pack("<4sHHHLLLLHH", b"PK\3\4", *fixed) + self.name + extra

    def central(self, stamp, offset):
        """Its line in the directory."""
        wide = [value for value in (self.size, self.packed, offset) if value >= WIDE]
        extra = struct.pack("<HH%dQ" % len(wide), 1, 8 * len(wide), *wide) if wide else b""
        version, sizes = 45 if wide else 20, (min(self.packed, WIDE), min(self.size, WIDE), len(self.name), len(extra))
        fixed = (version, version, 0, self.method, stamp, self.crc, *sizes, 0, 0, 0, 0, min(offset, WIDE))
        return struct.pack("<4sHHHHLLLLHHHHHLL", b"PK\1\2", *fixed) + self.name + extra


def ending(count, offset, size):
    """What ends the zip."""
    out = b""
    if count >= 0xFFFF or offset >= WIDE or size >= WIDE:
        out = struct.pack("<4sQHHLLQQQQ", b"PK\6\6", 44, 45, 45, 0, 0, count, count, size, offset)
        out += struct.pack("<4sLQL", b"PK\6\7", 0, offset + size, 1)
    count = min(count, 0xFFFF)
    return out + struct.pack("<4sHHHHLLH", b"PK\5\6", 0, 0, count, count, min(size, WIDE), min(offset, WIDE), 0)


class Zip:
    """A pack as a zip."""

    def __init__(self, path):
        self.file, self.met, self.short, self.there = open(path, "rb"), [], False, set()

    def peek(self, count):
        at = self.file.tell()
        data = self.file.read(count)
        self.file.seek(at)
        return data

    def manifest(self):
        head = self.peek(43)
        if len(head) < 43 and b"PK\3\4".startswith(head[:4]):
            return missing.append("the zip: it is cut short, before its manifest")
        if head[:4] != b"PK\3\4" or head[30:43] != b"manifest.json":
            if head[:4] == b"PK\3\4" and b"signature.json".startswith(head[30:43]):
                return missing.append("manifest.json: it is not in the zip")
            return altered.append("the zip: it is no evidence pack, or was written anew; unpack it and check the folder")
        self.file.seek(43)
        size = struct.unpack("<L", head[18:22])[0]
        data = self.file.read(min(size, 64 << 20))
        if len(data) < size:
            return missing.append("the zip: it is cut short, in its manifest")
        self.first = head, Member("manifest.json", 0, zlib.crc32(data), size, size)
        return data

    def signature(self, manifest):
        made = calendar.timegm(time.strptime(manifest["made_at"], "%Y-%m-%dT%H:%M:%SZ"))
        year, month, day, hour, minute, second = time.gmtime(made)[:6]
        self.stamp = (year - 1980) << 25 | month << 21 | day << 16 | hour << 11 | minute << 5 | second // 2
        self.met.append((self.first[1], 0))
        if self.first[0] != self.first[1].local(self.stamp):
            altered.append("the zip: what stands before manifest.json was changed")
        begin, head, length = self.file.tell(), self.peek(44), 331
        following = [file["path"].encode() for file in manifest["files"][:1]]
        if head[:4] == b"PK\1\2" or any(head[30:].startswith(name) for name in following):
            missing.append("signature.json: it is not in the zip")
            return None
        self.file.seek(begin + 44)
        data = self.file.read(length)
        if len(data) < length:
            return self.cut("signature.json")
        member = Member("signature.json", 0, zlib.crc32(data), length, length)
        if head != member.local(self.stamp):
            altered.append("the zip: what stands before signature.json was changed")
        self.met.append((member, begin))
        return data

    def cut(self, place):
        self.short = True
        missing.append("the zip: it is cut short, in %s" % place)

    def contents(self, files, look, signed):
        look = look if signed else None  # what nobody signed is not inflated
        members = [Member(file["path"], 8, file["crc32"], file["size"], file["packed_size"]) for file in files]
        later = {member.name: member for member in reversed(members)}
        for file, member in zip(files, members):
            later.pop(member.name, None)
            header, begin = member.local(self.stamp), self.file.tell()
            ahead = self.peek(len(header))
            if self.short:
                missing.append("%s: it is not in the zip" % file["path"])
                continue
            if len(ahead) < len(header) and header.startswith(ahead):
                self.cut(file["path"])
                continue
            if ahead != header:
                name = self.peek(65565)[30 : 30 + int.from_bytes(ahead[26:28], "little")] if ahead[:4] == b"PK\3\4" else b""
                after = later[name].local(self.stamp) if name in later else b"PK\1\2"
                if self.peek(len(after)) == after:
                    missing.append("%s: it is not in the zip" % file["path"])
                    continue
                altered.append("the zip: what stands before %s was changed" % file["path"])
            self.file.seek(begin + len(header))
            packed, whole = hashlib.sha256(), hashlib.sha256()
            pieces = self.inflated(file, packed, whole, bool(look))
            try:
                if look:
                    look(file, pieces)
                for _ in pieces:
                    pass
            except EOFError:
                self.cut(file["path"])
                continue
            if packed.hexdigest() != file["packed_sha256"] or look and whole.hexdigest() != file["sha256"]:
                altered.append("%s: it was changed" % file["path"])
            self.met.append((member, begin))
            self.there.add(file["path"])
        if not self.short:
            self.tail()

    def inflated(self, file, packed, whole, signed):
        """Gives a file's bytes, never more than the manifest says, and none where that is not signed."""
        inflate, left, size, crc, broken = zlib.decompressobj(-15), file["packed_size"], 0, 0, not signed
        while left:
            data = self.file.read(min(left, PIECE))
            if not data:
                raise EOFError
            left -= len(data)
            packed.update(data)
            while data and not broken and not inflate.eof:
                try:
                    piece = inflate.decompress(data, PIECE)
                except zlib.error:
                    broken = True
                    break
                data, size, crc = inflate.unconsumed_tail, size + len(piece), zlib.crc32(piece, crc)
                whole.update(piece)
                broken = size > file["size"]
                if piece and not broken:
                    yield piece
        if signed and (broken or not inflate.eof or size != file["size"] or crc != file["crc32"]):
            altered.append("%s: it is not what the manifest says of it" % file["path"])

    def tail(self):
        begin = self.file.tell()
        expected = b"".join(member.central(self.stamp, at) for member, at in self.met)
        expected += ending(len(self.met), begin, len(expected))
        data = self.file.read(len(expected) + 1)
        if len(data) < len(expected) and expected.startswith(data):
            self.cut("its directory")
        elif data != expected:
            altered.append("the zip: its directory was changed, a file was added, or something follows its end")


class Folder:
    """A pack that was unpacked."""

    def __init__(self, root):
        self.root, self.there = root, set()
        notes.append("a folder was checked: its files and names, not the zip that they came in")
        for folder, folders, files in os.walk(root):
            for name in files + [name for name in folders if os.path.islink(os.path.join(folder, name))]:
                path = os.path.join(folder, name)
                short = os.path.relpath(path, root).replace(os.sep, "/")
                if os.path.islink(path) or not os.path.isfile(path):
                    altered.append("%s: it is no plain file" % short)
                else:
                    self.there.add(short)

    def whole(self, name):
        if name not in self.there:
            return missing.append("%s: it is not in the folder" % name)
        with open(os.path.join(self.root, name), "rb") as file:
            return file.read(64 << 20)

    def manifest(self):
        return self.whole("manifest.json")

    def signature(self, manifest):
        return self.whole("signature.json")

    def contents(self, files, look, signed):
        for name in self.there - {file["path"] for file in files} - {"manifest.json", "signature.json"}:
            altered.append("%s: it is in the folder and not in the manifest" % name)
        for file in files:
            if file["path"] not in self.there:
                missing.append("%s: it is not in the folder" % file["path"])
                continue
            whole = hashlib.sha256()
            look(file, self.pieces(file["path"], whole))
            size = os.path.getsize(os.path.join(self.root, file["path"]))
            if size != file["size"] or whole.hexdigest() != file["sha256"]:
                altered.append("%s: it was changed" % file["path"])

    def pieces(self, name, whole):
        with open(os.path.join(self.root, name), "rb") as file:
            for piece in iter(lambda: file.read(PIECE), b""):
                whole.update(piece)
                yield piece


def check(path, expected):
    """Returns the key whose signature holds, and what the pack says of itself, where that can be read."""
    pack = Folder(path) if os.path.isdir(path) else Zip(path)
    data = pack.manifest()
    if data is None:
        return None, []
    manifest = read_manifest(data)
    signature = pack.signature(manifest)
    key = read_signature(signature, data) if signature is not None else None
    if key and manifest["format"] != 1:
        raise OSError("it has format version %s, and this script knows 1: use a newer one" % manifest["format"])
    if key and expected and key != expected:
        altered.append("signature.json: it was made with another key than the expected one")
    contents = Contents(manifest)
    pack.contents(manifest["files"], contents.look, bool(key))
    if key:
        contents.finish(key)
    period, held = manifest["period"] or {"from": "-", "to": "-"}, contents.held
    files = sum(file["path"] in pack.there for file in manifest["files"])
    return key, [
        "of: %s, archive %s" % (manifest["subject"], manifest["archive"]),
        "period: %s to %s" % (period["from"], period["to"]),
        "made: %s by %s with %s" % (manifest["made_at"], manifest["made_by"], manifest["program"]),
        "checked: %d files, %d raw records, %d entries of the chain, %d acts"
        % (files, held["records"], len(contents.entries), held["acts"]),
        *("left out: %s (%s)" % (left["what"], left["why"]) for left in manifest["left_out"]),
        "manifest: " + sha256(data),
        *(["signed by key: " + key] if key else []),
    ]


def main(arguments):
    expected = None
    if "--key" in arguments[:-1]:
        at = arguments.index("--key")
        expected = arguments[at + 1]
        del arguments[at : at + 2]
    if len(arguments) > 1 or any(argument.startswith("-") for argument in arguments):
        print(__doc__)
        return 3
    if expected is not None and not re.fullmatch("[0-9a-f]{64}", expected.strip().lower()):
        print("not checked: %a is not a public key; give its 64 hexadecimal digits themselves" % expected)
        return 3
    key, facts = None, []
    try:
        key, facts = check(arguments[0] if arguments else ".", expected and expected.strip().lower())
    except OSError as error:
        print("not checked: %s" % error)
        return 3
    except (ValueError, KeyError, TypeError, AttributeError, struct.error, RecursionError) as error:
        altered.append("manifest.json: it cannot be read: %s" % error)
    code = 1 if altered else 2 if missing else 0
    print(("unaltered and complete", "altered", "incomplete" if key else UNSIGNED)[code])
    for line in altered[:100] + missing[:100] + ["note: " + note for note in notes] + facts:
        print("  " + "".join(letter if letter.isprintable() else "?" for letter in line))
    return code


if __name__ == "__main__":
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")
    sys.exit(main(sys.argv[1:]))
