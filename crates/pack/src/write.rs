//! Makes a pack.

use std::fmt;
use std::io::{self, Read, Write};

use crate::check::{Checker, HEAD, IDENTITY};
use crate::container::{Member, Method, central, end, local};
use crate::envelope::open;
use crate::instructions;
use crate::manifest::{
    FORMAT, File, Head, LONGEST, LeftOut, MANIFEST, MOST, Manifest, Period, Required, SIGNATURE, WHAT, instant,
};
use crate::name::Taken;
use crate::signature::{self, Signature, sha256};
use crate::spool::Spool;
use crate::{Cause, Error, Kind};

/// What goes into a pack.
#[derive(Debug)]
pub struct Contents<'a> {
    /// What it is of, such as `review 2026-W46`. Acts of the chain that are about it, or about `review 2026-W46 …`, must be in `acts.json`.
    pub subject: String,
    /// The time that it covers.
    pub period: Option<Period>,
    /// When it is made, in microseconds since 1970.
    pub made_at: i64,
    /// Who makes it.
    pub made_by: String,
    /// The program, with its version.
    pub program: String,
    /// What must be in it.
    pub required: Required,
    /// What is not in it, and why.
    pub left_out: Vec<LeftOut>,
    /// The files, in any order. [`Kind::Seal`] must have `seal/archive.json`, `seal/ledger/head.json` and the entry that this one names.
    pub items: Vec<Item<'a>>,
}

/// A file that goes into a pack.
#[derive(Debug)]
pub struct Item<'a> {
    /// Its name: ASCII letters, digits, spaces and `. _ - /`.
    pub path: String,
    /// What it is.
    pub kind: Kind,
    /// What it is, in a line for people.
    pub about: String,
    /// Its bytes.
    pub body: Body<'a>,
}

impl<'a> Item<'a> {
    /// Returns a file of these bytes.
    pub fn bytes(path: impl Into<String>, kind: Kind, about: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self { path: path.into(), kind, about: about.into(), body: Body::Bytes(bytes.into()) }
    }

    /// Returns a file whose bytes are read when their turn comes.
    pub fn read(
        path: impl Into<String>,
        kind: Kind,
        about: impl Into<String>,
        begin: impl FnOnce() -> io::Result<Box<dyn Read + 'a>> + 'a,
    ) -> Self {
        Self { path: path.into(), kind, about: about.into(), body: Body::Read(Box::new(begin)) }
    }
}

/// Where a file's bytes come from.
pub enum Body<'a> {
    /// Here they are.
    Bytes(Vec<u8>),
    /// Read once, from its begin to its end, when its turn comes.
    Read(Begin<'a>),
}

/// Begins to read.
pub type Begin<'a> = Box<dyn FnOnce() -> io::Result<Box<dyn Read + 'a>> + 'a>;

impl fmt::Debug for Body<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bytes(bytes) => write!(formatter, "{} bytes", bytes.len()),
            Self::Read(_) => formatter.write_str("bytes to be read"),
        }
    }
}

/// A pack that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// SHA-256 of its manifest: what stands for the whole pack.
    pub manifest: String,
    /// The key that signed it.
    pub key: String,
    /// Files in it, all told.
    pub files: u64,
    /// Bytes of the zip.
    pub bytes: u64,
}

