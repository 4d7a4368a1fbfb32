#!/usr/bin/env bash
# The week, reviewed: for a timer on Monday morning.
#
#   weekly-review.sh INBOX OUTBOX [OPTION…]
#
# Imports what lies in INBOX, fills in the review of the last week that is over (UTC), and writes it into OUTBOX as a page and as
# JSON. Run again, it makes the review anew from what has come in since; a signed review is left as it is. Options
# go to `quaestor review new`: --owner ann, say. QUAESTOR_DATA names the archive. Needs GNU date.
set -euo pipefail
inbox="${1:?the folder where exports arrive}"
outbox="${2:?the folder where reviews are put}"
shift 2
week="$(date -u -d '7 days ago' +%G-W%V)"

mkdir -p "$outbox"
if [ -n "$(find "$inbox" -type f -print -quit)" ]; then
  quaestor import "$inbox"
fi
status="$(quaestor review list --format csv | awk -F, -v week="$week" '$1 == week { print $2 }')"
case "$status" in
  # Quoted, it says that the review is overdue: so nobody has signed it.
  '' | draft | 'in review' | '"'*) quaestor review new --week "$week" --format json --out "$outbox/$week.json" "$@" ;;
  *) echo "the review of $week is $status; it is left as it is" >&2 ;;
esac
quaestor review show "$week" --format html --out "$outbox/$week.html"
# What Microsoft will soon no longer keep, while it can still be fetched.
quaestor expiry
