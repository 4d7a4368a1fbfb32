#!/usr/bin/env bash
# Checks an unpacked evidence pack with sha256sum (or shasum) and openssl: run it in the folder, `bash verify.sh`.
# It does not look into the chain and the raw records, as verify.py does. Exit code: 0 files and signature are as they
# were signed, 1 they are not, 3 openssl could not check the signature.
set -euo pipefail
export LC_ALL=C
sum() { if command -v sha256sum >/dev/null; then sha256sum "$@"; else shasum -a 256 "$@"; fi; }
hash_of() { sum <"$1" | cut -d' ' -f1; }
field() { sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p" signature.json; }
bytes() { printf '%b' "$(sed 's/../\\x&/g')"; }
fail() { echo "altered or incomplete: $1"; exit 1; }

# What is behind a link can be changed after it was checked; a pack has none.
links=$(find . ! -type d ! -type f | tr -cd '[:print:]\n')
[ -z "$links" ] || { echo "altered: no plain file: $links"; exit 1; }
[ -f signature.json ] || fail 'signature.json is missing, and without it nothing vouches for what is here: it may have been altered'
sum -c SHA256SUMS >/dev/null || fail 'a file does not match SHA256SUMS, see above'
grep -q "\"sha256\": \"$(hash_of SHA256SUMS)\"" manifest.json || fail 'SHA256SUMS is not the one that the manifest names'
named=$( (cut -c67- SHA256SUMS; printf '%s\n' SHA256SUMS manifest.json signature.json) | sort)
[ "$named" = "$(find . ! -type d | cut -c3- | sort)" ] || fail 'a file was added, or is missing'
[ "$(field message)" = "quaestor pack $(hash_of manifest.json)" ] || fail 'signature.json is not of this manifest'

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
{ printf '302a300506032b6570032100'; field key; } | tr -d '\n' | bytes >"$work/key.der"
field signature | tr -d '\n' | bytes >"$work/signature"
printf '%s' "$(field message)" >"$work/message"
if ! openssl pkey -pubin -inform DER -in "$work/key.der" -out "$work/key.pem" 2>/dev/null; then
  echo 'the files match the manifest; the signature was not checked: no openssl that knows Ed25519 (use verify.py)'
  exit 3
fi
openssl pkeyutl -verify -pubin -inkey "$work/key.pem" -rawin -in "$work/message" -sigfile "$work/signature" >/dev/null ||
  fail 'the signature does not hold'
echo 'files and signature are as they were signed'
echo "signed by key: $(field key)"