/// Writes a pack to `out`, from its begin to its end. Equal contents give equal bytes.
///
/// `sign` gets the SHA-256 of the manifest and returns the signature of `quaestor pack HASH`, made with the archive's key.
///
/// Nothing reaches `out` before everything was looked at as [`crate::verify()`] will: contents that it would not call
/// unaltered and complete are an error. Files are held deflated in a temporary file meanwhile, in memory while they are few.
pub fn write(
    contents: Contents<'_>,
    sign: impl FnOnce(&str) -> Result<Signature, Cause>,
    out: &mut impl Write,
) -> Result<Written, Error> {
    let Contents { subject, period, made_at, made_by, program, required, left_out, items } = contents;
    let items = in_order(items)?;
    let mut seal = Ground::default();
    let mut checker = Checker::new(&subject);
    let mut spool = Spool::new();
    let mut files = Vec::new();
    for item in items {
        let keep = if item.path == IDENTITY || item.path == HEAD { Some(seal.of(&item.path)) } else { None };
        files.push(spool.put(item, &mut checker, keep)?);
    }
    // Sums of the files before it, so it is made last of the instructions; it lies where its name says.
    let sums = instructions::sums(&files);
    files.push(spool.put(sums, &mut checker, None)?);
    let order = |file: &File| (file.kind, file.path.clone());
    let mut places: Vec<_> = files.into_iter().zip(spool.places()).collect();
    places.sort_by_key(|(file, _place)| order(file));

    let (archive, head) = seal.read()?;
    let (files, places): (Vec<_>, Vec<_>) = places.into_iter().unzip();
    checker.finish(&archive, &head, &required, &files);
    if !checker.problems.listed.is_empty() {
        return Err(Error::Unsound(checker.problems.listed));
    }
    let made_at = instant(made_at).unwrap_or_default();
    let manifest = Manifest {
        format: FORMAT,
        what: WHAT.into(),
        subject,
        period,
        made_at,
        made_by,
        program,
        archive,
        head,
        required,
        left_out,
        files,
    };
    if let Some(fault) = manifest.fault() {
        return Err(Error::Bounds(fault));
    }
    let stamp = manifest.stamp().ok_or_else(|| Error::Bounds("it has no time".into()))?;
    let mut text = serde_json::to_vec_pretty(&manifest).map_err(Error::io("write", MANIFEST))?;
    text.push(b'\n');
    if text.len() > LONGEST {
        return Err(Error::Bounds(format!("its manifest would have more than {LONGEST} bytes")));
    }
    let hash = sha256(&text);
    let signature = sign(&hash).map_err(|cause| Error::Sign(cause.to_string()))?;
    signature::check(&signature, "pack", &hash).map_err(Error::Sign)?;
    if checker.chain.identity.as_ref().is_some_and(|identity| identity.key != signature.key) {
        return Err(Error::Sign("the key is another one than archive.json names".into()));
    }
    let signed = signature::text(&signature, &hash).into_bytes();

    let failed = || Error::io("write", "the pack");
    let mut zip = Zip { out, at: 0, directory: Vec::new() };
    for (name, bytes) in [(MANIFEST, &text), (SIGNATURE, &signed)] {
        let member = stored(name, bytes);
        zip.begin(&member, stamp).map_err(failed())?;
        zip.put(bytes).map_err(failed())?;
    }
    for (file, place) in manifest.files.iter().zip(places) {
        zip.begin(&file.member(), stamp).map_err(failed())?;
        zip.at += spool.copy(place, zip.out).map_err(failed())?;
    }
    let bytes = zip.end(manifest.files.len() as u64 + 2).map_err(failed())?;
    Ok(Written { manifest: hash, key: signature.key, files: manifest.files.len() as u64 + 2, bytes })
}

/// Checks the names and puts the files in order, with the instructions before them.
fn in_order(mut items: Vec<Item<'_>>) -> Result<Vec<Item<'_>>, Error> {
    if let Some(item) = items.iter().find(|item| item.kind == Kind::Instructions) {
        let why = "instructions are written with every pack and by nobody else".into();
        return Err(Error::Name { path: item.path.clone(), why });
    }
    items.extend(instructions::items());
    if items.len() >= MOST {
        return Err(Error::Bounds(format!(
            "it would have more than {MOST} files; gather what belongs together in one file"
        )));
    }
    let mut taken = Taken::default();
    for name in [MANIFEST, SIGNATURE, instructions::SUMS].into_iter().chain(items.iter().map(|item| item.path.as_str()))
    {
        taken.take(name).map_err(|why| Error::Name { path: name.escape_default().to_string(), why: why.into() })?;
    }
    items.sort_by(|one, next| (one.kind, &one.path).cmp(&(next.kind, &next.path)));
    Ok(items)
}

/// What the manifest takes from the seal.
#[derive(Debug, Default)]
struct Ground {
    identity: Vec<u8>,
    head: Vec<u8>,
}

impl Ground {
    fn of(&mut self, path: &str) -> &mut Vec<u8> {
        if path == IDENTITY { &mut self.identity } else { &mut self.head }
    }

    /// Returns the archive's id and its head.
    fn read(&self) -> Result<(String, Head), Error> {
        let identity: crate::check::Identity =
            serde_json::from_slice(&self.identity).map_err(Error::io("read", IDENTITY))?;
        let (head, _hash) = open("head", &self.head, &identity.key).map_err(Error::io("read", HEAD))?;
        Ok((identity.archive, head))
    }
}

fn stored<'a>(name: &'a str, bytes: &[u8]) -> Member<'a> {
    let size = bytes.len() as u64;
    Member { name, method: Method::Stored, crc: crc32fast::hash(bytes), size, packed: size }
}

/// A zip as it is written.
struct Zip<'o, W> {
    out: &'o mut W,
    at: u64,
    directory: Vec<u8>,
}

impl<W: Write> Zip<'_, W> {
    fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.out.write_all(bytes)?;
        self.at += bytes.len() as u64;
        Ok(())
    }

    fn begin(&mut self, member: &Member<'_>, stamp: crate::container::Stamp) -> io::Result<()> {
        self.directory.extend(central(member, stamp, self.at));
        self.put(&local(member, stamp))
    }

    fn end(&mut self, count: u64) -> io::Result<u64> {
        let (offset, size) = (self.at, self.directory.len() as u64);
        let directory = std::mem::take(&mut self.directory);
        self.put(&directory)?;
        self.put(&end(count, offset, size))?;
        self.out.flush()?;
        Ok(self.at)
    }
}
